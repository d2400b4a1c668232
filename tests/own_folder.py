"""A researcher's own study as it comes out of a spreadsheet: a folder of CSV files with other names and some faults."""

import pandas as pd

from palsy_kit.simulate import preset, simulate

CUT = preset("clinic").cut_date
BY_SPREADSHEET = {"index": False, "sep": ";", "encoding": "utf-8-sig"}
TABLES = {
    "participants": ["participant_id", "time_zone", "start_date", "end_date"],
    "prescriptions": ["participant_id", "kind", "valid_from", "days", "sessions_per_day", "minutes", "entered_at"],
    "sessions": ["session_id", "participant_id", "kind", "started_at", "active_s", "outcome"],
}


def write_own_folder(folder, n=30):
    """Write a roster, prescriptions and sessions: no package, no groups, no holds, one kind of session, two bad cells.

    Of participant K02 the start is no date; of the first session of another one the time has no zone.
    """
    study = simulate(n, seed=30, design=preset("clinic").changed(full_per_week=0)).study
    folder.mkdir(parents=True, exist_ok=True)
    names = {id_: f"K{place:02d}" for place, id_ in enumerate(study.participants["participant_id"], start=1)}
    for table, columns in TABLES.items():
        frame = getattr(study, table)
        frame = frame.assign(participant_id=frame["participant_id"].astype("object").map(names))[columns]
        frame = frame.sort_values("participant_id", kind="stable").astype("object")
        for name in frame.columns[frame.map(lambda cell: isinstance(cell, pd.Timestamp)).any()]:
            frame[name] = frame[name].map(written, na_action="ignore")
        if table == "participants":
            frame.iloc[1, 2] = "9 March"
        if table == "sessions":
            frame.iloc[0, 3] = frame.iloc[0, 3].removesuffix("Z")
        frame.to_csv(folder / f"{table}.csv", **BY_SPREADSHEET)


def written(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment.tzinfo else f"{moment:%Y-%m-%d}"
