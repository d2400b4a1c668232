"""A page of HTML to read or to print on the reader's own paper: its style, sections and tables. It fetches nothing."""

from collections.abc import Container, Iterable, Sequence
from html import escape

# The size of the paper is the reader's own: A4 or Letter.
STYLE = """
@page { margin: 15mm; @bottom-left { content: "TITLE, SPAN"; font: 8.5pt Arial, sans-serif; color: #333 }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt Arial, sans-serif; color: #333 } }
* { box-sizing: border-box }
body { font: 10.5pt/1.35 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #111; background: #fff;
  max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 17pt; margin: 0 0 .2rem }
h2 { font-size: 12pt; margin: 1.1rem 0 .2rem; break-after: avoid }
p { margin: .3rem 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .1rem .8rem .1rem 0; border-bottom: 1px solid #bbb }
th { vertical-align: bottom }
td:first-child { white-space: nowrap }
.n { text-align: right }
.n:last-child { padding-right: 0 }
.whole { break-inside: avoid }
th { border-bottom: 1.5px solid #444; font-weight: 600 }
svg { display: block; width: 100%; height: auto }
.small { font-size: 9pt; color: #333 }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2rem }
.halves td:first-child { white-space: normal }
.wide { overflow-x: auto }
.line { display: flex; gap: 2rem }
.line span { flex: 1; border-bottom: 1px solid #444; padding-bottom: .1rem }
@media print { body { padding: 0; max-width: none } }
"""


def document(title: str, span: str, parts: Iterable[str]) -> str:
    """Put parts, HTML already, into a document; title and span, our own words, stand at the foot of each sheet."""
    style = STYLE.replace("TITLE", title).replace("SPAN", span)
    body = "\n".join(filter(None, parts))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def whole(title: str, body: str) -> str:
    """Put a heading over something short enough to stay on one sheet."""
    return f'<section class="whole"><h2>{title}</h2>\n{body}</section>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Container[int] = ()) -> str:
    """Write rows as a table; ``numbers`` are the columns that hold any."""

    def line(tag: str, end: str, cells: Sequence[str]) -> str:
        marks = (' class="n"' if column in numbers else "" for column in range(len(cells)))
        return "".join(f"{tag}{mark}>{escape(text)}{end}" for mark, text in zip(marks, cells, strict=True))

    head = line('<th scope="col"', "</th>", heads)
    body = "\n".join(f"<tr>{line('<td', '</td>', row)}</tr>" for row in rows)
    rows_of = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return f'<div class="wide" tabindex="0">{rows_of}</div>'
