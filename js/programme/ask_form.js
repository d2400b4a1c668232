// @ts-check
// The fields of one ask: how long, on which days or how often, and what it hangs on.

import { element } from "../dom.js";
import { askFrom, LONGEST, split } from "./draft.js";
import { boxes, choiceLine, groupName, selection, typed } from "./fields.js";

/** @import { Anchor, Ask, Fields } from "./draft.js" */
/** @import { Choice } from "./fields.js" */

const ANCHORS = ["brushing teeth", "the kettle", "the bus stop"];
const TIMES = [0.25, 0.5, 1, 2, 3, 4, 5, 6, 7];
const PER_DAY = 6;

/**
 * Build the fields of an ask. ``changed`` is called with what they ask for, or with what cannot be used, and why.
 *
 * @param {Ask} asked
 * @param {Choice[]} weekdays
 * @param {string} words the ask, as it stands
 * @param {(found: { ask: Ask } | { problem: string }) => void} changed
 */
export function askForm(asked, weekdays, words, changed) {
  let ask = asked;
  const how = groupName();
  const fixed = ask.sessions_per_week === null;
  const title = element("strong", {}, words);
  const problem = element("p", { class: "pk-programme-problem", role: "status" });
  const perDay = selection("Times a day", "per_day", numbered(PER_DAY), String(ask.sessions_per_day ?? 1));
  const from = selection("How often", "from", often(ask.sessions_per_week), String(ask.sessions_per_week ?? 2));
  const to = selection("Or more, if you like", "to", upTo(ask.sessions_per_week_max), String(ask.sessions_per_week_max ?? 0));
  const days = boxes("On which days?", "", "days", weekdays, fixed ? ask.days : ask.preferred_days);
  const hint = element("small", {}, "None ticked: spread over the week.");
  days.querySelector("legend")?.append(hint);
  const step = typed("For how many days?", number("for_days", ask.for_days ?? "", 3660));
  const parts = anchorList(ask.anchors);
  const body = element(
    "div",
    { class: "pk-programme-fields" },
    typed("Minutes", number("minutes", ask.minutes, LONGEST)),
    element(
      "fieldset",
      { class: "pk-form-inner" },
      element("legend", {}, "How often?"),
      choiceLine("radio", how, { value: "fixed", name: "On fixed days" }, fixed),
      choiceLine("radio", how, { value: "quota", name: "So many times a week" }, !fixed),
    ),
    perDay,
    from,
    to,
    days,
    ...(ask.for_days === null ? [] : [step]),
    parts.el,
    problem,
  );
  const el = element(
    "details",
    { class: "pk-form-more" },
    element("summary", {}, title, " ", element("u", {}, "Change")),
    body,
  );

  /** @returns {Fields} */
  const read = () => {
    const value = (/** @type {string} */ name) => /** @type {HTMLInputElement | null} */ (body.querySelector(`[name=${name}]`))?.value ?? "";
    const ticked = [...body.querySelectorAll("[name=days]:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    return {
      minutes: value("minutes"),
      how: /** @type {HTMLInputElement} */ (body.querySelector(`[name=${how}]:checked`)).value,
      days: ticked,
      per_day: value("per_day"),
      from: value("from"),
      to: value("to"),
      for_days: value("for_days"),
      anchors: parts.read(),
    };
  };
  const unfold = () => {
    const isFixed = read().how === "fixed";
    perDay.hidden = !isFixed;
    from.hidden = to.hidden = isFixed;
    hint.hidden = isFixed;
  };
  const work = () => {
    unfold();
    const found = askFrom(read(), ask);
    if ("ask" in found) ask = found.ask;
    const says = "problem" in found ? found.problem : "";
    if (problem.textContent !== says) problem.replaceChildren(says);
    changed(found);
  };
  const asksFor = () => {
    const { minutes, how: chosen, per_day } = read();
    return Number(minutes) * (chosen === "fixed" ? Number(per_day) : 1);
  };
  body.addEventListener("change", (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (["minutes", "per_day", how].includes(name)) parts.share(asksFor());
    work();
  });
  parts.add.addEventListener("click", () => {
    parts.more(asksFor());
    work();
  });
  parts.el.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-remove]");
    if (!button) return;
    parts.less(button, asksFor());
    work();
  });
  unfold();
  return { el, say: (/** @type {string} */ now) => title.replaceChildren(now) };
}

/** @param {Anchor[]} given */
function anchorList(given) {
  const list = element("ul", { class: "pk-programme-parts" });
  const options = groupName();
  const add = element("button", { type: "button", class: "pk-form-second" }, "Add something of the day");
  const el = element(
    "fieldset",
    { class: "pk-form-inner" },
    element(
      "legend",
      {},
      "Hang it on something of your day?",
      element("small", {}, "Small parts add up, such as 2 + 2 + 1 minutes. The time is for your calendar, if you want one."),
    ),
    element("datalist", { id: options }, ...ANCHORS.map((value) => element("option", { value }))),
    list,
    add,
  );
  const row = (/** @type {{ name: string, minutes: number, at: string | null }} */ { name, minutes, at }) =>
    element(
      "li",
      {},
      element("label", {}, "With", element("input", { type: "text", "data-part": "name", value: name, list: options, maxlength: 60 })),
      element("label", {}, "Minutes", element("input", { ...number("", minutes, LONGEST), "data-part": "minutes" })),
      element("label", {}, "Time", element("input", { type: "time", "data-part": "at", value: (at ?? "").slice(0, 5) })),
      element("button", { type: "button", class: "pk-form-second", "data-remove": "" }, "Remove"),
    );
  const share = (/** @type {number} */ minutes) => {
    const shares = split(minutes, list.children.length);
    [...list.children].forEach((part, index) => (field(part, "minutes").value = String(shares[index])));
  };
  const more = (/** @type {number} */ minutes) => {
    list.append(row({ name: ANCHORS[list.children.length] ?? "", minutes: 1, at: null }));
    share(minutes);
    field(/** @type {Element} */ (list.lastElementChild), "name").focus();
  };
  const less = (/** @type {Element} */ button, /** @type {number} */ minutes) => {
    button.closest("li")?.remove();
    share(minutes);
    add.focus();
  };
  const read = () =>
    [...list.children].map((part) => ({
      name: field(part, "name").value,
      minutes: field(part, "minutes").value,
      at: field(part, "at").value,
    }));
  list.append(...given.map(row));
  return { el, add, more, less, share, read };
}

/**
 * @param {Element} part
 * @param {string} name
 */
function field(part, name) {
  return /** @type {HTMLInputElement} */ (part.querySelector(`[data-part=${name}]`));
}

/**
 * @param {string} name
 * @param {string | number} value
 * @param {number} max
 */
function number(name, value, max) {
  return { type: "number", name, value, min: 1, max, step: 1, inputmode: "numeric" };
}

/** @param {number} most */
function numbered(most) {
  return split(most, most).map((_, index) => ({ value: String(index + 1), name: String(index + 1) }));
}

/** @param {number | null} given */
function often(given) {
  const times = given === null || TIMES.includes(given) ? TIMES : [given, ...TIMES];
  const say = (/** @type {number} */ n) => (n < 1 ? `once every ${1 / n} weeks` : n === 1 ? "once a week" : `${n} times a week`);
  return times.map((n) => ({ value: String(n), name: say(n) }));
}

/** @param {number | null} given */
function upTo(given) {
  const times = TIMES.filter((n) => n > 1);
  const all = given === null || times.includes(given) ? times : [given, ...times];
  return [{ value: "0", name: "no" }, ...all.map((n) => ({ value: String(n), name: `up to ${n} times` }))];
}
