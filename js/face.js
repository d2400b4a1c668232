// @ts-check
// The drawn face: built once from the shapes that Python posed, then moved by interpolating the numbers of its paths.

import { drawn } from "./dom.js";

/**
 * @typedef {{ id: string, role: string, rest: string, pose: string, later: string[], area: string | null }} Shape
 * @typedef {{ view_box: string, title: string, description: string, shapes: Shape[], turns: number, style: string }} FaceDrawing
 * @typedef {{ svg: SVGSVGElement, turns: number, pose: (intensity: number, turn?: number) => void }} Face
 */

const NUMBER = /-?\d+(?:\.\d+)?/g;

/**
 * The paths between `rest` (0) and `pose` (1), which have the same commands. Both are taken apart once: a moving face
 * asks for a thousand numbers in every frame.
 *
 * @param {string} rest
 * @param {string} pose
 * @returns {(t: number) => string}
 */
export function mixer(rest, pose) {
  const commands = rest.split(NUMBER);
  const start = (rest.match(NUMBER) ?? []).map(Number);
  const change = (pose.match(NUMBER) ?? []).map((end, i) => Number(end) - start[i]);
  return (t) => {
    if (t === 0) return rest;
    let path = commands[0];
    for (let i = 0; i < start.length; i++) path += Math.round((start[i] + change[i] * t) * 100) / 100 + commands[i + 1];
    return path;
  };
}

/**
 * Draw a face at rest; `pose(intensity, turn)` moves it, 0 to 1 of the way to its pose: the first, or another in turn.
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
  const moving = drawing.shapes.flatMap(({ rest, pose, later }, i) =>
    rest === pose && !later.length ? [] : [{ path: paths[i], at: [pose, ...later].map((end) => mixer(rest, end)) }],
  );
  return {
    svg,
    turns: drawing.turns,
    pose(intensity, turn = 0) {
      for (const { path, at } of moving) path.setAttribute("d", at[turn](intensity));
    },
  };
}
