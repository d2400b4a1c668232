// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../js/player/outbox.js";
import { NO_ANSWERS, begin, end, pass, toRecord } from "../../js/player/run.js";
import { STAMP, session } from "./toys.js";

/** A browser's storage, which may be full. */
class Store extends Map {
  full = false;
  get length() {
    return this.size;
  }
  key(/** @type {number} */ place) {
    return [...this.keys()][place] ?? null;
  }
  getItem(/** @type {string} */ key) {
    return this.get(key) ?? null;
  }
  setItem(/** @type {string} */ key, /** @type {string} */ value) {
    if (this.full) throw new DOMException("no room", "QuotaExceededError");
    this.set(key, value);
  }
  removeItem(/** @type {string} */ key) {
    this.delete(key);
  }
}

const run = (id = "run-number-one") =>
  pass(begin(session(), { id, ready_s: 5, tightness_before: null, utc_offset_min: 0, started_at: STAMP.at }), 9, STAMP);
const record = (id = "run-number-one") => toRecord(end(run(id), null, STAMP), NO_ANSWERS, STAMP.at);

test("a run comes back whole after a reload", () => {
  const store = new Store();
  new Outbox("practice", store).keepRun(run(), 1234);
  assert.deepEqual(new Outbox("practice", store).runs(), [{ ...run(), saved_ms: 1234 }]);
});

test("the cards are written once, however often the run is", () => {
  const store = new Store();
  const outbox = new Outbox("practice", store);
  outbox.keepRun(run(), 1);
  const cards = store.get("palsy_kit:practice:cards:run-number-one");
  outbox.keepRun({ ...run(), session: { ...session(), cards: [] } }, 2);
  assert.equal(store.get("palsy_kit:practice:cards:run-number-one"), cards);
});

test("a sealed run is a record that waits until it is dropped", () => {
  const store = new Store();
  const outbox = new Outbox("practice", store);
  outbox.keepRun(run(), 1);
  outbox.seal(record(), run().events);
  assert.deepEqual(outbox.runs(), []);
  assert.deepEqual(new Outbox("practice", store).records(), [record()]);
  outbox.dropRecord("run-number-one");
  assert.deepEqual(outbox.records(), []);
  assert.equal(store.size, 0);
});

test("one log never sees what belongs to another", () => {
  const store = new Store();
  new Outbox("sample", store).seal(record(), []);
  assert.deepEqual(new Outbox("practice", store).records(), []);
});

test("what another program keeps in the browser is left alone", () => {
  const store = new Store([["jupyterlab:practice", "{"], ["palsy_kit:player_settings", "{}"]]);
  assert.deepEqual(new Outbox("practice", store).runs(), []);
});

test("in a full browser nothing is lost while the page lives, and the page says so", () => {
  const store = new Store();
  const outbox = new Outbox("practice", store);
  store.full = true;
  outbox.keepRun(run(), 1);
  assert.equal(outbox.lasting, false);
  assert.equal(outbox.runs().length, 1);
  outbox.seal(record(), []);
  assert.deepEqual(outbox.records(), [record()]);
  outbox.dropRecord("run-number-one");
  assert.equal(outbox.lasting, true);
});

test("without any storage it is the same", () => {
  const outbox = new Outbox("practice", null);
  outbox.seal(record(), []);
  assert.deepEqual(outbox.records(), [record()]);
  assert.equal(outbox.lasting, false);
});

test("when there is room again, what was in memory is written down and not doubled", () => {
  const store = new Store();
  const outbox = new Outbox("practice", store);
  store.full = true;
  outbox.keepRun(run(), 1);
  store.full = false;
  outbox.keepRun(run(), 2);
  outbox.seal(record(), []);
  assert.equal(outbox.lasting, true);
  assert.deepEqual(outbox.records(), [record()]);
});
