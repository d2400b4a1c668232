// @ts-check
// What has to be said before a check-in can be saved, each with the field that says it. Nothing is answered for a
// person: a field that was left open counts with the careful answer, and is asked for here.

import { STILL } from "./answers.js";

/** @import { Answers } from "./answers.js" */
/** @typedef {{ field: string, says: string }} Unsaid */

export const WEEKS = /** @type {const} */ (["weeks_since_onset", "weeks_since_toxin", "weeks_since_surgery"]);

const CHOICES = /** @type {const} */ ({
  affected_side: "Say first which side is affected.",
  stage: "Say first where you stand.",
  tightness: "Say first how tight your face feels. Not tight is 0.",
  pain: "Say first how much it hurts. No pain is 0.",
  linked_movement: "Say first whether one part moves along.",
});

const SIGNS = "Read the signs above first. Then tick what fits, or, if nothing does, “None of these today”.";
const NOTHING_MOVES =
  "You said that movement is there, and no part has any. Mark a part that moves, or choose “No movement yet” above.";
const WHICH =
  "You said that nothing moves yet, and that a part moves along. Which of the two is right? If something moves, change your answer above.";

/**
 * The first thing that is not said yet, in the order of the form.
 *
 * @param {Answers} answers
 * @param {{ none: boolean, open: (field: string) => boolean }} given whether "none of these" is ticked, and whether a
 *   choice was left open
 * @returns {Unsaid | null}
 */
export function unsaid(answers, { none, open }) {
  const missing = (/** @type {keyof typeof CHOICES} */ field) => (open(field) ? [{ field, says: CHOICES[field] }] : []);
  const found = [
    ...(none || answers.red_flags.length ? [] : [{ field: "none_of_these", says: SIGNS }]),
    ...missing("affected_side"),
    ...missing("stage"),
    ...(nothingMoves(answers) ? [{ field: "movement", says: NOTHING_MOVES }] : []),
    ...missing("tightness"),
    ...missing("pain"),
    ...missing("linked_movement"),
    ...WEEKS.map((field) => ({ field, says: weeksProblem(answers[field]) })).filter(({ says }) => says),
  ];
  return found[0] ?? null;
}

/**
 * What is said at a field at once, whatever is saved: weeks that are none, and two answers that do not go together.
 *
 * @param {Answers} answers
 * @returns {Record<string, string>} the words by the field; empty where all is well
 */
export function atOnce(answers) {
  const doubtful = answers.stage === STILL && answers.linked_movement !== "none";
  return {
    ...Object.fromEntries(WEEKS.map((field) => [field, weeksProblem(answers[field])])),
    linked_movement: doubtful ? WHICH : "",
  };
}

/** @param {Answers} answers */
function nothingMoves({ stage, movement }) {
  return stage !== STILL && Object.values(movement).every((much) => much === 0);
}

/** @param {number | string | null} weeks */
function weeksProblem(weeks) {
  const whole = weeks === null || (typeof weeks === "number" && weeks <= 5200);
  return whole ? "" : `“${weeks}” cannot be used. Give whole weeks, such as 6, or leave it empty.`;
}
