// js/dom.js
var SVG = "http://www.w3.org/2000/svg";
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}
function drawn(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}
function fill(made2, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made2.addEventListener(name.slice(2), value);
    else if (value !== false) made2.setAttribute(name, value === true ? "" : String(value));
  }
  made2.append(...children);
  return made2;
}

// js/cards/fields.js
function radios({ name, legend, options, pick, row = "pk-form-row" }) {
  const inputs = options.map(
    ({ id }) => element("input", { type: "radio", name, value: id, onchange: () => pick(id) })
  );
  const lines = options.map((option, i) => element("label", { class: "pk-form-choice" }, inputs[i], option.name));
  const el = element("fieldset", {}, element("legend", {}, legend), element("div", { class: row }, ...lines));
  return {
    el,
    /** @param {string} id */
    show(id) {
      inputs.forEach((input) => input.checked = input.value === id);
    }
  };
}
function boxes({ legend, options, pick }) {
  const tell = () => pick(inputs.filter((input) => input.checked).map((input) => input.value));
  const inputs = options.map(({ id }) => element("input", { type: "checkbox", value: id, onchange: tell }));
  const lines = options.map((option, i) => element("label", { class: "pk-form-choice" }, inputs[i], option.name));
  const el = element("fieldset", {}, element("legend", {}, legend), element("div", { class: "pk-form-tiles" }, ...lines));
  return {
    el,
    /** @param {string[]} ids */
    show(ids) {
      inputs.forEach((input) => input.checked = ids.includes(input.value));
    }
  };
}
function slider({ label, ends, pick }) {
  const input = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.1,
    onchange: () => pick(Number(input.value))
  });
  const edges = element("div", { class: "pk-form-ends", "aria-hidden": "true" }, ...ends.map((end) => element("span", {}, end)));
  const el = element("div", { class: "pk-form-range" }, element("label", {}, element("strong", {}, label), input), edges);
  return {
    el,
    /** @param {number} share */
    show(share) {
      input.value = String(share);
      input.setAttribute("aria-valuetext", `${Math.round(share * 100)} %`);
    }
  };
}

