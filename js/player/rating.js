// @ts-check
// A rating from 0 to 10 that may stay open: any touch or key gives it, the button takes it back.

import { element } from "../dom.js";
import { onGiven } from "../slider.js";

/**
 * @param {string} label
 * @param {string} low what 0 means
 * @param {string} high what 10 means
 * @returns {{el: HTMLElement, value: () => number | null}}
 */
export function rating(label, low, high) {
  /** @type {number | null} */
  let given = null;
  const output = element("output", {});
  const input = element("input", { type: "range", min: 0, max: 10, value: 0, "aria-label": label });
  const clear = element("button", { type: "button", class: "pk-player-clear", "aria-label": `${label}: leave open` }, "Leave open");
  const show = () => {
    output.value = given === null ? "not given" : `${given} of 10`;
    input.setAttribute("aria-valuetext", output.value);
    input.classList.toggle("pk-player-open", given === null);
    clear.hidden = given === null;
  };
  onGiven(input, () => {
    given = Number(input.value);
    show();
  });
  clear.addEventListener("click", () => {
    input.value = "0";
    given = null;
    show();
    input.focus();
  });
  show();
  const ends = element("div", { class: "pk-player-ends", "aria-hidden": "true" }, element("small", {}, low), element("small", {}, high));
  const head = element("div", { class: "pk-player-rated" }, element("strong", {}, label), output, clear);
  return {
    el: element("div", { class: "pk-player-rating" }, head, input, ends),
    value: () => given,
  };
}
