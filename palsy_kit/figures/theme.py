"""One theme for light and dark pages, for print in grey and for colour-blind readers.

The paper is transparent. Fills and lines are chosen to stand out from white and from near-black alike; no state is
told by colour alone. Letters take the page's own colour and font where it names them (JupyterLab, Voila), and a
middle grey elsewhere.
"""

from datetime import date

import plotly.graph_objects as go

INK = "#7a7a7a"
"""Lines and marks: 4.3:1 against white and against JupyterLab's dark page."""
FAINT = "rgba(128,128,128,0.28)"
FILL = "#86b6dc"
EDGE = "#3b82b8"
ASKED = "#b8590f"
SHADES = ((0.0, "#a9d0ea"), (1.0, "#1d5f9c"))
"""Little to much practice: the number in each cell says the same."""

# Plotly refuses a CSS variable as a colour, but passes one on inside a span.
PAGE_INK = '<span style="color:var(--jp-content-font-color1, #767676)">'
PAGE_FONT = "var(--jp-ui-font-family, system-ui), sans-serif"


def ink(text: str) -> str:
    """Letters in the page's own colour."""
    return f"{PAGE_INK}{text}</span>"


def day_words(day: date) -> str:
    """A date in words, such as 9 March 2026."""
    return f"{day.day} {day:%B %Y}"


def themed(figure: go.Figure, *, title: str, label: str, height: int, description: str) -> go.Figure:
    """Give a figure its title, the label of its data, the theme and, in ``layout.meta``, its text alternative."""
    heading = {"text": ink(f"<b>{title}</b>"), "x": 0, "xref": "paper", "y": 1, "yref": "container", "yanchor": "top"}
    figure.update_layout(
        template="none",
        title=heading | {"font_size": 15, "pad": {"t": 10}, "subtitle": {"text": ink(label), "font_size": 12}},
        meta={"description": description},
        font={"family": PAGE_FONT, "size": 12, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        height=height,
        margin={"l": 36, "r": 8, "t": 64, "b": 8},
        legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"bgcolor": "#222", "bordercolor": "#222", "font": {"color": "#fff"}, "align": "left"},
        dragmode=False,
    )
    axis = {"tickprefix": PAGE_INK, "ticksuffix": "</span>", "zeroline": False, "fixedrange": True, "automargin": True}
    figure.update_xaxes(axis)
    figure.update_yaxes(axis)
    figure.for_each_trace(lambda trace: trace.update(name=ink(trace.name)))
    return figure


def say(figure: go.Figure, text: str) -> None:
    """Write a sentence in the middle of a figure that has nothing else to show."""
    figure.add_annotation(text=ink(text), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font_size=13)
