// @ts-check
// Saving in Python, told in plain words. A message waits in the notebook while Python is busy, and none is answered
// when it has stopped, so silence is told as well; what is saved again unchanged keeps its id, and Python takes it once.

/** @import { AnyModel } from "@anywidget/types" */

const PATIENCE_MS = 8000;

export const SAYS = {
  saving: "Saving …",
  busy: "The workbook is still busy. Your answers wait, and are saved when it is free. If this stays, open this page anew and save once more.",
  gone: "The workbook does not answer, so nothing was saved. Open this page anew, then save once more. If the workbook has ended, start it first, as you did today.",
};

/**
 * The instant and the offset from UTC by this machine's clock, as Python wants them.
 *
 * @param {Date} now
 * @returns {{ at: string, utc_offset_min: number }} the UTC instant, and minutes east
 */
export function stamp(now) {
  return { at: now.toISOString(), utc_offset_min: 0 - now.getTimezoneOffset() };
}

/**
 * Make a function that saves something and says what became of it.
 *
 * @param {AnyModel<any>} model
 * @param {(words: string) => void} say
 * @param {AbortSignal} signal
 * @param {string} done what has happened once it is stored
 * @returns {(content: Record<string, unknown>, now: Date) => void}
 */
export function saver(model, say, signal, done = "Saved") {
  /** @type {{ what: string, id: string, message: object } | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;

  const heard = (/** @type {{ kind: string, id: string, why?: string, says?: string }} */ reply) => {
    if (!waiting || reply.id !== waiting.id) return;
    clearTimeout(patience);
    waiting = null;
    const at = new Date().toLocaleTimeString([], { timeStyle: "short" });
    if (reply.kind === "stored") say(`${done} at ${at}. ${reply.says ?? ""}`.trim());
    else say(`Not saved. ${reply.why ?? ""}`);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    clearTimeout(patience);
    model.off("msg:custom", heard);
  });

  return (content, now) => {
    const what = JSON.stringify(content);
    if (waiting?.what !== what) {
      const id = now.toISOString();
      waiting = { what, id, message: { kind: "save", id, ...stamp(now), ...content } };
    }
    clearTimeout(patience);
    say(SAYS.saving);
    try {
      model.send(waiting.message);
      patience = setTimeout(() => say(SAYS.busy), PATIENCE_MS);
    } catch {
      say(SAYS.gone);
    }
  };
}
