"""Every entry of the catalogue, one by one: what a reviewer would check by hand."""

import re

import pytest

from palsy_kit.catalogue import load_catalogue
from palsy_kit.compose import RELEASING
from palsy_kit.exercises import Direction, Landmark, Laterality, Need, RelativeSide, Technique
from palsy_kit.face import draw_face
from palsy_kit.widgets.cards import Look

CATALOGUE = load_catalogue()
EXERCISES = tuple(CATALOGUE.exercises.values())

UNITS = {1, 2, *range(4, 11), 12, *range(14, 19), *range(20, 28), 29, 30, 33, 34, 35, 38, 39, 41, 43, 44, 45, 46}
UNITS |= {*range(51, 59), *range(61, 65)}

OPPOSES = {
    1: Direction.DOWN,
    2: Direction.DOWN,
    4: Direction.OUT,
    9: Direction.DOWN,
    12: Direction.IN,
    18: Direction.OUT,
    34: Direction.INTO,
    43: Direction.OUT,
}
"""The way a finger opposes a movement, by its action unit."""

RELATIONS = {
    Technique.RESISTED: {"oppose the movement"},
    Technique.ASSISTED: {"help the movement"},
    Technique.IMAGERY: {"picture the movement"},
    Technique.RELEASE: {"press a key spot"},
    Technique.MASSAGE: {"press a key spot"},
    Technique.STRETCH: {"press a key spot", "help the movement"},
}

UNSOURCED_ALLOWED = {"sets", "rest_s"}
"""Dosage fields that `evidence` need not speak of: one set, and the rest between holds."""

MEPP_NUMBERS = {"repetitions": {4}, "hold_s": {8, 12}, "rest_s": {5, 10}}

NEVER_SAID = r"diagnos|assess|\btreat|complian|\bprograms?\b|routine|\bfail|\bmissed|streak|\bcure|\bpatient|guarantee"


def each(*techniques):
    """One test an exercise, its id in the test's name; of these techniques, if any are given."""
    chosen = [exercise for exercise in EXERCISES if not techniques or exercise.technique in techniques]
    return pytest.mark.parametrize("exercise", chosen, ids=lambda exercise: exercise.id)


def sentences(step):
    return re.findall(r"[^.!?:]+[.!?:]", step)


def moves_by_facial_nerve(exercise):
    return any(nerve.value.startswith("facial") for nerve in exercise.nerves)


@each()
def test_its_steps_are_few_short_and_plain(exercise):
    assert 2 <= len(exercise.steps) <= 5
    for step in exercise.steps:
        assert "".join(sentences(step)) == step, f"{step!r} does not end as a sentence"
        assert len(sentences(step)) <= 3
        assert all(len(sentence.split()) <= 18 for sentence in sentences(step)), step
        assert step[0].isupper()
        assert not re.search(r"!|[\"“”]|[A-Z]{2,}", step), f"{step!r} shouts or quotes"


@each()
def test_its_steps_name_no_side_and_no_muscle(exercise):
    text = " ".join(exercise.steps).lower()
    assert not re.search(r"\b(left|right)\b", text)
    latin = {word for muscle in exercise.muscles for word in re.findall(r"[a-z]{9,}", muscle)}
    assert not [word for word in latin if word in text]


@each()
def test_its_words_are_those_of_the_house(exercise):
    text = " ".join([exercise.name, *exercise.steps, exercise.evidence])
    assert not re.search(NEVER_SAID, text, re.IGNORECASE)


@each()
def test_its_movement_is_one_that_the_face_can_show(exercise):
    assert {unit.au for unit in exercise.movement} <= UNITS
    drawing = draw_face(exercise.movement, fingers=exercise.fingers, title=exercise.name)
    assert drawing.description


@each()
def test_a_side_is_named_only_where_one_side_is_worked(exercise):
    sides = {part.on for part in (*exercise.movement, *exercise.fingers)}
    if exercise.laterality is Laterality.TOGETHER:
        to_and_fro = any(unit.turn for unit in exercise.movement)
        assert sides <= {RelativeSide.BOTH} or to_and_fro
    elif exercise.fingers:
        assert RelativeSide.BOTH not in {finger.on for finger in exercise.fingers}
        assert re.search(r"the side you are working on|your stronger side", " ".join(exercise.steps))


