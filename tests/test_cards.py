"""Cards: everything that the catalogue knows of an exercise, as HTML that stays text."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import palsy_kit as pk
from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import CatalogueError, InputError
from palsy_kit.exercises import Laterality, Side
from palsy_kit.face import View
from palsy_kit.readiness import FACE_PARTS, CheckIn, evaluate
from palsy_kit.widgets.card_text import stages
from palsy_kit.widgets.card_words import about, dosage_words, seconds_words
from palsy_kit.widgets.cards import Look
from palsy_kit.widgets.nodes import html, node

CATALOGUE = load_catalogue()


class Page(HTMLParser):
    """The text of a page, its headings, its links, and whether its elements are closed in order."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.open, self.headings, self.links, self.text, self.names = [], [], [], [], []
        self.feed(written)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text.append(data)

    def said(self):
        return " ".join(" ".join(self.text).split())


def shown(exercise_id, **options):
    return Page(pk.card(exercise_id, catalogue=CATALOGUE, **options)._repr_html_())


def plain(text):
    return " ".join(text.split())


def answers(**changes):
    usual = {"affected_side": "left", "stage": "long_standing", "movement": dict.fromkeys(FACE_PARTS, 3)}
    return evaluate(CheckIn(**usual | changes), CATALOGUE.rules, CATALOGUE.red_flags)


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_a_card_says_all_that_the_catalogue_says(exercise):
    page = shown(exercise.id)
    said = page.said()

    cautions = [CATALOGUE.cautions[id_].text for id_ in (*exercise.cautions, *exercise.stop_if)]
    points = [CATALOGUE.disagreements[id_] for id_ in exercise.disagreements]
    wanted = [exercise.name, *exercise.steps, exercise.evidence, *cautions, dosage_words(exercise)]
    for point in points:
        wanted += [point.title, point.in_short, point.our_default, *(side.says for side in point.sides)]
    wanted += [CATALOGUE.sources[citation.source].reference for citation in exercise.sources]
    assert [text for text in wanted if plain(text) not in said] == []
    assert {CATALOGUE.sources[c.source].link for c in exercise.sources} - {None} <= set(page.links)


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_a_card_is_a_document_in_order(exercise):
    page = shown(exercise.id)

    assert page.headings[0] == 3
    assert set(page.headings[1:]) == {4}
    assert page.names.count("article") == page.names.count("figure") == page.names.count("svg") == 1
    assert {"title", "desc", "figcaption"} <= set(page.names)
    assert not {"script", "iframe", "img", "link", "object"} & set(page.names)


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_every_value_is_cited_or_marked_as_our_own(exercise):
    values = re.findall(r"<dd>.*?</dd>", pk.card(exercise, catalogue=CATALOGUE).html(opened=False))

    said = {name for name in ("sets", "repetitions", "hold_s", "rest_s") if getattr(exercise.dosage, name)}
    pressure = bool(exercise.fingers)
    assert len(values) == len(said) + pressure
    assert sum("our choice" in value for value in values) == len(said & set(exercise.own_defaults)) + pressure
    assert all(("our choice" in value) != bool(re.search(r"\[\d+\]", value)) for value in values)


@pytest.mark.parametrize(
    ("exercise_id", "words"),
    [("smile_against_finger", "2 of 10"), ("upper_lid_stretch", "1 to 2 of 10"), ("brow_raise", None)],
)
def test_a_card_says_how_lightly_fingers_press(exercise_id, words):
    written = pk.card(exercise_id, catalogue=CATALOGUE).html(opened=False)

    assert re.findall(r"<dt>Finger pressure</dt><dd>([^<]+) <", written) == ([words] if words else [])


def test_every_number_behind_a_statement_is_one_of_the_sources_below():
    written = pk.card("kiss_with_quiet_eye_brow_cheek", catalogue=CATALOGUE).html(opened=True)
    listed = written.split('class="pk-card-sources"')[1].count("<li>")
    numbers = {int(n) for marks in re.findall(r"\[([\d, ]+)\]</span>", written) for n in marks.split(", ")}

    assert numbers == set(range(1, listed + 1))


def test_a_selection_is_a_grid_in_the_order_given():
    shown = pk.cards(["nose_wrinkle", CATALOGUE.exercise("brow_raise")], catalogue=CATALOGUE)

    assert repr(shown) == "Cards(nose_wrinkle, brow_raise)"
    written = shown._repr_html_()
    assert re.findall("<h3>(.*?)</h3>", written) == ["Wrinkle the nose", "Raise both brows"]
    assert written.count("<style>") == 3  # the cards' own once, and one in each drawing
    assert "<details open" not in written


def test_the_short_name_is_the_same_in_every_run():
    assert repr(pk.card("brow_raise")) == "Card('brow_raise')"


def test_an_unknown_exercise_and_an_unlikely_weakness_are_refused():
    with pytest.raises(CatalogueError, match="'brow_raise'"):
        pk.card("brow_rise")
    with pytest.raises(InputError, match="weakness=2"):
        pk.card("brow_raise", weakness=2)._repr_html_()


def test_a_card_speaks_of_today_only_when_it_knows():
    assert "today" not in shown("frown_release").said().replace("leave it for today", "")
    assert "Open today" in shown("brow_raise", readiness=answers()).said()


