// @ts-check
// The fields of the check-in, each with its words, and the place where it is said what is wrong with it.

import { element } from "../dom.js";
import { onGiven } from "../slider.js";

/** @typedef {{ value: string, name: string, hint?: string }} Choice */

/**
 * @param {string} title
 * @param {string} hint
 * @param {Node[]} children
 */
export function group(title, hint, children) {
  const legend = element("legend", {}, title, ...(hint ? [small(hint)] : []));
  return element("fieldset", { class: "pk-form-question" }, legend, ...children);
}

/**
 * @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {Choice} given
 */
export function choice(type, name, { value, name: words, hint }) {
  const box = element("input", { type, name, value });
  const text = element("span", {}, words, ...(hint ? [small(hint)] : []));
  return element("label", { class: "pk-form-choice" }, box, text);
}

/**
 * A rating from 0 to 10, open until it is given.
 *
 * @param {string} name
 * @param {string} words
 * @param {string} least
 * @param {string} most
 */
export function range(name, words, least, most) {
  const slider = element("input", { type: "range", name, min: 0, max: 10, step: 1, value: 0, "data-given": "no" });
  onGiven(slider, () => {
    if (slider.dataset.given === "yes") return;
    slider.dataset.given = "yes";
    // Where the value stays 0, the browser tells nothing.
    for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, { bubbles: true }));
  });
  const ends = element("span", { class: "pk-form-ends" }, element("span", {}, `0 ${least}`), element("span", {}, `10 ${most}`));
  const label = element("label", {}, element("strong", {}, words), slider, ends);
  const value = element("span", { "data-value-of": name, "aria-hidden": "true" }); // the slider says it by itself
  return element("div", { class: "pk-form-range" }, label, value, problem(name));
}

/**
 * Say beside a rating what it is, to eyes and to a screen reader.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function showRating(form, name) {
  const slider = control(form, name);
  const says = slider.dataset.given === "yes" ? `${slider.value} of 10` : "not answered yet";
  /** @type {HTMLElement} */ (form.querySelector(`[data-value-of=${name}]`)).textContent = says;
  slider.setAttribute("aria-valuetext", says);
}

/**
 * What the person has given: the fields of a form, without the ratings that are still open.
 *
 * @param {HTMLFormElement} form
 */
export function given(form) {
  const fields = new FormData(form);
  for (const slider of form.querySelectorAll("input[data-given=no]")) fields.delete(/** @type {HTMLInputElement} */ (slider).name);
  return fields;
}

/**
 * @param {string} name
 * @param {string} words
 * @param {string} hint
 */
export function number(name, words, hint) {
  const field = element("input", { type: "text", inputmode: "numeric", autocomplete: "off", name, maxlength: 12 });
  const label = element("label", { class: "pk-form-number" }, element("span", {}, words, small(hint)), field);
  return element("div", {}, label, problem(name));
}

/**
 * Where it is said what is wrong with a field.
 *
 * @param {string} field
 */
export function problem(field) {
  const id = `pk-${crypto.randomUUID()}`;
  return element("p", { class: "pk-form-problem", id, "aria-live": "polite", "data-problem": field });
}

/** @param {string} text */
export function small(text) {
  return element("small", {}, text);
}

/**
 * Say at a field what is wrong with it, to eyes and to a screen reader; without words, nothing.
 *
 * @param {HTMLFormElement} form
 * @param {string} field
 * @param {string} says
 */
export function tellAt(form, field, says) {
  const place = /** @type {HTMLElement} */ (form.querySelector(`[data-problem=${field}]`));
  if (place.textContent !== says) place.textContent = says;
  for (const input of form.querySelectorAll(`input[name=${field}], input[name^="${field}."]`)) {
    if (says) input.setAttribute("aria-describedby", place.id);
    else input.removeAttribute("aria-describedby");
    if (/** @type {HTMLInputElement} */ (input).type === "text") input.setAttribute("aria-invalid", String(Boolean(says)));
  }
}

/**
 * A single field by its name.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function control(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}
