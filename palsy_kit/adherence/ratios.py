"""A1-A9: each ratio a function of what a span adds up to, with its formula, reference and denominator.

Sums run over the eligible days of a span W (inside the observation, in no excused hold). A is sessions performed, P
sessions prescribed, M and Q the same in minutes. All return NaN where their denominator is 0.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from palsy_kit.adherence.arrays import Floats, Spans, between, capped, ragged, ratio, scatter, total
from palsy_kit.adherence.ledger import Ledger, Quotas


class Counts(NamedTuple):
    """Numerators and denominators of a set of spans, each an array with an entry a span.

    ``credited_*`` are capped numerators, quota plans by week included; ``due_days`` have a fixed-day prescription.
    """

    eligible_days: Floats
    prescribed_sessions: Floats
    performed_sessions: Floats
    prescribed_minutes: Floats
    performed_minutes: Floats
    credited_sessions: Floats
    made_up_sessions: Floats
    credited_minutes: Floats
    due_days: Floats
    due_days_practised: Floats
    full_dose_days: Floats
    practice_days: Floats
    quota_prescribed: Floats
    quota_performed: Floats
    quota_credited: Floats
    over_doing: Floats
    quota_minutes_over: Floats


def session_ratio_raw(counts: Counts) -> Floats:
    """A1: sum A / sum P, extra sessions and practice on rest days included.

    Denominator: sessions prescribed. Reference: relative dose intensity and attendance (Nilsen 2018); CMA2 (AdhereR),
    which is not capped either, and counts from the first event.
    """
    return ratio(counts.performed_sessions, counts.prescribed_sessions)


def session_ratio_window_capped(counts: Counts) -> Floats:
    """A2: min(1, A1). Denominator: sessions prescribed. Reference: CMA3 and CMA4 (AdhereR)."""
    return capped(session_ratio_raw(counts))


def session_ratio_day_capped(counts: Counts) -> Floats:
    """A3, the headline: sum min(A_k, P_k) / sum P; fixed-day kinds are capped by day, quota kinds by week.

    Denominator: sessions prescribed. Reference: correct dosing of electronic monitors (MEMS); CareKit.
    """
    return ratio(counts.credited_sessions, counts.prescribed_sessions)


def session_ratio_make_up(counts: Counts) -> Floats:
    """A4: as A3, after surplus has covered shortfalls of the next k days (or of its ISO week), the earliest first.

    Denominator: sessions prescribed. Takes the place of carry-over in medication adherence.
    """
    return ratio(counts.made_up_sessions, counts.prescribed_sessions)


def minutes_ratio_raw(counts: Counts) -> Floats:
    """A5: sum M / sum Q. Denominator: minutes prescribed. Reference: relative dose intensity (Nilsen; Fairman)."""
    return ratio(counts.performed_minutes, counts.prescribed_minutes)


def minutes_ratio_window_capped(counts: Counts) -> Floats:
    """A5, capped by span: min(1, sum M / sum Q). Denominator: minutes prescribed."""
    return capped(minutes_ratio_raw(counts))


def minutes_ratio_day_capped(counts: Counts) -> Floats:
    """A5, capped as A3: sum min(M_k, Q_k) / sum Q. Denominator: minutes prescribed."""
    return ratio(counts.credited_minutes, counts.prescribed_minutes)


def any_practice_days_ratio(counts: Counts) -> Floats:
    """A6: days with P > 0 and any session / days with P > 0, by fixed-day prescriptions.

    Denominator: days on which a fixed-day plan asked for practice. Reference: proportion of days covered; CMA7 with a
    duration of one day (AdhereR).
    """
    return ratio(counts.due_days_practised, counts.due_days)


def full_dose_days_ratio(counts: Counts) -> Floats:
    """A7: days with P > 0 on which every kind that was due had A_k >= P_k / days with P > 0.

    Denominator: days on which a fixed-day plan asked for practice. Reference: correct dosing (MEMS).
    """
    return ratio(counts.full_dose_days, counts.due_days)


def practice_day_share(counts: Counts) -> Floats:
    """A8: days with any session / eligible days. Denominator: eligible days. Reference: active days (Pratap 2020)."""
    return ratio(counts.practice_days, counts.eligible_days)


def quota_ratio_raw(counts: Counts) -> Floats:
    """A9: sum A / sum P over quota plans, P = N x eligible days / 7, not rounded. Denominator: quota sessions."""
    return ratio(counts.quota_performed, counts.quota_prescribed)


def quota_ratio_capped(counts: Counts) -> Floats:
    """A9, capped by kind and week: sum min(A_u, P_u) / sum P_u. Denominator: quota sessions. Reference: uhabits."""
    return ratio(counts.quota_credited, counts.quota_prescribed)


RATIOS = {
    ratio_.__name__: ratio_
    for ratio_ in (
        session_ratio_raw,
        session_ratio_window_capped,
        session_ratio_day_capped,
        session_ratio_make_up,
        minutes_ratio_raw,
        minutes_ratio_window_capped,
        minutes_ratio_day_capped,
        any_practice_days_ratio,
        full_dose_days_ratio,
        practice_day_share,
        quota_ratio_raw,
        quota_ratio_capped,
    )
}
"""The ratios by their column name, A1 to A9."""


def count(ledger: Ledger, spans: Spans) -> Counts:
    """Add up the ledger over each span.

    A quota is capped by the part of each week that lies in the span: the week's quota prorated by eligible days.
    """
    sums = {name: total(days, spans) for name, days in ledger.days.items()}
    return _counts(sums, _count_quotas(ledger.quotas, spans))


def count_whole(ledger: Ledger, spans: Spans) -> Counts:
    """Add up the ledger over all of each row; ``spans`` are the whole observations."""
    sums = {name: days.sum(axis=1, dtype=np.float64) for name, days in ledger.days.items()}
    return _counts(sums, _count_quotas(ledger.quotas, spans))


def day_capped(ledger: Ledger, spans: Spans) -> Floats:
    """A3 alone over each span."""
    credit = total(ledger.credit7, spans) + _count_quotas(ledger.quotas, spans, ("credit",))["credit"]
    return ratio(credit, total(ledger.asked7, spans))


def _counts(sums: dict[str, Floats], quota: dict[str, Floats]) -> Counts:
    return Counts(
        eligible_days=sums["eligible"],
        prescribed_sessions=sums["asked7"] / 7,
        performed_sessions=sums["done"],
        prescribed_minutes=sums["target7"] / 420,
        performed_minutes=sums["seconds"] / 60,
        credited_sessions=(sums["credit7"] + quota["credit"]) / 7,
        made_up_sessions=(sums["made_up7"] + quota["credit"]) / 7,
        credited_minutes=(sums["credit_s7"] + quota["credit_s"]) / 420,
        due_days=sums["due"],
        due_days_practised=sums["any"],
        full_dose_days=sums["full"],
        practice_days=sums["practice"],
        quota_prescribed=quota["asked"] / 7,
        quota_performed=quota["done"] / 7,
        quota_credited=quota["credit"] / 7,
        over_doing=quota["over"] / 7,
        quota_minutes_over=quota["over_s"] / 420,
    )


JUDGED = ("credit", "credit_s", "over", "over_s")


def _count_quotas(quotas: Quotas, spans: Spans, judged: tuple[str, ...] = JUDGED) -> dict[str, Floats]:
    if not len(quotas.owner):
        return dict.fromkeys(("asked", "done", *judged), np.zeros(len(spans.row)))
    # Pair each span with the quota tracks of its row.
    first = np.searchsorted(quotas.owner, spans.row)
    which, step = ragged(np.searchsorted(quotas.owner, spans.row, side="right") - first)
    pairs = Spans(first[which] + step, spans.start[which], spans.end[which])
    found = {"asked": between(quotas.asked7, pairs), "done": between(quotas.done7, pairs)}
    found |= dict(zip(judged, by_week(quotas, judged, pairs), strict=True))
    row, shape = np.zeros_like(which), (1, len(spans.row))
    return {name: scatter(row, which, shape, values)[0] for name, values in found.items()}


def by_week(quotas: Quotas, judged: tuple[str, ...], spans: Spans) -> Iterator[Floats]:
    """Judge each part of a week that lies in a span, and add up.

    Weeks wholly inside a span come from running sums over weeks, the parts at its two ends from the days.
    """
    shift = quotas.first_weekday[spans.row]
    first, last = -(-(spans.start + shift) // 7), (spans.end + shift) // 7
    within = first > last  # the span lies inside one week
    first, last = np.where(within, 0, first), np.where(within, 0, last)
    head = Spans(spans.row, spans.start, np.where(within, spans.end, quotas.edges[spans.row, first]))
    tail = Spans(spans.row, np.where(within, spans.end, quotas.edges[spans.row, last]), spans.end)
    for name in judged:
        judge, done, asked, weeks = quotas.weeks[name]
        ends = judge(between(done, head), between(asked, head)) + judge(between(done, tail), between(asked, tail))
        yield ends + between(weeks, Spans(spans.row, first, last))
