"""Files that went wrong in any way end in data or in named problems; ``benchmarks/fuzz_imports.py`` tries many more."""

import pytest
from fuzzing import ending, fuzz, kinds

NAMES = ("full export", "study folder", "Loop's zip", "Loop's Checkmarks.csv", "plain CSV", "MEPP web workbook")


@pytest.fixture(scope="module")
def by_name(tmp_path_factory):
    return {kind.name: kind for kind in kinds(tmp_path_factory.mktemp("good"))}


def test_every_kind_of_import_is_tried(by_name):
    assert tuple(by_name) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_file_that_is_changed_was_good(by_name, tmp_path, name):
    (tmp_path / by_name[name].file).write_bytes(by_name[name].data)

    assert ending(tmp_path / by_name[name].file, by_name[name].choices).startswith("data")


@pytest.mark.parametrize("name", NAMES)
def test_a_mutated_file_ends_in_data_or_in_named_problems(by_name, name):
    n_files = {"study folder": 60, "MEPP web workbook": 60}.get(name, 300)

    endings = fuzz(by_name[name], n_files, seed=1)

    assert endings.total() == n_files
    assert not endings["refused without a word"]
    assert len(endings) > 1
