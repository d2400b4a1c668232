// @ts-check
// JupyterLab reads single keys as commands ("b" inserts a cell) wherever the focus is in an output.

/**
 * Keep the keys that are pressed inside a widget from reaching JupyterLab.
 *
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}
