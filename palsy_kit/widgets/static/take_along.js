// js/saving.js
function stamp(now) {
  return { at: now.toISOString(), utc_offset_min: 0 - now.getTimezoneOffset() };
}

// js/asking.js
var PATIENCE_MS = 8e3;
var SAYS = {
  waiting: "One moment …",
  busy: "The workbook is still busy. It answers when it is free. If this stays, open this page anew.",
  gone: "The workbook does not answer, so nothing was done. Open this page anew, then try once more. If the workbook has ended, start it first, as you did today."
};
function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
function asker(model, say, hear, signal) {
  let waiting = null;
  let patience;
  const heard = (answer, files) => {
    if (answer.kind !== "answer" || answer.id !== waiting) return;
    clearTimeout(patience);
    waiting = null;
    if (answer.why) say(answer.why);
    else hear(answer, files[0]);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    clearTimeout(patience);
    model.off("msg:custom", heard);
  });
  return (what, content = {}, files = []) => {
    const id = crypto.randomUUID();
    waiting = id;
    clearTimeout(patience);
    say(SAYS.waiting);
    try {
      model.send({ kind: "ask", id, what, time_zone: timeZone(), ...stamp(/* @__PURE__ */ new Date()), ...content }, void 0, files);
      patience = setTimeout(() => say(SAYS.busy), PATIENCE_MS);
    } catch {
      waiting = null;
      say(SAYS.gone);
    }
  };
}

// js/days.js
function localDate(now) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// js/dom.js
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}
function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

// js/keys.js
function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}

