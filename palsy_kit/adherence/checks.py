"""What must hold before anything is counted: who is on the roster, whose rows can be used, what is said of the rest.

A row of a session that cannot be used is left out. A row of a plan or of a hold that cannot be used makes every
denominator of its participant wrong, so the participant gets the state ``error``; nobody else is held back.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Ints
from palsy_kit.adherence.observation import MAX_DAYS, observe
from palsy_kit.adherence.options import Options
from palsy_kit.errors import InputError
from palsy_kit.programme import Weekday
from palsy_kit.study import Study
from palsy_kit.study.check import OUTSIDE_YEARS, PROBLEM_TYPES, outside_years, plan_form_faults
from palsy_kit.study.tables import HOLD_REASONS, TABLES

USED = ("participants", "prescriptions", "holds", "sessions")
"""The tables that adherence is worked out from; a study without holds need not have a file of them."""
SESSION_COLUMNS = (
    "kind",
    "started_at",
    "utc_offset_min",
    "active_s",
    "planned_s",
    "outcome",
    "exercises_planned",
    "logged_at",
)
"""What the analysis uses of a session, beside who did it."""

MOST_MINUTES, MOST_SESSIONS = 1440, 1000
"""No prescription asks for more: a day in a session, and so many sessions a day or a week."""

LEFT_OUT = "row left out"
NO_RESULT = "no result: state error"


class Checked(NamedTuple):
    """The usable rows of a study; each frame has ``position``, the place of its participant on the roster."""

    ids: "pd.Index[str]"
    usable: Bools
    groups: pd.Series
    frames: dict[str, pd.DataFrame]
    problems: pd.DataFrame


class _Fault(NamedTuple):
    """Rows of a table with a fault; ``text`` is one for all or one a row, ``leaves`` whether they are left out."""

    table: str
    position: Ints
    rows: Ints
    text: Any
    action: str
    leaves: bool = True


def check(study: Study, options: Options) -> Checked:
    """Sort the rows of a study into what can be used and what cannot.

    Raises
    ------
    InputError
        If a column is missing, a time has no zone, or the group is no column of the roster.
    """
    _need_columns(study, options)
    found = typed_problems(study.problems)
    roster = study.participants.drop_duplicates("participant_id")
    broken = found.loc[found["table"] == "participants", "participant_id"].dropna().unique()
    known = pd.Index(roster["participant_id"].astype("str"))
    ids = known.append(pd.Index(broken, dtype=known.dtype).difference(known))
    frames = {"participants": roster.assign(position=np.arange(len(roster)))}
    for table in USED[1:]:
        frames[table] = _of_roster(getattr(study, table), ids)
    faults = [*_unplaced(frames), *_roster_faults(frames["participants"], options)]
    faults += [*_plan_faults(frames["prescriptions"]), *_hold_faults(frames["holds"])]
    faults += [*_session_faults(frames), *_duration_faults(frames["sessions"], options)]
    usable = np.arange(len(ids)) < len(roster)
    lost = found["table"].isin(["prescriptions", "holds"])
    usable[_known(codes(found.loc[lost, "participant_id"], ids))] = False
    for fault in faults:
        if fault.action == NO_RESULT:
            usable[_known(fault.position)] = False
    problems = pd.concat([found, _report(faults, frames, ids), _report_lost(found, usable, ids)], ignore_index=True)
    groups = roster[options.group] if options.group else pd.Series("all", index=roster.index)
    return Checked(ids, usable, groups.reset_index(drop=True), _usable_rows(frames, faults, usable), problems)


def codes(values: pd.Series, index: "pd.Index[Any]") -> Ints:
    """The place of each value in an index, -1 where it is none; quick for categoricals."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        places = np.append(index.get_indexer(values.cat.categories), -1)
        return places[values.cat.codes.to_numpy()]
    return index.get_indexer(pd.Index(values))


def _known(position: Any) -> Ints:
    known: Ints = position[position >= 0]
    return known


