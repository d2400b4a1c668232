"""The researchers' notebooks with a study of one's own: one cell decides which study is shown, and all others run."""

import json
from pathlib import Path

import pytest
from own_folder import CUT, write_own_folder

ROOT = Path(__file__).parents[1]
SAMPLE = 'data_folder() / "sample_study"'
MADE_UP = "study, truth = simulate(120, seed=23, design=design)\ncut, group = design.cut_date, "
OWN = "study, truth, cut, group = load_study({folder!r}), None, date({0.year}, {0.month}, {0.day}), "


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Thirty people, semicolons, no package, no group, no measures, no holds, and two cells that cannot be used."""
    path = tmp_path_factory.mktemp("own") / "mine"
    write_own_folder(path)
    return str(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("20_load_study", SAMPLE, "Path({folder!r})", "mine - by no group: everybody is one"),
        ("21_compare_definitions", SAMPLE, "Path({folder!r})", "38 of 709 rows of sessions could not be used"),
        ("22_follow_persistence", SAMPLE, "Path({folder!r})", "There are no measures in this study."),
        ("23_compare_groups", MADE_UP, OWN, "Two halves by turns differ by chance alone."),
    ],
    ids=["20", "21", "22", "23"],
)
def test_a_notebook_runs_from_top_to_bottom_with_a_study_of_ones_own(folder, capsys, name, old, new, said):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert old in code[0], "the first cell of code decides which study it is"
    code[0] = code[0].replace(old, new.format(CUT, folder=folder))

    names = {}
    for number, cell in enumerate(code):
        exec(compile(cell, f"{name}, cell of code {number}", "exec"), names)

    if "place" in names:  # the folder of a spoilt copy, which goes with the notebook
        names["place"].cleanup()
    told = " ".join(capsys.readouterr().out.split())
    assert "mine" in told
    assert said in told
