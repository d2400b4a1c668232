// @ts-check
// The practice player: plays a composed session by its own clock and hands back what was performed. What it knows is
// in js/player: clock and run are plain logic, the practice joins them with sound and storage, the screens draw it.

import { Outbox, browserStorage } from "../player/outbox.js";
import { Practice } from "../player/practice.js";
import { Settings } from "../player/settings.js";
import { Sound } from "../player/sound.js";
import { showPractice } from "../player/view.js";
import { keepAwake } from "../player/wake.js";

/**
 * @typedef {object} Traits
 * @property {import("../player/run.js").Session | null} session what Start plays
 * @property {import("../player/run.js").Session | null} release what is offered when a session stops for a reason
 * @property {string[]} notes what to know before the session, in plain words
 * @property {string} why there is nothing to play, in plain words
 * @property {string} day the local date that the session is for; empty: any
 * @property {import("../sources.js").Disagreement | null} mirror why experts differ on mirrors
 * @property {string} log_name the log that the sessions belong to
 * @property {boolean} folded whether what one knows from before stands folded below the start
 * @property {number} speed timeline seconds in a second; other than 1 for tests and demonstrations only
 * @property {"idle" | "playing" | "paused" | "stopped" | "finished"} state goes up
 */

export default () => {
  /** @type {Practice} */
  let practice;
  /** @type {Sound} */
  let sound;
  let views = 0;

  /** @type {import("@anywidget/types").Initialize<Traits>} */
  function initialize({ model, signal }) {
    const settings = new Settings(browserStorage());
    sound = new Sound(settings);
    practice = new Practice(model, new Outbox(model.get("log_name"), browserStorage()), sound, settings);
    model.on("msg:custom", (message) => practice.answered(message));
    window.addEventListener("pagehide", () => practice.keep(), { signal });
    keepAwake(practice, signal);
    signal.addEventListener("abort", () => practice.abandon());
  }

  /** @type {import("@anywidget/types").Render<Traits>} */
  function render({ model, el, signal }) {
    views += 1;
    showPractice(practice, model, sound, el, signal);
    practice.arrive();
    signal.addEventListener("abort", () => {
      views -= 1;
      if (views === 0) practice.abandon();
    });
  }

  return { initialize, render };
};
