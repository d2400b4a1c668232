"""What of a study could not be used: how many rows of how many, and why. Without any usable row there is no result.

A report of nothing but zeros would look like one of people who did nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from palsy_kit.adherence.checks import LEFT_OUT, NO_RESULT, typed_problems
from palsy_kit.errors import InputError
from palsy_kit.study import Study
from palsy_kit.study.check import without_values

TABLES = ("participants", "prescriptions", "sessions")
"""Without a usable row of one of these, nothing is true of anybody."""

SHOWN = 3

KIND_ACTION = "counted in A1, A6 and A8 alone"


class Loss(NamedTuple):
    """Rows of a table that could not be used, of all its rows; the reasons with the number of rows of each."""

    table: str
    n_lost: int
    n_rows: int
    reasons: Counter[str]

    def __str__(self) -> str:
        listed = [f"{reason} ({n:,})" for reason, n in self.reasons.most_common(SHOWN)]
        more = [f"{len(self.reasons) - SHOWN} other reasons"] if len(self.reasons) > SHOWN else []
        words = ", ".join([*listed, *more])
        return f"{self.n_lost:,} of {self.n_rows:,} rows of {self.table} could not be used: {words}"


def rows_given(study: Study) -> dict[str, int]:
    """How many rows of each table there were, with those that loading left out."""
    lost = lost_rows(study.problems)
    return {table: len(getattr(study, table)) + int(lost.get(table, 0)) for table in TABLES}


def lost_rows(problems: pd.DataFrame) -> Mapping[str, int]:
    """How many rows of each table were left out, by the table ``problems``; a row with two faults is one."""
    rows = problems[(problems["action"] == LEFT_OUT) & problems["row"].notna()] if len(problems) else problems
    if not len(rows):
        return {}
    once = typed_problems(rows).drop_duplicates(["participant_id", "table", "row"])
    return {str(table): int(n) for table, n in once.groupby("table")["n_rows"].sum().items()}


def losses(problems: pd.DataFrame, n_rows: Mapping[str, int]) -> Iterator[Loss]:
    """Yield what was lost of each table, largest reason first."""
    lost = lost_rows(problems)
    for table in TABLES:
        if lost.get(table):
            rows = problems[(problems["table"] == table) & (problems["action"] == LEFT_OUT)]
            reasons: Counter[str] = Counter()
            for text, n in zip(rows["problem"], rows["n_rows"], strict=True):
                reasons[without_values(text)] += int(n)
            yield Loss(table, lost[table], max(n_rows.get(table, 0), lost[table]), reasons)


def refuse_if_nothing_is_left(problems: pd.DataFrame, n_rows: Mapping[str, int]) -> None:
    """Stop an analysis of which every number would be wrong.

    Raises
    ------
    InputError
        If a table has rows, and none of them can be used.
    """
    for loss in losses(problems, n_rows):
        if loss.n_lost == loss.n_rows:
            rows = problems[(problems["table"] == loss.table) & (problems["action"] == LEFT_OUT)]
            some = zip(rows["row"][:SHOWN], rows["problem"][:SHOWN], strict=True)
            first = "; ".join(f"row {row}: {text}" for row, text in some)
            raise InputError(
                f"No row of {loss.table} can be used, so there is no result. {loss}. The first: {first}. "
                "docs/study_folder.md says how each column is written."
            )


def kinds_of(study: Study) -> pd.DataFrame:
    """The kinds of session of a study: kind, n_sessions, prescribed (whether a prescription asks for it)."""
    done = {str(kind): int(n) for kind, n in study.sessions["kind"].value_counts().items() if n}
    asked = set(map(str, study.prescriptions["kind"].dropna().unique()))
    kinds = sorted({*done, *asked})
    columns = {"kind": kinds, "n_sessions": [done.get(kind, 0) for kind in kinds]}
    table = pd.DataFrame(columns | {"prescribed": [kind in asked for kind in kinds]})
    return table.astype({"kind": "str", "n_sessions": "int64", "prescribed": "bool"})  # also of no kind at all


def unknown_kinds(kinds: pd.DataFrame) -> pd.DataFrame:
    """Name the kinds of sessions that no prescription of the whole study asks for; perhaps they are written otherwise.

    Parameters
    ----------
    kinds
        What ``kinds_of`` gives.
    """
    asked = sorted(map(str, kinds.loc[kinds["prescribed"], "kind"]))
    strange = kinds[~kinds["prescribed"] & (kinds["n_sessions"] > 0)]
    rows = [
        (
            None,
            "sessions",
            pd.NA,
            f"kind={kind!r} of {n:,} sessions is in no prescription; there are: {', '.join(asked) or 'none'}",
            KIND_ACTION,
            n,
        )
        for kind, n in zip(strange["kind"], strange["n_sessions"], strict=True)
    ]
    return typed_problems(pd.DataFrame(rows, columns=["participant_id", "table", "row", "problem", "action", "n_rows"]))


def warnings_of(problems: pd.DataFrame, n_rows: Mapping[str, int]) -> list[str]:
    """What a reader of the numbers must know first, a sentence each: lost rows, strange kinds, plans without result."""
    told = [f"{loss}." for loss in losses(problems, n_rows)]
    told += [f"{text}; they are {KIND_ACTION}." for text in problems.loc[problems["action"] == KIND_ACTION, "problem"]]
    without = problems.loc[problems["action"] == NO_RESULT, "participant_id"].nunique()
    if without:
        told.append(
            f"Participants without a result, for a row of theirs or their plan that is not usable: {without:,}."
        )
    return told
