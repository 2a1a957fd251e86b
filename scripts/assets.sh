#!/bin/sh
# Fetches the front-end components that package-lock.json names, then copies what is served.
set -eu
cd "$(dirname "$0")/.."
command -v npm >/dev/null 2>&1 || {
    echo "setup: npm is missing; the pages need it once, to fetch their style sheets." \
        "On Debian or Ubuntu: apt-get install nodejs npm" >&2
    exit 1
}
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || {
    echo "setup: npm could not fetch the front-end components (see above); is the network there?" >&2
    exit 1
}
.venv/bin/python scripts/assets.py
