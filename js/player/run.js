// @ts-check
// A run is a session on its way: where it stands, what was done so far, and what happened. It is plain data, so that
// the browser can keep it through a reload, and every change gives a new one. Seconds are those of the timeline.

import { phaseAt, startsOf, total } from "../clock.js";

/** @typedef {import("../clock.js").Phase} Phase */

/**
 * @typedef {object} Item One exercise of a plan, as `palsy_kit.session.SessionItem`.
 * @property {string} exercise_id
 * @property {Phase["side"][]} sides
 * @property {number} holds
 * @property {number} hold_s
 * @property {number} rest_s
 */

/**
 * @typedef {object} Card What a person needs to know to do an exercise.
 * @property {string} name
 * @property {string} technique
 * @property {string} technique_name
 * @property {string[]} steps
 * @property {string[]} cautions
 * @property {string[]} stop_if
 * @property {string[]} needs
 * @property {boolean} own_default whether a time or a number of it is not from any source
 * @property {Record<string, import("../face.js").FaceDrawing>} drawings by the side at work
 */

/**
 * @typedef {object} Session
 * @property {{kind: string, items: Item[], ready_s: number}} plan
 * @property {Phase[]} timeline
 * @property {Card[]} cards one for each item of the plan
 * @property {string[]} focus_areas
 */

/** @typedef {"completed" | "partial" | "stopped_tight" | "stopped_pain" | "stopped_other"} Outcome */
/** @typedef {{t_ms: number, at: string}} Stamp a monotonic time and the UTC instant */
/** @typedef {Stamp & {type: string, at_s: number}} RunEvent */

/**
 * @typedef {object} Run
 * @property {string} id
 * @property {Session} session
 * @property {Phase[]} timeline as it is played: with the person's own time to get ready, and longer rests
 * @property {number} planned_s
 * @property {number} at_s where it stands
 * @property {{holds_done: number, held_s: number, active_s: number}[]} items holds held to their end, seconds of
 * holds, and of all phases
 * @property {string} started_at UTC
 * @property {number} utc_offset_min
 * @property {number | null} tightness_before
 * @property {Outcome | null} outcome null: not over
 * @property {RunEvent[]} events
 */

/**
 * @param {Session} session
 * @param {{id: string, ready_s: number, tightness_before: number | null, utc_offset_min: number, started_at: string}} start
 * @returns {Run}
 */
export function begin(session, { id, ready_s, tightness_before, utc_offset_min, started_at }) {
  const timeline = session.timeline.map((phase) => (phase.kind === "get_ready" ? { ...phase, duration_s: ready_s } : phase));
  return {
    id,
    session,
    timeline,
    planned_s: total(timeline),
    at_s: 0,
    items: session.plan.items.map(() => ({ holds_done: 0, held_s: 0, active_s: 0 })),
    started_at,
    utc_offset_min,
    tightness_before,
    outcome: null,
    events: [],
  };
}

/**
 * Let time pass up to a place in the timeline: what ran is credited, and a hold counts at its end.
 *
 * @param {Run} run
 * @param {number} to_s
 * @param {Stamp} stamp
 * @returns {Run}
 */
export function pass(run, to_s, stamp) {
  const starts = startsOf(run.timeline);
  const until_s = Math.min(to_s, starts[starts.length - 1]);
  const items = run.items.map((item) => ({ ...item }));
  const events = [...run.events];
  for (const [index, { kind, item }] of run.timeline.entries()) {
    const ran_s = Math.min(until_s, starts[index + 1]) - Math.max(run.at_s, starts[index]);
    if (ran_s <= 0) continue;
    items[item].active_s += ran_s;
    if (kind !== "hold") continue;
    items[item].held_s += ran_s;
    if (until_s < starts[index + 1]) continue;
    items[item].holds_done += 1;
    events.push({ type: "hold_done", at_s: starts[index + 1], ...stamp });
  }
  return { ...run, at_s: Math.max(run.at_s, until_s), items, events };
}

/**
 * Go to another place without credit for what lies between.
 *
 * @param {Run} run
 * @param {number} to_s
 * @param {string} type "skipped" or "back"
 * @param {Stamp} stamp
 * @returns {Run}
 */
export function jump(run, to_s, type, stamp) {
  return note({ ...run, at_s: to_s }, type, stamp);
}