// js/cards/found.js
function found(offer, choice) {
  const groups = choice.way === "concern" ? byConcern(offer, choice.concern) : byArea(offer, choice);
  return groups.map(({ title, exercises }) => ({ title, exercises: exercises.filter((one) => !(choice.open_only && one.closed)) })).filter(({ exercises }) => exercises.length);
}
function byConcern({ concerns, exercises }, id) {
  const concern = concerns.find((one) => one.id === id);
  if (!concern) return [];
  const named = (ids) => ids.flatMap((one) => exercises.filter((known) => known.id === one));
  return [
    { title: "First, let go", exercises: named(concern.release) },
    { title: "Then", exercises: named(concern.exercises) }
  ];
}
function byArea({ techniques, exercises }, choice) {
  const shown = techniques.filter(({ id }) => !choice.techniques.length || choice.techniques.includes(id));
  return shown.map(({ id, name }) => ({
    title: name,
    exercises: exercises.filter((one) => one.technique === id && one.areas.some((area) => choice.chosen.includes(area)))
  }));
}
function foundWords(groups, choice) {
  const all = groups.flatMap(({ exercises }) => exercises);
  const closed = all.filter((one) => one.closed).length;
  if (all.length) {
    const count = `${all.length} exercise${all.length === 1 ? "" : "s"}`;
    return closed ? `${count}, ${closed === all.length ? "all" : closed} of them closed today` : count;
  }
  if (choice.way === "concern" && !choice.concern) return "Choose above what bothers you.";
  if (choice.way === "area" && !choice.chosen.length) return "Choose a part of the face above.";
  return choice.open_only ? "None of these is open today." : "No exercise of this kind here.";
}
function firstFor(offer, id) {
  return first(byConcern(offer, id));
}
function stillShown(groups, shown) {
  const there = groups.some(({ exercises }) => exercises.some(({ id }) => id === shown));
  return there ? shown : first(groups) ?? shown;
}
function first(groups) {
  const all = groups.flatMap(({ exercises }) => exercises);
  return (all.find((one) => !one.closed) ?? all[0])?.id;
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

// js/cards/results.js
function results(groups, name, exercise) {
  return groups.map(({ title, exercises }, number) => {
    const heading = element("h4", { id: `${name}-${number}` }, title);
    const lines = exercises.map((one) => {
      const input = element("input", { type: "radio", name, value: one.id });
      input.checked = one.id === exercise;
      const words = element("span", {}, one.name);
      if (one.closed) words.append(element("small", {}, "Closed today"));
      return element("label", { class: `pk-form-choice${one.closed ? " pk-explorer-closed" : ""}` }, input, words);
    });
    return element("div", { role: "group", "aria-labelledby": heading.id, class: "pk-explorer-group" }, heading, ...lines);
  });
}
function signs({ red_flags }) {
  const told = red_flags.map(({ asks, says }) => element("p", {}, element("strong", {}, `${asks}? `), says));
  return told.length ? [element("div", { class: "pk-form-notice" }, ...told)] : [];
}
function reasons({ reason, area_names, sources }, seeAreas) {
  const more = element("button", { type: "button", class: "pk-explorer-button", onclick: seeAreas }, `See all for the ${area_names}`);
  return [element("p", {}, reason), ...cited(sources), more];
}

// js/face.js
var NUMBER = /-?\d+(?:\.\d+)?/g;
function mixer(rest, pose) {
  const commands = rest.split(NUMBER);
  const start = (rest.match(NUMBER) ?? []).map(Number);
  const change = (pose.match(NUMBER) ?? []).map((end, i) => Number(end) - start[i]);
  return (t) => {
    if (t === 0) return rest;
    let path = commands[0];
    for (let i = 0; i < start.length; i++) path += Math.round((start[i] + change[i] * t) * 100) / 100 + commands[i + 1];
    return path;
  };
}
function drawFace(drawing) {
  const paths = drawing.shapes.map(
    ({ id, role, rest, area }) => drawn("path", { class: `pk-${role}`, d: rest, "data-shape": id, ...area && { "data-area": area } })
  );
  const svg = drawn(
    "svg",
    { viewBox: drawing.view_box, class: "pk-face", role: "img", "aria-label": drawing.title },
    drawn("desc", {}, drawing.description),
    drawn("style", {}, drawing.style),
    ...paths
  );
  const moving = drawing.shapes.flatMap(
    ({ rest, pose, later }, i) => rest === pose && !later.length ? [] : [{ path: paths[i], at: [pose, ...later].map((end) => mixer(rest, end)) }]
  );
  return {
    svg,
    turns: drawing.turns,
    pose(intensity, turn = 0) {
      for (const { path, at } of moving) path.setAttribute("d", at[turn](intensity));
    }
  };
}

// js/cards/card.js
function built(node) {
  if (typeof node === "string") return node;
  const [name, attributes, children] = node;
  return element(
    /** @type {keyof HTMLElementTagNameMap} */
    name,
    attributes,
    ...children.map(built)
  );
}
function card({ head, main, more }, picture) {
  const page = element("div", { class: "pk-card-page" }, built(head), picture, built(main), built(more));
  return element("article", { class: "pk-card" }, page);
}

// js/cards/moving.js
var RISE = 1.4;
var HOLD = 1.2;
var REST = 0.8;
var ALL = 2 * RISE + HOLD + REST;
function swing(seconds) {
  const at = seconds % ALL;
  if (at < RISE) return eased(at / RISE);
  if (at < RISE + HOLD) return 1;
  return eased(Math.max(0, 1 - (at - RISE - HOLD) / RISE));
}
function eased(share) {
  return share * share * (3 - 2 * share);
}
function mover(button, signal) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let faces = [];
  let began_ms = 0;
  let on = false;
  let posed = true;
  const pose = (intensity, round = 0) => faces.forEach((face) => face.pose(intensity, round % face.turns));
  const label = () => {
    if (still.matches) button.textContent = posed ? "Show the face at rest" : "Show the movement";
    else button.textContent = on ? "Stop the movement" : "Show the movement";
  };
  const stop = () => {
    on = false;
    posed = true;
    pose(1);
    label();
  };
  const frame = () => {
    if (!on || signal.aborted) return;
    const seconds = (performance.now() - began_ms) / 1e3;
    pose(swing(seconds), Math.floor(seconds / ALL));
    requestAnimationFrame(frame);
  };
  const press = () => {
    if (still.matches) {
      posed = !posed;
      pose(posed ? 1 : 0);
    } else if (on) {
      stop();
    } else {
      on = true;
      began_ms = performance.now();
      requestAnimationFrame(frame);
    }
    label();
  };
  button.addEventListener("click", press, { signal });
  still.addEventListener("change", stop, { signal });
  label();
  return {
    /** @param {Face[]} shown what moves from now on; a movement that runs goes on with them */
    take(shown) {
      faces = shown;
      if (!on) pose(posed ? 1 : 0);
    }
  };
}

