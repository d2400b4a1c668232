"""The widgets' JavaScript: its own tests, its types, and bundles that are what the sources build."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "palsy_kit" / "widgets" / "static"
ADDRESS = re.compile(r"https?://[^\s\"'`<>)]+")

# Names of XML languages; nothing is fetched from there.
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"}


def _node(*command):
    return subprocess.run(
        ["sh", ROOT / "tools" / "node.sh", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", ["test", "types"])
def test_the_javascript_passes_its_own_checks(script):
    done = _node("npm", "run", "--silent", script)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_committed_bundles_are_what_the_sources_build(tmp_path):
    done = _node("npm", "run", "--silent", "build", "--", f"--outdir={tmp_path}")
    assert done.returncode == 0, done.stdout + done.stderr

    built = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    committed = {path.name: path.read_text("utf-8") for path in STATIC.glob("*.js")}

    assert committed == built, "build them anew: make bundles"


@pytest.mark.parametrize(
    "file",
    sorted(path for end in ("js", "css", "json") for path in (ROOT / "palsy_kit").rglob(f"*.{end}")),
    ids=lambda path: path.name,
)
def test_nothing_that_the_browser_loads_names_an_outside_address(file):
    assert set(ADDRESS.findall(file.read_text("utf-8"))) <= NAMESPACES
