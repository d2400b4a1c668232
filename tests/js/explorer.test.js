// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { firstFor, found, foundWords, stillShown } from "../../js/cards/found.js";
import { swing } from "../../js/cards/moving.js";

/** @import { Choice, Offer } from "../../js/cards/found.js" */

const exercise = (/** @type {string} */ id, /** @type {string} */ technique, /** @type {string[]} */ areas, closed = false) =>
  ({ id, name: id, technique, areas, closed });

/** @type {Offer} */
const OFFER = {
  based_on: "",
  sides: [],
  views: [],
  techniques: [
    { id: "massage", name: "Massage" },
    { id: "active", name: "Active" },
  ],
  exercises: [
    exercise("smile", "active", ["mouth"], true),
    exercise("kiss", "active", ["mouth", "eyes"]),
    exercise("circles", "massage", ["cheeks", "mouth"]),
    exercise("blink", "active", ["eyes"]),
  ],
  concerns: [
    {
      id: "droop",
      says: "It droops",
      reason: "",
      red_flags: [],
      areas: ["mouth"],
      area_names: "mouth",
      release: ["circles"],
      exercises: ["smile", "kiss"],
      sources: [],
    },
  ],
};

/** @type {Choice} */
const BY_AREA = { way: "area", concern: "", chosen: ["mouth"], techniques: [], open_only: false };

/** @type {Choice} */
const BY_CONCERN = { ...BY_AREA, way: "concern", concern: "droop" };

const ids = (/** @type {Choice} */ choice) =>
  found(OFFER, choice).map(({ title, exercises }) => [title, ...exercises.map(({ id }) => id)]);

test("an area shows its exercises by technique, the gentlest first", () => {
  assert.deepEqual(ids(BY_AREA), [["Massage", "circles"], ["Active", "smile", "kiss"]]);
});

test("several areas show an exercise of both once", () => {
  assert.deepEqual(ids({ ...BY_AREA, chosen: ["mouth", "eyes"], techniques: ["active"] }), [
    ["Active", "smile", "kiss", "blink"],
  ]);
});

test("what bothers a person leads to letting go first, in the order of the catalogue", () => {
  assert.deepEqual(ids(BY_CONCERN), [["First, let go", "circles"], ["Then", "smile", "kiss"]]);
});

test("techniques belong to the choice by area alone", () => {
  assert.deepEqual(ids({ ...BY_CONCERN, techniques: ["massage"] }), ids(BY_CONCERN));
});

test("only what is open is shown when that is asked for, and no empty group", () => {
  assert.deepEqual(ids({ ...BY_CONCERN, open_only: true }), [["First, let go", "circles"], ["Then", "kiss"]]);
  assert.deepEqual(ids({ ...BY_AREA, techniques: ["massage"], chosen: ["eyes"] }), []);
});

test("it says how much was found and how much of it is closed", () => {
  const words = (/** @type {Choice} */ choice) => foundWords(found(OFFER, choice), choice);
  assert.equal(words(BY_AREA), "3 exercises, 1 of them closed today");
  assert.equal(words({ ...BY_AREA, open_only: true }), "2 exercises");
  assert.equal(words({ ...BY_AREA, techniques: ["massage"] }), "1 exercise");
});

test("where nothing was found it says what to do", () => {
  const words = (/** @type {Partial<Choice>} */ choice) => foundWords([], { ...BY_AREA, ...choice });
  assert.equal(words({ way: "concern", concern: "" }), "Choose above what bothers you.");
  assert.equal(words({ chosen: [] }), "Choose a part of the face above.");
  assert.equal(words({ open_only: true }), "None of these is open today.");
  assert.equal(words({}), "No exercise of this kind here.");
});

test("a concern begins with the first exercise that is open, else with the first", () => {
  assert.equal(firstFor(OFFER, "droop"), "circles");
  const closed = { ...OFFER, exercises: OFFER.exercises.map((one) => ({ ...one, closed: one.id !== "kiss" })) };
  assert.equal(firstFor(closed, "droop"), "kiss");
  const none = { ...OFFER, exercises: OFFER.exercises.map((one) => ({ ...one, closed: true })) };
  assert.equal(firstFor(none, "droop"), "circles");
  assert.equal(firstFor(OFFER, ""), undefined);
});

test("a face goes from rest to the pose, stays, and comes back, without a jump", () => {
  assert.equal(swing(0), 0);
  assert.equal(swing(2), 1);
  assert.equal(swing(4.5), 0);
  for (let at = 0; at < 10; at += 0.01) {
    assert.ok(swing(at) >= 0 && swing(at) <= 1);
    assert.ok(Math.abs(swing(at + 0.01) - swing(at)) < 0.02);
  }
});

test("what is shown stays while it is among what was found, else the first that is open takes its place", () => {
  const groups = found(OFFER, BY_AREA);

  assert.equal(stillShown(groups, "smile"), "smile");
  assert.equal(stillShown(groups, "blink"), "circles");
  assert.equal(stillShown([], "blink"), "blink");
});
