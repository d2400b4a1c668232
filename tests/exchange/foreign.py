"""Toy files of other programs, as these write them, and mutations of any file."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import openpyxl

HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    "Target Value,Archived?\n"
    "001,Face exercises,YES_NO,Did you practise?,,1,1,#FF8F00,,,,false\n"
    '002,"Smile, slowly",NUMERICAL,How long?,,1,1,#00897B,minutes,AT_LEAST,5.0,false\n'
    "003,Water,NUMERICAL,How much?,,1,1,#00897B,l,AT_LEAST,2.0,false\n"
)
FACE = 'Date,Value,Notes\n2026-03-12,YES_MANUAL,"=1, tired"\n2026-03-11,YES_AUTO,\n2026-03-10,SKIP,\n2026-03-09,2,\n'
SMILE = "Date,Value,Notes\n2026-03-12,7500,\n2026-03-11,NO,\n2026-03-10,UNKNOWN,\n"
ALL_MARKS = "Date,Face exercises,Walk,\n2026-03-12,2,-1,\n2026-03-11,1,2,\n2026-03-10,0,2,\n2026-03-09,2,3,\n"

DIARY = (
    "Datum;Beginn;Minuten;Bemerkung;Spannung\n"
    "09.03.2026;18:30;5;gut;2\n"
    "10.03.2026;;7,5;=SUMME(A1);3\n"
    "11.03.2026;7:05;20;;\n"
)
DIARY_COLUMNS = {
    "date": "Datum",
    "time": "Beginn",
    "minutes": "Minuten",
    "note": "Bemerkung",
    "tightness_before": "Spannung",
}

SUBJECTS = (
    "research_id",
    "clinician_research_id",
    "language",
    "side",
    "is_anonymized",
    "is_archived",
    "created_month",
    "last_login_month",
)
SESSIONS = (
    "session_research_id",
    "research_id",
    "treatment_plan_uid",
    "status",
    "n_exercises",
    "n_completed",
    "created_at",
    "modified_at",
)
LOGS = ("session_research_id", "action", "exercise_index", "created_at")
DONE, LOGIN, LOGOUT, PAUSE, RESUME, SKIP, START, START_SESSION = range(8)


def zipped(files):
    """A zip of names and texts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def loop_zip():
    folders = {"001 Face exercises": FACE, "002 Smile slowly": SMILE, "003 Water": "Date,Value,Notes\n"}
    return zipped({"Habits.csv": HABITS} | {f"{name}/Checkmarks.csv": text for name, text in folders.items()})


def mepp_workbook():
    """Two subjects; one has a session of 60 seconds with a pause, and one that was opened alone."""
    began = datetime(2026, 3, 9, 18, tzinfo=UTC)
    events = [
        (0, LOGIN),
        (5, START_SESSION),
        (10, START),
        (40, PAUSE),
        (100, RESUME),
        (115, DONE),
        (120, START),
        (135, SKIP),
    ]
    sheets = {
        "subjects": [
            SUBJECTS,
            ("a1b2", "c3d4", "fr", 0, False, False, "2026-02", "2026-03"),
            ("e5f6", "c3d4", "en", 1, False, True, "2026-01", ""),
        ],
        "sessions": [
            SESSIONS,
            ("s1", "a1b2", "p1", 6, 2, 1, began.isoformat(), began.isoformat()),
            ("s2", "a1b2", "p1", 1, 2, 0, (began + timedelta(days=1)).isoformat(), began.isoformat()),
        ],
        "logs": [LOGS, *(("s1", action, 0, (began + timedelta(seconds=at)).isoformat()) for at, action in events)],
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


TOKENS = [
    b"", b",", b";", b"\n", b"\r", b'"', b"\0", b"\xff", b"\xef\xbb\xbf", b"=1+1", b"-", b"-1", b"0", b"9" * 30,
    b"1e308", b"nan", b"inf",
    b"2026-02-30", b"0001-01-01", b"9999-12-31T23:59:59Z", b"null", b"true", b"[", b"{", b"}" * 50,
    b"../", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\\ud800", b"x" * 300, b"[" * 3000,
]  # fmt: skip


def mutated(data, rng):
    """Change a file in one to four places: bits, pieces left out, doubled or exchanged, or something put in."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice([1, 1, 3, 20, 200]))
        match rng.randrange(6):
            case 0 if at < len(data):
                data = data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + data[at:]
            case 3:
                data = data[:at] + rng.choice(TOKENS) + data[end:]
            case 4:
                data = data[:at] + rng.choice(TOKENS) + data[at:]
            case _:
                data = data[:at] if rng.random() < 0.2 else data
    return data


def mutated_zip(data, rng):
    """Change a zip: now and then its own bytes, otherwise what one of its members holds, the larger ones more often."""
    if rng.random() < 0.2:
        return mutated(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choices(sorted(files), [len(files[name]) for name in sorted(files)])[0]
    return zipped(files | {name: mutated(files[name], rng)})
