"""How Voila shows the notebooks of the workbook as pages; JupyterLab's server reads this when it loads Voila."""

# ruff: noqa: INP001

from palsy_kit.launcher.pages import only_ours, with_local_formulas

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets hands it in

c.VoilaConfiguration.template = "palsy-kit"
c.VoilaConfiguration.allow_template_override = "NO"
c.VoilaConfiguration.allow_theme_override = "NO"
c.VoilaConfiguration.file_allowlist = []
# This one is for JupyterLab's notebooks, and says so on the console of a page that has none.
c.VoilaConfiguration.extension_denylist = ["palsy-kit"]
c.VoilaConfiguration.page_config_hook = with_local_formulas
c.VoilaConfiguration.prelaunch_hook = only_ours
# Not the traceback: the template shows its last line alone, which says in words what was wrong.
c.VoilaConfiguration.show_tracebacks = True
