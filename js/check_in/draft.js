// @ts-check
// What was entered and is not saved yet: it stays in the browser's storage, beside the sessions that wait, until the
// check-in is saved, so that it is there again on a page that was left or loaded anew.

/** @typedef {[name: string, value: string][]} Entries the fields of the form, as they stand */
/** @typedef {{ day: string, entries: Entries }} Kept with the local date on which they were entered */

/** What may differ every day: on a later one it is asked anew. */
const OF_THE_DAY = ["none_of_these", "tightness", "tight_areas", "pain", "linked_movement"];

export class Draft {
  #key;
  #store;

  /**
   * @param {string} log which log the check-in is for
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem"> | null} store null: the browser has none
   */
  constructor(log, store) {
    this.#key = `palsy_kit:${log}:check_in`;
    this.#store = store;
  }

  /**
   * @param {FormData} fields
   * @param {string} day a local date as ISO 8601 writes it
   */
  keep(fields, day) {
    const entries = [...fields].map(([name, value]) => [name, String(value)]);
    try {
      this.#store?.setItem(this.#key, JSON.stringify({ day, entries }));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // the storage is full or shut off: the page has it all the same
    }
  }

  /**
   * @param {string} today
   * @param {string} saved the day of the last check-in that was saved; empty where there is none
   * @returns {Kept | null} what was kept since, without what an earlier day said of itself
   */
  kept(today, saved) {
    const text = this.#store?.getItem(this.#key);
    if (!text) return null;
    /** @type {Kept} */
    const { day, entries } = JSON.parse(text);
    if (day < saved) return null;
    return { day, entries: day === today ? entries : entries.filter(([name]) => !OF_THE_DAY.includes(name)) };
  }

  drop() {
    this.#store?.removeItem(this.#key);
  }
}

/**
 * Put what was kept into the fields: what it does not name stays open.
 *
 * @param {HTMLFormElement} form
 * @param {Kept} kept
 * @param {boolean} whole whether it is of today, and says everything
 */
export function putBack(form, { entries }, whole) {
  for (const field of form.querySelectorAll("input")) {
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!values.length && !whole && OF_THE_DAY.includes(field.name)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.type === "text") field.value = values[0] ?? "";
    else if (values.length) rate(field, values[0]);
  }
}

/**
 * @template T
 * @param {Map<string, T>} fields
 */
export function ofTheDay(fields) {
  return new Map([...fields].filter(([name]) => OF_THE_DAY.includes(name)));
}

/**
 * Leave open again what may differ from one hour to the next, as after a session that was stopped.
 *
 * @param {HTMLFormElement} form
 */
export function askAnew(form) {
  for (const field of form.querySelectorAll("input")) {
    if (!OF_THE_DAY.includes(field.name)) continue;
    if (field.type === "range") [field.value, field.dataset.given] = ["0", "no"];
    else field.checked = false;
  }
}

/**
 * @param {HTMLInputElement} slider
 * @param {string} value
 */
export function rate(slider, value) {
  slider.value = value;
  slider.dataset.given = "yes";
}
