// @ts-check
// One run being played: its clock, its timer and its tones. It knows no screen and no storage; whoever made it is told
// what happened.

import { phaseAt, read, running, startsOf, stopped, timeOf, total } from "../clock.js";
import * as runs from "./run.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {"phase" | "paused" | "longer_rest" | "asleep" | "beat" | "ended"} Happening */

/** A page that heard nothing of its timer for so long was asleep, and nobody practised by it. */
const ASLEEP_MS = 90_000;
/** How often the timer looks in within a phase. */
const BEAT_MS = 250;
/** Our own default: how much longer one press makes the rests. */
export const LONGER_S = 5;

export class Playback {
  /** @type {Run} */
  run;
  clock;
  #sound;
  #tell;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #heard_ms = 0;

  /**
   * @param {Run} run
   * @param {number} speed
   * @param {import("./sound.js").Sound} sound
   * @param {(happened: Happening) => void} tell
   */
  constructor(run, speed, sound, tell) {
    this.run = run;
    this.clock = stopped(run.at_s, speed);
    this.#sound = sound;
    this.#tell = tell;
  }

  get over() {
    return this.run.outcome !== null;
  }

  get paused() {
    return this.clock.since_ms === null;
  }

  /** Where the session stands, in seconds of its timeline. */
  get at_s() {
    return Math.min(read(this.clock, performance.now()), total(this.run.timeline));
  }

  /** The phase it is in, as `phaseAt` says. */
  get place() {
    return phaseAt(this.run.timeline, this.at_s);
  }

  /** Begin, or go on after a pause. */
  play() {
    if (this.over || !this.paused) return;
    this.#sound.open();
    this.#sound.silence();
    const now = stamp();
    this.#heard_ms = now.t_ms;
    this.clock = running(this.clock, now.t_ms);
    this.run = runs.note(this.run, this.run.events.length ? "resumed" : "started", now);
    this.#tell("phase");
    this.#tick();
  }

  pause() {
    this.catchUp();
    if (this.over || this.paused) return;
    this.#halt();
    this.#sound.silence();
    this.#note("paused");
  }

  /** On to the next exercise. */
  skip() {
    this.#jump("skipped", runs.nextExercise);
  }

  /** To the start of this exercise; while getting ready, to the one before. */
  back() {
    this.#jump("back", runs.backTo);
  }

  /** Make this rest and the later ones longer. */
  lengthenRests() {
    this.catchUp();
    if (this.over) return;
    this.run = runs.lengthenRests(this.run, LONGER_S, stamp());
    this.#sound.silence();
    this.#tell("longer_rest");
    this.#tick();
  }

  /** @param {import("./run.js").Outcome | null} reason that the person gives, or none */
  stop(reason) {
    this.catchUp();
    if (this.over) return;
    this.#sound.silence();
    this.#end(reason);
  }

  /** Credit what ran since the last look. */
  catchUp() {
    if (this.over || this.paused) return;
    this.#heard_ms = performance.now();
    const before = this.run;
    const now_s = this.at_s;
    this.run = runs.pass(before, now_s, stamp());
    if (now_s >= total(this.run.timeline)) return this.#end(null);
    this.#sound.count(this.run.timeline, before.at_s, now_s);
    if (phaseAt(before.timeline, before.at_s).index < phaseAt(before.timeline, now_s).index) this.#tell("phase");
  }

  /** Run until the end of the phase, looking in now and then. */
  #tick() {
    clearTimeout(this.#timer);
    if (this.over || this.paused) return;
    if (performance.now() - this.#heard_ms > ASLEEP_MS) {
      this.#halt();
      this.#sound.silence();
      return this.#note("asleep");
    }
    this.catchUp();
    if (this.over) return;
    this.#tell("beat");
    this.#sound.schedule(this.run.timeline, this.clock, this.run.at_s);
    const { index } = phaseAt(this.run.timeline, this.run.at_s);
    const end_ms = timeOf(this.clock, startsOf(this.run.timeline)[index + 1]);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, Math.min(BEAT_MS, end_ms - performance.now())));
  }

  /** @param {string} type @param {(run: Run) => number} target */
  #jump(type, target) {
    this.catchUp();
    if (this.over) return;
    const at_s = target(this.run);
    this.run = runs.jump(this.run, at_s, type, stamp());
    this.clock = { ...this.clock, at_s, since_ms: this.paused ? null : performance.now() };
    this.#sound.silence();
    if (at_s >= total(this.run.timeline)) return this.#end(null);
    this.#tell("phase");
    this.#tick();
  }

  /** Stand still where the credit ends. */
  #halt() {
    clearTimeout(this.#timer);
    this.clock = stopped(this.run.at_s, this.clock.speed);
  }

  /** @param {import("./run.js").Outcome | null} reason */
  #end(reason) {
    this.#halt();
    this.run = runs.end(this.run, reason, stamp());
    this.#tell("ended");
  }

  /** @param {"paused" | "asleep"} type */
  #note(type) {
    this.run = runs.note(this.run, type, stamp());
    this.#tell(type);
  }
}

/** @returns {import("./run.js").Stamp} */
export function stamp() {
  return { t_ms: performance.now(), at: new Date().toISOString() };
}
