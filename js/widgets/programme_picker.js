// @ts-check
// The choice of a programme. Starting one is Python's work; the browser gives the choice, the instant and the offset.

import { localDate } from "../days.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { saver } from "../saving.js";
import { cited } from "../sources.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Source } from "../sources.js" */

/** @typedef {{ kind: string, ask: string }} Ask */
/** @typedef {Ask & { dates: string, last_day: string }} Standing what is asked for, to its last day where it has one */
/** @typedef {{ value: string, name: string, says: string, asks: (Ask & { lasts: string })[], sources: Source[] }} Card */

/**
 * The synced traits of Python's ProgrammePicker.
 *
 * @typedef {object} Traits
 * @property {{ stage: string, programmes: Card[], can_save: boolean }} asks
 * @property {string} chosen the id of the programme that is chosen
 * @property {Standing[]} standing what is asked for, also what is over
 */

/**
 * What reaches past a day: what is over is not planned any more.
 *
 * @param {Standing[]} standing
 * @param {string} day a local date as ISO 8601 writes it
 * @returns {Standing[]}
 */
export function planned(standing, day) {
  return standing.filter(({ last_day }) => !last_day || last_day >= day);
}

/**
 * What becomes of that which is asked for now, when a programme starts: the same kinds end, the others go on.
 *
 * @param {Ask[]} standing
 * @param {Ask[]} asks what the programme asks for
 * @returns {string}
 */
export function change(standing, asks) {
  const there = (/** @type {Ask} */ { kind, ask }) => standing.some((one) => one.kind === kind && one.ask === ask);
  if (asks.every(there)) return "You have this planned already.";
  const says = (/** @type {boolean} */ ends) =>
    standing.filter(({ kind }) => asks.some((one) => one.kind === kind) === ends).map(({ ask }) => ask);
  const [ends, goesOn] = [says(true), says(false)];
  return [
    ends.length ? `It takes the place of: ${ends.join("; ")}.` : "",
    goesOn.length ? `Beside it goes on: ${goesOn.join("; ")}.` : "",
  ].join(" ").trim();
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const standing = element("div", { class: "pk-programme-standing" });
  const cards = element("fieldset", { class: "pk-form-question" });
  const changes = element("p", { class: "pk-programme-change" });
  const status = element("p", { class: "pk-form-status", role: "status" });
  const button = element("button", { type: "button", class: "pk-form-button" }, "Start this programme");
  const form = element("form", { class: "pk-form", "aria-label": "Programme" }, standing, cards, changes);
  if (model.get("asks").can_save) form.append(element("div", { class: "pk-form-save" }, button, status));

  const stands = () => planned(model.get("standing"), localDate(new Date()));
  const drawCards = () => {
    const { stage, programmes } = model.get("asks");
    cards.replaceChildren(
      element("legend", {}, "Which programme?", element("small", {}, `Suited to your check-in: ${stage}.`)),
      ...programmes.map(card),
    );
    drawChosen();
  };
  const drawChosen = () => {
    const chosen = model.get("chosen");
    for (const radio of cards.querySelectorAll("input")) radio.checked = radio.value === chosen;
    const programme = model.get("asks").programmes.find(({ value }) => value === chosen);
    changes.replaceChildren(programme ? change(stands(), programme.asks) : "");
  };
  const drawStanding = () => {
    const now = stands();
    const list = element("ul", {}, ...now.map(({ ask, dates }) => element("li", {}, `${ask}, ${dates}`)));
    const none = element("p", {}, "Nothing yet.");
    standing.replaceChildren(element("h3", {}, "What you have planned"), now.length ? list : none);
    drawChosen();
  };
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Started");

  cards.addEventListener("change", (event) => {
    status.replaceChildren();
    model.set("chosen", /** @type {HTMLInputElement} */ (event.target).value);
    model.save_changes();
    drawChosen();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => save({ programme: model.get("chosen") }, new Date()));
  for (const [event, react] of /** @type {const} */ ([
    ["change:asks", drawCards],
    ["change:chosen", drawChosen],
    ["change:standing", drawStanding],
  ])) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  drawCards();
  drawStanding();
  el.replaceChildren(form);
}

/** @param {Card} given */
function card({ value, name, says, asks, sources }) {
  const words = element("span", {}, element("strong", {}, name), element("small", {}, says));
  for (const [number, { kind, ask, lasts }] of asks.entries()) {
    const follows = asks.slice(0, number).some((earlier) => earlier.kind === kind) ? "then " : "";
    words.append(element("span", { class: "pk-programme-ask" }, [`${follows}${ask}`, lasts].filter(Boolean).join(", ")));
  }
  const radio = element("input", { type: "radio", name: "programme", value });
  const choice = element("label", { class: "pk-form-choice" }, radio, words);
  return element("div", { class: "pk-programme-card" }, choice, ...cited(sources));
}

export default { render };
