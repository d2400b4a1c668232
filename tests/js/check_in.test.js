// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { answersFrom, fieldsOf, same, weeks } from "../../js/check_in/answers.js";
import { SAYS, saver, stamp } from "../../js/saving.js";
import { stateOf } from "../../js/widgets/check_in.js";
import { change } from "../../js/widgets/programme_picker.js";

const AREAS = ["eyes", "mouth"];

/** The fields of a form whose person moves well and has nothing to report. */
function fields(changes = {}) {
  const usual = {
    affected_side: "left",
    stage: "long_standing",
    "movement.eyes": "3",
    "movement.mouth": "1",
    weeks_since_onset: "",
    tightness: "0",
    pain: "0",
    linked_movement: "none",
    weeks_since_toxin: "",
    weeks_since_surgery: "",
  };
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...usual, ...changes })) {
    for (const one of [value].flat()) data.append(name, one);
  }
  return data;
}

test("answers are read from the fields as Python wants them", () => {
  assert.deepEqual(answersFrom(fields({ tightness: "4", tight_areas: ["eyes", "mouth"], neck_trouble: "yes" }), AREAS), {
    affected_side: "left",
    stage: "long_standing",
    movement: { eyes: 3, mouth: 1 },
    weeks_since_onset: null,
    tightness: 4,
    tight_areas: ["eyes", "mouth"],
    pain: 0,
    linked_movement: "none",
    eye_closes: true,
    weeks_since_toxin: null,
    weeks_since_surgery: null,
    neck_trouble: true,
    red_flags: [],
    therapist_agreed: [],
  });
});

test("without movement every area counts as none, whatever was ticked before", () => {
  assert.deepEqual(answersFrom(fields({ stage: "no_movement_yet" }), AREAS).movement, { eyes: 0, mouth: 0 });
});

test("without tightness no area is tight, whatever was ticked before", () => {
  assert.deepEqual(answersFrom(fields({ tight_areas: "eyes" }), AREAS).tight_areas, []);
});

test("answers that are put into the fields are read from them again", () => {
  const answers = answersFrom(
    fields({ weeks_since_toxin: "7", eye_stays_open: "yes", red_flags: ["a", "b"], pain: "9", therapist_agreed: "c" }),
    AREAS,
  );
  const again = new FormData();
  for (const [name, values] of fieldsOf(answers)) for (const value of values) again.append(name, value);
  assert.deepEqual(answersFrom(again, AREAS), answers);
});

test("weeks are a whole number, nothing, or what was typed", () => {
  assert.equal(weeks(" 12 "), 12);
  assert.equal(weeks("  "), null);
  assert.equal(weeks("two"), "two");
  assert.equal(weeks("-3"), "-3");
  assert.equal(weeks("1.5"), "1.5");
});

test("two answers are the same whatever the order of their fields", () => {
  assert.ok(same({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] }));
  assert.ok(!same({ a: 1 }, { a: 1, b: undefined }));
  assert.ok(!same({ a: [1] }, { a: [1, 2] }));
  assert.ok(!same({ a: null }, { a: {} }));
  assert.ok(!same({ a: 0 }, { a: false }));
});

test("an outcome of other answers is never shown as that of these", () => {
  const answers = answersFrom(fields(), AREAS);
  const outcome = /** @type {any} */ ({ answers });
  const changed = { ...answers, tightness: 8 };
  assert.equal(stateOf(answers, outcome, ""), "ready");
  assert.equal(stateOf(answers, outcome, "a problem"), "problem");
  assert.equal(stateOf(changed, outcome, ""), "working");
  assert.equal(stateOf(changed, outcome, "a problem"), "working");
});

