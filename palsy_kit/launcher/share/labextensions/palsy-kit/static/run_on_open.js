/**
 * Runs a notebook when it is opened, so that a person who knows no Python sees its widgets at once.
 *
 * JupyterLab loads this file as it stands (a "prebuilt extension"): it registers itself the way that a bundler would
 * make it, and takes JupyterLab's own modules from the scope that JupyterLab hands to `init`.
 *
 * A notebook runs when it asks for it (`"palsy_kit": {"run_on_open": true}` in its metadata), when palsy-kit laid it out
 * (the launcher names those in the page's configuration), and when JupyterLab trusts it (palsy-kit signs what it lays
 * out). So code that came from elsewhere never runs by itself.
 */
(() => {
  /** @type {any} */
  let scope;

  /** A module that JupyterLab shares; it holds one version of each of its own. */
  const shared = async (name) => (await Object.values(scope[name])[0].get())();

  const codeCells = (model) => [...model.cells].filter((cell) => cell.type === "code");

  /** After a reload the kernel still holds the widgets of a notebook that had run: they go on where they were. */
  const isAlive = async (model, kernel) => {
    const ran = codeCells(model).every((cell) => cell.executionCount !== null);
    if (!ran || !kernel) return false;
    const reply = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
    return reply.content.status === "ok" && Object.keys(reply.content.comms).length > 0;
  };

  const mayRun = (model, path, laidOut) =>
    model.getMetadata("palsy_kit")?.run_on_open === true &&
    laidOut.includes(path) &&
    codeCells(model).every((cell) => cell.trusted);

  /** Runs the notebook when it may; says what was done. */
  const runOnOpen = async ({ content, context, sessionContext }, NotebookActions, laidOut) => {
    await context.ready;
    if (!mayRun(content.model, context.path, laidOut)) return "waits";
    await sessionContext.ready;
    if (await isAlive(content.model, sessionContext.session?.kernel)) return "goes on";
    await NotebookActions.runAll(content, sessionContext);
    // Running moves down to the last cell; reading begins at the first.
    content.activeCellIndex = 0;
    content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
    await context.save();
    return "ran";
  };

  const plugin = async () => {
    const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
    const { PageConfig } = await shared("@jupyterlab/coreutils");
    const laidOut = JSON.parse(PageConfig.getOption("palsyKitRunOnOpen") || "[]");
    const onOpen = async (_tracker, panel) => {
      try {
        // On the panel, so that who drives the page by program can wait for it.
        panel.node.dataset.palsyKit = await runOnOpen(panel, NotebookActions, laidOut);
      } catch (error) {
        console.error("palsy-kit: the notebook did not run when it was opened", error);
      }
    };
    return {
      id: "palsy-kit:run-on-open",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (_app, tracker) => tracker.widgetAdded.connect(onOpen),
    };
  };

  (window._JUPYTERLAB ??= {})["palsy-kit"] = {
    init: (shareScope) => {
      scope = shareScope;
    },
    get: async () => {
      const extension = { __esModule: true, default: await plugin() };
      return () => extension;
    },
  };
})();
