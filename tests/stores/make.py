"""Write the test file of the present version of the practice log: ``python tests/stores/make.py``.

Run it once, when a version is new, and commit what it writes: a file of an earlier version cannot be made again by
later code, so it is never written over.
"""

import json
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from practice import DAY, MONDAY, a_check_in, a_prescription, a_session  # noqa: E402 (found by the line above)

from palsy_kit.store import PracticeLog  # noqa: E402 (the same)
from palsy_kit.store.schema import MIGRATIONS  # noqa: E402 (the same)


def main():
    to = HERE / f"version_{len(MIGRATIONS)}.sqlite3"
    if to.exists():
        sys.exit(f"{to} exists. It is what that version wrote; keep it.")
    log = PracticeLog.open(to)
    log.prescribe([a_prescription(), a_prescription(kind="full", minutes=20, days=("MO", "TH"))])
    for number in range(1, 15):
        log.add_check_in(a_check_in(number, tightness=number % 4))
        log.add_session(a_session(number, note="Zähne, 笑, and a line\nbreak" if number == 3 else ""))
    log.correct("session-000005", a_session(5, effort=4))
    log.prescribe([a_prescription(minutes=10, valid_from=date(2026, 1, 15), entered_at=MONDAY + 9 * DAY)])
    log.end_prescription("full", on=date(2026, 1, 12), entered_at=MONDAY + 6 * DAY)
    log.forget("session-000008")
    lines = [json.dumps(facts(event), ensure_ascii=False) for event in log.events()]
    to.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def facts(event):
    """What a later version must still read of an event."""
    return [event.event_id, event.kind, event.at.isoformat(), event.corrects, event.record.model_dump(mode="json")]


if __name__ == "__main__":
    main()
