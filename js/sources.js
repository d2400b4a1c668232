// @ts-check
// Where a statement comes from, in one line below it.

import { element } from "./dom.js";

/** @typedef {{ name: string, link: string | null }} Source */

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
