// @ts-check
// The practice: one for each widget model, whatever the number of its views. It decides which screen is up, keeps
// what is played in the browser, and hands it to Python; it knows no element of the page.

import { Leftovers } from "./leftovers.js";
import { LONGER_S, Playback, stamp } from "./playback.js";
import * as runs from "./run.js";
import { announcement } from "./words.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("./leftovers.js").KeptRun} KeptRun */
/** @typedef {"start" | "play" | "stopped" | "ask" | "done"} Screen */

/** How often a run is written down between its events. */
const KEEP_EVERY_MS = 5000;

/** How long Python may be busy before it is told that it does not answer. */
const PATIENCE_MS = 10_000;

/** @type {Record<"paused" | "asleep" | "longer_rest", string>} */
const SAYS = {
  paused: "Paused.",
  asleep: "Paused, because this page was asleep.",
  longer_rest: `Rests are ${LONGER_S} seconds longer from now on.`,
};

export class Practice extends EventTarget {
  /** @type {Screen} */
  screen = "start";
  /** @type {Playback | null} */
  playback = null;
  /** What a live region should say. */
  said = "";
  /** @type {KeptRun[]} runs that another page left behind */
  offers = [];
  /** @type {Map<string, string>} why the log did not take a record, by its id */
  refusals = new Map();
  /** Whether Python has left records without an answer. */
  unheard = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {Playback | null} the session that was stopped for the release that plays */
  #before = null;
  #model;
  #sound;
  #leftovers;
  #kept_ms = 0;

  /**
   * @param {import("@anywidget/types").AnyModel<import("../widgets/player.js").Traits>} model
   * @param {import("./outbox.js").Outbox} outbox
   * @param {import("./sound.js").Sound} sound
   * @param {import("./settings.js").Settings} settings
   */
  constructor(model, outbox, sound, settings) {
    super();
    this.#model = model;
    this.outbox = outbox;
    this.#sound = sound;
    this.settings = settings;
    this.#leftovers = new Leftovers(outbox, (run) => this.#found(run));
  }

  /**
   * Begin to play a session.
   *
   * @param {runs.Session} session
   * @param {number | null} tightness_before
   */
  start(session, tightness_before) {
    this.#before = null;
    const id = newId();
    const ready_s = this.settings.values.ready_s ?? session.plan.ready_s;
    const utc_offset_min = -new Date().getTimezoneOffset();
    void this.#leftovers.own(id);
    this.#open(runs.begin(session, { id, ready_s, tightness_before, utc_offset_min, started_at: stamp().at }));
    this.playback?.play();
  }

  /** Go on with the run that was left behind, where it stood. */
  async resumeOffer() {
    const run = await this.#takeOffer();
    if (!run) return;
    this.#open(runs.note(run, "reopened", stamp()));
    this.#changed();
    this.playback?.play();
  }

  /** Log what was done of the run that was left behind. */
  async keepOffer() {
    const run = await this.#takeOffer();
    if (!run) return;
    this.#seal(runs.end(run, null, stamp()), runs.NO_ANSWERS);
    this.#leftovers.disown();
    this.#changed();
  }

  /** Leave the screen of a stopped session for the questions. */
  endHere() {
    this.#show("ask");
  }

  /** Play the release session after one that was stopped. */
  release() {
    const release = this.#model.get("release");
    if (!release) return;
    const stopped = this.playback;
    this.answer(runs.NO_ANSWERS);
    this.start(release, null);
    this.#before = stopped;
  }

  /** @param {runs.Answers} answers */
  answer(answers) {
    if (!this.playback?.over) return;
    this.#seal(this.playback.run, answers);
    this.#leftovers.disown();
    this.#show("done");
  }

  /** Go back to the start, where the session that Python gives waits. */
  leave() {
    this.playback = null;
    this.#show("start");
    this.arrive();
  }

  /** Look for what waits in the browser: deliver records, and offer runs as soon as no page plays them any more. */
  arrive() {
    this.deliver();
    this.#leftovers.look();
  }

