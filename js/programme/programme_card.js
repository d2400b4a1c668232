// @ts-check
// A programme to choose: what it asks for, and where it comes from.

import { element } from "../dom.js";
import { cited } from "../sources.js";

/** @import { Card } from "./draft.js" */

/**
 * @param {Card} given
 * @param {string} group
 * @param {boolean} chosen
 */
export function programmeCard({ value, name, says, asks, sources }, group, chosen) {
  const words = element("span", {}, element("strong", {}, name), element("small", {}, says));
  for (const [number, { kind, words: ask, lasts }] of asks.entries()) {
    const follows = asks.slice(0, number).some((earlier) => earlier.kind === kind) ? "then " : "";
    words.append(element("span", { class: "pk-programme-ask" }, [`${follows}${ask}`, lasts].filter(Boolean).join(", ")));
  }
  const radio = element("input", { type: "radio", name: group, value, checked: chosen });
  const choice = element("label", { class: "pk-form-choice" }, radio, words);
  return element("div", { class: "pk-programme-card" }, choice, ...(chosen ? cited(sources) : []));
}

/**
 * Why a programme is marked to begin with, which nobody chose.
 *
 * @param {Card} first
 */
export function beginsWith({ name, stages }) {
  const why = stages.length > 1 ? "it asks for the least, and small is a good beginning" : "it is made for where you stand";
  return element("small", {}, `“${name}” is marked to begin with: ${why}. No source says where to begin, so this is our own choice.`);
}
