"""What the catalogue pages for people have in common: no script, no font, no address of another machine."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.publish.publication import written_aside
from openssi.vocabulary.text import Language, MultilingualText

STYLE = """
:root{color-scheme:light dark;--ink:#16232e;--ink2:#46566a;--line:#d5dce1;--wash:#f4f6f7;--blue:#0b5cad}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf1;--ink2:#aebac6;--line:#33414d;--wash:#1b2630;--blue:#7cb8f2}
body{background:#10181f}}
body{font:17px/1.5 "Source Sans 3","Segoe UI",system-ui,sans-serif;color:var(--ink);max-width:72rem;margin:0 auto;
padding:1.5rem 1rem 4rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 .5rem}h2{font-size:1.4rem;margin:2.5rem 0 .75rem}
a{color:var(--blue)}.lead,.facts,small{color:var(--ink2)}nav ol{columns:18rem;padding-left:1.2rem}
article{border-top:1px solid var(--line);padding:1rem 0}article h3{margin:0;font-size:1.05rem}
article p{margin:.3rem 0;max-width:46rem}code{font-size:.92em;background:var(--wash);padding:.05em .3em;border-radius:3px;
overflow-wrap:anywhere}.facts{font-size:.92rem}.code{font-variant-numeric:tabular-nums;color:var(--ink2);margin-right:.6em}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;
border-bottom:1px solid var(--line)}
@media print{nav{display:none}body{max-width:none;font-size:10pt}article{break-inside:avoid}}
"""

CATALOGUE_STYLE = """
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
nav ol.plain{list-style:none;padding:0;margin:.3rem 0 1rem;column-gap:2rem}nav li{break-inside:avoid}nav h3{margin:0;font-size:1.05rem}
.severity{font-weight:600}.severity-E{border-left:.35rem solid var(--ink);padding-left:.5rem}
.severity-W{border-left:.35rem double var(--ink2);padding-left:.5rem}
.severity-I{border-left:.35rem dotted var(--ink2);padding-left:.5rem}
dl{display:grid;grid-template-columns:10rem 1fr;gap:.3rem 1rem;margin:.5rem 0}dt{color:var(--ink2)}dd{margin:0;max-width:52rem;min-width:0;overflow-wrap:anywhere}
dd code{display:inline-block;margin:.1rem 0}caption{text-align:left;color:var(--ink2);padding:.3rem 0}
td{overflow-wrap:anywhere}
var{font-style:normal;border-bottom:1px dotted var(--ink2)}
@media(max-width:40rem){dl{grid-template-columns:1fr}}
@media print{.skip{display:none}tr{break-inside:avoid}article{break-inside:auto}h3,h2{break-after:avoid}}
"""


class CataloguePage:
    """A page in one language; every text comes back ready for HTML."""

    def __init__(self, definitions: Definitions, language: Language, texts: str) -> None:
        """Take the definitions, the language, and the key under which the texts of the page stand."""
        self._definitions = definitions
        self._language: Language = language
        self._texts = texts

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return escape(self._definitions.texts.get(f"{self._texts}.{key}", self._language, **values))

    def tell(self, text: MultilingualText) -> str:
        """Return what a definition says of itself."""
        return escape(text.in_language(self._language))

    def opening(self, style: str = STYLE) -> str:
        """Return everything up to the title of the page."""
        return (
            f'<!doctype html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{self.say('title')}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        )

    def leads(self, *leads: str) -> str:
        """Return the first paragraphs, and that the project is independent."""
        independent = escape(self._definitions.texts.get("publish.notice.independent", self._language))
        return "".join(f'<p class="lead">{each}</p>\n' for each in (*leads, independent))

    def examples(self, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Iterate over a table of examples: what comes out, and the cells that it comes from."""
        yield f'<table>\n<caption>{self.say("examples")}</caption>\n<thead><tr><th scope="col">{self.say("result")}</th>'
        yield f'<th scope="col">{self.say("cells")}</th></tr></thead>\n<tbody>\n'
        yield from (f'<tr><th scope="row">{result}</th><td>{cells}</td></tr>\n' for result, cells in rows)
        yield "</tbody>\n</table>\n"

    def facts(self, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Iterate over a list of facts; each has the key of its name, and its text."""
        yield "<dl>\n"
        yield from (f"<dt>{self.say(name)}</dt><dd>{text}</dd>\n" for name, text in facts)
        yield "</dl>\n"

    def contents(self, parts: Mapping[tuple[str, str], Iterable[str]]) -> Iterator[str]:
        """Iterate over the contents: address and name of each part, with its entries."""
        title = self.say("contents")
        yield f'<nav aria-label="{title}"><h2>{title}</h2>\n'
        for (address, name), entries in parts.items():
            yield f'<h3><a href="#{address}">{name}</a></h3>\n<ol class="plain">\n'
            yield from entries
            yield "</ol>\n"
        yield "</nav>\n"


def as_code(text: str) -> str:
    """Return a code as HTML."""
    return f"<code>{escape(text)}</code>"


def as_text(value: object) -> str:
    """Return a value as it stands in an example."""
    return escape(value if isinstance(value, str) else f"{value:f}")


def written(path: Path, lines: Iterable[str]) -> tuple[Path, ...]:
    """Write a page under its name once it is whole, and return the name."""
    with written_aside(path) as aside:
        aside.write_text("".join(lines), encoding="utf-8")
    return (path,)
