// @ts-check
// The check-in form. The fields hold what the person says; Python works out what it leaves open.

import { answersFrom, fieldsOf } from "../check_in/answers.js";
import { control, tellAt } from "../check_in/fields.js";
import { careFirst, openToday } from "../check_in/open_today.js";
import { openSigns, questions, showAgreements, unfold } from "../check_in/questions.js";
import { aged } from "../check_in/returning.js";
import { unsaid } from "../check_in/unsaid.js";
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
  /** @type {import("../check_in/unsaid.js").Unsaid[]} what was told to be missing */
  const told = [];

  const none = control(form, "none_of_these");
  const forget = forgetter(none, asks.last?.local_date === today && !asks.last.answers.red_flags.length, signal);
  form.addEventListener("input", ({ target }) => {
    if (target === none) {
      if (none.checked) untick(form, "red_flags");
      else openSigns(form); // something fits: the answer is to say what
    }
    if (target instanceof HTMLInputElement) target.dataset.touched = "yes";
    for (const { field } of told.splice(0)) tellAt(form, field, "");
    unfold(form, asks, read(), today);
  });
  form.addEventListener("change", (event) => {
    say(status.textContent?.startsWith("Saved") ? "Changed since it was saved." : "");
    tell(read());
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    forget();
    const answers = read();
    const open = (/** @type {string} */ field) => !new FormData(form).has(field);
    const first = unsaid(answers, { none: none.checked, open });
    if (!first) return save({ answers }, new Date());
    told.push(first);
    tellAt(form, first.field, first.says);
    say("Not saved yet: one answer is missing.");
    goTo(form, first.field);
  });

  const refill = () => {
    const unanswered = asks.last ? null : answersFrom(new FormData(), areas);
    if (!same(read(), model.get("answers")) || asks.last) fill(form, model.get("answers"), unanswered);
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
 * Put answers into the fields. A choice that nobody made, and that has the answer which counts where none was given,
 * stays open.
 *
 * @param {HTMLFormElement} form
 * @param {Answers} answers
 * @param {Answers | null} unanswered what counts where nothing was answered; null: all was answered
 */
function fill(form, answers, unanswered) {
  const values = fieldsOf(answers);
  const open = unanswered ? fieldsOf(unanswered) : new Map();
  const made = new FormData(form);
  for (const field of form.querySelectorAll("input")) {
    const given = values.get(field.name);
    if (!given || (field.type === "radio" && !made.has(field.name) && same(given, open.get(field.name)))) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
  }
}

/**
 * Bring a field to sight and to the keyboard, where it is folded too.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function goTo(form, name) {
  const inputs = [...form.querySelectorAll(`input[name=${name}], input[name^="${name}."]`)];
  const field = /** @type {HTMLInputElement} */ (inputs[0]);
  field.closest("details")?.setAttribute("open", "");
  field.focus({ preventScroll: true });
  field.closest("fieldset")?.scrollIntoView({ block: "nearest" });
  form.querySelector(`[data-problem=${name}]`)?.scrollIntoView({ block: "center" });
}

/**
 * "None of these today" holds on the day on which it was ticked, also where the page stays open overnight.
 *
 * @param {HTMLInputElement} none
 * @param {boolean} ticked whether it was said before, on this day
 * @param {AbortSignal} signal
 * @returns {() => void} unticks it on another day
 */
function forgetter(none, ticked, signal) {
  none.checked = ticked;
  let day = localDate(new Date());
  none.addEventListener("input", () => (day = localDate(new Date())));
  const forget = () => {
    if (localDate(new Date()) !== day) none.checked = false;
  };
  document.addEventListener("visibilitychange", forget, { signal });
  return forget;
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
