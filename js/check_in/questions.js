// @ts-check
// The questions, as native fields. Which of them are in view follows from the answers alone (see `unfold`).

import { element } from "../dom.js";
import { cited } from "../sources.js";
import { STILL } from "./answers.js";
import { choice, control, group, number, problem, range, showRating, small, tellAt } from "./fields.js";
import { since, usual } from "./returning.js";
import { atOnce } from "./unsaid.js";

/** @import { Source } from "../sources.js" */
/** @import { Answers } from "./answers.js" */
/** @import { Choice } from "./fields.js" */
/** @import { Last } from "./returning.js" */

/** The choice for every part at once. */
export const ALIKE = "movement_all";

/** @typedef {Choice & { says: string, closes: boolean, sources: Source[] }} Sign */

/**
 * What the form asks, in Python's words.
 *
 * @typedef {object} Asks
 * @property {Last | null} last the answers of the last time; null the first time
 * @property {boolean} can_save
 * @property {Sign[]} red_flags
 * @property {Choice[]} sides
 * @property {Choice[]} stages
 * @property {Choice[]} areas
 * @property {string[]} movement the words from 0 to 4
 * @property {Choice[]} linked
 * @property {Choice[]} agreements
 */

/**
 * Build the questions, in the order they are asked. Who has answered before is asked what changes from day to day;
 * the rest stands as it was, folded, and so do the signs, once they were answered today.
 *
 * @param {Asks} asks
 * @param {string} today the local date
 * @returns {HTMLElement[]}
 */
export function questions(asks, today) {
  const { red_flags, last } = asks;
  const rest = (/** @type {HTMLElement[]} */ ...parts) => element("div", { class: "pk-form-rest" }, ...parts);
  if (!last) {
    const begins = "Nothing is filled in for you. Until you have answered, the most careful answers count, so little is open.";
    return [
      element("p", { class: "pk-form-begins", "data-part": "begins" }, begins),
      signs(red_flags, false, ""),
      rest(...standing(asks), ...feeling(asks, ""), ...more(asks.agreements)),
    ];
  }
  const kept = element(
    "details",
    { class: "pk-form-more pk-check-in-kept" },
    element("summary", {}, element("span", { "data-part": "usual" }), " ", element("u", {}, "Change")),
    ...standing(asks),
    ...more(asks.agreements),
  );
  return [signs(red_flags, true, `${since(last, today)}: untick what no longer fits.`), rest(...feeling(asks, `${since(last, today)}, until you change it.`), kept)];
}

/**
 * What may differ every day.
 *
 * @param {Asks} asks
 * @param {string} hint
 */
function feeling({ areas, linked }, hint) {
  return [
    group("How does your face feel now?", hint, [
      range("tightness", "Tightness", "not tight", "as tight as can be"),
      element(
        "fieldset",
        { class: "pk-form-inner", "data-part": "tight_areas" },
        element("legend", {}, "Where is it tight? ", small("None ticked means everywhere.")),
        element("div", { class: "pk-form-tiles" }, ...areas.map((area) => choice("checkbox", "tight_areas", area))),
      ),
      range("pain", "Pain", "no pain", "the worst pain"),
    ]),
    group("Does one part move along when you move another?", "For example, the eye narrows when you smile.", [
      element("div", { class: "pk-form-row" }, ...linked.map((one) => choice("radio", "linked_movement", one))),
      problem("linked_movement"),
    ]),
  ];
}

/**
 * What stays the same for weeks.
 *
 * @param {Asks} asks
 */
function standing({ sides, stages, areas, movement: words }) {
  return [
    group("Which side is affected?", "Your own left and right, not those in a mirror or a photo.", [
      element("div", { class: "pk-form-row" }, ...sides.map((side) => choice("radio", "affected_side", side))),
      problem("affected_side"),
    ]),
    group("Where do you stand?", "", [
      ...stages.map((stage) => choice("radio", "stage", stage)),
      problem("stage"),
      number("weeks_since_onset", "Weeks since it began", "Leave empty if you do not know; what needs it then stays closed."),
    ]),
    movement(areas, words),
  ];
}

/**
 * Show what the answers ask for and hide the rest. Where to turn stands right below the sign that was ticked, at
 * once and without Python; with a sign that closes practice, the other questions step back.
 *
 * @param {HTMLFormElement} form
 * @param {Asks} asks
 * @param {Answers} answers
 * @param {string} today the local date
 */
export function unfold(form, asks, answers, today) {
  const show = (/** @type {string} */ selector, /** @type {boolean} */ shown) => {
    /** @type {HTMLElement} */ (form.querySelector(selector)).hidden = !shown;
  };
  show("[data-part=movement]", answers.stage !== STILL);
  show("[data-part=tight_areas]", answers.tightness > 0);
  show(".pk-form-rest", !asks.red_flags.some((sign) => sign.closes && answers.red_flags.includes(sign.value)));
  for (const sign of asks.red_flags) {
    const place = /** @type {HTMLElement} */ (form.querySelector(`[data-sign="${sign.value}"]`));
    if (!answers.red_flags.includes(sign.value)) place.replaceChildren();
    else if (!place.firstChild) place.append(turnTo(sign));
  }
  // "None of these" is for the person to tick, on every day anew: here it is only taken back.
  const none = control(form, "none_of_these");
  if (answers.red_flags.length) none.checked = false;
  if (!none.checked) form.querySelector("[data-part=signs]")?.setAttribute("open", "");
  const before = asks.last && asks.last.local_date !== today ? asks.last.answers.red_flags : [];
  show("[data-part=before]", before.some((sign) => answers.red_flags.includes(sign)));
  for (const [field, says] of Object.entries(atOnce(answers))) tellAt(form, field, says);
  const kept = form.querySelector("[data-part=usual]");
  if (kept && asks.last) kept.textContent = usual(asks, asks.last, answers, today);
  for (const name of ["tightness", "pain"]) showRating(form, name);
  showAlike(form, answers.movement);
}

