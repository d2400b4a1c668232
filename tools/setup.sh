#!/bin/sh
# Install what one of the commands needs:  sh tools/setup.sh workbook | research | test
# Everything goes into .venv and node_modules, here in this folder; only what Debian must provide (the module
# that makes a virtual environment, and the browser for the tests) is installed on the machine.
# Safe to repeat: when nothing has changed since the last time it ends at once.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'palsy_kit: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A Debian package: by root, or by sudo, or the person is told what to type.
install_package() {
    have apt-get || fail "this needs '$1', which a Debian or Ubuntu machine calls so; please install it and try again."
    if [ "$(id -u)" = 0 ]; then as_root=""; elif have sudo; then as_root="sudo"; else
        fail "'$1' is missing and this user may not install it. As root, type: apt-get update && apt-get install $1"
    fi
    say "installing '$1' from Debian ..."
    # The lists of a machine that has just been set up are empty or old: on a failure fetch them and try again.
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get install -y -qq "$1" >/dev/null 2>&1 || {
        $as_root apt-get update -qq && $as_root apt-get install -y -qq "$1" >/dev/null
    } || fail "'$1' could not be installed. To see why, type: $as_root apt-get install $1"
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "no Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3"
}

make_environment() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian takes these two modules out of Python and puts them in a package of their own.
        install_package "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    say "making a Python environment in .venv ..."
    "$python" -m venv --clear .venv
}

# uv does not read pip's configuration; who is behind a mirror, a proxy or a company's certificate has told pip, and
# need not tell it twice.
follow_pip() {
    settings=$(.venv/bin/python -m pip config list 2>/dev/null || true)
    pip_setting() { printf '%s\n' "$settings" | sed -n "s/^\(global\|install\|:env:\)\.$1='\(.*\)'\$/\2/p" | tail -n 1; }
    index=$(pip_setting index-url)
    proxy=$(pip_setting proxy)
    cert=$(pip_setting cert)
    [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    [ -z "$proxy" ] || export HTTPS_PROXY="${HTTPS_PROXY:-$proxy}" HTTP_PROXY="${HTTP_PROXY:-$proxy}"
    [ -z "$cert" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$cert}" NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$cert}"
}

install_python_packages() {
    # Its programs name the folder they were installed to: after a move, or on another Python, it is made anew.
    { grep -qF "$(pwd -P)/.venv" .venv/pyvenv.cfg && .venv/bin/python -m pip --version; } >/dev/null 2>&1 || make_environment
    if [ ! -x .venv/bin/uv ]; then
        say "fetching uv, which installs the rest ..."
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
    fi
    follow_pip
    say "installing the Python packages (some 350 MB the first time) ..."
    .venv/bin/uv pip install --quiet --python .venv/bin/python --constraint constraints.txt --editable "$@"
}

# What was installed is right as long as the list of it, and the folder it lies in, stay the same.
inputs() { pwd -P; cat pyproject.toml constraints.txt package-lock.json tools/setup.sh; }
fresh() { [ "$(inputs | cksum)" = "$(cat ".venv/$1.stamp" 2>/dev/null)" ] && .venv/bin/python -c '' 2>/dev/null; }
stamp() { inputs | cksum >".venv/$1.stamp"; }

case "${1:-}" in
workbook)
    # What the tests and research need includes what the workbook needs.
    fresh workbook || fresh research || fresh test || { install_python_packages . && stamp workbook; }
    ;;
research)
    fresh research || fresh test || { install_python_packages ".[research]" && stamp research; }
    ;;
test)
    if ! fresh test; then
        install_python_packages . --group test
        say "installing the JavaScript tools ..."
        sh tools/node.sh npm ci --silent --no-audit --no-fund
        stamp test
    fi
    .venv/bin/python tests/chromium.py >/dev/null || install_package chromium
    ;;
*) fail "say what to set up: sh tools/setup.sh workbook, or research, or test" ;;
esac
