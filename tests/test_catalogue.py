import json
import re
import runpy
import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import palsy_kit as pk
from palsy_kit import catalogue as catalogue_module
from palsy_kit.catalogue import Source, data_folder, load_catalogue
from palsy_kit.errors import CatalogueError
from palsy_kit.exercises import FocusArea

CATALOGUE = load_catalogue()
TOP = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may break."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder):
    """The problems that loading a folder names, a line each."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    first, *rest = str(caught.value).split("\n")
    assert str(folder) in first
    return rest


def test_the_exercises_are_all_there_and_come_area_by_area():
    assert len(CATALOGUE.exercises) >= 63
    ids = list(CATALOGUE.exercises)
    first_of_each_file = [ids.index(name) for name in ("brow_raise", "soft_eye_closure", "nostril_flare", "cheek_puff")]
    assert first_of_each_file[0] == 0
    assert first_of_each_file == sorted(first_of_each_file)
    assert all(id_ == exercise.id for id_, exercise in CATALOGUE.exercises.items())


def test_the_guide_for_contributors_shows_an_entry_that_works_in_one_place(folder):
    shown = re.search(r"```toml\n(.*?)```", (TOP / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)[1]
    entry = shown.replace("[chin_raise_with_finger]", "[as_the_guide_has_it]")  # who tries the guide has added it
    with (folder / "exercises" / "chin.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}")

    catalogue = load_catalogue(folder)

    assert len(catalogue.exercises) == len(CATALOGUE.exercises) + 1
    assert "as_the_guide_has_it" in [exercise.id for exercise in catalogue.variants("chin_raise")]
    assert "Help the chin up with a finger" in pk.card("as_the_guide_has_it", catalogue=catalogue)._repr_html_()


def test_every_area_has_something_to_practise():
    assert {area for exercise in CATALOGUE.exercises.values() for area in exercise.focus_areas} == set(FocusArea)


def test_a_loaded_catalogue_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        CATALOGUE.rules = ()
    with pytest.raises(TypeError):
        CATALOGUE.exercises["brow_raise"] = None


def test_an_unknown_exercise_is_refused_with_the_nearest_ids():
    with pytest.raises(CatalogueError, match=r"no exercise 'brow_rise'.*'brow_raise'.*load_catalogue\(\)\.exercises"):
        CATALOGUE.exercise("brow_rise")


def test_an_id_that_resembles_nothing_is_refused_without_a_guess():
    with pytest.raises(CatalogueError) as caught:
        CATALOGUE.exercise("1234567890")
    assert "Did you mean" not in str(caught.value)


def test_variants_are_the_exercises_that_belong_to_a_movement():
    assert [exercise.id for exercise in CATALOGUE.variants("gentle_frown")] == ["frown_against_finger", "frown_release"]
    assert CATALOGUE.variants("frown_release") == ()
    with pytest.raises(CatalogueError, match="no exercise 'frown'"):
        CATALOGUE.variants("frown")


@pytest.mark.parametrize(
    ("source", "reference"),
    [
        (
            "syn",
            "Review of synkinesis after facial palsy (2022). Frontiers in Neurology. https://pmc.ncbi.nlm.nih.gov/",
        ),
        ("mime_trial", "Beurskens, Heymans (2006). Mime therapy, randomised trial. https://doi.org/10.1016/S0004"),
        ("seed", "Nik Balogh. Facial Palsy: A Ray of Hope. Rehabilitation With Resistance. nikbalogh.com. https://nik"),
        ("par", "Exercises after parotidectomy, trial."),
    ],
)
def test_a_source_is_cited_by_what_is_known_of_it(source, reference):
    assert CATALOGUE.cite(source).startswith(reference)


def test_an_unknown_source_is_refused_with_the_nearest_ids():
    with pytest.raises(CatalogueError, match=r"no source 'mep'.*'mepp'"):
        CATALOGUE.cite("mep")


def test_sources_are_csl_json_as_reference_managers_read_it():
    written = json.loads((data_folder() / "sources.json").read_text(encoding="utf-8"))
    read_back = [
        source.model_dump(mode="json", by_alias=True, exclude_unset=True) for source in CATALOGUE.sources.values()
    ]
    assert read_back == written


def test_a_doi_leads_before_a_url():
    source = Source(id="a", type="webpage", title="A", DOI="10.1000/1", URL="https://example.org")
    assert source.link == "https://doi.org/10.1000/1"


def test_the_data_inside_an_installed_package_comes_first(tmp_path, monkeypatch):
    package = tmp_path / "palsy_kit"
    package.mkdir()
    monkeypatch.setattr(catalogue_module, "__file__", str(package / "catalogue" / "__init__.py"))
    assert data_folder() == tmp_path / "data"
    (package / "data").mkdir()
    assert data_folder() == package / "data"


BROW = "exercises/forehead.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        (BROW, "[gentle_frown]", "[gentle_frown", [f"{BROW} is not valid TOML", "line"]),
        (BROW, "laterality =", "side =", [f"{BROW}, 'brow_raise'", "'side' is not a field", "laterality is missing"]),
        (BROW, "hold_s = 12", "hold_s = -12", [f"{BROW}, 'brow_raise'", "hold_s=-12", "greater than or equal to 1"]),
        (BROW, 'technique = "active"', 'technique = "aktive"', ["'brow_raise'", "technique='aktive'", "'active'"]),
        (BROW, 'source = "mepp"', 'source = "meep"', ["'brow_raise'", "dosage_sources", "'meep'", "'mepp'"]),
        (BROW, 'source = "hl"', 'source = "hhl"', ["'brow_raise'", "sources: there is no source 'hhl'"]),
        (BROW, '"no_forcing"', '"no_force"', ["cautions: there is no caution 'no_force'", "'no_forcing'"]),
        (BROW, '["tightness"', '["tight"', ["stop_if: there is no caution 'tight'", "'tightness'", "cautions.toml"]),
        (BROW, '["mirror"', '["mirrors"', ["disagreements: there is no disagreement 'mirrors'", "'mirror'"]),
        (BROW, 'variant_of = "surprise_', 'variant_of = "suprise_', ["variant_of: there is no exercise 'suprise_brow"]),
        (BROW, "[gentle_frown]", "[gentle_frown]\nid = 'frown'", ["'gentle_frown'", "id='frown'", "Leave id out"]),
        (BROW, "[gentle_frown]", "[soft_eye_closure]", ["eyes.toml, 'soft_eye_closure'", "taken", BROW]),
        (BROW, "[brow_raise]", "title = 'Brows'\n[brow_raise]", [f"{BROW}, 'title'", "'Brows'", "dictionary"]),
        ("sources.json", '"id": "mepp"', '"id": "seed"', ["sources.json, 'seed'", "taken"]),
        ("sources.json", '"DOI": "10.', '"DOI": "doi:10.', ["sources.json, 'mepp_trial'", "DOI='doi:10."]),
        ("sources.json", "[\n", "", ["sources.json is not valid JSON", "line 1"]),
        ("rules.toml", "\n[[rule]]\n", "\n[[rules]]\n", ["rules.toml", "[[rule]]"]),
        ("rules.toml", 'disagreement = "start_time"', 'disagreement = "start"', ["'no_movement_yet'", "'start'"]),
        ("red_flags.toml", 'source = "fpnz"', 'source = "fpzn"', ["red_flags.toml, 'stroke_signs'", "'fpnz'"]),
        ("programmes.toml", 'source = "seed"', 'source = "sed"', ["programmes.toml, 'steady_practice'", "'seed'"]),
        ("disagreements.toml", 'source = "kabat"', 'source = "kabbat"', ["'resistance'", "sides", "'kabat'"]),
        (
            "concerns.toml",
            '"stroke_signs"',
            '"stroke"',
            ["'drooping_corner'", "there is no red flag 'stroke'", "red_flags.toml"],
        ),
        ("concerns.toml", '"face_at_rest"', '"rest"', ["concerns.toml, 'tight_cheek'", "release", "'rest'"]),
        ("concerns.toml", '["closed_lip_smile"', '["smile"', ["'tight_cheek': exercises", "'smile'", "exercises/"]),
        ("cautions.toml", 'source = "diels"', 'source = "dils"', ["cautions.toml, 'no_forcing'", "'diels'"]),
    ],
)
def test_a_fault_is_named_by_file_entry_and_field(folder, file, old, new, named):
    change(folder / file, old, new)
    found = "\n".join(problems(folder))
    assert all(part in found for part in named), found


def test_every_faulty_entry_is_named_in_one_error_a_line_each(folder):
    change(folder / BROW, "hold_s = 12", "hold_s = 0")
    change(folder / "cautions.toml", "text =", "txt =")
    change(folder / "exercises/chin.toml", 'source = "qvh"', 'source = "qhv"')
    lines = problems(folder)
    assert len(lines) == 3
    for name in ("forehead.toml, 'brow_raise'", "cautions.toml, 'after_", "chin.toml, 'chin_circles': dosage_sources"):
        assert sum(line.startswith("- ") and name in line for line in lines) == 1


def test_a_faulty_entry_is_still_there_for_those_that_name_it(folder):
    change(folder / BROW, "hold_s = 12", "hold_s = 0")
    assert len(CATALOGUE.variants("brow_raise")) == 3
    assert len(problems(folder)) == 1


def test_an_unreadable_file_is_the_one_problem_and_no_link_to_it_is_blamed(folder):
    (folder / "sources.json").unlink()
    assert problems(folder) == ["- sources.json cannot be read: No such file or directory."]


def test_a_file_that_would_be_overlooked_is_refused(folder):
    (folder / "exercises" / "brows.toml").write_text("", encoding="utf-8")
    assert "brows.toml is not read. Allowed: exercises/forehead.toml" in problems(folder)[0]


def test_a_folder_without_data_is_refused_file_by_file(tmp_path):
    lines = problems(tmp_path)
    for file in ("exercises/eyes.toml", "sources.json", "cautions.toml", "rules.toml", "programmes.toml"):
        assert any(file in line and "No such file" in line for line in lines)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(["sources.json", "rules.toml", "cautions.toml"]),
    text=st.one_of(
        st.binary(max_size=40),
        st.from_regex(r"(\[\[?rule\]?\]|[a-z]+ = [0-9]|\n)*", fullmatch=True).map(str.encode),
        st.recursive(st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(max_size=3), x)).map(
            lambda value: json.dumps(value).encode()
        ),
    ),
)
def test_whatever_a_file_holds_the_fault_is_a_catalogue_error_that_names_it(folder, file, text):
    right = (folder / file).read_bytes()
    (folder / file).write_bytes(text)
    try:
        lines = problems(folder)
    finally:
        (folder / file).write_bytes(right)
    assert lines


@pytest.mark.parametrize("name", ["catalogue.md", "evidence.md"])
def test_a_page_in_the_documentation_is_up_to_date(name):
    tool = runpy.run_path(str(TOP / "tools" / "write_catalogue_page.py"))
    page = tool["pages"](CATALOGUE)[name]
    assert (TOP / "docs" / name).read_text(encoding="utf-8") == page, "run python tools/write_catalogue_page.py"


def test_every_link_of_the_pages_leads_somewhere():
    texts = {name: (TOP / "docs" / name).read_text(encoding="utf-8") for name in ("catalogue.md", "evidence.md")}
    anchors = {(name, anchor) for name, text in texts.items() for anchor in anchors_of(text)}
    links = {
        (page or name, anchor)
        for name, text in texts.items()
        for page, anchor in re.findall(r"\(([a-z.]*)#([^)]+)\)", text)
    }
    assert links <= anchors


def anchors_of(text):
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    return {*re.findall(r'<a id="([^"]+)">', text), *headings}
