// @ts-check
// A native range always has a value, so whether one was given is kept beside it: any touch or key gives it, also where
// the value stays as it was.

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

/**
 * @param {HTMLInputElement} slider
 * @param {() => void} give called with every touch and every key that gives a value
 */
export function onGiven(slider, give) {
  slider.addEventListener("input", give);
  slider.addEventListener("pointerup", give);
  slider.addEventListener("keyup", ({ key }) => KEYS.includes(key) && give());
}
