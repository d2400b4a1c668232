// @ts-check
// What earlier pages left behind. The page that plays a run owns it by a lock that ends with the page, so a run
// without an owner was interrupted: it is offered on every page, and the page that takes it owns it from then on.

import { claim, freed } from "./locks.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {Run & {saved_ms: number}} KeptRun */

/** Older runs are not resumed: what is done now belongs to this day. */
const RESUME_WITHIN_MS = 4 * 3600 * 1000;

export class Leftovers {
  #outbox;
  #found;
  /** @type {Set<string>} ids of runs that this page plays or knows of */
  #known = new Set();
  #waits = new AbortController();
  /** @type {ReturnType<typeof claim> | null} what gives back the run that this page plays, once the browser has granted it */
  #claim = null;

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(run: KeptRun) => void} found called with each run that no page plays any more
   */
  constructor(outbox, found) {
    this.#outbox = outbox;
    this.#found = found;
  }

  /** Look for runs that this page does not know yet, and wait until no page plays them. */
  look() {
    for (const { id } of this.#outbox.runs()) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      void freed(lockOf(id), this.#waits.signal).then((free) => {
        const run = free && this.#kept(id);
        if (run) this.#found(run);
      });
    }
  }

  /** @param {string} id @returns {Promise<boolean>} whether this page plays the run from now on */
  async own(id) {
    this.#known.add(id);
    this.#claim = claim(lockOf(id));
    return (await this.#claim) !== null;
  }

  /** The run that this page played is over; if the browser has not granted it yet, it goes back as soon as it is. */
  disown() {
    void this.#claim?.then((release) => release?.());
    this.#claim = null;
  }

  /**
   * Take up a run that was found.
   *
   * @param {string} id
   * @returns {Promise<KeptRun | null>} as it stands now; null: another page took it
   */
  async take(id) {
    if (!(await this.own(id))) return null;
    const run = this.#kept(id);
    if (run && !run.outcome) return run;
    this.disown();
    return null;
  }

  /** Leave everything to whoever comes next. */
  leave() {
    this.disown();
    this.#waits.abort();
    this.#waits = new AbortController();
    this.#known.clear();
  }

  /** @param {string} id */
  #kept(id) {
    return this.#outbox.runs().find((run) => run.id === id);
  }
}

/** @param {KeptRun} run @returns {boolean} whether it may still go on */
export function mayResume({ saved_ms }) {
  return Date.now() - saved_ms < RESUME_WITHIN_MS;
}

/** @param {string} id @returns {string} */
function lockOf(id) {
  return `palsy_kit:${id}`;
}
