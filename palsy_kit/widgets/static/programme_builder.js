// js/days.js
function localDate(now) {
  const two = (number2) => String(number2).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// js/dom.js
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}
function fill(made2, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made2.addEventListener(name.slice(2), value);
    else if (value !== false) made2.setAttribute(name, value === true ? "" : String(value));
  }
  made2.append(...children);
  return made2;
}

// js/keys.js
function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}

// js/programme/draft.js
var LONGEST = 45;
var LONGEST_STEP = 3660;
function askFrom(fields, old) {
  const minutes = whole(fields.minutes, LONGEST);
  if (!minutes) return { problem: `Give the minutes as a whole number from 1 to ${LONGEST}.` };
  const fixed = fields.how === "fixed";
  if (fixed && !fields.days.length) return { problem: "Choose at least one day." };
  const for_days = old.for_days === null ? null : whole(fields.for_days, LONGEST_STEP);
  if (for_days === 0) return { problem: `Give the days of this step as a whole number from 1 to ${LONGEST_STEP}.` };
  const anchors = fields.anchors.map(({ name, minutes: minutes2, at }) => ({
    name: name.trim(),
    minutes: whole(minutes2, LONGEST),
    at: at || null
  }));
  if (anchors.some(({ name }) => !name)) return { problem: "Say what each part hangs on, such as “the kettle”." };
  const asked = minutes * (fixed ? Number(fields.per_day) : 1);
  const given = anchors.reduce((sum, part) => sum + part.minutes, 0);
  if (anchors.some((part) => !part.minutes) || anchors.length && given !== asked) {
    return { problem: `The parts come to ${given} of ${asked} minutes. Let them add up to ${asked}.` };
  }
  return { ask: { kind: old.kind, minutes, ...howOften(fields), anchors, for_days } };
}
function howOften({ how, days, per_day, from, to }) {
  const none = { days: [], sessions_per_day: null, sessions_per_week: null, sessions_per_week_max: null };
  if (how === "fixed") return { ...none, days, sessions_per_day: Number(per_day), preferred_days: [] };
  const [lower, upper] = [Number(from), Number(to)];
  return {
    ...none,
    sessions_per_week: lower,
    sessions_per_week_max: upper > lower ? upper : null,
    preferred_days: days.length < 7 ? days : []
  };
}
function whole(typed2, most) {
  const number2 = /^\d+$/.test(typed2.trim()) ? Number(typed2) : 0;
  return number2 <= most ? number2 : 0;
}
function split(minutes, n) {
  return Array.from({ length: n }, (_, part) => Math.floor(minutes / n) + (part < minutes % n ? 1 : 0));
}
function begun(card, old, mine) {
  const asks = card.asks.map(({ words, lasts, ...ask }) => ask);
  const { exercise_ids, remark } = card.own ? mine : card;
  return { ...old, programme: card.value, areas: card.areas.length ? card.areas : mine.areas, exercise_ids, remark, asks };
}
function chosenBefore(standing) {
  const { exercise_ids = [], remark = "" } = standing.findLast((one) => one.exercise_ids.length || one.remark) ?? {};
  return { exercise_ids, remark };
}
function planned(standing, day) {
  return standing.filter(({ last_day }) => !last_day || last_day >= day);
}
function change(standing, asks, alone = false) {
  const there = ({ kind, like }) => standing.some((one) => one.kind === kind && one.like === like);
  const others = once(standing.filter(({ kind }) => asks.every((one) => one.kind !== kind)).map(({ ask }) => ask));
  if (asks.every(there) && !(alone && others.length)) return "You have this planned already.";
  const replaced = once(standing.filter(({ kind }) => asks.some((one) => one.kind === kind)).map(({ ask }) => ask));
  const ends = alone ? once([...replaced, ...others]) : replaced;
  return [
    ends.length ? `It takes the place of: ${ends.join("; ")}.` : "",
    others.length && !alone ? `Beside it goes on: ${others.join("; ")}.` : ""
  ].join(" ").trim();
}
function once(words) {
  return [...new Set(words)];
}

