"""The codebook as one page for people: no script, no font, no address of another machine."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.publish.catalogues.catalogue_frame import CataloguePage, written
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, ItemTable
from openssi.vocabulary.text import Language


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-codebook-{definitions.questionnaire.version}-{language}.html"
    return written(path, _Page(definitions, language).lines())


class _Page(CataloguePage):
    def __init__(self, definitions: Definitions, language: Language) -> None:
        super().__init__(definitions, language, "publish.codebook")

    def lines(self) -> Iterator[str]:
        questionnaire = self._definitions.questionnaire
        version, items = questionnaire.version, len(questionnaire.items)
        yield f"{self.opening()}<main>\n<h1>{self.say('title')}</h1>\n"
        yield self.leads(self.say("lead", version=version, items=items))
        yield f"<nav><h2>{self.say('contents')}</h2>\n<ol>\n"
        for table in questionnaire.tables:
            yield f'<li><a href="#table-{table.id}">{table.id} {self.tell(table.title)}</a></li>\n'
        yield f'<li><a href="#codelists">{self.say("codelists")}</a></li>\n</ol></nav>\n'
        for table in questionnaire.tables:
            yield from self._table(table)
        yield f'<h2 id="codelists">{self.say("codelists")}</h2>\n'
        for codelist in self._definitions.codelists.values():
            yield from self._codelist(codelist)
        yield "</main>\n</body>\n</html>\n"

    def _table(self, table: ItemTable) -> Iterator[str]:
        yield f'<section>\n<h2 id="table-{table.id}">{table.id} {self.tell(table.title)}</h2>\n'
        for item in table.items:
            yield from self._item(item)
        yield "</section>\n"

    def _item(self, item: Item) -> Iterator[str]:
        yield f'<article id="{item.id}">\n<h3><span class="code">{item.code}</span>{self.tell(item.label)} '
        yield f"<code>{item.id}</code></h3>\n<p>{self.tell(item.definition)}</p>\n"
        if item.example.en:
            yield f"<p>{self.say('example')} {self.tell(item.example)}</p>\n"
        yield f'<p class="facts">{" · ".join(self._facts(item))}</p>\n</article>\n'

    def _facts(self, item: Item) -> Iterator[str]:
        questionnaire = self._definitions.questionnaire
        yield self.say(f"requirement.{item.requirement}")
        if item.condition:
            yield f"{self.say('condition')} <code>{escape(item.condition)}</code>"
        yield self.say(f"type.{item.type}")
        unit = questionnaire.units.get(item.unit)
        if unit is not None:
            yield self.tell(unit.label)
            if unit.multiplier != "none" and item.requirement != "prefilled":
                yield self.say(f"multiplier.{unit.multiplier}")
        if item.codelist:
            known = item.codelist in self._definitions.codelists
            yield f'<a href="#{item.codelist}">{item.codelist}</a>' if known else escape(item.codelist)
        if item.breakdowns:
            names = (questionnaire.dimensions[each].label for each in item.breakdowns)
            yield f"{self.say('breakdowns')} {', '.join(map(self.tell, names))}"
        if item.formula:
            yield f"<code>{escape(item.formula)}</code>"
        if item.core:
            yield self.say("core")
        if item.valid_to:
            yield self.say("ended", year=item.valid_to, successor=item.successor or "–")

    def _codelist(self, codelist: CodeList) -> Iterator[str]:
        yield f'<article id="{codelist.id}">\n<h3><code>{codelist.id}</code></h3>\n<table>\n<tbody>\n'
        for each in codelist:
            yield f'<tr><th scope="row"><code>{escape(each.id)}</code></th><td>{self.tell(each.name)}</td></tr>\n'
        yield "</tbody>\n</table>\n</article>\n"