@each()
def test_it_says_when_to_stop(exercise):
    assert exercise.stop_if
    assert all(CATALOGUE.cautions[id_].text.startswith("Stop if") for id_ in exercise.stop_if)
    assert not any(CATALOGUE.cautions[id_].text.startswith("Stop if") for id_ in exercise.cautions)


@each()
def test_a_number_of_our_own_is_named_as_such(exercise):
    own = set(exercise.own_defaults) - UNSOURCED_ALLOWED
    if exercise.dosage.repetitions == 1:
        own.discard("repetitions")
    if own:
        assert "our own" in exercise.evidence


@each()
def test_a_number_with_a_source_is_also_cited(exercise):
    cited = {citation.source for citation in exercise.sources}
    assert {citation.source for citation in exercise.dosage_sources.values()} <= cited


@each()
def test_a_number_that_cites_mepp_is_one_that_mepp_has(exercise):
    for field, citation in exercise.dosage_sources.items():
        if citation.source == "mepp":
            assert getattr(exercise.dosage, field) in MEPP_NUMBERS[field]


@each()
def test_it_belongs_to_a_movement_only_as_its_technique_can(exercise):
    if exercise.variant_of is not None:
        assert exercise.relation in RELATIONS[exercise.technique]
        assert CATALOGUE.exercise(exercise.variant_of).technique is Technique.ACTIVE


@each()
def test_it_asks_for_clean_hands_where_a_finger_is_in_the_mouth_or_on_the_lid(exercise):
    delicate = {Landmark.INSIDE_CHEEK, Landmark.UPPER_LID}
    if delicate & {finger.at for finger in exercise.fingers}:
        assert Need.CLEAN_HANDS in exercise.needs
        assert {"clean_mouth_work", "eye_protection"} & set(exercise.cautions)


@each()
def test_a_finger_that_only_feels_or_helps_hardly_presses(exercise):
    for finger in exercise.fingers:
        if finger.direction is Direction.STILL or finger.at is Landmark.UPPER_LID:
            assert finger.pressure == 1


@each(Technique.ACTIVE, Technique.RESISTED, Technique.SYNKINESIS_CONTROL)
def test_a_movement_of_the_facial_nerve_waits_until_movement_has_returned(exercise):
    assert (Need.MOVEMENT_RETURNED in exercise.needs) == moves_by_facial_nerve(exercise)


@each(Technique.RESISTED)
def test_a_resisted_movement_is_light_contested_and_all_our_own(exercise):
    assert exercise.own_defaults == ("sets", "repetitions", "hold_s", "rest_s")
    assert (exercise.dosage.repetitions, exercise.dosage.hold_s) == (5, 3)
    assert "resistance" in exercise.disagreements
    assert "light_resistance" in exercise.cautions
    assert exercise.relation == "oppose the movement"
    assert all(2 <= finger.pressure <= 3 for finger in exercise.fingers)


@each(Technique.RESISTED)
def test_the_finger_of_a_resisted_movement_opposes_it(exercise):
    wanted = {OPPOSES[unit.au] for unit in exercise.movement}
    assert {finger.direction for finger in exercise.fingers} == wanted


@each(Technique.MASSAGE, Technique.RELAXATION)
def test_a_massage_or_a_quiet_spell_is_one_long_hold(exercise):
    holds = 3 if exercise.id == "neck_lines_massage" else 1
    assert exercise.dosage.n_holds == holds
    assert exercise.dosage.hold_s >= 60


@each(Technique.SYNKINESIS_CONTROL)
def test_synkinesis_control_names_the_areas_that_move_and_those_that_stay_quiet(exercise):
    assert len(exercise.focus_areas) >= 3
    assert "whole_face" not in exercise.focus_areas
    assert any("kept quiet" in muscle for muscle in exercise.muscles)


@each(Technique.RELEASE, Technique.MASSAGE, Technique.STRETCH)
def test_what_loosens_needs_no_movement(exercise):
    assert Need.MOVEMENT_RETURNED not in exercise.needs


def test_one_exercise_needs_a_sip_and_warns_of_choking():
    with_sip = [exercise for exercise in EXERCISES if Need.SIP_OF_WATER in exercise.needs]
    assert [exercise.id for exercise in with_sip] == ["sip_held_on_one_side"]
    assert "choking" in with_sip[0].cautions


