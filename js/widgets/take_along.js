// @ts-check
// A log to take along, to print, to bring in and to delete. All of it is Python's work; the browser gives the choice,
// the instant and the file, saves what comes back, and asks again before anything is deleted.

import { asker } from "../asking.js";
import { localDate } from "../days.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Answer } from "../asking.js" */

/**
 * The synced traits of Python's TakeAlong.
 *
 * @typedef {object} Traits
 * @property {string} part which of the four forms: export, summary, bring_in or delete
 */

/**
 * What every form has: its element, where it tells what happened, and what may lie below.
 *
 * @typedef {object} Form
 * @property {HTMLFormElement} form
 * @property {(words: string[]) => void} say
 * @property {HTMLElement} below
 * @property {(what: string, content?: Record<string, unknown>, files?: ArrayBuffer[]) => void} ask
 * @property {AbortSignal} signal
 */

const MEGABYTE = 2 ** 20;
const MOST = 8 * MEGABYTE;

/**
 * Why a file cannot be sent to Python; empty where it can.
 *
 * @param {{ size: number } | undefined} file
 * @returns {string}
 */
export function whyNot(file) {
  if (!file) return "Choose a file first.";
  if (file.size <= MOST) return "";
  const size = Math.ceil(file.size / MEGABYTE);
  return `This file has ${size} MB, and this form takes ${MOST / MEGABYTE} at most. A larger one comes in by the command palsy-kit import.`;
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const part = PARTS[/** @type {keyof typeof PARTS} */ (model.get("part"))];
  const status = element("div", { class: "pk-take-status", role: "status", tabindex: -1 });
  const below = element("div", { class: "pk-take-below" });
  const form = element("form", { class: "pk-form pk-take", "aria-label": part.name });
  const say = (/** @type {string[]} */ words) => {
    status.replaceChildren(...words.map((text) => element("p", {}, text)));
  };
  const clear = () => {
    if (below.contains(document.activeElement)) status.focus(); // else the focus would go with the button
    below.replaceChildren();
  };
  const ask = asker(
    model,
    (words) => {
      clear();
      say([words]);
    },
    (answer, file) => {
      say(answer.says);
      part.hear(shared, answer, file);
    },
    signal,
  );
  /** @type {Form} */
  const shared = { form, say, below, ask, signal };
  form.addEventListener("submit", (event) => event.preventDefault());
  keepKeys(el, signal);
  form.append(...part.draw(shared), status, below);
  el.replaceChildren(form);
}

const PARTS = {
  export: {
    name: "Save as a file",
    draw: drawExport,
    hear: (/** @type {Form} */ shared, /** @type {Answer} */ { name }, /** @type {DataView | undefined} */ file) => {
      if (file) offer(shared, name, new Blob([bytes(file)], { type: "application/zip" }));
    },
  },
  summary: { name: "Summary to print", draw: drawSummary, hear: showSummary },
  bring_in: { name: "Bring in", draw: drawBringIn, hear: confirmBringIn },
  delete: { name: "Delete", draw: drawDelete, hear: confirmDelete },
};

/** @param {DataView} view */
const bytes = (view) => new Uint8Array(/** @type {ArrayBuffer} */ (view.buffer), view.byteOffset, view.byteLength);

/**
 * @param {string} words
 * @param {() => void} press
 * @param {string} [look]
 */
function button(words, press, look = "pk-form-button") {
  return element("button", { type: "button", class: look, onclick: press }, words);
}

/**
 * A choice in one line.
 *
 * @param {HTMLInputElement} input
 * @param {string} name
 * @param {string} [hint]
 */
