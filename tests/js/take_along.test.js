// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { asker, SAYS } from "../../js/asking.js";
import { whyNot } from "../../js/widgets/take_along.js";

/** A model that keeps what is sent, and can answer. */
function toyModel(fails = false) {
  /** @type {any[]} */
  const sent = [];
  /** @type {((message: any, files: any[]) => void)[]} */
  const ears = [];
  return {
    sent,
    answer: (/** @type {any} */ message, /** @type {any[]} */ files = []) => ears.forEach((ear) => ear(message, files)),
    on: (/** @type {string} */ _, /** @type {any} */ ear) => ears.push(ear),
    off: (/** @type {string} */ _, /** @type {any} */ ear) => ears.splice(ears.indexOf(ear), 1),
    send: (/** @type {any} */ message, /** @type {any} */ __, /** @type {any[]} */ files) => {
      if (fails) throw new Error("Cannot send");
      sent.push({ message, files });
    },
  };
}

function asking(fails = false) {
  const model = toyModel(fails);
  const end = new AbortController();
  /** @type {string[]} */
  const said = [];
  /** @type {any[]} */
  const heard = [];
  const ask = asker(/** @type {any} */ (model), (words) => said.push(words), (...all) => heard.push(all), end.signal);
  return { model, said, heard, ask, end };
}

test("a file that is too large is not sent, and the way out is told", () => {
  assert.equal(whyNot({ size: 8 * 2 ** 20 }), "");
  assert.match(whyNot({ size: 8 * 2 ** 20 + 1 }), /^This file has 9 MB, and this form takes 8 at most.*palsy-kit import/);
  assert.equal(whyNot(undefined), "Choose a file first.");
});

test("a question carries the instant, the offset and the time zone, and its answer is heard once", () => {
  const { model, said, heard, ask, end } = asking();
  ask("look", { day: "everything" });
  const { message } = model.sent[0];
  assert.deepEqual(said, [SAYS.waiting]);
  assert.equal(message.what, "look");
  assert.equal(message.day, "everything");
  assert.match(message.at, /Z$/);
  assert.ok(message.time_zone);
  model.answer({ kind: "answer", id: message.id, says: ["2 sessions"] }, ["bytes"]);
  model.answer({ kind: "answer", id: message.id, says: ["again"] });
  assert.deepEqual(heard.map(([answer, file]) => [answer.says, file]), [[["2 sessions"], "bytes"]]);
  end.abort();
});

test("an answer to an older question is passed over", () => {
  const { model, heard, ask, end } = asking();
  ask("look");
  ask("look");
  model.answer({ kind: "answer", id: model.sent[0].message.id, says: ["old"] });
  assert.deepEqual(heard, []);
  model.answer({ kind: "answer", id: model.sent[1].message.id, says: ["new"] });
  assert.equal(heard.length, 1);
  end.abort();
});

test("a refusal is told in its own words", () => {
  const { model, said, heard, ask, end } = asking();
  ask("study");
  model.answer({ kind: "answer", id: model.sent[0].message.id, why: "There is nothing yet." });
  assert.deepEqual([said.at(-1), heard], ["There is nothing yet.", []]);
  end.abort();
});

test("when Python has stopped, nothing was done and it is told", () => {
  const { said, ask } = asking(true);
  ask("delete");
  assert.equal(said.at(-1), SAYS.gone);
});
