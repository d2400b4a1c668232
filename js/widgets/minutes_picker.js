// @ts-check
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";

/**
 * How long a session is to be: one of a few lengths.
 *
 * @typedef Model
 * @property {number} minutes the length that is chosen
 * @property {{minutes: number, hint: string}[]} choices
 * @property {boolean} folded
 */

/** @type {import("@anywidget/types").Render<Model>} */
function render({ model, el, signal }) {
  const name = `pk-minutes-${crypto.randomUUID()}`;
  const choice = (/** @type {Model["choices"][number]} */ { minutes, hint }) => {
    const input = element("input", {
      type: "radio",
      name,
      value: minutes,
      onchange: () => {
        model.set("minutes", minutes);
        model.save_changes();
      },
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
    if (focused) /** @type {HTMLElement | null} */ (group.querySelector("input:checked"))?.focus();
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

/**
 * Tell whenever an element comes into sight: by scrolling, and on the way back from another notebook or page.
 *
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 * @param {() => void} tell
 */
function whenSeen(el, signal, tell) {
  const seen = () => {
    try {
      tell();
    } catch {
      // Python is not there yet, or not any more.
    }
  };
  const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && seen());
  watch.observe(el);
  signal.addEventListener("abort", () => watch.disconnect());
  document.addEventListener("visibilitychange", () => !document.hidden && seen(), { signal });
}

export default { render };
