// @ts-check
// Before a session: what it holds, what to have ready, when to stop; sound and pace by choice; what an earlier page
// left behind.

import { total } from "../clock.js";
import { element } from "../dom.js";
import { waiting } from "./after_screens.js";
import { mayResume } from "./leftovers.js";
import { rating } from "./rating.js";
import { localVoices } from "./sound.js";
import { clockTime, counted, doneWords, roundTime, sideWords } from "./words.js";

/** @typedef {import("./practice.js").Practice} Practice */
/** @typedef {import("./run.js").Session} Session */

const SOUNDS = {
  off: "No sound",
  tones: "Soft tones",
  words: "Tones and spoken words",
  count: "Tones, spoken words and counting",
};
const READY_S = [3, 5, 8, 10, 15, 20, 30];

/**
 * @param {Practice} practice
 * @param {{session: Session | null, release: Session | null, why: string}} given
 * @param {import("./sound.js").Sound} sound
 * @returns {import("./view.js").Showing}
 */
export function startScreen(practice, { session, release, why }, sound) {
  const heading = element("h3", { tabindex: -1 }, session ? titleOf(session) : "Nothing to play just now");
  const tightness = rating("How tight is your face now?", "not tight", "as tight as can be");
  const begin = (/** @type {Session} */ chosen) => () => practice.start(chosen, tightness.value());
  const el = element("div", { class: "pk-player-start" }, ...practice.offers.slice(0, 1).map((run) => leftBehind(practice, run)));
  el.append(...practice.outbox.records().slice(0, 1).flatMap(({ session_id }) => refused(practice, session_id)), heading);
  if (!session && why) el.append(element("p", {}, why));
  if (session) {
    el.append(
      contents(session),
      stopIf(session),
      element("details", { class: "pk-form-more" }, element("summary", {}, "Sound and pace"), choices(practice, session, sound)),
      element("details", { class: "pk-form-more" }, element("summary", {}, "How does your face feel? (you may skip this)"), tightness.el),
      element("button", { type: "button", class: "pk-form-button pk-player-go", onclick: begin(session) }, "Start"),
    );
  }
  if (release) {
    const words = session ? "Tight already? Play the release only" : "Play the release";
    const length = roundTime(total(release.timeline));
    el.append(element("button", { type: "button", class: "pk-player-button", onclick: begin(release) }, `${words} (${length})`));
  }
  return { el, first: heading, update: () => {} };
}

/** @param {Session} session */
function titleOf(session) {
  return `Your session: ${counted(session.cards.length, "exercise")}, ${roundTime(total(session.timeline))}`;
}

/** @param {Session} session */
function contents({ plan, timeline, cards }) {
  const lines = cards.map((card, index) => {
    const seconds = total(timeline.filter(({ item }) => item === index));
    const sides = plan.items[index].sides.map(sideWords);
    const where = sides.length > 1 ? `${sides[0]}, then ${sides[1].toLowerCase()}` : sides[0];
    const small = element("small", {}, `${where} · ${card.technique_name}`);
    const mark = card.own_default ? "°" : "";
    return element("li", {}, element("span", {}, element("strong", {}, card.name), small), element("span", {}, clockTime(seconds) + mark));
  });
  const marked = cards.some(({ own_default }) => own_default);
  const note = element("p", { class: "pk-player-mark" }, element("small", {}, "° Our own default: no source gives all of its numbers."));
  return element("div", {}, element("ol", { class: "pk-player-contents" }, ...lines), ...(marked ? [note] : []));
}

/** @param {Session} session */
function stopIf({ cards }) {
  const all = (/** @type {"needs" | "cautions" | "stop_if"} */ what) => [...new Set(cards.flatMap((card) => card[what]))];
  const folded = (/** @type {string} */ title, /** @type {string[]} */ lines, open = false) => {
    const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    return lines.length ? [element("details", { open }, element("summary", {}, title), list)] : [];
  };
  const needs = all("needs");
  return element(
    "div",
    { class: "pk-form-notice pk-player-care" },
    element("p", {}, "Go gently, and stop when it gets tight or hurts. This is your own practice; it does not replace the advice of a professional."),
    ...(needs.length ? [element("p", {}, element("strong", {}, "Have ready: "), needs.join(", ").toLowerCase())] : []),
    ...folded("When to stop", all("stop_if"), true),
    ...folded("Take care", all("cautions")),
  );
}

