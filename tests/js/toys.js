// @ts-check
// Small sessions whose answers one can see.

/**
 * @param {import("../../js/clock.js").Phase["kind"]} kind
 * @param {number} duration_s
 * @param {number} [hold]
 * @param {{item?: number, side?: "left" | "right" | "both", holds?: number}} [rest]
 * @returns {import("../../js/clock.js").Phase}
 */
export function phase(kind, duration_s, hold = 0, { item = 0, side = "both", holds = 1 } = {}) {
  return { kind, duration_s, item, side, hold, holds };
}
