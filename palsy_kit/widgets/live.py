"""Something that is drawn anew whenever what it shows has changed, so that nobody has to run a cell again."""

from collections.abc import Callable

import ipywidgets
from IPython.core.formatters import DisplayFormatter


def redrawn(draw: Callable[[], object], follow: Callable[[Callable[..., None]], object]) -> ipywidgets.Output:
    """Show what ``draw`` returns; ``follow`` is handed the function that shows it anew, to be called at each change."""
    output = ipywidgets.Output()
    formatter = DisplayFormatter()
    # Else a figure would show itself, once, where the cell is.
    formatter.ipython_display_formatter.enabled = False

    def show(_change: object = None) -> None:
        data, metadata = formatter.format(draw())  # type: ignore[no-untyped-call]  # IPython has no types
        output.outputs = ({"output_type": "display_data", "data": data, "metadata": metadata},)

    follow(show)
    show()
    return output
