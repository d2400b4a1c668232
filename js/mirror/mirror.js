// @ts-check
// The mirror beside a session: no mirror, a mirror, or one half of the face doubled. It is made once for a view and
// moves with it from screen to screen: the glass, which shows, and the choices, which fold away.

import { element } from "../dom.js";
import { positions } from "../sources.js";
import { Camera } from "./camera.js";
import { GLASS, reflect } from "./reflection.js";

/** @typedef {import("./reflection.js").Reflection} Reflection */
/** @typedef {import("../sources.js").Disagreement} Disagreement */

/** @type {[value: Reflection | "none", name: string][]} */
const MODES = [
  ["none", "No mirror"],
  ["mirror", "Mirror"],
  ["left", "Left half doubled"],
  ["right", "Right half doubled"],
];

const PRIVATE = "Nobody else sees you: the picture stays in this page, is never recorded and never sent, and the camera goes off when your session ends.";
const EFFECT = "Double the half that moves more easily, and you see your face as if both sides moved alike. Move the midline and the tilt until the face looks right.";

export class Mirror {
  /** @type {Reflection | "none"} */
  mode = "none";
  #camera;
  #settings;
  #video = element("video", { class: "pk-mirror-source", playsinline: true, "aria-hidden": true });
  #canvas = element("canvas", { ...GLASS, role: "img" });
  #says = element("p", { role: "status", class: "pk-mirror-says" });
  #buttons = new Map(MODES.map(([mode, name]) => [mode, button(name, () => this.choose(mode))]));
  #lines = element("div", { class: "pk-mirror-lines" });
  #summary = element("summary", {});

  /**
   * @param {import("../player/settings.js").Settings} settings
   * @param {Disagreement | null} views
   * @param {AbortSignal} signal ends it with its view
   */
  constructor(settings, views, signal) {
    this.#settings = settings;
    this.#camera = new Camera(navigator.mediaDevices);
    this.#video.muted = true; // as an attribute it would be too late
    this.glass = this.#glass();
    this.choices = this.#choices(views);
    this.#camera.addEventListener("change", () => this.#changed(), { signal });
    signal.addEventListener("abort", () => this.off());
    window.addEventListener("pagehide", () => this.off(), { signal });
    this.#changed();
  }

  /** @param {Reflection | "none"} mode */
  choose(mode) {
    this.mode = mode;
    if (mode === "none") return this.#camera.off();
    void this.#camera.on();
    this.#changed();
  }

  off() {
    if (this.mode !== "none") this.choose("none");
  }

  #changed() {
    const { state, why, stream } = this.#camera;
    if (state === "off") this.mode = "none";
    const on = state === "on";
    this.glass.dataset.camera = state;
    this.glass.dataset.mode = this.mode;
    this.#canvas.setAttribute("aria-label", MODES.find(([mode]) => mode === this.mode)?.[1] ?? "");
    this.#says.textContent = on ? "Camera on" : state === "asking" ? "Waiting for the camera. Your browser may ask you first." : why;
    this.#summary.textContent = on ? "Mirror: on" : "Mirror: off until you turn it on";
    this.#lines.hidden = !["left", "right"].includes(this.mode);
    for (const [mode, made] of this.#buttons) made.setAttribute("aria-pressed", String(mode === this.mode));
    if (this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    if (stream) this.#show(stream);
  }

  /** @param {MediaStream} stream shown picture by picture, as it comes */
  #show(stream) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
    const next = () => {
      if ("requestVideoFrameCallback" in this.#video) this.#video.requestVideoFrameCallback(draw);
      else requestAnimationFrame(draw);
    };
    const draw = () => {
      if (this.#video.srcObject !== stream) return;
      const size = { width: this.#video.videoWidth, height: this.#video.videoHeight };
      const { midline, tilt } = this.mode === "mirror" ? { midline: 0, tilt: 0 } : this.#settings.values;
      if (size.width && this.mode !== "none") reflect(context, this.#video, size, this.mode, { midline, tilt });
      next();
    };
    context.fillRect(0, 0, GLASS.width, GLASS.height);
    next();
    this.glass.scrollIntoView({ block: "nearest" }); // the choice may be far below it on a narrow page
    void this.#video.play().catch(() => {}); // taken away before it began
  }

  #glass() {
    const light = element("span", { class: "pk-mirror-light", "aria-hidden": "true" });
    const off = button("Turn off", () => this.off());
    const bar = element("div", { class: "pk-mirror-bar" }, light, this.#says, off);
    return element("div", { class: "pk-mirror-glass" }, element("div", { class: "pk-mirror-frame" }, this.#canvas, this.#video), bar);
  }

  /** @param {Disagreement | null} views */
  #choices(views) {
    this.#lines.append(
      element("p", {}, EFFECT),
      this.#range("Midline", "midline", { min: -1, max: 1, step: 0.02 }, ["to the left", "to the right"]),
      this.#range("Tilt", "tilt", { min: -20, max: 20, step: 1 }, ["left", "right"]),
    );
    return element(
      "details",
      { class: "pk-form-more pk-mirror-choices" },
      this.#summary,
      element("div", { class: "pk-player-row", role: "group", "aria-label": "Mirror" }, ...this.#buttons.values()),
      this.#lines,
      element("p", {}, PRIVATE),
      element("p", {}, `${views?.in_short ?? ""} Without one is just as good: feel what suits you.`.trim()),
      ...(views ? [element("details", {}, element("summary", {}, "Why experts differ"), ...positions(views))] : []),
    );
  }

  /**
   * @param {string} name
   * @param {"midline" | "tilt"} value
   * @param {{min: number, max: number, step: number}} limits
   * @param {[string, string]} ends
   */
  #range(name, value, limits, [low, high]) {
    const input = element("input", { type: "range", ...limits, value: this.#settings.values[value], "aria-label": name });
    input.addEventListener("input", () => this.#settings.choose({ [value]: Number(input.value) }));
    const ends = element("div", { class: "pk-player-ends", "aria-hidden": "true" }, element("small", {}, low), element("small", {}, high));
    return element("div", { class: "pk-player-rating" }, element("strong", {}, name), input, ends);
  }
}

/** @param {string} name @param {() => void} onclick */
function button(name, onclick) {
  return element("button", { type: "button", class: "pk-player-button", onclick }, name);
}
