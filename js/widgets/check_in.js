// @ts-check
// The check-in form. The fields hold what the person says; Python works out what it leaves open.

import { answersFrom, fieldsOf } from "../check_in/answers.js";
import { careFirst, openToday } from "../check_in/open_today.js";
import { control, openSigns, questions, showAgreements, unfold } from "../check_in/questions.js";
import { aged } from "../check_in/returning.js";
import { localDate } from "../days.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { same } from "../same.js";
import { saver } from "../saving.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Answers } from "../check_in/answers.js" */
/** @import { Asks } from "../check_in/questions.js" */
/** @import { Outcome } from "../check_in/open_today.js" */

/**
 * The synced traits of Python's CheckInForm.
 *
 * @typedef {object} Traits
 * @property {Asks} asks
 * @property {Answers} answers
 * @property {Outcome} outcome
 * @property {string} problem
 */

/**
 * What the panel shows: never the outcome of older answers.
 *
 * @param {Answers} answers
 * @param {Outcome} outcome
 * @param {string} problem
 * @returns {"working" | "problem" | "ready"}
 */
export function stateOf(answers, outcome, problem) {
  if (!same(answers, outcome.answers)) return "working";
  return problem ? "problem" : "ready";
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const today = localDate(new Date());
  const asks = aged(model.get("asks"), today);
  const areas = asks.areas.map((area) => area.value);
  const form = element("form", { class: "pk-form", "aria-label": "Check-in", autocomplete: "off" });
  const panel = resultPanel();
  const status = element("p", { class: "pk-form-status", role: "status" });
  const button = element("button", { type: "button", class: "pk-form-button" }, "Save this check-in");
  const saving = element("div", { class: "pk-form-save" }, button, status);
  form.append(...questions(asks, today), panel.el);
  if (asks.can_save) form.append(saving);

  const read = () => answersFrom(new FormData(form), areas);
  const draw = () => {
    const answers = read();
    const outcome = model.get("outcome");
    const problem = model.get("problem");
    unfold(form, asks, answers, today);
    showAgreements(form, outcome.agreements);
    panel.draw(stateOf(answers, outcome, problem), outcome, problem);
  };
  const tell = (/** @type {Answers} */ answers) => {
    model.set("answers", answers);
    model.save_changes();
  };
  const say = (/** @type {string} */ words) => status.replaceChildren(words);
  const save = saver(model, say, signal);

  const none = control(form, "none_of_these");
  form.addEventListener("input", (event) => {
    if (event.target === none) {
      if (none.checked) untick(form, "red_flags");
      else openSigns(form); // something fits: the answer is to say what
    }
    unfold(form, asks, read(), today);
  });
  form.addEventListener("change", (event) => {
    say(status.textContent?.startsWith("Saved") ? "Changed since it was saved." : "");
    tell(read());
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const answers = read();
    if (none.checked || answers.red_flags.length) return save({ answers }, new Date());
    say("Please read the signs at the top first: tick what fits, or “None of these”.");
    none.focus();
  });

  const refill = () => {
    if (!same(read(), model.get("answers"))) fill(form, model.get("answers"));
    draw();
  };
  for (const [event, react] of /** @type {const} */ ([
    ["change:answers", refill],
    ["change:outcome", draw],
    ["change:problem", draw],
  ])) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  const first = model.get("asks").last?.answers;
  if (asks.last && same(model.get("answers"), first)) tell(asks.last.answers);
  refill();
  el.replaceChildren(form);
}

/**
 * Put answers into the fields.
 *
 * @param {HTMLFormElement} form
 * @param {Answers} answers
 */
function fill(form, answers) {
  const values = fieldsOf(answers);
  for (const field of form.querySelectorAll("input")) {
    const given = values.get(field.name);
    if (!given) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function untick(form, name) {
  for (const box of form.querySelectorAll(`input[name=${name}]`)) /** @type {HTMLInputElement} */ (box).checked = false;
}

/** The panel of what is open, with a summary that a screen reader is told when it changes. */
function resultPanel() {
  const working = element("p", { class: "pk-check-in-working" }, "Working it out …");
  const summary = element("p", { class: "pk-check-in-summary", role: "status" });
  const parts = element("div", { class: "pk-check-in-groups" });
  const el = element(
    "section",
    { class: "pk-check-in-panel" },
    element("h3", {}, "What is open today"),
    working,
    element("div", { class: "pk-check-in-result" }, summary, parts),
  );

  /**
   * @param {"working" | "problem" | "ready"} state
   * @param {Outcome} outcome
   * @param {string} problem
   */
  const draw = (state, outcome, problem) => {
    el.dataset.state = state;
    el.setAttribute("aria-busy", String(state === "working"));
    if (state === "working") return;
    const says = state === "problem" ? `One answer cannot be used. ${problem}` : outcome.summary;
    if (summary.textContent !== says) summary.replaceChildren(says);
    const unfolded = new Set([...parts.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-key")));
    parts.replaceChildren(...(state === "problem" ? [] : [...careFirst(outcome), ...openToday(outcome)]));
    for (const one of parts.querySelectorAll("details")) one.open = unfolded.has(one.getAttribute("data-key"));
  };
  return { el, draw };
}

export default { render };
