"""Where a report may go: a new or empty folder, or that of an earlier report, which it replaces; never raw data."""

import json
from pathlib import Path

from palsy_kit.errors import InputError

CHOICES = "options.json"
"""The choices of a report, written when all else is there."""

UNFINISHED = "unfinished"
"""A folder in that of a report while it is being written: empty, or with what a run over blocks has finished."""

OF_A_RUN = ("run.json", "done", "partitioned", "whole", "summary", "groups")
"""What lies in ``unfinished`` while a study is worked out block by block; it is emptied in any order."""


def refuse_place(out: Path | str, study: Path | str | None = None) -> None:
    """Refuse a folder in which a report would destroy what somebody else has put there.

    Parameters
    ----------
    out
        The folder of the report.
    study
        The folder that the study is read from, where there is one.

    Raises
    ------
    InputError
        If the folder is that of the study, lies in it or holds it, or has files and is no report.
    """
    out = Path(out)
    if study is not None:
        here, raw = out.resolve(), Path(study).resolve()
        if here == raw or raw in here.parents or here in raw.parents:
            raise InputError(
                f"The report cannot go to {out}: that is the folder of the study, or one lies in the other, and raw "
                "data would be mixed with results. Give a folder beside it."
            )
    there = sorted(path.name for path in out.iterdir() if not path.name.startswith(".")) if out.is_dir() else []
    if there and not _is_report(out):
        more = ", ..." if there[3:] else ""
        raise InputError(
            f"The report cannot go to {out}: in it are files that are none of a report ({', '.join(there[:3])}{more}), "
            "and some might be replaced. Give a new or empty folder, or that of an earlier report."
        )


def _is_report(folder: Path) -> bool:
    if (unfinished := folder / UNFINISHED).is_dir():
        inside = {path.name for path in unfinished.iterdir()}
        return not inside or not inside.isdisjoint(OF_A_RUN)
    try:
        choices = json.loads((folder / CHOICES).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(choices, dict) and "palsy_kit" in choices
