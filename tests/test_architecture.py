"""What the house rules promise of the code as a whole: style, types, the import rule, homes and budgets."""

import ast
import subprocess
import sys
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
