"""Every notebook, run in a real browser: nothing leaves the machine.

The fixture ``context`` watches each request and socket of a page, and fails the test on one that goes elsewhere.
"""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import Lab

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
START_MS = 60_000


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_runs_from_top_to_bottom_asks_nobody_outside_the_machine(
    lab: Lab, page: Page, faults: list[str], notebook: Path
) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    shutil.copy(notebook, lab.folder / notebook.name)
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    n_code = sum(cell["cell_type"] == "code" and bool("".join(cell["source"]).strip()) for cell in cells)

    book = lab.reopen(page, notebook.name)
    book.run()
    run = "window.jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.executionCount > 0).length"
    page.wait_for_function(f"{run} === {n_code}", timeout=START_MS)
    book.wait_idle()
    page.wait_for_load_state("networkidle")

    assert asked
    assert [fault for fault in faults if "left the machine" in fault] == []


def test_a_request_that_leaves_the_machine_would_be_noticed(lab: Lab, page: Page, faults: list[str]) -> None:
    lab.open(page, "calling_out.ipynb", "1")

    page.evaluate("fetch('https://example.org/').catch(() => null)")

    noticed = [fault for fault in faults if fault.startswith("left the machine: https://example.org/")]
    assert noticed
    faults.clear()
