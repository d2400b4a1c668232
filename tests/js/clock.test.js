// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { intensityAt, phaseAt, poseAt, read, running, startsOf, stopped, timeOf, total } from "../../js/clock.js";
import { phase } from "./toys.js";

const TIMELINE = [phase("get_ready", 5), phase("hold", 3, 1), phase("rest", 2, 1)];

test("a phase lasts from its first moment up to, not on, its end", () => {
  assert.deepEqual(phaseAt(TIMELINE, 0), { index: 0, within_s: 0, left_s: 5, done: false });
  assert.deepEqual(phaseAt(TIMELINE, 5), { index: 1, within_s: 0, left_s: 3, done: false });
  assert.deepEqual(phaseAt(TIMELINE, 7), { index: 1, within_s: 2, left_s: 1, done: false });
});

test("at its end, and after it, a session is done", () => {
  assert.deepEqual(phaseAt(TIMELINE, 10), { index: 2, within_s: 2, left_s: 0, done: true });
  assert.equal(phaseAt(TIMELINE, 99).done, true);
  assert.equal(phaseAt([], 0).done, true);
});

test("phases follow each other without gaps", () => {
  assert.deepEqual(startsOf(TIMELINE), [0, 5, 8, 10]);
  assert.equal(total(TIMELINE), 10);
});

test("a clock runs by differences: late readings add nothing", () => {
  const clock = running(stopped(2), 1000);
  assert.equal(read(clock, 1000), 2);
  assert.equal(read(clock, 61_000), 62);
  assert.equal(timeOf(clock, 62), 61_000);
});

test("a pause adds no time", () => {
  const paused = stopped(read(running(stopped(0), 0), 4000));
  const again = running(paused, 90_000);
  assert.equal(read(paused, 50_000), 4);
  assert.equal(read(again, 91_000), 5);
  assert.equal(timeOf(paused, 5), Infinity);
});

test("a thousand pauses over an hour add nothing either", () => {
  let clock = stopped(0);
  let now = 0;
  for (let turn = 0; turn < 1000; turn += 1) {
    clock = running(clock, now);
    now += 3600;
    clock = stopped(read(clock, now));
    now += 777;
  }
  assert.ok(Math.abs(read(clock, now) - 3600) < 0.001);
});

test("speed multiplies time", () => {
  assert.equal(read(running(stopped(0, 60), 0), 1000), 60);
});

test("the face is at the movement while holding and lets go while resting", () => {
  const [ready, hold, rest] = TIMELINE;
  assert.equal(intensityAt(hold, 0, false), 0);
  assert.equal(intensityAt(hold, 2, false), 1);
  assert.equal(intensityAt(rest, 0, false), 1);
  assert.ok(intensityAt(rest, 1.9, false) < 0.001);
  assert.equal(intensityAt(ready, 2.5, false), 1);
  assert.ok(intensityAt(ready, 5, false) < 0.001);
});

test("with reduced motion the face stands still in its pose", () => {
  const [ready, hold, rest] = TIMELINE;
  assert.equal(new Set([0, 1, 2].map((within_s) => intensityAt(hold, within_s, true))).size, 1);
  assert.equal(intensityAt(ready, 1, true), 1);
  assert.equal(intensityAt(rest, 0.1, true), 0);
});

test("poses that take turns come one after the other within a long hold, each from rest", () => {
  const hold = phase("hold", 12, 1);
  const at = (/** @type {number} */ within_s) => poseAt(hold, within_s, false, 2, 12);
  assert.deepEqual([1.5, 4.5, 7.5, 10.5].map((within_s) => at(within_s).turn), [0, 1, 0, 1]);
  assert.ok(at(1.5).intensity === 1 && at(4.5).intensity === 1);
  for (const change_s of [0, 3, 6, 9]) assert.ok(at(change_s).intensity < 0.01);
  assert.equal(at(12).intensity, 1);
  assert.deepEqual(poseAt(phase("rest", 3, 1), 0, false, 2, 12), { turn: 1, intensity: 1 });
});

test("of holds too short for all poses each shows the next one", () => {
  const turns = [1, 2, 3, 4, 5].map((hold) => poseAt(phase("hold", 3, hold), 2, false, 4, 3).turn);
  assert.deepEqual(turns, [0, 1, 2, 3, 0]);
  assert.equal(poseAt(phase("rest", 2, 3), 0, false, 4, 3).turn, 2);
});

test("with reduced motion no pose changes within a hold", () => {
  const hold = phase("hold", 12, 1);
  for (const within_s of [1, 4, 8, 11]) {
    assert.deepEqual(poseAt(hold, within_s, true, 2, 12), { turn: 0, intensity: 1 });
  }
});
