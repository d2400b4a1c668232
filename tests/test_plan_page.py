"""What the printed plan promises; that it fits a sheet, ``tests/browser/test_plan_printed.py`` looks up."""

import re
from datetime import UTC, date, datetime, time, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice import a_hold, a_prescription

from palsy_kit.calendar import circle_times
from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError
from palsy_kit.plan_page import DISCLAIMER, plan_page
from palsy_kit.programme import Anchor
from palsy_kit.schedule import plan

CATALOGUE = load_catalogue()
MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
WOVEN = a_prescription(
    focus_areas=("eyes", "mouth"),
    anchors=(
        Anchor(name="brushing teeth", minutes=2, at=time(7, 30)),
        Anchor(name="the kettle", minutes=2),
        Anchor(name="the bus stop", minutes=1),
    ),
)


def page(prescriptions, holds=(), *, start=MONDAY, days=28, **more):
    planned = plan(prescriptions, holds, start=start, days=days)
    return plan_page(prescriptions, holds, planned=planned, start=start, days=days, catalogue=CATALOGUE, **more)


class Reader(HTMLParser):
    """What stands in each cell of the table, and in which tags anything stands."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.cells, self.texts = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes = getattr(self, "attributes", set()) | {name for name, _ in attrs}
        if tag == "td":
            self.cells.append([])
            self.open_cell = True

    def handle_data(self, data):
        self.texts.append(data)
        if self.cells and data.strip():
            self.cells[-1].append(data.strip())


def test_each_day_has_its_sessions_with_their_areas():
    cells = Reader(page([WOVEN], days=2)).cells
    assert cells[:2] == [["5 Jan", "2", "2", "1 eyes"], ["6", "2", "2", "1 mouth"]]


def test_a_plan_from_the_middle_of_a_week_begins_and_ends_on_its_days():
    cells = Reader(page([a_prescription()], start=MONDAY + 2 * DAY, days=28)).cells
    assert len(cells) == 5 * 7
    assert [bool(cell) for cell in cells] == [False] * 2 + [True] * 28 + [False] * 4 + [True]  # the rest of the page
    assert cells[2][0] == "7 Jan"
    assert cells[27] == ["1 Feb", "5 min whole face"]


def test_what_is_asked_for_is_said_with_its_anchors_and_its_days():
    text = page([WOVEN.model_copy(update={"valid_from": date(2026, 1, 7), "valid_to": date(2026, 1, 20)})])
    assert (
        "Daily: 5 minutes every day, for the eyes and mouth, from 7 January 2026, up to 19 January 2026: "
        "2 min with brushing teeth (07:30), 2 min with the kettle and 1 min with the bus stop." in text
    )


def test_an_anchor_that_has_its_own_preposition_gets_no_other():
    asked = WOVEN.model_copy(update={"anchors": (Anchor(name="after brushing teeth", minutes=5),)})
    assert ": 5 min after brushing teeth." in page([asked])


def test_the_legend_tells_of_welcome_sessions_only_where_there_are_some():
    full = a_prescription(kind="full", days=(), sessions_per_day=None, sessions_per_week=2, sessions_per_week_max=3)
    assert ["if you like" in page([one], days=7) for one in (WOVEN, full)] == [False, True]


def test_the_exercises_that_were_chosen_stand_there_with_their_numbers_and_the_remark():
    chosen = a_prescription(exercise_ids=("brow_raise", "of_a_newer_catalogue"), remark="Slowly,\nand <b>small</b>.")
    text = page([chosen])
    assert "<li>Raise both brows: 4 times 12\N{NO-BREAK SPACE}s [1, 2, 3]</li>" in text
    assert "<li>of_a_newer_catalogue (not in this catalogue)</li>" in text
    assert "[1] Wait with this one until some movement has come back here" in text
    against = page([a_prescription(exercise_ids=("smile_against_finger",))])
    assert "; only after “" in against
    assert "Experts do not agree on pressing against a movement." in against
    assert '<p class="remark">Slowly,\nand &lt;b&gt;small&lt;/b&gt;.</p>' in text
    assert Reader(text).cells[0] == ["5 Jan", "5 min your own exercises"]


def test_a_version_that_ends_after_the_page_says_its_last_day_too():
    assert ", up to 30 June 2026." in page([a_prescription(valid_to=date(2026, 7, 1))])


def test_a_version_that_holds_on_none_of_the_days_is_not_told():
    later, over = a_prescription(valid_from=date(2026, 3, 1)), a_prescription(valid_to=MONDAY)
    assert "Nothing is asked for." in page([later])
    assert "Nothing is asked for." in page([over])


def test_a_day_of_a_hold_says_rest_and_a_session_of_ones_choice_says_welcome():
    full = a_prescription(kind="full", days=(), sessions_per_day=None, sessions_per_week=2, sessions_per_week_max=3)
    text = page([full], [a_hold(from_date=MONDAY, to_date=MONDAY + DAY)], days=7)
    assert Reader(text).cells[0] == ["5 Jan", "rest"]
    assert text.count("<div class=welcome>") == 1


def test_reasons_to_stop_signs_of_danger_and_the_disclaimer_are_on_it():
    text = " ".join(Reader(page([])).texts)
    assert CATALOGUE.cautions["tightness"].text in text
    assert "or if an arm hurts, tingles or feels weak" in text
    assert "Call the emergency number now" in text
    assert "A doctor today: Trouble swallowing" in text
    assert DISCLAIMER in text


def test_what_leaves_room_is_written_larger():
    assert "<body class=roomy>" in page([a_prescription()])
    assert "<body>" in page([a_prescription(kind=kind) for kind in ("daily", "full", "release", "upkeep")])


def test_the_circle_stands_on_it_in_the_persons_own_time():
    times = circle_times(zone="Europe/Berlin", start=MONDAY, days=28)
    assert "Monthly circle: Wednesday 21 January 2026 at 01:30." in page([], circle=times)
    assert "circle" not in page([])


def test_nothing_is_fetched_and_nothing_runs():
    text = page([WOVEN], name="Ana")
    assert Reader(text).tags.isdisjoint({"script", "img", "link", "iframe", "object"})
    assert not re.search(r"https?:|url\(|@import|src=|href=", text)


@pytest.mark.parametrize(("start", "days"), [(MONDAY, 0), (MONDAY, 36), (MONDAY + DAY, 35)])
def test_more_days_than_fit_a_page_are_refused(start, days):
    with pytest.raises(InputError, match=r"lie in . weeks\. Give days in 1 to 5 weeks"):
        plan_page([], planned=(), start=start, days=days, catalogue=CATALOGUE)


typed = st.text(max_size=40) | st.sampled_from(["<script>alert(1)</script>", "\"><img src=x onerror='x'>", "&lt;b&gt;"])
PLAIN = Reader(page([WOVEN.model_copy(update={"remark": "Slowly."})], name="Ana"))


@given(name=typed, anchor=typed.filter(lambda text: text.strip() and text.isprintable()))
def test_what_a_person_typed_is_text_and_nothing_else(name, anchor):
    asked = WOVEN.model_copy(update={"anchors": (Anchor(name=anchor, minutes=5),), "remark": f"{name}."})
    read = Reader(page([asked], name=name))
    assert read.tags == PLAIN.tags
    assert read.attributes == PLAIN.attributes
    assert any(re.search(rf"5 min (with )?{re.escape(anchor)}\.", text) for text in read.texts)


def test_the_page_is_the_same_whenever_it_is_written():
    entered = datetime(2026, 1, 1, tzinfo=UTC)
    steady = CATALOGUE.programmes["steady_practice"].prescribe(from_date=MONDAY, entered_at=entered)
    assert page(steady) == page(steady)
