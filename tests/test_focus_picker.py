"""The choice of focus areas: its values, its refusals, and the names that Python and the browser share."""

import re
from pathlib import Path

import pytest

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Side
from palsy_kit.widgets.focus_picker import FocusPicker

SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "focus_picker.js"


def test_there_is_a_value_though_nobody_clicks():
    assert FocusPicker().areas_chosen == (FocusArea.WHOLE_FACE,)
    assert FocusPicker((FocusArea.EYES,)).areas_chosen == (FocusArea.EYES,)
    assert FocusPicker([]).areas_chosen == ()


def test_areas_come_once_and_in_the_order_of_the_face():
    picker = FocusPicker(["neck", "eyes", FocusArea.EYES])

    assert picker.chosen == ["eyes", "neck"]
    assert picker.areas_chosen == (FocusArea.EYES, FocusArea.NECK)


def test_what_the_browser_chooses_is_heard():
    picker = FocusPicker()
    heard = []
    picker.observe(lambda change: heard.append(change["new"]), "chosen")

    picker.set_state({"chosen": ["mouth", "chin"]})

    assert heard == [["mouth", "chin"]]
    assert picker.areas_chosen == (FocusArea.MOUTH, FocusArea.CHIN)


def test_an_area_that_is_closed_does_not_count_and_comes_back_when_it_opens():
    picker = FocusPicker(("eyes", "nose"), closed={FocusArea.NOSE: "Nothing moves there yet."})

    assert picker.areas_chosen == (FocusArea.EYES,)

    picker.closed = {}

    assert picker.areas_chosen == (FocusArea.EYES, FocusArea.NOSE)


@pytest.mark.parametrize("given", ["elbow", 3, None])
def test_an_unknown_area_is_refused_with_those_that_are_known(given):
    with pytest.raises(InputError, match=f"chosen: {given!r} is not a focus area. Give one or more of forehead, eyes"):
        FocusPicker([given])

    picker = FocusPicker(["eyes"])
    with pytest.raises(InputError, match="is not a focus area"):
        picker.set_state({"chosen": [given]})
    assert picker.chosen == ["eyes"]


def test_a_closed_area_is_a_known_one_with_a_reason():
    with pytest.raises(InputError, match="closed: 'elbow' is not a focus area"):
        FocusPicker(closed={"elbow": "No."})
    with pytest.raises(InputError, match=r"closed\['nose'\]=' ' is not a reason"):
        FocusPicker(closed={"nose": " "})


def test_the_face_has_a_region_for_every_area_of_the_list():
    picker = FocusPicker(affected_side=Side.RIGHT)
    regions = {shape["area"] for shape in picker.face["shapes"] if shape["role"] == "area"}

    assert regions == {area["id"] for area in picker.areas} == set(FocusArea)


def test_the_short_name_stays_the_same_in_every_run():
    assert repr(FocusPicker(["nose", "eyes"])) == "FocusPicker(eyes, nose)"


def test_the_browser_knows_exactly_the_traits_that_python_has():
    named = set(re.findall(r"@property \{.*\} (\w+)", SOURCE.read_text("utf-8")))
    synced = set(FocusPicker().traits(sync=True))
    own = {name for name in synced if not name.startswith("_")} - {"layout", "tabbable", "tooltip", "comm"}

    assert named == own