  /** Hand every waiting record to Python; a busy kernel takes it later, and the next kernel takes it from a dead one. */
  deliver() {
    const records = this.outbox.records();
    clearTimeout(this.#patience);
    if (records.length) this.#patience = setTimeout(() => this.#unheard(), PATIENCE_MS);
    for (const record of records) {
      try {
        this.#model.send({ type: "performed", record });
      } catch {
        return this.#unheard();
      }
    }
  }

  #unheard() {
    clearTimeout(this.#patience);
    this.unheard = this.outbox.records().length > this.refusals.size;
    this.#changed();
  }

  /** @param {{type: string, session_id: string, why?: string}} message what Python says about a record */
  answered({ type, session_id, why = "" }) {
    if (type === "refused") this.refusals.set(session_id, why);
    if (type === "stored") {
      this.refusals.delete(session_id);
      this.outbox.dropRecord(session_id);
    }
    this.unheard = false;
    clearTimeout(this.#patience);
    this.#changed();
  }

  /** Write the run down as it stands, as when the page goes away. */
  keep() {
    this.playback?.catchUp();
    if (!this.playback || this.screen === "done") return;
    this.#kept_ms = performance.now();
    this.outbox.keepRun(this.playback.run, Date.now());
  }

  /** The last view is gone: leave the run to whoever comes next. */
  abandon() {
    clearTimeout(this.#patience);
    this.playback?.pause();
    this.keep();
    this.#leftovers.leave();
    this.offers = [];
    this.#sound.close();
    this.playback = null;
    this.#show("start");
  }

  /** @param {Run} run */
  #open(run) {
    this.playback = new Playback(run, this.#model.get("speed"), this.#sound, (happened) => this.#heard(happened));
    this.screen = "play";
    this.keep();
  }

  /** @param {import("./playback.js").Happening} happened */
  #heard(happened) {
    if (happened === "beat") {
      if (performance.now() - this.#kept_ms > KEEP_EVERY_MS) this.keep();
      return;
    }
    if (happened === "ended") return this.#ended();
    this.keep();
    if (this.screen !== "play") return;
    if (happened === "phase") this.#phaseBegan();
    else this.#say(SAYS[happened]);
    this.#changed();
  }

  #phaseBegan() {
    if (!this.playback) return;
    const { run, place } = this.playback;
    const phase = run.timeline[place.index];
    const card = run.session.cards[phase.item];
    const said = announcement(phase, card);
    this.#sound.say(phase.kind === "get_ready" ? `${said} ${card.steps.join(" ")}` : said);
    if (this.settings.values.vibrate) navigator.vibrate?.(phase.kind === "hold" ? [80] : [40, 60, 40]);
    if (said) this.#say(said);
  }

  #ended() {
    const run = /** @type {Playback} */ (this.playback).run;
    if (run.outcome === "partial" && !runs.practised(run)) {
      this.outbox.dropRun(run.id);
      this.#leftovers.disown();
      if (!this.#before) return this.leave();
      this.playback = this.#before; // a release without a hold: what was done before it is what is told
      return this.#show("done");
    }
    this.keep();
    this.#sound.say("Done.");
    this.#show(run.outcome?.startsWith("stopped") ? "stopped" : "ask");
  }

  /** @param {KeptRun} run that no page plays any more */
  #found(run) {
    if (run.outcome) this.#seal(run, runs.NO_ANSWERS);
    else if (runs.practised(run)) this.offers.push(run);
    else this.outbox.dropRun(run.id);
    this.#changed();
  }

  /** @returns {Promise<KeptRun | null>} the first offer, unless another page took it */
  async #takeOffer() {
    const offer = this.offers.shift();
    const run = offer ? await this.#leftovers.take(offer.id) : null;
    if (!run) {
      this.#say("Another page has taken up this session.");
      this.#changed();
    }
    return run;
  }

  /** @param {Run} run @param {runs.Answers} answers */
  #seal(run, answers) {
    this.outbox.seal(runs.toRecord(run, answers, new Date().toISOString()), run.events);
    this.deliver();
  }

  /** @param {Screen} screen */
  #show(screen) {
    this.screen = screen;
    this.#changed();
  }

  /** @param {string} words */
  #say(words) {
    this.said = words;
    this.dispatchEvent(new Event("said"));
  }

  /** Tell the views, and Python when it is another state. */
  #changed() {
    const state = this.#state();
    if (this.#model.get("state") !== state) {
      this.#model.set("state", state);
      try {
        this.#model.save_changes();
      } catch {
        // the kernel is gone; the next one is told
      }
    }
    this.dispatchEvent(new Event("change"));
  }

  /** @returns {import("../widgets/player.js").Traits["state"]} */
  #state() {
    if (!this.playback) return "idle";
    const { over, paused, run } = this.playback;
    if (!over) return paused ? "paused" : "playing";
    return run.outcome === "completed" ? "finished" : "stopped";
  }
}

/** @returns {string} an id that was never given before, also where the page is not a secure context */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
