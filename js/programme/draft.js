// @ts-check
// A programme in the making, as plain data: what the fields say, and why it cannot be used yet.

/** @typedef {{ name: string, minutes: number, at: string | null }} Anchor */

/**
 * What is asked for: sessions on fixed days, or a quota of sessions a week.
 *
 * @typedef {object} Ask
 * @property {string} kind
 * @property {number} minutes
 * @property {string[]} days
 * @property {number | null} sessions_per_day
 * @property {number | null} sessions_per_week
 * @property {number | null} sessions_per_week_max
 * @property {string[]} preferred_days
 * @property {Anchor[]} anchors
 * @property {number | null} for_days
 */

/** @typedef {{ words: string, lasts: string }} Said */
/** @typedef {{ value: string, name: string, says: string, stages: string[], areas: string[], exercise_ids: string[], remark: string, own: boolean, asks: (Ask & Said)[], sources: import("../sources.js").Source[] }} Card */
/** @typedef {{ stage: string, programme: string, begins: string | null, alone: boolean, areas: string[], exercise_ids: string[], remark: string, asks: Ask[] }} Draft */
/** @typedef {{ areas: string[], exercise_ids: string[], remark: string }} Mine what a person chose, kept from programme to programme */
/** @typedef {{ kind: string, ask: string, like: string }} Asked in words, and the same text for what asks for the same */
/** @typedef {Asked & { dates: string, last_day: string, exercise_ids: string[], remark: string }} Standing what is asked for, to its last day where it has one */

/**
 * What the fields of an ask hold, as they are typed.
 *
 * @typedef {object} Fields
 * @property {string} minutes
 * @property {string} how "fixed" or "quota"
 * @property {string[]} days ticked days; for a quota none means any
 * @property {string} per_day
 * @property {string} from
 * @property {string} to
 * @property {string} for_days
 * @property {{ name: string, minutes: string, at: string }[]} anchors
 */

export const LONGEST = 45; // as in Python's LONGEST_SESSION
const LONGEST_STEP = 3660;

/**
 * What the fields ask for, or why they cannot be used.
 *
 * @param {Fields} fields
 * @param {Ask} old
 * @returns {{ ask: Ask } | { problem: string }}
 */
export function askFrom(fields, old) {
  const minutes = whole(fields.minutes, LONGEST);
  if (!minutes) return { problem: `Give the minutes as a whole number from 1 to ${LONGEST}.` };
  const fixed = fields.how === "fixed";
  if (fixed && !fields.days.length) return { problem: "Choose at least one day." };
  const for_days = old.for_days === null ? null : whole(fields.for_days, LONGEST_STEP);
  if (for_days === 0) return { problem: `Give the days of this step as a whole number from 1 to ${LONGEST_STEP}.` };
  const anchors = fields.anchors.map(({ name, minutes, at }) => ({
    name: name.trim(),
    minutes: whole(minutes, LONGEST),
    at: at || null,
  }));
  if (anchors.some(({ name }) => !name)) return { problem: "Say what each part hangs on, such as “the kettle”." };
  const asked = minutes * (fixed ? Number(fields.per_day) : 1);
  const given = anchors.reduce((sum, part) => sum + part.minutes, 0);
  if (anchors.some((part) => !part.minutes) || (anchors.length && given !== asked)) {
    return { problem: `The parts come to ${given} of ${asked} minutes. Let them add up to ${asked}.` };
  }
  return { ask: { kind: old.kind, minutes, ...howOften(fields), anchors, for_days } };
}

/** @param {Fields} fields */
function howOften({ how, days, per_day, from, to }) {
  const none = { days: [], sessions_per_day: null, sessions_per_week: null, sessions_per_week_max: null };
  if (how === "fixed") return { ...none, days, sessions_per_day: Number(per_day), preferred_days: [] };
  const [lower, upper] = [Number(from), Number(to)];
  return {
    ...none,
    sessions_per_week: lower,
    sessions_per_week_max: upper > lower ? upper : null,
    preferred_days: days.length < 7 ? days : [],
  };
}

/**
 * @param {string} typed
 * @param {number} most
 * @returns {number} 0 where it is none from 1 on
 */
function whole(typed, most) {
  const number = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
  return number <= most ? number : 0;
}

/**
 * Minutes in whole parts that differ by one at most, the longer ones first: 5 in three are 2, 2 and 1.
 *
 * @param {number} minutes
 * @param {number} n
 * @returns {number[]}
 */
export function split(minutes, n) {
  return Array.from({ length: n }, (_, part) => Math.floor(minutes / n) + (part < minutes % n ? 1 : 0));
}

/**
 * A programme as it stands in the catalogue, for a person who has said some things already.
 *
 * @param {Card} card
 * @param {Draft} old
 * @param {Mine} mine what the person chose; exercises and a remark go with a programme of one's own alone
 * @returns {Draft}
 */
export function begun(card, old, mine) {
  const asks = card.asks.map(({ words, lasts, ...ask }) => ask);
  const { exercise_ids, remark } = card.own ? mine : card;
  return { ...old, programme: card.value, areas: card.areas.length ? card.areas : mine.areas, exercise_ids, remark, asks };
}

/**
 * The exercises and the remark of what stands: where a next version of it begins.
 *
 * @param {Standing[]} standing
 * @returns {{ exercise_ids: string[], remark: string }}
 */
export function chosenBefore(standing) {
  const { exercise_ids = [], remark = "" } = standing.findLast((one) => one.exercise_ids.length || one.remark) ?? {};
  return { exercise_ids, remark };
}

/**
 * What reaches past a day: what is over is not planned any more.
 *
 * @template {{ last_day: string }} T
 * @param {T[]} standing
 * @param {string} day a local date as ISO 8601 writes it
 * @returns {T[]}
 */
export function planned(standing, day) {
  return standing.filter(({ last_day }) => !last_day || last_day >= day);
}

/**
 * What becomes of that which is asked for now, when a programme starts: the same kinds end, the others go on, or end
 * as well.
 *
 * @param {Asked[]} standing
 * @param {Asked[]} asks what the programme asks for
 * @param {boolean} alone
 * @returns {string}
 */
export function change(standing, asks, alone = false) {
  const there = (/** @type {Asked} */ { kind, like }) => standing.some((one) => one.kind === kind && one.like === like);
  const others = once(standing.filter(({ kind }) => asks.every((one) => one.kind !== kind)).map(({ ask }) => ask));
  if (asks.every(there) && !(alone && others.length)) return "You have this planned already.";
  const replaced = once(standing.filter(({ kind }) => asks.some((one) => one.kind === kind)).map(({ ask }) => ask));
  const ends = alone ? once([...replaced, ...others]) : replaced;
  return [
    ends.length ? `It takes the place of: ${ends.join("; ")}.` : "",
    others.length && !alone ? `Beside it goes on: ${others.join("; ")}.` : "",
  ].join(" ").trim();
}

/**
 * Each of them once: what follows one another, and asks for the same, is told once.
 *
 * @param {string[]} words
 */
function once(words) {
  return [...new Set(words)];
}
