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

// js/widgets/minutes_picker.js
function render({ model, el, signal }) {
  const name = `pk-minutes-${crypto.randomUUID()}`;
  const choices = model.get("choices").map(({ minutes, hint }) => {
    const input = element("input", {
      type: "radio",
      name,
      value: minutes,
      onchange: () => {
        model.set("minutes", minutes);
        model.save_changes();
      }
    });
    const said = element("small", {}, hint);
    const words = element("span", {}, element("strong", {}, `${minutes} minutes`), said);
    return { minutes, input, said, label: element("label", {}, input, words) };
  });
  const length = element("strong", {});
  const show = () => {
    const hint = model.get("choices").find(({ minutes }) => minutes === model.get("minutes"))?.hint ?? "";
    length.textContent = `${model.get("minutes")} minutes. ${hint}`.trim();
    for (const [place, { minutes, input, said }] of choices.entries()) {
      input.checked = minutes === model.get("minutes");
      said.textContent = model.get("choices")[place].hint;
    }
  };
  const group = element("fieldset", { class: "pk-minutes" }, element("legend", model.get("folded") ? { class: "pk-form-unseen" } : {}, "How long do you have?"));
  group.append(...choices.map(({ label }) => label));
  keepKeys(el, signal);
  for (
    const event of
    /** @type {const} */
    ["change:minutes", "change:choices"]
  ) {
    model.on(event, show);
    signal.addEventListener("abort", () => model.off(event, show));
  }
  show();
  const folds = () => element("details", { class: "pk-form-more" }, element("summary", {}, "How long: ", length, " ", element("u", {}, "Change")), group);
  el.append(model.get("folded") ? element("div", { class: "pk-form pk-form-line" }, folds()) : group);
}
var minutes_picker_default = { render };
export {
  minutes_picker_default as default
};
