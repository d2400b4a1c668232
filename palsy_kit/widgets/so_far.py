"""What was said earlier today that holds for the rest of the day, whatever a later check-in answers.

A session that was stopped because it got tight, hurt, or made another part move along, and a sign that needs a doctor,
close what they close until the local day is over: a later answer can close more, and none opens it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palsy_kit.readiness import CheckIn, LinkedMovement, RecordedCheckIn, RedFlag, TurnTo
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.widgets.words import listed

AS_RATED = 4
"""How tight or painful a face counts that a session was stopped for, where nothing more was said; our own default."""

LINKED = tuple(LinkedMovement)
"""From no linked movement to a new one: each closes more than the one before."""


@dataclass(frozen=True)
class SoFar:
    """What holds for the rest of a day: the least that counts of each answer, and the signs.

    ``said`` has the reasons of the stops in words. ``anew`` is the instant of the last stop that no check-in was saved
    after, as ISO 8601 writes it; empty where there is none. The check-in then asks anew how the face feels.
    """

    tightness: int = 0
    pain: int = 0
    linked: LinkedMovement = LinkedMovement.NONE
    signs: tuple[RedFlag, ...] = ()
    said: tuple[str, ...] = ()
    anew: str = ""

    @classmethod
    def of(
        cls,
        day: date,
        sessions: Iterable[PerformedSession],
        check_ins: Iterable[RecordedCheckIn],
        red_flags: Iterable[RedFlag],
    ) -> "SoFar":
        """What the sessions and the check-ins of a local day leave in force."""
        done = [one for one in sessions if one.practice_date == day]
        saved = [one for one in check_ins if one.practice_date == day]
        tight = [one for one in done if one.outcome is Outcome.STOPPED_TIGHT]
        hurt = [one for one in done if one.outcome is Outcome.STOPPED_PAIN]
        moved = [one for one in done if one.outcome is Outcome.STOPPED_OTHER or one.new_linked_movement]
        since = [
            one.logged_at for one in (*tight, *hurt, *moved) if not saved or one.logged_at > saved[-1].checked_in_at
        ]
        # Until it is answered anew, what was said before the stop counts on.
        before = saved[-1:] if since else []
        ticked = {slug for one in saved for slug in one.red_flags}
        reasons = {"another part moved along": moved, "it hurt": hurt, "it got tight": tight}
        return cls(
            tightness=max(
                (*(max(AS_RATED, one.tightness_after or 0) for one in tight), *(b.tightness for b in before), 0)
            ),
            pain=max((*(AS_RATED for _ in hurt), *(b.pain for b in before), 0)),
            linked=max(
                (LinkedMovement.NEW if moved else LinkedMovement.NONE, *(b.linked_movement for b in before)),
                key=LINKED.index,
            ),
            signs=tuple(flag for flag in red_flags if flag.id in ticked and flag.turn_to is not TurnTo.SOON),
            said=tuple(words for words, stops in reasons.items() if stops),
            anew=max(since).isoformat() if since else "",
        )

    def beside(self, answers: CheckIn) -> CheckIn:
        """The answers as they count today: none is more careless than what was said earlier."""
        flags = dict.fromkeys((*answers.red_flags, *(flag.id for flag in self.signs)))
        return answers.model_copy(
            update={
                "tightness": max(self.tightness, answers.tightness),
                "tight_areas": () if self.tightness else answers.tight_areas,
                "pain": max(self.pain, answers.pain),
                "linked_movement": max(self.linked, answers.linked_movement, key=LINKED.index),
                "red_flags": tuple(flags),
            }
        )

    def words(self, answers: CheckIn) -> tuple[str, ...]:
        """What to know of it beside such answers, in plain words."""
        gone = [flag for flag in self.signs if flag.id not in answers.red_flags]
        if gone:
            signs = listed(f"“{flag.asks}”" for flag in gone)
            fits = (
                f"Earlier today you said that this fits: {signs}. Practice stays closed today, also if it has passed."
            )
            return (fits, *(flag.says for flag in gone))
        if self.said and not self.signs:
            return (f"Earlier today {listed(self.said)}: what could add to that stays closed today.",)
        return ()
