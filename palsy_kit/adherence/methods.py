"""The methods section of a paper, written from the choices that were made: what was counted, and divided by what.

The words are those of the ABC taxonomy and of EMERGE. A choice that changes a number is in the text.
"""

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from palsy_kit.adherence.cohort import CONFIDENCE
from palsy_kit.adherence.losses import warnings_of
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.streaks import INTERRUPTION
from palsy_kit.adherence.survival import without_time
from palsy_kit.adherence.words import without_time_words
from palsy_kit.study.tables import HOLD_REASONS
from palsy_kit.words import day_words

if TYPE_CHECKING:
    from palsy_kit.adherence.analysis import Adherence

REFERENCES = (
    "Vrijens 2012, doi 10.1111/j.1365-2125.2012.04167.x (ABC taxonomy)",
    "De Geest 2018, doi 10.7326/M18-0543 (EMERGE)",
)


def methods_text(
    options: Options, *, result: "Adherence | None" = None, curves: bool = True, compared: bool = False
) -> str:
    """Write the methods section for an analysis with these options, to be put into a paper and cut down.

    Sentences have the form "Adherence was sessions performed / sessions prescribed": numerator, then denominator.

    Parameters
    ----------
    result
        What was worked out with these options: with it the text says how many participants there are, which rows could
        not be used, and who is in no curve.
    curves
        Whether curves of retention and of competing causes were worked out.
    compared
        Whether groups were held against each other too (``difference_table``, ``log_rank``, ``daily_model``).

    Returns
    -------
    str
        Paragraphs with an empty line between them, each after its heading, and the references.

    Examples
    --------
    >>> from datetime import date
    >>> "more than 14 due days without one" in methods_text(Options(as_of=date(2026, 6, 29)))
    True
    """
    paragraphs = {
        "Terms": _terms(),
        "Observation": [*_observation(options), *_roster(result)],
        "Sessions": _sessions(options),
        "Prescriptions and holds": _prescriptions(options),
        "Implementation": _implementation(options),
        "Over time": _over_time(options),
        "Initiation": _initiation(),
        "Persistence": [*_persistence(options), *(_curves(result) if curves else []), *_activity()],
        "Groups": _groups(options),
    }
    if compared:
        paragraphs["Comparison"] = _comparison(options)
    paragraphs["Software"] = [f"All was worked out with palsy_kit {version('palsy-kit')}."]
    texts = [f"{heading}. {' '.join(sentences)}" for heading, sentences in paragraphs.items()]
    return "\n\n".join([*texts, "References. " + "; ".join(REFERENCES) + "."]) + "\n"


def _terms() -> Iterable[str]:
    yield (
        "Adherence is described by the ABC taxonomy in three phases: initiation, implementation and persistence. "
        "Definitions are given as EMERGE asks for them; its other items are for the authors."
    )


def _observation(options: Options) -> Iterable[str]:
    yield (
        f"The data were cut at {day_words(options.as_of)}, which is the first day not looked at. Participants were "
        "observed by local calendar dates from the start of their plan to its end, their withdrawal or the cut, "
        "whichever came first."
    )
    if options.common_days:
        yield f"Only the first {_days(options.common_days)} of each were looked at, so that all were followed alike."
    yield (
        "Everybody on the roster whose plan can be read is in the analysis; who never practised has an adherence of 0."
    )


def _roster(result: "Adherence | None") -> Iterable[str]:
    if result is not None:
        yield f"The roster has {len(result.summary):,} participants."
        yield from warnings_of(result.problems, result.n_rows)


def _sessions(options: Options) -> Iterable[str]:
    begins = f", a day beginning {_hours(options.rollover_hours)} after midnight" if options.rollover_hours else ""
    yield f"A session belongs to the local date on which it started{begins}."
    if options.split_minutes:
        yield "Its minutes after midnight belong to the next day."
    if options.min_active_share is None:
        yield f"It counted from {_minutes(options.min_active_minutes)} of activity on."
    else:
        share = _percent(options.min_active_share)
        yield (
            f"It counted from {share} of its prescribed length on (else of its planned length, else from "
            f"{_minutes(options.min_active_minutes)} on)."
        )
    yield f"One longer than {_minutes(options.cap_minutes)} counted as one of {_minutes(options.cap_minutes)}."
    joined = f", and so were those less than {_minutes(options.merge_gap_minutes)} apart"
    yield (
        "Sessions of a kind that overlap in time were taken as one"
        f"{joined if options.merge_gap_minutes else ''}; doubled rows were dropped."
    )
    treated = "counted, and are reported" if options.include_back_filled else "left out"
    yield f"Sessions written down more than {_hours(options.back_filled_hours)} after their start were {treated}."


def _prescriptions(options: Options) -> Iterable[str]:
    yield "Each day was judged by the version of the prescription that was in force on it."
    excused = [reason for reason in HOLD_REASONS if reason in options.excused]
    counted = [reason for reason in HOLD_REASONS if reason not in options.excused]
    if excused:
        yield (
            f"Days in holds ({', '.join(excused)}) were taken out of numerator and denominator, unless the hold was "
            "marked as counted."
        )
    if counted:
        yield f"Holds of other reasons ({', '.join(counted)}) left the prescription as it was."
    yield (
        "Participants on hold for more than "
        f"{_percent(options.flag_hold_share)} of their observation were marked as such."
    )


