// @ts-check
// Small sessions whose answers one can see, and a time that a test lets pass.

import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("../../js/clock.js").Phase} Phase */

/**
 * @param {Phase["kind"]} kind
 * @param {number} duration_s
 * @param {number} [hold]
 * @param {Partial<Phase>} [more]
 * @returns {Phase}
 */
export function phase(kind, duration_s, hold = 0, more = {}) {
  return { kind, duration_s, item: 0, side: "both", hold, holds: 1, ...more };
}

/**
 * Two exercises, 28 seconds: a smile of two holds (5 + 3 + 2 + 3 + 2), and a brow of one hold on either side
 * (5 + 3 + 2 + 3).
 *
 * @returns {import("../../js/player/run.js").Session}
 */
export function session() {
  const smile = { item: 0, holds: 2 };
  const brow = { item: 1, holds: 1 };
  return {
    plan: {
      kind: "daily",
      ready_s: 5,
      items: [
        { exercise_id: "smile", sides: ["both"], holds: 2, hold_s: 3, rest_s: 2 },
        { exercise_id: "brow", sides: ["left", "right"], holds: 1, hold_s: 3, rest_s: 0 },
      ],
    },
    timeline: [
      phase("get_ready", 5, 0, smile),
      phase("hold", 3, 1, smile),
      phase("rest", 2, 1, smile),
      phase("hold", 3, 2, smile),
      phase("rest", 2, 2, smile),
      phase("get_ready", 5, 0, { ...brow, side: "left" }),
      phase("hold", 3, 1, { ...brow, side: "left" }),
      phase("switch_side", 2, 0, { ...brow, side: "right" }),
      phase("hold", 3, 1, { ...brow, side: "right" }),
    ],
    cards: [card("Closed smile", "active"), card("Brow strokes", "massage")],
    focus_areas: ["mouth"],
  };
}

/**
 * @param {string} name
 * @param {string} technique
 * @returns {import("../../js/player/run.js").Card}
 */
export function card(name, technique) {
  const none = { cautions: [], stop_if: [], needs: [], drawings: {} };
  return { name, technique, technique_name: technique, steps: ["Sit at ease."], own_default: false, ...none };
}

export const STAMP = { t_ms: 0, at: "2026-11-03T18:00:00.000Z" };

/**
 * Put time into a test's own hands, so that a slow machine changes nothing.
 *
 * @param {import("node:test").TestContext} context
 * @returns {(ms: number) => void} let so many milliseconds pass, one by one
 */
export function heldTime(context) {
  let now_ms = 1000;
  let last = 0;
  /** @type {Map<number, {call: () => void, due_ms: number}>} */
  const waiting = new Map();
  context.mock.method(performance, "now", () => now_ms);
  // Not by Node's own mock timers: they run a delay of a fraction of a millisecond within the same one, for ever.
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ call, /** @type {number} */ delay_ms) => {
    waiting.set(++last, { call, due_ms: now_ms + Math.max(1, delay_ms) });
    return last;
  });
  context.mock.method(globalThis, "clearTimeout", (/** @type {number} */ id) => waiting.delete(id));
  return (ms) => {
    for (let passed_ms = 0; passed_ms < ms; passed_ms += 1) {
      now_ms += 1;
      for (const [id, { call, due_ms }] of [...waiting]) {
        if (due_ms <= now_ms && waiting.delete(id)) call();
      }
    }
  };
}

/**
 * Wait until something that was promised has come true, or a second is over: then the test's own check says what is not.
 *
 * @param {() => boolean} come
 */
export async function until(come) {
  for (let turn = 0; turn < 100 && !come(); turn += 1) await sleep(10);
}
