// @ts-check
// The exercises of a programme of one's own: by area, each to be ticked, and what a therapist said of them.

import { element } from "../dom.js";

/** @import { Draft } from "./draft.js" */
/** @import { Choice } from "./fields.js" */

/** @typedef {Choice & { area: string, hint: string }} Exercise */

const ALL = "whole_face"; // goes with every area

/**
 * @param {Exercise[]} exercises
 * @param {Choice[]} groups
 * @param {(ids: string[]) => void} changed with all that are chosen, in the order in which they were
 */
export function exerciseList(exercises, groups, changed) {
  /** @type {string[]} */
  let chosen = [];
  const made = groups
    .map((group) => areaOf(group, exercises.filter(({ area }) => area === group.value)))
    .filter(({ ids }) => ids.length);
  const sum = element("p", { role: "status" });
  const el = element(
    "fieldset",
    { class: "pk-form-inner pk-programme-exercises" },
    element(
      "legend",
      {},
      "Which exercises?",
      element("small", {}, "None ticked: all that fit. Ticked: only these, on the days on which they are open."),
    ),
    ...made.map((area) => area.el),
    sum,
  );
  el.addEventListener("change", (event) => {
    const { value, checked } = /** @type {HTMLInputElement} */ (event.target);
    changed(checked ? [...chosen, value] : chosen.filter((id) => id !== value));
  });
  const draw = (/** @type {Draft} */ { areas, exercise_ids }) => {
    chosen = exercise_ids;
    for (const area of made) area.draw(chosen, !areas.length || areas.includes(area.value) || area.value === ALL);
    const says = chosen.length ? `${chosen.length} chosen.` : "";
    if (sum.textContent !== says) sum.replaceChildren(says);
  };
  return { el, draw };
}

/**
 * Say at each exercise why it is closed today, where it is.
 *
 * @param {HTMLElement} list
 * @param {Record<string, string>} closed the reason by the id
 */
export function showClosed(list, closed) {
  for (const place of list.querySelectorAll("[data-closed]")) {
    const why = closed[/** @type {HTMLElement} */ (place).dataset.closed ?? ""];
    place.replaceChildren(why ? `Closed today: ${why}` : "");
  }
}

/**
 * An area, folded until one of its exercises is chosen; with one chosen it is always there.
 *
 * @param {Choice} area
 * @param {Exercise[]} exercises
 */
function areaOf({ value: area, name }, exercises) {
  const ids = exercises.map(({ value }) => value);
  const count = element("span", { class: "pk-programme-count" });
  const lines = exercises.map(({ value, name: words, hint }) =>
    element(
      "label",
      { class: "pk-form-choice" },
      element("input", { type: "checkbox", name: "exercises", value }),
      element("span", {}, words, element("small", {}, hint), element("small", { "data-closed": value })),
    ),
  );
  const el = element("details", { class: "pk-form-more" }, element("summary", {}, element("strong", {}, name), " ", count), ...lines);
  let first = true;
  const draw = (/** @type {string[]} */ chosen, /** @type {boolean} */ wanted) => {
    const n = ids.filter((id) => chosen.includes(id)).length;
    for (const box of el.querySelectorAll("input")) box.checked = chosen.includes(box.value);
    count.replaceChildren(`${n} of ${ids.length} chosen`);
    el.hidden = !wanted && !n;
    if (first && n) el.open = true;
    if (n) first = false;
  };
  return { value: area, ids, el, draw };
}

/**
 * @param {number} longest
 * @param {(remark: string) => void} changed
 */
export function remarkField(longest, changed) {
  const text = element("textarea", { name: "remark", rows: 3, maxlength: longest });
  const el = element(
    "label",
    { class: "pk-programme-remark" },
    element("span", {}, "What your therapist said (if you like)"),
    text,
    element("small", {}, "You see it before each session and on the printed plan. It is never part of a study export."),
  );
  text.addEventListener("change", () => changed(text.value));
  const draw = (/** @type {Draft} */ { remark }) => {
    if (text.value !== remark) text.value = remark;
  };
  return { el, draw };
}
