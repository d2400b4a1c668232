"""Minutes by week for a printed page: bars and lines that can be told apart in grey, as SVG that fetches nothing."""

from math import ceil
from typing import Any

WIDTH = 700
BASE = 104
TALLEST = 90
LABEL_WIDTH = 52
"""What the date under a bar takes, of the whole width."""

LEAST_MINUTES = 10.0
"""What the tallest bar stands for at least, so that a single minute does not fill the page."""

DAYS_OF_REST = 7

WORDS = "Minutes by week: the bars are what was practised, the lines what was asked for."


def week_bars(weeks: list[dict[str, Any]]) -> str:
    """Draw the rows of a ``weekly_minutes_table``; empty where nothing was practised or asked for."""
    highest = max(week[name] for week in weeks for name in ("performed_minutes", "prescribed_minutes"))
    if not highest:
        return ""
    step, scale = WIDTH / len(weeks), TALLEST / max(LEAST_MINUTES, highest)
    shapes = "".join(
        _week(week, number * step, step, scale) + _label(week, number, step) for number, week in enumerate(weeks)
    )
    running = " The last week, dashed, still runs." if weeks[-1]["state"] == "running" else ""
    return (
        f'<svg viewBox="0 0 {WIDTH} 122" role="img" aria-label="{WORDS}">'
        f'<line x1="0" x2="{WIDTH}" y1="{BASE}" y2="{BASE}" stroke="#444"/>{shapes}</svg>\n'
        f'<p class="small">{WORDS}{running} The highest is {highest:.0f} minutes.</p>'
    )


def _week(week: dict[str, Any], left: float, step: float, scale: float) -> str:
    height = week["performed_minutes"] * scale
    level = BASE - week["prescribed_minutes"] * scale
    fill, dashes = ("#fff", ' stroke-dasharray="4 3"') if week["state"] == "running" else ("#7aa6c9", "")
    shapes = (
        f'<rect x="{left + step * 0.2:.1f}" y="{BASE - height:.1f}" width="{step * 0.6:.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="#234" stroke-width="0.8"{dashes}/>'
    )
    if week["prescribed_minutes"]:
        shapes += (
            f'<line x1="{left + step * 0.08:.1f}" x2="{left + step * 0.92:.1f}" y1="{level:.1f}" y2="{level:.1f}" '
            f'stroke="#111" stroke-width="2"{dashes}/>'
        )
    if week["hold_days"] == DAYS_OF_REST and not week["performed_minutes"] and step > LABEL_WIDTH / 2:
        shapes += _text("rest", left + step / 2, BASE - 5)
    return shapes


def _label(week: dict[str, Any], number: int, step: float) -> str:
    if number % ceil(LABEL_WIDTH / step):
        return ""
    middle = min(max((number + 0.5) * step, LABEL_WIDTH / 2), WIDTH - LABEL_WIDTH / 2)
    return _text(f"{week['week_start'].day} {week['week_start']:%b}", middle, BASE + 14)


def _text(words: str, x: float, y: float) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11.5" text-anchor="middle">{words}</text>'
