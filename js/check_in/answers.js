// @ts-check
// The answers of a check-in, to and from the fields of the form. Whether they can be used is Python's to say, so a
// number that is none goes up as it was typed.

/**
 * The fields of Python's CheckIn.
 *
 * @typedef {object} Answers
 * @property {string} affected_side
 * @property {string} stage
 * @property {Record<string, number>} movement
 * @property {number | string | null} weeks_since_onset
 * @property {number} tightness
 * @property {string[]} tight_areas
 * @property {number} pain
 * @property {string} linked_movement
 * @property {boolean} eye_closes
 * @property {number | string | null} weeks_since_toxin
 * @property {number | string | null} weeks_since_surgery
 * @property {boolean} neck_trouble
 * @property {string[]} red_flags
 * @property {string[]} therapist_agreed
 */

export const STILL = "no_movement_yet";

/** What counts where a choice is left open, as Python's CAREFUL has it. */
const CAREFUL = /** @type {Record<string, string>} */ ({ affected_side: "both", stage: STILL, linked_movement: "none" });

/**
 * Read the answers from the fields; one that is left open counts with the careful answer.
 *
 * @param {FormData} fields
 * @param {string[]} areas the areas that movement is asked for
 * @returns {Answers}
 */
export function answersFrom(fields, areas) {
  const text = (/** @type {string} */ name) => String(fields.get(name) ?? CAREFUL[name] ?? "");
  const all = (/** @type {string} */ name) => fields.getAll(name).map(String);
  const still = text("stage") === STILL;
  return {
    affected_side: text("affected_side"),
    stage: text("stage"),
    movement: Object.fromEntries(areas.map((area) => [area, still ? 0 : Number(text(`movement.${area}`))])),
    weeks_since_onset: weeks(text("weeks_since_onset")),
    tightness: Number(text("tightness")),
    tight_areas: Number(text("tightness")) ? all("tight_areas") : [],
    pain: Number(text("pain")),
    linked_movement: text("linked_movement"),
    eye_closes: !fields.has("eye_stays_open"),
    weeks_since_toxin: weeks(text("weeks_since_toxin")),
    weeks_since_surgery: weeks(text("weeks_since_surgery")),
    neck_trouble: fields.has("neck_trouble"),
    red_flags: all("red_flags"),
    therapist_agreed: all("therapist_agreed"),
  };
}

/**
 * The fields that hold the answers: the other way round.
 *
 * @param {Answers} answers
 * @returns {Map<string, string[]>} the values of each field by its name
 */
export function fieldsOf(answers) {
  const { movement, eye_closes, neck_trouble, ...others } = answers;
  const parts = Object.entries(movement).map(([area, much]) => [`movement.${area}`, much]);
  const ticks = { eye_stays_open: eye_closes ? [] : ["yes"], neck_trouble: neck_trouble ? ["yes"] : [] };
  const fields = Object.entries({ ...others, ...Object.fromEntries(parts), ...ticks });
  return new Map(fields.map(([name, value]) => [name, [value ?? ""].flat().map(String)]));
}

/**
 * Weeks as a whole number; nothing typed is not known; anything else stays as it was typed.
 *
 * @param {string} typed
 * @returns {number | string | null}
 */
export function weeks(typed) {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}