// js/cards/shown.js
function shownView({ pick, compare, settings, signal }) {
  const move = element("button", { type: "button", class: "pk-explorer-button" });
  const beside = element(
    "button",
    { type: "button", class: "pk-explorer-button", onclick: () => compare(beside.ariaExpanded !== "true") },
    "Compare its stages"
  );
  const moving = mover(move, signal);
  const place = element("div");
  const row = element("div", { class: "pk-explorer-stages", role: "group", "aria-label": "The stages of this movement" });
  const bar = element("div", { class: "pk-explorer-bar" }, move, beside);
  const el = element("section", { class: "pk-explorer-shown", "aria-label": "The exercise" }, bar, row, place, settings);
  function show(given, comparing) {
    const face = drawFace(given.face);
    const drawn2 = [face];
    const picture = element("figure", { class: "pk-card-figure" }, face.svg, element("figcaption", {}, given.seen));
    place.replaceChildren(card(given.card, picture));
    beside.hidden = !given.stages.length;
    beside.ariaExpanded = String(comparing);
    row.hidden = !comparing || !given.stages.length;
    const focused = row.contains(document.activeElement);
    row.replaceChildren();
    if (!row.hidden) {
      for (const one of given.stages) {
        const stage = one.face && drawFace(one.face);
        if (stage) drawn2.push(stage);
        row.append(stageButton(one, one.id === given.exercise, stage?.svg, pick));
      }
    }
    if (focused) row.querySelector("[aria-current]")?.focus();
    move.hidden = ![given.face, ...given.stages.map((one) => one.face)].some(moves);
    moving.take(drawn2);
  }
  return { el, show };
}
function moves(face) {
  return Boolean(face?.shapes.some(({ rest, pose, later }) => rest !== pose || later.length));
}
function stageButton({ id, name, stage, closed }, current, svg, pick) {
  svg?.setAttribute("aria-hidden", "true");
  return element(
    "button",
    { type: "button", class: "pk-explorer-stage", "aria-current": current && "true", onclick: () => pick(id) },
    element("strong", {}, name),
    ...svg ? [svg] : [],
    element("span", {}, stage, ...closed ? [element("br"), "Closed today"] : [])
  );
}

// js/keys.js
function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}

