// @ts-check
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { waiting } from "../../js/player/after_screens.js";
import { Outbox } from "../../js/player/outbox.js";
import { Practice } from "../../js/player/practice.js";
import { NO_ANSWERS } from "../../js/player/run.js";
import { Settings } from "../../js/player/settings.js";
import { heldTime, session, until } from "./toys.js";

const silent = /** @type {any} */ ({ open() {}, silence() {}, schedule() {}, count() {}, say() {}, close() {} });

/** A model whose kernel may be gone. */
class Model {
  gone = false;
  /** @type {any[]} */
  sent = [];
  /** @type {Record<string, any>} */
  traits;

  /** @param {Record<string, any>} traits */
  constructor(traits) {
    this.traits = { session: session(), release: session(), why: "", log_name: "practice", speed: 1000, state: "idle", ...traits };
  }
  get(/** @type {string} */ name) {
    return this.traits[name];
  }
  set(/** @type {string} */ name, /** @type {unknown} */ value) {
    this.traits[name] = value;
  }
  save_changes() {
    if (this.gone) throw new Error("Cannot send");
  }
  send(/** @type {any} */ content) {
    if (this.gone) throw new Error("Cannot send");
    this.sent.push(content);
  }
}

/** @type {Practice[]} */
const rooms = [];
afterEach(() => rooms.splice(0).forEach((practice) => practice.abandon())); // no timer outlives its test

function room(traits = {}) {
  const model = new Model(traits);
  const outbox = new Outbox("practice", null);
  const practice = new Practice(/** @type {any} */ (model), outbox, silent, new Settings(null));
  rooms.push(practice);
  return { model, outbox, practice };
}

const stored = (/** @type {Practice} */ practice, /** @type {Model} */ model) =>
  practice.answered({ type: "stored", session_id: model.sent.at(-1).record.session_id });

test("Python knows what the person does", (context) => {
  const pass = heldTime(context);
  const { model, practice } = room();
  const states = new Set([model.get("state")]);
  practice.addEventListener("change", () => states.add(model.get("state")));
  practice.start(session(), null);
  practice.playback?.pause();
  practice.playback?.play();
  pass(120);
  practice.answer(NO_ANSWERS);
  practice.leave();
  assert.deepEqual([...states], ["idle", "playing", "paused", "finished"]);
  assert.equal(model.get("state"), "idle");
});

test("a session is in the outbox from its first phase until Python has stored it", (context) => {
  const pass = heldTime(context);
  const { model, outbox, practice } = room();
  practice.start(session(), 4);
  assert.equal(outbox.runs().length, 1);
  pass(120);
  assert.equal(practice.screen, "ask");
  assert.equal(outbox.runs()[0].outcome, "completed");
  practice.answer({ ...NO_ANSWERS, effort: 2 });
  assert.deepEqual([outbox.runs().length, outbox.records().length], [0, 1]);
  assert.deepEqual(model.sent, [{ type: "performed", record: outbox.records()[0] }]);
  assert.deepEqual([model.sent[0].record.tightness_before, model.sent[0].record.effort], [4, 2]);
  stored(practice, model);
  assert.equal(outbox.records().length, 0);
  assert.equal(practice.outbox.waits(model.sent[0].record.session_id), false);
});

test("with the kernel gone the record stays, and the next look delivers it", () => {
  const { model, outbox, practice } = room({ speed: 1 });
  practice.start(session(), null);
  practice.playback?.skip();
  model.gone = true;
  practice.playback?.stop("stopped_tight");
  practice.answer(NO_ANSWERS);
  assert.equal(outbox.records().length, 1);
  model.gone = false;
  practice.arrive();
  assert.equal(model.sent.length, 1);
});

test("a record that the log refuses stays, with the reason", () => {
  const { model, outbox, practice } = room({ speed: 1 });
  practice.start(session(), null);
  practice.playback?.stop("stopped_pain");
  practice.answer(NO_ANSWERS);
  const id = model.sent[0].record.session_id;
  practice.answered({ type: "refused", session_id: id, why: "It is open elsewhere." });
  assert.deepEqual([practice.outbox.waits(id), practice.refusals.get(id)], [true, "It is open elsewhere."]);
  practice.deliver();
  stored(practice, model);
  assert.deepEqual([practice.outbox.waits(id), practice.refusals.size, outbox.records().length], [false, 0, 0]);
});

test("stopping before any hold leaves nothing behind, unless it is for a reason", () => {
  const { outbox, practice } = room({ speed: 1 });
  practice.start(session(), null);
  practice.playback?.stop(null);
  assert.equal(practice.screen, "start");
  assert.deepEqual(outbox.runs(), []);
  practice.start(session(), null);
  practice.playback?.stop("stopped_other");
  assert.equal(practice.screen, "stopped");
  assert.equal(outbox.runs().length, 1);
});

test("a release after a stop is a session of its own", () => {
  const { model, practice } = room({ speed: 1 });
  practice.start(session(), null);
  const first = practice.playback?.run.id;
  practice.playback?.stop("stopped_tight");
  practice.release();
  assert.equal(model.sent[0].record.outcome, "stopped_tight");
  assert.equal(practice.screen, "play");
  assert.notEqual(practice.playback?.run.id, first);
  practice.abandon();
});

test("a session that is left behind, even before the browser has granted it, is offered and goes on where it stood", async (context) => {
  const pass = heldTime(context);
  const { practice } = room({ speed: 100 });
  practice.start(session(), null);
  pass(80);
  practice.abandon();
  assert.equal(practice.screen, "start");
  practice.arrive();
  await until(() => practice.offers.length > 0);
  const [offer] = practice.offers;
  assert.ok(offer.at_s > 5);
  await practice.resumeOffer();
  assert.equal(practice.playback?.at_s, offer.at_s);
  assert.equal(practice.playback?.paused, false, "one press is enough");
  practice.abandon();
});

test("a session that is left behind can be kept as it is, and is not offered again", async (context) => {
  const pass = heldTime(context);
  const { model, practice } = room({ speed: 100 });
  practice.start(session(), null);
  pass(100);
  practice.abandon();
  practice.arrive();
  await until(() => practice.offers.length > 0);
  await practice.keepOffer();
  assert.equal(model.sent.at(-1).record.outcome, "partial");
  assert.deepEqual(practice.offers, []);
  practice.arrive();
  await sleep(20);
  assert.deepEqual(practice.offers, []);
});

test("a session whose questions nobody answered is delivered without answers", async (context) => {
  const pass = heldTime(context);
  const { model, outbox, practice } = room();
  practice.start(session(), null);
  pass(120);
  practice.abandon();
  assert.equal(model.sent.length, 0);
  practice.arrive();
  await until(() => model.sent.length > 0);
  assert.equal(model.sent[0].record.outcome, "completed");
  assert.deepEqual(outbox.runs(), []);
});
