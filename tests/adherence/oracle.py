"""The slow reference: the definitions of docs/adherence.md, one person and one day at a time.

Nothing is shared with palsy_kit.adherence but the table names. Shares of a week are Fractions, so nothing is rounded
before the very end. It is meant to be read beside the definitions, and to be obviously right rather than quick.
"""

import math
import statistics
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import wraps
from itertools import pairwise
from zoneinfo import ZoneInfo

import pandas as pd

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ONE_DAY = timedelta(days=1)
NAN = float("nan")


def records(frame):
    """Rows as dicts, None for what is missing, dates as dates and instants as UTC datetimes."""
    return [{key: plain(value) for key, value in row.items()} for row in frame.astype(object).to_dict("records")]


def plain(value):
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.tzinfo else value.date()
    return value


def days_between(start, end):
    return [start + ONE_DAY * n for n in range(max((end - start).days, 0))]


def ratio(numerator, denominator):
    return float(numerator / denominator) if denominator > 0 else NAN


def capped(value):
    return value if math.isnan(value) else min(1.0, value)


def runs(marks):
    """Lengths of the runs of True in a list of True and False, and the run at its end."""
    found, current = [], 0
    for mark in marks:
        if mark:
            current += 1
        elif current:
            found.append(current)
            current = 0
    return ([*found, current] if current else found), current


def remembered(method):
    """Ask the same question twice, get the first answer again."""

    @wraps(method)
    def answer(self, *question):
        key = (method.__name__, *question)
        if key not in self.answers:
            self.answers[key] = method(self, *question)
        return self.answers[key]

    return answer