// js/programme/fields.js
var made = 0;
function groupName() {
  made += 1;
  return `pk-programme-${made}`;
}
function choiceLine(type, name, { value, name: words }, checked) {
  return element("label", { class: "pk-form-choice" }, element("input", { type, name, value, checked }), element("span", {}, words));
}
function boxes(legend, hint, name, choices, ticked) {
  const lines = choices.map((choice) => choiceLine("checkbox", name, choice, ticked.includes(choice.value)));
  const row = element("div", { class: "pk-form-tiles" }, ...lines);
  const words = element("legend", {}, legend, ...hint ? [element("small", {}, hint)] : []);
  return element("fieldset", { class: "pk-form-inner" }, words, row);
}
function selection(words, name, choices, chosen) {
  const options = choices.map(({ value, name: says }) => element("option", { value, selected: value === chosen }, says));
  return element("label", { class: "pk-form-number" }, element("span", {}, words), element("select", { name }, ...options));
}
function typed(words, properties) {
  return element("label", { class: "pk-form-number" }, element("span", {}, words), element("input", properties));
}

// js/programme/ask_form.js
var ANCHORS = ["brushing teeth", "the kettle", "the bus stop"];
var TIMES = [0.25, 0.5, 1, 2, 3, 4, 5, 6, 7];
var PER_DAY = 6;
function askForm(asked, weekdays, words, changed) {
  let ask = asked;
  const how = groupName();
  const fixed = ask.sessions_per_week === null;
  const title = element("strong", {}, words);
  const problem = element("p", { class: "pk-programme-problem", role: "status" });
  const perDay = selection("Times a day", "per_day", numbered(PER_DAY), String(ask.sessions_per_day ?? 1));
  const from = selection("How often", "from", often(ask.sessions_per_week), String(ask.sessions_per_week ?? 2));
  const to = selection("Or more, if you like", "to", upTo(ask.sessions_per_week_max), String(ask.sessions_per_week_max ?? 0));
  const days = boxes("On which days?", "", "days", weekdays, fixed ? ask.days : ask.preferred_days);
  const hint = element("small", {}, "None ticked: spread over the week.");
  days.querySelector("legend")?.append(hint);
  const step = typed("For how many days?", number("for_days", ask.for_days ?? "", 3660));
  const parts = anchorList(ask.anchors);
  const body = element(
    "div",
    { class: "pk-programme-fields" },
    typed("Minutes", number("minutes", ask.minutes, LONGEST)),
    element(
      "fieldset",
      { class: "pk-form-inner" },
      element("legend", {}, "How often?"),
      choiceLine("radio", how, { value: "fixed", name: "On fixed days" }, fixed),
      choiceLine("radio", how, { value: "quota", name: "So many times a week" }, !fixed)
    ),
    perDay,
    from,
    to,
    days,
    ...ask.for_days === null ? [] : [step],
    parts.el,
    problem
  );
  const el = element(
    "details",
    { class: "pk-form-more" },
    element("summary", {}, title, " ", element("u", {}, "Change")),
    body
  );
  const read = () => {
    const value = (name) => (
      /** @type {HTMLInputElement | null} */
      body.querySelector(`[name=${name}]`)?.value ?? ""
    );
    const ticked = [...body.querySelectorAll("[name=days]:checked")].map((box) => (
      /** @type {HTMLInputElement} */
      box.value
    ));
    return {
      minutes: value("minutes"),
      how: (
        /** @type {HTMLInputElement} */
        body.querySelector(`[name=${how}]:checked`).value
      ),
      days: ticked,
      per_day: value("per_day"),
      from: value("from"),
      to: value("to"),
      for_days: value("for_days"),
      anchors: parts.read()
    };
  };
  const unfold = () => {
    const isFixed = read().how === "fixed";
    perDay.hidden = !isFixed;
    from.hidden = to.hidden = isFixed;
    hint.hidden = isFixed;
  };
  const work = () => {
    unfold();
    const found = askFrom(read(), ask);
    if ("ask" in found) ask = found.ask;
    const says = "problem" in found ? found.problem : "";
    if (problem.textContent !== says) problem.replaceChildren(says);
    changed(found);
  };
  const asksFor = () => {
    const { minutes, how: chosen, per_day } = read();
    return Number(minutes) * (chosen === "fixed" ? Number(per_day) : 1);
  };
  body.addEventListener("change", (event) => {
    const { name } = (
      /** @type {HTMLInputElement} */
      event.target
    );
    if (["minutes", "per_day", how].includes(name)) parts.share(asksFor());
    work();
  });
  parts.add.addEventListener("click", () => {
    parts.more(asksFor());
    work();
  });
  parts.el.addEventListener("click", (event) => {
    const button = (
      /** @type {HTMLElement} */
      event.target.closest("[data-remove]")
    );
    if (!button) return;
    parts.less(button, asksFor());
    work();
  });
  unfold();
  return { el, say: (now) => title.replaceChildren(now) };
}
function anchorList(given) {
  const list = element("ul", { class: "pk-programme-parts" });
  const options = groupName();
  const add = element("button", { type: "button", class: "pk-form-second" }, "Add something of the day");
  const el = element(
    "fieldset",
    { class: "pk-form-inner" },
    element(
      "legend",
      {},
      "Hang it on something of your day?",
      element("small", {}, "Small parts add up, such as 2 + 2 + 1 minutes. The time is for your calendar, if you want one.")
    ),
    element("datalist", { id: options }, ...ANCHORS.map((value) => element("option", { value }))),
    list,
    add
  );
  const row = ({ name, minutes, at }) => element(
    "li",
    {},
    element("label", {}, "With", element("input", { type: "text", "data-part": "name", value: name, list: options, maxlength: 60 })),
    element("label", {}, "Minutes", element("input", { ...number("", minutes, LONGEST), "data-part": "minutes" })),
    element("label", {}, "Time", element("input", { type: "time", "data-part": "at", value: (at ?? "").slice(0, 5) })),
    element("button", { type: "button", class: "pk-form-second", "data-remove": "" }, "Remove")
  );
  const share = (minutes) => {
    const shares = split(minutes, list.children.length);
    [...list.children].forEach((part, index) => field(part, "minutes").value = String(shares[index]));
  };
  const more = (minutes) => {
    list.append(row({ name: ANCHORS[list.children.length] ?? "", minutes: 1, at: null }));
    share(minutes);
    field(
      /** @type {Element} */
      list.lastElementChild,
      "name"
    ).focus();
  };
  const less = (button, minutes) => {
    button.closest("li")?.remove();
    share(minutes);
    add.focus();
  };
  const read = () => [...list.children].map((part) => ({
    name: field(part, "name").value,
    minutes: field(part, "minutes").value,
    at: field(part, "at").value
  }));
  list.append(...given.map(row));
  return { el, add, more, less, share, read };
}
function field(part, name) {
  return (
    /** @type {HTMLInputElement} */
    part.querySelector(`[data-part=${name}]`)
  );
}
function number(name, value, max) {
  return { type: "number", name, value, min: 1, max, step: 1, inputmode: "numeric" };
}
function numbered(most) {
  return split(most, most).map((_, index) => ({ value: String(index + 1), name: String(index + 1) }));
}
function often(given) {
  const times = given === null || TIMES.includes(given) ? TIMES : [given, ...TIMES];
  const say = (n) => n < 1 ? `once every ${1 / n} weeks` : n === 1 ? "once a week" : `${n} times a week`;
  return times.map((n) => ({ value: String(n), name: say(n) }));
}
function upTo(given) {
  const times = TIMES.filter((n) => n > 1);
  const all = given === null || times.includes(given) ? times : [given, ...times];
  return [{ value: "0", name: "no" }, ...all.map((n) => ({ value: String(n), name: `up to ${n} times` }))];
}

