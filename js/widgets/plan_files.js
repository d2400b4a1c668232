// @ts-check
// The files of the plan. Python writes the files; the browser saves the one and opens the other, from its own memory.

import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { saver } from "../saving.js";

/** @import { AnyModel } from "@anywidget/types" */

/**
 * The synced traits of Python's PlanFiles.
 *
 * @typedef {object} Traits
 * @property {string} zone the person's time zone
 * @property {string} circle when the monthly circle is, on that zone's clock
 */

/** @typedef {{ kind: string, id: string, name: string, type: string, text: string }} Made */

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
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
      element("span", {}, element("strong", {}, "Add the monthly circle"), ": an example, not a real meeting. 90 minutes once a month, to be replaced by a group that you know.", times),
    ),
    element("label", { class: "pk-form-number" }, element("span", {}, "Your time zone"), zone),
    element("label", { class: "pk-form-number" }, element("span", {}, "A name on the page, if you like"), name),
    element("div", { class: "pk-form-save" }, ics, page, status),
    files,
  );
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Made");
  const ask = (/** @type {string} */ what) =>
    save({ what, zone: zone.value.trim(), circle: circle.checked, name: name.value }, new Date());
  /** @type {string[]} */
  const urls = [];

  const made = (/** @type {Made} */ { kind, name: file, type, text }) => {
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

export default { render };
