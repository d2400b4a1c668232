"""A player on a page of its own, without JupyterLab and a kernel: its Python half lives in the test."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect
from toy_player import SESSION, make

STATIC = Path(__file__).parents[2] / "palsy_kit" / "widgets" / "static"
HOME = "http://localhost:9"

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title><link rel="icon" href="data:,">
<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="/style.css">
<body style="margin:0"><main></main>
<script type="module">
import widget from "/player.js";
const traits = await (await fetch("/traits.json")).json();
const heard = {};
const tell = (event, ...given) => (heard[event] ?? []).forEach((callback) => callback(...given));
window.model = {
  get: (name) => traits[name],
  set: (name, value) => (traits[name] = value),
  save_changes: () => {},
  on: (event, callback) => (heard[event] ??= []).push(callback),
  off: (event, callback) => (heard[event] = (heard[event] ?? []).filter((other) => other !== callback)),
  send: (content) => void toPython(content).then((replies) => replies.forEach((reply) => tell("msg:custom", reply))),
  take: (changed) => {
    Object.assign(traits, changed);
    Object.keys(changed).forEach((name) => tell(`change:${name}`));
  },
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
dark.addEventListener("change", theme);
theme();
const { initialize, render } = widget();
window.view = new AbortController();
initialize({ model, signal: new AbortController().signal });
render({ model, el: document.querySelector("main"), signal: view.signal });
</script>"""


class Alone:
    """The page, and what Python saved; the player is made by ``toy_player.make``."""

    def __init__(self, page: Page, session=SESSION, *, home: str = HOME, save: Callable | None = None, **more) -> None:
        self.page, self.saved = page, []
        self.player = make("alone", session, save=save or self.saved.append, **more)
        page.expose_function("toPython", self._hear)
        page.route(f"{home}/**", self._give)
        page.goto(f"{home}/")
        expect(self.widget).to_be_visible()

    @property
    def widget(self) -> Locator:
        return self.page.get_by_role("region", name="Practice player")

    def press(self, name: str) -> None:
        self.widget.get_by_role("button", name=name, exact=True).click()

    def heading(self, words: str) -> None:
        expect(self.widget.get_by_role("heading", name=words)).to_be_visible()

    def shows(self, words: str) -> None:
        expect(self.widget.get_by_text(words)).to_be_visible()

    def load(self, plan) -> None:
        """Load another session, as Python does while the page is up."""
        self.player.load(plan)
        self.page.evaluate(
            "changed => model.take(changed)", self.player.get_state(["session", "release", "why", "notes"])
        )

    def _hear(self, content: dict) -> list[dict]:
        replies: list[dict] = []
        self.player.send = replies.append
        self.player._handle_custom_msg(content, [])
        return replies

    def _give(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        given = {
            "/": (PAGE, "text/html"),
            "/style.css": (self.player._css, "text/css"),
            "/player.js": ((STATIC / "player.js").read_text("utf-8"), "text/javascript"),
            "/traits.json": (self._traits(), "application/json"),
        }
        body, kind = given[path]
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    def _traits(self) -> str:
        state = self.player.get_state()
        return json.dumps({name: value for name, value in state.items() if not name.startswith("_")})
