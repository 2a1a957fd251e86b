#!/bin/sh
# Writes the three lock files anew from pyproject.toml: every version, for every platform and
# Python from 3.11 on, with the hashes of its files and without naming where they come from.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
lock() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links --no-annotate "$@"; }
lock pyproject.toml -o requirements.lock
lock pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
echo uv | lock - -o requirements-uv.lock
