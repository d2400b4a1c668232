// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { total } from "../../js/clock.js";
import { Playback } from "../../js/player/playback.js";
import { begin } from "../../js/player/run.js";
import { cuesBetween } from "../../js/player/sound.js";
import { STAMP, heldTime, session } from "./toys.js";

const silent = /** @type {any} */ ({ open() {}, silence() {}, schedule() {}, count() {} });

/**
 * @param {number} speed
 * @param {import("../../js/player/run.js").Session} [played]
 */
function playback(speed, played = session()) {
  const run = begin(played, { id: "x", ready_s: 5, tightness_before: null, utc_offset_min: 0, started_at: STAMP.at });
  /** @type {string[]} */
  const heard = [];
  const made = new Playback(run, speed, silent, (happened) => {
    if (happened !== "beat") heard.push(happened);
  });
  return { made, heard };
}

test("every phase is told once, and the end", (context) => {
  const pass = heldTime(context);
  const { made, heard } = playback(200);
  made.play();
  pass(140);
  assert.deepEqual(heard, [...Array(9).fill("phase"), "ended"]);
  assert.equal(made.run.outcome, "completed");
});

test("an hour at full speed is credited to the second", (context) => {
  const pass = heldTime(context);
  const long = session();
  const turns = 200;
  long.timeline = Array(turns).fill(long.timeline.slice(0, 5)).flat();
  long.timeline = long.timeline.map((phase) => ({ ...phase, holds: 2 * turns }));
  long.plan.items = [{ ...long.plan.items[0], holds: 2 * turns }];
  const { made } = playback(total(long.timeline) / 0.5, long);
  made.play();
  pass(501);
  assert.equal(made.run.items[0].holds_done, 2 * turns);
  assert.ok(Math.abs(made.run.items[0].active_s - total(long.timeline)) < 0.001);
});

test("while it is paused nothing runs, and it goes on where it stood", (context) => {
  const pass = heldTime(context);
  const { made, heard } = playback(100);
  made.play();
  pass(20);
  made.pause();
  const at_s = made.at_s;
  assert.equal(at_s, 2);
  pass(60);
  assert.equal(made.at_s, at_s);
  assert.equal(made.run.at_s, at_s);
  made.play();
  assert.ok(made.at_s < at_s + 5);
  made.pause();
  assert.deepEqual(heard.filter((happened) => happened !== "phase"), ["paused", "paused"]);
  assert.deepEqual(
    made.run.events.map(({ type }) => type),
    ["started", "paused", "resumed", "paused"],
  );
});

test("a page that slept wakes up paused where it fell asleep", (context) => {
  const pass = heldTime(context);
  const { made, heard } = playback(1);
  made.play();
  const late = performance.now() + 3_600_000;
  context.mock.method(performance, "now", () => late);
  pass(300);
  assert.equal(made.paused, true);
  assert.equal(heard.at(-1), "asleep");
  assert.ok(made.run.at_s < 1);
  assert.equal(made.run.outcome, null);
});

test("skip and back move at once, also while paused", () => {
  const { made } = playback(1);
  made.skip();
  assert.equal(made.at_s, 15);
  assert.equal(made.paused, true);
  made.back();
  assert.equal(made.at_s, 0);
});

test("skipping past the last exercise ends the session", () => {
  const { made, heard } = playback(1);
  made.skip();
  made.skip();
  assert.equal(made.run.outcome, "partial");
  assert.equal(heard.at(-1), "ended");
});

test("a stop for a reason ends it at once, and nothing happens after it", () => {
  const { made, heard } = playback(1);
  made.play();
  made.stop("stopped_pain");
  const before = made.run;
  made.play();
  made.skip();
  made.lengthenRests();
  made.stop(null);
  assert.equal(made.run, before);
  assert.equal(made.run.outcome, "stopped_pain");
  assert.equal(heard.filter((happened) => happened === "ended").length, 1);
});

test("every phase has its tone, and the end has one; a stretch takes each once", () => {
  const { timeline } = session();
  const all = cuesBetween(timeline, 0, 100);
  assert.deepEqual(
    all.map(({ at_s }) => at_s),
    [0, 5, 8, 10, 13, 15, 20, 23, 25, 28],
  );
  assert.equal(all.at(-1)?.cue, "finish");
  assert.deepEqual([...cuesBetween(timeline, 0, 10), ...cuesBetween(timeline, 10, 100)], all);
});
