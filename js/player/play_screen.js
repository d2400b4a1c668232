// @ts-check
// While a session plays: the face, what to do now, how long still, what comes next, and every way out.

import { phaseAt, poseAt, startsOf, total } from "../clock.js";
import { drawn, element } from "../dom.js";
import { drawFace } from "../face.js";
import { clockTime, nextWords, phaseWord, sideWords } from "./words.js";

/** @typedef {import("./practice.js").Practice} Practice */
/** @typedef {import("./playback.js").Playback} Playback */

/** Circumference of the dial. */
const ROUND = 2 * Math.PI * 52;

/** Every key and what it does; the buttons carry the same. */
export const KEYS = /** @type {const} */ ([
  [" ", "Space", "pause or go on"],
  ["ArrowLeft", "←", "back: this exercise from its start, or the one before"],
  ["ArrowRight", "→", "skip: on to the next exercise"],
  ["r", "R", "longer rest"],
  ["t", "T", "my face feels tight"],
  ["h", "H", "it hurts"],
  ["m", "M", "something else moves along"],
  ["s", "S", "stop"],
  ["?", "?", "show or hide these keys"],
]);

/**
 * @param {Practice} practice
 * @param {import("../mirror/mirror.js").Mirror} mirror
 * @param {AbortSignal} signal
 * @returns {import("./view.js").Showing & {keys: Record<string, () => void>}}
 */