// js/programme/exercise_list.js
var ALL = "whole_face";
function exerciseList(exercises, groups, changed) {
  let chosen = [];
  const made2 = groups.map((group) => areaOf(group, exercises.filter(({ area }) => area === group.value))).filter(({ ids }) => ids.length);
  const sum = element("p", { role: "status" });
  const el = element(
    "fieldset",
    { class: "pk-form-inner pk-programme-exercises" },
    element(
      "legend",
      {},
      "Which exercises?",
      element("small", {}, "None ticked: all that fit. Ticked: only these, on the days on which they are open.")
    ),
    ...made2.map((area) => area.el),
    sum
  );
  el.addEventListener("change", (event) => {
    const { value, checked } = (
      /** @type {HTMLInputElement} */
      event.target
    );
    changed(checked ? [...chosen, value] : chosen.filter((id) => id !== value));
  });
  const draw = ({ areas, exercise_ids }) => {
    chosen = exercise_ids;
    for (const area of made2) area.draw(chosen, !areas.length || areas.includes(area.value) || area.value === ALL);
    const says = chosen.length ? `${chosen.length} chosen.` : "";
    if (sum.textContent !== says) sum.replaceChildren(says);
  };
  return { el, draw };
}
function showClosed(list, closed) {
  for (const place of list.querySelectorAll("[data-closed]")) {
    const why = closed[
      /** @type {HTMLElement} */
      place.dataset.closed ?? ""
    ];
    place.replaceChildren(why ? `Closed today: ${why}` : "");
  }
}
function areaOf({ value: area, name }, exercises) {
  const ids = exercises.map(({ value }) => value);
  const count = element("span", { class: "pk-programme-count" });
  const lines = exercises.map(
    ({ value, name: words, hint }) => element(
      "label",
      { class: "pk-form-choice" },
      element("input", { type: "checkbox", name: "exercises", value }),
      element("span", {}, words, element("small", {}, hint), element("small", { "data-closed": value }))
    )
  );
  const el = element("details", { class: "pk-form-more" }, element("summary", {}, element("strong", {}, name), " ", count), ...lines);
  let first = true;
  const draw = (chosen, wanted) => {
    const n = ids.filter((id) => chosen.includes(id)).length;
    for (const box of el.querySelectorAll("input")) box.checked = chosen.includes(box.value);
    count.replaceChildren(`${n} of ${ids.length} chosen`);
    el.hidden = !wanted && !n;
    if (first && n) el.open = true;
    if (n) first = false;
  };
  return { value: area, ids, el, draw };
}
function remarkField(longest, changed) {
  const text = element("textarea", { name: "remark", rows: 3, maxlength: longest });
  const el = element(
    "label",
    { class: "pk-programme-remark" },
    element("span", {}, "What your therapist said (if you like)"),
    text,
    element("small", {}, "You see it before each session and on the printed plan. It is never part of a study export.")
  );
  text.addEventListener("change", () => changed(text.value));
  const draw = ({ remark }) => {
    if (text.value !== remark) text.value = remark;
  };
  return { el, draw };
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

// js/programme/programme_card.js
function programmeCard({ value, name, says, asks, sources }, group, chosen) {
  const words = element("span", {}, element("strong", {}, name), element("small", {}, says));
  for (const [number2, { kind, words: ask, lasts }] of asks.entries()) {
    const follows = asks.slice(0, number2).some((earlier) => earlier.kind === kind) ? "then " : "";
    words.append(element("span", { class: "pk-programme-ask" }, [`${follows}${ask}`, lasts].filter(Boolean).join(", ")));
  }
  const radio = element("input", { type: "radio", name: group, value, checked: chosen });
  const choice = element("label", { class: "pk-form-choice" }, radio, words);
  return element("div", { class: "pk-programme-card" }, choice, ...chosen ? cited(sources) : []);
}
function beginsWith({ name, stages }) {
  const why = stages.length > 1 ? "it asks for the least, and small is a good beginning" : "it is made for where you stand";
  return element("small", {}, `“${name}” is marked to begin with: ${why}. No source says where to begin, so this is our own choice.`);
}

// js/programme/rest.js
function restSection(reasons, save) {
  const name = groupName();
  const list = element("ul", { class: "pk-programme-list" });
  const goOn = element("button", { type: "button", class: "pk-form-button" }, "Go on with practice today");
  const resting = element("div", { class: "pk-programme-resting" }, list, goOn);
  const from = typed("From (empty: today)", { type: "date", name: "from_date" });
  const to = typed("First day of practice again (empty: not known yet)", { type: "date", name: "to_date" });
  const button = element("button", { type: "button", class: "pk-form-second" }, "Rest from practice");
  const choices = reasons.map((reason, n) => choiceLine("radio", name, reason, n === 0));
  const form = element(
    "details",
    { class: "pk-form-more" },
    element("summary", {}, element("strong", {}, "Rest from practice for a while"), " ", element("u", {}, "Plan a rest")),
    element("fieldset", { class: "pk-form-inner" }, element("legend", {}, "Why?"), ...choices),
    from,
    to,
    element("p", {}, "Nothing is asked for meanwhile. You can go on whenever you want, also earlier."),
    button
  );
  const value = (label) => (
    /** @type {HTMLInputElement} */
    label.querySelector("input").value || null
  );
  button.addEventListener("click", () => {
    const reason = (
      /** @type {HTMLInputElement} */
      form.querySelector(`[name=${name}]:checked`).value
    );
    save({ what: "rest", reason, from_date: value(from), to_date: value(to) });
  });
  goOn.addEventListener("click", () => save({ what: "resume" }));
  const draw = (rests) => {
    const held = resting.contains(document.activeElement) || form.contains(document.activeElement);
    resting.hidden = !rests.length;
    form.hidden = rests.length > 0;
    list.replaceChildren(...rests.map(({ reason, dates }) => element("li", {}, `Rest ${dates}: ${reason}`)));
    if (held) (rests.length ? goOn : (
      /** @type {HTMLElement} */
      form.firstElementChild
    )).focus();
  };
  return { el: element("section", {}, element("h3", {}, "Rests"), resting, form), draw };
}

// js/programme/weeks.js
function weeksTable(weeks, weekdays) {
  const heads = weekdays.map(
    ({ name }) => element("th", { scope: "col" }, element("abbr", { title: name, "aria-label": name }, name.slice(0, 3)))
  );
  const rows = weeks.map((week) => element("tr", {}, ...week.map((day, n) => cell(day, weekdays[n]?.name ?? ""))));
  return element(
    "table",
    { class: "pk-weeks" },
    element("caption", {}, "The coming four weeks"),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows)
  );
}
function cell({ label, inside, today, resting, sessions }, weekday) {
  if (!inside) return element("td", { class: "pk-weeks-out" });
  const date = element("span", { class: "pk-weeks-date" }, element("span", { class: "pk-weeks-weekday" }, weekday.slice(0, 3), " "), label);
  const lines = sessions.map(
    ({ minutes, areas, welcome }) => element(
      "span",
      { class: welcome ? "pk-weeks-welcome" : "pk-weeks-due" },
      element("strong", {}, `${minutes} min`),
      welcome ? element("i", {}, "if you like") : "",
      element("small", {}, areas)
    )
  );
  const rest = resting ? [element("span", { class: "pk-weeks-rest" }, "rest")] : [];
  const marks = today ? [element("span", { class: "pk-weeks-today" }, "today")] : [];
  return element("td", today ? { "aria-current": "date" } : {}, date, ...marks, ...rest, ...lines);
}

