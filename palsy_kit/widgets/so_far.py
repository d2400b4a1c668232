"""What the sessions since a check-in said of the face: it counts like an answer until the next check-in."""

from collections.abc import Iterable

from palsy_kit.readiness import CheckIn, LinkedMovement, RecordedCheckIn
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.widgets.words import listed

AS_RATED = 4
"""How tight or painful a face counts that a session was stopped for, where nothing more was said; our own default."""


def so_far(
    answers: CheckIn, saved: RecordedCheckIn | None, sessions: Iterable[PerformedSession]
) -> tuple[CheckIn, str]:
    """The answers, with what was said in the sessions since they were saved, and that in words; none: no words."""
    if saved is None:
        return answers, ""
    day = saved.practice_date
    since = [one for one in sessions if one.practice_date == day and one.logged_at > saved.checked_in_at]
    stopped = {one.outcome for one in since}
    changes: dict[str, object] = {}
    said = []
    if Outcome.STOPPED_OTHER in stopped or any(one.new_linked_movement for one in since):
        said.append("another part moved along")
        changes["linked_movement"] = LinkedMovement.NEW
    if Outcome.STOPPED_PAIN in stopped:
        said.append("it hurt")
        changes["pain"] = max(answers.pain, AS_RATED)
    if Outcome.STOPPED_TIGHT in stopped:
        said.append("it got tight")
        rated = [one.tightness_after or 0 for one in since]
        changes |= {"tightness": max(answers.tightness, AS_RATED, *rated), "tight_areas": ()}
    words = f"Earlier today {listed(said)}: what could add to that stays closed until your next check-in."
    return answers.model_copy(update=changes), words if said else ""