// js/widgets/take_along.js
var MEGABYTE = 2 ** 20;
var MOST = 8 * MEGABYTE;
function whyNot(file) {
  if (!file) return "Choose a file first.";
  if (file.size <= MOST) return "";
  const size = Math.ceil(file.size / MEGABYTE);
  return `This file has ${size} MB, and this form takes ${MOST / MEGABYTE} at most. A larger one comes in by the command palsy-kit import.`;
}
function render({ model, el, signal }) {
  const part = PARTS[
    /** @type {keyof typeof PARTS} */
    model.get("part")
  ];
  const status = element("div", { class: "pk-take-status", role: "status", tabindex: -1 });
  const below = element("div", { class: "pk-take-below" });
  const form = element("form", { class: "pk-form pk-take", "aria-label": part.name });
  const say = (words) => {
    status.replaceChildren(...words.map((text) => element("p", {}, text)));
  };
  const clear = () => {
    if (below.contains(document.activeElement)) status.focus();
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
    signal
  );
  const shared = { form, say, below, ask, signal };
  form.addEventListener("submit", (event) => event.preventDefault());
  keepKeys(el, signal);
  form.append(...part.draw(shared), status, below);
  el.replaceChildren(form);
}
var PARTS = {
  export: {
    name: "Save as a file",
    draw: drawExport,
    hear: (shared, { name }, file) => {
      if (file) offer(shared, name, new Blob([bytes(file)], { type: "application/zip" }));
    }
  },
  summary: { name: "Summary to print", draw: drawSummary, hear: showSummary },
  bring_in: { name: "Bring in", draw: drawBringIn, hear: confirmBringIn },
  delete: { name: "Delete", draw: drawDelete, hear: confirmDelete }
};
var bytes = (view) => new Uint8Array(
  /** @type {ArrayBuffer} */
  view.buffer,
  view.byteOffset,
  view.byteLength
);
function button(words, press, look = "pk-form-button") {
  return element("button", { type: "button", class: look, onclick: press }, words);
}
function choice(input, name, hint = "") {
  const words = element("span", {}, element("strong", {}, name), hint ? element("small", {}, hint) : "");
  return element("label", { class: "pk-form-choice" }, input, words);
}
function chosen(form, name) {
  const radio = (
    /** @type {HTMLInputElement | null} */
    form.querySelector(`input[name="${name}"]:checked`)
  );
  return radio?.value ?? "";
}
function offer({ below, signal }, name, blob) {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name, class: "pk-take-link" }, `Save ${name} again`);
  signal.addEventListener("abort", () => URL.revokeObjectURL(url));
  below.append(element("p", {}, `Your browser saves it as ${name}, most often in the folder Downloads.`), link);
  link.click();
}
function drawExport({ form, ask }) {
  const shift = element("input", { type: "checkbox", name: "shift", value: "shift" });
  const shifts = element("div", { hidden: true }, choice(shift, "Move the dates", "By 1 to 5 years back, in whole weeks. The weekdays stay."));
  const radio = (value, checked = false) => element("input", { type: "radio", name: "what", value, checked });
  const what = element(
    "fieldset",
    { class: "pk-form-question", onchange: () => shifts.hidden = chosen(form, "what") !== "study" },
    element("legend", {}, "What should be in the file?"),
    choice(radio("everything", true), "Everything", "To move to a new computer, or to keep a copy. Your notes are in it."),
    choice(radio("study"), "What a study needs", "A random name, and no text of yours."),
    shifts
  );
  const save = button("Save the file", () => ask(chosen(form, "what"), { shift_dates: shift.checked }));
  return [what, element("div", { class: "pk-form-save" }, save)];
}
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
    element("div", { class: "pk-form-save" }, make)
  ];
}
function showSummary(shared, { name, page }) {
  const frame = element("iframe", {
    class: "pk-take-page",
    title: "The page",
    sandbox: "allow-same-origin allow-modals",
    srcdoc: page,
    tabindex: 0
  });
  const print = button("Print", () => frame.contentWindow?.print());
  const save = button("Save as a file", () => {
    files.replaceChildren();
    offer({ ...shared, below: files }, name, new Blob([page], { type: "text/html" }));
  }, "pk-take-quiet");
  const files = element("div", { class: "pk-take-below" });
  shared.below.append(element("div", { class: "pk-form-save" }, print, save), files, frame);
}
var looked = /* @__PURE__ */ new WeakMap();
function drawBringIn({ form, say, below, ask }) {
  const input = element("input", {
    type: "file",
    accept: ".zip,.csv",
    onchange: () => {
      say([]);
      below.replaceChildren();
    }
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
    element("div", { class: "pk-form-save" }, look)
  ];
}
function confirmBringIn({ form, below, ask }, { can_go_on }) {
  const found = looked.get(form);
  if (!can_go_on || !found) return;
  const take = button("Bring it in", () => ask("take", { name: found.name }, [found.file]));
  below.append(element("div", { class: "pk-form-save" }, take));
}
function drawDelete({ form, say, below, ask }) {
  const day = element("input", { type: "date", max: localDate(/* @__PURE__ */ new Date()), "aria-label": "The day" });
  const days = element("div", { class: "pk-form-inner" }, day);
  const radio = (value, checked = false) => element("input", { type: "radio", name: "what", value, checked });
  const what = element(
    "fieldset",
    {
      class: "pk-form-question",
      onchange: () => {
        days.hidden = chosen(form, "what") !== "day";
        say([]);
        below.replaceChildren();
      }
    },
    element("legend", {}, "What should go?"),
    choice(radio("day", true), "One day", "Its sessions and check-ins."),
    days,
    choice(radio("everything"), "Everything", "The whole log, with all its copies on this computer.")
  );
  const look = button("See what would be deleted", () => ask("look", { day: toDelete(form) }), "pk-take-quiet");
  return [what, element("div", { class: "pk-form-save" }, look)];
}
function toDelete(form) {
  if (chosen(form, "what") === "everything") return "everything";
  return (
    /** @type {HTMLInputElement} */
    form.querySelector('input[type="date"]').value
  );
}
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
  keep.focus();
}
var take_along_default = { render };
export {
  take_along_default as default,
  whyNot
};