// js/widgets/focus_picker.js
var WHOLE = "whole_face";
var BEGINS = "Choose one part or several, here or on the face.";
function toggled(chosen, id, areas) {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  const kept = chosen.filter((other) => other === WHOLE === (id === WHOLE));
  return areas.map((area) => area.id).filter((other) => other === id || kept.includes(other));
}
function hint(area, reason) {
  return reason ? `${area.name}: not open today. ${reason}` : area.name;
}
function render({ model, el, signal }) {
  const areas = model.get("areas");
  const toggle = (id) => {
    if (id in model.get("closed")) return;
    model.set("chosen", toggled(model.get("chosen"), id, areas));
    model.save_changes();
    show();
  };
  const light = (id) => {
    for (const part of [...el.querySelectorAll("[data-area]")]) {
      part.classList.toggle("pk-focus-lit", part.getAttribute("data-area") === id);
    }
  };
  const lines = areas.map((area) => line(area, toggle));
  const begins = element("p", { class: "pk-form-begins", "aria-live": "polite" }, BEGINS);
  const picture = element("div", { class: "pk-focus-picture", "aria-hidden": "true" });
  const list = element(
    "fieldset",
    { class: "pk-form-question pk-focus-list" },
    element("legend", {}, "What would you like to work on?"),
    begins,
    ...lines.map(({ label }) => label)
  );
  const said = element("strong", {});
  const drawPicture = () => picture.replaceChildren(pictureOf(model.get("face"), areas));
  const show = () => {
    const [chosen, closed] = [model.get("chosen"), model.get("closed")];
    const everywhere = areas.every(({ id }) => closed[id] && closed[id] === closed[areas[0].id]);
    begins.textContent = everywhere ? `Nothing is open today. ${closed[areas[0].id]}` : BEGINS;
    lines.forEach((shown) => shown.show(chosen, closed, everywhere));
    showRegions(picture, areas, chosen, closed);
    said.replaceChildren(areas.filter(({ id }) => chosen.includes(id) && !(id in closed)).map(({ name }) => name).join(", ") || "Whole face");
  };
  const redraw = () => {
    drawPicture();
    show();
  };
  picture.addEventListener("click", (event) => {
    const area = areaUnder(event);
    if (area) toggle(area);
  });
  for (const part of [picture, list]) {
    part.addEventListener("pointerover", (event) => light(areaUnder(event)));
    part.addEventListener("pointerleave", () => light(null));
  }
  list.addEventListener("focusin", (event) => light(areaUnder(event)));
  list.addEventListener("focusout", () => light(null));
  for (
    const [event, react] of
    /** @type {const} */
    [
      ["change:chosen", show],
      ["change:closed", show],
      ["change:face", redraw]
    ]
  ) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  redraw();
  const sides = element("div", { class: "pk-focus-sides" }, picture, list);
  const folds = () => element("details", { class: "pk-form-more" }, element("summary", {}, "To work on: ", said, " ", element("u", {}, "Change")), sides);
  el.append(model.get("folded") ? element("div", { class: "pk-form pk-form-line pk-focus" }, folds()) : element("div", { class: "pk-form pk-focus" }, sides));
}
function line(area, toggle) {
  const reason = element("small");
  const box = element("input", {
    type: "checkbox",
    onclick: (event) => {
      if (box.getAttribute("aria-disabled") === "true") event.preventDefault();
    },
    onchange: () => toggle(area.id)
  });
  const label = element(
    "label",
    { class: "pk-form-choice", "data-area": area.id },
    box,
    element("span", {}, area.name, reason)
  );
  const show = (chosen, closed, everywhere) => {
    const why = closed[area.id];
    box.checked = chosen.includes(area.id) && !why;
    box.setAttribute("aria-disabled", String(Boolean(why)));
    label.classList.toggle("pk-focus-closed", Boolean(why));
    reason.textContent = why ? `Not open today. ${everywhere ? "" : why}`.trim() : "";
    reason.hidden = !why;
  };
  return { label, show };
}
function pictureOf(face, areas) {
  const { svg } = drawFace(face);
  for (const region of svg.querySelectorAll(".pk-area")) {
    if (areas.some((area) => area.id === region.getAttribute("data-area"))) region.append(drawn("title"));
  }
  return svg;
}
function showRegions(picture, areas, chosen, closed) {
  for (const area of areas) {
    for (const region of picture.querySelectorAll(`.pk-area[data-area="${CSS.escape(area.id)}"]`)) {
      region.classList.toggle("pk-focus-chosen", chosen.includes(area.id) && !(area.id in closed));
      region.classList.toggle("pk-focus-closed", area.id in closed);
      region.querySelector("title")?.replaceChildren(hint(area, closed[area.id]));
    }
  }
}
function areaUnder(event) {
  const target = event.target instanceof Element ? event.target.closest(".pk-area, label") : null;
  return target?.getAttribute("data-area") ?? null;
}
var focus_picker_default = { render };

