"""A player with a small session, for notebooks of the browser tests; what it saves goes into a log beside them."""

from pathlib import Path

from palsy_kit.exercises import ActionUnit, Citation, Dosage, Exercise, FingerPlacement, Side
from palsy_kit.session import SessionItem, SessionPlan
from palsy_kit.store import PracticeLog
from palsy_kit.widgets.player import Player


def _exercise(slug, name, technique, steps, *, movement=(), fingers=()):
    return Exercise(
        id=slug,
        name=name,
        focus_areas=("mouth",),
        technique=technique,
        movement=movement,
        fingers=fingers,
        steps=steps,
        laterality="together",
        dosage=Dosage(repetitions=2, hold_s=3, rest_s=2),
        stop_if=("tight",),
        cautions=("slow",),
        sources=(Citation(source="own"),),
        evidence="A toy.",
    )


EXERCISES = {
    exercise.id: exercise
    for exercise in (
        _exercise(
            "smile",
            "Closed smile",
            "active",
            (
                "Sit at ease, lips together.",
                "Let both corners of the mouth glide out and up, as far as is easy.",
                "Stay.",
            ),
            movement=(ActionUnit(au=12),),
        ),
        _exercise(
            "brow",
            "Brow raise",
            "active",
            ("Look straight ahead.", "Lift the brow slowly.", "Let it sink as slowly."),
            movement=(ActionUnit(au=1, on="worked"), ActionUnit(au=2, on="worked")),
        ),
        _exercise(
            "stroke",
            "Cheek strokes",
            "massage",
            ("Lay the finger on the cheek.", "Stroke slowly outwards."),
            fingers=(FingerPlacement(at="cheek_centre", direction="out"),),
        ),
    )
}


def item(slug, *, sides=("both",), holds=2, hold_s=3, rest_s=2):
    return SessionItem(exercise_id=slug, focus_areas=("mouth",), sides=sides, holds=holds, hold_s=hold_s, rest_s=rest_s)


# 15 and 20 seconds, 6 holds in all.
SESSION = SessionPlan(
    kind="daily",
    minutes=1,
    items=(item("smile"), item("brow", sides=("left", "right"), holds=1)),
    ready_s=5,
    switch_s=5,
)
# The same, and then five minutes that no test waits for: what happens there happens while it plays.
LONG = SESSION.model_copy(update={"items": (*SESSION.items, item("stroke", holds=1, hold_s=300, rest_s=0))})
# 11 seconds.
RELEASE = SessionPlan(kind="release", minutes=1, items=(item("stroke", sides=("left",), holds=1, hold_s=6, rest_s=0),))
# An hour and ten seconds.
HOUR = SessionPlan(
    kind="hour", minutes=60, items=(item("smile", holds=100, hold_s=15, rest_s=3), item("brow", holds=90, hold_s=18))
)
# A minute: 5 seconds to get ready and 11 holds and rests.
MINUTE = SessionPlan(kind="minute", minutes=1, items=(item("smile", holds=11),))


def make(name, session=SESSION, *, save=None, **more):
    """Make a player whose sessions go to `save`, or into the practice log `<name>.sqlite3`."""
    player = Player(
        save=save or PracticeLog.open(Path(f"{name}.sqlite3")).add_session,
        exercises=EXERCISES,
        cautions={"tight": "Stop if it gets tight.", "slow": "Move slowly, and only as far as is easy."},
        affected_side=Side.LEFT,
        log_name=name,
        **more,
    )
    player.load(session, release=RELEASE)
    return player
