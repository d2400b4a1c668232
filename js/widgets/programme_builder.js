// @ts-check
// The programme builder. The fields hold what the person wants; Python works out the weeks, and keeps what is accepted.

import { localDate } from "../days.js";
import { element } from "../dom.js";
import { keepKeys } from "../keys.js";
import { askForm } from "../programme/ask_form.js";
import { begun, change, chosenBefore, planned } from "../programme/draft.js";
import { exerciseList, remarkField, showClosed } from "../programme/exercise_list.js";
import { boxes, choiceLine, groupName, selection, typed } from "../programme/fields.js";
import { beginsWith, programmeCard } from "../programme/programme_card.js";
import { restSection } from "../programme/rest.js";
import { weeksTable } from "../programme/weeks.js";
import { same } from "../same.js";
import { saver } from "../saving.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Asked, Card, Draft, Standing } from "../programme/draft.js" */
/** @import { Exercise } from "../programme/exercise_list.js" */
/** @import { Choice } from "../programme/fields.js" */
/** @import { Rest } from "../programme/rest.js" */
/** @import { Day } from "../programme/weeks.js" */

/** @typedef {{ weeks: Day[][], says: string }} Weeks */
/** @typedef {{ draft: Draft, problem: string, asks: (Asked & { lasts: string })[], now: Weeks, weeks?: Day[][], says?: string }} Preview */
/** @typedef {{ first: Record<string, string>, stages: Choice[], areas: Choice[], groups: Choice[], weekdays: Choice[], reasons: Choice[], programmes: Card[], exercises: Exercise[], longest_remark: number }} Asks */

/**
 * The synced traits of Python's ProgrammeBuilder.
 *
 * @typedef {object} Traits
 * @property {Asks} asks
 * @property {Draft} draft
 * @property {Preview} preview
 * @property {Standing[]} standing what is asked for, also what is over
 * @property {Rest[]} rests
 * @property {{ reason?: string, gentler?: string }} proposal
 * @property {Record<string, string>} closed why an exercise is closed today, by its id
 */

const GENTLER = { release_only: "Change to release alone", hold: "Rest from practice" };

/** @param {{ model: AnyModel<Traits>, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const asks = model.get("asks");
  const status = element("p", { class: "pk-form-status", role: "status" });
  const save = saver(model, (words) => status.replaceChildren(words), signal, "Done");
  const keep = (/** @type {Record<string, unknown>} */ content) => save(content, new Date());
  const today = () => localDate(new Date());

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
    // With the button goes what was beside it: what was done is told where it can be seen.
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
    const problem = builder.problem() || (same(model.get("draft"), model.get("preview").draft) && model.get("preview").problem);
    if (problem) status.replaceChildren(`Not started. ${problem}`);
    else keep({ what: "start", draft: model.get("draft") });
  });
  for (const [event, react] of /** @type {const} */ ([
    ["change:draft", draw],
    ["change:preview", draw],
    ["change:standing", drawStanding],
    ["change:rests", drawStanding],
    ["change:proposal", drawStanding],
    ["change:closed", drawClosed],
  ])) {
    model.on(event, react);
    signal.addEventListener("abort", () => model.off(event, react));
  }
  keepKeys(el, signal);
  drawStanding();
  drawClosed();
  el.replaceChildren(form);
}

/**
 * Something gentler, with its reason; the person decides.
 *
 * @param {(content: Record<string, unknown>) => void} keep
 */
function proposalSection(keep) {
  const el = element("section", { class: "pk-form-notice", "aria-label": "A proposal", hidden: true });
  let shown = "";
  const draw = (/** @type {{ reason?: string, gentler?: string }} */ { reason = "", gentler }) => {
    if (reason === shown) return; // drawn anew, its buttons would lose the focus
    shown = reason;
    const held = el.contains(document.activeElement);
    el.hidden = !reason;
    if (!reason) {
      el.replaceChildren();
      if (held) /** @type {HTMLElement | null} */ (el.parentElement?.querySelector("h3[tabindex]"))?.focus();
      return;
    }
    const words = gentler === "hold" ? GENTLER.hold : GENTLER.release_only;
    const yes = element("button", { type: "button", class: "pk-form-button", onclick: () => keep({ what: "gentler" }) }, words);
    const leave = () => keep({ what: "as_planned" });
    const no = element("button", { type: "button", class: "pk-form-second", onclick: leave }, "Leave it as planned");
    el.replaceChildren(
      element("h3", {}, "Something gentler?"),
      element("p", {}, reason, " You decide."),
      element("div", { class: "pk-form-save" }, yes, no),
    );
  };
  return { el, draw };
}

/** @param {(content: Record<string, unknown>) => void} keep */
function standingSection(keep) {
  const body = element("div", {});
  const title = element("h3", { tabindex: "-1" }, "What you have planned");
  const draw = (/** @type {Standing[]} */ standing) => {
    const held = body.contains(document.activeElement);
    const items = standing.map(({ kind, ask, dates }, n) => {
      // Steps that follow one another end together.
      const follows = standing.slice(0, n).some((one) => one.kind === kind);
      const end = element("button", { type: "button", class: "pk-form-second" }, "End");
      end.setAttribute("aria-label", `End: ${ask}`);
      end.addEventListener("click", () => keep({ what: "end", kind_of: kind }));
      return element("li", {}, element("span", {}, `${follows ? "then " : ""}${ask}, ${dates}`), ...(follows ? [] : [end]));
    });
    body.replaceChildren(items.length ? element("ul", { class: "pk-programme-list" }, ...items) : element("p", {}, "Nothing yet."));
    if (held) title.focus();
  };
  return { el: element("section", { class: "pk-programme-standing" }, title, body), title, draw };
}

