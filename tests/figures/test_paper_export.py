"""What saving a figure promises: a file that stands alone, drawn on this machine."""

import struct
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from chromium import find

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.figures import export, for_paper, save_figure, save_page
from palsy_kit.figures.theme import themed


@pytest.fixture
def figure():
    drawn = go.Figure(go.Scatter(x=[1, 2], y=[1, 3], name="a line"))
    return themed(
        drawn, title="A & B </script>", label="<i>toys</i>", description='Two "points".', height=300, margins=(60, 60)
    )


def test_on_paper_the_letters_are_black_and_nothing_asks_the_page(figure):
    text = for_paper(figure).to_json()

    assert "var(" not in text
    assert "color:#000000" in text
    assert "var(" in figure.to_json(), "the figure that was given stays as it was"


def test_an_svg_stands_alone_with_its_description(figure, tmp_path):
    save_figure(figure, str(tmp_path / "new" / "toy.svg"), width=500, browser=find())

    text = (tmp_path / "new" / "toy.svg").read_text("utf-8")
    root = ET.fromstring(text)
    assert (root.get("width"), root.get("height")) == ("500", "300")
    assert root[0].tag.endswith("title")
    assert root[0].text == 'Two "points".'
    assert "var(" not in text
    assert "http" not in text.replace("http://www.w3.org/", "")


def test_a_png_has_the_pixels_that_print_asks_for(figure, tmp_path):
    save_figure(figure, tmp_path / "toy.PNG", width=500, scale=2, browser=find())

    image = (tmp_path / "toy.PNG").read_bytes()
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (1000, 600)


def test_another_ending_is_refused(figure, tmp_path):
    with pytest.raises(InputError, match=r"ends in '\.pdf'\. Give a name that ends in \.svg or \.png"):
        save_figure(figure, tmp_path / "toy.pdf")


def test_without_a_browser_it_says_what_to_do(figure, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "_browsers", lambda: iter(()))

    with pytest.raises(ExtraError, match="Install Chromium, Chrome or Edge"):
        save_figure(figure, tmp_path / "toy.svg")


@pytest.mark.parametrize("program", ["no-such-browser", "true"])
def test_a_program_that_is_no_browser_is_named(figure, tmp_path, program):
    with pytest.raises(InputError, match=f"browser='{program}' did not draw the figure"):
        save_figure(figure, tmp_path / "toy.svg", browser=program)

    assert not list(tmp_path.iterdir())


def test_a_page_of_figures_holds_all_it_needs_and_runs_no_text_of_theirs(figure, tmp_path):
    save_page([figure, figure], tmp_path / "new" / "page.html", title="<b>mine</b>")

    text = (tmp_path / "new" / "page.html").read_text("utf-8")
    assert "<h1>&lt;b&gt;mine&lt;/b&gt;</h1>" in text
    assert text.count("<figcaption>Two &quot;points&quot;.</figcaption>") == 2
    assert '</script>","' not in text
    assert "default-src 'none'" in text


def test_a_place_that_cannot_be_written_is_refused(figure, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(InputError, match=r"cannot be written to .* Give another place"):
        save_page([figure], tmp_path / "file" / "page.html", title="mine")
