// @ts-check
// One view of the practice: puts the right screen up, moves the focus with it, hears the keys, and reads out what
// changed.

import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { Mirror } from "../mirror/mirror.js";
import { askScreen, doneScreen, stoppedScreen } from "./after_screens.js";
import { playScreen } from "./play_screen.js";
import { localVoices } from "./sound.js";
import { startScreen } from "./start_screen.js";

/** What Python gives the start screen. */
const GIVEN = /** @type {const} */ (["session", "release", "why", "day", "notes"]);

/**
 * @typedef {object} Showing A screen that is up.
 * @property {HTMLElement} el
 * @property {HTMLElement} first what takes the focus
 * @property {() => void} update called whenever something changed
 * @property {Record<string, () => void>} [keys] what its keys do
 */

/**
 * @param {import("./practice.js").Practice} practice
 * @param {import("@anywidget/types").AnyModel<import("../widgets/player.js").Traits>} model
 * @param {import("./sound.js").Sound} sound
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function showPractice(practice, model, sound, el, signal) {
  const root = element("section", { class: "pk-form pk-player", "aria-label": "Practice player", tabindex: -1 });
  const live = element("p", { class: "pk-player-said", role: "status", "aria-live": "polite" });
  /** @type {Showing | null} */
  let showing = null;
  /** @type {unknown[]} */
  let built = [];
  const mirror = new Mirror(practice.settings, model.get("mirror"), signal);
  let screen = practice.screen;

  const make = () => {
    const given = { session: model.get("session"), release: model.get("release"), why: model.get("why"), day: model.get("day"), notes: model.get("notes") };
    if (practice.screen === "play") return playScreen(practice, mirror, signal);
    if (practice.screen === "stopped") return stoppedScreen(practice, given.release !== null);
    if (practice.screen === "ask") return askScreen(practice);
    if (practice.screen === "done") return doneScreen(practice);
    return startScreen(practice, { ...given, folded: model.get("folded") }, sound, mirror);
  };
  const update = () => {
    if (screen === "play" && practice.screen !== "play") {
      mirror.off();
      live.textContent = ""; // the last phase is over
    }
    screen = practice.screen;
    /** @type {unknown[]} what the screen was made from */
    const needs = [practice.screen, practice.playback];
    if (practice.screen === "start") needs.push(practice.offers[0], [...practice.refusals].join(), localVoices().length);
    if (practice.screen === "start") needs.push(...GIVEN.map((name) => model.get(name)));
    if (needs.length !== built.length || needs.some((need, place) => need !== built[place])) {
      const focused = root.contains(document.activeElement);
      built = needs;
      showing = make();
      root.replaceChildren(showing.el, live);
      if (focused) {
        showing.first.focus({ preventScroll: true });
        root.scrollIntoView({ block: "start" }); // the screens differ in height: else the new one may be out of sight
      }
    }
    showing?.update();
  };

  practice.addEventListener("change", update, { signal });
  practice.addEventListener("said", () => (live.textContent = practice.said), { signal });
  root.addEventListener("keydown", (event) => pressed(event, showing?.keys ?? {}), { signal });
  for (const name of GIVEN) model.on(`change:${name}`, update);
  signal.addEventListener("abort", () => GIVEN.forEach((name) => model.off(`change:${name}`, update)));
  if ("speechSynthesis" in window) window.speechSynthesis.addEventListener("voiceschanged", update, { signal });
  keepKeys(el, signal);
  update();
  el.append(root);
}

/**
 * @param {KeyboardEvent} event
 * @param {Record<string, () => void>} keys
 */
function pressed(event, keys) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  // A key that means something to what has the focus is left to it: a space presses the button that it is on.
  if (key === " " && target instanceof Element && target.closest("button, summary, input, select, textarea")) return;
  const action = keys[key.length === 1 ? key.toLowerCase() : key];
  if (!action) return;
  event.preventDefault();
  action();
}
