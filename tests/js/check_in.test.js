// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { answersFrom, fieldsOf, weeks } from "../../js/check_in/answers.js";
import { Draft } from "../../js/check_in/draft.js";
import { saidToday } from "../../js/check_in/saved_line.js";
import { aged, since, usual } from "../../js/check_in/returning.js";
import { atOnce, unsaid } from "../../js/check_in/unsaid.js";
import { dayWords, localDate } from "../../js/days.js";
import { same } from "../../js/same.js";
import { SAYS, saver, stamp } from "../../js/saving.js";
import { stateOf } from "../../js/widgets/check_in.js";

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

test("a day is this machine's own, and its year is said where it is another one", () => {
  assert.equal(localDate(new Date(2026, 2, 3, 23, 59)), "2026-03-03");
  assert.equal(dayWords("2026-03-03", "2026-11-20"), "3 March");
  assert.equal(dayWords("2025-03-03", "2026-11-20"), "3 March 2025");
});

const CHOICES = {
  sides: [{ value: "left", name: "Left" }],
  stages: [
    { value: "long_standing", name: "It has been like this for a long time" },
    { value: "no_movement_yet", name: "No movement yet" },
  ],
  movement: ["none", "a flicker", "some", "most", "as before"],
};

/** The answers of a last time on 3 March. */
function lastTime(changes = {}) {
  return { local_date: "2026-03-03", answers: answersFrom(fields(changes), AREAS) };
}

test("what stays the same for weeks is told in a line, with the day that it was said", () => {
  const last = lastTime();
  const words = "left side, it has been like this for a long time, parts move: a flicker to most, no botulinum toxin or surgery.";
  assert.equal(usual(CHOICES, last, last.answers, "2026-03-09"), `As on 3 March: ${words}`);
  assert.equal(usual(CHOICES, last, { ...last.answers, tightness: 7 }, "2026-03-09"), `As on 3 March: ${words}`);
  const changed = usual(CHOICES, last, { ...last.answers, weeks_since_onset: 4 }, "2026-03-09");
  assert.equal(changed, `Changed today: ${words.replace("most,", "most, 4 weeks since it began,")}`);
  assert.equal(since({ ...last, local_date: "" }, "2026-03-09"), "As last time");
});

test("the line names what closes practice or wants care, and no movement where there is none", () => {
  const last = lastTime({ stage: "no_movement_yet", affected_side: "both", weeks_since_toxin: "1", eye_stays_open: "yes" });
  const words = "both sides, no movement yet, 1 week since botulinum toxin, one eye does not close.";
  assert.equal(usual(CHOICES, last, last.answers, "2026-03-03"), `As on 3 March: ${words}`);
});

test("weeks are counted on from the last time, whole ones only, and never backwards", () => {
  const asks = /** @type {any} */ ({ last: lastTime({ weeks_since_onset: "10", weeks_since_surgery: "5200" }) });
  const on = (/** @type {string} */ today) => aged(asks, today).last?.answers;
  assert.equal(on("2026-03-09")?.weeks_since_onset, 10);
  assert.equal(on("2026-03-17")?.weeks_since_onset, 12);
  assert.equal(on("2026-03-17")?.weeks_since_surgery, 5200);
  assert.equal(on("2026-03-17")?.weeks_since_toxin, null);
  assert.equal(on("2025-12-01")?.weeks_since_onset, 10);
  assert.deepEqual(aged(/** @type {any} */ ({ last: null }), "2026-03-17"), { last: null });
});

const SAID = { none: true, open: () => false };

test("what was left open is asked for before a check-in is saved, the signs first", () => {
  const answers = answersFrom(fields(), AREAS);
  assert.equal(unsaid(answers, SAID), null);
  assert.equal(unsaid(answers, { ...SAID, none: false })?.field, "none_of_these");
  assert.equal(unsaid({ ...answers, red_flags: ["eye"] }, { ...SAID, none: false }), null);
  for (const field of ["affected_side", "stage", "tightness", "pain", "linked_movement"]) {
    assert.equal(unsaid(answers, { ...SAID, open: (one) => one === field })?.field, field);
  }
});

