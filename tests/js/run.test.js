// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import * as runs from "../../js/player/run.js";
import { STAMP, session } from "./toys.js";

const START = { id: "an-id-of-its-own", ready_s: 5, tightness_before: null, utc_offset_min: 60, started_at: STAMP.at };

const begun = (more = {}) => runs.begin(session(), { ...START, ...more });
const passed = (/** @type {number} */ to_s, run = begun()) => runs.pass(run, to_s, STAMP);
const record = (/** @type {runs.Run} */ run, answers = runs.NO_ANSWERS) => runs.toRecord(run, answers, "2026-11-03T18:01:00Z");

test("a session played to its end is completed, with every hold and every second", () => {
  const done = record(runs.end(passed(28), null, STAMP));
  assert.equal(done.outcome, "completed");
  assert.equal(done.planned_s, 28);
  assert.equal(done.active_s, 28);
  assert.deepEqual(done.exercises, [
    { exercise_id: "smile", holds_done: 2, holds_planned: 2, active_s: 15 },
    { exercise_id: "brow", holds_done: 2, holds_planned: 2, active_s: 13 },
  ]);
});

test("however often one looks, the same is credited", () => {
  let often = begun();
  for (let at_s = 0; at_s <= 28; at_s += 0.25) often = passed(at_s, often);
  assert.deepEqual(often.items, passed(28).items);
  assert.deepEqual(
    often.events.map(({ type, at_s }) => [type, at_s]),
    passed(28).events.map(({ type, at_s }) => [type, at_s]),
  );
});

test("a hold counts at its end, not before", () => {
  assert.equal(passed(7.99).items[0].holds_done, 0);
  assert.equal(passed(8).items[0].holds_done, 1);
});

test("a partly done session counts for what was done", () => {
  const done = record(runs.end(passed(9), null, STAMP));
  assert.equal(done.outcome, "partial");
  assert.equal(done.active_s, 9);
  assert.deepEqual(done.exercises.map(({ holds_done }) => holds_done), [1, 0]);
});

test("what is skipped adds no time and no hold", () => {
  const there = passed(6);
  const skipped = runs.jump(there, runs.nextExercise(there), "skipped", STAMP);
  assert.equal(skipped.at_s, 15);
  const done = record(runs.end(passed(28, skipped), null, STAMP));
  assert.equal(done.active_s, 6 + 13);
  assert.equal(done.outcome, "partial");
  assert.deepEqual(done.exercises.map(({ holds_done }) => holds_done), [0, 2]);
});

test("skipping the last exercise leads to the end", () => {
  assert.equal(runs.nextExercise(passed(16)), 28);
});

test("back goes to the start of the exercise, and from there to the one before", () => {
  assert.equal(runs.backTo(passed(21)), 15);
  assert.equal(runs.backTo(passed(15.5)), 0);
  assert.equal(runs.backTo(passed(9)), 0);
  assert.equal(runs.backTo(passed(2)), 0);
});

test("what is done twice counts twice: doing more shows", () => {
  const again = runs.jump(passed(15), 0, "back", STAMP);
  assert.equal(passed(28, again).items[0].holds_done, 4);
});

test("going back for ever gives no record that the log would refuse", () => {
  let run = begun();
  for (let turn = 0; turn < 150; turn += 1) run = runs.jump(passed(15, run), 0, "back", STAMP);
  assert.equal(record(runs.end(run, null, STAMP)).exercises[0].holds_done, 200);
});

test("longer rests move nothing that lies behind", () => {
  const longer = runs.lengthenRests(passed(9), 5, STAMP);
  assert.deepEqual(longer.timeline.map(({ duration_s }) => duration_s), [5, 3, 7, 3, 7, 5, 3, 2, 3]);
  assert.equal(longer.at_s, 9);
  const before = runs.lengthenRests(passed(12), 5, STAMP);
  assert.deepEqual(before.timeline.map(({ duration_s }) => duration_s), [5, 3, 2, 3, 7, 5, 3, 2, 3]);
});

test("with longer rests the plan stays what was planned", () => {
  const done = record(runs.end(passed(38, runs.lengthenRests(begun(), 5, STAMP)), null, STAMP));
  assert.equal(done.planned_s, 28);
  assert.equal(done.active_s, 38);
  assert.equal(done.outcome, "completed");
});

test("a person's own time to get ready is part of the plan; the cue to switch sides keeps its length", () => {
  const run = begun({ ready_s: 10 });
  assert.deepEqual(run.timeline.map(({ duration_s }) => duration_s), [10, 3, 2, 3, 2, 10, 3, 2, 3]);
  assert.equal(run.planned_s, 38);
});

test("getting ready is not practice", () => {
  assert.equal(runs.practised(passed(5)), false);
  assert.equal(runs.practised(passed(5.5)), true);
});

test("stopping for a reason is recorded as this reason", () => {
  const answers = { ...runs.NO_ANSWERS, tightness_after: 6, note: "the left cheek" };
  const done = record(runs.end(passed(28), "stopped_tight", STAMP), answers);
  assert.equal(done.outcome, "stopped_tight");
  assert.equal(done.tightness_after, 6);
  assert.equal(done.note, "the left cheek");
  assert.equal(done.new_linked_movement, null);
});

test("stopping because something moved along does not say that it was new", () => {
  const done = record(runs.end(passed(9), "stopped_other", STAMP));
  assert.deepEqual([done.outcome, done.new_linked_movement], ["stopped_other", null]);
});

test("a change leaves the run it began from as it was", () => {
  const run = begun();
  const before = structuredClone(run);
  runs.end(runs.jump(runs.lengthenRests(runs.pass(run, 9, STAMP), 5, STAMP), 0, "back", STAMP), null, STAMP);
  assert.deepEqual(run, before);
});

test("a run survives being written down", () => {
  assert.deepEqual(passed(28, JSON.parse(JSON.stringify(passed(9)))), passed(28, passed(9)));
});
