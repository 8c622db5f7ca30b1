"""The frame of a page about findings: one file, no script, no font, no address of another machine."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from openssi.vocabulary.rule import Severity
from openssi.vocabulary.text import Language

KIND_CLASSES: dict[Severity, str] = {"E": "hard", "W": "soft", "I": "note"}
"""Kinds differ by their words and by the line beside them (double, solid, dotted), and by colour last."""

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#16232e;--ink2:#46566a;--line:#d9e0e5;--line2:#7f8d9a;--wash:#f4f6f7;
--accent:#0b5a7a;--hard:#b3261e;--hardwash:#fdeeec;--soft:#865400;--softwash:#fff4dc;
--c1:#d5ebdd;--c2:#97cdc5;--c3:#58abb6;--onclass:#16232e}
@media(prefers-color-scheme:dark){:root{--paper:#11181e;--ink:#e9eef2;--ink2:#b7c3cd;--line:#2f3d47;--line2:#71818e;
--wash:#1a242c;--accent:#7fc4e2;--hard:#ff9d93;--hardwash:#3a1d1b;--soft:#f0c052;--softwash:#38290c}}
*{box-sizing:border-box}
body{font:400 17px/1.5 "Source Sans 3","Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;color:var(--ink);
background:var(--paper);max-width:75rem;margin:0 auto;padding:24px 24px 64px;font-variant-numeric:lining-nums tabular-nums}
h1{font-size:28px;line-height:1.18;margin:0 0 8px;max-width:30em;text-wrap:balance}
h2{font-size:22px;line-height:1.25;margin:44px 0 12px;border-top:1px solid var(--ink);padding-top:12px}
h3{font-size:17px;margin:24px 0 8px}h4{font-size:17px;margin:0 0 4px;overflow-wrap:anywhere}
p{margin:0 0 8px;max-width:64em}.headline{font-size:19px}.lead,.quiet{color:var(--ink2)}.quiet{font-size:15px}
.notice{border:1px dashed var(--soft);color:var(--soft);padding:4px 12px;font-size:15px}
a{color:var(--accent)}a:focus-visible,[tabindex]:focus-visible{outline:3px solid #ffd23f;box-shadow:0 0 0 2px #16232e}
nav ul{padding-left:1.2rem;margin:0}nav li{padding:4px 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 16px;margin:8px 0 0;font-size:15px}
dt{color:var(--ink2)}dd{margin:0;overflow-wrap:anywhere}
.box{overflow-x:auto}
table{border-collapse:collapse;font-size:15px;margin:8px 0}caption{text-align:left;font-weight:600;padding:4px 0}
thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}
th,td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;border-bottom:1px solid var(--line);font-weight:400}
thead th,.total th,.total td{font-weight:600}.total th,.total td{background:var(--wash)}
td:last-child,th:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
article{border-left:4px solid var(--line2);padding:8px 0 8px 16px;margin:0 0 16px;break-inside:avoid}
article.hard{border-left:8px double var(--hard);background:var(--hardwash)}
article.soft{border-left:6px solid var(--soft);background:var(--softwash)}
article.note{border-left:4px dotted var(--line2);background:none}
article p.kind{font-size:15px;font-weight:600;margin:0 0 4px}.hard .kind b{color:var(--hard)}.soft .kind b{color:var(--soft)}
.kind b{font-weight:600}.kind span{font-weight:400;color:var(--ink)}
.matrix th[scope=row]{position:sticky;left:0;background:var(--paper);min-width:13rem;max-width:24rem}
.matrix td{min-width:3rem;padding:4px 8px;border-left:1px solid var(--line)}
.matrix thead th,.matrix td:last-child{padding:4px 8px}.matrix td b{font-weight:600}.matrix .quiet{font-size:inherit}
.k1,.k2,.k3{color:var(--onclass)}.k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}
footer{margin-top:44px;border-top:1px solid var(--line);padding-top:12px;font-size:13.5px;color:var(--ink2)}
@media(max-width:600px){body{padding:16px 16px 44px}table{font-size:14px}th,td{padding-right:8px}h1{font-size:26px}dl{grid-template-columns:1fr}
dt:not(:first-child){margin-top:4px}.matrix th[scope=row]{min-width:9rem;max-width:10rem;overflow-wrap:anywhere}}
@media print{:root{--paper:#fff;--ink:#000;--ink2:#333;--hardwash:#fff;--softwash:#fff;--wash:#fff}
nav{display:none}body{max-width:none;padding:0;font-size:10pt}a{color:inherit;text-decoration:none}
.box{overflow:visible}tr{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}
.matrix th[scope=row]{position:static}}
"""


def page(title: str, language: Language, body: Iterable[str], *, style: str = "") -> Iterator[str]:
    """Iterate over the parts of a page whose body is already escaped; `style` adds to the style of all pages."""
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
    yield from body
    yield "</main>\n</body>\n</html>\n"


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: frozenset[int],
    total: Sequence[str] = (),
    *,
    under_heading: bool = True,
) -> Iterator[str]:
    """Iterate over the parts of a table whose first column names its rows; the texts are not escaped yet.

    Args:
        caption: What it shows.
        heads: Names of its columns.
        rows: Its rows.
        numeric: Columns that hold numbers.
        total: A last row, where there is one.
        under_heading: Whether a heading that says the same stands above it, so that the caption need not be seen.
    """
    yield f'<div class="box" tabindex="0" role="region" aria-label="{escape(caption)}">\n<table>\n'
    unseen = ' class="unseen"' if under_heading else ""
    yield f"<caption><span{unseen}>{escape(caption)}</span></caption>\n<thead><tr>"
    yield from (f'<th scope="col"{_numeric(at, numeric)}>{escape(head)}</th>' for at, head in enumerate(heads))
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        yield _row(row, numeric, "<tr>")
    if total:
        yield _row(total, numeric, '<tr class="total">')
    yield "</tbody>\n</table>\n</div>\n"


def _row(cells: Sequence[str], numeric: frozenset[int], start: str) -> str:
    first, *others = cells
    rest = (f"<td{_numeric(at, numeric)}>{escape(cell)}</td>" for at, cell in enumerate(others, start=1))
    return f'{start}<th scope="row">{escape(first)}</th>{"".join(rest)}</tr>\n'


def _numeric(column: int, numeric: frozenset[int]) -> str:
    return ' class="n"' if column in numeric else ""
