// @ts-check
// After a session: the way out when the person stopped for a reason, the questions, and what became of the record.

import { element } from "../dom.js";
import { rating } from "./rating.js";
import { doneWords } from "./words.js";

/** @typedef {import("./practice.js").Practice} Practice */

/** @type {Record<string, [string, string]>} */
const STOPPED = {
  stopped_tight: ["You stopped because it got tight", "That was the right thing to do. A release may help it to let go. Ending here is just as good."],
  stopped_pain: ["You stopped because it hurt", "That was the right thing to do. Let it rest. If the pain stays, or comes back, ask your doctor or therapist."],
  stopped_other: ["You stopped because something else moved along", "That was the right thing to do, and worth knowing: it goes into your log. Next time, try it smaller and slower. A release may help now."],
};

/**
 * @param {Practice} practice
 * @param {boolean} canRelease
 * @returns {import("./view.js").Showing}
 */
export function stoppedScreen(practice, canRelease) {
  const run = practice.playback?.run;
  const [title, words] = STOPPED[run?.outcome ?? "stopped_tight"];
  const heading = element("h3", { tabindex: -1 }, title);
  // A release that was itself too much is not offered again. Where it hurts, to rest comes first.
  const offered = canRelease && run?.session.plan.kind !== "release";
  const restFirst = !offered || run?.outcome === "stopped_pain";
  const button = (/** @type {boolean} */ main, /** @type {string} */ says, /** @type {() => void} */ onclick) =>
    element("button", { type: "button", class: main ? "pk-form-button" : "pk-player-button", onclick }, says);
  const release = button(!restFirst, "Release now", () => practice.release());
  const leave = button(restFirst, "End here", () => practice.endHere());
  const both = restFirst ? [leave, release] : [release, leave];
  const el = element("div", { class: "pk-player-after" }, heading, element("p", {}, words), element("div", { class: "pk-player-row" }, ...(offered ? both : [leave])));
  return { el, first: heading, update: () => {} };
}

const SAFE = "It waits in this browser, also if you close this page.";

/**
 * @param {Practice} practice
 * @returns {import("./view.js").Showing}
 */
export function askScreen(practice) {
  const run = practice.playback?.run;
  const heading = element("h3", { tabindex: -1 }, run?.outcome === "completed" ? "Done" : "That is it for now");
  const tightness = rating("How tight is your face now?", "not tight", "as tight as can be");
  const effort = rating("How much effort was it?", "none", "as much as can be");
  const discomfort = rating("How much did it bother you?", "not at all", "as much as can be");
  const name = `linked-${run?.id}`;
  const choice = (/** @type {string} */ value, /** @type {string} */ words, checked = false) =>
    element("label", { class: "pk-form-choice" }, element("input", { type: "radio", name, value, checked }), words);
  const linked = element(
    "fieldset",
    { class: "pk-form-question" },
    element("legend", {}, "Did a part move along that did not before?"),
    element("div", { class: "pk-form-row" }, choice("no", "No"), choice("yes", "Yes"), choice("", "Leave open", true)),
  );
  const noteBox = element("textarea", { rows: 3, maxlength: 4000 });
  const note = element("label", { class: "pk-player-note" }, element("span", {}, "A note for yourself"), noteBox);
  const save = () => {
    const chosen = /** @type {HTMLInputElement} */ (linked.querySelector("input:checked")).value;
    practice.answer({
      tightness_after: tightness.value(),
      effort: effort.value(),
      discomfort: discomfort.value(),
      new_linked_movement: chosen === "" ? null : chosen === "yes",
      note: noteBox.value.trim(),
    });
  };
  const el = element(
    "div",
    { class: "pk-player-after" },
    heading,
    element("p", {}, run ? doneWords(run) : ""),
    element("p", {}, `${practice.outbox.lasting ? SAFE : "Keep this page open: this browser cannot store it."} Save puts it into your log. You may answer any of these, or none.`),
    tightness.el,
    effort.el,
    discomfort.el,
    linked,
    note,
    element("button", { type: "button", class: "pk-form-button", onclick: save }, "Save"),
  );
  return { el, first: heading, update: () => {} };
}

/**
 * @param {Practice} practice
 * @returns {import("./view.js").Showing}
 */
export function doneScreen(practice) {
  const run = practice.playback?.run;
  const heading = element("h3", { tabindex: -1 }, "Thank you for practising");
  const status = element("p", { role: "status", class: "pk-player-kept" });
  const again = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.deliver() }, "Try again");
  const back = element("button", { type: "button", class: "pk-form-button", onclick: () => practice.leave() }, "Another session");
  const update = () => {
    const id = run?.id ?? "";
    again.hidden = !practice.outbox.waits(id);
    const words = again.hidden ? "Saved in your practice log." : waiting(practice.outbox.lasting, practice.refusals.get(id), practice.unheard);
    if (status.textContent !== words) status.textContent = words;
  };
  const el = element("div", { class: "pk-player-after" }, heading, element("p", {}, run ? doneWords(run) : ""), status, element("div", { class: "pk-player-row" }, back, again));
  return { el, first: heading, update };
}

/**
 * What is said of records that wait in the browser.
 *
 * @param {boolean} lasting whether they outlive the page
 * @param {string} [why] the log refused, if it did
 * @param {boolean} [unheard] whether the workbook does not answer
 */
export function waiting(lasting, why, unheard = false) {
  const kept = lasting ? "Kept in this browser until the log can take it." : "Kept only as long as this page stays open: this browser cannot store it.";
  if (why) return `The log did not take it: ${why} ${kept}`;
  return unheard ? `The workbook does not answer. ${kept} ${lasting ? START_AGAIN : ""}`.trim() : kept;
}

const START_AGAIN = "If the workbook has ended, start it again as you did today, and open this page anew: your session then goes into your log.";
