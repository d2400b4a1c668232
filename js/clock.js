// @ts-check
// Time in a session: a timeline of phases, and a clock that reads differences and never counts ticks, so that a
// late timer (a busy page, a hidden tab) shows late but never makes a hold longer.

/**
 * @typedef {object} Phase A stretch of a session with one thing to do, as `palsy_kit.session.Phase`.
 * @property {"get_ready" | "hold" | "rest" | "switch_side"} kind
 * @property {number} duration_s
 * @property {number} item counts from 0
 * @property {"left" | "right" | "both"} side
 * @property {number} hold counts from 1 within its side; 0 outside holds and rests
 * @property {number} holds
 */

/**
 * @typedef {object} Clock Where a session stands; frozen, every change gives a new one.
 * @property {number} at_s seconds into the timeline at `since_ms`
 * @property {number | null} since_ms the monotonic time from which it runs; null: it stands still
 * @property {number} speed timeline seconds in a second
 */

/**
 * The phase that a session is in after some seconds; at its end, the last phase with nothing left.
 *
 * @param {Phase[]} timeline
 * @param {number} elapsed_s
 * @returns {{index: number, within_s: number, left_s: number, done: boolean}}
 */
export function phaseAt(timeline, elapsed_s) {
  let start_s = 0;
  for (const [index, { duration_s }] of timeline.entries()) {
    if (elapsed_s < start_s + duration_s) {
      const within_s = Math.max(0, elapsed_s - start_s);
      return { index, within_s, left_s: duration_s - within_s, done: false };
    }
    start_s += duration_s;
  }
  return { index: timeline.length - 1, within_s: timeline.at(-1)?.duration_s ?? 0, left_s: 0, done: true };
}

/**
 * The second at which each phase begins, and after them the end.
 *
 * @param {Phase[]} timeline
 * @returns {number[]}
 */
export function startsOf(timeline) {
  const starts = [0];
  for (const { duration_s } of timeline) starts.push(starts[starts.length - 1] + duration_s);
  return starts;
}

/**
 * @param {Phase[]} timeline
 * @returns {number} seconds of all phases
 */
export function total(timeline) {
  return timeline.reduce((sum, { duration_s }) => sum + duration_s, 0);
}

/**
 * A clock that stands still.
 *
 * @param {number} at_s
 * @param {number} [speed]
 * @returns {Clock}
 */
export function stopped(at_s, speed = 1) {
  return { at_s, since_ms: null, speed };
}

/**
 * @param {Clock} clock
 * @param {number} now_ms
 * @returns {number} seconds into the timeline
 */
export function read(clock, now_ms) {
  return clock.since_ms === null ? clock.at_s : clock.at_s + ((now_ms - clock.since_ms) / 1000) * clock.speed;
}

/**
 * @param {Clock} clock
 * @param {number} now_ms
 * @returns {Clock} the same, running from now
 */
export function running(clock, now_ms) {
  return { ...clock, at_s: read(clock, now_ms), since_ms: now_ms };
}

/**
 * The monotonic time at which a running clock will read `at_s`.
 *
 * @param {Clock} clock
 * @param {number} at_s
 * @returns {number} milliseconds; infinite while it stands still
 */
export function timeOf(clock, at_s) {
  return clock.since_ms === null ? Infinity : clock.since_ms + ((at_s - clock.at_s) / clock.speed) * 1000;
}

/**
 * How far the drawn face is in its movement, from 0 (at rest) to 1: shown once while getting ready, then held.
 *
 * @param {Phase} phase
 * @param {number} within_s
 * @param {boolean} still no motion: the movement stays posed wherever it is about it
 * @returns {number}
 */
export function intensityAt(phase, within_s, still) {
  const eased_s = Math.min(1, phase.duration_s / 3);
  const ease = (/** @type {number} */ part) => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, part)))) / 2;
  if (still) return phase.kind === "rest" ? 0 : 1;
  if (phase.kind === "hold") return ease(within_s / eased_s);
  if (phase.kind === "rest") return 1 - ease(within_s / eased_s);
  return ease((2 * within_s) / phase.duration_s) * ease(2 - (2 * within_s) / phase.duration_s);
}

/** Seconds that a pose takes at least where several come in turn within one hold. */
const TURN_S = 2.4;

/**
 * The pose of the drawn face, and how far it is in it: where several take turns, a long hold goes through them all, one
 * after the other, and of short holds each shows the next.
 *
 * @param {Phase} phase
 * @param {number} within_s
 * @param {boolean} still no motion: within a hold nothing changes
 * @param {number} turns how many poses take turns
 * @param {number} hold_s seconds of each hold of the exercise
 * @returns {{ turn: number, intensity: number }}
 */
export function poseAt(phase, within_s, still, turns, hold_s) {
  const intensity = intensityAt(phase, within_s, still);
  if (turns === 1 || !phase.hold) return { turn: 0, intensity };
  if (hold_s < turns * TURN_S) return { turn: (phase.hold - 1) % turns, intensity };
  if (still) return { turn: 0, intensity };
  if (phase.kind === "rest") return { turn: turns - 1, intensity };
  const parts = turns * Math.floor(phase.duration_s / (turns * TURN_S));
  const part = { ...phase, duration_s: phase.duration_s / parts };
  const at = Math.min(parts - 1, Math.floor(within_s / part.duration_s));
  const part_s = within_s - at * part.duration_s;
  const falls = at < parts - 1 ? intensityAt(part, part.duration_s - part_s, false) : 1;
  return { turn: at % turns, intensity: Math.min(intensityAt(part, part_s, false), falls) };
}
