import re
from pathlib import Path

import pytest

from palsy_kit.errors import InputError
from palsy_kit.widgets.minutes_picker import LENGTHS, MinutesPicker


def test_it_begins_with_five_minutes_or_what_it_is_given():
    assert (MinutesPicker().minutes, MinutesPicker(20).minutes) == (5, 20)


def test_only_the_offered_lengths_are_taken_and_the_last_choice_stays():
    picker = MinutesPicker(3)
    with pytest.raises(InputError, match=r"minutes=7 is not a choice\. Give 3, 5, 20\."):
        picker.minutes = 7
    with pytest.raises(InputError):
        picker.set_state({"minutes": 7})  # as the browser sets it
    assert picker.minutes == 3


def test_a_length_that_is_planned_is_a_choice_with_its_own_hint():
    picker = MinutesPicker(7, planned={7: "Planned today: eyes.", 5: "Planned today: mouth."})
    assert [choice["minutes"] for choice in picker.choices] == [3, 5, 7, 20]
    assert [choice["hint"] for choice in picker.choices][1:3] == ["Planned today: mouth.", "Planned today: eyes."]
    assert picker.minutes == 7


def test_each_choice_has_its_hint():
    assert [choice["minutes"] for choice in MinutesPicker().choices] == list(LENGTHS)
    assert all(choice["hint"] for choice in MinutesPicker().choices)


def test_browser_and_python_agree_on_the_names_of_what_they_share():
    source = Path(__file__).parents[1] / "js" / "widgets" / "minutes_picker.js"
    told = set(re.findall(r"^ \* @property \{.*\} (\w+)", source.read_text("utf-8"), re.MULTILINE))
    ours = {name for name in MinutesPicker().trait_names(sync=True) if not name.startswith("_")}
    assert told == ours - {"layout", "tabbable", "tooltip", "comm"}