test("a choice that was left open counts with the careful answer", () => {
  const { affected_side, stage, linked_movement, movement } = answersFrom(new FormData(), AREAS);
  assert.deepEqual([affected_side, stage, linked_movement], ["both", "no_movement_yet", "none"]);
  assert.deepEqual(movement, { eyes: 0, mouth: 0 });
});

test("movement that came back in no part is asked about; so is a part that moves along where nothing moves", () => {
  const nowhere = answersFrom(fields({ "movement.eyes": "0", "movement.mouth": "0" }), AREAS);
  assert.equal(unsaid(nowhere, SAID)?.field, "movement");
  const still = answersFrom(fields({ stage: "no_movement_yet", linked_movement: "new" }), AREAS);
  assert.match(atOnce(still).linked_movement, /Which of the two is right\?/);
  assert.equal(unsaid(still, SAID), null); // asked, and left to the person
  assert.equal(atOnce(answersFrom(fields({ linked_movement: "new" }), AREAS)).linked_movement, "");
});

/** A storage that a page has to itself. */
function toyStore() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

test("what is not saved yet is kept for its log, until it is saved", () => {
  const store = toyStore();
  const draft = new Draft("mine", store);
  assert.equal(draft.kept("2026-03-03", ""), null);
  draft.keep(fields({ weeks_since_onset: "two" }), "2026-03-03");
  const found = new Draft("mine", store).kept("2026-03-03", "2026-03-03");
  assert.deepEqual(found?.entries, [...fields({ weeks_since_onset: "two" })]);
  assert.equal(new Draft("another", store).kept("2026-03-03", ""), null);
  draft.drop();
  assert.equal(draft.kept("2026-03-03", ""), null);
});

test("how the face felt on an earlier day is asked anew, and a check-in saved since then is the newer one", () => {
  const draft = new Draft("mine", toyStore());
  draft.keep(fields({ none_of_these: "yes", red_flags: "eye", tightness: "4", tight_areas: "eyes" }), "2026-03-03");
  const names = draft.kept("2026-03-04", "2026-03-01")?.entries.map(([name]) => name);
  for (const name of ["none_of_these", "tightness", "tight_areas", "pain", "linked_movement"]) assert.ok(!names?.includes(name), name);
  for (const name of ["affected_side", "stage", "movement.eyes", "red_flags"]) assert.ok(names?.includes(name), name);
  assert.equal(draft.kept("2026-03-05", "2026-03-04"), null);
});

test("a browser without storage, or with a full one, keeps nothing and says nothing wrong", () => {
  new Draft("mine", null).keep(fields(), "2026-03-03");
  const full = { ...toyStore(), setItem: () => { throw new DOMException("full", "QuotaExceededError"); } };
  const draft = new Draft("mine", full);
  draft.keep(fields(), "2026-03-03");
  assert.equal(draft.kept("2026-03-03", ""), null);
});

test("what was said today is told in a line, and a part that moves along where one does", () => {
  const asks = { linked: [{ value: "none", name: "No" }, { value: "known", name: "Yes, as usual" }] };
  const said = (/** @type {object} */ changes) => saidToday(asks, answersFrom(fields(changes), AREAS));
  assert.equal(said({ tightness: "2" }), "Checked in today: tightness 2 of 10, pain 0 of 10.");
  assert.equal(said({ linked_movement: "known" }), "Checked in today: tightness 0 of 10, pain 0 of 10, a part moves along: yes, as usual.");
});

test("weeks that are none are told at their field", () => {
  for (const typed of ["two", "-5", "3.5", "99999"]) {
    const answers = answersFrom(fields({ weeks_since_toxin: typed }), AREAS);
    assert.match(atOnce(answers).weeks_since_toxin, /cannot be used/);
    assert.equal(unsaid(answers, SAID)?.field, "weeks_since_toxin");
  }
  assert.equal(atOnce(answersFrom(fields({ weeks_since_onset: "6" }), AREAS)).weeks_since_onset, "");
});
