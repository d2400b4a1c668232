// @ts-check
// What is open today: the outcome that Python worked out, put on the page.

import { element } from "../dom.js";

/** @import { Answers } from "./answers.js" */

/** @typedef {{ name: string, link: string | null }} Source */
/** @typedef {{ title: string, sides: { says: string, sources: Source[] }[], our_default: string }} Disagreement */

/**
 * @typedef {object} Reason
 * @property {string} rule
 * @property {string} closes
 * @property {string} reason
 * @property {string} instead
 * @property {Source[]} sources
 * @property {Disagreement | null} disagreement
 */

/** @typedef {{ areas: string, open: string[], closed: string[], reasons: Reason[] }} Group */

/**
 * @typedef {object} Outcome
 * @property {Answers} answers the answers that it was worked out from
 * @property {boolean} practice_closed
 * @property {{ id: string, turn_to: string, says: string, sources: Source[] }[]} red_flags
 * @property {string} summary
 * @property {Group[]} groups
 */

/**
 * The parts of the outcome, red flags first.
 *
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
export function openToday({ red_flags, groups }) {
  const flags = red_flags.map((flag) =>
    element("p", { class: "pk-form-notice" }, element("strong", {}, `${flag.turn_to}: `), flag.says, ...cited(flag.sources)),
  );
  return [...flags, ...groups.map(area)];
}

/** @param {Group} group */
function area({ areas, open, closed, reasons }) {
  const chips = element("ul", { class: "pk-check-in-open" }, ...open.map((name) => element("li", {}, name)));
  const why = element(
    "details",
    { "data-key": areas },
    element("summary", {}, `Closed today, and why: ${closed.join(", ") || "some exercises"}`),
    ...reasons.map(reason),
  );
  return element(
    "section",
    { class: "pk-check-in-group" },
    element("h4", {}, areas),
    open.length ? chips : element("p", {}, "Nothing is open here today."),
    ...(reasons.length ? [why] : []),
  );
}

/** @param {Reason} given */
function reason({ rule, closes, reason: why, instead, sources, disagreement }) {
  return element(
    "div",
    { class: "pk-check-in-reason", "data-rule": rule },
    element("p", {}, element("strong", {}, closes), element("br"), why),
    element("p", {}, element("strong", {}, "Instead: "), instead),
    ...(disagreement ? [differ(disagreement)] : []),
    ...cited(sources),
  );
}

/** @param {Disagreement} disagreement */
function differ({ title, sides, our_default }) {
  const says = sides.map((side) => element("li", {}, side.says, ...cited(side.sources)));
  return element(
    "div",
    { class: "pk-check-in-differ" },
    element("p", {}, element("strong", {}, `Experts differ: ${title}`)),
    element("ul", {}, ...says),
    element("p", {}, our_default),
  );
}

/** @param {Source[]} sources */
function cited(sources) {
  if (!sources.length) return [];
  const names = sources.map(({ name, link }) =>
    element("li", {}, link ? element("a", { href: link, target: "_blank", rel: "noreferrer" }, name) : name),
  );
  return [element("div", { class: "pk-form-sources" }, sources.length > 1 ? "Sources:" : "Source:", element("ul", {}, ...names))];
}
