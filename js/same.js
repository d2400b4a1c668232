// @ts-check

/**
 * Whether two values say the same, whatever the order of their fields.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && same(Reflect.get(one, name), Reflect.get(other, name)))
  );
}
