// @ts-check
// Keeps the screen on while a session plays, where the browser can. It lets go of the lock by itself when the page is
// hidden, so it is asked again when the page is back.

/**
 * @param {import("./practice.js").Practice} practice
 * @param {AbortSignal} signal
 */
export function keepAwake(practice, signal) {
  if (!navigator.wakeLock) return;
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let asking = false;
  const adjust = async () => {
    const { playback } = practice;
    const wanted = playback !== null && !playback.over && !playback.paused && !document.hidden;
    if (!wanted) {
      await lock?.release();
      lock = null;
    } else if (!asking && (!lock || lock.released)) {
      asking = true;
      // Refused, as with a low battery: the session goes on without.
      lock = await navigator.wakeLock.request("screen").catch(() => null);
      asking = false;
    }
  };
  practice.addEventListener("change", adjust, { signal });
  document.addEventListener("visibilitychange", adjust, { signal });
}
