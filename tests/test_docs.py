"""What the pages in docs/ promise: that they say what the code does, lead somewhere, and call nobody."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from own_folder import write_own_folder

from palsy_kit import cli
from palsy_kit.exchange.diary import COLUMNS
from palsy_kit.study import load_study
from palsy_kit.study.tables import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

# What a page loads by itself, as opposed to a link that a person may follow.
LOADED = re.compile(r"""<(?:script|img|iframe|source)[^>]+src="?(https?:[^"\s>]+)|<link[^>]+href="?(https?:[^"\s>]+)""")
BLOCK = re.compile(r"^```(python)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"^palsy-kit (?:simulate|adherence) .*", re.MULTILINE)
WITH_EXAMPLES = sorted(path.name for path in DOCS.glob("*.md") if "```python" in path.read_text("utf-8"))

STUDY_FOLDER = DOCS / "study_folder.md"


def dictionary(table):
    """The lines of the data dictionary of one table, as the page has to have them."""
    yield "| column | type | must be there | meaning |"
    yield "| --- | --- | --- | --- |"
    for column in TABLES[table]:
        limits = [f"at least {column.minimum:g}"] if column.minimum is not None else []
        limits += [f"at most {column.maximum:g}"] if column.maximum is not None else []
        limits += [f"one of {', '.join(column.allowed)}"] if column.allowed else []
        meaning = "; ".join([column.meaning, *limits])
        yield f"| `{column.name}` | {column.type} | {'column and value' if column.required else ''} | {meaning} |"


@pytest.mark.parametrize("table", TABLES)
def test_the_data_dictionary_says_what_the_code_reads(table):
    expected = "\n".join([f"### {table}", "", *dictionary(table)])

    assert expected in STUDY_FOLDER.read_text("utf-8"), f"docs/study_folder.md needs:\n{expected}"


def test_the_study_that_one_can_copy_loads_without_a_problem(tmp_path):
    blocks = [block for _, block in BLOCK.findall(STUDY_FOLDER.read_text("utf-8")) if "participant_id," in block]
    for name, block in zip(("participants", "prescriptions", "sessions"), blocks, strict=True):
        (tmp_path / f"{name}.csv").write_text(block, "utf-8")

    study = load_study(tmp_path)

    assert study.problems.empty
    assert study.prescriptions["days"].notna().tolist() == [True, False], "one of fixed days, one of a quota"
    assert len(study.sessions) == 3


def test_the_page_names_every_column_that_a_plain_csv_file_can_have():
    text = STUDY_FOLDER.read_text("utf-8")

    assert [name for name in COLUMNS if f"`{name}`" not in text] == []


def test_the_site_builds_with_no_broken_link_and_loads_nothing_from_elsewhere(tmp_path):
    settings = (ROOT / "zensical.toml").read_text("utf-8")
    (tmp_path / "zensical.toml").write_text(settings, "utf-8")
    shutil.copytree(DOCS, tmp_path / "docs")
    build = [Path(sys.executable).parent / "zensical", "build", "--strict"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    built = sorted((tmp_path / "site").rglob("*.html"))
    assert {page.stem for page in DOCS.glob("*.md")} <= {page.stem for page in built}
    assert {page.name: LOADED.findall(page.read_text("utf-8")) for page in built} == {page.name: [] for page in built}


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_the_examples_of_a_page_run_each_alone(page, tmp_path, monkeypatch):
    """In Python, with nothing before it; on the command line, with fewer participants."""
    monkeypatch.chdir(tmp_path)
    Path("data").symlink_to(ROOT / "data")
    write_own_folder(Path("mystudy"))

    for language, block in BLOCK.findall((DOCS / page).read_text("utf-8")):
        if language:
            exec(compile(block, page, "exec"), {})
        for command in [] if language else OURS.findall(block):
            given = re.sub(r"(?<=--participants )\d+", "20", command)
            assert cli.main(shlex.split(given)[1:]) == 0, command
