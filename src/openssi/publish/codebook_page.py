"""The codebook as one page for people: no script, no font, no address of another machine."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.publish.publication import written_aside
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, ItemTable
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


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-codebook-{definitions.questionnaire.version}-{language}.html"
    with written_aside(path) as aside:
        aside.write_text("".join(_Page(definitions, language).lines()), encoding="utf-8")
    return (path,)


class _Page:
    def __init__(self, definitions: Definitions, language: Language) -> None:
        self._definitions = definitions
        self._language: Language = language

    def lines(self) -> Iterator[str]:
        questionnaire = self._definitions.questionnaire
        title = self._say("title")
        yield f'<!doctype html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        yield f"<h1>{escape(title)}</h1>\n"
        lead = self._say("lead", version=questionnaire.version, items=len(questionnaire.items))
        yield f'<p class="lead">{escape(lead)}</p>\n'
        yield f'<p class="lead">{escape(self._definitions.texts.get("publish.notice.independent", self._language))}</p>\n'
        yield f"<nav><h2>{escape(self._say('contents'))}</h2>\n<ol>\n"
        for table in questionnaire.tables:
            yield f'<li><a href="#table-{table.id}">{table.id} {self._in(table.title)}</a></li>\n'
        yield f'<li><a href="#codelists">{escape(self._say("codelists"))}</a></li>\n</ol></nav>\n'
        for table in questionnaire.tables:
            yield from self._table(table)
        yield f'<h2 id="codelists">{escape(self._say("codelists"))}</h2>\n'
        for codelist in self._definitions.codelists.values():
            yield from self._codelist(codelist)
        yield "</main>\n</body>\n</html>\n"

    def _say(self, key: str, **values: object) -> str:
        return self._definitions.texts.get(f"publish.codebook.{key}", self._language, **values)

    def _in(self, text: MultilingualText) -> str:
        return escape(text.in_language(self._language))

    def _table(self, table: ItemTable) -> Iterator[str]:
        yield f'<section>\n<h2 id="table-{table.id}">{table.id} {self._in(table.title)}</h2>\n'
        for item in table.items:
            yield from self._item(item)
        yield "</section>\n"

    def _item(self, item: Item) -> Iterator[str]:
        yield f'<article id="{item.id}">\n<h3><span class="code">{item.code}</span>{self._in(item.label)} '
        yield f"<code>{item.id}</code></h3>\n<p>{self._in(item.definition)}</p>\n"
        if item.example.en:
            yield f"<p>{escape(self._say('example'))} {self._in(item.example)}</p>\n"
        yield f'<p class="facts">{" · ".join(self._facts(item))}</p>\n</article>\n'

    def _facts(self, item: Item) -> Iterator[str]:
        questionnaire = self._definitions.questionnaire
        yield escape(self._say(f"requirement.{item.requirement}"))
        if item.condition:
            yield f"{escape(self._say('condition'))} <code>{escape(item.condition)}</code>"
        yield escape(self._say(f"type.{item.type}"))
        unit = questionnaire.units.get(item.unit)
        if unit is not None:
            yield self._in(unit.label)
            if unit.multiplier != "none" and item.requirement != "prefilled":
                yield escape(self._say(f"multiplier.{unit.multiplier}"))
        if item.codelist:
            known = item.codelist in self._definitions.codelists
            yield f'<a href="#{item.codelist}">{item.codelist}</a>' if known else escape(item.codelist)
        if item.breakdowns:
            names = (questionnaire.dimensions[each].label for each in item.breakdowns)
            yield f"{escape(self._say('breakdowns'))} {', '.join(map(self._in, names))}"
        if item.formula:
            yield f"<code>{escape(item.formula)}</code>"
        if item.core:
            yield escape(self._say("core"))
        if item.valid_to:
            yield escape(self._say("ended", year=item.valid_to, successor=item.successor or "–"))

    def _codelist(self, codelist: CodeList) -> Iterator[str]:
        yield f'<article id="{codelist.id}">\n<h3><code>{codelist.id}</code></h3>\n<table>\n<tbody>\n'
        for code in codelist:
            yield f'<tr><th scope="row"><code>{escape(code.id)}</code></th><td>{self._in(code.name)}</td></tr>\n'
        yield "</tbody>\n</table>\n</article>\n"
