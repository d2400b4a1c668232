"""Adherence of studies that are too large for memory: a folder of Parquet, block by block, on all cores or on Dask.

A block holds whole participants, so that each can be worked out alone, and its tables are files of their own. What is
finished is kept when a run stops. ``docs/scale.md`` says which way to take at which size.
"""

from palsy_kit.errors import ExtraError

try:
    import pyarrow as pa
except ImportError as error:
    raise ExtraError(
        "Studies in Parquet need the package pyarrow, which comes with the extra 'research': "
        "make research, or pip install -e '.[research]' in palsy_kit's folder. A study in CSV needs nothing more."
    ) from error

from palsy_kit.scale.report import BigAdherence
from palsy_kit.scale.run import Plan, adherence_of_folder

__all__ = ["BigAdherence", "Plan", "adherence_of_folder"]

del pa
