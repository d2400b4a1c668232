// @ts-check
// Where a statement comes from, in one line below it.

import { element } from "./dom.js";

/** @typedef {{ name: string, link: string | null }} Source */

/**
 * @typedef {object} Disagreement A point on which experts differ.
 * @property {string} title
 * @property {string} in_short
 * @property {{ says: string, sources: Source[] }[]} sides
 * @property {string} our_default
 */

/**
 * A line of sources; none given: no line.
 *
 * @param {Source[]} sources
 * @returns {HTMLElement[]}
 */
export function cited(sources) {
  if (!sources.length) return [];
  const names = sources.map(({ name, link }) =>
    link ? element("a", { href: link, target: "_blank", rel: "noreferrer" }, name) : name,
  );
  const parts = names.flatMap((name, index) => (index ? ["; ", name] : [name]));
  return [element("p", { class: "pk-form-sources" }, sources.length > 1 ? "Sources: " : "Source: ", ...parts)];
}

/**
 * What each side says on a point on which experts differ, and what is done here meanwhile.
 *
 * @param {Disagreement} disagreement
 * @returns {HTMLElement[]}
 */
export function positions({ sides, our_default }) {
  return [
    element("ul", {}, ...sides.map((side) => element("li", {}, side.says, ...cited(side.sources)))),
    element("p", {}, element("strong", {}, "Here: "), our_default),
  ];
}
