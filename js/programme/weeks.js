// @ts-check
// The coming four weeks as a calendar: a row a week, and in each day what is planned. Narrow, it is a list of days.

import { element } from "../dom.js";

/** @typedef {{ minutes: string, areas: string, welcome: boolean }} Session */
/** @typedef {{ date: string, label: string, inside: boolean, today: boolean, resting: boolean, sessions: Session[] }} Day */

/**
 * @param {Day[][]} weeks
 * @param {{ value: string, name: string }[]} weekdays
 */
export function weeksTable(weeks, weekdays) {
  const heads = weekdays.map(({ name }) =>
    element("th", { scope: "col" }, element("abbr", { title: name, "aria-label": name }, name.slice(0, 3))),
  );
  const rows = weeks.map((week) => element("tr", {}, ...week.map((day, n) => cell(day, weekdays[n]?.name ?? ""))));
  return element(
    "table",
    { class: "pk-weeks" },
    element("caption", {}, "The coming four weeks"),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
  );
}

/**
 * @param {Day} day
 * @param {string} weekday
 */
function cell({ label, inside, today, resting, sessions }, weekday) {
  if (!inside) return element("td", { class: "pk-weeks-out" });
  const date = element("span", { class: "pk-weeks-date" }, element("span", { class: "pk-weeks-weekday" }, weekday.slice(0, 3), " "), label);
  const lines = sessions.map(({ minutes, areas, welcome }) =>
    element(
      "span",
      { class: welcome ? "pk-weeks-welcome" : "pk-weeks-due" },
      element("strong", {}, `${minutes} min`),
      welcome ? element("i", {}, "if you like") : "",
      element("small", {}, areas),
    ),
  );
  const rest = resting ? [element("span", { class: "pk-weeks-rest" }, "rest")] : [];
  const marks = today ? [element("span", { class: "pk-weeks-today" }, "today")] : [];
  return element("td", today ? { "aria-current": "date" } : {}, date, ...marks, ...rest, ...lines);
}
