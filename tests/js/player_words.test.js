// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { begin, jump, pass } from "../../js/player/run.js";
import { announcement, clockTime, doneWords, nextWords, phaseWord, roundTime, spokenTime } from "../../js/player/words.js";
import { STAMP, card, phase, session } from "./toys.js";

test("getting ready says the exercise, the side and how often", () => {
  const ready = phase("get_ready", 5, 0, { holds: 5, side: "left" });
  assert.equal(announcement(ready, card("Brow raise", "active")), "Brow raise. Your left side. 5 times. Get ready.");
});

test("a side is the person's own, in words", () => {
  assert.equal(announcement(phase("switch_side", 5, 0, { side: "right" }), card("x", "active")), "Switch sides. Now your right side.");
});

test("what would be over before it was read out stays unsaid", () => {
  assert.equal(announcement(phase("hold", 2, 1), card("x", "active")), "");
  assert.equal(announcement(phase("hold", 3, 1), card("x", "active")), "Hold.");
});

test("a massage is not held", () => {
  assert.equal(phaseWord(phase("hold", 60, 1), card("x", "massage")), "Massage");
});

test("what comes next is named: hold, rest, side, exercise, end", () => {
  const { timeline, cards } = session();
  const next = (/** @type {number} */ index) => nextWords(timeline, index, cards);
  assert.equal(next(0), "Next: hold 1 of 2");
  assert.equal(next(1), "Next: rest");
  assert.equal(next(4), "Next exercise: Brow strokes");
  assert.equal(next(6), "Next: switch to your right side");
  assert.equal(next(8), "Then you are done");
});

test("time as on a clock rounds up, so that it ends at nought", () => {
  assert.deepEqual([0, 0.2, 59.9, 60, 185].map(clockTime), ["0:00", "0:01", "1:00", "1:00", "3:05"]);
});

test("time as one says it", () => {
  assert.deepEqual([0, 1, 60, 185].map(spokenTime), ["0 seconds", "1 second", "1 minute", "3 minutes 5 seconds"]);
  assert.deepEqual([35, 60, 470].map(roundTime), ["35 seconds", "1 minute", "8 minutes"]);
});

test("afterwards it is told what was done, in part or to its end, and what was skipped", () => {
  const run = begin(session(), { id: "x", ready_s: 5, tightness_before: null, utc_offset_min: 0, started_at: STAMP.at });
  assert.equal(doneWords(pass(run, 16, STAMP)), "You practised for 16 seconds: 1 exercise, 2 repetitions.");
  assert.equal(doneWords(pass(run, 7, STAMP)), "You practised for 7 seconds: 1 exercise in part.");
  assert.equal(doneWords(pass(run, 3, STAMP)), "You stopped while you were getting ready.");
  const second = jump(pass(run, 3, STAMP), 15, "skipped", STAMP);
  assert.equal(doneWords(pass(second, 28, STAMP)), "You practised for 16 seconds: 1 exercise, 2 repetitions. Skipped: 1 exercise.");
  const third = jump(pass(run, 7, STAMP), 15, "skipped", STAMP);
  assert.equal(doneWords(jump(third, 28, "skipped", STAMP)), "You practised for 7 seconds: 1 exercise in part. Skipped: 1 exercise.");
  assert.equal(doneWords(jump(run, 28, "skipped", STAMP)), "You stopped while you were getting ready. Skipped: 2 exercises.");
});
