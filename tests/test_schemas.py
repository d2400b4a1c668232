"""The schemas in data/schemas: those of the models, true of the files, and of use to who edits them."""

import json
import runpy
import tomllib
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from palsy_kit.catalogue import data_folder

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "write_schemas.py"))
SCHEMAS = TOOL["schemas"]()
DATA = data_folder()
TOML_FILES = [*sorted(DATA.glob("exercises/*.toml")), *(DATA / f"{n}.toml" for n in TOOL["KEYED"] if n != "exercises")]


def faults(name, entries):
    return [fault.message for fault in Draft202012Validator(SCHEMAS[name]).iter_errors(entries)]


def schema_named_by(file):
    first = file.read_text("utf-8").splitlines()[0]
    return (file.parent / first.removeprefix("#:schema ")).resolve()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_up_to_date_and_sound(name):
    written = json.loads((DATA / "schemas" / name).read_text("utf-8"))

    Draft202012Validator.check_schema(written)
    assert written == SCHEMAS[name], "run python tools/write_schemas.py"


@pytest.mark.parametrize("file", TOML_FILES, ids=lambda file: file.name)
def test_a_file_names_its_schema_and_keeps_it(file):
    schema = schema_named_by(file)

    assert schema.parent == DATA / "schemas"
    assert faults(schema.name, tomllib.loads(file.read_text("utf-8"))) == []


def test_the_sources_keep_their_schema():
    assert faults("sources.schema.json", json.loads((DATA / "sources.json").read_text("utf-8"))) == []


ENTRIES = tomllib.loads((DATA / "exercises" / "forehead.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"technique": "aktive"}, "'aktive' is not one of"),
        ({"steps": []}, "non-empty"),
        ({"dosage": {"repetitions": 4, "hold_s": 0, "rest_s": 5}}, "0 is less than the minimum of 1"),
        ({"colour": "red"}, "'colour' was unexpected"),
        ({"id": "brow_raise"}, "'id' was unexpected"),
        ({"sources": None}, "None is not of type 'array'"),
    ],
)
def test_an_editor_can_mark_a_fault(change, said):
    entries = deepcopy(ENTRIES)
    entries["brow_raise"] |= change

    (fault,) = faults("exercises.schema.json", entries)

    assert said in fault


def test_what_is_left_out_and_a_name_that_is_none_are_marked():
    left_out = {"brow_raise": {key: value for key, value in ENTRIES["brow_raise"].items() if key != "evidence"}}
    assert faults("exercises.schema.json", left_out) == ["'evidence' is a required property"]
    assert faults("exercises.schema.json", {"Brow Raise": ENTRIES["brow_raise"]}) != []
