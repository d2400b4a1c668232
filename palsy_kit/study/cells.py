"""Text in cells that a spreadsheet must not take for a formula, and the same text when it is read again.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``. An apostrophe before it makes it text. Some
take a semicolon, a tab or a line's end for the end of a cell, whatever the quotes say, so the same holds after these.
A quotation mark or spaces between do not help.
Each run of apostrophes there is one longer in the file, so that reading can take away exactly what was added.
"""

import re

_FORMULA = re.compile(r"(^|[;\t\r\n])('*)([ \"]*[=+\-@＝＋－＠])")  # noqa: RUF001 (a spreadsheet takes the wide signs, too)


def defused(text: str) -> str:
    """Write text as a cell that no spreadsheet runs.

    Examples
    --------
    >>> defused("=1+1"), defused("well; =1"), defused("a-b")
    ("'=1+1", "well;' =1", 'a-b')
    """
    return _FORMULA.sub(r"\1'\2\3", text)


def restored(cell: str) -> str:
    """Read what ``defused`` wrote; any other text stays as it is.

    Examples
    --------
    >>> restored(defused("=1+1")), restored("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return _FORMULA.sub(lambda found: found[1] + found[2][1:] + found[3], cell)
