// @ts-check
// The explorer. The browser filters and moves; Python writes the card of the one exercise that is shown and draws it.

import { boxes, radios, slider } from "../cards/fields.js";
import { firstFor, found, foundWords, stillShown } from "../cards/found.js";
import { reasons, results, signs } from "../cards/results.js";
import { shownView } from "../cards/shown.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import focusPicker from "./focus_picker.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Choice, Offer } from "../cards/found.js" */

/**
 * The synced traits of Python's Explorer, beside those of the FocusPicker that it is.
 *
 * @typedef {object} OwnTraits
 * @property {Offer} asks
 * @property {"concern" | "area"} way
 * @property {string} concern
 * @property {string[]} techniques
 * @property {boolean} open_only
 * @property {string} exercise
 * @property {boolean} compare
 * @property {string} affected_side
 * @property {number} weakness
 * @property {string} view
 * @property {import("../cards/shown.js").Shown} shown
 *
 * @typedef {OwnTraits & import("./focus_picker.js").Traits} Traits
 */

const WAYS = [
  { id: "concern", name: "What bothers me" },
  { id: "area", name: "Part of the face" },
];

/** Two explorers on a page keep their radio buttons apart. */
let made = 0;

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const own = `pk-explorer-${++made}`;
  /** @type {<K extends keyof Traits & string>(name: K, value: Traits[K]) => void} */
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const choice = () => /** @type {Choice} */ ({
    way: model.get("way"),
    concern: model.get("concern"),
    chosen: model.get("chosen"),
    techniques: model.get("techniques"),
    open_only: model.get("open_only"),
  });
  const asks = model.get("asks");
  // Who chooses by keyboard stays where they are.
  let pressed = false;
  el.addEventListener("pointerdown", () => (pressed = true), { signal });
  el.addEventListener("keydown", () => (pressed = false), { signal });

  const way = radios({
    name: `${own}-way`,
    legend: "How would you like to find an exercise?",
    options: WAYS,
    pick: (id) => set("way", /** @type {Choice["way"]} */ (id)),
  });
  const concerns = radios({
    name: `${own}-concern`,
    legend: "What bothers you?",
    options: asks.concerns.map(({ id, says }) => ({ id, name: says })),
    row: "pk-explorer-concerns",
    pick: (id) => {
      model.set("exercise", firstFor(asks, id) ?? model.get("exercise"));
      set("concern", id);
    },
  });
  const kinds = boxes({ legend: "Show only these (none ticked: all)", options: asks.techniques, pick: (ids) => set("techniques", ids) });
  const openOnly = element("input", { type: "checkbox", onchange: () => set("open_only", openOnly.checked) });
  const settings = faceSettings(own, model, set);
  const showSettings = () => settings.show();
  const view = shownView({
    pick: (id) => set("exercise", id),
    compare: (on) => set("compare", on),
    settings: settings.el,
    signal,
  });

  const areas = element("div", { class: "pk-explorer-areas" });
  const filter = element("details", { class: "pk-form-more" }, element("summary", {}, element("u", {}, "Kinds of exercise")), kinds.el);
  const first = element("div", { class: "pk-explorer-why" });
  const why = element("div", { class: "pk-explorer-why" });
  const count = element("p", { role: "status", class: "pk-explorer-count" });
  const list = element("div", { role: "radiogroup", "aria-label": "Exercises" });
  list.addEventListener("change", (event) => set("exercise", /** @type {HTMLInputElement} */ (event.target).value));

  const seeAreas = () => {
    const concern = asks.concerns.find(({ id }) => id === model.get("concern"));
    model.set("chosen", concern?.areas ?? []);
    set("way", "area");
    /** @type {HTMLElement | null} */ (way.el.querySelector("input:checked"))?.focus();
  };
  const showFound = () => {
    const now = choice();
    const groups = found(asks, now);
    const concern = now.way === "concern" ? asks.concerns.find(({ id }) => id === now.concern) : undefined;
    first.replaceChildren(...(concern ? signs(concern) : []));
    why.replaceChildren(...(concern ? reasons(concern, seeAreas) : []));
    count.textContent = foundWords(groups, now);
    const focused = list.contains(document.activeElement);
    list.hidden = !groups.length;
    view.el.hidden = now.way === "concern" ? !concern : !now.chosen.length; // no exercise before anything is chosen
    list.replaceChildren(...results(groups, own, model.get("exercise")));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector("input:checked"))?.focus();
  };
  const showChoice = () => {
    const { way: by, concern, techniques, open_only } = choice();
    way.show(by);
    concerns.show(concern);
    kinds.show(techniques);
    openOnly.checked = open_only;
    concerns.el.hidden = by !== "concern";
    areas.hidden = filter.hidden = by !== "area";
    showFound();
  };
  const follow = () => {
    const shown = stillShown(found(asks, choice()), model.get("exercise"));
    if (shown !== model.get("exercise")) set("exercise", shown);
  };
  const showExercise = () => {
    for (const input of list.querySelectorAll("input")) input.checked = input.value === model.get("exercise");
  };
  const showCard = () => view.show(model.get("shown"), model.get("compare"));

  for (const name of /** @type {const} */ (["way", "concern", "chosen", "techniques", "open_only"])) {
    listen(model, name, showChoice, signal);
  }
  for (const name of /** @type {const} */ (["way", "chosen", "techniques", "open_only"])) listen(model, name, follow, signal);
  for (const name of /** @type {const} */ (["affected_side", "view", "weakness"])) listen(model, name, showSettings, signal);
  listen(model, "exercise", showExercise, signal);
  listen(model, "shown", showCard, signal);
  keepKeys(el, signal);
  focusPicker.render({ model: /** @type {any} */ (model), el: areas, signal });
  const open = element("label", { class: "pk-form-choice" }, openOnly, element("span", {}, "Only what is open today", element("small", {}, asks.based_on)));
  const choose = element("div", { class: "pk-explorer-choose" }, way.el, concerns.el, first, areas, filter);
  const left = element("div", { class: "pk-explorer-found" }, count, list, open);
  const both = element("div", { class: "pk-explorer-both" }, left, view.el, why);
  concerns.el.addEventListener("change", () => pressed && bringNear(first.childElementCount ? first : left));
  list.addEventListener("change", () => pressed && bringNear(view.el));
  el.append(element("section", { class: "pk-form pk-explorer", "aria-label": "Explorer of the exercises" }, choose, both));
  showSettings();
  showChoice();
  showCard();
}

