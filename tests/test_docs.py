"""What the pages in docs/ promise: that they say what the code does."""

from pathlib import Path

import pytest

from palsy_kit.exchange.diary import COLUMNS
from palsy_kit.study.tables import TABLES

STUDY_FOLDER = Path(__file__).parents[1] / "docs" / "study_folder.md"


def dictionary(table):
    """The lines of the data dictionary of one table, as the page has to have them."""
    yield "| column | type | needed | meaning |"
    yield "| --- | --- | --- | --- |"
    for column in TABLES[table]:
        limits = [f"at least {column.minimum:g}"] if column.minimum is not None else []
        limits += [f"at most {column.maximum:g}"] if column.maximum is not None else []
        limits += [f"one of {', '.join(column.allowed)}"] if column.allowed else []
        meaning = "; ".join([column.meaning, *limits])
        yield f"| `{column.name}` | {column.type} | {'yes' if column.required else ''} | {meaning} |"


@pytest.mark.parametrize("table", TABLES)
def test_the_data_dictionary_says_what_the_code_reads(table):
    expected = "\n".join([f"### {table}", "", *dictionary(table)])

    assert expected in STUDY_FOLDER.read_text("utf-8"), f"docs/study_folder.md needs:\n{expected}"


def test_the_page_names_every_column_that_a_plain_csv_file_can_have():
    text = STUDY_FOLDER.read_text("utf-8")

    assert [name for name in COLUMNS if f"`{name}`" not in text] == []
