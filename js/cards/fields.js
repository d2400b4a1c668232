// @ts-check
// Small form parts of the explorer, each with a way to be shown anew.

import { element } from "../dom.js";

/** @typedef {{ id: string, name: string }} Named */

/**
 * A question with one answer.
 *
 * @param {{ name: string, legend: string, options: Named[], pick: (id: string) => void, row?: string }} asked
 */
export function radios({ name, legend, options, pick, row = "pk-form-row" }) {
  const inputs = options.map(({ id }) =>
    element("input", { type: "radio", name, value: id, onchange: () => pick(id) }),
  );
  const lines = options.map((option, i) => element("label", { class: "pk-form-choice" }, inputs[i], option.name));
  const el = element("fieldset", {}, element("legend", {}, legend), element("div", { class: row }, ...lines));
  return {
    el,
    /** @param {string} id */
    show(id) {
      inputs.forEach((input) => (input.checked = input.value === id));
    },
  };
}

/**
 * A question with any number of answers.
 *
 * @param {{ legend: string, options: Named[], pick: (ids: string[]) => void }} asked
 */
export function boxes({ legend, options, pick }) {
  const tell = () => pick(inputs.filter((input) => input.checked).map((input) => input.value));
  const inputs = options.map(({ id }) => element("input", { type: "checkbox", value: id, onchange: tell }));
  const lines = options.map((option, i) => element("label", { class: "pk-form-choice" }, inputs[i], option.name));
  const el = element("fieldset", {}, element("legend", {}, legend), element("div", { class: "pk-form-tiles" }, ...lines));
  return {
    el,
    /** @param {string[]} ids */
    show(ids) {
      inputs.forEach((input) => (input.checked = ids.includes(input.value)));
    },
  };
}

/**
 * A share from 0 to 1, in tenths.
 *
 * @param {{ label: string, ends: [string, string], pick: (share: number) => void }} asked
 */
export function slider({ label, ends, pick }) {
  const input = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.1,
    onchange: () => pick(Number(input.value)),
  });
  const edges = element("div", { class: "pk-form-ends", "aria-hidden": "true" }, ...ends.map((end) => element("span", {}, end)));
  const el = element("div", { class: "pk-form-range" }, element("label", {}, element("strong", {}, label), input), edges);
  return {
    el,
    /** @param {number} share */
    show(share) {
      input.value = String(share);
      input.setAttribute("aria-valuetext", `${Math.round(share * 100)} %`);
    },
  };
}
