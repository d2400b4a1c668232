// @ts-check
// The words of the player, from plain data: what a phase is called, what is read out, what was done.

import { startsOf } from "../clock.js";
import { holdsPlanned } from "./run.js";

/** @typedef {import("../clock.js").Phase} Phase */
/** @typedef {import("./run.js").Card} Card */
/** @typedef {import("./run.js").Run} Run */

/** @type {Record<Phase["side"], string>} */
const SIDES = { left: "your left side", right: "your right side", both: "both sides" };

/** What one does in a hold; where a technique is not named here, one holds. */
/** @type {Record<string, string>} */
const DOING = { massage: "Massage", release: "Release", stretch: "Stretch", relaxation: "Let go", imagery: "Picture it" };

/**
 * @param {Phase["side"]} side the person's own
 * @returns {string}
 */
export function sideWords(side) {
  return sentence(SIDES[side]);
}

/**
 * @param {Phase} phase
 * @param {Card} card
 * @returns {string} a word or two: what to do now
 */
export function phaseWord(phase, card) {
  if (phase.kind === "hold") return DOING[card.technique] ?? "Hold";
  return { get_ready: "Get ready", rest: "Rest", switch_side: "Switch sides" }[phase.kind];
}

/**
 * What a live region or a voice says when a phase begins. Short holds and rests stay unsaid: by the time they were
 * read out they would be over.
 *
 * @param {Phase} phase
 * @param {Card} card
 * @returns {string}
 */
export function announcement(phase, card) {
  const word = phaseWord(phase, card);
  if (phase.kind === "get_ready") {
    const times = phase.holds === 1 ? "Once" : `${phase.holds} times`;
    return `${card.name}. ${sideWords(phase.side)}. ${times}. ${word}.`;
  }
  if (phase.kind === "switch_side") return `${word}. Now ${SIDES[phase.side]}.`;
  return phase.duration_s >= 3 ? `${word}.` : "";
}

/**
 * What comes after a phase, in a few words.
 *
 * @param {Phase[]} timeline
 * @param {number} index
 * @param {Card[]} cards
 * @returns {string}
 */
export function nextWords(timeline, index, cards) {
  const now = timeline[index];
  const next = timeline[index + 1];
  if (!next) return "Then you are done";
  const card = cards[next.item];
  if (next.item !== now.item) return `Next exercise: ${card.name}`;
  if (next.kind === "switch_side") return `Next: switch to ${SIDES[next.side]}`;
  const turn = next.kind === "hold" && next.holds > 1 ? ` ${next.hold} of ${next.holds}` : "";
  return `Next: ${phaseWord(next, card).toLowerCase()}${turn}`;
}

/**
 * @param {number} seconds
 * @returns {string} as on a clock: 3:05
 */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.ceil(seconds - 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * @param {number} seconds
 * @returns {string} as one says it: 3 minutes 5 seconds
 */
export function spokenTime(seconds) {
  const whole = Math.round(seconds);
  const parts = [counted(Math.floor(whole / 60), "minute"), counted(whole % 60, "second")];
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "0 seconds";
}

/**
 * @param {number} seconds
 * @returns {string} in whole minutes, where it is one at least
 */
export function roundTime(seconds) {
  return seconds < 60 ? spokenTime(seconds) : counted(Math.round(seconds / 60), "minute");
}

/**
 * @param {number} n
 * @param {string} thing
 * @returns {string}
 */
export function counted(n, thing) {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}

/**
 * What was done, in plain sentences: exercises done to their end, those done in part, and those that were skipped; what
 * a session did not come to is not spoken of.
 *
 * @param {Run} run
 * @returns {string}
 */
export function doneWords({ items, session, timeline, at_s }) {
  const starts = startsOf(timeline);
  const isWhole = (/** @type {number} */ item) => items[item].holds_done >= holdsPlanned(session.plan.items[item]);
  const isPast = (/** @type {number} */ item) => starts[timeline.findLastIndex((phase) => phase.item === item) + 1] <= at_s;
  const all = [...items.keys()];
  const begun = all.filter((item) => items[item].held_s > 0);
  const whole = begun.filter(isWhole).length;
  const skipped = all.filter((item) => !begun.includes(item) && isPast(item)).length;
  const leftOut = skipped ? ` Skipped: ${counted(skipped, "exercise")}.` : "";
  if (!begun.length) return `You stopped while you were getting ready.${leftOut}`;
  const holds = items.reduce((sum, { holds_done }) => sum + holds_done, 0);
  const seconds = items.reduce((sum, { active_s }) => sum + active_s, 0);
  const what = [
    ...(whole ? [counted(whole, "exercise")] : []),
    ...(begun.length > whole ? [`${counted(begun.length - whole, "exercise")} in part`] : []),
    ...(holds ? [counted(holds, "repetition")] : []),
  ];
  return `You practised for ${spokenTime(seconds)}: ${what.join(", ")}.${leftOut}`;
}

/**
 * @param {string} text
 * @returns {string} with a capital letter
 */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
