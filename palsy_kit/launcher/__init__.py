"""Opens the workbook: the person's own copies of the notebooks, in a JupyterLab that stays on this machine."""

from palsy_kit.launcher.server import PORT, Running, Server, start
from palsy_kit.launcher.workbook import Laid, lay_out, shipped_folder

__all__ = ["PORT", "Laid", "Running", "Server", "lay_out", "shipped_folder", "start"]
