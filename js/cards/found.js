// @ts-check
// What is found: which exercises fit the choice, in which order, under which heading.

/**
 * @typedef {{ id: string, name: string, technique: string, areas: string[], closed: boolean }} Found
 * @typedef {{ id: string, name: string }} Named
 *
 * @typedef {object} Concern
 * @property {string} id
 * @property {string} says
 * @property {string} reason
 * @property {{ asks: string, says: string }[]} red_flags
 * @property {string[]} areas
 * @property {string} area_names
 * @property {string[]} release
 * @property {string[]} exercises
 * @property {import("../sources.js").Source[]} sources
 *
 * @typedef {object} Offer
 * @property {string} based_on
 * @property {Concern[]} concerns
 * @property {Named[]} techniques
 * @property {Found[]} exercises
 * @property {Named[]} sides
 * @property {Named[]} views
 *
 * @typedef {object} Choice
 * @property {"concern" | "area"} way
 * @property {string} concern
 * @property {string[]} chosen areas
 * @property {string[]} techniques none: all of them
 * @property {boolean} open_only
 *
 * @typedef {{ title: string, exercises: Found[] }} Group
 */

/**
 * The exercises that fit, in groups: letting go first where something bothers a person, else by technique, the
 * gentlest first. A group without any is left out.
 *
 * @param {Offer} offer
 * @param {Choice} choice
 * @returns {Group[]}
 */
export function found(offer, choice) {
  const groups = choice.way === "concern" ? byConcern(offer, choice.concern) : byArea(offer, choice);
  return groups
    .map(({ title, exercises }) => ({ title, exercises: exercises.filter((one) => !(choice.open_only && one.closed)) }))
    .filter(({ exercises }) => exercises.length);
}

/** @param {Offer} offer @param {string} id @returns {Group[]} */
function byConcern({ concerns, exercises }, id) {
  const concern = concerns.find((one) => one.id === id);
  if (!concern) return [];
  const named = (/** @type {string[]} */ ids) => ids.flatMap((one) => exercises.filter((known) => known.id === one));
  return [
    { title: "First, let go", exercises: named(concern.release) },
    { title: "Then", exercises: named(concern.exercises) },
  ];
}

/** @param {Offer} offer @param {Choice} choice @returns {Group[]} */
function byArea({ techniques, exercises }, choice) {
  const shown = techniques.filter(({ id }) => !choice.techniques.length || choice.techniques.includes(id));
  return shown.map(({ id, name }) => ({
    title: name,
    exercises: exercises.filter((one) => one.technique === id && one.areas.some((area) => choice.chosen.includes(area))),
  }));
}

/**
 * How much was found, in words; or what to do when it is nothing.
 *
 * @param {Group[]} groups
 * @param {Choice} choice
 */
export function foundWords(groups, choice) {
  const all = groups.flatMap(({ exercises }) => exercises);
  const closed = all.filter((one) => one.closed).length;
  if (all.length) {
    const count = `${all.length} exercise${all.length === 1 ? "" : "s"}`;
    return closed ? `${count}, ${closed === all.length ? "all" : closed} of them closed today` : count;
  }
  if (choice.way === "concern" && !choice.concern) return "Choose above what bothers you.";
  if (choice.way === "area" && !choice.chosen.length) return "Choose a part of the face above.";
  return choice.open_only ? "None of these is open today." : "No exercise of this kind here.";
}

/**
 * The exercise to show first for a concern: the first that is open, else the first.
 *
 * @param {Offer} offer
 * @param {string} id
 */
export function firstFor(offer, id) {
  return first(byConcern(offer, id));
}

/**
 * The exercise to show beside what was found: the one that is shown, while it is there; else the first.
 *
 * @param {Group[]} groups
 * @param {string} shown
 */
export function stillShown(groups, shown) {
  const there = groups.some(({ exercises }) => exercises.some(({ id }) => id === shown));
  return there ? shown : (first(groups) ?? shown);
}

/** @param {Group[]} groups @returns {string | undefined} the first that is open, else the first */
function first(groups) {
  const all = groups.flatMap(({ exercises }) => exercises);
  return (all.find((one) => !one.closed) ?? all[0])?.id;
}
