// @ts-check
// The camera of the mirror: asked for only when a person turns it on, and given back as soon as it is turned off. Its
// pictures go nowhere but into the video element that shows them: there is no recorder and no connection here.

/** @typedef {"off" | "asking" | "on"} CameraState */

const GOES_ON = "Practice goes on without it.";

/** Why there is no picture, by the name of the browser's error. */
/** @type {Record<string, string>} */
const REASONS = {
  NotFoundError: "No camera was found. If you have one, plug it in and try again.",
  NotAllowedError: "The camera was not allowed. You can allow it for this page where your browser shows the address, and try again.",
  NotReadableError: "The camera is in use by another program. Close that one, and try again.",
};
const INSECURE =
  "Your browser gives the camera only to pages on this computer, or with a secure address (https). Open the workbook on this computer to use the mirror.";
const UNPLUGGED = "The camera was unplugged or turned off.";

/**
 * @param {unknown} error what the browser threw
 * @returns {string} the same in plain words
 */
export function whyNoCamera(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return REASONS[name] ?? `The camera did not start (${name || "no reason given"}).`;
}

/** Tells "change" whenever its state is another. */
export class Camera extends EventTarget {
  /** @type {CameraState} */
  state = "off";
  /** Why it is off though somebody wanted it, in plain words. */
  why = "";
  /** @type {MediaStream | null} */
  stream = null;
  #devices;
  /** Counts what was asked and taken back, so that a late answer of the browser is known as such. */
  #turn = 0;

  /** @param {Pick<MediaDevices, "getUserMedia"> | undefined} devices none: the page is not secure */
  constructor(devices) {
    super();
    this.#devices = devices;
  }

  /** Ask for the camera, and show it when the person and the browser agree. */
  async on() {
    if (this.state !== "off") return;
    if (!this.#devices) return this.off(INSECURE);
    this.#set("asking");
    const turn = this.#turn;
    try {
      const stream = await this.#devices.getUserMedia({ audio: false, video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } } });
      if (turn !== this.#turn) return end(stream);
      for (const track of stream.getTracks()) track.addEventListener("ended", () => this.#lost(stream));
      this.stream = stream;
      this.#set("on");
    } catch (error) {
      if (turn === this.#turn) this.off(whyNoCamera(error));
    }
  }

  /** @param {string} [why] it is off though somebody wanted it */
  off(why = "") {
    this.#turn += 1;
    if (this.stream) end(this.stream);
    this.stream = null;
    this.#set("off", why && `${why} ${GOES_ON}`);
  }

  /** @param {MediaStream} stream that ended by itself */
  #lost(stream) {
    if (stream === this.stream) this.off(UNPLUGGED);
  }

  /** @param {CameraState} state @param {string} [why] */
  #set(state, why = "") {
    this.state = state;
    this.why = why;
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {MediaStream} stream */
function end(stream) {
  for (const track of stream.getTracks()) track.stop();
}