/** A model that keeps what is sent, and can answer. */
function toyModel() {
  /** @type {((reply: object) => void)[]} */
  let listeners = [];
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    reply: (/** @type {object} */ reply) => listeners.forEach((listener) => listener(reply)),
    model: /** @type {any} */ ({
      send: (/** @type {object} */ message) => sent.push(message),
      on: (/** @type {string} */ _, /** @type {any} */ listener) => listeners.push(listener),
      off: (/** @type {string} */ _, /** @type {any} */ gone) => (listeners = listeners.filter((one) => one !== gone)),
    }),
    get listeners() {
      return listeners.length;
    },
  };
}

const NOW = new Date("2026-11-03T23:30:00Z");

test("a stamp is the UTC instant and the minutes east of it", () => {
  assert.deepEqual(stamp(NOW), { at: "2026-11-03T23:30:00.000Z", utc_offset_min: 0 - NOW.getTimezoneOffset() });
});

test("what is saved is told when Python says so, and not before", () => {
  const toy = toyModel();
  /** @type {string[]} */
  const said = [];
  const stop = new AbortController();
  const save = saver(toy.model, (words) => said.push(words), stop.signal);
  save({ answers: 1 }, NOW);
  assert.deepEqual(said, [SAYS.saving]);
  toy.reply({ kind: "stored", id: "another" });
  assert.equal(said.length, 1);
  toy.reply({ kind: "stored", id: toy.sent[0].id });
  assert.match(said[1] ?? "", /^Saved at /);
  stop.abort();
});

test("a refusal is told with its reason", () => {
  const toy = toyModel();
  /** @type {string[]} */
  const said = [];
  const stop = new AbortController();
  saver(toy.model, (words) => said.push(words), stop.signal)({ answers: 1 }, NOW);
  toy.reply({ kind: "refused", id: toy.sent[0].id, why: "The folder is read-only." });
  assert.equal(said[1], "Not saved. The folder is read-only.");
  stop.abort();
});

test("asked again before an answer, the same content keeps its id and its instant; other content does not", () => {
  const toy = toyModel();
  const stop = new AbortController();
  const save = saver(toy.model, () => {}, stop.signal);
  save({ answers: 1 }, NOW);
  save({ answers: 1 }, new Date(NOW.getTime() + 5000));
  save({ answers: 2 }, new Date(NOW.getTime() + 9000));
  assert.deepEqual(toy.sent[1], toy.sent[0]);
  assert.notEqual(toy.sent[2].id, toy.sent[0].id);
  stop.abort();
});

test("silence is told, and so is a kernel that is gone", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const toy = toyModel();
  /** @type {string[]} */
  const said = [];
  const stop = new AbortController();
  const save = saver(toy.model, (words) => said.push(words), stop.signal);
  save({ answers: 1 }, NOW);
  t.mock.timers.tick(10_000);
  assert.equal(said.at(-1), SAYS.busy);
  toy.model.send = () => {
    throw new Error("Cannot send");
  };
  save({ answers: 1 }, NOW);
  assert.equal(said.at(-1), SAYS.gone);
  stop.abort();
});

test("a view that is gone listens no longer", () => {
  const toy = toyModel();
  const stop = new AbortController();
  saver(toy.model, () => {}, stop.signal);
  assert.equal(toy.listeners, 1);
  stop.abort();
  assert.equal(toy.listeners, 0);
});

test("starting a programme ends its own kinds, leaves the others, and changes nothing where it is planned already", () => {
  const standing = [
    { kind: "daily", ask: "4 minutes every day", dates: "since 5 January 2026" },
    { kind: "release", ask: "3 minutes every day", dates: "since 5 January 2026" },
  ];
  const daily = { kind: "daily", ask: "5 minutes every day" };
  const words = "It takes the place of: 4 minutes every day. Beside it goes on: 3 minutes every day.";
  assert.equal(change(standing, [daily, { kind: "full", ask: "20 minutes, once a week" }]), words);
  assert.equal(change([], [daily]), "");
  assert.equal(change([{ ...daily, dates: "since today" }], [daily]), "You have this planned already.");
});