/**
 * Write down that something happened.
 *
 * @param {Run} run
 * @param {string} type
 * @param {Stamp} stamp
 * @returns {Run}
 */
export function note(run, type, stamp) {
  return { ...run, events: [...run.events, { type, at_s: run.at_s, ...stamp }] };
}

/**
 * @param {Run} run
 * @returns {number} the second at which the next exercise begins, or the end
 */
export function nextExercise({ timeline, at_s }) {
  const { item } = timeline[phaseAt(timeline, at_s).index];
  const next = timeline.findIndex((phase) => phase.item > item);
  return next < 0 ? total(timeline) : startsOf(timeline)[next];
}

/**
 * @param {Run} run
 * @returns {number} the second at which this exercise began, or, while getting ready, the one before it
 */
export function backTo({ timeline, at_s }) {
  const { item, kind } = timeline[phaseAt(timeline, at_s).index];
  const wanted = Math.max(0, kind === "get_ready" ? item - 1 : item);
  return startsOf(timeline)[timeline.findIndex((phase) => phase.item === wanted)];
}

/**
 * Make this rest and every later one longer. What lies behind keeps its length, so nothing moves.
 *
 * @param {Run} run
 * @param {number} extra_s
 * @param {Stamp} stamp
 * @returns {Run}
 */
export function lengthenRests(run, extra_s, stamp) {
  const { index } = phaseAt(run.timeline, run.at_s);
  const timeline = run.timeline.map((phase, place) =>
    phase.kind === "rest" && place >= index ? { ...phase, duration_s: phase.duration_s + extra_s } : phase,
  );
  return note({ ...run, timeline }, "longer_rest", stamp);
}

/**
 * Bring a run to its end: completed when every planned hold was held, unless the person stopped for a reason.
 *
 * @param {Run} run
 * @param {Outcome | null} reason
 * @param {Stamp} stamp
 * @returns {Run}
 */
export function end(run, reason, stamp) {
  const whole = run.items.every(({ holds_done }, index) => holds_done >= holdsPlanned(run.session.plan.items[index]));
  return note({ ...run, outcome: reason ?? (whole ? "completed" : "partial") }, reason ?? "finished", stamp);
}

/**
 * @param {Run} run
 * @returns {boolean} whether anything was practised: getting ready is not practice
 */
export function practised({ items }) {
  return items.some(({ held_s }) => held_s > 0);
}

/**
 * @param {Item} item
 * @returns {number} holds of all its sides
 */
export function holdsPlanned({ holds, sides }) {
  return holds * sides.length;
}

/** What the log takes for one exercise; somebody may go back for ever. */
const HOLDS_AT_MOST = 200;

/**
 * @typedef {object} Answers What a person says afterwards; everything may stay open.
 * @property {number | null} tightness_after
 * @property {number | null} effort
 * @property {number | null} discomfort
 * @property {boolean | null} new_linked_movement
 * @property {string} note
 */

/** @type {Answers} */
export const NO_ANSWERS = { tightness_after: null, effort: null, discomfort: null, new_linked_movement: null, note: "" };

/**
 * What goes into the practice log: the fields of `palsy_kit.session.PerformedSession`.
 *
 * @param {Run} run one that has ended
 * @param {Answers} answers
 * @param {string} logged_at UTC
 */
export function toRecord(run, answers, logged_at) {
  return {
    session_id: run.id,
    kind: run.session.plan.kind,
    started_at: run.started_at,
    utc_offset_min: run.utc_offset_min,
    planned_s: run.planned_s,
    active_s: rounded(run.items.reduce((sum, { active_s }) => sum + active_s, 0)),
    outcome: run.outcome ?? "partial",
    focus_areas: run.session.focus_areas,
    exercises: run.session.plan.items.map((item, index) => ({
      exercise_id: item.exercise_id,
      holds_done: Math.min(HOLDS_AT_MOST, run.items[index].holds_done),
      holds_planned: holdsPlanned(item),
      active_s: rounded(run.items[index].active_s),
    })),
    tightness_before: run.tightness_before,
    ...answers,
    logged_at,
  };
}

/** @typedef {ReturnType<typeof toRecord>} PerformedRecord */

/**
 * @param {number} seconds
 * @returns {number} to a thousandth
 */
function rounded(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
