// @ts-check
// Days by this machine's calendar, as ISO 8601 writes them and as a person says them.

/**
 * @param {Date} now
 * @returns {string} such as "2026-03-03"
 */
export function localDate(now) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * A day as a person says it; the year only where it is another one.
 *
 * @param {string} day as ISO 8601 writes it
 * @param {string} today the same
 * @returns {string} such as "3 March"
 */
export function dayWords(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : /** @type {const} */ ({ year: "numeric" });
  return new Date(`${day}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", ...year });
}
