// @ts-check
// The drawn face: built once from the shapes that Python posed, then moved by interpolating the numbers of its paths.

import { drawn } from "./dom.js";

/**
 * @typedef {{ id: string, role: string, rest: string, pose: string, area: string | null }} Shape
 * @typedef {{ view_box: string, title: string, description: string, shapes: Shape[], style: string }} FaceDrawing
 * @typedef {{ svg: SVGSVGElement, pose: (intensity: number) => void }} Face
 */

const NUMBER = /-?\d+(?:\.\d+)?/g;

/**
 * The path that lies `t` of the way from `rest` (0) to `pose` (1); both have the same commands.
 *
 * @param {string} rest
 * @param {string} pose
 * @param {number} t
 */
export function between(rest, pose, t) {
  if (t === 0 || rest === pose) return rest;
  const targets = pose.match(NUMBER) ?? [];
  let next = 0;
  return rest.replace(NUMBER, (start) => {
    const value = Number(start) + (Number(targets[next++]) - Number(start)) * t;
    return String(Math.round(value * 100) / 100);
  });
}

/**
 * Draw a face at rest; `pose(intensity)` moves it, 0 to 1 of the way to its pose.
 *
 * Areas of focus are drawn last, transparent, as `.pk-area[data-area]`.
 *
 * @param {FaceDrawing} drawing
 * @returns {Face}
 */
export function drawFace(drawing) {
  const paths = drawing.shapes.map(({ id, role, rest, area }) =>
    drawn("path", { class: `pk-${role}`, d: rest, "data-shape": id, ...(area && { "data-area": area }) }),
  );
  const svg = drawn(
    "svg",
    { viewBox: drawing.view_box, class: "pk-face", role: "img", "aria-label": drawing.title },
    drawn("desc", {}, drawing.description),
    drawn("style", {}, drawing.style),
    ...paths,
  );
  const moving = drawing.shapes.flatMap(({ rest, pose }, i) => (rest === pose ? [] : [{ path: paths[i], rest, pose }]));
  return {
    svg,
    pose(intensity) {
      for (const { path, rest, pose } of moving) path.setAttribute("d", between(rest, pose, intensity));
    },
  };
}
