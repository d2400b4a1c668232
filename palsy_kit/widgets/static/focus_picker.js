// js/dom.js
var SVG = "http://www.w3.org/2000/svg";
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}
function drawn(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}
function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
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
export {
  focus_picker_default as default,
  hint,
  toggled
};