/**
 * @param {AnyModel<Traits>} model
 * @param {keyof Traits & string} name
 * @param {() => void} react
 * @param {AbortSignal} signal
 */
function listen(model, name, react, signal) {
  model.on(`change:${name}`, react);
  signal.addEventListener("abort", () => model.off(`change:${name}`, react));
}

/**
 * Scroll to what was found, where it lies low on the page or below it.
 *
 * @param {HTMLElement} el
 */
function bringNear(el) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => {
    if (el.getBoundingClientRect().top < window.innerHeight / 2) return;
    el.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  });
}

/**
 * How the faces are drawn.
 *
 * @param {string} own
 * @param {AnyModel<Traits>} model
 * @param {<K extends keyof Traits & string>(name: K, value: Traits[K]) => void} set
 */
function faceSettings(own, model, set) {
  const { sides, views } = model.get("asks");
  const side = radios({ name: `${own}-side`, legend: "Your affected side", options: sides, pick: (id) => set("affected_side", id) });
  const view = radios({ name: `${own}-view`, legend: "The face is seen", options: views, pick: (id) => set("view", id) });
  const weak = slider({ label: "How weak that side is drawn", ends: ["like the other", "not moving"], pick: (share) => set("weakness", share) });
  const summary = element("summary", {}, element("u", {}, "How the face is drawn"));
  const show = () => {
    side.show(model.get("affected_side"));
    view.show(model.get("view"));
    weak.show(model.get("weakness"));
  };
  return { el: element("details", { class: "pk-form-more" }, summary, side.el, view.el, weak.el), show };
}

export default { render };