def _implementation(options: Options) -> Iterable[str]:
    yield (
        "Adherence was sessions performed / sessions prescribed, of each kind at most what was prescribed: by day for "
        f"fixed-day prescriptions, by {_week(options.quota_week)} for weekly quotas (A3). A quota asks for a seventh "
        "of its week on each eligible day; of a range, its lower end is asked for."
    )
    if options.credit_longer:
        yield "A longer session also covered a shorter one of another kind that was due on its day."
    made_up = (
        "shortfalls of its ISO week"
        if options.make_up == "iso-week"
        else f"shortfalls of the {_days(options.make_up)} after it"
    )
    if options.make_up == 0:
        made_up = "no shortfall of other days"
    yield (
        "Beside it are reported the same without a cap (A1), capped at 1 by participant (A2), and after surplus has "
        f"covered {made_up} (A4); active minutes / minutes prescribed, uncapped and capped in both ways (A5); days "
        "with any session / days due (A6), days with the full dose / days due (A7), days due being those on which a "
        "fixed-day prescription asked for practice; days with a session / eligible days (A8); and quota sessions "
        "performed / quota sessions prescribed (A9)."
    )
    yield "Where nothing was prescribed there is no ratio. What was done beyond the prescription is reported apart."


def _over_time(options: Options) -> Iterable[str]:
    period = {"day": "day", "month": "calendar month"}.get(options.period) or _week(options.period)
    form = "beginning" if options.window_form == "forward" else "ending"
    yield (
        f"Adherence was also worked out by {period}, and for windows of {_days(options.window_days)}, one {form} every "
        f"{_days(options.step_days)} from the start, unless holds left less than {_percent(options.kappa)} of a "
        "window's prescription."
    )
    streak = "any session" if options.streak_any else "the full dose"
    yield (
        f"A streak is a run of due days with {streak}; an interruption, a run of {INTERRUPTION} or more due days "
        "without a session. Days of rest and on hold neither lengthen nor break them."
    )


def _initiation() -> Iterable[str]:
    yield (
        "Time to initiation was the number of days from the start of the plan to the first session; without one it was "
        "censored at the end of observation."
    )


def _persistence(options: Options) -> Iterable[str]:
    clock = "due days" if options.gap_clock == "prescribed" else "days outside holds"
    yield (
        "Practice was discontinued on the day after the last session before more than "
        f"{options.permissible_gap} {clock} without one (permissible gap); a later return does not undo it."
    )
    if options.gap_clock == "prescribed":
        yield "Participants with quotas alone have no due days, and no time of persistence."
    origin = "start of the plan" if options.persistence_from == "start" else "first session"
    yield f"Persistence was the time from the {origin} to discontinuation."
    if options.persistence_from == "first_session" or options.never_starters == "exclude":
        yield "Participants who never started were left out of it."
    else:
        yield "Participants who never started had discontinued at time 0."
    if options.persistence_from == "start":
        yield (
            "The ABC taxonomy counts persistence from the first session on; to count from the start of the plan is a "
            "choice of this analysis, by which nobody who was asked to practise is left out."
        )
    yield "The end of the plan and the data cut were censorings; so were withdrawal and a safety hold to the end."


def _curves(result: "Adherence | None") -> Iterable[str]:
    yield (
        f"Retention was estimated by Kaplan-Meier with log-log intervals ({_percent(CONFIDENCE)}); the median is the "
        "first time at which it was at or below one half. Withdrawal and safety stops were also taken as competing "
        "causes of the end (Aalen-Johansen)."
    )
    words = without_time_words(len(result.persistence), without_time(result.persistence)) if result is not None else ""
    if words:
        yield f"In the curves are {words.replace('not in it', 'not in them')}."


def _activity() -> Iterable[str]:
    yield "Activity was participants with a session in a study week / participants with an eligible day in it."


def _groups(options: Options) -> Iterable[str]:
    grouped = f"Groups were formed by {options.group!r}." if options.group else "The cohort was taken as one group."
    yield grouped
    yield (
        "Reported are the mean of the participants' ratios with a bootstrap interval "
        f"({_percent(CONFIDENCE)}, percentiles of {options.resamples:,} resamples of participants, seed "
        f"{options.seed}), the ratio of sums, the median and quartiles, and the share of participants at or above "
        f"{_percent(options.threshold)}; each with the number on the roster, of those who started, and of those "
        "without a ratio."
    )


def _comparison(options: Options) -> Iterable[str]:
    yield (
        "Mean adherence was compared by its difference, with a bootstrap interval "
        f"({_percent(CONFIDENCE)}, {options.resamples:,} resamples, each group drawn anew from its own participants)."
    )
    yield "Persistence was compared by the log-rank test, every other end being a censoring."
    yield (
        "Practice on due days (A6 by day) was modelled by logistic regression on group and week since the start, with "
        "generalised estimating equations: days clustered by participant, exchangeable working correlation, sandwich "
        "standard errors reduced in bias (Mancl and DeRouen). Its odds ratio compares all due days of a group with all "
        "due days of the other."
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _minutes(number: float) -> str:
    return f"{number:g} minute{'' if number == 1 else 's'}"


def _hours(number: float) -> str:
    return f"{number:g} hour{'' if number == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _week(name: str) -> str:
    return "ISO week" if name == "iso-week" else "study week"