function choice(input, name, hint = "") {
  const words = element("span", {}, element("strong", {}, name), hint ? element("small", {}, hint) : "");
  return element("label", { class: "pk-form-choice" }, input, words);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function chosen(form, name) {
  const radio = /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name="${name}"]:checked`));
  return radio?.value ?? "";
}

/**
 * Save a file as the browser does, and leave a link in case it did not.
 *
 * @param {Form} shared
 * @param {string} name
 * @param {Blob} blob
 */
function offer({ below, signal }, name, blob) {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name, class: "pk-take-link" }, `Save ${name} again`);
  signal.addEventListener("abort", () => URL.revokeObjectURL(url));
  below.append(element("p", {}, `Your browser saves it as ${name}, most often in the folder Downloads.`), link);
  link.click();
}

/** @param {Form} shared */
function drawExport({ form, ask }) {
  const shift = element("input", { type: "checkbox", name: "shift", value: "shift" });
  const shifts = element("div", { hidden: true }, choice(shift, "Move the dates", "By 1 to 5 years back, in whole weeks. The weekdays stay."));
  const radio = (/** @type {string} */ value, checked = false) => element("input", { type: "radio", name: "what", value, checked });
  const what = element(
    "fieldset",
    { class: "pk-form-question", onchange: () => (shifts.hidden = chosen(form, "what") !== "study") },
    element("legend", {}, "What should be in the file?"),
    choice(radio("everything", true), "Everything", "To move to a new computer, or to keep a copy. Your notes are in it."),
    choice(radio("study"), "What a study needs", "A random name, and no text of yours."),
    shifts,
  );
  const save = button("Save the file", () => ask(chosen(form, "what"), { shift_dates: shift.checked }));
  return [what, element("div", { class: "pk-form-save" }, save)];
}

/** @param {Form} shared */
function drawSummary({ ask }) {
  const weeks = element("select", {});
  for (const [value, name] of [[4, "4 weeks"], [12, "12 weeks"], [26, "half a year"], [52, "a year"]]) {
    weeks.append(element("option", { value, selected: value === 12 }, String(name)));
  }
  const notes = element("input", { type: "checkbox" });
  const make = button("Make the page", () => ask("summary", { weeks: Number(weeks.value), notes: notes.checked }));
  return [
    element("label", { class: "pk-form-number" }, element("strong", {}, "How far back?"), weeks),
    choice(notes, "With my notes", "Without this, no note that you typed is on the page."),
    element("div", { class: "pk-form-save" }, make),
  ];
}

/**
 * @param {Form} shared
 * @param {Answer} answer
 */
function showSummary(shared, { name, page }) {
  // No script runs in the page; this notebook may print it.
  const frame = element("iframe", {
    class: "pk-take-page",
    title: "The page",
    sandbox: "allow-same-origin allow-modals",
    srcdoc: page,
    tabindex: 0,
  });
  const print = button("Print", () => frame.contentWindow?.print());
  const save = button("Save as a file", () => {
    files.replaceChildren();
    offer({ ...shared, below: files }, name, new Blob([page], { type: "text/html" }));
  }, "pk-take-quiet");
  const files = element("div", { class: "pk-take-below" });
  shared.below.append(element("div", { class: "pk-form-save" }, print, save), files, frame);
}

/** @type {WeakMap<HTMLFormElement, { name: string, file: ArrayBuffer }>} */
const looked = new WeakMap();

/** @param {Form} shared */
function drawBringIn({ form, say, below, ask }) {
  const input = element("input", {
    type: "file",
    accept: ".zip,.csv",
    onchange: () => {
      say([]);
      below.replaceChildren();
    },
  });
  const look = button("Look into it", async () => {
    const file = input.files?.[0];
    const why = whyNot(file);
    if (why || !file) {
      below.replaceChildren();
      say([why]);
      return;
    }
    looked.set(form, { name: file.name, file: await file.arrayBuffer() });
    ask("look", { name: file.name }, [looked.get(form)?.file ?? new ArrayBuffer(0)]);
  });
  return [
    element("label", { class: "pk-take-file" }, element("strong", {}, "Which file?"), input),
    element("p", { class: "pk-form-begins" }, "First you see what is in it. Nothing changes before you say so."),
    element("div", { class: "pk-form-save" }, look),
  ];
}

/**
 * @param {Form} shared
 * @param {Answer} answer
 */
function confirmBringIn({ form, below, ask }, { can_go_on }) {
  const found = looked.get(form);
  if (!can_go_on || !found) return;
  const take = button("Bring it in", () => ask("take", { name: found.name }, [found.file]));
  below.append(element("div", { class: "pk-form-save" }, take));
}

/** @param {Form} shared */
function drawDelete({ form, say, below, ask }) {
  const day = element("input", { type: "date", max: localDate(new Date()), "aria-label": "The day" });
  const days = element("div", { class: "pk-form-inner" }, day);
  const radio = (/** @type {string} */ value, checked = false) => element("input", { type: "radio", name: "what", value, checked });
  const what = element(
    "fieldset",
    {
      class: "pk-form-question",
      onchange: () => {
        days.hidden = chosen(form, "what") !== "day";
        say([]);
        below.replaceChildren();
      },
    },
    element("legend", {}, "What should go?"),
    choice(radio("day", true), "One day", "Its sessions and check-ins."),
    days,
    choice(radio("everything"), "Everything", "The whole log, with all its copies on this computer."),
  );
  const look = button("See what would be deleted", () => ask("look", { day: toDelete(form) }), "pk-take-quiet");
  return [what, element("div", { class: "pk-form-save" }, look)];
}

/** @param {HTMLFormElement} form */
function toDelete(form) {
  if (chosen(form, "what") === "everything") return "everything";
  return /** @type {HTMLInputElement} */ (form.querySelector('input[type="date"]')).value;
}

/**
 * @param {Form} shared
 * @param {Answer} answer
 */
function confirmDelete({ form, say, below, ask }, { can_go_on }) {
  if (!can_go_on) return;
  const day = toDelete(form);
  const keep = button("Keep it", () => {
    below.replaceChildren();
    say(["Nothing was deleted."]);
    form.querySelector("button")?.focus();
  });
  const go = button("Delete for good", () => ask("delete", { day }), "pk-take-quiet");
  below.append(element("div", { class: "pk-form-save" }, keep, go));
  keep.focus(); // whoever presses Enter once too often keeps it
}

export default { render };
