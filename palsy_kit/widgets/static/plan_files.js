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

// js/saving.js
var PATIENCE_MS = 8e3;
var SAYS = {
  saving: "Saving …",
  busy: "The workbook is still busy. Your answers wait, and are saved when it is free. If this stays, open this page anew and save once more.",
  gone: "The workbook does not answer, so nothing was saved. Open this page anew, then save once more. If the workbook has ended, start it first, as you did today."
};
function stamp(now) {
  return { at: now.toISOString(), utc_offset_min: 0 - now.getTimezoneOffset() };
}
function saver(model, say, signal, done = "Saved") {
  let waiting = null;
  let patience;
  const heard = (reply) => {
    if (!waiting || reply.id !== waiting.id) return;
    clearTimeout(patience);
    waiting = null;
    const at = (/* @__PURE__ */ new Date()).toLocaleTimeString([], { timeStyle: "short" });
    if (reply.kind === "stored") say(`${done} at ${at}. ${reply.says ?? ""}`.trim());
    else say(`Not saved. ${reply.why ?? ""}`);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    clearTimeout(patience);
    model.off("msg:custom", heard);
  });
  return (content, now) => {
    const what = JSON.stringify(content);
    if (waiting?.what !== what) {
      const id = now.toISOString();
      waiting = { what, id, message: { kind: "save", id, ...stamp(now), ...content } };
    }
    clearTimeout(patience);
    say(SAYS.saving);
    try {
      model.send(waiting.message);
      patience = setTimeout(() => say(SAYS.busy), PATIENCE_MS);
    } catch {
      say(SAYS.gone);
    }
  };
}

// js/widgets/plan_files.js
function render({ model, el, signal }) {
  const zone = element("input", { type: "text", name: "zone", autocomplete: "off", spellcheck: "false" });
  const circle = element("input", { type: "checkbox", name: "circle" });
  const times = element("small", { role: "status" });
  const name = element("input", { type: "text", name: "name", maxlength: 60, autocomplete: "off" });
  const ics = element("button", { type: "button", class: "pk-form-button" }, "Calendar file (.ics)");
  const page = element("button", { type: "button", class: "pk-form-button" }, "Page to print");
  const status = element("p", { class: "pk-form-status", role: "status" });
  const files = element("ul", { class: "pk-plan-files-made" });
  const form = element(
    "form",
    { class: "pk-form pk-plan-files", "aria-label": "Take it with you" },
    element(
      "label",
      { class: "pk-form-choice" },
      circle,
      element("span", {}, element("strong", {}, "Add the monthly circle"), ": an example, not a real meeting. 90 minutes once a month, to be replaced by a group that you know.", times)
    ),
    element("label", { class: "pk-form-number" }, element("span", {}, "Your time zone"), zone),
    element("label", { class: "pk-form-number" }, element("span", {}, "A name on the page, if you like"), name),
    element("div", { class: "pk-form-save" }, ics, page, status),
    files
  );
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Made");
  const ask = (what) => save({ what, zone: zone.value.trim(), circle: circle.checked, name: name.value }, /* @__PURE__ */ new Date());
  const urls = [];
  const made = ({ kind, name: file, type, text }) => {
    if (kind !== "file") return;
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    urls.push(href);
    const opens = type === "text/html";
    const words = opens ? "Open the page, to print it" : `Save ${file} once more`;
    const link = element("a", opens ? { href, target: "_blank" } : { href, download: file }, words);
    link.dataset.type = type;
    for (const old of files.querySelectorAll(`[data-type="${type}"]`)) old.closest("li")?.remove();
    files.append(element("li", {}, link));
    link.click();
  };
  const draw = () => {
    if (zone.value !== model.get("zone")) zone.value = model.get("zone");
    if (times.textContent !== model.get("circle")) times.replaceChildren(model.get("circle"));
  };
  zone.addEventListener("change", () => {
    model.set("zone", zone.value.trim());
    model.save_changes();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  ics.addEventListener("click", () => ask("calendar"));
  page.addEventListener("click", () => ask("page"));
  model.on("msg:custom", made);
  model.on("change:zone", draw);
  model.on("change:circle", draw);
  signal.addEventListener("abort", () => {
    model.off("msg:custom", made);
    model.off("change:zone", draw);
    model.off("change:circle", draw);
    urls.forEach((url) => URL.revokeObjectURL(url));
  });
  keepKeys(el, signal);
  if (!model.get("zone")) {
    model.set("zone", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
    model.save_changes();
  }
  draw();
  el.replaceChildren(form);
}
var plan_files_default = { render };
export {
  plan_files_default as default
};
