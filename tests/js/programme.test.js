// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { askFrom, begun, change, chosenBefore, planned, split } from "../../js/programme/draft.js";

const ASK = {
  kind: "daily",
  minutes: 5,
  days: ["MO"],
  sessions_per_day: 1,
  sessions_per_week: null,
  sessions_per_week_max: null,
  preferred_days: [],
  anchors: [],
  for_days: null,
};

/** The fields as they stand for 5 minutes on Monday and Thursday. */
function fields(changes = {}) {
  const usual = { minutes: "5", how: "fixed", days: ["MO", "TH"], per_day: "1", from: "2", to: "3", for_days: "" };
  return { ...usual, anchors: [], ...changes };
}

/** @param {object} changes */
function ask(changes) {
  const found = askFrom(fields(changes), ASK);
  assert.ok("ask" in found, JSON.stringify(found));
  return found.ask;
}

/**
 * @param {object} changes
 * @param {import("../../js/programme/draft.js").Ask} [old]
 */
function problem(changes, old = ASK) {
  const found = askFrom(fields(changes), old);
  return "problem" in found ? found.problem : "";
}

const part = (/** @type {string} */ name, /** @type {string} */ minutes, at = "") => ({ name, minutes, at });

test("fixed days are asked for with their times a day, and a quota with its range and its days", () => {
  assert.deepEqual(ask({ per_day: "2" }), { ...ASK, days: ["MO", "TH"], sessions_per_day: 2 });
  const quota = { ...ASK, days: [], sessions_per_day: null, sessions_per_week: 2, sessions_per_week_max: 3 };
  assert.deepEqual(ask({ how: "quota" }), { ...quota, preferred_days: ["MO", "TH"] });
  assert.deepEqual(ask({ how: "quota", to: "0", days: [] }), { ...quota, sessions_per_week_max: null });
});

test("an upper end that is not above the lower one is no range, and every day ticked is any day", () => {
  const asked = ask({ how: "quota", from: "3", to: "3", days: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] });
  assert.deepEqual([asked.sessions_per_week_max, asked.preferred_days], [null, []]);
});

test("parts have to add up to what the day asks for, each with a name", () => {
  const parts = [part(" the kettle ", "3", "07:30"), part("teeth", "2")];
  assert.deepEqual(ask({ anchors: parts }).anchors, [
    { name: "the kettle", minutes: 3, at: "07:30" },
    { name: "teeth", minutes: 2, at: null },
  ]);
  assert.equal(problem({ anchors: parts, per_day: "2" }), "The parts come to 5 of 10 minutes. Let them add up to 10.");
  assert.match(problem({ anchors: [part(" ", "5")] }), /what each part hangs on/);
  assert.match(problem({ anchors: [part("tea", "5"), part("bus", "0")] }), /5 of 5/);
});

test("what cannot be used is said, never guessed", () => {
  for (const minutes of ["", "0", "46", "2.5", "-3", "five"]) assert.match(problem({ minutes }), /from 1 to 45/);
  assert.equal(problem({ days: [] }), "Choose at least one day.");
  assert.match(problem({ for_days: "0" }, { ...ASK, for_days: 7 }), /days of this step/);
  assert.equal(problem({ for_days: "14" }, { ...ASK, for_days: 7 }), "");
});

test("minutes are split into whole parts that add up", () => {
  assert.deepEqual(split(5, 3), [2, 2, 1]);
  assert.deepEqual(split(5, 1), [5]);
  assert.deepEqual(split(2, 3), [1, 1, 0]);
  assert.deepEqual(split(5, 0), []);
});

test("another programme brings its own asks, and has the person's areas unless it has some of its own", () => {
  const nothing = { areas: [], exercise_ids: [], remark: "" };
  const old = { stage: "after_care", programme: "old", begins: null, alone: true, ...nothing, areas: ["chin"], asks: [] };
  const card = { value: "new", name: "", says: "", stages: [], ...nothing, own: false, sources: [], asks: [{ ...ASK, words: "", lasts: "" }] };
  const mine = { areas: ["eyes"], exercise_ids: ["wink"], remark: "Slowly." };
  assert.deepEqual(begun(card, old, mine), { ...old, programme: "new", areas: ["eyes"], asks: [ASK] });
  assert.deepEqual(begun({ ...card, areas: ["neck"] }, old, mine).areas, ["neck"]);
  assert.deepEqual(begun(card, old, nothing).areas, []);
  // Chosen exercises and a remark go with a programme of one's own, and are there again when it is chosen again.
  assert.deepEqual(begun({ ...card, own: true }, old, mine), { ...old, programme: "new", ...mine, asks: [ASK] });
});

/**
 * @param {string} kind
 * @param {string} ask
 */
const asked = (kind, ask, like = ask) => ({ kind, ask, like, dates: "", last_day: "", exercise_ids: [], remark: "" });

test("starting a programme ends its own kinds, leaves the others, and changes nothing where it is planned already", () => {
  const standing = [asked("daily", "4 minutes every day"), asked("release", "3 minutes every day")];
  const daily = asked("daily", "5 minutes every day");
  const words = "It takes the place of: 4 minutes every day. Beside it goes on: 3 minutes every day.";
  assert.equal(change(standing, [daily, asked("full", "20 minutes, once a week")]), words);
  assert.equal(change([...standing, standing[1]], [daily]), words); // what follows it, and asks for the same, is told once
  assert.equal(change([], [daily]), "");
  assert.equal(change([daily], [daily]), "You have this planned already.");
  // The same words for other exercises are not the same plan.
  assert.equal(change([daily], [{ ...daily, like: "other" }]), "It takes the place of: 5 minutes every day.");
  const ends = "It takes the place of: 4 minutes every day; 3 minutes every day.";
  assert.equal(change(standing, [daily], true), ends);
  assert.equal(change([daily], [daily], true), "You have this planned already.");
});

test("a next version begins with the exercises and the remark of the last one that has some", () => {
  const [older, newer] = [{ ...asked("own_plan", ""), exercise_ids: ["wink"] }, { ...asked("own_plan", ""), remark: "Slowly." }];
  assert.deepEqual(chosenBefore([older, newer, asked("daily", "")]), { exercise_ids: [], remark: "Slowly." });
  assert.deepEqual(chosenBefore([]), { exercise_ids: [], remark: "" });
});

test("what is over is not planned any more, and on its last day it still is", () => {
  const version = (/** @type {string} */ last_day) => ({ ...asked("daily", "5 minutes every day"), last_day });
  const [ended, ending, open] = [version("2026-03-02"), version("2026-03-03"), version("")];
  assert.deepEqual(planned([ended, ending, open], "2026-03-03"), [ending, open]);
});
