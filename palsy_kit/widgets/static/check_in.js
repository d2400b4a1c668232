// js/check_in/answers.js
var STILL = "no_movement_yet";
var CAREFUL = (
  /** @type {Record<string, string>} */
  { affected_side: "both", stage: STILL, linked_movement: "none" }
);
function answersFrom(fields, areas) {
  const text = (name) => String(fields.get(name) ?? CAREFUL[name] ?? "");
  const all = (name) => fields.getAll(name).map(String);
  const still = text("stage") === STILL;
  return {
    affected_side: text("affected_side"),
    stage: text("stage"),
    movement: Object.fromEntries(areas.map((area2) => [area2, still ? 0 : Number(text(`movement.${area2}`))])),
    weeks_since_onset: weeks(text("weeks_since_onset")),
    tightness: Number(text("tightness")),
    tight_areas: Number(text("tightness")) ? all("tight_areas") : [],
    pain: Number(text("pain")),
    linked_movement: text("linked_movement"),
    eye_closes: !fields.has("eye_stays_open"),
    weeks_since_toxin: weeks(text("weeks_since_toxin")),
    weeks_since_surgery: weeks(text("weeks_since_surgery")),
    neck_trouble: fields.has("neck_trouble"),
    red_flags: all("red_flags"),
    therapist_agreed: all("therapist_agreed")
  };
}
function fieldsOf(answers) {
  const { movement: movement2, eye_closes, neck_trouble, ...others } = answers;
  const parts = Object.entries(movement2).map(([area2, much]) => [`movement.${area2}`, much]);
  const ticks = { eye_stays_open: eye_closes ? [] : ["yes"], neck_trouble: neck_trouble ? ["yes"] : [] };
  const fields = Object.entries({ ...others, ...Object.fromEntries(parts), ...ticks });
  return new Map(fields.map(([name, value]) => [name, [value ?? ""].flat().map(String)]));
}
function weeks(typed) {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}

