// @ts-check
// The check-in that was saved today, in one line instead of all its questions, so that what comes after it is near.

import { element } from "../dom.js";
import { careFirst } from "./open_today.js";

/** @import { Answers } from "./answers.js" */
/** @import { Outcome } from "./open_today.js" */
/** @import { Asks } from "./questions.js" */

/**
 * What was said today, in a line.
 *
 * @param {Pick<Asks, "linked">} asks
 * @param {Answers} answers
 * @returns {string}
 */
export function saidToday({ linked }, answers) {
  const moves = linked.find(({ value }) => value === answers.linked_movement)?.name.toLowerCase();
  const along = answers.linked_movement === "none" ? "" : `, a part moves along: ${moves}`;
  return `Checked in today: tightness ${answers.tightness} of 10, pain ${answers.pain} of 10${along}.`;
}

/** @param {HTMLElement} all what it stands for */
export function savedLine(all) {
  const words = element("span", {});
  const button = element("button", { type: "button", class: "pk-form-second" });
  const care = element("div", {});
  const el = element("div", { class: "pk-check-in-today", hidden: true }, element("p", {}, words), button, care);
  let folds = false; // where the day's check-in was there already when the page came
  let folded = false;
  /** @type {Answers | null} */
  let saved = null;

  const show = () => {
    // With a sign for a doctor, what it says stays in sight.
    const may = folds && saved !== null && saved.red_flags.length === 0;
    el.hidden = !may;
    all.hidden = may && folded;
    care.hidden = !all.hidden;
    button.replaceChildren(all.hidden ? "See or change" : "Close");
    button.setAttribute("aria-expanded", String(!all.hidden));
  };
  button.addEventListener("click", () => {
    folded = !folded;
    show();
  });

  /**
   * @param {Pick<Asks, "linked">} asks
   * @param {Answers | null} answers those that were saved today
   * @param {Outcome} outcome
   */
  const draw = (asks, answers, outcome) => {
    saved = answers;
    const says = saved ? saidToday(asks, saved) : "";
    if (words.textContent !== says) words.replaceChildren(says);
    care.replaceChildren(...careFirst(outcome));
    show();
  };
  /** Fold from now on. */
  const fold = () => {
    folds = folded = true;
    show();
  };
  /** Fold again what was unfolded, as when it was saved anew. */
  const foldAgain = () => {
    const inside = all.contains(document.activeElement);
    folded = folds;
    show();
    if (!inside || !all.hidden) return;
    button.focus({ preventScroll: true });
    el.scrollIntoView({ block: "nearest" });
  };
  return { el, draw, fold, foldAgain };
}
