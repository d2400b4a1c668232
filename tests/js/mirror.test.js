// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Camera, whyNoCamera } from "../../js/mirror/camera.js";
import { GLASS, placed } from "../../js/mirror/reflection.js";

const PICTURE = { width: 640, height: 480 };

/** Where a point of the picture is in the glass. */
const at = (/** @type {[number, number]} */ [x, y], /** @type {import("../../js/mirror/reflection.js").Placing} */ placing) => {
  const [a, b, c, d, e, f] = placed(PICTURE, placing);
  return [a * x + c * y + e, b * x + d * y + f].map((value) => Math.round(value));
};

test("as in a mirror, the middle stays in the middle and what the camera has on its left is on the right", () => {
  const straight = { midline: 0, tilt: 0 };
  assert.deepEqual(at([320, 240], straight), [240, 300]);
  const [x, y] = at([220, 240], straight);
  assert.ok(x > 240 && y === 300);
});

test("a midline to the right of the middle, as seen in the mirror, is moved into the middle", () => {
  const straight = { midline: 0, tilt: 0 };
  const [before] = at([280, 240], straight);
  assert.ok(before > 240);
  assert.equal(at([280, 240], { midline: (before - 240) / (0.3 * GLASS.width), tilt: 0 })[0], 240);
});

test("a face that leans to the right in the mirror is upright once the tilt says so", () => {
  const lean = (10 * Math.PI) / 180;
  const crown = /** @type {[number, number]} */ ([320 - 150 * Math.sin(lean), 240 - 150 * Math.cos(lean)]);
  assert.ok(at(crown, { midline: 0, tilt: 0 })[0] > 240);
  assert.equal(at(crown, { midline: 0, tilt: 10 })[0], 240);
});

test("the picture covers the glass at every tilt", () => {
  for (let tilt = -20; tilt <= 20; tilt += 5) {
    const [a, b, c, d, e, f] = placed(PICTURE, { midline: 0, tilt });
    const whole = a * d - b * c;
    for (const [x, y] of [[0, 0], [GLASS.width, 0], [0, GLASS.height], [GLASS.width, GLASS.height]]) {
      const [from_x, from_y] = [(d * (x - e) - c * (y - f)) / whole, (a * (y - f) - b * (x - e)) / whole];
      assert.ok(from_x >= -0.01 && from_x <= 640.01 && from_y >= -0.01 && from_y <= 480.01, `corner ${x}, ${y} at ${tilt} degrees`);
    }
  }
});

/** A camera whose answer the test gives. */
function device() {
  const track = Object.assign(new EventTarget(), { stopped: false, stop: () => void (track.stopped = true) });
  const stream = { getTracks: () => [track] };
  let answer = { give: () => {}, refuse: (/** @type {string} */ _name) => {} };
  const getUserMedia = () =>
    new Promise((give, refuse) => {
      answer = { give: () => give(stream), refuse: (name) => refuse(new DOMException("", name)) };
    });
  const devices = /** @type {any} */ ({ getUserMedia });
  return { camera: new Camera(devices), track, answer: () => answer };
}

test("a camera that is allowed is on until it is turned off, and then it is let go", async () => {
  const { camera, track, answer } = device();
  const asked = camera.on();
  assert.equal(camera.state, "asking");
  answer().give();
  await asked;
  assert.equal(camera.state, "on");
  camera.off();
  assert.deepEqual([camera.state, camera.why, camera.stream, track.stopped], ["off", "", null, true]);
});

test("a camera that comes after the mirror was turned off again is let go at once", async () => {
  const { camera, track, answer } = device();
  const asked = camera.on();
  camera.off();
  answer().give();
  await asked;
  assert.deepEqual([camera.state, camera.stream, track.stopped], ["off", null, true]);
});

for (const [name, words] of [
  ["NotFoundError", /No camera was found/],
  ["NotAllowedError", /was not allowed/],
  ["NotReadableError", /in use by another program/],
  ["OddError", /did not start \(OddError\)/],
]) {
  test(`${name}: plain words, and practice goes on`, async () => {
    const { camera, answer } = device();
    const asked = camera.on();
    answer().refuse(String(name));
    await asked;
    assert.equal(camera.state, "off");
    assert.match(camera.why, /** @type {RegExp} */ (words));
    assert.match(camera.why, /Practice goes on without it\.$/);
  });
}

test("a camera that is pulled out is off, with a word", async () => {
  const { camera, track, answer } = device();
  const asked = camera.on();
  answer().give();
  await asked;
  track.dispatchEvent(new Event("ended"));
  assert.equal(camera.state, "off");
  assert.match(camera.why, /unplugged/);
});

test("where the browser has no cameras for a page, it says which pages get one", async () => {
  const camera = new Camera(undefined);
  await camera.on();
  assert.match(camera.why, /only to pages on this computer/);
});

test("what is thrown and is no error has words too", () => {
  assert.match(whyNoCamera("?"), /no reason given/);
});
