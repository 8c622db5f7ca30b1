"""The catalogue of rules as one page for people: no script, no font, no address of another machine."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.publish.catalogues.catalogue_frame import CATALOGUE_STYLE, STYLE, CataloguePage, as_code, as_text, written
from openssi.publish.catalogues.rules_csv import how_much_in_vtl
from openssi.vocabulary.rule import Example, Rule
from openssi.vocabulary.text import Language

_SLOT = re.compile(r"\{(\w+)\}")


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-rules-{definitions.questionnaire.version}-{language}.html"
    return written(path, _Page(definitions, language).lines())


class _Page(CataloguePage):
    def __init__(self, definitions: Definitions, language: Language) -> None:
        super().__init__(definitions, language, "rules")
        names = dict.fromkeys(rule.group for rule in definitions.rules)
        self._groups = [(name, [rule for rule in definitions.rules if rule.group == name]) for name in names]

    def lines(self) -> Iterator[str]:
        version, count = self._definitions.questionnaire.version, len(self._definitions.rules)
        first = self._groups[0][0]
        yield f'{self.opening(STYLE + CATALOGUE_STYLE)}<a class="skip" href="#{first}">{self._group(first)}</a>\n'
        yield f"<main>\n<h1>{self.say('title')}</h1>\n"
        yield self.leads(self.say("lead", version=version, rules=count), self.say("missing"))
        yield from self.contents({(name, self._group(name)): map(self._entry, rules) for name, rules in self._groups})
        for name, rules in self._groups:
            yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{self._group(name)}</h2>\n'
            for rule in rules:
                yield from self._rule(rule)
            yield "</section>\n"
        yield "</main>\n</body>\n</html>\n"

    def _entry(self, rule: Rule) -> str:
        return f'<li><a href="#{rule.id}">{rule.id} {self.tell(rule.title)}</a></li>\n'

    def _group(self, name: str) -> str:
        """Return the name of a group; one of a country's own has its file's name."""
        known = f"group.{name}" in self._definitions.texts.entries("rules")
        return self.say(f"group.{name}") if known else escape(name.replace("_", " "))

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield f'<article id="{rule.id}">\n<h3><span class="code">{rule.id}</span>{self.tell(rule.title)}</h3>\n'
        yield f'<p class="severity severity-{rule.severity}">{self.say(f"severity.{rule.severity}")}</p>\n'
        yield from self.facts(self._facts(rule))
        if rule.examples:
            yield from self.examples(map(self._example, rule.examples))
        yield "</article>\n"

    def _facts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        yield "formula", "<br>".join(map(as_code, rule.expressions))
        yield "reason", self.tell(rule.reason)
        yield "message", _SLOT.sub(r"<var>\1</var>", self.tell(rule.message))
        if rule.shown:
            yield "shown", "<br>".join(f"<var>{name}</var> = {as_code(text)}" for name, text in rule.shown.items())
        yield "remedy", self.tell(rule.remedy)
        yield "evaluated", " · ".join(self._when(rule))
        if rule.items:
            yield "items", " ".join(map(as_code, rule.items))
        if rule.tolerances:
            yield "tolerances", ", ".join(f"{name} = {value:f}" for name, value in rule.tolerances.items())
        if rule.expected_low or rule.expected_high:
            yield "bounds", self._bounds(rule)

    def _when(self, rule: Rule) -> Iterator[str]:
        yield f"{self.say(f'stage.{rule.stage}')}, {self.say(f'level.{rule.level}')}"
        if rule.by_sex:
            yield self.say("by_sex")
        if rule.form == "full":
            yield self.say("full_form")
        if rule.also_earlier:
            yield self.say("also_earlier")
        yield self.say(f"in_vtl.{how_much_in_vtl(rule, self._definitions)}")

    def _bounds(self, rule: Rule) -> str:
        named = (("from", rule.expected_low), ("to", rule.expected_high))
        return " ".join(f"{self.say(name)} {as_code(text)}" for name, text in named if text)

    def _example(self, example: Example) -> tuple[str, str]:
        return self.say("passes" if example.passes else "fails"), ", ".join(self._cells(example))

    def _cells(self, example: Example) -> Iterator[str]:
        for name, value in example.cells.items():
            yield f"{as_code(name)} {as_text(value) or self.say('empty')}"
