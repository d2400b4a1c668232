// @ts-check
// The check-in form. The fields hold what the person says; Python works out what it leaves open.

import { answersFrom, fieldsOf } from "../check_in/answers.js";
import { Draft, askAnew, ofTheDay, putBack, rate } from "../check_in/draft.js";
import { control, given, tellAt } from "../check_in/fields.js";
import { resultPanel } from "../check_in/open_today.js";
import { ALIKE, moveAlike, questions, showAgreements, unfold } from "../check_in/questions.js";
import { aged } from "../check_in/returning.js";
import { savedLine } from "../check_in/saved_line.js";
import { unsaid } from "../check_in/unsaid.js";
import { dayWords, localDate } from "../days.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { browserStorage } from "../player/outbox.js";
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
 * @property {string} anew when practice was stopped, with no check-in saved since; empty where it was not
 * @property {string} log_name the log that it is saved to
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

const SO_FAR = "This depends on your check-in. Until you have answered, the most careful answers count.";
const NOT_SAVED = "This depends on your check-in, which is not saved yet.";
const AGAIN = "What you answered before is here again. It is not saved yet.";
const ANEW = "It is here again, but how your face feels is asked anew.";

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const today = localDate(new Date());
  const asks = aged(model.get("asks"), today);
  const areas = asks.areas.map((area) => area.value);
  const form = element("form", { class: "pk-form pk-check-in", "aria-label": "Check-in", autocomplete: "off" });
  const panel = resultPanel();
  const status = element("p", { class: "pk-form-status", role: "status" });
  const button = element("button", { type: "button", class: "pk-form-button" }, "Save this check-in");
  const again = element("p", { class: "pk-form-notice", role: "status", hidden: true });
  const all = element("div", { class: "pk-check-in-all" }, ...questions(asks, today), panel.el);
  const done = savedLine(all);
  const title = element("h2", { class: "pk-form-unseen" }, "Your check-in"); // the page itself may have none above it
  form.append(title, again, done.el, all);
  if (asks.can_save) form.append(status);
  if (asks.can_save) all.append(element("div", { class: "pk-form-save" }, button));
  const draft = new Draft(model.get("log_name"), asks.can_save ? browserStorage() : null);

  const read = () => answersFrom(given(form), areas);
  /** The answers that were saved today, if any were. */
  const saved = () => {
    const { last } = model.get("asks");
    return last && last.local_date === localDate(new Date()) ? last.answers : null;
  };
  const missing = (/** @type {Answers} */ answers) =>
    unsaid(answers, { none: none.checked, open: (field) => !given(form).has(field) });
  const draw = () => {
    const answers = read();
    const outcome = model.get("outcome");
    const problem = model.get("problem");
    const state = stateOf(answers, outcome, problem);
    unfold(form, asks, answers, today);
    showAgreements(form, outcome.agreements);
    const depends = !asks.can_save || same(answers, saved()) ? "" : missing(answers) ? SO_FAR : NOT_SAVED;
    panel.draw(state, outcome, problem, depends);
    done.draw(asks, saved(), outcome);
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
  const answered = asks.last?.local_date === today && !asks.last.answers.red_flags.length;
  const forget = forgetter(none, answered, draw, signal);
  form.addEventListener("input", ({ target }) => {
    if (target === none && none.checked) untick(form, "red_flags");
    if (target instanceof HTMLInputElement && target.name === ALIKE) moveAlike(form, target.value);
    for (const { field } of told.splice(0)) tellAt(form, field, "");
    unfold(form, asks, read(), today);
    if (same(read(), saved())) draft.drop();
    else draft.keep(given(form), localDate(new Date()));
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
    const first = missing(answers);
    if (!first) return save({ answers }, new Date());
    told.push(first);
    tellAt(form, first.field, first.says);
    say("Not saved yet: one answer is missing.");
    goTo(form, first.field);
  });

  const refill = () => {
    const unanswered = fieldsOf(answersFrom(new FormData(), areas));
    const open = asks.last ? ofTheDay(model.get("anew") ? unanswered : new Map()) : unanswered;
    if (!same(read(), model.get("answers")) || asks.last) fill(form, model.get("answers"), open);
    draw();
  };
  /** After a stop, nothing that was said before it is taken as said now. */
  const leaveOpen = () => {
    if (!model.get("anew")) return;
    askAnew(form);
    tell(read());
    draw();
  };
  const stopped = () => {
    if (model.get("anew")) draft.drop();
    leaveOpen();
  };
  const stored = () => {
    draft.drop();
    again.hidden = true;
    draw();
    done.foldAgain();
  };
  for (const [event, react] of /** @type {const} */ ([
    ["change:asks", stored],
    ["change:answers", refill],
    ["change:outcome", draw],
    ["change:problem", draw],
    ["change:anew", stopped],
  ])) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  const first = model.get("asks").last?.answers;
  if (asks.last && same(model.get("answers"), first)) tell(asks.last.answers);
  refill();
  leaveOpen();
  const kept = draft.kept(today, asks.last?.local_date ?? "");
  if (kept) {
    putBack(form, kept, kept.day === today);
    const answers = read();
    again.hidden = same(answers, model.get("answers"));
    const begins = form.querySelector("[data-part=begins]");
    if (begins && !again.hidden) begins.remove(); // something is filled in, as the line above says
    again.textContent = kept.day === today ? AGAIN : `What you answered on ${dayWords(kept.day, today)} was not saved. ${ANEW}`;
    tell(answers);
    draw();
  }
  if (!kept && saved()) done.fold();
  el.replaceChildren(form);
}

/**
 * Put answers into the fields. A choice or a rating that nobody made, and that has the answer which counts where none
 * was given, stays open.
 *
 * @param {HTMLFormElement} form
 * @param {Answers} answers
 * @param {Map<string, string[]>} open what counts in the fields that may be unanswered
 */
function fill(form, answers, open) {
  const values = fieldsOf(answers);
  const made = given(form);
  for (const field of form.querySelectorAll("input")) {
    const value = values.get(field.name);
    const mayStayOpen = field.type === "radio" || field.type === "range";
    if (!value || (mayStayOpen && !made.has(field.name) && same(value, open.get(field.name)))) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.type === "range") rate(field, value[0]);
    else field.value = value[0] ?? "";
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
 * @param {() => void} draw called when the page is looked at again
 * @param {AbortSignal} signal
 * @returns {() => void} unticks it on another day
 */
function forgetter(none, ticked, draw, signal) {
  none.checked = ticked;
  let day = localDate(new Date());
  none.addEventListener("input", () => (day = localDate(new Date())));
  const forget = () => {
    if (localDate(new Date()) !== day) none.checked = false;
  };
  const lookedAt = () => {
    forget();
    draw();
  };
  document.addEventListener("visibilitychange", lookedAt, { signal });
  return forget;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function untick(form, name) {
  for (const box of form.querySelectorAll(`input[name=${name}]`)) /** @type {HTMLInputElement} */ (box).checked = false;
}

export default { render };
