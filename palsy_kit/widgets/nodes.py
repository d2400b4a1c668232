"""A page as plain data: written as HTML for a stored notebook, or sent to the browser, which builds the same."""

from html import escape
from typing import TypeAlias

Node: TypeAlias = "str | tuple[str, dict[str, str], list[Node]]"
"""Text, or an element: its name, its attributes and what it holds. Text stays text, whatever it says."""


def node(name: str, *children: Node, **attributes: str) -> Node:
    """An element; ``class_`` stands for ``class``, and an underscore in another attribute's name for a hyphen."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return name, named, list(children)


def html(page: Node) -> str:
    """A node as HTML, with everything in it escaped.

    Examples
    --------
    >>> html(node("p", "1 < 2", class_="sum"))
    '<p class="sum">1 &lt; 2</p>'
    """
    if isinstance(page, str):
        return escape(page)
    name, attributes, children = page
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(map(html, children))}</{name}>"
