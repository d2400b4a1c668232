"""What the notebooks promise as a book: each opens and closes in the same way, leads on and back, and reads easily."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = {path.name: json.loads(path.read_text("utf-8"))["cells"] for path in sorted(ROOT.glob("notebooks/*.ipynb"))}
PEOPLE = [name for name in NOTEBOOKS if name < "20"]
RESEARCHERS = [name for name in NOTEBOOKS if name >= "20"]

OPENING = re.compile(r"# .+\n\n\*\*You will\*\* .+\n\n\*\*You will learn\*\* .+\n\n\*\*You need\*\* .+", re.DOTALL)
PRACTICE = r"room\.(check_in|player)"
"""What lets a person practise, or leads to it."""
LEADS_TO_PRACTICE = r"PracticeRoom\(|Explorer\("
SHORT = "> **Before you practise.** This is for learning, and no medical advice. [Start here](01_start_here.ipynb)"
DISCLAIMER = (
    "> **Before you practise.** This workbook is for learning, and for a log of your own practice. It is not medical"
)
FOR_SPECIALISTS = "Neuromuscular retraining facilitates reorganisation of aberrantly regenerated innervation."
OLDEST_READER = 12
CODE_LINES = 15


def texts(name, kind="markdown"):
    return ["".join(cell["source"]) for cell in NOTEBOOKS[name] if cell["cell_type"] == kind]


WITH_PRACTICE = [name for name in NOTEBOOKS if re.search(PRACTICE, "\n".join(texts(name, "code")))]
BESIDE_IT = [name for name in NOTEBOOKS if re.search(LEADS_TO_PRACTICE, "\n".join(texts(name, "code")))]


def links(text):
    return re.findall(r"\]\(([^)#]+\.ipynb)\)", text)


def prose(name):
    """What is read: without the marks of Markdown, each heading and each line of a list a sentence of its own."""
    text = "\n".join(texts(name))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^(#+|-|>) *", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*`|]", "", text)
    return "\n".join(line if line.endswith((".", ":", "?", "!")) else f"{line}." for line in text.splitlines() if line)


def reading_age(text):
    """The age at which one reads a text, by the Automated Readability Index: a school grade, and five years."""
    import textstat  # noqa: PLC0415 - it loads SciPy, which every worker would wait for

    return textstat.automated_readability_index(text) + 5


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_opens_with_what_one_will_do_learn_and_need(name):
    assert OPENING.match(texts(name)[0])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_closes_with_what_to_try_and_to_watch_for(name):
    headings = " ".join(re.findall(r"^## (.*)", "\n".join(texts(name)[-2:]), re.MULTILINE)).lower()

    assert "try" in headings
    assert "watch for" in headings
    assert NOTEBOOKS[name][-1]["cell_type"] == "markdown"


@pytest.mark.parametrize(("name", "following"), [*pairwise(PEOPLE), *pairwise(RESEARCHERS)])
def test_a_notebook_leads_to_the_next_one_and_that_one_back(name, following):
    assert following in links(texts(name)[-1].partition("**Next:**")[2].partition("**Back:**")[0])
    assert name in links(texts(following)[-1].partition("**Back:**")[2])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_link_leads_to_a_notebook_that_is_there(name):
    assert {link for text in texts(name) for link in links(text)} <= set(NOTEBOOKS)


@pytest.mark.parametrize("name", WITH_PRACTICE)
def test_where_practice_begins_stands_what_the_workbook_is_not(name):
    kinds = [cell["cell_type"] for cell in NOTEBOOKS[name]]
    before = ["".join(cell["source"]) for cell in NOTEBOOKS[name][: kinds.index("code")]]

    assert any(text.startswith(DISCLAIMER) for text in before)
    assert texts(PEOPLE[0])[1] in before, "the same words everywhere"


@pytest.mark.parametrize("name", sorted({*BESIDE_IT} - {*WITH_PRACTICE}))
def test_beside_practice_a_short_word_leads_to_what_the_workbook_is_not(name):
    assert texts(name)[1].startswith(SHORT)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_peoples_part_is_read_at_twelve(name, measured):
    age = reading_age(prose(name))
    measured(f"reading age of {name}: {age:.1f} years (Automated Readability Index), at most {OLDEST_READER}")

    assert age <= OLDEST_READER


def test_a_text_for_specialists_would_be_noticed():
    assert reading_age(FOR_SPECIALISTS) > 18


@pytest.mark.parametrize("name", PEOPLE)
def test_no_code_is_in_sight_of_a_person_and_nothing_can_be_edited_by_a_slip(name):
    for cell in NOTEBOOKS[name]:
        if cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"]["source_hidden"]
        else:
            assert cell["metadata"]["editable"] is False


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_code_cell_is_short(name):
    lines = {source: sum(bool(line.strip()) for line in source.splitlines()) for source in texts(name, "code")}

    assert [source for source, n in lines.items() if n > CODE_LINES] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_cell_that_is_checked_laxly_says_why(name):
    lax = [cell for cell in NOTEBOOKS[name] if any("nbval" in tag for tag in cell["metadata"].get("tags", []))]

    assert [cell["source"] for cell in lax if not cell["source"][0].startswith("# ")] == []
    assert "NBVAL" not in "".join(texts(name, "code")), "mark it by a tag, with the reason as a comment"
