"""The drawn face: it moves as told, on the side that was told, and stays in its picture."""

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError
from palsy_kit.exercises import (
    ActionUnit,
    Direction,
    FingerPlacement,
    FocusArea,
    Landmark,
    RelativeSide,
    Side,
    Sign,
    Touch,
)
from palsy_kit.face import FaceDrawing, Mover, Shape, View, draw_exercise, draw_face
from palsy_kit.face.curves import between
from palsy_kit.face.units import UNITS
from palsy_kit.widgets.cards import Look

WIDTH = 340
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
FACIAL = [au for au, unit in UNITS.items() if unit.facial]

units = st.builds(
    ActionUnit,
    au=st.sampled_from(list(UNITS)),
    on=st.sampled_from(RelativeSide),
    intensity=st.floats(0.01, 1),
    turn=st.integers(0, 3),
)
finger_placements = st.builds(
    FingerPlacement,
    at=st.sampled_from(Landmark),
    on=st.sampled_from(RelativeSide),
    by=st.sampled_from([Touch.FINGER, Touch.FLAT_FINGERS]),
    direction=st.sampled_from(Direction),
)
drawings = st.builds(
    draw_face,
    st.lists(units, max_size=12),
    worked=st.sampled_from(Side),
    affected_side=st.sampled_from(Side),
    weakness=st.floats(0, 1),
    fingers=st.lists(finger_placements, max_size=3),
    view=st.sampled_from(View),
)


def pose(*aus: int, on: RelativeSide = RelativeSide.BOTH) -> list[ActionUnit]:
    return [ActionUnit(au=au, on=on, intensity=1) for au in aus]


def shape(drawing: FaceDrawing, name: str) -> Shape:
    return next(shape for shape in drawing.shapes if shape.id == name)


