// @ts-check
// What was practised stays in the browser's storage from the first moment of a session until Python says that it is
// in the log. A run that is under way and a record that waits are kept apart; the cards of a run, which are large and
// never change, are written once.

/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("./run.js").PerformedRecord} PerformedRecord */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

export class Outbox {
  #prefix;
  #store;
  /** @type {Map<string, string>} what the storage refused (full, or shut off): kept as long as the page lives */
  #memory = new Map();

  /**
   * @param {string} log which log the sessions belong to, so that a sample never mixes with a person's own
   * @param {Store | null} store null: the browser has none
   */
  constructor(log, store) {
    this.#prefix = `palsy_kit:${log}:`;
    this.#store = store;
  }

  /** Whether everything outlives the page. */
  get lasting() {
    return this.#memory.size === 0;
  }

  /**
   * @param {Run} run
   * @param {number} saved_ms since the epoch
   */
  keepRun(run, saved_ms) {
    const { cards, ...session } = run.session;
    if (this.#read(`cards:${run.id}`) === null) this.#write(`cards:${run.id}`, cards);
    this.#write(`run:${run.id}`, { ...run, session, saved_ms });
  }

  /** @returns {(Run & {saved_ms: number})[]} the oldest first */
  runs() {
    const runs = this.#ids("run:").map((id) => {
      const { session, ...run } = this.#read(`run:${id}`);
      return { ...run, session: { ...session, cards: this.#read(`cards:${id}`) } };
    });
    return runs.sort((a, b) => a.saved_ms - b.saved_ms);
  }

  /**
   * Turn a run into a record that waits to be delivered.
   *
   * @param {PerformedRecord} record
   * @param {import("./run.js").RunEvent[]} events
   */
  seal(record, events) {
    this.#write(`record:${record.session_id}`, { record, events });
    this.dropRun(record.session_id);
  }

  /** @returns {PerformedRecord[]} */
  records() {
    return this.#ids("record:").map((id) => this.#read(`record:${id}`).record);
  }

  /** @param {string} id @returns {boolean} whether a record still waits in the browser */
  waits(id) {
    return this.records().some(({ session_id }) => session_id === id);
  }

  /** @param {string} id */
  dropRun(id) {
    this.#remove(`run:${id}`);
    this.#remove(`cards:${id}`);
  }

  /** @param {string} id of a record that is in the log */
  dropRecord(id) {
    this.#remove(`record:${id}`);
  }

  /**
   * @param {string} kind
   * @returns {string[]}
   */
  #ids(kind) {
    const start = this.#prefix + kind;
    const stored = Array.from({ length: this.#store?.length ?? 0 }, (_, place) => this.#store?.key(place) ?? "");
    const keys = new Set([...stored, ...this.#memory.keys()]);
    return [...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }

  /** @param {string} name */
  #read(name) {
    const key = this.#prefix + name;
    const text = this.#memory.get(key) ?? this.#store?.getItem(key) ?? null;
    return text === null ? null : JSON.parse(text);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  #write(name, value) {
    const key = this.#prefix + name;
    const text = JSON.stringify(value);
    try {
      if (!this.#store) throw new DOMException("no storage", "NotSupportedError");
      this.#store.setItem(key, text);
      this.#memory.delete(key);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#memory.set(key, text);
    }
  }

  /** @param {string} name */
  #remove(name) {
    this.#memory.delete(this.#prefix + name);
    this.#store?.removeItem(this.#prefix + name);
  }
}

/** @returns {Storage | null} the browser's storage, where it may be used */
export function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
