"""What the house rules promise of the code as a whole: style, types, the import rule, homes and budgets."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import palsy_kit

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "palsy_kit").rglob("*.py"))
BIN = Path(sys.executable).parent

# One home for each outside library: what else wants it, asks its home.
HOMES = {
    "anywidget": {"widgets"},
    "distributed": {"scale"},
    "icalendar": {"calendar"},
    "ipywidgets": {"widgets"},
    "jupyterlab": {"launcher"},
    "nbformat": {"launcher"},
    "openpyxl": {"exchange"},
    "pandas": {"adherence", "cli_study", "exchange", "figures", "scale", "simulate", "study"},
    "platformdirs": {"store"},
    "plotly": {"figures"},
    "pyarrow": {"scale"},
    "shtab": {"cli"},
    "sqlite3": {"store"},
    "tqdm": {"cli_study"},
    "traitlets": {"widgets"},
    "webbrowser": {"cli"},
}

MODULE_LINES = 300
FUNCTION_LINES = 50
SAME_LINES = 7
SOURCES = {".py", ".ipynb", ".md"}
CALLED_BY_OTHERS = {"__dir__", "_jupyter_server_extension_points", "_load_jupyter_server_extension"}


@pytest.mark.parametrize(
    "check",
    [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=" ".join,
)
def test_the_tools_find_nothing(check):
    command, *arguments = check
    done = subprocess.run([BIN / command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_outside_library_is_imported_in_its_home_alone(module):
    place = module.relative_to(ROOT / "palsy_kit").parts[0].removesuffix(".py")

    strangers = {name for name in _imported(module) if place not in HOMES.get(name, {place})}

    assert not strangers


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_and_its_functions_stay_short(module):
    text = module.read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: _lines(node) for node in functions if _lines(node) > FUNCTION_LINES}

    assert text.count("\n") <= MODULE_LINES
    assert not long


def test_the_library_has_at_most_25_names_at_its_top():
    assert len(palsy_kit.__all__) <= 25


def test_nothing_at_the_top_of_a_module_is_without_a_use():
    """Neither in the library, a notebook or a tool, nor in a page that tells people to use it; tests do not count."""
    users = [ROOT / name for name in ("notebooks", "tools", "benchmarks", "docs")]
    texts = [path.read_text("utf-8") for folder in users for path in folder.rglob("*") if path.suffix in SOURCES]
    n_used = Counter(word for text in [*texts, *map(_read, MODULES)] for word in re.findall(r"\w+", text))
    defined = {name: module.relative_to(ROOT) for module in MODULES for name in _top_names(ast.parse(_read(module)))}

    assert {name: module for name, module in defined.items() if n_used[name] < 2} == {}


def test_no_code_stands_in_two_places():
    """As far as lines tell: no seven in a row, of Python or JavaScript, are the same elsewhere."""
    files = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "js").rglob("*.js"), *(ROOT / "tools").glob("*.py")]
    places = {}
    for file in files:
        lines = [line.strip() for line in re.sub(r'""".*?"""', "", _read(file), flags=re.DOTALL).splitlines()]
        lines = [line for line in lines if len(line) > 3 and not line.startswith(("#", "//", "*", "import", "from"))]
        for start in range(len(lines) - SAME_LINES + 1):
            places.setdefault(tuple(lines[start : start + SAME_LINES]), []).append(file.relative_to(ROOT))

    assert {found[0]: lines for lines, found in places.items() if len(found) > 1} == {}


def _read(file):
    return file.read_text("utf-8")


def _top_names(tree):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name not in CALLED_BY_OTHERS:
            yield node.name
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _imported(module):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _lines(function):
    """Lines of a function without its docstring: a budget must not shorten explanations."""
    docstring = ast.get_docstring(function, clean=False)
    explained = docstring.count("\n") + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - explained
