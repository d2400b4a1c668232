"""What a slow computer must not change."""

from playwright.sync_api import expect

from conftest import Notebook

SLOW = """import anywidget, traitlets

class Slow(anywidget.AnyWidget):
    _esm = '''export default {
      initialize: () => new Promise((ready) => setTimeout(ready, 3000)),
      render({ model, el }) {
        const show = () => (el.textContent = model.get("said"));
        model.on("change:said", show);
        show();
      },
    }'''
    said = traitlets.Unicode("waits").tag(sync=True)

slow = Slow()
slow"""


def test_a_widget_that_takes_seconds_to_load_hears_what_python_says_afterwards(desk: Notebook) -> None:
    desk.put(SLOW, "slow.said = 'heard'")
    desk.run()

    expect(desk.page.get_by_text("heard", exact=True)).to_be_visible(timeout=30_000)
