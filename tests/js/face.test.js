// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawFace, mixer } from "../../js/face.js";

const REST = "M0.0 10.0 C-4.0 0.0 1.5 2.0 3.0 4.0 Z";
const POSE = "M10.0 20.0 C4.0 1.0 1.5 -2.0 5.0 4.0 Z";

test("halfway between two paths every number lies in the middle", () => {
  assert.equal(mixer(REST, POSE)(0.5), "M5 15 C0 0.5 1.5 0 4 4 Z");
});

test("at 0 a path is the resting one, letter by letter, and at 1 its numbers are those of the pose", () => {
  assert.equal(mixer(REST, POSE)(0), REST);
  assert.equal(mixer(REST, POSE)(1), "M10 20 C4 1 1.5 -2 5 4 Z");
});

test("a part that does not move is left as it is", () => {
  assert.equal(mixer("M1 2 L3.5 4 Z", "M1 2 L3.5 4 Z")(0.3), "M1 2 L3.5 4 Z");
});

test("commands stay, whatever the numbers do", () => {
  const letters = (/** @type {string} */ path) => path.replace(/[-\d.]+/g, "n");
  for (const t of [0.1, 0.35, 0.99]) assert.equal(letters(mixer(REST, POSE)(t)), letters(REST));
});

test("a face takes up each of its poses in turn, and what does not move is left alone", (context) => {
  /** @type {Record<string, string>[]} */
  const made = [];
  const createElementNS = () => {
    const attributes = /** @type {Record<string, string>} */ ({});
    made.push(attributes);
    return { append() {}, setAttribute: (/** @type {string} */ name, /** @type {string} */ to) => (attributes[name] = to) };
  };
  const page = /** @type {any} */ (globalThis);
  page.document = { createElementNS };
  context.after(() => delete page.document);

  const still = { id: "ear", role: "line", rest: "M1 2 Z", pose: "M1 2 Z", later: [], area: null };
  const moving = { id: "iris", role: "iris", rest: "M0 0 Z", pose: "M0 -4 Z", later: ["M0 4 Z", "M6 0 Z"], area: null };
  const drawing = { view_box: "0 0 1 1", title: "", description: "", style: "", turns: 3, shapes: [still, moving] };
  const face = drawFace(drawing);
  const paths = () => made.filter(({ d }) => d).map(({ d }) => d);

  assert.equal(face.turns, 3);
  face.pose(1);
  assert.deepEqual(paths(), ["M1 2 Z", "M0 -4 Z"]);
  face.pose(0.5, 1);
  assert.deepEqual(paths(), ["M1 2 Z", "M0 2 Z"]);
  face.pose(1, 2);
  assert.deepEqual(paths(), ["M1 2 Z", "M6 0 Z"]);
});