/**
 * The choice of a programme, its fields, and the four weeks that it gives.
 *
 * @param {Asks} asks
 * @param {(draft: Draft | null) => void} changed with null where a field cannot be used
 */
function builderSection(asks, changed) {
  /** @type {Draft} */
  let draft;
  /** @type {Map<number, string>} */
  const problems = new Map();
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
  /** @type {ReturnType<typeof askForm>[]} */
  let forms = [];
  /** @type {import("../programme/draft.js").Mine} */
  const mine = { areas: [], exercise_ids: [], remark: "" };
  const exercises = exerciseList(asks.exercises, asks.groups, (exercise_ids) => set({ ...draft, exercise_ids: (mine.exercise_ids = exercise_ids) }));
  const remark = remarkField(asks.longest_remark, (words) => set({ ...draft, remark: (mine.remark = words) }));
  let chosen = false;
  let waits = false; // with a plan that stands, until the person chooses another one
  const weeks = element("div", {}, calendar, summary);
  const title = element("h3", {});
  const making = element("div", { class: "pk-programme-own" }, element("h4", {}, "Make it yours"), own, areas, exercises.el, remark.el, begins, alone);

  const set = (/** @type {Draft} */ next) => {
    draft = next;
    drawChosen();
    changed(problems.size ? null : draft);
  };
  const card = (/** @type {string} */ value) => /** @type {Card} */ (asks.programmes.find((one) => one.value === value));
  const fitting = () => asks.programmes.filter(({ stages }) => stages.includes(draft.stage));
  const drawChosen = () => {
    exercises.el.hidden = remark.el.hidden = !card(draft.programme).own;
    exercises.draw(draft);
    remark.draw(draft);
  };
  const drawFields = () => {
    drawChosen();
    problems.clear();
    const select = /** @type {HTMLSelectElement} */ (stage.querySelector("select"));
    select.value = draft.stage;
    cards.replaceChildren(
      element("legend", {}, "Which programme?", ...(waits || draft.programme !== asks.first[draft.stage] ? [] : [beginsWith(card(draft.programme))])),
      ...fitting().map((one) => programmeCard(one, name, !waits && one.value === draft.programme)),
    );
    const { asks: words } = card(draft.programme);
    forms = draft.asks.map((ask, n) =>
      askForm(ask, asks.weekdays, words[n]?.words ?? "", (found) => {
        if ("problem" in found) problems.set(n, found.problem);
        else problems.delete(n);
        set("ask" in found ? { ...draft, asks: draft.asks.with(n, found.ask) } : draft);
      }),
    );
    own.replaceChildren(...forms.map((form) => form.el));
    for (const box of areas.querySelectorAll("input")) box.checked = draft.areas.includes(box.value);
    /** @type {HTMLInputElement} */ (begins.querySelector("input")).value = draft.begins ?? "";
    /** @type {HTMLInputElement} */ (alone.querySelector("input")).checked = draft.alone;
  };

  stage.addEventListener("change", (event) => {
    const next = { ...draft, stage: /** @type {HTMLSelectElement} */ (event.target).value };
    draft = next;
    if (!fitting().some(({ value }) => value === draft.programme)) draft = begun(card(asks.first[draft.stage]), draft, mine);
    drawFields();
    set(draft);
  });
  cards.addEventListener("change", (event) => {
    chosen = true;
    place(false);
    draft = begun(card(/** @type {HTMLInputElement} */ (event.target).value), draft, mine);
    drawFields();
    /** @type {HTMLElement} */ (cards.querySelector("input:checked")).focus();
    set(draft);
  });
  areas.addEventListener("change", () => {
    mine.areas = [...areas.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
    set({ ...draft, areas: mine.areas });
  });
  begins.addEventListener("change", (event) => set({ ...draft, begins: /** @type {HTMLInputElement} */ (event.target).value || null }));
  alone.addEventListener("change", (event) => set({ ...draft, alone: /** @type {HTMLInputElement} */ (event.target).checked }));

  const place = (/** @type {boolean} */ waiting) => {
    waits = changes.hidden = making.hidden = waiting;
    title.replaceChildren(waits ? "Something else?" : "Choose, and make it yours");
    if (waits) title.before(weeks);
    else cards.after(weeks);
  };
  const draw = (/** @type {Draft} */ given, /** @type {Preview} */ preview, /** @type {Standing[]} */ standing) => {
    const waiting = !chosen && standing.length > 0;
    // What stands is where a next version begins, until the person has chosen.
    if (!chosen) Object.assign(mine, chosenBefore(standing));
    if (!weeks.parentNode || waiting !== waits) {
      place(waiting);
      if (draft) drawFields();
    }
    if (!draft || (!problems.size && !same(draft, given))) {
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
    making,
  );
  return { el, exercises: exercises.el, draw, waits: () => waits, problem: () => [...problems.values()][0] ?? "" };
}

export default { render };
