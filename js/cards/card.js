// @ts-check
// A card, built from the nodes that Python wrote: text stays text.

import { element } from "../dom.js";

/** @typedef {string | [string, Record<string, string>, Node[]]} Node Text, or an element: name, attributes, content. */
/** @typedef {{ head: Node, main: Node, more: Node }} CardText */

/**
 * The element (or the text) that a node describes. Its attributes are strings, so none of them can be a listener.
 *
 * @param {Node} node
 * @returns {HTMLElement | string}
 */
export function built(node) {
  if (typeof node === "string") return node;
  const [name, attributes, children] = node;
  return element(/** @type {keyof HTMLElementTagNameMap} */ (name), attributes, ...children.map(built));
}

/**
 * A card with a picture of its own.
 *
 * @param {CardText} text
 * @param {HTMLElement} picture
 */
export function card({ head, main, more }, picture) {
  const page = element("div", { class: "pk-card-page" }, built(head), picture, built(main), built(more));
  return element("article", { class: "pk-card" }, page);
}
