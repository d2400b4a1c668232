"""The extra ``research``: statsmodels, loaded when something needs it and not before, since it takes seconds."""

from importlib import import_module
from typing import Any

from palsy_kit.errors import ExtraError


def statsmodels(part: str) -> Any:
    """A part of statsmodels, such as ``duration.survfunc``.

    Raises
    ------
    ExtraError
        If statsmodels is not installed.
    """
    try:
        return import_module(f"statsmodels.{part}")
    except ModuleNotFoundError as error:
        raise ExtraError(
            "Retention curves, log-rank tests and models of daily practice need statsmodels, which is not installed. "
            "It is in the extra 'research': make research, or pip install -e '.[research]' in palsy_kit's folder. "
            "All other tables work without it."
        ) from error
