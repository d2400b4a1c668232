"""Hypothesis strategies for the models, in one place."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from palsy_kit.exercises import Citation, Dosage, Exercise, FocusArea, Laterality, Need, Side, Technique
from palsy_kit.programme import Stage
from palsy_kit.readiness import FACE_PARTS, CheckIn, LinkedMovement
from palsy_kit.session import Outcome, PerformedExercise, PerformedSession

slugs = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
ratings = st.integers(0, 10)
optional_ratings = st.none() | ratings
focus_areas = st.lists(st.sampled_from(FocusArea), min_size=1, max_size=4, unique=True).map(tuple)
sides = st.sampled_from(Side)
dosages = st.builds(
    Dosage,
    sets=st.integers(1, 3),
    repetitions=st.integers(1, 12),
    hold_s=st.integers(1, 180),
    rest_s=st.integers(0, 20),
)


@st.composite
def exercises(draw, ids=slugs):
    return Exercise(
        id=draw(ids),
        name="An exercise",
        focus_areas=draw(focus_areas),
        technique=draw(st.sampled_from(Technique)),
        steps=("Do it.",),
        laterality=draw(st.sampled_from(Laterality)),
        dosage=draw(dosages),
        needs=draw(st.lists(st.sampled_from(Need), max_size=2, unique=True).map(tuple)),
        sources=(Citation(source="a_source"),),
        evidence="None: made up for a test.",
    )


weeks = st.none() | st.integers(0, 300)


@st.composite
def check_ins(draw):
    stage = draw(st.sampled_from(Stage))
    most = 0 if stage is Stage.NO_MOVEMENT_YET else 4
    return CheckIn(
        affected_side=draw(sides),
        stage=stage,
        movement={area: draw(st.integers(0, most)) for area in FACE_PARTS},
        weeks_since_onset=draw(weeks),
        tightness=draw(ratings),
        tight_areas=draw(st.lists(st.sampled_from(FocusArea), max_size=3, unique=True).map(tuple)),
        pain=draw(ratings),
        linked_movement=draw(st.sampled_from(LinkedMovement)),
        eye_closes=draw(st.booleans()),
        weeks_since_toxin=draw(weeks),
        weeks_since_surgery=draw(weeks),
        neck_trouble=draw(st.booleans()),
    )


BEGIN, END = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
instants = st.integers(0, int((END - BEGIN).total_seconds())).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
ids = st.uuids().map(str)


@st.composite
def performed_sessions(draw):
    started_at = draw(instants)
    planned = draw(st.integers(0, 3600))
    return PerformedSession(
        session_id=draw(ids),
        kind=draw(slugs),
        started_at=started_at,
        utc_offset_min=draw(st.integers(-56, 56).map(lambda quarters: quarters * 15)),
        planned_s=planned,
        active_s=draw(st.integers(0, planned)),
        outcome=draw(st.sampled_from(Outcome)),
        focus_areas=draw(focus_areas),
        exercises=draw(
            st.lists(
                st.builds(
                    PerformedExercise,
                    exercise_id=slugs,
                    holds_done=st.integers(0, 10),
                    holds_planned=st.integers(1, 10),
                    active_s=st.integers(0, 300),
                ),
                max_size=4,
            ).map(tuple)
        ),
        tightness_before=draw(optional_ratings),
        tightness_after=draw(optional_ratings),
        effort=draw(optional_ratings),
        discomfort=draw(optional_ratings),
        new_linked_movement=draw(st.none() | st.booleans()),
        note=draw(st.text(max_size=40)),
        logged_at=started_at,
    )
