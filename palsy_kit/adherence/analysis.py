"""The one function from a study and the choices of a researcher to all tables."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Ints
from palsy_kit.adherence.blocks import Block, cut_blocks
from palsy_kit.adherence.checks import LEFT_OUT, Checked, check, typed_problems
from palsy_kit.adherence.cohort import NO_GROUP, cohort_table
from palsy_kit.adherence.losses import kinds_of, problems_of_kinds, refuse_if_nothing_is_left, rows_given
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.survival import cumulative_incidence, retention_curve
from palsy_kit.adherence.tables import BLOCK_TABLES, analyse
from palsy_kit.study import Study

Tables = dict[str, pd.DataFrame]
Mapper = Callable[[Callable[[Block], Tables], Iterable[Block]], Iterable[Tables]]


SURVIVAL_TABLES = ("retention", "incidence")
"""Tables that need the extra ``research``."""

TABLE_NAMES = (*BLOCK_TABLES, "cohort", *SURVIVAL_TABLES)
"""Names of all tables."""


@dataclass(frozen=True)
class Adherence:
    """The tables of a study, with the choices they were made by; ``docs/adherence.md`` defines every column.

    ``groups`` gives the group of each participant of the roster (``all`` without a group column), ``n_rows`` how many
    rows some tables of the study had before any was left out.
    """

    options: Options
    groups: pd.Series
    summary: pd.DataFrame
    summary_by_kind: pd.DataFrame
    periods: pd.DataFrame
    windows: pd.DataFrame
    episodes: pd.DataFrame
    persistence: pd.DataFrame
    activity: pd.DataFrame
    problems: pd.DataFrame
    n_rows: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def cohort(self) -> pd.DataFrame:
        """F1: each ratio over each group, with a bootstrap interval by participant."""
        return cohort_table(self.summary, self.groups, self.options)

    @cached_property
    def retention(self) -> pd.DataFrame:
        """D6: the retention curve of each group.

        Raises
        ------
        ExtraError
            If the extra ``research`` (statsmodels) is not installed.
        """
        return retention_curve(self.persistence, self.groups)

    @cached_property
    def incidence(self) -> pd.DataFrame:
        """D6: the share of each group that had ended by each of the competing causes.

        Raises
        ------
        ExtraError
            If the extra ``research`` (statsmodels) is not installed.
        """
        return cumulative_incidence(self.persistence, self.groups)

    def tables(self, *, without: Collection[str] = ()) -> dict[str, pd.DataFrame]:
        """All tables by name, but those named in ``without``."""
        return {name: getattr(self, name) for name in TABLE_NAMES if name not in without}


def adherence(study: Study, options: Options, *, mapper: Mapper = map) -> Adherence:
    """Work out every metric of every participant of a study.

    Parameters
    ----------
    study
        The five tables, as ``load_study`` gives them. Categorical ids and kinds are quickest.
    options
        The data cut and every other choice.
    mapper
        How a function is laid over blocks of participants: ``map``, or that of a pool of processes.

    Returns
    -------
    Adherence
        Participants stand in the order of the roster. One whose plan cannot be used has the state ``error`` and is
        named in ``problems``; the others are not held back.

    Raises
    ------
    InputError
        If a column is missing, a time has no zone, ``options.group`` is no column of the roster, or no row of the
        roster, of the prescriptions or of the sessions can be used.

    Examples
    --------
    >>> from datetime import date
    >>> from palsy_kit.catalogue import data_folder
    >>> from palsy_kit.study import load_study
    >>> study = load_study(data_folder() / "sample_study")
    >>> float(adherence(study, Options(as_of=date(2026, 6, 29))).summary["eligible_days"].max())
    112.0
    """
    tables, groups = block_tables(study, options, mapper=mapper)
    n_rows = rows_given(study)
    refuse_if_nothing_is_left(tables["problems"], n_rows)
    found = problems_of_kinds(kinds_of(study), options.as_of)
    if len(found):
        tables["problems"] = pd.concat([tables["problems"], found], ignore_index=True)
    return Adherence(options=options, groups=groups, n_rows=n_rows, **tables)


def block_tables(
    study: Study, options: Options, *, mapper: Mapper = map, only: Collection[str] = tuple(BLOCK_TABLES)
) -> tuple[Tables, pd.Series]:
    """Give those tables of ``adherence`` that are made participant by participant, or some of them, and the groups.

    ``problems`` is always among them.
    """
    checked = check(study, options)
    wanted = [name for name in BLOCK_TABLES if name in only or name == "problems"]
    parts = list(mapper(partial(analyse, options=options, tables=wanted), cut_blocks(checked, options)))
    made: Tables = {}
    for name in wanted:
        rows = [part[name] for part in parts]
        made[name] = _activity(rows) if name == "activity" else _joined(rows, checked.ids)
    for name in {"summary", "persistence"} & set(wanted):
        made[name] = _with_errors(made[name], checked)
    made["problems"] = _problems(checked.problems, made["problems"])
    if "summary" in made:
        made["summary"]["unusable_sessions"] = _unusable(made["problems"], checked.ids)
    return made, _groups(checked, options)


def _unusable(problems: pd.DataFrame, ids: "pd.Index[str]") -> Ints:
    """E4: rows of the log that were left out, by participant."""
    lost = problems[(problems["table"] == "sessions") & (problems["action"] == LEFT_OUT)]
    lost = lost.drop_duplicates(["participant_id", "row"])
    place = ids.get_indexer(pd.Index(lost["participant_id"]))
    known = place >= 0
    numbers: Ints = np.bincount(place[known], lost["n_rows"][known], minlength=len(ids)).astype(np.int64)
    return numbers


def _joined(parts: list[pd.DataFrame], ids: "pd.Index[str]") -> pd.DataFrame:
    """Put the rows of all blocks in the order of the roster, and name the participants."""
    table = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
    place = table["participant"].to_numpy(np.int64)
    if (np.diff(place) < 0).any():
        order = np.argsort(place, kind="stable")
        table, place = table.iloc[order].reset_index(drop=True), place[order]
    named = pd.Series(pd.Categorical.from_codes(place, categories=ids))
    return table.assign(participant=named).rename(columns={"participant": "participant_id"})


def _with_errors(table: pd.DataFrame, checked: Checked) -> pd.DataFrame:
    """Add a row with the state ``error`` for everybody who has no result, at their place on the roster."""
    if checked.usable.all():
        return table
    place = table["participant_id"].cat.codes.to_numpy(np.int64)
    # Numbers and marks that nobody knows are missing, not 0 or False.
    optional = {"int64": "Int64", "bool": "boolean"}
    types = {name: optional[str(kind)] for name, kind in table.dtypes.items() if str(kind) in optional}
    rows = np.full(len(checked.ids), -1)
    rows[place] = np.arange(len(place))
    whole = table.astype(types).reindex(rows).reset_index(drop=True)
    whole["participant_id"] = pd.Categorical.from_codes(np.arange(len(checked.ids)), categories=checked.ids)
    whole["state"] = whole["state"].where(checked.usable, "error")
    return whole


def _groups(checked: Checked, options: Options) -> pd.Series:
    lost = len(checked.ids) - len(checked.groups)
    values = [*checked.groups.astype("object"), *[None if options.group else "all"] * lost]
    named = pd.Series(values, index=checked.ids, name="group", dtype="object")
    return named.where(named.notna(), NO_GROUP)


def _activity(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """D7: add the blocks; share = active / observed, among those observed and eligible in the week."""
    table = pd.concat(parts, ignore_index=True)
    table["group"] = table["group"].where(table["group"].notna(), NO_GROUP)
    summed = table.groupby(["group", "study_week"], as_index=False)[["observed", "active"]].sum()
    return summed.assign(share=summed["active"] / summed["observed"])


def _problems(found: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([found, typed_problems(own)], ignore_index=True) if len(own) else found.reset_index(drop=True)