def _of_roster(frame: pd.DataFrame, ids: "pd.Index[str]") -> pd.DataFrame:
    return frame.drop(columns="participant_id").assign(position=codes(frame["participant_id"], ids))


def _need_columns(study: Study, options: Options) -> None:
    for table in USED:
        frame: pd.DataFrame = getattr(study, table)
        for name, type_, *_ in TABLES[table]:
            if table == "sessions" and name not in ("participant_id", *SESSION_COLUMNS):
                continue
            if name not in frame:
                raise InputError(f"{table} has no column {name!r}. It has: {', '.join(map(str, frame))}.")
            if type_ == "datetime" and not isinstance(frame[name].dtype, pd.DatetimeTZDtype):
                raise InputError(
                    f"{table}.{name} is of type {frame[name].dtype}: times need a zone. "
                    "Give them in UTC, or say which zone they are in with dt.tz_localize(...)."
                )
            if type_ == "date" and frame[name].dtype.kind != "M":
                raise InputError(f"{table}.{name} is of type {frame[name].dtype}. Give dates as datetime64.")
    if options.group is not None and options.group not in study.participants:
        further = ", ".join(map(str, study.participants))
        raise InputError(f"group={options.group!r} is no column of participants. Its columns: {further}.")


def _faults(table: str, frame: pd.DataFrame, checks: dict[str, Any], *, fatal: bool) -> Iterator[_Fault]:
    for text, wrong in checks.items():
        rows = np.flatnonzero(np.asarray(pd.Series(wrong).fillna(value=True), dtype=bool))
        if len(rows):
            yield _Fault(table, frame["position"].to_numpy()[rows], rows, text, NO_RESULT if fatal else LEFT_OUT)


def _unplaced(frames: dict[str, pd.DataFrame]) -> Iterator[_Fault]:
    for table in USED[1:]:
        unknown = frames[table]["position"] < 0
        yield from _faults(table, frames[table], {"participant_id is not on the roster": unknown}, fatal=False)


def _roster_faults(roster: pd.DataFrame, options: Options) -> Iterator[_Fault]:
    span = observe(roster, options).length
    text = f"the plan starts so early that more than {MAX_DAYS} days would be looked at; is the year right?"
    checks = {"start_date is empty": roster["start_date"].isna(), text: span > MAX_DAYS}
    yield from _faults("participants", roster, checks, fatal=True)


def _plan_faults(plans: pd.DataFrame) -> Iterator[_Fault]:
    fixed = plans["days"].notna()
    weekday = "|".join(Weekday)
    unread = fixed & ~plans["days"].astype("str").str.fullmatch(f"(?:{weekday})(?:,(?:{weekday}))*").fillna(value=False)
    checks = {
        "kind is empty": plans["kind"].isna(),
        "valid_from is empty": plans["valid_from"].isna(),
        "valid_to lies before valid_from": plans["valid_to"] < plans["valid_from"],
        **{words: wrong for wrong, words in plan_form_faults(plans)},
        "days is not a list such as MO,WE,FR": unread,
        f"minutes is empty, below 0 or above {MOST_MINUTES}": ~plans["minutes"].between(0, MOST_MINUTES),
    }
    for name in ("sessions_per_day", "sessions_per_week", "sessions_per_week_max"):
        checks[f"{name} is below 0 or above {MOST_SESSIONS}"] = ~plans[name].fillna(0).between(0, MOST_SESSIONS)
    yield from _faults("prescriptions", plans, checks, fatal=True)


def _hold_faults(holds: pd.DataFrame) -> Iterator[_Fault]:
    checks = {
        "from_date is empty": holds["from_date"].isna(),
        "to_date lies before from_date": holds["to_date"] < holds["from_date"],
        f"reason is not one of {', '.join(HOLD_REASONS)}": ~holds["reason"].isin(HOLD_REASONS),
    }
    yield from _faults("holds", holds, checks, fatal=True)