class Person:
    """One participant: which days are looked at, what was asked on each, what was done on each."""

    def __init__(self, row, study, options):
        self.answers = {}
        self.options = options
        self.id = row["participant_id"]
        self.zone = ZoneInfo(row["time_zone"])
        self.start = row["start_date"]
        self._observe(row["end_date"] or date.max, row["withdrawn_date"] or date.max)
        own = {name: [r for r in study[name] if r["participant_id"] == self.id] for name in study}
        self.versions, self.holds, self.rows = own["prescriptions"], own["holds"], own["sessions"]
        self.logged = self._logged()
        self.united = self._united()
        self.sessions = [session for session in self.united if self.qualifies(session)]
        self.kinds = sorted({version["kind"] for version in self.versions} | {row["kind"] for row in self.logged})

    def _observe(self, planned_end, withdrawn):
        limit = date.max
        if self.options.common_days:
            limit = self.start + ONE_DAY * self.options.common_days
        cut = min(self.options.as_of, limit)
        self.end = max(self.start, min(planned_end, withdrawn, cut))
        self.days = days_between(self.start, self.end)
        if planned_end <= min(withdrawn, cut):
            self.ended = "completed"
        elif withdrawn <= cut:
            self.ended = "withdrawn"
        else:
            self.ended = "censored"
        self.running = self.ended == "censored" and self.end == self.options.as_of

    # holds and plans

    def holds_on(self, day):
        return [h for h in self.holds if h["from_date"] <= day and (h["to_date"] is None or day < h["to_date"])]

    def is_excused(self, hold):
        return hold["reason"] in self.options.excused and not hold["counted"]

    @remembered
    def held(self, day):
        return any(self.is_excused(hold) for hold in self.holds_on(day))

    def unknown(self, day):
        excused = [hold for hold in self.holds_on(day) if self.is_excused(hold)]
        return bool(excused) and all(hold["reason"] == "technical" for hold in excused)

    def in_safety(self, day):
        return any(hold["reason"] == "safety" for hold in self.holds_on(day))

    def eligible(self, day):
        return self.start <= day < self.end and not self.held(day)

    def version(self, kind, day):
        """The version in force: of those that cover the day, the last one written before it began, else the first."""
        covering = [
            v
            for v in self.versions
            if v["kind"] == kind and v["valid_from"] <= day and (v["valid_to"] is None or day < v["valid_to"])
        ]
        covering.sort(key=lambda v: v["entered_at"])
        known = [v for v in covering if v["entered_at"].date() < day]
        return known[-1] if known else covering[0] if covering else None

    @remembered
    def plan(self, kind, day):
        """Sessions asked for on a day if nobody is on hold: mode, sessions, upper end of a range, seconds of each."""
        version = self.version(kind, day)
        if version is None:
            return None, Fraction(0), Fraction(0), 0
        seconds = round(version["minutes"] * 60)
        if version["sessions_per_week"] is not None:
            lower = Fraction(version["sessions_per_week"]) / 7
            upper = version["sessions_per_week_max"]
            return "quota", lower, lower if upper is None else Fraction(upper) / 7, seconds
        due = WEEKDAYS[day.weekday()] in version["days"].split(",")
        asked = Fraction(int(version["sessions_per_day"]) if due else 0)
        return "fixed", asked, asked, seconds

    def asked(self, kind, day):
        return self.plan(kind, day)[1] if self.eligible(day) else Fraction(0)

    def asked_s(self, kind, day):
        return self.asked(kind, day) * self.plan(kind, day)[3]

    def mode(self, kind, day):
        return self.plan(kind, day)[0]

    # sessions

    def _logged(self):
        """Rows with a duration of 0 or more, in order of start, cut to whole seconds and to the cap."""
        logged = []
        for row in self.rows:
            late = row["logged_at"] is not None and row["logged_at"] - row["started_at"] > timedelta(
                hours=self.options.back_filled_hours
            )
            if row["active_s"] < 0 or (late and not self.options.include_back_filled):
                continue
            start = row["started_at"].astimezone(UTC)
            end = start + timedelta(microseconds=round(row["active_s"] * 1e6))
            start, end = start.replace(microsecond=0), end.replace(microsecond=0)
            cap = start + timedelta(minutes=self.options.cap_minutes)
            own = row["utc_offset_min"]
            zone = start.astimezone(self.zone).utcoffset()
            offset = zone if own is None else timedelta(minutes=int(own))
            logged.append(
                row
                | {"start": start, "end": min(end, cap), "offset": offset, "away": offset - zone, "late": late}
                | {"flagged": end > cap or end == start, "stopped": row["outcome"].startswith("stopped")}
            )
        return sorted(logged, key=lambda row: row["start"])

    def _united(self):
        """One session for rows of a kind that overlap, or start less than sigma after the end before."""
        self.n_double = self.n_overlap = 0
        united = []
        for kind in {row["kind"] for row in self.logged}:
            reached, previous = None, None
            for row in [row for row in self.logged if row["kind"] == kind]:
                if reached is None or row["start"] >= reached + timedelta(minutes=self.options.merge_gap_minutes):
                    united.append(row | {"row": row, "active": row["end"] - row["start"]})
                    reached = row["end"] if reached is None else max(reached, row["end"])
                else:
                    if row["start"] == previous:
                        self.n_double += 1
                    else:
                        self.n_overlap += 1
                    united[-1]["active"] += max(row["end"] - max(row["start"], reached), timedelta(0))
                    united[-1]["stopped"] |= row["stopped"]
                    reached = max(reached, row["end"])
                previous = row["start"]
        for session in united:
            active = min(session["active"], timedelta(minutes=self.options.cap_minutes))
            session["active"] = int(active.total_seconds())
            clock = (session["start"] + session["offset"]).replace(tzinfo=None)
            session["clock"] = clock
            session["moment"] = clock - timedelta(hours=self.options.rollover_hours)
            session["day"] = session["moment"].date()
        # In order of start; at the same start, in order of the log.
        return sorted(united, key=lambda session: (session["start"], self.logged.index(session["row"])))

    def prescribed_s(self, session):
        """Seconds that a session of this kind was to last on its day; None where its kind was not prescribed."""
        if not self.start <= session["day"] < self.end:
            return None
        return self.plan(session["kind"], session["day"])[3] or None

    def qualifies(self, session):
        least = self.options.min_active_minutes * 60
        if self.options.min_active_share is not None:
            length = self.prescribed_s(session)
            length = session["planned_s"] if length is None else length
            least = least if length is None else self.options.min_active_share * length
        return session["active"] >= least

    @remembered
    def done(self, kind, day):
        if not self.eligible(day):
            return 0
        return sum(s["kind"] == kind and s["day"] == day for s in self.sessions)

    @remembered
    def seconds(self, kind, day):
        if not self.eligible(day):
            return 0
        total = 0
        for session in self.sessions:
            if session["kind"] == kind:
                midnight = datetime.combine(session["day"] + ONE_DAY, datetime.min.time())
                room = int((midnight - session["moment"]).total_seconds())
                first = min(session["active"], room) if self.options.split_minutes else session["active"]
                total += first * (session["day"] == day)
                total += (session["active"] - first) * (session["day"] + ONE_DAY == day)
        return total

    def practised(self, day, kinds):
        return any(self.done(kind, day) for kind in kinds)

    # day-capped numerators of fixed-day plans

    def due(self, kind, day):
        return self.mode(kind, day) == "fixed" and self.asked(kind, day) > 0

    @remembered
    def own(self, kind, day):
        """Sessions that count for a fixed-day kind on a day, those of longer kinds included if the option says so."""
        if self.mode(kind, day) != "fixed":
            return 0
        n = self.done(kind, day)
        if self.options.credit_longer and self.due(kind, day):
            shorter = self.plan(kind, day)[3]
            for s in self.sessions:
                if s["day"] == day and s["kind"] != kind:
                    n += self.plan(s["kind"], day)[3] > shorter and s["active"] >= shorter
        return n

    def fixed(self, kind, day):
        return self.asked(kind, day) if self.mode(kind, day) == "fixed" else Fraction(0)

    def credit(self, kind, day):
        return min(Fraction(self.own(kind, day)), self.fixed(kind, day))

    def met(self, kind, day):
        return self.own(kind, day) >= self.asked(kind, day)

    @remembered
    def made_up(self, kind):
        """Credit by day after surplus has gone to shortfalls, unit by unit, the oldest surplus first."""
        credit = {day: self.credit(kind, day) for day in self.days}
        surplus = {day: self.own(kind, day) - credit[day] for day in self.days}
        for day in self.days:
            need = self.fixed(kind, day) - credit[day]
            for other in self.days:
                if self.options.make_up == "iso-week":
                    reachable = other.isocalendar()[:2] == day.isocalendar()[:2]
                else:
                    reachable = 1 <= (day - other).days <= self.options.make_up
                if reachable:
                    moved = min(need, surplus[other])
                    surplus[other] -= moved
                    credit[day] += moved
                    need -= moved
        return credit

    # weeks

    def week_of(self, day):
        if self.options.quota_week == "iso-week":
            return day - ONE_DAY * day.weekday()
        return self.start + ONE_DAY * ((day - self.start).days // 7 * 7)

    def quota_parts(self, kind, days):
        """Sums of a quota plan by week: sessions asked, done, upper end, seconds asked, done."""
        weeks = defaultdict(lambda: [Fraction(0)] * 5)
        for day in days:
            if self.mode(kind, day) == "quota":
                upper = self.plan(kind, day)[2] if self.eligible(day) else Fraction(0)
                values = (self.asked(kind, day), self.done(kind, day), upper)
                values += (self.asked_s(kind, day), self.seconds(kind, day))
                week = self.week_of(day)
                weeks[week] = [a + b for a, b in zip(weeks[week], values, strict=True)]
        return weeks

    # the sums and ratios of a span of days

    def counts(self, days, kinds):
        c = defaultdict(Fraction)
        for day in days:
            c["eligible_days"] += self.eligible(day)
            due = [kind for kind in kinds if self.due(kind, day)]
            practised = self.practised(day, kinds)
            c["due_days"] += bool(due)
            c["due_days_practised"] += bool(due) and practised
            c["full_dose_days"] += bool(due) and all(self.met(kind, day) for kind in due)
            c["practice_days"] += practised
            for kind in kinds:
                c["prescribed_sessions"] += self.asked(kind, day)
                c["performed_sessions"] += self.done(kind, day)
                c["prescribed_minutes"] += self.asked_s(kind, day) / 60
                c["performed_minutes"] += Fraction(self.seconds(kind, day), 60)
                c["credited_sessions"] += self.credit(kind, day)
                c["made_up_sessions"] += self.made_up(kind)[day]
                if self.mode(kind, day) == "fixed":
                    c["credited_minutes"] += min(self.asked_s(kind, day), Fraction(self.seconds(kind, day))) / 60
        for kind in kinds:
            for asked, done, upper, asked_s, done_s in self.quota_parts(kind, days).values():
                c["quota_prescribed"] += asked
                c["quota_performed"] += done
                c["quota_credited"] += min(asked, done)
                c["over_doing"] += max(done - upper, 0)
                c["quota_minutes_over"] += max(done_s - asked_s, 0) / 60
                c["credited_minutes"] += min(asked_s, done_s) / 60
        c["credited_sessions"] += c["quota_credited"]
        c["made_up_sessions"] += c["quota_credited"]
        return c


NAMES = [
    *("eligible_days", "prescribed_sessions", "performed_sessions", "prescribed_minutes", "performed_minutes"),
    *("credited_sessions", "made_up_sessions", "credited_minutes", "due_days", "due_days_practised"),
    *("full_dose_days", "practice_days", "quota_prescribed", "quota_performed", "quota_credited"),
]


def a_to_seven(c):
    """A1 to A7."""
    raw = ratio(c["performed_sessions"], c["prescribed_sessions"])
    minutes = ratio(c["performed_minutes"], c["prescribed_minutes"])
    return {
        "session_ratio_raw": raw,
        "session_ratio_window_capped": capped(raw),
        "session_ratio_day_capped": ratio(c["credited_sessions"], c["prescribed_sessions"]),
        "session_ratio_make_up": ratio(c["made_up_sessions"], c["prescribed_sessions"]),
        "minutes_ratio_raw": minutes,
        "minutes_ratio_window_capped": capped(minutes),
        "minutes_ratio_day_capped": ratio(c["credited_minutes"], c["prescribed_minutes"]),
        "any_practice_days_ratio": ratio(c["due_days_practised"], c["due_days"]),
        "full_dose_days_ratio": ratio(c["full_dose_days"], c["due_days"]),
    }


def metrics(c):
    """The sums, and A1 to A9."""
    return (
        {name: float(c[name]) for name in NAMES}
        | a_to_seven(c)
        | {
            "practice_day_share": ratio(c["practice_days"], c["eligible_days"]),
            "quota_ratio_raw": ratio(c["quota_performed"], c["quota_prescribed"]),
            "quota_ratio_capped": ratio(c["quota_credited"], c["quota_prescribed"]),
        }
    )


def state(c):
    if c["prescribed_sessions"] == 0:
        return "not_prescribed"
    return "ok" if c["due_days"] > 0 else "quota_only"


# C1 to C4


def streaks(person, kinds, c):
    marks = []
    for day in person.days:
        due = [kind for kind in kinds if person.due(kind, day)]
        if due:
            full = all(person.met(kind, day) for kind in due)
            marks.append(person.practised(day, kinds) if person.options.streak_any else full)
    found, current = runs(marks)
    pending = person.running and not person.held(person.end)
    pending = pending and any(
        person.plan(k, person.end)[1] > 0 and person.mode(k, person.end) == "fixed" for k in kinds
    )
    fixed = c["due_days"] > 0
    return {
        "longest_streak": max(found, default=0) if fixed else NAN,
        "current_streak": current if fixed else NAN,
        "current_streak_pending": pending,
    } | weekly_streaks(person, kinds, c)


def weekly_streaks(person, kinds, c):
    weeks = defaultdict(list)
    for kind in kinds:
        for week, (asked, done, *_) in person.quota_parts(kind, person.days).items():
            if asked > 0:
                weeks[week].append(done >= asked)
    marks, pending = [], False
    for week in sorted(weeks):
        unfinished = person.running and week + 7 * ONE_DAY > person.end
        pending = pending or unfinished
        if all(weeks[week]) or not unfinished:
            marks.append(all(weeks[week]))
    found, current = runs(marks)
    quota = c["quota_prescribed"] > 0
    return {
        "longest_weekly_streak": max(found, default=0) if quota else NAN,
        "current_weekly_streak": current if quota else NAN,
        "current_weekly_streak_pending": pending,
    }


def gaps(person, kinds, c):
    practice = [day for day in person.days if person.practised(day, kinds)]
    fixed = c["due_days"] > 0

    def calendar(days):
        return sum(person.eligible(day) for day in days)

    def missed(days):
        return sum(any(person.due(kind, day) for kind in kinds) for day in days)

    first, last = (practice[0], practice[-1]) if practice else (person.end, person.end)
    between = [days_between(a + ONE_DAY, b) for a, b in pairwise(practice)]
    lead, trail = days_between(person.start, first), days_between(last + ONE_DAY, person.end)
    return {
        "longest_gap_calendar": max(map(calendar, between), default=0) if practice else NAN,
        "longest_gap_missed": max(map(missed, between), default=0) if practice and fixed else NAN,
        "leading_gap_calendar": calendar(lead),
        "leading_gap_missed": missed(lead) if fixed else NAN,
        "trailing_gap_calendar": calendar(trail) if practice else NAN,
        "trailing_gap_missed": missed(trail) if practice and fixed else NAN,
    } | interruptions(person, kinds, fixed)


def interruptions(person, kinds, fixed):
    due = [day for day in person.days if any(person.due(kind, day) for kind in kinds)]
    groups = [[]]
    for day in due:
        if person.practised(day, kinds):
            groups.append([])
        else:
            groups[-1].append(day)
    groups = [group for group in groups if group]
    long = [group for group in groups if len(group) >= 3]
    short = [group for group in groups if len(group) < 3]
    counted = {h["reason"] for g in long for day in g for h in person.holds_on(day) if not person.is_excused(h)}
    order = ["safety", "pause", "illness", "technical", "clinic"]
    values = {
        "interruptions": len(long),
        "interruption_days": sum(map(len, long)),
        "missed_runs": len(short),
        "missed_days": sum(map(len, short)),
    }
    values = {name: value if fixed else NAN for name, value in values.items()}
    return values | {"interruption_reasons": ";".join(reason for reason in order if reason in counted)}


def excess(person, kinds, c):
    above, minutes = 0, c["quota_minutes_over"]
    for day in person.days:
        for kind in kinds:
            if person.due(kind, day):
                above += max(person.done(kind, day) - person.asked(kind, day), 0)
                minutes += max(person.seconds(kind, day) - person.asked_s(kind, day), 0) / Fraction(60)
    names = {"sessions_above_prescribed": above, "over_doing": c["over_doing"], "minutes_over_prescribed": minutes}
    return {name: float(value) for name, value in names.items()}


# E1 to E4


def quantile(values, share):
    values = sorted(values)
    if not values:
        return NAN
    place = share * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def quality(person):
    counted = [s for s in person.sessions if person.eligible(s["day"])]
    known = [(s, person.prescribed_s(s)) for s in counted if person.prescribed_s(s)]
    planned = [(s, m) for s, m in known if s["planned_s"] is not None]
    return {
        "median_active_minutes": quantile([s["active"] for s in counted], 0.5) / 60,
        "partial_share": ratio(sum(5 * s["active"] < 4 * m for s, m in known), len(known)),
        "early_terminations": sum(s["stopped"] for s in counted),
        "dose_modified_share": ratio(sum(5 * abs(s["planned_s"] - m) > m for s, m in planned), len(planned)),
    }


def timing(person):
    counted = [s for s in person.sessions if person.eligible(s["day"])]
    practice = sorted({s["day"] for s in counted})
    steps = [(b - a).days for a, b in pairwise(practice)]
    spacing = [(b["start"] - a["start"]).total_seconds() / 3600 for a, b in pairwise(counted) if a["day"] == b["day"]]
    angles = [(s["clock"].hour + s["clock"].minute / 60 + s["clock"].second / 3600) / 24 * math.tau for s in counted]
    mean, spread = NAN, NAN
    if angles:
        x, y = statistics.fmean(map(math.cos, angles)), statistics.fmean(map(math.sin, angles))
        length = min(math.hypot(x, y), 1.0)
        spread = math.sqrt(-2 * math.log(length)) / math.tau * 24 if length >= 1e-9 else math.inf
        mean = math.atan2(y, x) / math.tau * 24 % 24 if length >= 1e-9 else NAN
        mean = 0.0 if mean > 24 - 1e-9 else mean  # rounding may leave midnight a hair before it
    return {
        "practice_interval_median_days": quantile(steps, 0.5),
        "practice_interval_iqr_days": quantile(steps, 0.75) - quantile(steps, 0.25),
        "start_time_mean_hours": mean,
        "start_time_sd_hours": spread,
        "same_day_spacing_median_hours": quantile(spacing, 0.5),
    }


def weekly_spread(person):
    weeks = [person.days[at : at + 7] for at in range(0, len(person.days) - 6, 7)]
    values = [metrics(person.counts(week, person.kinds))["session_ratio_day_capped"] for week in weeks]
    values = [value for value in values if not math.isnan(value)]
    return {"weekly_ratio_sd": statistics.stdev(values) if len(values) > 1 else NAN}


def off_plan(person):
    found = dict.fromkeys(
        (
            *("sessions_before_start", "sessions_after_end", "sessions_in_holds", "sessions_in_safety_holds"),
            *("sessions_unprescribed", "sessions_on_rest_days"),
        ),
        0,
    )
    for s in person.sessions:
        inside = person.start <= s["day"] < person.end
        if s["day"] < person.start:
            found["sessions_before_start"] += 1
        elif not inside:
            found["sessions_after_end"] += 1
        elif person.held(s["day"]):
            found["sessions_in_holds"] += 1
        elif person.mode(s["kind"], s["day"]) is None:
            found["sessions_unprescribed"] += 1
        elif person.asked(s["kind"], s["day"]) == 0:
            found["sessions_on_rest_days"] += 1
        found["sessions_in_safety_holds"] += inside and person.in_safety(s["day"])
    return found


def log_quality(person):
    rows = person.logged
    return {
        "logged_sessions": len(rows),
        "back_filled_share": ratio(sum(row["late"] for row in rows), len(rows)),
        "by_hand_share": ratio(sum(row["exercises_planned"] is None for row in rows), len(rows)),
        "flagged_durations": sum(row["flagged"] for row in rows) + sum(row["active_s"] < 0 for row in person.rows),
        "unusable_sessions": sum(row["active_s"] < 0 for row in person.rows),
        "duplicate_sessions": person.n_double,
        "overlapping_sessions": person.n_overlap,
        "zone_changes": sum(a["away"] != b["away"] for a, b in pairwise(rows)),
    }


# D1 to D5


def clock(person, a, b):
    """Days of the permissible-gap clock strictly between a and b."""
    days = days_between(a + ONE_DAY, b)
    if person.options.gap_clock == "calendar":
        return sum(person.eligible(day) for day in days)
    return sum(any(person.due(kind, day) for kind in person.kinds) for day in days)


def course(person):
    """Practice days, D2, D3 and D4."""
    practice = [day for day in person.days if person.practised(day, person.kinds)]
    g = person.options.permissible_gap
    episodes, first_end = [], None
    for at, day in enumerate(practice):
        if at == 0 or clock(person, practice[at - 1], day) > g:
            episodes.append([])
        episodes[-1].append(day)
        following = practice[at + 1] if at + 1 < len(practice) else person.end
        if first_end is None and clock(person, day, following) > g:
            first_end = day + ONE_DAY
    last_end = practice[-1] + ONE_DAY if practice and clock(person, practice[-1], person.end) > g else None
    return practice, first_end, last_end, episodes


def persistence(person, c):
    practice, first_end, last_end, _ = course(person)
    runs_at_all = c["due_days"] > 0 if person.options.gap_clock == "prescribed" else c["prescribed_sessions"] > 0
    row = {"started": bool(practice), "first_discontinuation_date": None, "last_discontinuation_date": None}
    if not runs_at_all:
        return row | {"time_days": NAN, "event": False, "cause": None}
    row |= {"first_discontinuation_date": first_end, "last_discontinuation_date": last_end}
    stop = None
    for day in reversed(person.days):
        if not person.in_safety(day):
            break
        stop = day
    if first_end and (stop is None or first_end < stop):
        end, cause = first_end, "discontinued"
    elif stop:
        end, cause = stop, "safety"
    else:
        end, cause = person.end, person.ended
    time = (end - person.start).days
    if person.options.persistence_from == "first_session":
        time = max((end - practice[0]).days, 0) if practice else NAN
    elif not practice:
        time, cause = (0, "discontinued") if person.options.never_starters == "event" else (NAN, None)
    cause = None if math.isnan(time) else cause
    return row | {"time_days": float(time), "event": cause == "discontinued", "cause": cause}


# tables


def summary_row(person):
    c = person.counts(person.days, person.kinds)
    practice = course(person)[0]
    off = off_plan(person)
    early = off["sessions_before_start"] > 0
    lost = sum(person.plan(kind, day)[1] for kind in person.kinds for day in person.days if person.unknown(day))
    held = sum(person.held(day) for day in person.days)
    initiation = 0 if early else (practice[0] - person.start).days if practice else len(person.days)
    return (
        {"participant_id": person.id, "state": state(c) if person.days else "not_observed"}
        | {"observed_days": len(person.days), "hold_days": held}
        | {"mostly_on_hold": held > person.options.flag_hold_share * len(person.days)}
        | metrics(c)
        | streaks(person, person.kinds, c)
        | gaps(person, person.kinds, c)
        | {"days_to_initiation": initiation if person.days else NAN}
        | {"initiated": early or bool(practice), "early_start": early}
        | off
        | excess(person, person.kinds, c)
        | quality(person)
        | timing(person)
        | weekly_spread(person)
        | log_quality(person)
        | {
            "unknown_days": sum(person.unknown(day) for day in person.days),
            "session_ratio_day_capped_lower": ratio(c["credited_sessions"], c["prescribed_sessions"] + lost),
            "session_ratio_day_capped_upper": ratio(c["credited_sessions"] + lost, c["prescribed_sessions"] + lost),
        }
    )


def kind_rows(person):
    for kind in person.kinds:
        c = person.counts(person.days, [kind])
        yield (
            {"participant_id": person.id, "kind": kind, "state": state(c) if person.days else "not_observed"}
            | metrics(c)
            | streaks(person, [kind], c)
            | gaps(person, [kind], c)
            | excess(person, [kind], c)
        )


def period_start(person, day):
    period = person.options.period
    if period == "day":
        return day, 1
    if period == "month":
        first = day.replace(day=1)
        return first, ((first + 31 * ONE_DAY).replace(day=1) - first).days
    if period == "iso-week":
        return day - ONE_DAY * day.weekday(), 7
    return person.start + ONE_DAY * ((day - person.start).days // 7 * 7), 7


def period_rows(person):
    found = defaultdict(list)
    for day in person.days:
        found[period_start(person, day)].append(day)
    for (start, length), days in found.items():
        c = person.counts(days, person.kinds)
        yield {
            "participant_id": person.id,
            "period_start": start,
            "period_days": length,
            "state": state(c),
            "partial": len(days) < length,
            "coverage": float(c["eligible_days"] / length),
            "hold_days": sum(person.held(day) for day in days),
            "unknown_days": sum(person.unknown(day) for day in days),
        } | metrics(c)


def window_rows(person):
    size, step = person.options.window_days, person.options.step_days
    index = 0
    for at in range(0, len(person.days), step):
        first = at if person.options.window_form == "forward" else at - size + 1
        if first < 0 or first + size > len(person.days):
            continue
        days = person.days[first : first + size]
        c = person.counts(days, person.kinds)
        nominal = sum(person.plan(kind, day)[1] for kind in person.kinds for day in days)
        thin = c["prescribed_sessions"] < Fraction(person.options.kappa) * nominal
        values = a_to_seven(c)
        yield {
            "participant_id": person.id,
            "window_index": index,
            "window_start": days[0],
            "window_end": days[-1] + ONE_DAY,
            "state": "mostly_on_hold" if thin and c["prescribed_sessions"] > 0 else state(c),
            "prescribed_sessions": float(c["prescribed_sessions"]),
            "performed_sessions": float(c["performed_sessions"]),
        } | (dict.fromkeys(values, NAN) if thin else values)
        index += 1


def episode_rows(person):
    c = person.counts(person.days, person.kinds)
    if (c["due_days"] if person.options.gap_clock == "prescribed" else c["prescribed_sessions"]) == 0:
        return
    for index, days in enumerate(course(person)[3]):
        start, end = days[0], days[-1] + ONE_DAY
        yield {
            "participant_id": person.id,
            "episode_index": index,
            "episode_start": start,
            "episode_end": end,
        } | metrics(person.counts(days_between(start, end), person.kinds))


def persistence_row(person):
    c = person.counts(person.days, person.kinds)
    found = persistence(person, c) | {"state": state(c) if person.days else "not_observed"}
    return {"participant_id": person.id} | found


def activity_rows(people):
    weeks = defaultdict(lambda: [0, 0])
    for person, group in people:
        for number, at in enumerate(range(0, len(person.days), 7)):
            days = [day for day in person.days[at : at + 7] if person.eligible(day)]
            weeks[group, number][0] += bool(days)
            weeks[group, number][1] += any(person.practised(day, person.kinds) for day in days)
    for (group, number), (observed, active) in sorted(weeks.items()):
        if observed:
            yield {"group": group, "study_week": number, "observed": observed, "active": active} | {
                "share": active / observed
            }


def reference(study, options):
    """All tables by participant, as lists of rows."""
    tables = {name: records(getattr(study, name)) for name in ("prescriptions", "holds", "sessions")}
    roster = records(study.participants)
    people = [Person(row, tables, options) for row in roster]
    groups = [row[options.group] if options.group else "all" for row in roster]
    return {
        "summary": [summary_row(person) for person in people],
        "summary_by_kind": [row for person in people for row in kind_rows(person)],
        "periods": [row for person in people for row in period_rows(person)],
        "windows": [row for person in people for row in window_rows(person)],
        "episodes": [row for person in people for row in episode_rows(person)],
        "persistence": [persistence_row(person) for person in people],
        "activity": list(activity_rows(zip(people, groups, strict=True))),
    }
