import pytest

from palsy_kit.programme import Ask, Weekday
from palsy_kit.words import ask_words


def ask(**plan):
    return Ask(**({"kind": "daily", "minutes": 5} | plan))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (ask(days=tuple(Weekday), sessions_per_day=1), "5 minutes every day"),
        (ask(days=("TU", "MO"), sessions_per_day=3), "5 minutes, 3 times, on Monday and Tuesday"),
        (ask(sessions_per_week=2, sessions_per_week_max=3), "5 minutes, 2 to 3 times a week"),
        (ask(sessions_per_week=1, preferred_days=("SA",)), "5 minutes, once a week, on Saturday"),
        (ask(sessions_per_week=0.25, minutes=1), "1 minute, once every 4 weeks"),
        (ask(kind="release", days=tuple(Weekday), sessions_per_day=1), "5 minutes of release every day"),
        (ask(sessions_per_week=2, focus_areas=("neck", "chin")), "5 minutes, 2 times a week, for the neck and chin"),
    ],
)
def test_what_is_asked_for_is_said_as_a_person_would(asked, words):
    assert ask_words(asked) == words