def test_work_on_the_neck_that_moves_or_strains_it_comes_with_care():
    for id_ in ("front_of_neck_stretch", "chin_tuck", "still_neck_push"):
        exercise = CATALOGUE.exercise(id_)
        assert "neck_care" in exercise.cautions
        assert "dizziness_or_arm_signs" in exercise.stop_if


def test_no_two_exercises_share_a_picture():
    pictures = {tuple(shape.pose for shape in Look().draw(exercise).shapes) for exercise in EXERCISES}
    assert len(pictures) == len(EXERCISES)


def test_no_two_exercises_share_a_name():
    assert len({exercise.name for exercise in EXERCISES}) == len(EXERCISES)


@pytest.mark.parametrize("source", CATALOGUE.sources.values(), ids=lambda source: source.id)
def test_a_source_can_be_found_or_says_what_it_is(source):
    assert source.link or source.note or (source.author and source.issued)
    assert all(str(author) for author in source.author)


@pytest.mark.parametrize("id_", ["hl", "bd", "ol", "sun", "ent", "kira", "mir", "vukrado", "redditchunited"])
def test_a_source_of_low_authority_says_so(id_):
    assert CATALOGUE.sources[id_].note.startswith("Low authority")


@pytest.mark.parametrize("caution", CATALOGUE.cautions.values(), ids=lambda caution: caution.id)
def test_a_caution_is_used_and_plain(caution):
    in_the_check_in = caution.id == "eye_stays_open"
    assert in_the_check_in or any(caution.id in (*one.cautions, *one.stop_if) for one in EXERCISES)
    assert not re.search(NEVER_SAID, caution.text, re.IGNORECASE)


@pytest.mark.parametrize("point", CATALOGUE.disagreements.values(), ids=lambda point: point.id)
def test_a_disagreement_is_shown_with_an_exercise_and_has_two_sources_that_differ(point):
    assert any(point.id in exercise.disagreements for exercise in EXERCISES)
    named = [frozenset(citation.source for citation in side.sources) for side in point.sides]
    assert len(set(named)) >= 2


each_concern = pytest.mark.parametrize("concern", CATALOGUE.concerns.values(), ids=lambda concern: concern.id)


def test_every_thing_that_people_ask_for_is_there():
    assert set(CATALOGUE.concerns) == {
        "tight_cheek",
        "eye_narrows",
        "drooping_corner",
        "headache",
        "neck_tightness",
        "dry_eye",
        "speech",
        "drinking",
    }


@each_concern
def test_a_concern_begins_with_letting_go_and_adds_no_exercise_twice(concern):
    release = [CATALOGUE.exercise(id_) for id_ in concern.release]
    assert {exercise.technique for exercise in release} <= set(RELEASING)
    assert len({*concern.release, *concern.exercises}) == len(concern.release) + len(concern.exercises)


@each_concern
def test_a_concern_puts_what_needs_movement_after_what_needs_none_and_resistance_last(concern):
    techniques = [CATALOGUE.exercise(id_).technique for id_ in concern.exercises]
    assert Technique.RESISTED not in techniques[:-1]
    if Technique.ASSISTED in techniques and Technique.ACTIVE in techniques:
        assert techniques.index(Technique.ASSISTED) < techniques.index(Technique.ACTIVE)


@each_concern
def test_a_concern_offers_something_for_a_face_that_does_not_move_yet(concern):
    needs_none = [id_ for id_ in concern.release if Need.MOVEMENT_RETURNED not in CATALOGUE.exercise(id_).needs]
    assert len(needs_none) >= 2


@each_concern
def test_a_concern_looks_where_its_exercises_are(concern):
    exercises = [CATALOGUE.exercise(id_) for id_ in (*concern.release, *concern.exercises)]
    assert all(any(area in exercise.focus_areas for exercise in exercises) for area in concern.focus_areas)


@each_concern
def test_a_concern_speaks_plainly(concern):
    assert not re.search(NEVER_SAID, f"{concern.says} {concern.reason}", re.IGNORECASE)
    assert all(len(sentence.split()) <= 22 for sentence in sentences(concern.reason))


@pytest.mark.parametrize(
    ("concern", "sign"),
    [
        ("drooping_corner", "sudden_weakness"),
        ("headache", "stroke_signs"),
        ("dry_eye", "eye_trouble"),
        ("speech", "stroke_signs"),
        ("drinking", "swallowing"),
    ],
)
def test_a_concern_that_can_be_a_sign_says_so(concern, sign):
    assert sign in CATALOGUE.concerns[concern].red_flags
