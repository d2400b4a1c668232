/**
 * Runs a notebook when it is opened, so that a person who knows no Python sees its widgets at once, and keeps it quiet:
 * no code, no prompts, and a plain word about what is going on.
 *
 * JupyterLab loads this file as it stands (a "prebuilt extension"): it registers itself the way that a bundler would
 * make it, and takes JupyterLab's own modules from the scope that JupyterLab hands to `init`.
 *
 * A notebook runs when it asks for it (`"palsy_kit": {"run_on_open": true}` in its metadata), when palsy-kit laid it out
 * (the launcher names those in the page's configuration), and when JupyterLab trusts it (palsy-kit signs what it lays
 * out). So code that came from elsewhere never runs by itself.
 *
 * The panel says in `data-palsy-kit` how far it is: "opening", then "waits" for a notebook that does not run by itself;
 * for one that does "running", then "ran" or "failed", or "goes on" where a reload found its widgets alive, and
 * "stopped" when its kernel died.
 */
(() => {
  /** @type {any} */
  let scope;

  /** A module that JupyterLab shares; it holds one version of each of its own. */
  const shared = async (name) => (await Object.values(scope[name])[0].get())();

  const everywhere = new URL("everywhere.js", document.currentScript.src).href;

  const SAYS = {
    running: "One moment: the workbook is getting ready.",
    failed:
      "Something went wrong while the workbook was getting ready. What you saved is still there. " +
      "Press “Try again”. If that does not help, close the workbook and open it anew.",
    stopped:
      "The workbook has stopped working behind this page. What you saved is still there. " +
      "Press “Try again”, and it gets ready anew.",
  };

  // Everything stays within reach: the code by View > Expand All Code or by Enter on its cell, the rest by the menus.
  const QUIET = `
    .jp-NotebookPanel[data-palsy-kit]:not([data-palsy-kit="waits"]) {
      .jp-Cell:has(> .jp-Cell-inputWrapper > .jp-InputPlaceholder) > .jp-Cell-inputWrapper,
      .jp-Cell:not(:has(.jp-InputArea-editor:not(.lm-mod-hidden))) :is(.jp-InputPrompt, .jp-OutputPrompt),
      .jp-OutputArea-promptOverlay, .jp-Collapser, .jp-Notebook-footer, .jp-InternalAnchorLink,
      .jp-cell-toolbar, .modebar-container,
      .jp-OutputArea-output.lm-Panel:not(:has(> .lm-Widget)), /* "Loading widget..." */
      .jp-NotebookPanel-toolbar > .jp-Toolbar-item:not([data-jp-item-name="save"], [data-jp-item-name="spacer"],
        [data-jp-item-name="restart-and-run"], [data-jp-item-name="executionProgress"]) {
        display: none;
      }
      .jp-Cell:has(.jp-InputArea-editor:not(.lm-mod-hidden)):hover .jp-cell-toolbar { display: flex; }
      .jp-Notebook { --jp-notebook-padding: 0.5rem; }
      .jp-WindowedPanel-viewport { max-width: 52rem; margin-inline: auto; box-shadow: none; }
      .jp-Cell { padding: 0.25rem 0.75rem; border: 0; }
      .jp-Cell.jp-mod-active { box-shadow: inset 3px 0 0 color-mix(in srgb, currentcolor 18%, transparent); }
      .jp-Notebook .jp-Cell.jp-mod-active:is(:focus, :focus-visible) {
        border-radius: 0;
        box-shadow: inset 3px 0 0 var(--jp-brand-color1);
      }
      .jp-RenderedMarkdown,
      .jp-RenderedHTML > p { /* what a cell says in words reads as the text around it */
        max-width: 70ch;
        padding-inline: 1rem; /* in line with the forms */
        font-size: max(16px, 1rem);
        line-height: 1.65;
      }
      .jp-Cell .jp-MarkdownOutput { border-color: transparent; border-inline: 0; }
      .jp-RenderedMarkdown :is(p, li) { line-height: inherit; }
      .jp-RenderedMarkdown :is(h1, h2, h3) { line-height: 1.25; }
      [data-mime-type="application/vnd.jupyter.stdout"] {
        padding-inline: 1rem;
        pre { font: 400 max(16px, 1rem) / 1.65 var(--jp-content-font-family); }
      }
      .jp-RenderedMarkdown blockquote { margin: 0.5rem 0; }
      .jp-RenderedHTMLCommon:has(> .pk-cards) { padding-inline: 1rem; }
      .jp-RenderedHTMLCommon:has(> div > table) { max-width: 100%; padding-inline: 1rem; overflow-x: auto; }
      .jp-RenderedHTMLCommon table { margin-inline: 0; font-size: max(14px, 0.875rem); }
      .jp-RenderedHTMLCommon tbody th { font-weight: 400; }
      @media (width < 48rem) {
        .jp-RenderedHTMLCommon :is(td, th) { max-width: none; padding: 0.3em 0.15em; white-space: normal; overflow-wrap: normal; }
        .jp-Notebook { --jp-notebook-padding: 0; }
        .jp-Cell { padding-inline: 0.25rem; }
      }
    }
    .palsy-kit-says {
      position: sticky;
      top: 0;
      z-index: 10;
      box-sizing: border-box;
      min-height: 2.75rem; /* stays when it is empty, so that the text below does not jump */
      padding: 0.5rem 0;
      color: var(--jp-content-font-color1);
      font: 400 max(16px, 1rem) / 1.6 var(--jp-content-font-family);
    }
    .palsy-kit-says:not(:has(p:empty)) { background: var(--jp-layout-color0); }
    .palsy-kit-says > * {
      box-sizing: border-box;
      max-width: 52rem;
      margin: 0 auto;
      padding-inline: 1.75rem; /* in line with the text below */
    }
    .palsy-kit-says > small { display: block; font-size: 1em; color: var(--jp-content-font-color2); }
    .palsy-kit-says > div { padding-top: 0.5rem; }
    @media (width < 48rem) { .palsy-kit-says > * { padding-inline: 1.25rem; } }
    .palsy-kit-says button {
      min-height: 44px;
      padding: 0 1.25rem;
      border: 1px solid var(--jp-brand-color1);
      border-radius: 8px;
      background: transparent;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    .palsy-kit-says button:focus-visible { outline: 3px solid var(--jp-brand-color1); outline-offset: 2px; }
  `;

  const made = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

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

  /** JupyterLab starts a kernel that died anew by itself; who starts it once more meanwhile waits for ever. */
  const atRest = (sessionContext) =>
    new Promise((resolve) => {
      const look = () => {
        if (!["idle", "dead", undefined].includes(sessionContext.session?.kernel?.status)) return;
        sessionContext.statusChanged.disconnect(look);
        resolve();
      };
      sessionContext.statusChanged.connect(look);
      look();
    });

  /** The last line of the first error that a cell shows, which says in words what was wrong. */
  const firstError = (model) => {
    const outputs = codeCells(model).flatMap((cell) => cell.outputs.toJSON());
    return outputs.find((output) => output.output_type === "error")?.evalue ?? "";
  };

  /**
   * A notebook of ours on the page.
   *
   * The line at its top is there from the beginning, because a screen reader tells only what changes in one that it
   * knows.
   */
  class Opened {
    constructor(panel, NotebookActions) {
      this.panel = panel;
      this.actions = NotebookActions;
      this.words = made("p", { role: "status" });
      this.says = made("div", { className: "palsy-kit-says" }, this.words);
      // JupyterLab reads single keys as commands.
      this.says.addEventListener("keydown", (event) => event.stopPropagation());
      panel.content.node.querySelector(".jp-WindowedPanel-outer").prepend(this.says);
      panel.sessionContext.statusChanged.connect((_, status) => {
        if (status === "dead" || status === "autorestarting") this.tell("stopped");
      });
    }

    /** Say how far it is: on the panel for programs and for the style, and at its top for the person. */
    tell(state, why = "") {
      this.panel.node.dataset.palsyKit = state;
      this.words.textContent = SAYS[state] ?? "";
      this.says.replaceChildren(this.words);
      if (why) this.says.append(made("small", {}, `It said: ${why.slice(0, 500)}`));
      if (state === "failed" || state === "stopped") {
        const button = made("button", { type: "button", onclick: () => this.again() }, "Try again");
        this.says.append(made("div", {}, button));
      }
    }

    get state() {
      return this.panel.node.dataset.palsyKit;
    }

    async open() {
      const { content, sessionContext } = this.panel;
      this.tell("running");
      try {
        await sessionContext.ready;
        if (await isAlive(content.model, sessionContext.session?.kernel)) this.tell("goes on");
        else await this.run();
      } catch (error) {
        this.fail(error);
      }
    }

    async again() {
      this.tell("running");
      try {
        const { sessionContext } = this.panel;
        await atRest(sessionContext);
        await sessionContext.restartKernel();
        await this.run();
      } catch (error) {
        this.fail(error);
      }
    }

    async run() {
      const { content, context, sessionContext } = this.panel;
      // Not runAll: that moves down to the last cell, away from where a person has begun to read.
      const done = await this.actions.runCells(content, content.widgets, sessionContext);
      if (this.state !== "running") return;
      if (!done) return this.tell("failed", firstError(content.model));
      await context.save();
      this.tell("ran");
    }

    fail(error) {
      console.error("palsy-kit: the notebook did not run", error);
      if (this.state === "running") this.tell("failed");
    }
  }

  /**
   * An area at the right that holds nothing takes a quarter of the page (JupyterLab 4.6 puts it away only when told to).
   * The list of files is for who looks for it: the notebooks lead from one to the next.
   */
  const makeRoom = (shell) => {
    if ([...shell.widgets("right")].length === 0) shell.collapseRight();
    shell.collapseLeft();
  };

  const plugin = async () => {
    const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
    const { PageConfig } = await shared("@jupyterlab/coreutils");
    const laidOut = JSON.parse(PageConfig.getOption("palsyKitRunOnOpen") || "[]");
    const onOpen = async (_tracker, panel) => {
      const { content, context, node } = panel;
      // Before anything is known of what it holds, so that no code is seen that goes away again.
      node.dataset.palsyKit = laidOut.includes(context.path) ? "opening" : "waits";
      await context.ready;
      if (mayRun(content.model, context.path, laidOut)) await new Opened(panel, NotebookActions).open();
      else node.dataset.palsyKit = "waits";
    };
    document.head.append(made("style", {}, QUIET));
    await import(everywhere);
    return {
      id: "palsy-kit:workbook",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        tracker.widgetAdded.connect(onOpen);
        app.restored.then(() => makeRoom(app.shell));
      },
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
