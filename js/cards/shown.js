// @ts-check
// The exercise that is shown: its card, its face that moves, and the other stages of its movement beside it.

import { element } from "../dom.js";
import { drawFace } from "../face.js";
import { card } from "./card.js";
import { mover } from "./moving.js";

/** @import { FaceDrawing } from "../face.js" */

/**
 * @typedef {object} Shown
 * @property {string} exercise
 * @property {import("./card.js").CardText} card
 * @property {FaceDrawing} face
 * @property {string} seen which way round the face is
 * @property {{ id: string, name: string, stage: string, closed: boolean, face: FaceDrawing | null }[]} stages
 */

/**
 * @param {{ pick: (id: string) => void, compare: (on: boolean) => void, settings: HTMLElement, signal: AbortSignal }} tools
 */
export function shownView({ pick, compare, settings, signal }) {
  const move = element("button", { type: "button", class: "pk-explorer-button" });
  const beside = element(
    "button",
    { type: "button", class: "pk-explorer-button", onclick: () => compare(beside.ariaExpanded !== "true") },
    "Compare its stages",
  );
  const moving = mover(move, signal);
  const place = element("div");
  const row = element("div", { class: "pk-explorer-stages", role: "group", "aria-label": "The stages of this movement" });
  const bar = element("div", { class: "pk-explorer-bar" }, move, beside);
  const el = element("section", { class: "pk-explorer-shown", "aria-label": "The exercise" }, bar, row, place, settings);

  /** @param {Shown} given @param {boolean} comparing */
  function show(given, comparing) {
    const face = drawFace(given.face);
    const drawn = [face];
    const picture = element("figure", { class: "pk-card-figure" }, face.svg, element("figcaption", {}, given.seen));
    place.replaceChildren(card(given.card, picture));
    beside.hidden = !given.stages.length;
    beside.ariaExpanded = String(comparing);
    row.hidden = !comparing || !given.stages.length;
    const focused = row.contains(document.activeElement);
    row.replaceChildren();
    if (!row.hidden) {
      for (const one of given.stages) {
        const stage = one.face && drawFace(one.face);
        if (stage) drawn.push(stage);
        row.append(stageButton(one, one.id === given.exercise, stage?.svg, pick));
      }
    }
    if (focused) /** @type {HTMLElement | null} */ (row.querySelector("[aria-current]"))?.focus();
    move.hidden = ![given.face, ...given.stages.map((one) => one.face)].some(moves);
    moving.take(drawn);
  }
  return { el, show };
}

/** @param {FaceDrawing | null} face */
function moves(face) {
  return Boolean(face?.shapes.some(({ rest, pose, later }) => rest !== pose || later.length));
}

/**
 * @param {Shown["stages"][number]} one
 * @param {boolean} current
 * @param {SVGSVGElement | undefined} svg
 * @param {(id: string) => void} pick
 */
function stageButton({ id, name, stage, closed }, current, svg, pick) {
  svg?.setAttribute("aria-hidden", "true"); // the button has a name of its own
  return element(
    "button",
    { type: "button", class: "pk-explorer-stage", "aria-current": current && "true", onclick: () => pick(id) },
    element("strong", {}, name), // two may be at the same stage
    ...(svg ? [svg] : []),
    element("span", {}, stage, ...(closed ? [element("br"), "Closed today"] : [])),
  );
}
