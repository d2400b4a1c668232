// @ts-check
// What is open today: the outcome that Python worked out, put on the page.

import { element } from "../dom.js";
import { cited, positions } from "../sources.js";

/** @import { Answers } from "./answers.js" */
/** @import { Disagreement, Source } from "../sources.js" */

/**
 * @typedef {object} Reason
 * @property {string} rule
 * @property {string} areas
 * @property {string} reason
 * @property {string} instead
 * @property {Source[]} sources
 * @property {Disagreement | null} disagreement
 */

/** @typedef {{ closes: string, reasons: Reason[] }} Closure */
/** @typedef {{ areas: string, open: string[], closed: string[] }} Group */

/**
 * @typedef {object} Outcome
 * @property {Answers} answers the answers that it was worked out from
 * @property {string} summary
 * @property {{ value: string, name: string }[]} agreements the rules that a therapist's agreement lifts, or has lifted,
 * today, each with what that opens
 * @property {Closure[]} closures
 * @property {Group[]} groups
 * @property {{ says: string, sources: Source[] }[]} care what comes before practice, such as an eye that stays open
 */

/**
 * What to look after first.
 *
 * @param {Outcome} outcome
 */
export function careFirst({ care }) {
  return care.map(({ says, sources }) => element("div", { class: "pk-form-notice" }, element("p", {}, says), ...cited(sources)));
}

/**
 * What stands behind the summary, folded: what is closed, each with its reason, and then the areas one by one.
 *
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
export function openToday({ closures, groups }) {
  if (!groups.length) return [];
  const areas = groups.map(area);
  if (!closures.length) return [details("areas", ["Area by area"], areas)];
  return [
    details("why", ["Why, and what to do instead"], [
      ...closures.map(closure),
      details("areas", ["Area by area"], areas),
    ]),
  ];
}

/**
 * @param {string} key what it is known by when it is drawn anew
 * @param {(Node | string)[]} summary
 * @param {HTMLElement[]} parts
 */
function details(key, summary, parts) {
  return element("details", { "data-key": key }, element("summary", {}, element("u", {}, ...summary)), ...parts);
}

/** @param {Group} group */
function area({ areas, open, closed }) {
  const names = element("ul", { class: "pk-check-in-open" }, ...open.map((name) => element("li", {}, name)));
  return element(
    "section",
    { class: "pk-check-in-group" },
    element("h4", {}, areas),
    open.length ? names : element("p", {}, "Nothing is open here today."),
    ...(closed.length ? [element("p", { class: "pk-check-in-closed" }, `Closed: ${closed.join(", ")}`)] : []),
  );
}

/**
 * What is closed and its reasons, then each point on which experts differ, once.
 *
 * @param {Closure} given
 */
function closure({ closes, reasons }) {
  const points = new Map(reasons.map(({ disagreement }) => [disagreement?.title, disagreement]));
  return element(
    "section",
    { class: "pk-check-in-group" },
    element("h4", {}, `Closed: ${closes}`),
    ...reasons.map(why),
    ...[...points.values()].filter((point) => !!point).map((point) => differ(closes, point)),
  );
}

/** @param {Reason} given */
function why({ rule, areas, reason, instead, sources }) {
  return element(
    "div",
    { class: "pk-check-in-reason", "data-rule": rule },
    element("p", {}, element("strong", {}, `In ${areas}: `), reason),
    ...(instead ? [element("p", {}, element("strong", {}, "Instead: "), instead)] : []),
    ...cited(sources),
  );
}

/**
 * @param {string} closes
 * @param {Disagreement} disagreement
 */
function differ(closes, disagreement) {
  const { title } = disagreement;
  return details(`${closes}: ${title}`, ["Experts differ: ", title], positions(disagreement));
}

/** The panel of what is open, with a summary that a screen reader is told when it changes. */
export function resultPanel() {
  const working = element("p", { class: "pk-check-in-working" }, "Working it out …");
  const before = element("p", { class: "pk-check-in-depends" });
  const summary = element("p", { class: "pk-check-in-summary", role: "status" });
  const parts = element("div", { class: "pk-check-in-groups" });
  const el = element(
    "section",
    { class: "pk-check-in-panel" },
    element("h3", {}, "What is open today"),
    working,
    element("div", { class: "pk-check-in-result" }, before, summary, parts),
  );

  /**
   * @param {"working" | "problem" | "ready"} state
   * @param {Outcome} outcome
   * @param {string} problem
   * @param {string} depends what it still depends on; empty where it does not
   */
  const draw = (state, outcome, problem, depends) => {
    el.dataset.state = state;
    el.setAttribute("aria-busy", String(state === "working"));
    if (state === "working") return;
    before.hidden = !depends || outcome.groups.length === 0; // where a professional comes first, nothing depends
    if (before.textContent !== depends) before.replaceChildren(depends);
    const says = state === "problem" ? `One answer cannot be used. ${problem}` : outcome.summary;
    if (summary.textContent !== says) summary.replaceChildren(says);
    const unfolded = new Set([...parts.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-key")));
    parts.replaceChildren(...(state === "problem" ? [] : [...careFirst(outcome), ...openToday(outcome)]));
    for (const one of parts.querySelectorAll("details")) one.open = unfolded.has(one.getAttribute("data-key"));
  };
  return { el, draw };
}
