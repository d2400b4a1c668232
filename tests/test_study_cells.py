"""What CSV promises: no spreadsheet runs what somebody typed, and reading gives it back exactly."""

import csv
import io
import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palsy_kit.study import Study, load_study, write_study
from palsy_kit.study.cells import defused, restored
from palsy_kit.study.tables import TABLES, frame_of

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"  # the last four: as wide as a letter of Chinese
risky = st.text(st.sampled_from(f"{SIGNS}';\t\r\n ,\"a1"), max_size=12)
typed = risky | st.text(max_size=12)


@given(typed)
def test_reading_gives_back_exactly_what_was_written(text):
    assert restored(defused(text)) == text


@given(typed)
def test_no_cell_begins_with_a_sign_that_a_spreadsheet_runs_wherever_it_thinks_that_cells_begin(text):
    written = defused(text)

    cells = re.split(r"[;\t\r\n]", written.replace('"', ""))
    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in set(SIGNS)]


@pytest.mark.parametrize("text", ["a-b", "Zähne", "'s-Hertogenbosch", "it's", "", "1-2;3", "mouth;eyes"])
def test_ordinary_text_is_written_as_it_is(text):
    assert defused(text) == text == restored(text)


@settings(max_examples=30)
@given(st.lists(st.tuples(risky, risky), min_size=1, max_size=3), risky.filter(lambda name: name.strip()))
def test_a_study_comes_back_with_its_risky_text_and_no_file_of_it_holds_a_formula(cells, name):
    ids = [f"p{number}" for number in range(len(cells))]
    dates = [pd.Timestamp("2026-01-01")] * len(ids)
    values = {"participant_id": ids, "time_zone": ["Europe/Berlin"] * len(ids), "start_date": dates}
    # A CSV file cannot tell an empty text from a missing one; neither can it keep a bare carriage return apart.
    groups = [first.replace("\r", "") or "x" for first, _ in cells]
    roster = frame_of("participants", values).assign(**{name.replace("\r", "") or "x": groups, "minutes": groups})
    frames = {table: frame_of(table, {}) for table in TABLES} | {"participants": roster}
    with tempfile.TemporaryDirectory() as folder:
        write_study(Study("A toy", synthetic=True, problems=pd.DataFrame(), **frames), Path(folder))
        text = (Path(folder) / "participants.csv").read_text("utf-8")
        loaded = load_study(Path(folder))

    assert loaded.problems.empty
    pd.testing.assert_frame_equal(
        loaded.participants.reset_index(drop=True), roster.astype(dict.fromkeys(roster.columns[5:], "str"))
    )
    assert not [cell for line in csv.reader(io.StringIO(text)) for cell in line if cell[:1] in set(SIGNS)]


def test_a_number_below_zero_stays_a_number():
    sessions = frame_of("sessions", {"session_id": ["-1"], "utc_offset_min": [-300]})
    with tempfile.TemporaryDirectory() as folder:
        frames = {table: frame_of(table, {}) for table in TABLES} | {"sessions": sessions}
        write_study(Study("A toy", synthetic=True, problems=pd.DataFrame(), **frames), Path(folder))
        text = (Path(folder) / "sessions.csv").read_text("utf-8").splitlines()[1]

    assert text.startswith("'-1,")
    assert ",-300," in text
