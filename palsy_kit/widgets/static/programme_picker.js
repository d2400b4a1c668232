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

// js/saving.js
var PATIENCE_MS = 8e3;
var SAYS = {
  saving: "Saving …",
  busy: "Python is still busy. Your answers wait, and are saved when it is free. If this stays, run the notebook's cells again and save once more.",
  gone: "Python is not running, so nothing was saved. Run the notebook's cells again, then save once more."
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
    if (reply.kind === "stored") say(`${done} at ${(/* @__PURE__ */ new Date()).toLocaleTimeString([], { timeStyle: "short" })}.`);
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

// js/sources.js
function cited(sources) {
  if (!sources.length) return [];
  const names = sources.map(
    ({ name, link }) => link ? element("a", { href: link, target: "_blank", rel: "noreferrer" }, name) : name
  );
  const parts = names.flatMap((name, index) => index ? ["; ", name] : [name]);
  return [element("p", { class: "pk-form-sources" }, sources.length > 1 ? "Sources: " : "Source: ", ...parts)];
}

// js/widgets/programme_picker.js
function planned(standing, day) {
  return standing.filter(({ last_day }) => !last_day || last_day >= day);
}
function change(standing, asks) {
  const there = ({ kind, ask }) => standing.some((one) => one.kind === kind && one.ask === ask);
  if (asks.every(there)) return "You have this planned already.";
  const says = (ends2) => standing.filter(({ kind }) => asks.some((one) => one.kind === kind) === ends2).map(({ ask }) => ask);
  const [ends, goesOn] = [says(true), says(false)];
  return [
    ends.length ? `It takes the place of: ${ends.join("; ")}.` : "",
    goesOn.length ? `Beside it goes on: ${goesOn.join("; ")}.` : ""
  ].join(" ").trim();
}
function render({ model, el, signal }) {
  const standing = element("div", { class: "pk-programme-standing" });
  const cards = element("fieldset", { class: "pk-form-question" });
  const changes = element("p", { class: "pk-programme-change" });
  const status = element("p", { class: "pk-form-status", role: "status" });
  const button = element("button", { type: "button", class: "pk-form-button" }, "Start this programme");
  const form = element("form", { class: "pk-form", "aria-label": "Programme" }, standing, cards, changes);
  if (model.get("asks").can_save) form.append(element("div", { class: "pk-form-save" }, button, status));
  const stands = () => planned(model.get("standing"), localDate(/* @__PURE__ */ new Date()));
  const drawCards = () => {
    const { stage, programmes } = model.get("asks");
    cards.replaceChildren(
      element("legend", {}, "Which programme?", element("small", {}, `Suited to your check-in: ${stage}.`)),
      ...programmes.map(card)
    );
    drawChosen();
  };
  const drawChosen = () => {
    const chosen = model.get("chosen");
    for (const radio of cards.querySelectorAll("input")) radio.checked = radio.value === chosen;
    const programme = model.get("asks").programmes.find(({ value }) => value === chosen);
    changes.replaceChildren(programme ? change(stands(), programme.asks) : "");
  };
  const drawStanding = () => {
    const now = stands();
    const list = element("ul", {}, ...now.map(({ ask, dates }) => element("li", {}, `${ask}, ${dates}`)));
    const none = element("p", {}, "Nothing yet.");
    standing.replaceChildren(element("h3", {}, "What you have planned"), now.length ? list : none);
    drawChosen();
  };
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Started");
  cards.addEventListener("change", (event) => {
    status.replaceChildren();
    model.set(
      "chosen",
      /** @type {HTMLInputElement} */
      event.target.value
    );
    model.save_changes();
    drawChosen();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => save({ programme: model.get("chosen") }, /* @__PURE__ */ new Date()));
  for (
    const [event, react] of
    /** @type {const} */
    [
      ["change:asks", drawCards],
      ["change:chosen", drawChosen],
      ["change:standing", drawStanding]
    ]
  ) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  drawCards();
  drawStanding();
  el.replaceChildren(form);
}
function card({ value, name, says, asks, sources }) {
  const words = element("span", {}, element("strong", {}, name), element("small", {}, says));
  for (const [number, { kind, ask, lasts }] of asks.entries()) {
    const follows = asks.slice(0, number).some((earlier) => earlier.kind === kind) ? "then " : "";
    words.append(element("span", { class: "pk-programme-ask" }, [`${follows}${ask}`, lasts].filter(Boolean).join(", ")));
  }
  const radio = element("input", { type: "radio", name: "programme", value });
  const choice = element("label", { class: "pk-form-choice" }, radio, words);
  return element("div", { class: "pk-programme-card" }, choice, ...cited(sources));
}
var programme_picker_default = { render };
export {
  change,
  programme_picker_default as default,
  planned
};
