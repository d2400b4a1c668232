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
  const choice = ({ minutes, hint }) => {
    const input = element("input", {
      type: "radio",
      name,
      value: minutes,
      onchange: () => {
        model.set("minutes", minutes);
        model.save_changes();
      }
    });
    const words = element("span", {}, element("strong", {}, `${minutes} minutes`), element("small", {}, hint));
    return element("label", {}, input, words);
  };
  const length = element("strong", {});
  const legend = element("legend", model.get("folded") ? { class: "pk-form-unseen" } : {}, "How long do you have?");
  const group = element("fieldset", { class: "pk-minutes" });
  const show = () => {
    const hint = model.get("choices").find(({ minutes }) => minutes === model.get("minutes"))?.hint ?? "";
    length.textContent = `${model.get("minutes")} minutes. ${hint}`.trim();
    for (const input of group.querySelectorAll("input")) input.checked = input.value === String(model.get("minutes"));
  };
  const offer = () => {
    const focused = group.contains(document.activeElement);
    group.replaceChildren(legend, ...model.get("choices").map(choice));
    show();
    if (focused) group.querySelector("input:checked")?.focus();
  };
  keepKeys(el, signal);
  whenSeen(el, signal, () => model.send({ kind: "seen" }));
  model.on("change:minutes", show);
  model.on("change:choices", offer);
  signal.addEventListener("abort", () => {
    model.off("change:minutes", show);
    model.off("change:choices", offer);
  });
  offer();
  const folds = () => element("details", { class: "pk-form-more" }, element("summary", {}, "How long: ", length, " ", element("u", {}, "Change")), group);
  el.append(model.get("folded") ? element("div", { class: "pk-form pk-form-line" }, folds()) : group);
}
function whenSeen(el, signal, tell) {
  const seen = () => {
    try {
      tell();
    } catch {
    }
  };
  const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && seen());
  watch.observe(el);
  signal.addEventListener("abort", () => watch.disconnect());
  document.addEventListener("visibilitychange", () => !document.hidden && seen(), { signal });
}
var minutes_picker_default = { render };
export {
  minutes_picker_default as default
};
