// @ts-check
// Who has answered before: the answers of the last time, told in a line, and the weeks that went by since.

import { dayWords } from "../days.js";
import { same } from "../same.js";
import { STILL } from "./answers.js";

/** @import { Answers } from "./answers.js" */
/** @import { Choice } from "./fields.js" */
/** @import { Asks } from "./questions.js" */

/**
 * The last check-in.
 *
 * @typedef {object} Last
 * @property {string} local_date as ISO 8601 writes it; empty where it is not known
 * @property {Answers} answers
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_WEEKS = 5200; // as in Python

/** @type {(keyof Answers)[]} */
const KEPT = [
  "affected_side",
  "stage",
  "movement",
  "weeks_since_onset",
  "weeks_since_toxin",
  "weeks_since_surgery",
  "eye_closes",
  "neck_trouble",
  "therapist_agreed",
];

/**
 * What the form asks, with the weeks of the last answers counted on to today: whole ones, so never too many.
 *
 * @param {Asks} asks
 * @param {string} today the local date
 * @returns {Asks}
 */
export function aged(asks, today) {
  if (!asks.last?.local_date) return asks;
  const { local_date, answers } = asks.last;
  const passed = Math.max(0, Math.floor((Date.parse(today) - Date.parse(local_date)) / DAY_MS / 7));
  const on = (/** @type {number | string | null} */ weeks) =>
    typeof weeks === "number" ? Math.min(weeks + passed, MOST_WEEKS) : weeks;
  const counted = {
    weeks_since_onset: on(answers.weeks_since_onset),
    weeks_since_toxin: on(answers.weeks_since_toxin),
    weeks_since_surgery: on(answers.weeks_since_surgery),
  };
  return { ...asks, last: { local_date, answers: { ...answers, ...counted } } };
}

/**
 * @param {Last} last
 * @param {string} today the local date
 */
export function since({ local_date }, today) {
  return local_date ? `As on ${dayWords(local_date, today)}` : "As last time";
}

/**
 * What stays the same for weeks, in a line.
 *
 * @param {Pick<Asks, "sides" | "stages" | "movement">} asks
 * @param {Last} last
 * @param {Answers} answers
 * @param {string} today the local date
 * @returns {string}
 */
export function usual({ sides, stages, movement }, last, answers, today) {
  const name = (/** @type {Choice[]} */ choices, /** @type {string} */ value) =>
    choices.find((one) => one.value === value)?.name.toLowerCase() ?? value;
  const side = answers.affected_side === "both" ? "both sides" : `${name(sides, answers.affected_side)} side`;
  const much = Object.values(answers.movement);
  const [least, most] = [movement[Math.min(...much)], movement[Math.max(...much)]];
  const weeks = (/** @type {number | string | null} */ number, /** @type {string} */ what) =>
    number === null ? "" : `${number} ${number === 1 ? "week" : "weeks"} since ${what}`;
  const parts = [
    side,
    name(stages, answers.stage),
    answers.stage === STILL ? "" : `parts move: ${least === most ? least : `${least} to ${most}`}`,
    weeks(answers.weeks_since_onset, "it began"),
    weeks(answers.weeks_since_toxin, "botulinum toxin"),
    weeks(answers.weeks_since_surgery, "surgery"),
    answers.eye_closes ? "" : "one eye does not close",
    answers.neck_trouble ? "neck trouble" : "",
    answers.weeks_since_toxin === null && answers.weeks_since_surgery === null ? "no botulinum toxin or surgery" : "",
  ];
  const asBefore = KEPT.every((field) => same(answers[field], last.answers[field]));
  return `${asBefore ? since(last, today) : "Changed today"}: ${parts.filter(Boolean).join(", ")}.`;
}
