// @ts-check
// Sound and pace by a person's own choice; what is chosen here stays chosen.

import { element } from "../dom.js";
import { localVoices } from "./sound.js";
import { counted } from "./words.js";

/** @type {Record<import("./sound.js").SoundChoice, string>} */
const SOUNDS = {
  off: "No sound",
  tones: "Soft tones",
  words: "Tones and spoken words",
  count: "Tones, spoken words and counting",
};
const NEED_A_VOICE = ["words", "count"];
const READY_S = [3, 5, 8, 10, 15, 20, 30];

/**
 * @param {import("./settings.js").Settings} settings
 * @param {import("./sound.js").Sound} sound
 * @param {number} planned_s to get ready, as the plan has it
 */
export function choices(settings, sound, planned_s) {
  const speaks = localVoices().length > 0;
  const about = speaks
    ? "With spoken words, the steps are read out while you get ready. Take more time for that if you need it."
    : "This browser has no voice of its own that could speak, so there are tones only.";
  return element(
    "div",
    { class: "pk-player-choices" },
    field("Sound", sounds(settings, speaks)),
    field("Volume", volume(settings)),
    element("button", { type: "button", class: "pk-player-button", onclick: () => sound.sample("hold") }, "Hear a tone"),
    field("Time to get ready", ready(settings, planned_s)),
    element("small", {}, about),
    ...(canVibrate() ? [vibrate(settings)] : []),
  );
}

/** @param {import("./settings.js").Settings} settings @param {boolean} speaks */
function sounds(settings, speaks) {
  const offered = Object.entries(SOUNDS).filter(([value]) => speaks || !NEED_A_VOICE.includes(value));
  const { sound } = settings.values;
  const chosen = speaks || !NEED_A_VOICE.includes(sound) ? sound : "tones";
  return select(offered, chosen, (value) => {
    settings.choose({ sound: /** @type {import("./sound.js").SoundChoice} */ (value) });
  });
}

/** @param {import("./settings.js").Settings} settings */
function volume(settings) {
  const input = element("input", { type: "range", min: 0, max: 100, step: 5, value: settings.values.volume });
  input.addEventListener("change", () => settings.choose({ volume: Number(input.value) }));
  return input;
}

/** @param {import("./settings.js").Settings} settings @param {number} planned_s */
function ready(settings, planned_s) {
  const chosen_s = settings.values.ready_s ?? planned_s;
  const lengths = [...new Set([...READY_S, chosen_s])].sort((a, b) => a - b);
  const named = lengths.map((s) => /** @type {[string, string]} */ ([String(s), counted(s, "second")]));
  return select(named, String(chosen_s), (value) => settings.choose({ ready_s: Number(value) }));
}

/**
 * @param {[value: string, name: string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} take
 */
function select(options, chosen, take) {
  const made = element("select", {}, ...options.map(([value, name]) => element("option", { value, selected: value === chosen }, name)));
  made.addEventListener("change", () => take(made.value));
  return made;
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
