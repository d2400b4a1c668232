"""Make the pictures of the README from the real thing: the app view and JupyterLab in Chromium, light and dark.

Run ``python tools/make_pictures.py`` from the top of the repository when what people see has changed.
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

import chromium  # noqa: E402  # it is in the tests

from conftest import CHECK_IN, give, running  # noqa: E402  # the same
from palsy_kit.launcher import Running, shipped_folder  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
WAIT_MS = 120_000


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        for scheme in ("light", "dark"):
            # A new home each: in an old one, the check-in of today is there already.
            with tempfile.TemporaryDirectory() as home, running(Path(home), shipped_folder(), app=True) as server:
                page = browser.new_page(color_scheme=scheme, viewport={"width": 860, "height": 560})
                page.set_default_timeout(WAIT_MS)
                address = Running.find(server, app=True).address
                page.goto(address)
                _keep(page, f"home-{scheme}")
                _progress(page)
                _keep(page, f"progress-{scheme}")
                _session(page, address)
                _keep(page, f"session-{scheme}")
                page.close()
        browser.close()


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


def _progress(page: Page) -> None:
    """The made-up history: nobody has practised here yet."""
    page.get_by_role("link", name="See your progress").click(no_wait_after=True)
    page.locator(".js-plotly-plot").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.get_by_role("heading", name="The days").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(1000)


def _session(page: Page, address: str) -> None:
    """A session that has just begun."""
    where = urlsplit(address)
    page.goto(f"{where.scheme}://{where.netloc}/voila/render/04_practise_session.ipynb", wait_until="commit")
    player = page.get_by_role("region", name="Practice player")
    give(page, *CHECK_IN)
    page.get_by_role("button", name="Save this check-in").click()
    page.get_by_role("radio", name="3 minutes").check()
    player.get_by_role("heading", name="3 minutes").wait_for()
    player.get_by_role("button", name="Start", exact=True).click()
    player.get_by_role("button", name="Pause").wait_for()
    page.wait_for_timeout(6000)
    player.evaluate("player => player.scrollIntoView()")
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