/**
 * Tick "all alike" where every part was given the same, and only there.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, number>} movement
 */
function showAlike(form, movement) {
  const made = Object.keys(movement).map((area) => form.querySelector(`input[name="movement.${area}"]:checked`));
  const values = new Set(made.map((one) => /** @type {HTMLInputElement | null} */ (one)?.value));
  for (const one of form.querySelectorAll(`input[name=${ALIKE}]`)) {
    const radio = /** @type {HTMLInputElement} */ (one);
    radio.checked = values.size === 1 && values.has(radio.value);
  }
}

/**
 * Give every part the movement that was ticked for all.
 *
 * @param {HTMLFormElement} form
 * @param {string} value
 */
export function moveAlike(form, value) {
  for (const radio of form.querySelectorAll(`input[name^="movement."][value="${value}"]`)) /** @type {HTMLInputElement} */ (radio).checked = true;
}

/**
 * Show the agreements that make a difference today, each with what it opens, as Python worked out.
 *
 * @param {HTMLFormElement} form
 * @param {{ value: string, name: string }[]} agreements
 */
export function showAgreements(form, agreements) {
  const group = /** @type {HTMLElement} */ (form.querySelector("[data-part=agreements]"));
  group.hidden = agreements.length === 0;
  for (const label of group.querySelectorAll("label")) {
    const told = agreements.find(({ value }) => value === /** @type {HTMLInputElement} */ (label.control).value);
    label.hidden = !told;
    if (told) label.querySelector("span")?.firstChild?.replaceWith(told.name);
  }
}

/**
 * @param {Sign[]} red_flags
 * @param {boolean} folded
 * @param {string} before said of signs that were ticked on an earlier day
 */
function signs(red_flags, folded, before) {
  const items = red_flags.map((sign) =>
    element("li", {}, choice("checkbox", "red_flags", sign), element("div", { "data-sign": sign.value })),
  );
  const summary = element("summary", {}, element("u", {}, `${items.length} signs that need a doctor first: read them`));
  const list = element("ul", {}, ...items);
  const none = choice("checkbox", "none_of_these", { value: "yes", name: "None of these today" });
  // They can be denied only with the list in sight: it folds once it is.
  summary.addEventListener("click", (event) => {
    if (!none.querySelector("input")?.checked) event.preventDefault();
  });
  return group("Does any of this fit today?", "", [
    element("p", { class: "pk-form-begins", "data-part": "before" }, before),
    folded ? element("details", { "data-part": "signs" }, summary, list) : list,
    none,
    problem("none_of_these"),
  ]);
}

/** @param {Sign} sign */
function turnTo({ says, closes, sources }) {
  const words = closes ? [element("strong", {}, says), " No practice today."] : [says]; // whom to turn to is the loud line
  return element("div", { class: "pk-form-notice", role: "alert" }, element("p", {}, ...words), ...cited(sources));
}

/**
 * A native radio group for each area, laid out as a table whose columns are the words for how much it moves.
 *
 * @param {Choice[]} areas
 * @param {string[]} words
 */
function movement(areas, words) {
  const heads = words.map((word) => element("span", {}, word));
  const row = (/** @type {string} */ name, /** @type {string} */ part) =>
    element(
      "fieldset",
      { class: "pk-check-in-area" },
      element("legend", {}, part),
      ...words.map((word, much) => choice("radio", name, { value: String(much), name: word })),
    );
  const rows = [row(ALIKE, "All alike"), ...areas.map((area) => row(`movement.${area.value}`, area.name))];
  const table = group("How much does each part move?", "On the affected side, with an easy try. What you leave open counts as “none”.", [
    element("div", { class: "pk-check-in-heads", "aria-hidden": "true" }, element("span"), ...heads),
    ...rows,
    problem("movement"),
  ]);
  table.dataset.part = "movement";
  return table;
}

/**
 * What closes much, so it is asked for in view; then what a therapist has opened.
 *
 * @param {Choice[]} agreements
 */
function more(agreements) {
  const boxes = agreements.map((rule) => choice("checkbox", "therapist_agreed", rule));
  const agreed = group("My therapist has agreed to …", "Tick only what a therapist who knows your face has said.", boxes);
  agreed.dataset.part = "agreements";
  const fits = group("Does any of this fit you?", "Each of these changes what is open.", [
    choice("checkbox", "eye_stays_open", { value: "yes", name: "My eye does not close all the way" }),
    choice("checkbox", "neck_trouble", {
      value: "yes",
      name: "My neck gives trouble",
      hint: "Dizziness, numbness or weakness in an arm, or a recent injury.",
    }),
    number("weeks_since_toxin", "Weeks since botulinum toxin in the face", "Leave empty if you had none."),
    number("weeks_since_surgery", "Weeks since surgery on the face or its nerve", "Leave empty if you had none."),
  ]);
  return [fits, agreed];
}
