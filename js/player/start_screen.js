// @ts-check
// Before a session: what it holds, what to have ready, when to stop; sound and pace by choice; what an earlier page
// left behind.

import { total } from "../clock.js";
import { localDate } from "../days.js";
import { element } from "../dom.js";
import { waiting } from "./after_screens.js";
import { choices } from "./choices.js";
import { mayResume } from "./leftovers.js";
import { rating } from "./rating.js";
import { clockTime, counted, doneWords, roundTime, sideWords } from "./words.js";

/** A session of these alone needs no release beside it. */
const LETS_GO = ["release", "massage", "stretch", "relaxation"];
const NEW_DAY = "A new day has begun, so your check-in comes first. Save it, and your session is here.";

/** @typedef {import("./practice.js").Practice} Practice */
/** @typedef {import("./run.js").Session} Session */

/**
 * @param {Practice} practice
 * @param {{session: Session | null, release: Session | null, why: string, day: string, notes: string[], folded: boolean}} given
 * @param {import("./sound.js").Sound} sound
 * @param {import("../mirror/mirror.js").Mirror} mirror
 * @returns {import("./view.js").Showing}
 */
export function startScreen(practice, { session, release, why, day, notes, folded }, sound, mirror) {
  const heading = element("h3", { tabindex: -1 }, session ? titleOf(session) : "Nothing to play just now");
  const tightness = rating("How tight is your face now?", "not tight", "as tight as can be");
  const begin = (/** @type {Session} */ chosen) => () => {
    if (!day || day === localDate(new Date())) return practice.start(chosen, tightness.value());
    stale.textContent = NEW_DAY;
  };
  const stale = element("p", { role: "status", class: "pk-player-stale" });
  const el = element("div", { class: "pk-player-start" }, ...practice.offers.slice(0, 1).map((run) => leftBehind(practice, run)));
  el.append(...practice.outbox.records().slice(0, 1).flatMap(({ session_id }) => refused(practice, session_id)), heading);
  if (why) el.append(element("p", session ? { class: "pk-form-notice" } : {}, why));
  if (notes.length) el.append(element("ul", { class: "pk-player-notes" }, ...notes.map((note) => element("li", {}, note))));
  const start = session && element("button", { type: "button", class: "pk-form-button pk-player-go", onclick: begin(session) }, "Start");
  const only = [];
  if (release && !session?.cards.every(({ technique }) => LETS_GO.includes(technique))) {
    const words = session ? "Tight already? Play the release only" : "Play the release";
    const length = roundTime(total(release.timeline));
    only.push(element("button", { type: "button", class: "pk-player-button", onclick: begin(release) }, `${words} (${length})`));
  }
  if (session && start) {
    const lists = stopIf(session, folded);
    const options = [
      contents(session, folded),
      element("details", { class: "pk-form-more" }, element("summary", {}, "Sound and pace"), choices(practice.settings, sound, session.plan.ready_s)),
      mirror.choices,
      element("details", { class: "pk-form-more" }, element("summary", {}, "How does your face feel? (you may skip this)"), tightness.el),
      mirror.glass,
    ];
    // When to stop comes first, until one has practised before.
    el.append(...(folded ? [care(session)] : [care(session, lists)]), start, ...only, stale, ...(folded ? [lists] : []), ...options);
  } else el.append(...only, stale);
  return { el, first: heading, update: () => {} };
}

/** @param {Session} session */
function titleOf(session) {
  return `Your ${session.plan.kind === "release" ? "release" : "session"}: ${counted(session.cards.length, "exercise")}, ${roundTime(total(session.timeline))}`;
}

/** @param {Session} session @param {boolean} folded */
function contents({ plan, timeline, cards }, folded) {
  const lines = cards.map((card, index) => {
    const seconds = total(timeline.filter(({ item }) => item === index));
    const sides = plan.items[index].sides.map(sideWords);
    const where = sides.length > 1 ? `${sides[0]}, then ${sides[1].toLowerCase()}` : sides[0];
    const small = element("small", {}, `${where} · ${card.technique_name}`);
    return element("li", {}, element("span", {}, element("strong", {}, card.name), small), element("span", {}, clockTime(seconds)));
  });
  const n_own = cards.filter(({ own_default }) => own_default).length;
  const words = `No source gives all the numbers of ${n_own === cards.length ? "these exercises" : `${n_own} of these exercises`}; the makers of this workbook chose the missing ones.`;
  const note = n_own ? [element("p", { class: "pk-player-mark" }, element("small", {}, words))] : [];
  // On a small page the list would push the start out of sight.
  const open = !folded && !matchMedia("(width < 48rem)").matches;
  const list = element("ol", { class: "pk-player-contents" }, ...lines);
  return element("details", { class: "pk-form-more", open }, element("summary", {}, "What it holds"), list, ...note);
}

/** @param {Session} session @param {HTMLElement[]} more */
function care({ cards }, ...more) {
  const needs = [...new Set(cards.flatMap((card) => card.needs))];
  const ready = needs.length ? [" ", element("strong", {}, "Have ready: "), `${needs.join(", ").toLowerCase()}.`] : [];
  const gently = element("p", {}, "Go gently, and stop when it gets tight or hurts.", ...ready);
  return element("div", { class: "pk-form-notice pk-player-care" }, gently, ...more);
}

/** @param {Session} session @param {boolean} folded */
function stopIf({ cards }, folded) {
  const list = (/** @type {string} */ title, /** @type {"cautions" | "stop_if"} */ what, /** @type {boolean} */ open) => {
    const lines = [...new Set(cards.flatMap((card) => card[what]))];
    const items = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    return lines.length ? [element("details", { open }, element("summary", {}, title), items)] : [];
  };
  const own = element("p", {}, "This is your own practice; it does not replace the advice of a professional.");
  return element("div", { class: "pk-player-lists" }, own, ...list("When to stop", "stop_if", !folded), ...list("Take care", "cautions", false));
}

/** @param {Practice} practice @param {string} id of a record that waits */
function refused(practice, id) {
  const why = practice.refusals.get(id);
  if (!why) return [];
  const again = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.deliver() }, "Try again");
  const words = `A session is not in your log yet. ${waiting(practice.outbox.lasting, why)}`;
  return [element("div", { class: "pk-form-notice pk-player-offer", role: "status" }, element("p", {}, words), again)];
}

/** @param {Practice} practice @param {Practice["offers"][number]} run */
function leftBehind(practice, run) {
  const when = new Date(run.started_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const resume = element("button", { type: "button", class: "pk-form-button", onclick: () => practice.resumeOffer() }, "Resume");
  const keep = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.keepOffer() }, "Keep what was done");
  return element(
    "div",
    { class: "pk-form-notice pk-player-offer", role: "group", "aria-label": "A session that was interrupted" },
    element("p", {}, element("strong", {}, `You stopped in the middle of a session on ${when}.`), ` ${doneWords(run)}`),
    element("div", { class: "pk-player-row" }, ...(mayResume(run) ? [resume, keep] : [keep])),
  );
}