/** @param {Practice} practice @param {Session} session @param {import("./sound.js").Sound} sound */
function choices({ settings }, session, sound) {
  const voices = localVoices().length > 0;
  const apply = () => Object.assign(sound, { choice: settings.values.sound, volume: settings.values.volume });
  const select = (/** @type {[string, string][]} */ options, /** @type {string} */ chosen, /** @type {(value: string) => void} */ take) => {
    const made = element("select", {}, ...options.map(([value, name]) => element("option", { value, selected: value === chosen }, name)));
    made.addEventListener("change", () => take(made.value));
    return made;
  };
  const offered = Object.entries(SOUNDS).filter(([value]) => voices || value === "off" || value === "tones");
  const chosen = voices || settings.values.sound === "off" ? settings.values.sound : "tones";
  const kind = select(offered, chosen, (value) => {
    settings.choose({ sound: /** @type {import("./sound.js").SoundChoice} */ (value) });
    apply();
  });
  const volume = element("input", { type: "range", min: 0, max: 100, step: 5, value: settings.values.volume });
  volume.addEventListener("change", () => {
    settings.choose({ volume: Number(volume.value) });
    apply();
  });
  const ready_s = settings.values.ready_s ?? session.plan.ready_s;
  const lengths = [...new Set([...READY_S, ready_s])].sort((a, b) => a - b);
  const ready = select(lengths.map((s) => [String(s), counted(s, "second")]), String(ready_s), (value) =>
    settings.choose({ ready_s: Number(value) }),
  );
  const hear = element("button", { type: "button", class: "pk-player-button", onclick: () => sound.sample("hold") }, "Hear a tone");
  const none = voices ? [] : [element("small", {}, "This browser has no voice of its own that could speak, so there are tones only.")];
  return element(
    "div",
    { class: "pk-player-choices" },
    field("Sound", kind),
    field("Volume", volume),
    hear,
    ...none,
    field("Time to get ready", ready),
    ...(canVibrate() ? [vibrate(settings)] : []),
  );
}

/** @param {string} label @param {HTMLElement} control */
function field(label, control) {
  return element("label", { class: "pk-player-field" }, element("span", {}, label), control);
}

function canVibrate() {
  return "vibrate" in navigator && matchMedia("(pointer: coarse)").matches;
}

/** @param {import("./settings.js").Settings} settings */
function vibrate(settings) {
  const box = element("input", { type: "checkbox", checked: settings.values.vibrate });
  box.addEventListener("change", () => settings.choose({ vibrate: box.checked }));
  return element("label", { class: "pk-form-choice" }, box, "Vibrate when something changes");
}

/** @param {Practice} practice @param {string} id of a record that waits */
function refused(practice, id) {
  const why = practice.refusals.get(id);
  if (!why) return [];
  const again = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.deliver() }, "Try again");
  const words = `A session is not in your log yet. ${waiting(practice.outbox.lasting, why)}`;
  return [element("div", { class: "pk-form-notice pk-player-offer", role: "status" }, element("p", {}, words), again)];
}

/** @param {Practice} practice @param {Practice["offers"][number]} run */
function leftBehind(practice, run) {
  const when = new Date(run.started_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const resume = element("button", { type: "button", class: "pk-form-button", onclick: () => practice.resumeOffer() }, "Resume");
  const keep = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.keepOffer() }, "Keep what was done");
  return element(
    "div",
    { class: "pk-form-notice pk-player-offer", role: "group", "aria-label": "A session that was interrupted" },
    element("p", {}, element("strong", {}, `You stopped in the middle of a session on ${when}.`), ` ${doneWords(run)}`),
    element("div", { class: "pk-player-row" }, ...(mayResume(run) ? [resume, keep] : [keep])),
  );
}
