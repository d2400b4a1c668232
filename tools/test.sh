#!/bin/sh
# Every check in one pytest run, so that its closing line counts them all: style, types, the import rule, the
# JavaScript and its bundles, the library and its examples, every notebook (nbval), and the workbook in a real browser.
set -eu
cd "$(dirname "$0")/.."
printf 'palsy_kit: testing style, types, architecture, JavaScript, library, notebooks and browser ...\n' >&2
notebooks=""
if ls notebooks/*.ipynb >/dev/null 2>&1; then notebooks="notebooks"; fi
# The tests start Python a hundred times: it keeps what it compiled, also where the machine's setting is that it does not.
unset PYTHONDONTWRITEBYTECODE
# Three workers on two cores: browser tests mostly wait. One file stays on one worker (loadfile): the cells of a
# notebook share a kernel. The order of files is conftest.py's, the longest first, and not the one by numbers of tests.
# shellcheck disable=SC2086
exec .venv/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --doctest-modules --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg \
    palsy_kit tests $notebooks "$@"
