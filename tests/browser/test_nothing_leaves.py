"""Every notebook, run in a real browser: nothing leaves the machine.

Each page of the tests is watched for this; here all notebooks come by.
"""

import json
from pathlib import Path

import pytest

from conftest import Notebook

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_runs_from_top_to_bottom_asks_nobody_outside_the_machine(
    desk: Notebook, faults: list[str], notebook: Path
) -> None:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    desk.put(*(cell | {"outputs": []} if cell["cell_type"] == "code" else cell for cell in cells))

    assert desk.run_through(), "a cell failed"

    assert [fault for fault in faults if "left the machine" in fault] == []


def test_a_request_that_leaves_the_machine_would_be_noticed(desk: Notebook, faults: list[str]) -> None:
    desk.page.evaluate("fetch('https://example.org/').catch(() => null)")

    noticed = [fault for fault in faults if fault.startswith("left the machine: https://example.org/")]
    assert noticed
    faults.clear()
