// @ts-check
// What was found, as a list to pick one exercise from.

import { element } from "../dom.js";
import { cited } from "../sources.js";

/** @import { Concern, Group } from "./found.js" */

/**
 * Groups of exercises; one of all is picked.
 *
 * @param {Group[]} groups
 * @param {string} name the name that the radio buttons share
 * @param {string} exercise the id of the one that is shown
 */
export function results(groups, name, exercise) {
  return groups.map(({ title, exercises }, number) => {
    const heading = element("h4", { id: `${name}-${number}` }, title);
    const lines = exercises.map((one) => {
      const input = element("input", { type: "radio", name, value: one.id });
      input.checked = one.id === exercise;
      const words = element("span", {}, one.name);
      if (one.closed) words.append(element("small", {}, "Closed today"));
      return element("label", { class: `pk-form-choice${one.closed ? " pk-explorer-closed" : ""}` }, input, words);
    });
    return element("div", { role: "group", "aria-labelledby": heading.id, class: "pk-explorer-group" }, heading, ...lines);
  });
}

/**
 * What comes before any exercise: signs that need a doctor.
 *
 * @param {Concern} concern
 */
export function signs({ red_flags }) {
  const told = red_flags.map(({ asks, says }) => element("p", {}, element("strong", {}, `${asks}? `), says));
  return told.length ? [element("div", { class: "pk-form-notice" }, ...told)] : [];
}

/**
 * Why these exercises, and where more are.
 *
 * @param {Concern} concern
 * @param {() => void} seeAreas
 */
export function reasons({ reason, area_names, sources }, seeAreas) {
  const more = element("button", { type: "button", class: "pk-explorer-button", onclick: seeAreas }, `See all for the ${area_names}`);
  return [element("p", {}, reason), ...cited(sources), more];
}
