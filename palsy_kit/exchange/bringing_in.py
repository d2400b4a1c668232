"""From a file to the log: what would come in, what is there already, what is wrong, and taking it in."""

from dataclasses import dataclass, replace
from pathlib import Path

from palsy_kit.exchange.intake import Choices, Fault, Intake, likeness
from palsy_kit.exchange.reading import read_import
from palsy_kit.store import PracticeLog, Taking, take
from palsy_kit.words import counted_kinds


@dataclass(frozen=True)
class Arrival:
    """What was found in a file, and what became of it, or would."""

    intake: Intake
    taking: Taking

    @property
    def new(self) -> str:
        """What is new, counted in words; empty where nothing is."""
        pairs = zip(self.intake.items, self.taking.verdicts, strict=True)
        return counted_kinds(item.row.kind for item, verdict in pairs if verdict.state == "new")

    @property
    def n_known(self) -> int:
        """How many records the log has already."""
        return sum(verdict.state == "known" for verdict in self.taking.verdicts) + self.intake.n_doubled

    @property
    def wrong(self) -> list[Fault]:
        """What cannot come in, each with its place and the reason."""
        pairs = zip(self.intake.items, self.taking.verdicts, strict=True)
        refused = [Fault(item.place, said.reason) for item, said in pairs if said.state == "refused"]
        return [*self.intake.faults, *refused]


def bring_in(source: Path, log: PracticeLog | None, choices: Choices, *, dry: bool) -> Arrival:
    """Read a file and take in what the log has not yet.

    Parameters
    ----------
    source
        Whatever ``read_import`` reads.
    log
        None: as if it were empty, and nothing is taken in.
    choices
        What the person says about the file; which records the log has is found out here.
    dry
        Only find out what would come in; nothing is changed.

    Raises
    ------
    InputError
        If the file cannot be used at all.
    """
    there = frozenset(likeness(event.record) for event in log.events()) if log else frozenset()
    intake = read_import(source, replace(choices, there=there))
    rows = [item.row for item in intake.items]
    if dry or log is None:
        return Arrival(intake, take(log.rows() if log else (), rows, entered_at=choices.now))
    return Arrival(intake, log.take_in(rows, entered_at=choices.now))
