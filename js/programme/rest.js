// @ts-check
// Rests from practice: since when and why, going on, and a form for a new one.

import { element } from "../dom.js";
import { choiceLine, groupName, typed } from "./fields.js";

/** @typedef {{ reason: string, dates: string, last_day: string }} Rest */

/**
 * @param {{ value: string, name: string }[]} reasons
 * @param {(content: Record<string, unknown>) => void} save
 */
export function restSection(reasons, save) {
  const name = groupName();
  const list = element("ul", { class: "pk-programme-list" });
  const goOn = element("button", { type: "button", class: "pk-form-button" }, "Go on with practice today");
  const resting = element("div", { class: "pk-programme-resting" }, list, goOn);
  const from = typed("From (empty: today)", { type: "date", name: "from_date" });
  const to = typed("First day of practice again (empty: not known yet)", { type: "date", name: "to_date" });
  const button = element("button", { type: "button", class: "pk-form-second" }, "Rest from practice");
  const choices = reasons.map((reason, n) => choiceLine("radio", name, reason, n === 0));
  const form = element(
    "details",
    { class: "pk-form-more" },
    element("summary", {}, element("strong", {}, "Rest from practice for a while"), " ", element("u", {}, "Plan a rest")),
    element("fieldset", { class: "pk-form-inner" }, element("legend", {}, "Why?"), ...choices),
    from,
    to,
    element("p", {}, "Nothing is asked for meanwhile. You can go on whenever you want, also earlier."),
    button,
  );
  const value = (/** @type {HTMLElement} */ label) => /** @type {HTMLInputElement} */ (label.querySelector("input")).value || null;
  button.addEventListener("click", () => {
    const reason = /** @type {HTMLInputElement} */ (form.querySelector(`[name=${name}]:checked`)).value;
    save({ what: "rest", reason, from_date: value(from), to_date: value(to) });
  });
  goOn.addEventListener("click", () => save({ what: "resume" }));

  const draw = (/** @type {Rest[]} */ rests) => {
    const held = resting.contains(document.activeElement) || form.contains(document.activeElement);
    resting.hidden = !rests.length;
    form.hidden = rests.length > 0;
    list.replaceChildren(...rests.map(({ reason, dates }) => element("li", {}, `Rest ${dates}: ${reason}`)));
    // What had the focus is gone from view; what takes its place has it now.
    if (held) (rests.length ? goOn : /** @type {HTMLElement} */ (form.firstElementChild)).focus();
  };
  return { el: element("section", {}, element("h3", {}, "Rests"), resting, form), draw };
}