// js/widgets/explorer.js
var WAYS = [
  { id: "concern", name: "What bothers me" },
  { id: "area", name: "Part of the face" }
];
var made = 0;
function render2({ model, el, signal }) {
  const own = `pk-explorer-${++made}`;
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const choice = () => (
    /** @type {Choice} */
    {
      way: model.get("way"),
      concern: model.get("concern"),
      chosen: model.get("chosen"),
      techniques: model.get("techniques"),
      open_only: model.get("open_only")
    }
  );
  const asks = model.get("asks");
  let pressed = false;
  el.addEventListener("pointerdown", () => pressed = true, { signal });
  el.addEventListener("keydown", () => pressed = false, { signal });
  const way = radios({
    name: `${own}-way`,
    legend: "How would you like to find an exercise?",
    options: WAYS,
    pick: (id) => set(
      "way",
      /** @type {Choice["way"]} */
      id
    )
  });
  const concerns = radios({
    name: `${own}-concern`,
    legend: "What bothers you?",
    options: asks.concerns.map(({ id, says }) => ({ id, name: says })),
    row: "pk-explorer-concerns",
    pick: (id) => {
      model.set("exercise", firstFor(asks, id) ?? model.get("exercise"));
      set("concern", id);
    }
  });
  const kinds = boxes({ legend: "Show only these (none ticked: all)", options: asks.techniques, pick: (ids) => set("techniques", ids) });
  const openOnly = element("input", { type: "checkbox", onchange: () => set("open_only", openOnly.checked) });
  const settings = faceSettings(own, model, set);
  const showSettings = () => settings.show();
  const view = shownView({
    pick: (id) => set("exercise", id),
    compare: (on) => set("compare", on),
    settings: settings.el,
    signal
  });
  const areas = element("div", { class: "pk-explorer-areas" });
  const filter = element("details", { class: "pk-form-more" }, element("summary", {}, element("u", {}, "Kinds of exercise")), kinds.el);
  const first2 = element("div", { class: "pk-explorer-why" });
  const why = element("div", { class: "pk-explorer-why" });
  const count = element("p", { role: "status", class: "pk-explorer-count" });
  const list = element("div", { role: "radiogroup", "aria-label": "Exercises" });
  list.addEventListener("change", (event) => set(
    "exercise",
    /** @type {HTMLInputElement} */
    event.target.value
  ));
  const seeAreas = () => {
    const concern = asks.concerns.find(({ id }) => id === model.get("concern"));
    model.set("chosen", concern?.areas ?? []);
    set("way", "area");
    way.el.querySelector("input:checked")?.focus();
  };
  const showFound = () => {
    const now = choice();
    const groups = found(asks, now);
    const concern = now.way === "concern" ? asks.concerns.find(({ id }) => id === now.concern) : void 0;
    first2.replaceChildren(...concern ? signs(concern) : []);
    why.replaceChildren(...concern ? reasons(concern, seeAreas) : []);
    count.textContent = foundWords(groups, now);
    const focused = list.contains(document.activeElement);
    list.hidden = !groups.length;
    view.el.hidden = now.way === "concern" ? !concern : !now.chosen.length;
    list.replaceChildren(...results(groups, own, model.get("exercise")));
    if (focused) list.querySelector("input:checked")?.focus();
  };
  const showChoice = () => {
    const { way: by, concern, techniques, open_only } = choice();
    way.show(by);
    concerns.show(concern);
    kinds.show(techniques);
    openOnly.checked = open_only;
    concerns.el.hidden = by !== "concern";
    areas.hidden = filter.hidden = by !== "area";
    showFound();
  };
  const follow = () => {
    const shown = stillShown(found(asks, choice()), model.get("exercise"));
    if (shown !== model.get("exercise")) set("exercise", shown);
  };
  const showExercise = () => {
    for (const input of list.querySelectorAll("input")) input.checked = input.value === model.get("exercise");
  };
  const showCard = () => view.show(model.get("shown"), model.get("compare"));
  for (
    const name of
    /** @type {const} */
    ["way", "concern", "chosen", "techniques", "open_only"]
  ) {
    listen(model, name, showChoice, signal);
  }
  for (
    const name of
    /** @type {const} */
    ["way", "chosen", "techniques", "open_only"]
  ) listen(model, name, follow, signal);
  for (
    const name of
    /** @type {const} */
    ["affected_side", "view", "weakness"]
  ) listen(model, name, showSettings, signal);
  listen(model, "exercise", showExercise, signal);
  listen(model, "shown", showCard, signal);
  keepKeys(el, signal);
  focus_picker_default.render({ model: (
    /** @type {any} */
    model
  ), el: areas, signal });
  const open = element("label", { class: "pk-form-choice" }, openOnly, element("span", {}, "Only what is open today", element("small", {}, asks.based_on)));
  const choose = element("div", { class: "pk-explorer-choose" }, way.el, concerns.el, first2, areas, filter);
  const left = element("div", { class: "pk-explorer-found" }, count, list, open);
  const both = element("div", { class: "pk-explorer-both" }, left, view.el, why);
  concerns.el.addEventListener("change", () => pressed && bringNear(first2.childElementCount ? first2 : left));
  list.addEventListener("change", () => pressed && bringNear(view.el));
  el.append(element("section", { class: "pk-form pk-explorer", "aria-label": "Explorer of the exercises" }, choose, both));
  showSettings();
  showChoice();
  showCard();
}
function listen(model, name, react, signal) {
  model.on(`change:${name}`, react);
  signal.addEventListener("abort", () => model.off(`change:${name}`, react));
}
function bringNear(el) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => {
    if (el.getBoundingClientRect().top < window.innerHeight / 2) return;
    el.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  });
}
function faceSettings(own, model, set) {
  const { sides, views } = model.get("asks");
  const side = radios({ name: `${own}-side`, legend: "Your affected side", options: sides, pick: (id) => set("affected_side", id) });
  const view = radios({ name: `${own}-view`, legend: "The face is seen", options: views, pick: (id) => set("view", id) });
  const weak = slider({ label: "How weak that side is drawn", ends: ["like the other", "not moving"], pick: (share) => set("weakness", share) });
  const summary = element("summary", {}, element("u", {}, "How the face is drawn"));
  const show = () => {
    side.show(model.get("affected_side"));
    view.show(model.get("view"));
    weak.show(model.get("weakness"));
  };
  return { el: element("details", { class: "pk-form-more" }, summary, side.el, view.el, weak.el), show };
}
var explorer_default = { render: render2 };
export {
  explorer_default as default
};
