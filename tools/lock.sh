#!/bin/sh
# Write constraints.txt (every package at an exact version, on every system, no registry named) and package-lock.json anew.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/uv pip compile pyproject.toml --group test --universal --python-version 3.11 --upgrade --quiet \
    --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file constraints.txt
sh tools/node.sh npm update --silent --omit-lockfile-registry-resolved
