"""Small studies in Parquet, cut in the ways in which large ones come, and workers that die on the way."""

import json
import os
import signal
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from palsy_kit.adherence.checks import USED
from palsy_kit.catalogue import data_folder
from palsy_kit.scale.work import Job, Outcome
from palsy_kit.study import load_study


@cache
def sample():
    """The sample study: 12 participants, 994 sessions."""
    return load_study(data_folder() / "sample_study")


def frames(study=None):
    """The tables of a study, in the order of their participants."""
    study = study or sample()
    found = {name: getattr(study, name) for name in (*USED, "measures")}
    return {name: table.sort_values("participant_id", kind="stable") for name, table in found.items()}


def write_parts(folder, tables, n_parts=3, *, names="part-{:02d}"):
    """A folder a table; the files of a name hold the same participants in each."""
    ids = sorted(set(tables["participants"]["participant_id"]))
    cuts = [ids[len(ids) * part // n_parts] for part in range(1, n_parts)]
    for name, table in tables.items():
        (folder / name).mkdir(parents=True)
        part = np.searchsorted(cuts, table["participant_id"].fillna("").to_numpy(object), side="right")
        for number in range(n_parts):
            rows = table[part == number]
            rows.to_parquet(folder / name / f"{names.format(number)}.parquet", index=False)
    return _described(folder, {name: name for name in tables})


def write_mixed(folder, tables, n_files=2):
    """Rows in any order, in files that have nothing to do with participants."""
    for name, table in tables.items():
        (folder / name).mkdir(parents=True)
        rows = table.sample(frac=1, random_state=1)
        for number in range(n_files):
            rows.iloc[number::n_files].to_parquet(folder / name / f"{name}-{number}.parquet", index=False)
    return _described(folder, {name: name for name in tables})


def _described(folder, paths):
    resources = [{"name": name, "path": path} for name, path in paths.items()]
    package = {"title": "Toy", "synthetic": True, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


def spoil(file):
    """Write nonsense into the middle of a Parquet file; what was right is handed back."""
    right = file.read_bytes()
    file.write_bytes(right[:200] + b"\0" * 3000 + right[3200:])
    return right


def content(folder):
    """Every file of a folder with a sum of its bytes: equal where every byte is, and short to read where one is not."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def plain(table, keys):
    """A table to compare: texts as texts, rows by their keys."""
    made = {}
    for name, given in table.items():
        marks = given.map(lambda value: isinstance(value, bool) or value is None).all()
        column = given.astype("boolean") if marks else given  # of some it may not be known
        numeric = pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype)
        if numeric:
            made[name] = column.astype("Float64").astype("float64")
        elif pd.api.types.is_datetime64_any_dtype(column.dtype):
            made[name] = column
        else:
            made[name] = column.astype("object").map(str, na_action="ignore").where(column.notna(), None)
    return pd.DataFrame(made).sort_values(keys, kind="stable").reset_index(drop=True)


@dataclass(frozen=True)
class Deadly:
    """A job whose worker dies when it comes to a block: once, or each time."""

    job: Job
    block: str
    grave: Path
    once: bool = True

    def __call__(self, block):
        """Die; the second time work, if that is wanted."""
        if block.name == self.block and not (self.once and self.grave.exists()):
            self.grave.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.job(block)


def holds_interrupts_back(block):
    """Say as an outcome, by one session or none, whether Ctrl+C reaches this process."""
    return Outcome(block.name, n_sessions=int(signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])))
