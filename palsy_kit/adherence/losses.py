"""What of a study could not be used: how many rows of how many, and why. Without any usable row there is no result.

A report of nothing but zeros would look like one of people who did nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from palsy_kit.adherence.checks import LEFT_OUT, NO_RESULT, typed_problems
from palsy_kit.errors import InputError
from palsy_kit.study import Study
from palsy_kit.study.check import PROBLEM_TYPES, without_values
from palsy_kit.words import day_words

TABLES = ("participants", "prescriptions", "sessions")
"""Without a usable row of one of these, nothing is true of anybody."""

SHOWN = 3

KIND_ACTION = "counted in A1, A6 and A8 alone"
CUT_ACTION = "days up to the cut count as days without practice"

OPEN = pd.Timestamp("9999-01-01")
"""An end that nobody has given."""

LATE_DAYS = 28
"""A data cut so many days after the last session is not named; a later one is. Our own default."""


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
    """The kinds of session of a study: kind, n_sessions, prescribed (whether a prescription asks for it).

    In ``last_at`` is the last start of a session of the kind, in ``last_end`` the last day of the whole study, ``OPEN``
    where somebody has no end.
    """
    done = {str(kind): int(n) for kind, n in study.sessions["kind"].value_counts().items() if n}
    asked = set(map(str, study.prescriptions["kind"].dropna().unique()))
    kinds = sorted({*done, *asked})
    columns = {"kind": kinds, "n_sessions": [done.get(kind, 0) for kind in kinds]}
    table = pd.DataFrame(columns | {"prescribed": [kind in asked for kind in kinds]})
    last = study.sessions.groupby("kind", observed=True)["started_at"].max()
    table["last_at"] = pd.Series([last.get(kind) for kind in kinds], dtype="datetime64[us, UTC]")
    end, withdrawn = (study.participants[name].fillna(OPEN) for name in ("end_date", "withdrawn_date"))
    table["last_end"] = pd.Series([end.where(end < withdrawn, withdrawn).max()] * len(kinds), dtype="datetime64[us]")
    return table.astype({"kind": "str", "n_sessions": "int64", "prescribed": "bool"})  # also of no kind at all


def problems_of_kinds(kinds: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Name the kinds that no prescription of the whole study asks for, and a data cut long after the last session.

    Parameters
    ----------
    kinds
        What ``kinds_of`` gives.
    as_of
        The data cut.
    """
    rows = [*_unknown_kinds(kinds), *_late_cut(kinds, as_of)]
    return typed_problems(pd.DataFrame(rows, columns=list(PROBLEM_TYPES)))


def _unknown_kinds(kinds: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Perhaps they are written otherwise."""
    asked = sorted(map(str, kinds.loc[kinds["prescribed"], "kind"]))
    strange = kinds[~kinds["prescribed"] & (kinds["n_sessions"] > 0)]
    for kind, n in zip(strange["kind"], strange["n_sessions"], strict=True):
        text = f"kind={kind!r} of {n:,} sessions is in no prescription; there are: {', '.join(asked) or 'none'}"
        yield None, "sessions", pd.NA, text, KIND_ACTION, n


def _late_cut(kinds: pd.DataFrame, as_of: date) -> Iterator[tuple[Any, ...]]:
    """Where the plans of some go on up to the cut, perhaps the data end before it."""
    last, cut = kinds["last_at"].max(), pd.Timestamp(as_of)
    if pd.isna(last) or not kinds["last_end"].max() > cut:
        return
    days = (cut - last.tz_localize(None).normalize()).days
    if days > LATE_DAYS:
        text = (
            f"the data are cut on {day_words(as_of)}, {days} days after the last session ({day_words(last.date())}); "
            "if they end before, give that day with --as-of (in Python as_of)"
        )
        yield None, "sessions", pd.NA, text, CUT_ACTION, 1


def refuse_empty_report(summary: pd.DataFrame, problems: pd.DataFrame, n_rows: Mapping[str, int], as_of: date) -> None:
    """Stop a report that would look like one of people who did nothing.

    Of one person of a study the same is no fault, so the analysis itself goes on.

    Raises
    ------
    InputError
        If nobody is observed, or no session is of a kind that a prescription has.
    """
    states, lost = summary["state"], lost_rows(problems)
    if (states == "not_observed").any() and states.isin(["not_observed", "error"]).all():
        raise InputError(
            f"Nobody was observed: as_of={as_of} is the first day not looked at, and nobody began before it. Give a "
            "later day with --as-of (in Python as_of)."
        )
    strange = problems[problems["action"] == KIND_ACTION]
    asked, done = (n_rows.get(table, 0) - lost.get(table, 0) for table in ("prescriptions", "sessions"))
    if asked > 0 and 0 < done <= strange["n_rows"].sum():
        raise InputError(
            f"No session is of a kind that is prescribed, so there is no result: {'; '.join(strange['problem'])}. "
            "Write the same word in both, letter by letter."
        )


def warnings_of(problems: pd.DataFrame, n_rows: Mapping[str, int]) -> list[str]:
    """What a reader of the numbers must know first, a sentence each: lost rows, strange kinds, plans without result."""
    told = [f"{loss}." for loss in losses(problems, n_rows)]
    told += [f"{text}; they are {KIND_ACTION}." for text in problems.loc[problems["action"] == KIND_ACTION, "problem"]]
    told += [f"{text[:1].upper()}{text[1:]}." for text in problems.loc[problems["action"] == CUT_ACTION, "problem"]]
    without = problems.loc[problems["action"] == NO_RESULT, "participant_id"].nunique()
    if without:
        told.append(
            f"Participants without a result, for a row of theirs or their plan that is not usable: {without:,}."
        )
    return told