// js/same.js
function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && same(Reflect.get(one, name), Reflect.get(other, name)));
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

// js/widgets/programme_builder.js
var GENTLER = { release_only: "Change to release alone", hold: "Rest from practice" };
function render({ model, el, signal }) {
  const asks = model.get("asks");
  const status = element("p", { class: "pk-form-status", role: "status" });
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Done");
  const keep = (content) => save(content, /* @__PURE__ */ new Date());
  const today = () => localDate(/* @__PURE__ */ new Date());
  const proposed = proposalSection(keep);
  const stands = standingSection(keep);
  const rest = restSection(asks.reasons, keep);
  const builder = builderSection(asks, (draft) => {
    status.replaceChildren();
    if (draft) {
      model.set("draft", draft);
      model.save_changes();
    }
    draw();
  });
  const start = element("button", { type: "button", class: "pk-form-button" }, "Start this programme");
  const saving = element("div", { class: "pk-form-save" }, start, status);
  const form = element("form", { class: "pk-form pk-programme", "aria-label": "Programme", autocomplete: "off" });
  form.append(proposed.el, stands.el, builder.el, saving, rest.el);
  const draw = () => {
    const now = planned(model.get("standing"), today());
    builder.draw(model.get("draft"), model.get("preview"), now);
    const held = start === document.activeElement;
    start.hidden = builder.waits();
    const place = start.hidden ? stands.el : saving;
    if (status.parentNode !== place) place.append(status);
    if (held && start.hidden) stands.title.focus();
  };
  const drawClosed = () => showClosed(builder.exercises, model.get("closed"));
  const drawStanding = () => {
    stands.draw(planned(model.get("standing"), today()));
    rest.draw(planned(model.get("rests"), today()));
    proposed.draw(model.get("proposal"));
    draw();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  start.addEventListener("click", () => {
    const problem = builder.problem() || same(model.get("draft"), model.get("preview").draft) && model.get("preview").problem;
    if (problem) status.replaceChildren(`Not started. ${problem}`);
    else keep({ what: "start", draft: model.get("draft") });
  });
  for (
    const [event, react] of
    /** @type {const} */
    [
      ["change:draft", draw],
      ["change:preview", draw],
      ["change:standing", drawStanding],
      ["change:rests", drawStanding],
      ["change:proposal", drawStanding],
      ["change:closed", drawClosed]
    ]
  ) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  drawStanding();
  drawClosed();
  el.replaceChildren(form);
}
function proposalSection(keep) {
  const el = element("section", { class: "pk-form-notice", "aria-label": "A proposal", hidden: true });
  let shown = "";
  const draw = ({ reason = "", gentler }) => {
    if (reason === shown) return;
    shown = reason;
    const held = el.contains(document.activeElement);
    el.hidden = !reason;
    if (!reason) {
      el.replaceChildren();
      if (held) el.parentElement?.querySelector("h3[tabindex]")?.focus();
      return;
    }
    const words = gentler === "hold" ? GENTLER.hold : GENTLER.release_only;
    const yes = element("button", { type: "button", class: "pk-form-button", onclick: () => keep({ what: "gentler" }) }, words);
    const leave = () => keep({ what: "as_planned" });
    const no = element("button", { type: "button", class: "pk-form-second", onclick: leave }, "Leave it as planned");
    el.replaceChildren(
      element("h3", {}, "Something gentler?"),
      element("p", {}, reason, " You decide."),
      element("div", { class: "pk-form-save" }, yes, no)
    );
  };
  return { el, draw };
}
function standingSection(keep) {
  const body = element("div", {});
  const title = element("h3", { tabindex: "-1" }, "What you have planned");
  const draw = (standing) => {
    const held = body.contains(document.activeElement);
    const items = standing.map(({ kind, ask, dates }, n) => {
      const follows = standing.slice(0, n).some((one) => one.kind === kind);
      const end = element("button", { type: "button", class: "pk-form-second" }, "End");
      end.setAttribute("aria-label", `End: ${ask}`);
      end.addEventListener("click", () => keep({ what: "end", kind_of: kind }));
      return element("li", {}, element("span", {}, `${follows ? "then " : ""}${ask}, ${dates}`), ...follows ? [] : [end]);
    });
    body.replaceChildren(items.length ? element("ul", { class: "pk-programme-list" }, ...items) : element("p", {}, "Nothing yet."));
    if (held) title.focus();
  };
  return { el: element("section", { class: "pk-programme-standing" }, title, body), title, draw };
}
function builderSection(asks, changed) {
  let draft;
  const problems = /* @__PURE__ */ new Map();
  const name = groupName();
  const stage = selection("Where you stand", "stage", asks.stages, "");
  const cards = element("fieldset", { class: "pk-form-question" });
  const own = element("div", {});
  const areas = boxes("Which areas take turns?", "None ticked: the whole face each time.", "areas", asks.areas, []);
  const begins = typed("From which day on? (empty: today)", { type: "date", name: "begins" });
  const alone = choiceLine("checkbox", "alone", { value: "alone", name: "End everything else that is planned then" }, false);
  const changes = element("p", { class: "pk-programme-change" });
  const summary = element("p", { class: "pk-programme-sum", role: "status" });
  const calendar = element("div", { class: "pk-programme-weeks" });
  let forms = [];
  const mine = { areas: [], exercise_ids: [], remark: "" };
  const exercises = exerciseList(asks.exercises, asks.groups, (exercise_ids) => set({ ...draft, exercise_ids: mine.exercise_ids = exercise_ids }));
  const remark = remarkField(asks.longest_remark, (words) => set({ ...draft, remark: mine.remark = words }));
  let chosen = false;
  let waits = false;
  const weeks = element("div", {}, calendar, summary);
  const title = element("h3", {});
  const making = element("div", { class: "pk-programme-own" }, element("h4", {}, "Make it yours"), own, areas, exercises.el, remark.el, begins, alone);
  const set = (next) => {
    draft = next;
    drawChosen();
    changed(problems.size ? null : draft);
  };
  const card = (value) => (
    /** @type {Card} */
    asks.programmes.find((one) => one.value === value)
  );
  const fitting = () => asks.programmes.filter(({ stages }) => stages.includes(draft.stage));
  const drawChosen = () => {
    exercises.el.hidden = remark.el.hidden = !card(draft.programme).own;
    exercises.draw(draft);
    remark.draw(draft);
  };
  const drawFields = () => {
    drawChosen();
    problems.clear();
    const select = (
      /** @type {HTMLSelectElement} */
      stage.querySelector("select")
    );
    select.value = draft.stage;
    cards.replaceChildren(
      element("legend", {}, "Which programme?", ...waits || draft.programme !== asks.first[draft.stage] ? [] : [beginsWith(card(draft.programme))]),
      ...fitting().map((one) => programmeCard(one, name, !waits && one.value === draft.programme))
    );
    const { asks: words } = card(draft.programme);
    forms = draft.asks.map(
      (ask, n) => askForm(ask, asks.weekdays, words[n]?.words ?? "", (found) => {
        if ("problem" in found) problems.set(n, found.problem);
        else problems.delete(n);
        set("ask" in found ? { ...draft, asks: draft.asks.with(n, found.ask) } : draft);
      })
    );
    own.replaceChildren(...forms.map((form) => form.el));
    for (const box of areas.querySelectorAll("input")) box.checked = draft.areas.includes(box.value);
    begins.querySelector("input").value = draft.begins ?? "";
    alone.querySelector("input").checked = draft.alone;
  };
  stage.addEventListener("change", (event) => {
    const next = { ...draft, stage: (
      /** @type {HTMLSelectElement} */
      event.target.value
    ) };
    draft = next;
    if (!fitting().some(({ value }) => value === draft.programme)) draft = begun(card(asks.first[draft.stage]), draft, mine);
    drawFields();
    set(draft);
  });
  cards.addEventListener("change", (event) => {
    chosen = true;
    place(false);
    draft = begun(card(
      /** @type {HTMLInputElement} */
      event.target.value
    ), draft, mine);
    drawFields();
    cards.querySelector("input:checked").focus();
    set(draft);
  });
  areas.addEventListener("change", () => {
    mine.areas = [...areas.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
    set({ ...draft, areas: mine.areas });
  });
  begins.addEventListener("change", (event) => set({ ...draft, begins: (
    /** @type {HTMLInputElement} */
    event.target.value || null
  ) }));
  alone.addEventListener("change", (event) => set({ ...draft, alone: (
    /** @type {HTMLInputElement} */
    event.target.checked
  ) }));
  const place = (waiting) => {
    waits = changes.hidden = making.hidden = waiting;
    title.replaceChildren(waits ? "Something else?" : "Choose, and make it yours");
    if (waits) title.before(weeks);
    else cards.after(weeks);
  };
  const draw = (given, preview, standing) => {
    const waiting = !chosen && standing.length > 0;
    if (!chosen) Object.assign(mine, chosenBefore(standing));
    if (!weeks.parentNode || waiting !== waits) {
      place(waiting);
      if (draft) drawFields();
    }
    if (!draft || !problems.size && !same(draft, given)) {
      draft = given;
      drawFields();
    }
    if (waits) {
      calendar.dataset.state = "ready";
      calendar.setAttribute("aria-busy", "false");
      if (summary.textContent !== preview.now.says) summary.replaceChildren(preview.now.says);
      calendar.replaceChildren(weeksTable(preview.now.weeks, asks.weekdays));
      return;
    }
    const working = !same(draft, preview.draft);
    const problem = [...problems.values()][0] ?? (working ? "" : preview.problem);
    calendar.setAttribute("aria-busy", String(working));
    const says = problem ? `This cannot be used yet. ${problem}` : working ? "Working it out …" : preview.says ?? "";
    if (summary.textContent !== says) summary.replaceChildren(says);
    calendar.dataset.state = problem ? "problem" : working ? "working" : "ready";
    if (working || problem) return;
    preview.asks.forEach(({ ask, lasts }, n) => forms[n]?.say([ask, lasts].filter(Boolean).join(", ")));
    calendar.replaceChildren(weeksTable(preview.weeks ?? [], asks.weekdays));
    alone.hidden = standing.every(({ kind }) => preview.asks.some((one) => one.kind === kind));
    changes.replaceChildren(change(standing, preview.asks, draft.alone && !alone.hidden));
  };
  const el = element(
    "section",
    { class: "pk-programme-builder" },
    title,
    stage,
    cards,
    changes,
    making
  );
  return { el, exercises: exercises.el, draw, waits: () => waits, problem: () => [...problems.values()][0] ?? "" };
}
var programme_builder_default = { render };
export {
  programme_builder_default as default
};
