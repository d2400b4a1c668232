"""The mirror in a real browser with a camera of its own making: it flows, doubles to the pixel, and ends."""

from collections.abc import Callable

import pytest
from alone import Alone
from playwright.sync_api import Page, expect

from conftest import axe
from palsy_kit.catalogue import load_catalogue
from palsy_kit.widgets.open_today import views

CATALOGUE = load_catalogue()
VIEWS = views(CATALOGUE.disagreements["mirror"], CATALOGUE.sources)

# Every track that the page was given.
WATCH = """
window.tracks = [];
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await real(wanted);
  tracks.push(...stream.getTracks());
  return stream;
};
"""

# A camera whose picture is red on its left, the person's right, and blue on its right.
STILL = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  const draw = () => {
    context.fillStyle = "#f00";
    context.fillRect(0, 0, 320, 480);
    context.fillStyle = "#00f";
    context.fillRect(320, 0, 320, 480);
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(30);
};
"""

# Which colours the glass shows on its left and on its right, and whether each line is the same from both ends.
LOOK = """() => {
  const canvas = document.querySelector(".pk-mirror-frame canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const at = (x, y) => 4 * (y * width + x);
  let off = 0;
  const colours = new Set();
  for (let y = 0; y < height; y++) for (let x = 0; x < width / 2; x++) {
    colours.add((data[at(x, y)] << 16) | (data[at(x, y) + 1] << 8) | data[at(x, y) + 2]);
    for (let c = 0; c < 3; c++) off = Math.max(off, Math.abs(data[at(x, y) + c] - data[at(width - 1 - x, y) + c]));
  }
  const named = (x) => (data[at(x, 300)] > 150 ? "red" : data[at(x, 300) + 2] > 150 ? "blue" : "other");
  return { off, colours: colours.size, left: named(10), near_left: named(width / 2 - 10), right: named(width - 11) };
}"""

# Pictures that the camera gave and that the glass showed in a second.
FLOW = """async () => {
  const video = document.querySelector(".pk-mirror-source");
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  let shown = 0;
  CanvasRenderingContext2D.prototype.drawImage = function (picture, ...more) {
    shown += picture === video;
    return draw.call(this, picture, ...more);
  };
  const given = () => video.getVideoPlaybackQuality().totalVideoFrames;
  const [before, since] = [given(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const spent = (performance.now() - since) / 1000;
  CanvasRenderingContext2D.prototype.drawImage = draw;
  return { given: (given() - before) / spent, shown: shown / spent };
}"""


def test_the_mirror_is_there_on_request_alone_flows_doubles_to_the_pixel_and_ends_with_the_session(
    page: Page, measured: Callable[[str], None]
) -> None:
    page.add_init_script(WATCH)
    alone = Alone(page, mirror=VIEWS, speed=10)
    assert page.evaluate("tracks.length") == 0, "a camera was on before anybody asked"
    alone.widget.get_by_text("Mirror: off until you turn it on").click()
    expect(alone.widget.get_by_text("never recorded and never sent")).to_be_visible()
    alone.widget.get_by_text("Why experts differ").click()
    expect(alone.widget.get_by_text("Without a mirror: feel the movement rather than watch it.")).to_be_visible()
    assert axe(page, ".pk-player") == []

    alone.press("Left half doubled")
    alone.shows("Camera on")
    flow = steady(page)
    measured(f"mirror: {flow['shown']:.1f} pictures a second shown of {flow['given']:.1f} that the camera gave")
    assert flow["shown"] >= min(24, 0.95 * flow["given"]) > 0
    seen = page.evaluate(LOOK)
    measured(f"mirror: doubled halves differ by {seen['off']} of 255 at most")
    assert seen["off"] == 0
    assert seen["colours"] > 1, "the glass is blank"
    assert axe(page, ".pk-player") == []

    alone.press("Start")
    alone.shows("Camera on")
    alone.press("Pause")
    assert axe(page, ".pk-player") == []
    assert page.evaluate("tracks.map(({ readyState }) => readyState)") == ["live"]
    alone.press("Resume")
    alone.heading("Done")
    assert page.evaluate("tracks.map(({ readyState }) => readyState)") == ["ended"]
    assert page.evaluate("Object.values(localStorage).some((kept) => kept.includes('data:image'))") is False


def steady(page: Page) -> dict[str, float]:
    """A second in which the mirror kept up; a machine that does other work may take some to have one."""
    for _ in range(8):
        flow = page.evaluate(FLOW)
        if flow["shown"] >= 24:
            break
    return flow


def test_either_half_is_doubled_the_midline_moves_and_the_face_leans(page: Page) -> None:
    page.add_init_script(STILL)
    alone = Alone(page)
    alone.widget.get_by_text("Mirror: off until you turn it on").click()

    def shows(mode: str, **colours: str) -> None:
        alone.press(mode)
        alone.shows("Camera on")
        page.wait_for_function(
            f"wanted => Object.entries(wanted).every(([at, c]) => ({LOOK})()[at] === c)", arg=colours
        )

    shows("Mirror", left="blue", right="red")
    shows("Left half doubled", left="blue", near_left="blue", right="blue")
    shows("Right half doubled", left="red", near_left="red", right="red")
    midline = alone.widget.get_by_role("slider", name="Midline")
    midline.press("End")
    shows("Left half doubled", left="blue", near_left="red", right="blue")
    midline.press("Home")
    shows("Left half doubled", left="blue", near_left="blue", right="blue")
    alone.widget.get_by_role("slider", name="Tilt").press("End")
    shows("Right half doubled", left="red", right="red")
    assert page.evaluate(LOOK)["off"] == 0
    alone.press("No mirror")
    expect(alone.widget.locator("canvas")).not_to_be_visible()


REFUSALS = {
    "No camera was found.": "NotFoundError",
    "The camera was not allowed.": "NotAllowedError",
    "The camera is in use by another program.": "NotReadableError",
}


def test_without_a_camera_there_is_a_plain_word_and_practice_goes_on(page: Page) -> None:
    alone = Alone(page)
    alone.press("Start")
    alone.widget.get_by_text("Mirror: off until you turn it on").click()
    for words, name in REFUSALS.items():
        refuse = "name => (navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name) })"
        page.evaluate(refuse, name)
        alone.press("Mirror")
        alone.shows(words)
        alone.shows("Practice goes on without it.")
    assert axe(page, ".pk-player") == []
    page.evaluate("delete navigator.mediaDevices.getUserMedia")
    page.evaluate(f"() => {{ {WATCH} }}")
    alone.press("Mirror")
    alone.shows("Camera on")
    page.evaluate("tracks[0].dispatchEvent(new Event('ended'))")
    alone.shows("The camera was unplugged or turned off.")
    expect(alone.widget.get_by_role("button", name="Pause")).to_be_visible()


def test_the_camera_goes_off_with_the_view_of_the_player(page: Page) -> None:
    page.add_init_script(WATCH)
    alone = Alone(page)
    alone.widget.get_by_text("Mirror: off until you turn it on").click()
    alone.press("Mirror")
    alone.shows("Camera on")
    page.evaluate("view.abort()")
    assert page.evaluate("tracks.map(({ readyState }) => readyState)") == ["ended"]


@pytest.fixture
def elsewhere(faults: list[str]):
    """A page that is not on this computer, and asks for nothing that is."""
    yield "http://workbook.example"
    faults[:] = [fault for fault in faults if not fault.startswith("left the machine: http://workbook.example/")]


def test_on_a_page_that_is_not_secure_the_mirror_says_so(page: Page, elsewhere: str) -> None:
    alone = Alone(page, home=elsewhere)
    alone.widget.get_by_text("Mirror: off until you turn it on").click()
    alone.press("Mirror")
    alone.shows("Your browser gives the camera only to pages on this computer")
