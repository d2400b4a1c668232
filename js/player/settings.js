// @ts-check
// What a person chose for the player once and for all; kept in the browser, for every notebook.

const KEY = "palsy_kit:player_settings";

/**
 * @typedef {object} Values
 * @property {import("./sound.js").SoundChoice} sound
 * @property {number} volume from 0 to 100
 * @property {boolean} vibrate
 * @property {number | null} ready_s seconds to get ready; null: as the plan has it
 * @property {number} midline of the face in the mirror, from -1 to 1
 * @property {number} tilt of the face in the mirror, in degrees
 */

/** @type {Values} */
const DEFAULTS = { sound: "tones", volume: 50, vibrate: false, ready_s: null, midline: 0, tilt: 0 };

export class Settings {
  #store;
  /** @type {Values} */
  values;

  /** @param {Pick<Storage, "getItem" | "setItem"> | null} store */
  constructor(store) {
    this.#store = store;
    this.values = { ...DEFAULTS, ...parsed(store?.getItem(KEY) ?? "{}") };
  }

  /** @param {Partial<Values>} change */
  choose(change) {
    this.values = { ...this.values, ...change };
    try {
      this.#store?.setItem(KEY, JSON.stringify(this.values));
    } catch {
      // a full storage forgets the choice when the page goes; the session does not depend on it
    }
  }
}

/**
 * @param {string} text
 * @returns {Partial<Values>}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
