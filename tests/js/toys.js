// @ts-check
// Small sessions whose answers one can see.

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
