"""Whether the player keeps time through a whole session: ``python benchmarks/reliability_player.py [--minutes 20]``.

Plays a session of the catalogue in real time in JupyterLab, on a page that is slowed to a third, beside a kernel that
is busy all the while, and prints a table. Leaves with 1 when the clock drifted by 50 ms, when anything that happened
is missing, or when the session is not in the log exactly once.
"""

import argparse
import sys
import tempfile
from itertools import accumulate
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from playwright.sync_api import Browser, expect

from conftest import browsing, serving
from palsy_kit.session import PerformedSession
from palsy_kit.store import PracticeLog

DRIFT_AT_MOST_MS = 50

SETUP = """from datetime import date, datetime, timedelta
from pathlib import Path
from palsy_kit import PracticeLog, PracticeRoom, load_catalogue
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.widgets.check_in import CAREFUL"""
PLAYER = """room = PracticeRoom(load_catalogue(), PracticeLog.open(Path('played.sqlite3')), today=date.today)
now = datetime.now().astimezone()
stamp = dict(checked_in_at=now, utc_offset_min=now.utcoffset() // timedelta(minutes=1))
room._save_check_in(RecordedCheckIn(**CAREFUL.model_dump(), **stamp))
room.minutes.minutes = {minutes}
room.player"""

RUN = """() => Object.keys(localStorage).filter(key => /^palsy_kit:.*:run:/.test(key))
    .map(key => JSON.parse(localStorage[key]))[0]"""


def play(browser: Browser, home: Path, minutes: int) -> tuple[dict, list[PerformedSession]]:
    """Play a session to its end; return the run with all its events, and what the log has."""
    with serving(home) as lab:
        page = browser.new_page()
        book = lab.open(page, "play.ipynb", SETUP, PLAYER.format(minutes=minutes))
        book.run()
        player = page.get_by_role("region", name="Practice player")
        player.get_by_role("button", name="Start").click(timeout=60_000)
        book.execute(f"import time; time.sleep({minutes * 60})")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 3})
        expect(player.get_by_role("heading", name="Done")).to_be_visible(timeout=(minutes + 3) * 60_000)
        run = page.evaluate(RUN)
        player.get_by_role("button", name="Save").click()
        expect(player.get_by_text("Saved in your practice log.")).to_be_visible(timeout=180_000)
        return run, list(PracticeLog.open(lab.folder / "played.sqlite3").sessions())


def lateness_ms(run: dict) -> list[float]:
    """How late the end of each hold and the end of all was noted, in milliseconds."""
    ends = list(accumulate(phase["duration_s"] for phase in run["timeline"]))
    due = [end for phase, end in zip(run["timeline"], ends, strict=True) if phase["kind"] == "hold"]
    heard = [event["t_ms"] for event in run["events"] if event["type"] in {"started", "hold_done", "finished"}]
    return [t - heard[0] - at * 1000 for t, at in zip(heard[1:], [*due, ends[-1]], strict=True)]


def main() -> int:
    """Play, print the figures, and say whether they are good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=20, choices=(3, 5, 20))
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, browsing() as browser:
        run, saved = play(browser, Path(home), minutes)
    late = lateness_ms(run)
    # What a clock loses it never regains; a single late timer is the machine's, not the clock's.
    drift = min(late[len(late) // 2 :], key=abs)
    (session,) = saved
    planned = sum(exercise.holds_planned for exercise in session.exercises)
    done = sum(exercise.holds_done for exercise in session.exercises)
    off_ms = (session.active_s - session.planned_s) * 1000
    length = f"{session.planned_s / 60:.1f} minutes, {planned} holds, {len(run['events'])} events"
    print(f"session                      {length}")
    print(f"drift at the end             {drift:+.1f} ms")
    print(f"an event was noted late by   {median(late):.1f} ms (median), {max(late):.1f} ms (at most)")
    print(f"sum of the phases            {off_ms:+.1f} ms off the plan")
    print(f"holds lost                   {planned - done}")
    print(f"times in the log             {len(saved)}")
    return int(abs(drift) >= DRIFT_AT_MOST_MS or abs(off_ms) >= DRIFT_AT_MOST_MS or done != planned)


if __name__ == "__main__":
    sys.exit(main())
