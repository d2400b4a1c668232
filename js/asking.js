// @ts-check
// A question to Python and its answer, in plain words. Silence is told as well: Python may be busy, or have stopped.

import { stamp } from "./saving.js";

/** @import { AnyModel } from "@anywidget/types" */

/**
 * What Python answers: words, or why not; whether one can go on; a file by its name, or a page.
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} [why]
 * @property {string[]} says
 * @property {boolean} can_go_on
 * @property {string} name
 * @property {string} page
 */

const PATIENCE_MS = 8000;

export const SAYS = {
  waiting: "One moment …",
  busy: "The workbook is still busy. It answers when it is free. If this stays, open this page anew.",
  gone: "The workbook does not answer, so nothing was done. Open this page anew, then try once more. If the workbook has ended, start it first, as you did today.",
};

/**
 * The time zone of this machine, as Python wants it.
 *
 * @returns {string} such as "Europe/Berlin"
 */
export function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Make a function that asks Python something. Only the newest question waits for an answer.
 *
 * @param {AnyModel<any>} model
 * @param {(words: string) => void} say
 * @param {(answer: Answer, file: DataView | undefined) => void} hear
 * @param {AbortSignal} signal
 * @returns {(what: string, content?: Record<string, unknown>, files?: ArrayBuffer[]) => void}
 */
export function asker(model, say, hear, signal) {
  /** @type {string | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  const heard = (/** @type {Answer & { kind: string }} */ answer, /** @type {DataView[]} */ files) => {
    if (answer.kind !== "answer" || answer.id !== waiting) return;
    clearTimeout(patience);
    waiting = null;
    if (answer.why) say(answer.why);
    else hear(answer, files[0]);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    clearTimeout(patience);
    model.off("msg:custom", heard);
  });

  return (what, content = {}, files = []) => {
    const id = crypto.randomUUID();
    waiting = id;
    clearTimeout(patience);
    say(SAYS.waiting);
    try {
      model.send({ kind: "ask", id, what, time_zone: timeZone(), ...stamp(new Date()), ...content }, undefined, files);
      patience = setTimeout(() => say(SAYS.busy), PATIENCE_MS);
    } catch {
      waiting = null;
      say(SAYS.gone);
    }
  };
}