export function playScreen(practice, mirror, signal) {
  const playback = /** @type {Playback} */ (practice.playback);
  const parts = partsOf();
  const { pause, longer, keys } = controls(playback);
  const list = keyList();
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const drawFrame = framer(playback, parts, still);

  const update = () => {
    if (playback.over) return;
    showPhase(playback, parts);
    pause.textContent = playback.paused ? "Resume" : "Pause";
    showLonger(playback, longer);
    drawFrame();
  };
  let drawn_ms = 0;
  const frame = (/** @type {number} */ now_ms) => {
    if (signal.aborted || playback.over) return;
    // Thirty pictures a second are smooth enough for so slow a movement, and easy on a small machine.
    if (!playback.paused && now_ms - drawn_ms > 30) {
      drawFrame();
      drawn_ms = now_ms;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  parts.el.append(mirror.glass, keys.el, mirror.choices, list);
  const toggle = () => (list.open = !list.open);
  return { el: parts.el, first: pause, update, keys: { ...keys.actions, "?": toggle } };
}

function partsOf() {
  const made = {
    where: element("p", { class: "pk-player-where" }),
    progress: element("progress", { "aria-label": "How much of the session is done" }),
    face: element("div", { class: "pk-player-face" }),
    name: element("h3", { tabindex: -1 }),
    side: element("p", { class: "pk-player-side" }),
    arc: drawn("circle", { class: "pk-player-arc", cx: 60, cy: 60, r: 52, "stroke-dasharray": ROUND }),
    word: element("p", { class: "pk-player-word" }),
    left: element("p", { class: "pk-player-left" }),
    turn: element("p", { class: "pk-player-turn" }),
    steps: element("ol", { class: "pk-player-steps" }),
    next: element("p", { class: "pk-player-next" }),
  };
  const track = drawn("circle", { class: "pk-player-track", cx: 60, cy: 60, r: 52 });
  const ring = drawn("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" }, track, made.arc);
  const dial = element("div", { class: "pk-player-dial" }, ring, element("div", {}, made.left, made.turn));
  const head = element("div", { class: "pk-player-head" }, made.where, made.progress);
  const what = element("div", { class: "pk-player-what" }, made.name, made.side);
  const now = element("div", { class: "pk-player-now" }, made.word, dial);
  return { ...made, el: element("div", { class: "pk-player-play" }, head, what, now, made.next, made.face, made.steps) };
}

/** @param {Playback} playback @param {ReturnType<typeof partsOf>} parts */
function showPhase({ run, place, paused }, parts) {
  const phase = run.timeline[place.index];
  const card = run.session.cards[phase.item];
  parts.name.textContent = card.name;
  parts.side.textContent = sideWords(phase.side);
  parts.word.textContent = paused ? "Paused" : phaseWord(phase, card);
  parts.turn.textContent = phase.hold && phase.holds > 1 ? `${phase.hold} of ${phase.holds}` : "";
  parts.next.textContent = nextWords(run.timeline, place.index, run.session.cards);
  parts.el.dataset.kind = phase.kind;
  if (parts.steps.dataset.item === String(phase.item)) return;
  parts.steps.dataset.item = String(phase.item);
  parts.steps.replaceChildren(...card.steps.map((step) => element("li", {}, step)));
}

/**
 * Make the function that draws what changes all the time.
 *
 * @param {Playback} playback
 * @param {ReturnType<typeof partsOf>} parts
 * @param {MediaQueryList} still
 */
function framer(playback, parts, still) {
  /** @type {Map<string, import("../face.js").Face>} */
  const faces = new Map();
  let posed = "";
  return () => {
    const { run, at_s } = playback;
    const { index, within_s, left_s } = phaseAt(run.timeline, at_s);
    const phase = run.timeline[index];
    const key = `${phase.item} ${phase.side}`;
    const face = faces.get(key) ?? drawFace(run.session.cards[phase.item].drawings[phase.side]);
    faces.set(key, face);
    if (parts.face.firstChild !== face.svg) parts.face.replaceChildren(face.svg);
    const { hold_s } = run.session.plan.items[phase.item];
    const { turn, intensity } = poseAt(phase, within_s, still.matches, face.turns, hold_s);
    if (posed !== `${key} ${turn} ${intensity}`) face.pose(intensity, turn);
    posed = `${key} ${turn} ${intensity}`;
    const shown_s = still.matches ? Math.ceil(left_s) : left_s;
    parts.arc.setAttribute("stroke-dashoffset", String(ROUND * (1 - Math.min(1, shown_s / phase.duration_s))));
    setText(parts.left, String(Math.ceil(left_s - 1e-6)));
    const all_s = total(run.timeline);
    const exercise = `Exercise ${phase.item + 1} of ${run.items.length}`;
    setText(parts.where, `${exercise} · ${clockTime(all_s - at_s)} left`);
    parts.progress.max = all_s;
    parts.progress.value = at_s;
  };
}

/** @param {HTMLElement} part @param {string} text */
function setText(part, text) {
  if (part.textContent !== text) part.textContent = text;
}

/** @param {Playback} playback */
function controls(playback) {
  const actions = {
    " ": () => (playback.paused ? playback.play() : playback.pause()),
    ArrowLeft: () => playback.back(),
    ArrowRight: () => playback.skip(),
    r: () => playback.lengthenRests(),
    s: () => playback.stop(null),
    t: () => playback.stop("stopped_tight"),
    h: () => playback.stop("stopped_pain"),
    m: () => playback.stop("stopped_other"),
  };
  const button = (/** @type {keyof typeof actions} */ key, /** @type {string} */ words, className = "pk-player-button") =>
    element("button", { type: "button", class: className, onclick: actions[key], "aria-keyshortcuts": key === " " ? "Space" : key }, words);
  const pause = button(" ", "Pause", "pk-form-button");
  const longer = button("r", "Longer rest");
  const go = element(
    "div",
    { class: "pk-player-row", role: "group", "aria-label": "Controls" },
    pause,
    button("ArrowLeft", "Back"),
    button("ArrowRight", "Skip"),
    longer,
    button("s", "Stop"),
  );
  const stops = element(
    "div",
    { class: "pk-player-row pk-player-stops", role: "group", "aria-label": "Stop because" },
    element("span", { "aria-hidden": "true" }, "Stop because"),
    button("t", "My face feels tight"),
    button("h", "It hurts"),
    button("m", "Something else moves along"),
  );
  return { pause, longer, keys: { el: element("div", { class: "pk-player-controls" }, go, stops), actions } };
}

/** @param {Playback} playback @param {HTMLButtonElement} longer */
function showLonger({ run, place }, longer) {
  const last = run.timeline.findLastIndex(({ kind }) => kind === "rest");
  const extra_s = last < 0 ? 0 : run.timeline[last].duration_s - run.session.timeline[last].duration_s;
  longer.disabled = last < place.index;
  longer.textContent = extra_s ? `Longer rest (now +${extra_s} s)` : "Longer rest";
}

function keyList() {
  const lines = KEYS.map(([, name, does]) => element("li", {}, element("kbd", {}, name), ` ${does}`));
  return element("details", { class: "pk-player-keys" }, element("summary", {}, "Keys"), element("ul", {}, ...lines));
}