def test_a_closed_exercise_says_every_reason_and_what_instead():
    said = shown("brow_raise", readiness=answers(tightness=6, pain=5)).said()

    assert "Closed today" in said
    for rule in CATALOGUE.rules:
        if rule.id in ("tight_today", "pain_today"):
            assert rule.reason in said
            assert rule.besides in said


def test_a_card_of_a_selection_is_folded_and_its_line_says_when_it_is_closed_today():
    today = answers(tightness=6, pain=5)
    written = pk.cards(["brow_raise", "face_at_rest"], catalogue=CATALOGUE, readiness=today)._repr_html_()

    assert re.findall("<summary>([^<]+)</summary>", written) == [
        "Closed today: read why, and the steps",
        "Read the steps",
    ]


def test_a_red_flag_closes_every_card_with_its_own_words():
    said = shown("face_at_rest", readiness=answers(red_flags=("stroke_signs",))).said()

    assert "Closed today Call the emergency number now." in said


def test_whatever_the_data_says_it_stays_text():
    bad = '<script>alert("x")</script>'
    exercise = CATALOGUE.exercise("brow_raise").model_copy(update={"name": bad, "steps": (bad,), "evidence": bad})
    page = Page(pk.card(exercise, catalogue=CATALOGUE)._repr_html_())

    assert "script" not in page.names
    assert page.said().count(bad) >= 3


written = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@given(written, written)
def test_any_text_and_any_value_come_back_as_they_were(text, value):
    class Reader(HTMLParser):
        seen = ""

        def handle_starttag(self, tag, attrs):
            assert (tag, attrs) == ("p", [("title", value)])

        def handle_data(self, data):
            self.seen += data

    reader = Reader()
    reader.feed(html(node("p", text, title=value)))
    reader.close()
    assert reader.seen == text


def test_stages_come_from_pictured_to_let_go():
    family = stages(CATALOGUE, CATALOGUE.exercise("smile_against_finger"))

    relations = [one.relation for one in family]
    assert relations[0] == "picture the movement"
    assert relations.index("help the movement") < relations.index(None) < relations.index("oppose the movement")
    assert relations[-1] == "press a key spot"
    assert stages(CATALOGUE, CATALOGUE.exercise("closed_lip_smile")) == family


@pytest.mark.parametrize(
    ("exercise_id", "words"),
    [
        (
            "brow_raise",
            "4 times for 12 seconds, with 10 seconds of rest after each. Both sides together: about 1½",
        ),
        ("cheek_circles", "Once, for 3 minutes. The affected side: about 3 minutes."),
        ("smile_with_strong_corner_held", "3 sets: 10 times for 3 seconds, with 5 seconds of rest after each. "),
        ("sip_held_on_one_side", "One side after the other, the same time for both: about 1½ minutes."),
    ],
)
def test_a_dosage_is_said_in_words(exercise_id, words):
    assert words in dosage_words(CATALOGUE.exercise(exercise_id))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (90, "1½ minutes"), (65, "65 seconds"), (180, "3 minutes")],
)
def test_seconds_are_said_as_people_say_them(seconds, words):
    assert seconds_words(seconds) == words


def test_a_whole_exercise_takes_about_some_half_minutes():
    assert [about(s) for s in (40, 66, 80, 195)] == ["40 seconds", "1 minute", "1½ minutes", "3 minutes"]


@pytest.mark.parametrize(
    ("affected", "laterality", "worked"),
    [
        (Side.RIGHT, Laterality.AFFECTED, "right"),
        (Side.RIGHT, Laterality.UNAFFECTED, "left"),
        (Side.LEFT, Laterality.EACH, "left"),
        (Side.BOTH, Laterality.AFFECTED, "left"),
    ],
)
def test_the_finger_lies_on_the_side_that_is_worked(affected, laterality, worked):
    exercise = CATALOGUE.exercise("cheek_circles").model_copy(update={"laterality": laterality})

    assert f"on the {worked} cheek" in Look(affected_side=affected).draw(exercise).description


def test_the_view_is_the_one_that_was_asked_for():
    assert "your left is on the right" in shown("brow_raise", view=View.FACING).said()
    assert "As in a mirror" in shown("brow_raise").said()


def test_a_notebook_shows_an_exercise_as_its_card():
    code = """import palsy_kit as pk
formatter = get_ipython().display_formatter
formatter.active_types = ["text/html"]  # as in a notebook; a terminal shows plain text alone
data, _ = formatter.format(pk.load_catalogue().exercise("brow_raise"))
print(data["text/html"])"""
    command = [sys.executable, "-m", "IPython", "--no-banner", "--HistoryManager.enabled=False", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "<h3>Raise both brows</h3>" in done.stdout


def test_a_reference_is_a_line_each():
    assert pk.cite("mepp_trial", "facs").splitlines()[0].startswith("Martineau (2022). Mirror Effect Plus Protocol")
    assert len(pk.cite("mepp_trial", "facs").splitlines()) == 2
    with pytest.raises(CatalogueError, match="'mepp_trial'"):
        pk.cite("mep_trial")
