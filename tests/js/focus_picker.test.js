// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { hint, toggled } from "../../js/widgets/focus_picker.js";

const AREAS = ["forehead", "eyes", "nose", "whole_face"].map((id) => ({ id, name: id }));

test("an area that is ticked joins the others, in the order of the list", () => {
  assert.deepEqual(toggled(["nose"], "forehead", AREAS), ["forehead", "nose"]);
});

test("an area that is unticked leaves the others", () => {
  assert.deepEqual(toggled(["forehead", "nose"], "forehead", AREAS), ["nose"]);
  assert.deepEqual(toggled(["nose"], "nose", AREAS), []);
});

test("the whole face takes the place of its parts, and a part that of the whole face", () => {
  assert.deepEqual(toggled(["forehead", "nose"], "whole_face", AREAS), ["whole_face"]);
  assert.deepEqual(toggled(["whole_face"], "eyes", AREAS), ["eyes"]);
});

test("what was chosen stays untouched until it is stored", () => {
  const chosen = Object.freeze(["nose"]);
  toggled(/** @type {string[]} */ (chosen), "eyes", AREAS);
  assert.deepEqual(chosen, ["nose"]);
});

test("a closed area says why", () => {
  const nose = { id: "nose", name: "Nose" };
  assert.equal(hint(nose, undefined), "Nose");
  assert.equal(hint(nose, "Nothing moves there yet."), "Nose: not open today. Nothing moves there yet.");
});
