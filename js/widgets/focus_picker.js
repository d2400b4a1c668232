// @ts-check
// The choice of focus areas. The list is the form; the face beside it is a larger way to tick the same boxes.

import { drawn, element } from "../dom.js";
import { drawFace } from "../face.js";
import { keepKeys } from "../keys.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { FaceDrawing } from "../face.js" */

/**
 * The synced traits of Python's FocusPicker.
 *
 * @typedef {object} Traits
 * @property {string[]} chosen ids of areas
 * @property {Record<string, string>} closed why an area cannot be chosen today, by its id
 * @property {FaceDrawing} face
 * @property {Area[]} areas
 * @property {boolean} folded
 *
 * @typedef {{ id: string, name: string }} Area
 */

const WHOLE = "whole_face";
const BEGINS = "Choose one part or several, here or on the face.";

/**
 * What is chosen after an area was ticked or unticked: the whole face, or parts of it, in the order of the list.
 *
 * @param {string[]} chosen
 * @param {string} id
 * @param {Area[]} areas
 */
export function toggled(chosen, id, areas) {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  const kept = chosen.filter((other) => (other === WHOLE) === (id === WHOLE));
  return areas.map((area) => area.id).filter((other) => other === id || kept.includes(other));
}

/**
 * The words on an area of the picture.
 *
 * @param {Area} area
 * @param {string | undefined} reason why it is closed
 */
export function hint(area, reason) {
  return reason ? `${area.name}: not open today. ${reason}` : area.name;
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const areas = model.get("areas");
  const toggle = (/** @type {string} */ id) => {
    if (id in model.get("closed")) return;
    model.set("chosen", toggled(model.get("chosen"), id, areas));
    model.save_changes();
    show();
  };
  const light = (/** @type {string | null} */ id) => {
    for (const part of [...el.querySelectorAll("[data-area]")]) {
      part.classList.toggle("pk-focus-lit", part.getAttribute("data-area") === id);
    }
  };
  const lines = areas.map((area) => line(area, toggle));
  const begins = element("p", { class: "pk-form-begins", "aria-live": "polite" }, BEGINS);
  const picture = element("div", { class: "pk-focus-picture", "aria-hidden": "true" });
  const list = element(
    "fieldset",
    { class: "pk-form-question pk-focus-list" },
    element("legend", {}, "What would you like to work on?"),
    begins,
    ...lines.map(({ label }) => label),
  );

  const said = element("strong", {});
  const drawPicture = () => picture.replaceChildren(pictureOf(model.get("face"), areas));
  const show = () => {
    const [chosen, closed] = [model.get("chosen"), model.get("closed")];
    const everywhere = areas.every(({ id }) => closed[id] && closed[id] === closed[areas[0].id]);
    begins.textContent = everywhere ? `Nothing is open today. ${closed[areas[0].id]}` : BEGINS;
    lines.forEach((shown) => shown.show(chosen, closed, everywhere));
    showRegions(picture, areas, chosen, closed);
    said.replaceChildren(areas.filter(({ id }) => chosen.includes(id) && !(id in closed)).map(({ name }) => name).join(", ") || "Whole face");
  };
  const redraw = () => {
    drawPicture();
    show();
  };
  picture.addEventListener("click", (event) => {
    const area = areaUnder(event);
    if (area) toggle(area);
  });
  for (const part of [picture, list]) {
    part.addEventListener("pointerover", (event) => light(areaUnder(event)));
    part.addEventListener("pointerleave", () => light(null));
  }
  list.addEventListener("focusin", (event) => light(areaUnder(event)));
  list.addEventListener("focusout", () => light(null));

  for (const [event, react] of /** @type {const} */ ([
    ["change:chosen", show],
    ["change:closed", show],
    ["change:face", redraw],
  ])) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  redraw();
  const sides = element("div", { class: "pk-focus-sides" }, picture, list);
  const folds = () => element("details", { class: "pk-form-more" }, element("summary", {}, "To work on: ", said, " ", element("u", {}, "Change")), sides);
  el.append(model.get("folded") ? element("div", { class: "pk-form pk-form-line pk-focus" }, folds()) : element("div", { class: "pk-form pk-focus" }, sides));
}

/**
 * A box to tick, with the reason when it cannot be.
 *
 * @param {Area} area
 * @param {(id: string) => void} toggle
 */
function line(area, toggle) {
  const reason = element("small");
  const box = element("input", {
    type: "checkbox",
    onclick: (event) => {
      // A closed box stays in the order of the keyboard, so that its reason is read out; it only does not tick.
      if (box.getAttribute("aria-disabled") === "true") event.preventDefault();
    },
    onchange: () => toggle(area.id),
  });
  const label = element(
    "label",
    { class: "pk-form-choice", "data-area": area.id },
    box,
    element("span", {}, area.name, reason),
  );
  /** @type {(chosen: string[], closed: Record<string, string>, everywhere: boolean) => void} */
  const show = (chosen, closed, everywhere) => {
    const why = closed[area.id];
    box.checked = chosen.includes(area.id) && !why;
    box.setAttribute("aria-disabled", String(Boolean(why)));
    label.classList.toggle("pk-focus-closed", Boolean(why));
    reason.textContent = why ? `Not open today. ${everywhere ? "" : why}`.trim() : ""; // one reason for all is said once
    reason.hidden = !why;
  };
  return { label, show };
}

/**
 * @param {FaceDrawing} face
 * @param {Area[]} areas
 */
function pictureOf(face, areas) {
  const { svg } = drawFace(face);
  for (const region of svg.querySelectorAll(".pk-area")) {
    if (areas.some((area) => area.id === region.getAttribute("data-area"))) region.append(drawn("title"));
  }
  return svg;
}

/**
 * @param {HTMLElement} picture
 * @param {Area[]} areas
 * @param {string[]} chosen
 * @param {Record<string, string>} closed
 */
function showRegions(picture, areas, chosen, closed) {
  for (const area of areas) {
    for (const region of picture.querySelectorAll(`.pk-area[data-area="${CSS.escape(area.id)}"]`)) {
      region.classList.toggle("pk-focus-chosen", chosen.includes(area.id) && !(area.id in closed));
      region.classList.toggle("pk-focus-closed", area.id in closed);
      region.querySelector("title")?.replaceChildren(hint(area, closed[area.id]));
    }
  }
}

/** @param {Event} event */
function areaUnder(event) {
  const target = event.target instanceof Element ? event.target.closest(".pk-area, label") : null;
  return target?.getAttribute("data-area") ?? null;
}

export default { render };
