// @ts-check
// Native fields that the builder is made of.

import { element } from "../dom.js";

/** @typedef {{ value: string, name: string }} Choice */

let made = 0;

/** A name that no other group of the page has. */
export function groupName() {
  made += 1;
  return `pk-programme-${made}`;
}

/**
 * A choice on a line of its own: the whole line is the target.
 *
 * @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {Choice} choice
 * @param {boolean} checked
 */
export function choiceLine(type, name, { value, name: words }, checked) {
  return element("label", { class: "pk-form-choice" }, element("input", { type, name, value, checked }), element("span", {}, words));
}

/**
 * Boxes to tick, in a row.
 *
 * @param {string} legend
 * @param {string} hint
 * @param {string} name
 * @param {Choice[]} choices
 * @param {string[]} ticked
 */
export function boxes(legend, hint, name, choices, ticked) {
  const lines = choices.map((choice) => choiceLine("checkbox", name, choice, ticked.includes(choice.value)));
  const row = element("div", { class: "pk-form-tiles" }, ...lines);
  const words = element("legend", {}, legend, ...(hint ? [element("small", {}, hint)] : []));
  return element("fieldset", { class: "pk-form-inner" }, words, row);
}

/**
 * A list to choose one from, beside its words.
 *
 * @param {string} words
 * @param {string} name
 * @param {Choice[]} choices
 * @param {string} chosen
 */
export function selection(words, name, choices, chosen) {
  const options = choices.map(({ value, name: says }) => element("option", { value, selected: value === chosen }, says));
  return element("label", { class: "pk-form-number" }, element("span", {}, words), element("select", { name }, ...options));
}

/**
 * Something to type, beside its words.
 *
 * @param {string} words
 * @param {Record<string, string | number | boolean>} properties
 */
export function typed(words, properties) {
  return element("label", { class: "pk-form-number" }, element("span", {}, words), element("input", properties));
}
