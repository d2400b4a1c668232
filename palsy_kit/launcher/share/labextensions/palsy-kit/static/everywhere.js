/**
 * What the notebooks need in JupyterLab and as pages alike: workbook.js loads this file, and so does every page.
 */
(() => {
  // A slow computer may need longer to load a widget than the two seconds after which anywidget would leave it deaf.
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms === 2000 ? 120_000 : ms);

  const NUMBER = /^(under )?[-+−]?\d[\d.,]*(e[-+]?\d+)?( to \d+)? ?%?$|^(NaN|NaT|None|<NA>)?$/;

  /** Set what is read to the left, headings too; JupyterLab sets all cells to the right, which suits numbers alone. */
  const align = (table) => {
    // From the last column on, since the first ones may be names that hold for several rows.
    const rows = [...table.rows].map((row) => [...row.cells].reverse());
    for (let place = 0; rows.some((row) => row[place]); place++) {
      const cells = rows.flatMap((row) => row[place] ?? []);
      const isNumber = (cell) => cell.closest("thead") || NUMBER.test(cell.textContent.trim());
      if (!cells.every(isNumber)) for (const cell of cells) cell.style.textAlign = "start";
    }
  };

  /**
   * Fold how a page begins, for who has checked in today and so has read it: Start is then near. That it is no medical
   * advice stays in sight.
   */
  const foldOpening = () => {
    const title = document.querySelector("body[data-voila] .jp-RenderedMarkdown h1");
    const quote = document.querySelector("body[data-voila] .jp-RenderedMarkdown blockquote");
    if (!title || !quote || quote.closest("details")) return;
    const [folded, summary, before, more] = ["details", "summary", "strong", "u"].map((name) => document.createElement(name));
    folded.className = "pk-opening";
    before.textContent = "Before you practise:";
    more.textContent = "Read it all";
    summary.append(before, " this is not medical advice, and practice should never hurt. ", more);
    const cell = quote.closest(".jp-Cell");
    folded.append(summary, quote);
    if (cell && !cell.textContent.trim()) cell.hidden = true; // nothing else was in it
    while (title.nextSibling) folded.append(title.nextSibling);
    title.after(folded);
  };

  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
    // A page comes bit by bit: rows are added to a table that was there.
    const tables = added.flatMap((node) => [node.closest("table"), ...node.querySelectorAll("table")]);
    for (const table of new Set(tables)) if (table?.classList.contains("dataframe")) align(table);
    if (added.some((node) => node.querySelector(".pk-check-in-today:not([hidden])"))) foldOpening();
  }).observe(document, { childList: true, subtree: true });
})();
