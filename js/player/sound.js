// @ts-check
// Sound by choice. Tones are scheduled ahead on the sound card's clock, so that a session can be followed by ear while
// the page is hidden and its timers are slow. Speech uses only voices that live on this machine: others send the
// words away.

import { phaseAt, startsOf, timeOf, total } from "../clock.js";

/** @typedef {import("../clock.js").Clock} Clock */
/** @typedef {import("../clock.js").Phase} Phase */

/** @typedef {"off" | "tones" | "words" | "count"} SoundChoice each holds what stands before it */

/** Hertz and seconds of the notes of each cue; a rising pair begins a hold, a falling one ends it. */
/** @type {Record<Phase["kind"] | "finish", [number, number][]>} */
const CUES = {
  get_ready: [[440, 0.18]],
  hold: [[523, 0.14], [784, 0.26]],
  rest: [[784, 0.14], [523, 0.26]],
  switch_side: [[440, 0.16], [659, 0.16], [440, 0.16]],
  finish: [[523, 0.18], [659, 0.18], [784, 0.45]],
};

/** How far ahead tones are scheduled: a hidden page may be woken only once a minute. */
const AHEAD_S = 150;

/**
 * The cues that fall into a stretch of a timeline, with the second of each: one at the start of every phase and one
 * at the end of all.
 *
 * @param {Phase[]} timeline
 * @param {number} from_s included
 * @param {number} to_s not included
 * @returns {{at_s: number, cue: keyof typeof CUES}[]}
 */
export function cuesBetween(timeline, from_s, to_s) {
  const starts = startsOf(timeline);
  const cues = timeline.map(({ kind }, index) => ({ at_s: starts[index], cue: /** @type {keyof typeof CUES} */ (kind) }));
  return [...cues, { at_s: total(timeline), cue: /** @type {const} */ ("finish") }].filter(
    ({ at_s }) => from_s <= at_s && at_s < to_s,
  );
}

/** @returns {SpeechSynthesisVoice[]} voices that speak without sending anything away, English ones first */
export function localVoices() {
  if (!("speechSynthesis" in window)) return [];
  const english = (/** @type {SpeechSynthesisVoice} */ voice) => Number(voice.lang.startsWith("en"));
  const voices = window.speechSynthesis.getVoices().filter(({ localService }) => localService);
  return voices.sort((a, b) => english(b) - english(a));
}

export class Sound {
  #settings;
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {Set<OscillatorNode>} */
  #notes = new Set();
  /** the second of the timeline up to which tones are scheduled */
  #until_s = 0;

  /** @param {{values: {sound: SoundChoice, volume: number}}} settings heeded as they change; volume from 0 to 100 */
  constructor(settings) {
    this.#settings = settings;
  }

  /** Ask for the sound card; browsers allow it only within a click or a key. */
  open() {
    if (this.#settings.values.sound !== "off") this.#context ??= new AudioContext();
    void this.#context?.resume();
  }

  /**
   * Schedule the tones of the next minutes that are not scheduled yet.
   *
   * @param {Phase[]} timeline
   * @param {Clock} clock running
   * @param {number} from_s where the clock stands
   */
  schedule(timeline, clock, from_s) {
    const context = this.#context;
    if (!context || this.#settings.values.sound === "off") return;
    const until_s = from_s + AHEAD_S * clock.speed;
    for (const { at_s, cue } of cuesBetween(timeline, Math.max(from_s, this.#until_s), until_s)) {
      this.#play(context, cue, context.currentTime + (timeOf(clock, at_s) - performance.now()) / 1000);
    }
    this.#until_s = until_s;
  }

  /** Take back every tone that has not sounded, as after a pause or a jump. */
  silence() {
    for (const note of this.#notes) note.stop();
    this.#notes.clear();
    this.#until_s = 0;
    if ("speechSynthesis" in window) window.speechSynthesis.cancel();
  }

  /** @param {keyof typeof CUES} cue let it be heard now */
  sample(cue) {
    this.open();
    if (this.#context) this.#play(this.#context, cue, this.#context.currentTime + 0.05);
  }

  /** @param {string} text */
  say(text) {
    const [voice] = localVoices();
    if (!text || !voice || !["words", "count"].includes(this.#settings.values.sound)) return;
    const words = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, volume: this.#settings.values.volume / 100 });
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(words);
  }

  /**
   * Count the last seconds of a hold aloud.
   *
   * @param {Phase[]} timeline
   * @param {number} before_s
   * @param {number} now_s
   */
  count(timeline, before_s, now_s) {
    const { index, left_s, done } = phaseAt(timeline, now_s);
    if (this.#settings.values.sound !== "count" || done || timeline[index].kind !== "hold") return;
    const left = Math.ceil(left_s);
    if (left <= 3 && left < Math.ceil(left_s + now_s - before_s)) this.say(String(left));
  }

  /** Give the sound card back. */
  close() {
    this.silence();
    void this.#context?.close();
    this.#context = null;
  }

  /**
   * @param {AudioContext} context
   * @param {keyof typeof CUES} cue
   * @param {number} at in seconds of the sound card
   */
  #play(context, cue, at) {
    let start = Math.max(at, context.currentTime);
    for (const [hertz, length_s] of CUES[cue]) {
      const note = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime((this.#settings.values.volume / 100) * 0.4, start + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + length_s);
      note.connect(gain).connect(context.destination);
      note.start(start);
      note.stop(start + length_s);
      note.addEventListener("ended", () => this.#notes.delete(note));
      this.#notes.add(note);
      start += length_s;
    }
  }
}