// js/check_in/draft.js
var OF_THE_DAY = ["none_of_these", "tightness", "tight_areas", "pain", "linked_movement"];
var Draft = class {
  #key;
  #store;
  /**
   * @param {string} log which log the check-in is for
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem"> | null} store null: the browser has none
   */
  constructor(log, store) {
    this.#key = `palsy_kit:${log}:check_in`;
    this.#store = store;
  }
  /**
   * @param {FormData} fields
   * @param {string} day a local date as ISO 8601 writes it
   */
  keep(fields, day) {
    const entries = [...fields].map(([name, value]) => [name, String(value)]);
    try {
      this.#store?.setItem(this.#key, JSON.stringify({ day, entries }));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  /**
   * @param {string} today
   * @param {string} saved the day of the last check-in that was saved; empty where there is none
   * @returns {Kept | null} what was kept since, without what an earlier day said of itself
   */
  kept(today, saved) {
    const text = this.#store?.getItem(this.#key);
    if (!text) return null;
    const { day, entries } = JSON.parse(text);
    if (day < saved) return null;
    return { day, entries: day === today ? entries : entries.filter(([name]) => !OF_THE_DAY.includes(name)) };
  }
  drop() {
    this.#store?.removeItem(this.#key);
  }
};
function putBack(form, { entries }, whole) {
  for (const field of form.querySelectorAll("input")) {
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!values.length && !whole && OF_THE_DAY.includes(field.name)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.type === "text") field.value = values[0] ?? "";
    else if (values.length) rate(field, values[0]);
  }
}
function ofTheDay(fields) {
  return new Map([...fields].filter(([name]) => OF_THE_DAY.includes(name)));
}
function askAnew(form) {
  for (const field of form.querySelectorAll("input")) {
    if (!OF_THE_DAY.includes(field.name)) continue;
    if (field.type === "range") [field.value, field.dataset.given] = ["0", "no"];
    else field.checked = false;
  }
}
function rate(slider, value) {
  slider.value = value;
  slider.dataset.given = "yes";
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

// js/slider.js
var KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
function onGiven(slider, give) {
  slider.addEventListener("input", give);
  slider.addEventListener("pointerup", give);
  slider.addEventListener("keyup", ({ key }) => KEYS.includes(key) && give());
}

// js/check_in/fields.js
function group(title, hint, children) {
  const legend = element("legend", {}, title, ...hint ? [small(hint)] : []);
  return element("fieldset", { class: "pk-form-question" }, legend, ...children);
}
function choice(type, name, { value, name: words, hint }) {
  const box = element("input", { type, name, value });
  const text = element("span", {}, words, ...hint ? [small(hint)] : []);
  return element("label", { class: "pk-form-choice" }, box, text);
}
function range(name, words, least, most) {
  const slider = element("input", { type: "range", name, min: 0, max: 10, step: 1, value: 0, "data-given": "no" });
  onGiven(slider, () => {
    if (slider.dataset.given === "yes") return;
    slider.dataset.given = "yes";
    for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, { bubbles: true }));
  });
  const ends = element("span", { class: "pk-form-ends" }, element("span", {}, `0 ${least}`), element("span", {}, `10 ${most}`));
  const label = element("label", {}, element("strong", {}, words), slider, ends);
  const value = element("span", { "data-value-of": name, "aria-hidden": "true" });
  return element("div", { class: "pk-form-range" }, label, value, problem(name));
}
function showRating(form, name) {
  const slider = control(form, name);
  const says = slider.dataset.given === "yes" ? `${slider.value} of 10` : "not answered yet";
  form.querySelector(`[data-value-of=${name}]`).textContent = says;
  slider.setAttribute("aria-valuetext", says);
}
function given(form) {
  const fields = new FormData(form);
  for (const slider of form.querySelectorAll("input[data-given=no]")) fields.delete(
    /** @type {HTMLInputElement} */
    slider.name
  );
  return fields;
}
function number(name, words, hint) {
  const field = element("input", { type: "text", inputmode: "numeric", autocomplete: "off", name, maxlength: 12 });
  const label = element("label", { class: "pk-form-number" }, element("span", {}, words, small(hint)), field);
  return element("div", {}, label, problem(name));
}
function problem(field) {
  const id = `pk-${crypto.randomUUID()}`;
  return element("p", { class: "pk-form-problem", id, "aria-live": "polite", "data-problem": field });
}
function small(text) {
  return element("small", {}, text);
}
function tellAt(form, field, says) {
  const place = (
    /** @type {HTMLElement} */
    form.querySelector(`[data-problem=${field}]`)
  );
  if (place.textContent !== says) place.textContent = says;
  for (const input of form.querySelectorAll(`input[name=${field}], input[name^="${field}."]`)) {
    if (says) input.setAttribute("aria-describedby", place.id);
    else input.removeAttribute("aria-describedby");
    if (
      /** @type {HTMLInputElement} */
      input.type === "text"
    ) input.setAttribute("aria-invalid", String(Boolean(says)));
  }
}
function control(form, name) {
  return (
    /** @type {HTMLInputElement} */
    form.elements.namedItem(name)
  );
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
function positions({ sides, our_default }) {
  return [
    element("ul", {}, ...sides.map((side) => element("li", {}, side.says, ...cited(side.sources)))),
    element("p", {}, element("strong", {}, "Here: "), our_default)
  ];
}

// js/check_in/open_today.js
function careFirst({ care }) {
  return care.map(({ says, sources }) => element("div", { class: "pk-form-notice" }, element("p", {}, says), ...cited(sources)));
}
function openToday({ closures, groups }) {
  if (!groups.length) return [];
  const areas = groups.map(area);
  if (!closures.length) return [details("areas", ["Area by area"], areas)];
  return [
    details("why", ["Why, and what to do instead"], [
      ...closures.map(closure),
      details("areas", ["Area by area"], areas)
    ])
  ];
}
function details(key, summary, parts) {
  return element("details", { "data-key": key }, element("summary", {}, element("u", {}, ...summary)), ...parts);
}
function area({ areas, open, closed }) {
  const names = element("ul", { class: "pk-check-in-open" }, ...open.map((name) => element("li", {}, name)));
  return element(
    "section",
    { class: "pk-check-in-group" },
    element("h4", {}, areas),
    open.length ? names : element("p", {}, "Nothing is open here today."),
    ...closed.length ? [element("p", { class: "pk-check-in-closed" }, `Closed: ${closed.join(", ")}`)] : []
  );
}
function closure({ closes, reasons }) {
  const points = new Map(reasons.map(({ disagreement }) => [disagreement?.title, disagreement]));
  return element(
    "section",
    { class: "pk-check-in-group" },
    element("h4", {}, `Closed: ${closes}`),
    ...reasons.map(why),
    ...[...points.values()].filter((point) => !!point).map((point) => differ(closes, point))
  );
}
function why({ rule, areas, reason, instead, sources }) {
  return element(
    "div",
    { class: "pk-check-in-reason", "data-rule": rule },
    element("p", {}, element("strong", {}, `In ${areas}: `), reason),
    ...instead ? [element("p", {}, element("strong", {}, "Instead: "), instead)] : [],
    ...cited(sources)
  );
}
function differ(closes, disagreement) {
  const { title } = disagreement;
  return details(`${closes}: ${title}`, ["Experts differ: ", title], positions(disagreement));
}
function resultPanel() {
  const working = element("p", { class: "pk-check-in-working" }, "Working it out …");
  const before = element("p", { class: "pk-check-in-depends" });
  const summary = element("p", { class: "pk-check-in-summary", role: "status" });
  const parts = element("div", { class: "pk-check-in-groups" });
  const el = element(
    "section",
    { class: "pk-check-in-panel" },
    element("h3", {}, "What is open today"),
    working,
    element("div", { class: "pk-check-in-result" }, before, summary, parts)
  );
  const draw = (state, outcome, problem2, depends) => {
    el.dataset.state = state;
    el.setAttribute("aria-busy", String(state === "working"));
    if (state === "working") return;
    before.hidden = !depends || outcome.groups.length === 0;
    if (before.textContent !== depends) before.replaceChildren(depends);
    const says = state === "problem" ? `One answer cannot be used. ${problem2}` : outcome.summary;
    if (summary.textContent !== says) summary.replaceChildren(says);
    const unfolded = new Set([...parts.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-key")));
    parts.replaceChildren(...state === "problem" ? [] : [...careFirst(outcome), ...openToday(outcome)]);
    for (const one of parts.querySelectorAll("details")) one.open = unfolded.has(one.getAttribute("data-key"));
  };
  return { el, draw };
}

// js/days.js
function localDate(now) {
  const two = (number2) => String(number2).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
function dayWords(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : (
    /** @type {const} */
    { year: "numeric" }
  );
  return (/* @__PURE__ */ new Date(`${day}T12:00`)).toLocaleDateString("en-GB", { day: "numeric", month: "long", ...year });
}

// js/same.js
function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && same(Reflect.get(one, name), Reflect.get(other, name)));
}

// js/check_in/returning.js
var DAY_MS = 24 * 60 * 60 * 1e3;
var MOST_WEEKS = 5200;
var KEPT = [
  "affected_side",
  "stage",
  "movement",
  "weeks_since_onset",
  "weeks_since_toxin",
  "weeks_since_surgery",
  "eye_closes",
  "neck_trouble",
  "therapist_agreed"
];
function aged(asks, today) {
  if (!asks.last?.local_date) return asks;
  const { local_date, answers } = asks.last;
  const passed = Math.max(0, Math.floor((Date.parse(today) - Date.parse(local_date)) / DAY_MS / 7));
  const on = (weeks2) => typeof weeks2 === "number" ? Math.min(weeks2 + passed, MOST_WEEKS) : weeks2;
  const counted = {
    weeks_since_onset: on(answers.weeks_since_onset),
    weeks_since_toxin: on(answers.weeks_since_toxin),
    weeks_since_surgery: on(answers.weeks_since_surgery)
  };
  return { ...asks, last: { local_date, answers: { ...answers, ...counted } } };
}
function since({ local_date }, today) {
  return local_date ? `As on ${dayWords(local_date, today)}` : "As last time";
}
function usual({ sides, stages, movement: movement2 }, last, answers, today) {
  const name = (choices, value) => choices.find((one) => one.value === value)?.name.toLowerCase() ?? value;
  const side = answers.affected_side === "both" ? "both sides" : `${name(sides, answers.affected_side)} side`;
  const much = Object.values(answers.movement);
  const [least, most] = [movement2[Math.min(...much)], movement2[Math.max(...much)]];
  const weeks2 = (number2, what) => number2 === null ? "" : `${number2} ${number2 === 1 ? "week" : "weeks"} since ${what}`;
  const parts = [
    side,
    name(stages, answers.stage),
    answers.stage === STILL ? "" : `parts move: ${least === most ? least : `${least} to ${most}`}`,
    weeks2(answers.weeks_since_onset, "it began"),
    weeks2(answers.weeks_since_toxin, "botulinum toxin"),
    weeks2(answers.weeks_since_surgery, "surgery"),
    answers.eye_closes ? "" : "one eye does not close",
    answers.neck_trouble ? "neck trouble" : "",
    answers.weeks_since_toxin === null && answers.weeks_since_surgery === null ? "no botulinum toxin or surgery" : ""
  ];
  const asBefore = KEPT.every((field) => same(answers[field], last.answers[field]));
  return `${asBefore ? since(last, today) : "Changed today"}: ${parts.filter(Boolean).join(", ")}.`;
}

// js/check_in/unsaid.js
var WEEKS = (
  /** @type {const} */
  ["weeks_since_onset", "weeks_since_toxin", "weeks_since_surgery"]
);
var CHOICES = (
  /** @type {const} */
  {
    affected_side: "Say first which side is affected.",
    stage: "Say first where you stand.",
    tightness: "Say first how tight your face feels. Not tight is 0.",
    pain: "Say first how much it hurts. No pain is 0.",
    linked_movement: "Say first whether one part moves along."
  }
);
var SIGNS = "Read the signs above first. Then tick what fits, or, if nothing does, “None of these today”.";
var NOTHING_MOVES = "You said that movement is there, and no part has any. Mark a part that moves, or choose “No movement yet” above.";
var WHICH = "You said that nothing moves yet, and that a part moves along. Which of the two is right? If something moves, change your answer above.";
function unsaid(answers, { none, open }) {
  const missing = (field) => open(field) ? [{ field, says: CHOICES[field] }] : [];
  const found = [
    ...none || answers.red_flags.length ? [] : [{ field: "none_of_these", says: SIGNS }],
    ...missing("affected_side"),
    ...missing("stage"),
    ...nothingMoves(answers) ? [{ field: "movement", says: NOTHING_MOVES }] : [],
    ...missing("tightness"),
    ...missing("pain"),
    ...missing("linked_movement"),
    ...WEEKS.map((field) => ({ field, says: weeksProblem(answers[field]) })).filter(({ says }) => says)
  ];
  return found[0] ?? null;
}
function atOnce(answers) {
  const doubtful = answers.stage === STILL && answers.linked_movement !== "none";
  return {
    ...Object.fromEntries(WEEKS.map((field) => [field, weeksProblem(answers[field])])),
    linked_movement: doubtful ? WHICH : ""
  };
}
function nothingMoves({ stage, movement: movement2 }) {
  return stage !== STILL && Object.values(movement2).every((much) => much === 0);
}
function weeksProblem(weeks2) {
  const whole = weeks2 === null || typeof weeks2 === "number" && weeks2 <= 5200;
  return whole ? "" : `“${weeks2}” cannot be used. Give whole weeks, such as 6, or leave it empty.`;
}

// js/check_in/questions.js
var ALIKE = "movement_all";
function questions(asks, today) {
  const { red_flags, last } = asks;
  const rest = (...parts) => element("div", { class: "pk-form-rest" }, ...parts);
  if (!last) {
    const begins = "Nothing is filled in for you. Until you have answered, the most careful answers count, so little is open.";
    return [
      element("p", { class: "pk-form-begins", "data-part": "begins" }, begins),
      signs(red_flags, false, ""),
      rest(...standing(asks), ...feeling(asks, ""), ...more(asks.agreements))
    ];
  }
  const kept = element(
    "details",
    { class: "pk-form-more pk-check-in-kept" },
    element("summary", {}, element("span", { "data-part": "usual" }), " ", element("u", {}, "Change")),
    ...standing(asks),
    ...more(asks.agreements)
  );
  return [signs(red_flags, true, `${since(last, today)}: untick what no longer fits.`), rest(...feeling(asks, `${since(last, today)}, until you change it.`), kept)];
}
function feeling({ areas, linked }, hint) {
  return [
    group("How does your face feel now?", hint, [
      range("tightness", "Tightness", "not tight", "as tight as can be"),
      element(
        "fieldset",
        { class: "pk-form-inner", "data-part": "tight_areas" },
        element("legend", {}, "Where is it tight? ", small("None ticked means everywhere.")),
        element("div", { class: "pk-form-tiles" }, ...areas.map((area2) => choice("checkbox", "tight_areas", area2)))
      ),
      range("pain", "Pain", "no pain", "the worst pain")
    ]),
    group("Does one part move along when you move another?", "For example, the eye narrows when you smile.", [
      element("div", { class: "pk-form-row" }, ...linked.map((one) => choice("radio", "linked_movement", one))),
      problem("linked_movement")
    ])
  ];
}
function standing({ sides, stages, areas, movement: words }) {
  return [
    group("Which side is affected?", "Your own left and right, not those in a mirror or a photo.", [
      element("div", { class: "pk-form-row" }, ...sides.map((side) => choice("radio", "affected_side", side))),
      problem("affected_side")
    ]),
    group("Where do you stand?", "", [
      ...stages.map((stage) => choice("radio", "stage", stage)),
      problem("stage"),
      number("weeks_since_onset", "Weeks since it began", "Leave empty if you do not know; what needs it then stays closed.")
    ]),
    movement(areas, words)
  ];
}
function unfold(form, asks, answers, today) {
  const show = (selector, shown) => {
    form.querySelector(selector).hidden = !shown;
  };
  show("[data-part=movement]", answers.stage !== STILL);
  show("[data-part=tight_areas]", answers.tightness > 0);
  show(".pk-form-rest", !asks.red_flags.some((sign) => sign.closes && answers.red_flags.includes(sign.value)));
  for (const sign of asks.red_flags) {
    const place = (
      /** @type {HTMLElement} */
      form.querySelector(`[data-sign="${sign.value}"]`)
    );
    if (!answers.red_flags.includes(sign.value)) place.replaceChildren();
    else if (!place.firstChild) place.append(turnTo(sign));
  }
  const none = control(form, "none_of_these");
  if (answers.red_flags.length) none.checked = false;
  if (!none.checked) form.querySelector("[data-part=signs]")?.setAttribute("open", "");
  const before = asks.last && asks.last.local_date !== today ? asks.last.answers.red_flags : [];
  show("[data-part=before]", before.some((sign) => answers.red_flags.includes(sign)));
  for (const [field, says] of Object.entries(atOnce(answers))) tellAt(form, field, says);
  const kept = form.querySelector("[data-part=usual]");
  if (kept && asks.last) kept.textContent = usual(asks, asks.last, answers, today);
  for (const name of ["tightness", "pain"]) showRating(form, name);
  showAlike(form, answers.movement);
}
function showAlike(form, movement2) {
  const made = Object.keys(movement2).map((area2) => form.querySelector(`input[name="movement.${area2}"]:checked`));
  const values = new Set(made.map((one) => (
    /** @type {HTMLInputElement | null} */
    one?.value
  )));
  for (const one of form.querySelectorAll(`input[name=${ALIKE}]`)) {
    const radio = (
      /** @type {HTMLInputElement} */
      one
    );
    radio.checked = values.size === 1 && values.has(radio.value);
  }
}
function moveAlike(form, value) {
  for (const radio of form.querySelectorAll(`input[name^="movement."][value="${value}"]`)) radio.checked = true;
}
function showAgreements(form, agreements) {
  const group2 = (
    /** @type {HTMLElement} */
    form.querySelector("[data-part=agreements]")
  );
  group2.hidden = agreements.length === 0;
  for (const label of group2.querySelectorAll("label")) {
    const told = agreements.find(({ value }) => value === /** @type {HTMLInputElement} */
    label.control.value);
    label.hidden = !told;
    if (told) label.querySelector("span")?.firstChild?.replaceWith(told.name);
  }
}
function signs(red_flags, folded, before) {
  const items = red_flags.map(
    (sign) => element("li", {}, choice("checkbox", "red_flags", sign), element("div", { "data-sign": sign.value }))
  );
  const summary = element("summary", {}, element("u", {}, `${items.length} signs that need a doctor first: read them`));
  const list = element("ul", {}, ...items);
  const none = choice("checkbox", "none_of_these", { value: "yes", name: "None of these today" });
  summary.addEventListener("click", (event) => {
    if (!none.querySelector("input")?.checked) event.preventDefault();
  });
  return group("Does any of this fit today?", "", [
    element("p", { class: "pk-form-begins", "data-part": "before" }, before),
    folded ? element("details", { "data-part": "signs" }, summary, list) : list,
    none,
    problem("none_of_these")
  ]);
}
function turnTo({ says, closes, sources }) {
  const words = closes ? [element("strong", {}, says), " No practice today."] : [says];
  return element("div", { class: "pk-form-notice", role: "alert" }, element("p", {}, ...words), ...cited(sources));
}
function movement(areas, words) {
  const heads = words.map((word) => element("span", {}, word));
  const row = (name, part) => element(
    "fieldset",
    { class: "pk-check-in-area" },
    element("legend", {}, part),
    ...words.map((word, much) => choice("radio", name, { value: String(much), name: word }))
  );
  const rows = [row(ALIKE, "All alike"), ...areas.map((area2) => row(`movement.${area2.value}`, area2.name))];
  const table = group("How much does each part move?", "On the affected side, with an easy try. What you leave open counts as “none”.", [
    element("div", { class: "pk-check-in-heads", "aria-hidden": "true" }, element("span"), ...heads),
    ...rows,
    problem("movement")
  ]);
  table.dataset.part = "movement";
  return table;
}
function more(agreements) {
  const boxes = agreements.map((rule) => choice("checkbox", "therapist_agreed", rule));
  const agreed = group("My therapist has agreed to …", "Tick only what a therapist who knows your face has said.", boxes);
  agreed.dataset.part = "agreements";
  const fits = group("Does any of this fit you?", "Each of these changes what is open.", [
    choice("checkbox", "eye_stays_open", { value: "yes", name: "My eye does not close all the way" }),
    choice("checkbox", "neck_trouble", {
      value: "yes",
      name: "My neck gives trouble",
      hint: "Dizziness, numbness or weakness in an arm, or a recent injury."
    }),
    number("weeks_since_toxin", "Weeks since botulinum toxin in the face", "Leave empty if you had none."),
    number("weeks_since_surgery", "Weeks since surgery on the face or its nerve", "Leave empty if you had none.")
  ]);
  return [fits, agreed];
}

// js/check_in/saved_line.js
function saidToday({ linked }, answers) {
  const moves = linked.find(({ value }) => value === answers.linked_movement)?.name.toLowerCase();
  const along = answers.linked_movement === "none" ? "" : `, a part moves along: ${moves}`;
  return `Checked in today: tightness ${answers.tightness} of 10, pain ${answers.pain} of 10${along}.`;
}
function savedLine(all) {
  const words = element("span", {});
  const button = element("button", { type: "button", class: "pk-form-second" });
  const care = element("div", {});
  const el = element("div", { class: "pk-check-in-today", hidden: true }, element("p", {}, words), button, care);
  let folds = false;
  let folded = false;
  let saved = null;
  const show = () => {
    const may = folds && saved !== null && saved.red_flags.length === 0;
    el.hidden = !may;
    all.hidden = may && folded;
    care.hidden = !all.hidden;
    button.replaceChildren(all.hidden ? "See or change" : "Close");
    button.setAttribute("aria-expanded", String(!all.hidden));
  };
  button.addEventListener("click", () => {
    folded = !folded;
    show();
  });
  const draw = (asks, answers, outcome) => {
    saved = answers;
    const says = saved ? saidToday(asks, saved) : "";
    if (words.textContent !== says) words.replaceChildren(says);
    care.replaceChildren(...careFirst(outcome));
    show();
  };
  const fold = () => {
    folds = folded = true;
    show();
  };
  const foldAgain = () => {
    const inside = all.contains(document.activeElement);
    folded = folds;
    show();
    if (!inside || !all.hidden) return;
    button.focus({ preventScroll: true });
    el.scrollIntoView({ block: "nearest" });
  };
  return { el, draw, fold, foldAgain };
}

// js/keys.js
function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}

// js/player/outbox.js
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
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

// js/widgets/check_in.js
function stateOf(answers, outcome, problem2) {
  if (!same(answers, outcome.answers)) return "working";
  return problem2 ? "problem" : "ready";
}
var SO_FAR = "This depends on your check-in. Until you have answered, the most careful answers count.";
var NOT_SAVED = "This depends on your check-in, which is not saved yet.";
var AGAIN = "What you answered before is here again. It is not saved yet.";
var ANEW = "It is here again, but how your face feels is asked anew.";
function render({ model, el, signal }) {
  const today = localDate(/* @__PURE__ */ new Date());
  const asks = aged(model.get("asks"), today);
  const areas = asks.areas.map((area2) => area2.value);
  const form = element("form", { class: "pk-form pk-check-in", "aria-label": "Check-in", autocomplete: "off" });
  const panel = resultPanel();
  const status = element("p", { class: "pk-form-status", role: "status" });
  const button = element("button", { type: "button", class: "pk-form-button" }, "Save this check-in");
  const again = element("p", { class: "pk-form-notice", role: "status", hidden: true });
  const all = element("div", { class: "pk-check-in-all" }, ...questions(asks, today), panel.el);
  const done = savedLine(all);
  const title = element("h2", { class: "pk-form-unseen" }, "Your check-in");
  form.append(title, again, done.el, all);
  if (asks.can_save) form.append(status);
  if (asks.can_save) all.append(element("div", { class: "pk-form-save" }, button));
  const draft = new Draft(model.get("log_name"), asks.can_save ? browserStorage() : null);
  const read = () => answersFrom(given(form), areas);
  const saved = () => {
    const { last } = model.get("asks");
    return last && last.local_date === localDate(/* @__PURE__ */ new Date()) ? last.answers : null;
  };
  const missing = (answers) => unsaid(answers, { none: none.checked, open: (field) => !given(form).has(field) });
  const draw = () => {
    const answers = read();
    const outcome = model.get("outcome");
    const problem2 = model.get("problem");
    const state = stateOf(answers, outcome, problem2);
    unfold(form, asks, answers, today);
    showAgreements(form, outcome.agreements);
    const depends = !asks.can_save || same(answers, saved()) ? "" : missing(answers) ? SO_FAR : NOT_SAVED;
    panel.draw(state, outcome, problem2, depends);
    done.draw(asks, saved(), outcome);
  };
  const tell = (answers) => {
    model.set("answers", answers);
    model.save_changes();
  };
  const say = (words) => status.replaceChildren(words);
  const save = saver(model, say, signal);
  const told = [];
  const none = control(form, "none_of_these");
  const answered = asks.last?.local_date === today && !asks.last.answers.red_flags.length;
  const forget = forgetter(none, answered, draw, signal);
  form.addEventListener("input", ({ target }) => {
    if (target === none && none.checked) untick(form, "red_flags");
    if (target instanceof HTMLInputElement && target.name === ALIKE) moveAlike(form, target.value);
    for (const { field } of told.splice(0)) tellAt(form, field, "");
    unfold(form, asks, read(), today);
    if (same(read(), saved())) draft.drop();
    else draft.keep(given(form), localDate(/* @__PURE__ */ new Date()));
  });
  form.addEventListener("change", (event) => {
    say(status.textContent?.startsWith("Saved") ? "Changed since it was saved." : "");
    tell(read());
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    forget();
    const answers = read();
    const first2 = missing(answers);
    if (!first2) return save({ answers }, /* @__PURE__ */ new Date());
    told.push(first2);
    tellAt(form, first2.field, first2.says);
    say("Not saved yet: one answer is missing.");
    goTo(form, first2.field);
  });
  const refill = () => {
    const unanswered = fieldsOf(answersFrom(new FormData(), areas));
    const open = asks.last ? ofTheDay(model.get("anew") ? unanswered : /* @__PURE__ */ new Map()) : unanswered;
    if (!same(read(), model.get("answers")) || asks.last) fill2(form, model.get("answers"), open);
    draw();
  };
  const leaveOpen = () => {
    if (!model.get("anew")) return;
    askAnew(form);
    tell(read());
    draw();
  };
  const stopped = () => {
    if (model.get("anew")) draft.drop();
    leaveOpen();
  };
  const stored = () => {
    draft.drop();
    again.hidden = true;
    draw();
    done.foldAgain();
  };
  for (
    const [event, react] of
    /** @type {const} */
    [
      ["change:asks", stored],
      ["change:answers", refill],
      ["change:outcome", draw],
      ["change:problem", draw],
      ["change:anew", stopped]
    ]
  ) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  const first = model.get("asks").last?.answers;
  if (asks.last && same(model.get("answers"), first)) tell(asks.last.answers);
  refill();
  leaveOpen();
  const kept = draft.kept(today, asks.last?.local_date ?? "");
  if (kept) {
    putBack(form, kept, kept.day === today);
    const answers = read();
    again.hidden = same(answers, model.get("answers"));
    const begins = form.querySelector("[data-part=begins]");
    if (begins && !again.hidden) begins.remove();
    again.textContent = kept.day === today ? AGAIN : `What you answered on ${dayWords(kept.day, today)} was not saved. ${ANEW}`;
    tell(answers);
    draw();
  }
  if (!kept && saved()) done.fold();
  el.replaceChildren(form);
}
function fill2(form, answers, open) {
  const values = fieldsOf(answers);
  const made = given(form);
  for (const field of form.querySelectorAll("input")) {
    const value = values.get(field.name);
    const mayStayOpen = field.type === "radio" || field.type === "range";
    if (!value || mayStayOpen && !made.has(field.name) && same(value, open.get(field.name))) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.type === "range") rate(field, value[0]);
    else field.value = value[0] ?? "";
  }
}
function goTo(form, name) {
  const inputs = [...form.querySelectorAll(`input[name=${name}], input[name^="${name}."]`)];
  const field = (
    /** @type {HTMLInputElement} */
    inputs[0]
  );
  field.closest("details")?.setAttribute("open", "");
  field.focus({ preventScroll: true });
  field.closest("fieldset")?.scrollIntoView({ block: "nearest" });
  form.querySelector(`[data-problem=${name}]`)?.scrollIntoView({ block: "center" });
}
function forgetter(none, ticked, draw, signal) {
  none.checked = ticked;
  let day = localDate(/* @__PURE__ */ new Date());
  none.addEventListener("input", () => day = localDate(/* @__PURE__ */ new Date()));
  const forget = () => {
    if (localDate(/* @__PURE__ */ new Date()) !== day) none.checked = false;
  };
  const lookedAt = () => {
    forget();
    draw();
  };
  document.addEventListener("visibilitychange", lookedAt, { signal });
  return forget;
}
function untick(form, name) {
  for (const box of form.querySelectorAll(`input[name=${name}]`)) box.checked = false;
}
var check_in_default = { render };
export {
  check_in_default as default,
  stateOf
};
