"""What the page for a therapist promises: proportions with what they are of, and no text that could do anything."""

from datetime import date
from html.parser import HTMLParser

import pytest
from practice import DAY, MONDAY, a_check_in, a_decision, a_hold, a_prescription, a_session

from palsy_kit.errors import InputError
from palsy_kit.exchange import summary_page
from palsy_kit.store import PracticeLog

TODAY = date(2026, 2, 12)
TYPED = '<img src=x onerror="alert(1)"> & <b>tired</b>'


class Page(HTMLParser):
    """The text of a page, its tags, and whatever of it could fetch something."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.lasttag != "style":
            self.text += f"{data}\n"


@pytest.fixture
def log(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.prescribe([a_prescription()])
    for number in range(1, 15):
        log.add_check_in(a_check_in(number, tightness=number % 4))
        log.add_session(a_session(number, active_s=300, note=TYPED if number == 2 else ""))
    log.add_session(a_session(20, active_s=60, outcome="stopped_tight", new_linked_movement=True))
    log.add_hold(a_hold(from_date=date(2026, 1, 19), to_date=date(2026, 1, 23)))
    return log


def page(log, **more):
    return Page(summary_page(log, **{"today": TODAY, "weeks": 8} | more))


def test_weeks_without_anything_have_no_chart(tmp_path):
    assert "svg" not in page(PracticeLog.open(tmp_path / "empty.sqlite3")).tags


def test_the_share_says_of_what_it_is(log):
    text = page(log).text

    # Weeks of 5, 12, 19, 26 January and 2 February: 35 minutes each, less 4 days of rest; the last week still runs.
    assert "In the 5 whole weeks for which minutes were asked for: " in text
    assert ": 71 minutes practised of 155 asked for, which is 46%." in text


def test_without_a_whole_week_that_was_asked_for_no_share_is_given(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.add_session(a_session())

    text = page(log).text

    assert "no share is given" in text
    assert "%" not in text


def test_the_page_says_weeks_areas_check_ins_ends_and_rests(log):
    text = page(log).text.split("\n")

    for words in (
        *("5 January to 12 February 2026, from the person's own log, which begins on 5 January 2026.", "mouth"),
        *("5 minutes every day", "9 February 2026 (still running)", "0 of 4", "0 to 3", "none", "Tightness, of 10"),
        *("illness", "19 to 22 January 2026", "Sessions, of 15"),
        *(
            "Of 15 sessions: 14 to the end, 1 stopped because the face felt tight.",
            "a part moved along that had not before",
        ),
    ):
        assert words in text


def test_the_page_says_what_a_therapist_needs_to_know_of_the_face_and_the_exercises(log):
    log.add_check_in(a_check_in(21, weeks_since_onset=30, weeks_since_toxin=1, eye_closes=False))
    text = page(log).text

    assert "As the person said on 25 January 2026" in text
    assert "Affected side: left (the person's own). Stage: movement has come back recently. 30 weeks since" in text
    assert "1 week since botulinum toxin. Weeks since surgery: left empty. An eye does not close." in text
    assert "Exercise Sessions Times Smile 15 75" in " ".join(text.split())


def test_a_sign_for_a_doctor_is_told_with_its_days(log):
    assert "Signs" not in page(log).text
    log.add_check_in(a_check_in(22, red_flags=("eye_trouble", "gone_by_now")))
    text = page(log).text

    assert "26 January 2026\nA red, painful or light-sensitive eye, or a change in what you see" in text
    assert "a doctor the same day" in text
    assert "gone by now" in text


def test_a_week_has_no_days_from_before_the_first_one_and_a_little_practice_is_not_none(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.add_session(a_session(4, active_s=20))  # on a Thursday
    text = " ".join(page(log, today=date(2026, 1, 9)).text.split())

    assert "5 January 2026 (still running) 1 1 of 2 under 1 none" in text
    assert "mouth 1 under 1" in text


def test_something_that_moved_along_is_called_new_only_where_the_person_said_so(log):
    log.add_session(a_session(21, outcome="stopped_other", new_linked_movement=None))
    text = page(log).text

    assert "1 stopped because something else moved along" in text
    assert text.count("a part moved along that had not before") == 1  # of the session that says so


def test_a_session_that_was_stopped_has_its_hour_and_what_was_done_last_beside_the_hour_of_the_check_in(log):
    log.add_session(a_session(21, outcome="stopped_pain", started_at=MONDAY + 20 * DAY))
    text = " ".join(page(log).text.split())

    assert "25 January 2026, 09:00 stopped for pain; done last: Smile" in text
    assert "The last check-in: 18 January 2026, 09:00." in text


def test_notes_are_shown_only_when_asked_for_and_then_as_text(log):
    assert "tired" not in page(log).text
    shown = page(log, notes=True)
    assert TYPED in shown.text
    assert not {"img", "b", "script"} & shown.tags


def test_the_page_fetches_nothing(log):
    shown = page(log, notes=True)

    assert not {"link", "script", "img", "iframe", "object", "a"} & shown.tags
    assert not [value for name, value in shown.attributes if name in {"src", "href", "style"} or "://" in str(value)]
    assert "url(" not in summary_page(log, today=TODAY)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in shown.attributes


def test_an_empty_log_makes_a_page(tmp_path):
    text = page(PracticeLog.open(tmp_path / "log.sqlite3")).text

    assert "Nothing was asked for." in text
    assert "There are none in these weeks." in text


def test_what_lies_outside_the_weeks_is_not_counted(log):
    log.add_session(a_session(400, started_at=MONDAY + 400 * DAY))
    log.add_check_in(a_check_in(400))

    assert page(log).text == page(log, today=TODAY).text
    assert "14 to the end" in page(log).text
    assert "to the end" not in page(log, today=date(2027, 1, 11), weeks=1).text


def test_fewer_than_one_week_is_refused(log):
    with pytest.raises(InputError):
        summary_page(log, today=TODAY, weeks=0)


@pytest.mark.parametrize("weeks", [1, 12, 104])
def test_any_number_of_weeks_is_drawn_but_none_before_the_log_begins(log, weeks):
    html = summary_page(log, today=date(2026, 4, 26), weeks=weeks)

    assert html.count("<rect") == min(weeks, 16)
    assert ("which begins on 5 January 2026" in html) == (weeks == 104)


def test_a_week_of_rest_says_so_and_the_week_that_still_runs_is_dashed(log):
    log.add_hold(a_hold(from_date=date(2026, 1, 26), to_date=date(2026, 2, 2)))
    html = summary_page(log, today=TODAY)

    assert html.count(">rest</text>") == 1
    assert html.count("stroke-dasharray") == 2


def test_of_a_range_the_page_says_that_the_lower_end_was_asked_for(log):
    assert "lower end" not in page(log).text
    log.prescribe(
        [a_prescription(kind="full", days=(), sessions_per_day=None, sessions_per_week=2, sessions_per_week_max=3)]
    )
    assert "Of a range, the lower end is what was asked for." in page(log).text


def test_what_was_left_as_planned_is_told(log):
    log.add(a_decision(gentler="hold"))
    assert (
        "On 8 January 2026, when tightness had gone up twice in a row, a rest from practice was proposed."
        in page(log).text
    )
