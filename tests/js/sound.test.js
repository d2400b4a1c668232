// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { running, stopped } from "../../js/clock.js";
import { Sound, localVoices } from "../../js/player/sound.js";
import { session } from "./toys.js";

const here = { name: "here", lang: "en-GB", localService: true };
const german = { name: "hier", lang: "de-DE", localService: true };
const away = { name: "away", lang: "en-US", localService: false };

/** @type {any[]} what was said */
let said = [];
/** @type {any[]} notes that were started */
let notes = [];
/** @type {any[]} */
let voices = [];

class Param {
  setValueAtTime() {}
  linearRampToValueAtTime() {}
  exponentialRampToValueAtTime() {}
}

class Node {
  /** @param {any} _context @param {any} [options] */
  constructor(_context, options) {
    Object.assign(this, { frequency: options?.frequency, gain: new Param(), from: 0, until: Infinity });
  }
  connect(/** @type {any} */ next) {
    return next;
  }
  start(/** @type {number} */ at) {
    Object.assign(this, { from: at });
    notes.push(this);
  }
  stop(/** @type {number} */ at = 0) {
    Object.assign(this, { until: at });
  }
  addEventListener() {}
}

beforeEach(() => {
  said = [];
  notes = [];
  voices = [away, german, here];
  const speechSynthesis = { getVoices: () => voices, speak: (/** @type {any} */ words) => said.push(words), cancel() {} };
  Object.assign(globalThis, {
    window: { speechSynthesis },
    SpeechSynthesisUtterance: class {
      constructor(/** @type {string} */ text) {
        Object.assign(this, { text });
      }
    },
    AudioContext: class {
      currentTime = 0;
      async resume() {}
      async close() {}
    },
    OscillatorNode: Node,
    GainNode: Node,
  });
});

const sound = (/** @type {import("../../js/player/sound.js").SoundChoice} */ choice) => {
  const made = new Sound({ values: { sound: choice, volume: 50 } });
  made.open();
  return made;
};

test("only voices of this machine speak, an English one first", () => {
  assert.deepEqual(localVoices(), [here, german]);
  sound("words").say("Hold.");
  assert.deepEqual(said.map(({ text, voice }) => [text, voice.name]), [["Hold.", "here"]]);
});

test("where every voice would send the words away, nothing is said", () => {
  voices = [away];
  sound("words").say("Hold.");
  assert.deepEqual(said, []);
});

test("with tones alone nothing is said; without sound nothing is heard", () => {
  sound("tones").say("Hold.");
  const silent = sound("off");
  silent.say("Hold.");
  silent.schedule(session().timeline, running(stopped(0), performance.now()), 0);
  assert.deepEqual([said, notes], [[], []]);
});

test("every tone is scheduled once, ahead of its time, however often one asks", () => {
  const made = sound("tones");
  const clock = running(stopped(0), performance.now());
  for (let at_s = 0; at_s < 20; at_s += 0.25) made.schedule(session().timeline, clock, at_s);
  const starts = notes.map(({ from }) => from).sort((a, b) => a - b);
  assert.equal(new Set(starts).size, starts.length, "a tone was doubled");
  assert.ok(Math.abs((starts.at(-1) ?? 0) - 28) < 1, "the last tone is at the end");
});

test("after a pause no tone is left, and they come again from where it goes on", () => {
  const made = sound("tones");
  const clock = running(stopped(0), performance.now());
  made.schedule(session().timeline, clock, 0);
  const first = notes.length;
  made.silence();
  assert.ok(notes.every(({ until }) => until === 0));
  made.schedule(session().timeline, running(stopped(16), performance.now()), 16);
  assert.ok(notes.length > first && notes.length < 2 * first);
});

test("the last three seconds of a hold are counted, each once", () => {
  const made = sound("count");
  const long = session().timeline.map((phase) => ({ ...phase, duration_s: 6 }));
  for (let at_s = 0; at_s < 18; at_s += 0.25) made.count(long, at_s, at_s + 0.25);
  assert.deepEqual(said.map(({ text }) => text), ["3", "2", "1"]);
});
