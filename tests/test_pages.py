"""The app view: which notebooks are pages, what the first page says of them, and that no other ever runs."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat import read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tornado.web import HTTPError
from traitlets.config import PyFileConfigLoader

from palsy_kit import launcher
from palsy_kit.launcher.pages import Page, only_ours, pages, with_local_formulas
from palsy_kit.launcher.workbook import MANIFEST, shipped_folder

CONFIG = Path(launcher.__file__).parent / "config"
NAME = "01_start_here.ipynb"


def notebook(opening="# Start here\n\n**You will** look around.", *, trusted=True, **metadata):
    cells = [new_markdown_cell(opening), new_code_cell("1", metadata={"trusted": trusted})]
    return new_notebook(cells=cells, metadata={"palsy_kit": {"run_on_open": True} | metadata})


def lay(folder, **notebooks):
    """Write notebooks, and note them as laid out."""
    for name, content in notebooks.items():
        (folder / f"{name}.ipynb").write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    (folder / MANIFEST).write_text(json.dumps({f"{name}.ipynb": "" for name in notebooks}), "utf-8")


def look(folder, name, content):
    """Ask as Voila does before it runs a notebook."""
    handler = SimpleNamespace(path_args=[name], contents_manager=SimpleNamespace(root_dir=folder), xsrf_token="")
    only_ours(handler, notebook=content, cwd="")


def test_a_page_is_named_and_told_by_the_opening_block_of_its_notebook():
    assert Page.of(NAME, notebook()) == Page(NAME, "Start here", "Look around.")


def test_a_notebook_without_an_opening_block_is_named_by_its_file():
    assert Page.of(NAME, new_notebook()) == Page(NAME, "01_start_here", "")


def test_the_pages_are_what_was_laid_out_and_runs_by_itself_in_order(tmp_path):
    lay(tmp_path, b=notebook("# B"), a=notebook("# A"), research=notebook(run_on_open=False), broken="{")
    (tmp_path / "theirs.ipynb").write_text(json.dumps(notebook("# Theirs")), "utf-8")
    (tmp_path / "a (new version).ipynb").write_text("laid out by nobody", "utf-8")

    assert [page.title for page in pages(tmp_path)] == ["A", "B"]


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("0*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_of_people_says_on_the_first_page_what_one_does_in_it(path):
    page = Page.of(path.name, read(path, as_version=4))

    assert page.title != path.stem
    assert page.will


def test_a_notebook_of_ours_runs_and_its_page_has_a_title(tmp_path):
    lay(tmp_path, **{NAME.removesuffix(".ipynb"): notebook()})
    content = notebook()

    look(tmp_path, NAME, content)

    assert content.metadata.title == "Start here - palsy_kit"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("from_a_friend.ipynb", notebook()),
        (NAME, notebook(trusted=False)),
        (NAME, notebook(run_on_open=False)),
        (f"../{NAME}", notebook()),
    ],
    ids=["not laid out", "put in its place", "does not ask for it", "outside"],
)
def test_no_other_notebook_runs(tmp_path, name, content):
    lay(tmp_path, **{NAME.removesuffix(".ipynb"): notebook()})

    with pytest.raises(HTTPError) as refused:
        look(tmp_path, name, content)

    assert refused.value.status_code == 403


def test_formulas_need_nobody_outside_the_machine():
    assert with_local_formulas({"fullMathjaxUrl": "https://example.org", "other": 1}) == {
        "fullMathjaxUrl": None,
        "mathjaxConfig": None,
        "other": 1,
    }


def test_voila_asks_us_before_it_runs_a_notebook_and_gives_away_no_file():
    config = PyFileConfigLoader("voila.py", path=str(CONFIG)).load_config().VoilaConfiguration

    assert config.prelaunch_hook is only_ours
    assert config.page_config_hook is with_local_formulas
    assert (config.allow_template_override, config.allow_theme_override, config.file_allowlist) == ("NO", "NO", [])