def places(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def box(path: str) -> tuple[float, float, float, float]:
    """Left, right, top and bottom."""
    xs, ys = zip(*places(path), strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def flipped(path: str) -> tuple[float, float, float, float]:
    left, right, top, bottom = box(path)
    return WIDTH - right, WIDTH - left, top, bottom


def paths(drawn: Shape) -> list[str]:
    return [drawn.rest, drawn.pose, *drawn.later]


def lowest(path: str) -> float:
    return max(y for _, y in places(path))


def highest(path: str) -> float:
    return min(y for _, y in places(path))


@settings(max_examples=25)
@given(drawings)
def test_rest_and_pose_always_have_the_same_commands(drawing):
    for drawn in drawing.shapes:
        assert {NUMBER.sub("n", path) for path in paths(drawn)} == {NUMBER.sub("n", drawn.rest)}, drawn.id
        assert len(drawn.later) in {0, drawing.turns - 1}, drawn.id


@settings(max_examples=25)
@given(drawings)
def test_no_point_of_any_shape_leaves_the_picture(drawing):
    left, top, width, height = (float(number) for number in drawing.view_box.split())
    for drawn in drawing.shapes:
        for x, y in (place for path in paths(drawn) for place in places(path)):
            assert left <= x <= left + width, drawn.id
            assert top <= y <= top + height, drawn.id


@pytest.mark.parametrize("au", UNITS)
def test_every_action_unit_moves_something(au):
    drawing = draw_face(pose(au), weakness=0)

    assert any(drawn.rest != drawn.pose for drawn in drawing.shapes)


def test_no_two_action_units_look_alike():
    seen: dict[tuple[str, ...], list[int]] = {}
    for au in UNITS:
        paths = tuple(drawn.pose for drawn in draw_face(pose(au), weakness=0).shapes)
        seen.setdefault(paths, []).append(au)

    assert [alike for alike in seen.values() if len(alike) > 1] == []


def test_an_intensity_of_0_is_the_face_at_rest():
    drawing = draw_face(pose(1, 2, 12, 25))

    assert [between(drawn.rest, drawn.pose, 0) for drawn in drawing.shapes] == [drawn.rest for drawn in drawing.shapes]
    assert shape(drawing, "brow_right").rest in drawing.svg(0)
    assert shape(drawing, "brow_right").pose in drawing.svg(1)


def test_halfway_lies_in_the_middle():
    assert between("M0.0 10.0 C-4.0 0.0", "M10.0 20.0 C4.0 1.0", 0.5) == "M5.0 15.0 C0.0 0.5"


@pytest.mark.parametrize("aus", [(1, 2), (4, 9), (12, 25), (18,), (34,)])
def test_the_persons_left_in_the_mirror_is_drawn_as_their_right_seen_face_to_face(aus):
    finger = FingerPlacement(at=Landmark.CHEEKBONE, direction=Direction.OUT)
    moves = pose(*aus, on=RelativeSide.WORKED)
    mirror = draw_face(moves, worked=Side.LEFT, affected_side=Side.LEFT, fingers=[finger], view=View.MIRROR)
    facing = draw_face(moves, worked=Side.RIGHT, affected_side=Side.RIGHT, fingers=[finger], view=View.FACING)

    swapped = {"left": "right", "right": "left"}
    pictured = {re.sub("left|right", lambda side: swapped[side[0]], drawn.id): drawn for drawn in facing.shapes}
    assert len(pictured) == len(mirror.shapes)
    for drawn in mirror.shapes:
        assert box(drawn.rest) == pytest.approx(box(pictured[drawn.id].rest), abs=0.11)
        assert box(drawn.pose) == pytest.approx(box(pictured[drawn.id].pose), abs=0.11)


@pytest.mark.parametrize("aus", [(1,), (12,), (51,), (30,)])
def test_face_to_face_is_the_mirror_flipped(aus):
    mirror, facing = (draw_face(pose(*aus), view=view) for view in (View.MIRROR, View.FACING))

    for one, other in zip(mirror.shapes, facing.shapes, strict=True):
        assert one.id == other.id
        assert box(one.pose) == pytest.approx(flipped(other.pose), abs=0.11)


@pytest.mark.parametrize("au", FACIAL)
def test_a_side_without_any_strength_does_not_move(au):
    drawing = draw_face(pose(au), affected_side=Side.LEFT, weakness=1)

    # By the midline both sides pull on the same skin, as they do in a face.
    own = [d for d in drawing.shapes if "_left" in d.id and all(x < WIDTH / 2 - 16 for x, _ in places(d.rest))]
    assert len(own) > 8
    assert all(drawn.rest == drawn.pose for drawn in own)


def test_the_weaker_side_moves_less_and_the_other_as_far_as_ever():
    def rise(name: str, weakness: float) -> float:
        brow = shape(draw_face(pose(2), affected_side=Side.LEFT, weakness=weakness), name)
        return highest(brow.rest) - highest(brow.pose)

    assert rise("brow_left", 0) == pytest.approx(rise("brow_right", 0))
    assert rise("brow_left", 0) > rise("brow_left", 0.5) > rise("brow_left", 0.9) > 0
    assert rise("brow_right", 0.9) == pytest.approx(rise("brow_right", 0))


def test_the_weaker_side_hangs_a_little_at_rest():
    drawing = draw_face(affected_side=Side.RIGHT, weakness=0.8)

    assert highest(shape(drawing, "brow_right").rest) > highest(shape(drawing, "brow_left").rest)
    assert lowest(shape(drawing, "lower_lid_right").rest) > lowest(shape(drawing, "lower_lid_left").rest)


def test_with_equal_sides_the_resting_face_is_symmetrical():
    drawing = draw_face(weakness=0)

    for name in ("brow", "eye", "ear", "nostril"):
        left, right = (shape(drawing, f"{name}_{side}").rest for side in ("left", "right"))
        assert box(left) == pytest.approx(flipped(right), abs=0.11)


def test_a_palsy_of_the_face_does_not_weaken_jaw_gaze_or_neck():
    for au in (26, 30, 51, 63):
        strong, weak = (draw_face(pose(au), affected_side=Side.BOTH, weakness=weakness) for weakness in (0, 1))
        fall = [lowest(shape(d, "jaw").pose) - lowest(shape(d, "jaw").rest) for d in (strong, weak)]
        assert fall[0] == pytest.approx(fall[1], abs=0.3)
        assert any(drawn.rest != drawn.pose for drawn in weak.shapes)


def test_the_left_is_on_the_left_in_a_mirror_and_on_the_right_face_to_face():
    mirror, facing = (shape(draw_face(view=view), "eye_left") for view in (View.MIRROR, View.FACING))

    assert all(x < WIDTH / 2 for x, _ in places(mirror.rest))
    assert all(x > WIDTH / 2 for x, _ in places(facing.rest))


def test_the_worked_side_moves_alone_when_the_exercise_says_so():
    drawing = draw_face(pose(2, on=RelativeSide.WORKED), worked=Side.RIGHT, weakness=0)

    assert shape(drawing, "brow_left").rest == shape(drawing, "brow_left").pose
    assert shape(drawing, "brow_right").rest != shape(drawing, "brow_right").pose


def test_a_wink_on_both_sides_is_a_wink_of_the_left():
    drawing = draw_face(pose(46), weakness=0)

    assert shape(drawing, "upper_lid_left").rest != shape(drawing, "upper_lid_left").pose
    assert shape(drawing, "upper_lid_right").rest == shape(drawing, "upper_lid_right").pose


def test_a_pictured_movement_leaves_the_face_at_rest_and_lies_over_it_in_thin_lines():
    drawing = draw_face([ActionUnit(au=12)], mover=Mover.MIND)

    lines = {one.id for one in drawing.shapes if one.rest != one.pose}
    assert "pictured_mouth_line" in lines
    assert all(name.startswith("pictured_") for name in lines)
    assert drawing.description.startswith("The face is at rest. Thin lines show what is pictured: Both corners")
    assert "less" not in drawing.description


def test_a_finger_closes_the_lid_of_a_face_that_cannot():
    exercise = load_catalogue().exercise("close_lid_with_finger")

    drawing = draw_exercise(exercise, worked=Side.LEFT, weakness=1)

    iris = shape(drawing, "iris_left")
    assert lowest(iris.pose) - highest(iris.pose) < 4 < lowest(iris.rest) - highest(iris.rest)
    assert "not move" not in drawing.description


def test_what_goes_from_side_to_side_is_drawn_on_its_way():
    exercise = load_catalogue().exercise("air_from_cheek_to_cheek")

    left, right = (draw_exercise(exercise, worked=Side.BOTH, affected_side=side) for side in (Side.LEFT, Side.RIGHT))

    assert "The left cheek puffs out." in left.description
    assert "The right cheek puffs out." in right.description


def test_what_takes_turns_has_a_pose_for_each_and_an_arrow_each():
    movement = load_catalogue().exercise("gaze_directions").movement
    up, all_ways = draw_face(movement[:1]), draw_face(movement)

    assert {drawn.id for drawn in all_ways.shapes if drawn.role == "arrow" and "head" not in drawn.id} == {
        "way_63_left",
        "way_64_left",
        "way_61_left",
        "way_62_right",
    }
    assert (up.turns, all_ways.turns) == (1, 4)
    assert shape(all_ways, "iris_left").pose == shape(up, "iris_left").pose
    down, left, right = shape(all_ways, "iris_left").later
    assert lowest(down) > lowest(shape(up, "iris_left").pose)
    assert box(left)[0] < box(right)[0]  # as in a mirror
    assert shape(all_ways, "ear_left").later == ()
    assert all_ways.description.startswith("The eyes look up. Then the eyes look down. Then the eyes look to the left.")


def test_what_lasts_stays_through_all_turns():
    drawing = draw_exercise(load_catalogue().exercise("slow_chewing"), worked=Side.BOTH)

    jaw = shape(drawing, "jaw")
    fallen = [lowest(path) - lowest(jaw.rest) for path in (jaw.pose, *jaw.later)]
    assert drawing.turns == 2
    assert fallen[0] == pytest.approx(fallen[1], abs=0.3)
    assert min(fallen) > 3


def test_an_arrow_stands_still_while_the_face_moves():
    drawing = draw_exercise(load_catalogue().exercise("slow_chewing"), worked=Side.BOTH)

    arrows = [drawn for drawn in drawing.shapes if drawn.role == "arrow"]
    assert len(arrows) == 4
    assert all({*paths(drawn)} == {drawn.rest} for drawn in arrows)


def test_an_arrow_that_nobody_has_drawn_is_refused_with_those_that_there_are():
    with pytest.raises(InputError, match=r"Action unit 10 has no arrow\. Give one of 2, 4, 9, 12, 16"):
        draw_face([ActionUnit(au=10, arrow=True)])


def test_a_hand_that_the_head_pushes_against_lies_at_its_side_its_front_and_its_back():
    drawing = draw_exercise(load_catalogue().exercise("still_neck_push"), worked=Side.BOTH)

    assert sum(drawn.id.startswith("hand_edge_") for drawn in drawing.shapes) == 3
    assert sum(drawn.role == "arrow" for drawn in drawing.shapes) == 6, "the head's, each with its tip"
    assert sum(drawn.role == "press" for drawn in drawing.shapes) == 6, "the hand's"
    assert all(drawn.rest == drawn.pose for drawn in drawing.shapes)
    assert "The head pushes against a hand on the left side of the head, and nothing moves." in drawing.description


def test_a_whole_hand_elsewhere_is_refused_with_the_places_that_there_are():
    hand = FingerPlacement(at=Landmark.CHIN_CENTRE, by=Touch.HAND, direction=Direction.INTO)

    with pytest.raises(InputError, match=r"'chin_centre' is no place for a whole hand\. Give one of head_side"):
        draw_face(fingers=[hand])


def test_flat_fingers_are_two():
    flat = FingerPlacement(at=Landmark.CHEEK_CENTRE, by=Touch.FLAT_FINGERS, direction=Direction.CIRCLES)
    drawing = draw_face(worked=Side.LEFT, fingers=[flat])

    assert sum(drawn.role == "nail" for drawn in drawing.shapes) == 2
    assert drawing.description.endswith("Flat fingers on the left cheek move in small circles.")


def test_a_finger_that_does_all_the_work_takes_the_skin_along():
    drawing = draw_exercise(load_catalogue().exercise("frown_release"), worked=Side.BOTH, weakness=0)

    brow = shape(drawing, "brow_left")
    assert box(brow.pose)[1] < box(brow.rest)[1] - 2  # its inner end, away from the midline


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_is_drawn_and_told(sign):
    exercise = load_catalogue().exercise("brow_raise")
    plain, signed = (
        draw_exercise(exercise.model_copy(update={"signs": signs}), worked=Side.BOTH) for signs in ((), (sign,))
    )

    assert len(signed.shapes) > len(plain.shapes)
    assert signed.description.startswith(f"{plain.description} ")
    for drawn in signed.shapes:
        assert all(0 <= x <= WIDTH for x, _ in places(drawn.pose)), drawn.id


def test_letters_are_never_mirrored():
    exercise = load_catalogue().exercise("lip_syllables")
    mirror, facing = (shape(draw_exercise(exercise, worked=Side.BOTH, view=view), "sign_letter_0_0_1") for view in View)

    bowls = [shape(draw_exercise(exercise, worked=Side.BOTH, view=view), "sign_letter_0_0_0") for view in View]
    assert [box(stem.pose)[0] < box(bowl.pose)[0] for stem, bowl in zip((mirror, facing), bowls, strict=True)] == [
        True,  # the stem of a p is on its left
        True,
    ]


@pytest.mark.parametrize(("au", "forwards"), [(16, True), (29, True), (57, True), (58, False)])
def test_what_goes_towards_the_viewer_or_away_is_shown_from_the_side(au, forwards):
    drawing = draw_face([ActionUnit(au=au, intensity=1, arrow=True)], view=View.FACING)

    # Seen face to face, the small head stands on the right and looks to the left.
    outline, before = shape(drawing, "side_outline"), shape(drawing, "side_before")
    moved = [x1 - x0 for (x0, _), (x1, _) in zip(places(outline.rest), places(outline.pose), strict=True)]
    assert (min(moved) < -6) is forwards
    assert (max(moved) > 6) is not forwards
    assert before.rest == before.pose
    assert not any(drawn.id.startswith("side_") for drawn in draw_face(pose(26)).shapes)


def test_a_sip_is_a_drop_in_the_cheek_that_holds_it():
    drawing = draw_exercise(load_catalogue().exercise("sip_held_on_one_side"), worked=Side.RIGHT)

    assert [drawn.id for drawn in drawing.shapes if drawn.id.startswith("drop")] == ["drop_right"]
    assert drawing.description.endswith("Water lies in the right cheek.")


def test_lips_that_come_together_stay_closed_over_a_dropped_jaw():
    opened, closed = (box(shape(draw_face(pose(*aus), weakness=0), "mouth_inside").pose) for aus in ([26], [8, 26]))

    assert opened[3] - opened[2] > closed[3] - closed[2] + 8


def test_a_closed_eye_shows_no_iris():
    iris = shape(draw_face(pose(43), weakness=0), "iris_left")
    lid = shape(draw_face(pose(43), weakness=0), "upper_lid_left")

    assert lowest(iris.pose) - highest(iris.pose) < 4 < lowest(iris.rest) - highest(iris.rest)
    assert highest(lid.pose) > highest(lid.rest) + 8


@pytest.mark.parametrize("landmark", Landmark)
def test_every_landmark_has_a_place_for_a_finger(landmark):
    finger = FingerPlacement(at=landmark, direction=Direction.UP)
    without = {drawn.id for drawn in draw_face(worked=Side.LEFT).shapes}
    added = [d for d in draw_face(worked=Side.LEFT, fingers=[finger]).shapes if d.id not in without]

    assert {drawn.role for drawn in added} >= {"finger", "press"}
    assert all("_left" in drawn.id for drawn in added)


@pytest.mark.parametrize(
    ("direction", "n_arrows"),
    [(Direction.STILL, 0), (Direction.INTO, 1), (Direction.CIRCLES, 2), (Direction.OUT, 2), (Direction.DOWN, 2)],
)
def test_an_arrow_tells_the_direction_and_a_resting_finger_has_none(direction, n_arrows):
    drawing = draw_face(worked=Side.LEFT, fingers=[FingerPlacement(at=Landmark.CHEEKBONE, direction=direction)])

    assert sum(drawn.role == "press" for drawn in drawing.shapes) == n_arrows


def test_a_finger_follows_the_skin_that_it_lies_on():
    finger = FingerPlacement(at=Landmark.BROW_ABOVE, direction=Direction.STILL)
    drawing = draw_face(pose(2), worked=Side.RIGHT, weakness=0, fingers=[finger])

    assert highest(shape(drawing, "finger_0_right").pose) < highest(shape(drawing, "finger_0_right").rest) - 3


def test_each_focus_area_has_a_region():
    regions = {drawn.area for drawn in draw_face().shapes if drawn.role == "area"}

    assert regions == set(FocusArea)


@pytest.mark.parametrize(
    ("moves", "settings_", "words"),
    [
        ([], {}, "The face is at rest."),
        (pose(1), {}, "Both inner brows rise. The left side moves less."),
        (pose(1), {"weakness": 0}, "Both inner brows rise."),
        (pose(1), {"weakness": 1}, "Both inner brows rise. The left side does not move."),
        (pose(1), {"affected_side": Side.BOTH}, "Both inner brows rise. Both sides move less."),
        (pose(12, on=RelativeSide.WORKED), {"worked": Side.RIGHT}, "The right corner of the mouth draws up and out."),
        (pose(9, on=RelativeSide.OTHER), {"worked": Side.LEFT}, "The nose wrinkles on the right."),
        (pose(26, on=RelativeSide.WORKED), {"worked": Side.LEFT}, "The jaw drops."),
        (pose(30, on=RelativeSide.WORKED), {"worked": Side.RIGHT}, "The jaw slides to the right."),
        (pose(51), {}, "The head turns to the left."),
    ],
)
def test_the_description_says_what_moves_in_words(moves, settings_, words):
    assert draw_face(moves, **settings_).description == words


def test_the_description_says_then_once_for_each_turn_and_what_the_side_view_adds():
    catalogue = load_catalogue()
    syllables, pout = (Look(weakness=0).draw(catalogue.exercise(id_)) for id_ in ("lip_syllables", "lower_lip_pout"))

    assert "between the lips. Then the lips part. The jaw drops. A bubble" in syllables.description
    assert pout.description.startswith("The lower lip draws down and forward.")


def test_the_description_says_where_fingers_lie():
    fingers = [
        FingerPlacement(at=Landmark.CHEEKBONE, direction=Direction.UP),
        FingerPlacement(at=Landmark.CHIN_CENTRE, direction=Direction.STILL),
    ]
    drawing = draw_face(worked=Side.RIGHT, fingers=fingers)

    assert "A finger on the right cheekbone presses up." in drawing.description
    assert "A finger on the middle of the chin rests there without pressing." in drawing.description


def test_a_drawing_has_a_short_name_that_stays_the_same():
    assert re.fullmatch(r"FaceDrawing\('Smile', \d+ shapes\)", repr(draw_face(title="Smile")))


def test_text_of_a_persons_own_stays_text():
    drawing = draw_face(title="<script>1</script> & more").model_copy(update={"description": '"quoted" </desc>'})
    svg = drawing.svg()
    parsed = ET.fromstring(svg)
    name = {"svg": "http://www.w3.org/2000/svg"}

    assert "<script" not in svg
    assert parsed.findtext("svg:title", namespaces=name) == "<script>1</script> & more"
    assert parsed.findtext("svg:desc", namespaces=name) == '"quoted" </desc>'


def test_an_action_unit_that_cannot_be_drawn_is_named_with_those_that_can():
    with pytest.raises(InputError, match=r"Action unit 3 cannot be drawn\. Give one of 1, 2, 4, 5"):
        draw_face([ActionUnit(au=3)])


@pytest.mark.parametrize("weakness", [-0.1, 1.1, float("nan")])
def test_a_weakness_is_a_share(weakness):
    with pytest.raises(InputError, match="Give 0"):
        draw_face(weakness=weakness)


def test_an_intensity_beyond_the_pose_is_refused():
    with pytest.raises(InputError, match=r"intensity=1\.5 is not a share\. Give 0"):
        draw_face().svg(1.5)


def test_the_contact_sheet_shows_every_action_unit_and_every_exercise():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "write_contact_sheet.py"))
    sections = list(tool["drawings"]())
    page = tool["page"](sections)

    assert [caption for caption, _ in sections[1][1]] == [f"AU {au}" for au in UNITS]
    assert page.count("<figure>") == sum(len(drawn) for _, drawn in sections)
    assert len(page) < 3_000_000
    assert tool["PAGE"].read_text(encoding="utf-8") == page, "run python tools/write_contact_sheet.py"
