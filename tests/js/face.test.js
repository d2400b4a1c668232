// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { between } from "../../js/face.js";

const REST = "M0.0 10.0 C-4.0 0.0 1.5 2.0 3.0 4.0 Z";
const POSE = "M10.0 20.0 C4.0 1.0 1.5 -2.0 5.0 4.0 Z";

test("halfway between two paths every number lies in the middle", () => {
  assert.equal(between(REST, POSE, 0.5), "M5 15 C0 0.5 1.5 0 4 4 Z");
});

test("at 0 a path is the resting one, letter by letter, and at 1 its numbers are those of the pose", () => {
  assert.equal(between(REST, POSE, 0), REST);
  assert.equal(between(REST, POSE, 1), "M10 20 C4 1 1.5 -2 5 4 Z");
});

test("a part that does not move is left as it is", () => {
  assert.equal(between("M1 2 L3.5 4 Z", "M1 2 L3.5 4 Z", 0.3), "M1 2 L3.5 4 Z");
});

test("commands stay, whatever the numbers do", () => {
  const letters = (/** @type {string} */ path) => path.replace(/[-\d.]+/g, "n");
  for (const t of [0.1, 0.35, 0.99]) assert.equal(letters(between(REST, POSE, t)), letters(REST));
});
