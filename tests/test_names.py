"""The names at the top of the package: few, all there, and loaded only when they are used."""

import subprocess
import sys

import pytest

import palsy_kit


@pytest.mark.parametrize("name", palsy_kit.__all__)
def test_every_name_at_the_top_is_there_and_documented(name):
    assert getattr(palsy_kit, name).__doc__


def test_the_names_are_few_and_listed_once():
    assert sorted(palsy_kit.__all__) == dir(palsy_kit) == sorted(palsy_kit._HOME_OF)
    assert len(palsy_kit.__all__) <= 25


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(AttributeError, match=r"palsy_kit has no 'practise'\. It has: .*PracticeRoom"):
        _ = palsy_kit.practise


def test_importing_palsy_kit_loads_neither_pandas_nor_plotly_nor_widgets():
    heavy = "{'pandas', 'plotly', 'anywidget', 'pydantic', 'jupyterlab'}"
    code = f"import sys, palsy_kit; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
