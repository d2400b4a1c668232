// @ts-check
// Faces that move between rest and their pose, or their poses in turn, all in step; where motion is not wanted they only change.

/** @import { Face } from "../face.js" */

/** Seconds of each part of the movement: to the pose, there, back, at rest. */
const RISE = 1.4;
const HOLD = 1.2;
const REST = 0.8;
const ALL = 2 * RISE + HOLD + REST;

/**
 * How far from rest (0) to the pose (1) a face is, some seconds after it began to move; over and over.
 *
 * @param {number} seconds
 */
export function swing(seconds) {
  const at = seconds % ALL;
  if (at < RISE) return eased(at / RISE);
  if (at < RISE + HOLD) return 1;
  return eased(Math.max(0, 1 - (at - RISE - HOLD) / RISE));
}

/** @param {number} share */
function eased(share) {
  return share * share * (3 - 2 * share);
}

/**
 * A button's work: start and stop the faces, or show rest and pose in turn.
 *
 * @param {HTMLButtonElement} button
 * @param {AbortSignal} signal
 */
export function mover(button, signal) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Face[]} */
  let faces = [];
  let began_ms = 0;
  let on = false;
  let posed = true;

  const pose = (/** @type {number} */ intensity, round = 0) =>
    faces.forEach((face) => face.pose(intensity, round % face.turns));
  const label = () => {
    if (still.matches) button.textContent = posed ? "Show the face at rest" : "Show the movement";
    else button.textContent = on ? "Stop the movement" : "Show the movement";
  };
  const stop = () => {
    on = false;
    posed = true;
    pose(1);
    label();
  };
  const frame = () => {
    if (!on || signal.aborted) return;
    const seconds = (performance.now() - began_ms) / 1000;
    pose(swing(seconds), Math.floor(seconds / ALL));
    requestAnimationFrame(frame);
  };
  const press = () => {
    if (still.matches) {
      posed = !posed;
      pose(posed ? 1 : 0);
    } else if (on) {
      stop();
    } else {
      on = true;
      began_ms = performance.now();
      requestAnimationFrame(frame);
    }
    label();
  };
  button.addEventListener("click", press, { signal });
  still.addEventListener("change", stop, { signal });
  label();

  return {
    /** @param {Face[]} shown what moves from now on; a movement that runs goes on with them */
    take(shown) {
      faces = shown;
      if (!on) pose(posed ? 1 : 0);
    },
  };
}
