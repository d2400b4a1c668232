// @ts-check
// Names that one page of this browser owns at a time. Where the browser has no locks (a plain-http host name), every
// page owns every name.

/**
 * Own a name as long as this page lives, or until it is given back.
 *
 * @param {string} name
 * @returns {Promise<(() => void) | null>} gives it back; null: another page owns it
 */
export function claim(name) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((release) => resolve(() => release(undefined)));
    });
  });
}

/**
 * Wait until nobody owns a name.
 *
 * @param {string} name
 * @param {AbortSignal} signal ends the wait
 * @returns {Promise<boolean>} whether it is free
 */
export async function freed(name, signal) {
  if (!navigator.locks) return true;
  try {
    return await navigator.locks.request(name, { signal }, () => true);
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