def _session_faults(frames: dict[str, pd.DataFrame]) -> Iterator[_Fault]:
    sessions, roster = frames["sessions"], frames["participants"]
    zoned = np.append(roster["time_zone"].notna().to_numpy(), False)
    # Positions past the roster belong to participants whose own row could not be used.
    undated = sessions["utc_offset_min"].isna().to_numpy() & ~zoned[np.minimum(sessions["position"], len(roster))]
    checks = {
        "kind is empty": sessions["kind"].isna(),
        "started_at is empty": sessions["started_at"].isna(),
        f"started_at lies {OUTSIDE_YEARS}": outside_years(sessions["started_at"]),
        "active_s is empty": sessions["active_s"].isna(),
        "neither utc_offset_min nor a time zone of the roster says which day it was": undated,
    }
    yield from _faults("sessions", sessions, checks, fatal=False)


def _duration_faults(sessions: pd.DataFrame, options: Options) -> Iterator[_Fault]:
    """Durations that cannot be, or can hardly be: the rows go on, since E4 counts them among the flagged ones."""
    active_s = sessions["active_s"]
    above = f"is above the cap of {options.cap_minutes:g} minutes"
    counted = f"counted as {options.cap_minutes:g} minutes"
    for wrong, words, action in (
        (active_s < 0, "is below 0", LEFT_OUT),
        (active_s > options.cap_minutes * 60, above, counted),
    ):
        rows = np.flatnonzero(wrong)
        if len(rows):
            found = sessions.iloc[rows]
            text = "active_s=" + found["active_s"].map("{:g}".format) + f" {words}; started_at="
            text += found["started_at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").fillna("empty")
            yield _Fault("sessions", found["position"].to_numpy(), rows, text.to_numpy(), action, leaves=False)


def _usable_rows(frames: dict[str, pd.DataFrame], faults: list[_Fault], usable: Bools) -> dict[str, pd.DataFrame]:
    kept = {}
    for table, frame in frames.items():
        position = frame["position"].to_numpy()
        keep = (position >= 0) & usable[position]
        for fault in faults:
            if fault.table == table and fault.leaves:
                keep[fault.rows] = False
        kept[table] = frame if keep.all() else frame[keep]
    return kept


def _report(faults: list[_Fault], frames: dict[str, pd.DataFrame], ids: "pd.Index[str]") -> pd.DataFrame:
    if not faults:
        return typed_problems(pd.DataFrame())
    names = np.array([*ids, None], dtype=object)
    parts = [
        pd.DataFrame(
            {
                "participant_id": names[fault.position],
                "table": fault.table,
                "row": frames[fault.table].index[fault.rows],
                "problem": fault.text,
                "action": fault.action,
            }
        )
        for fault in faults
    ]
    return typed_problems(pd.concat(parts, ignore_index=True))


def typed_problems(problems: pd.DataFrame) -> pd.DataFrame:
    """The columns of the table ``problems`` with their types; a line that says nothing else stands for one row."""
    typed = problems.reindex(columns=list(PROBLEM_TYPES)).astype(PROBLEM_TYPES)
    return typed.assign(n_rows=typed["n_rows"].fillna(1))


def _report_lost(found: pd.DataFrame, usable: Bools, ids: "pd.Index[str]") -> pd.DataFrame:
    """Say whom the loss of a row, reported when the study was loaded, leaves without a result."""
    lost = found[found["table"].isin(["participants", "prescriptions", "holds"])]
    without = ids[~usable]
    hit = lost[lost["participant_id"].isin(without)].drop_duplicates("participant_id")
    text = "a row of " + hit["table"] + " could not be loaded, so what was prescribed is not known"
    report = {"participant_id": hit["participant_id"], "table": hit["table"], "row": pd.NA, "problem": text}
    return typed_problems(pd.DataFrame(report | {"action": NO_RESULT}))
