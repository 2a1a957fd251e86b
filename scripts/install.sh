#!/bin/sh
# scripts/install.sh runtime|dev
#
# Makes .venv and puts into it exactly what the lock file says, then the console script `xinqiao`.
# Needs Python 3.11 or newer, nothing else. uv does the fetching because it takes seconds where pip
# takes a minute; where uv cannot be had, pip does the same from the same file.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
    runtime) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "usage: scripts/install.sh runtime|dev" >&2; exit 2 ;;
esac

fail() { echo "setup: $*" >&2; exit 1; }

# Two makes in one checkout take turns.
if command -v flock >/dev/null 2>&1 && [ -z "${XINQIAO_SETUP_LOCKED:-}" ]; then
    export XINQIAO_SETUP_LOCKED=1
    exec flock "$PWD/scripts" "$0" "$@"
fi

python=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "Python 3.11 or newer is needed; on Debian or Ubuntu: apt-get install python3 python3-venv"

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
            fail "Python's venv module is missing; please run: sudo apt-get install python3-venv"
        echo "setup: installing python3-venv" >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null ||
            fail "python3-venv could not be installed"
    fi
    rm -rf .venv
    "$python" -m venv .venv
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input "$@"; }

if [ -x .venv/bin/uv ] || pip install --quiet --no-compile --require-hashes -r requirements-uv.lock; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
    .venv/bin/uv pip install --quiet --python .venv/bin/python --offline --no-deps --no-build-isolation -e .
else
    echo "setup: uv could not be installed; pip does it, a little slower" >&2
    pip install --quiet --no-compile --require-hashes -r "$lock"
    pip install --quiet --no-deps --no-build-isolation --no-index -e .
fi

# Start it once, so that the first real command does not spend its time compiling what it imports.
# Where something is still missing, that command will say so.
unset PYTHONDONTWRITEBYTECODE
XINQIAO_DATA=$(mktemp -d) && export XINQIAO_DATA
.venv/bin/xinqiao check >/dev/null 2>&1 || true
rm -rf "$XINQIAO_DATA"

touch .venv/.runtime
[ "$1" = dev ] && touch .venv/.dev
exit 0
