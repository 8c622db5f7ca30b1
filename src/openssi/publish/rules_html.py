"""The catalogue of rules as one page for people: no script, no font, no address of another machine."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.publish.codebook_page import STYLE
from openssi.publish.publication import written_aside
from openssi.publish.rules_csv import how_much_in_vtl
from openssi.vocabulary.rule import Example, Rule
from openssi.vocabulary.text import Language, MultilingualText

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
_SLOT = re.compile(r"\{(\w+)\}")


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-rules-{definitions.questionnaire.version}-{language}.html"
    with written_aside(path) as aside:
        aside.write_text("".join(_Page(definitions, language).lines()), encoding="utf-8")
    return (path,)


class _Page:
    def __init__(self, definitions: Definitions, language: Language) -> None:
        self._definitions = definitions
        self._language: Language = language
        names = dict.fromkeys(rule.group for rule in definitions.rules)
        self._groups = [(name, [rule for rule in definitions.rules if rule.group == name]) for name in names]

    def lines(self) -> Iterator[str]:
        title, contents = self._say("title"), self._say("contents")
        version, count = self._definitions.questionnaire.version, len(self._definitions.rules)
        yield f'<!doctype html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{title}</title>\n<style>{STYLE}{CATALOGUE_STYLE}</style>\n</head>\n<body>\n"
        yield f'<a class="skip" href="#{self._groups[0][0]}">{self._group(self._groups[0][0])}</a>\n'
        yield f"<main>\n<h1>{title}</h1>\n"
        yield f'<p class="lead">{self._say("lead", version=version, rules=count)}</p>\n'
        yield f'<p class="lead">{self._say("missing")}</p>\n'
        independent = self._definitions.texts.get("publish.notice.independent", self._language)
        yield f'<p class="lead">{escape(independent)}</p>\n'
        yield f'<nav aria-label="{contents}"><h2>{contents}</h2>\n'
        for name, rules in self._groups:
            yield f'<h3><a href="#{name}">{self._group(name)}</a></h3>\n<ol class="plain">\n'
            yield from (f'<li><a href="#{each.id}">{each.id} {self._in(each.title)}</a></li>\n' for each in rules)
            yield "</ol>\n"
        yield "</nav>\n"
        for name, rules in self._groups:
            yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{self._group(name)}</h2>\n'
            for rule in rules:
                yield from self._rule(rule)
            yield "</section>\n"
        yield "</main>\n</body>\n</html>\n"

    def _say(self, key: str, **values: object) -> str:
        return escape(self._definitions.texts.get(f"rules.{key}", self._language, **values))

    def _group(self, name: str) -> str:
        """Return the name of a group; one of a country's own has its file's name."""
        known = f"group.{name}" in self._definitions.texts.entries("rules")
        return self._say(f"group.{name}") if known else escape(name.replace("_", " "))

    def _in(self, text: MultilingualText) -> str:
        return escape(text.in_language(self._language))

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield f'<article id="{rule.id}">\n<h3><span class="code">{rule.id}</span>{self._in(rule.title)}</h3>\n'
        yield f'<p class="severity severity-{rule.severity}">{self._say(f"severity.{rule.severity}")}</p>\n<dl>\n'
        for name, text in self._facts(rule):
            yield f"<dt>{self._say(name)}</dt><dd>{text}</dd>\n"
        yield "</dl>\n"
        if rule.examples:
            yield from self._examples(rule)
        yield "</article>\n"

    def _facts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        yield "formula", "<br>".join(map(_code, rule.expressions))
        yield "reason", self._in(rule.reason)
        yield "message", _SLOT.sub(r"<var>\1</var>", self._in(rule.message))
        if rule.shown:
            yield "shown", "<br>".join(f"<var>{name}</var> = {_code(text)}" for name, text in rule.shown.items())
        yield "remedy", self._in(rule.remedy)
        yield "evaluated", " · ".join(self._when(rule))
        if rule.items:
            yield "items", " ".join(map(_code, rule.items))
        if rule.tolerances:
            yield "tolerances", ", ".join(f"{name} = {value:f}" for name, value in rule.tolerances.items())
        if rule.expected_low or rule.expected_high:
            yield "bounds", self._bounds(rule)

    def _when(self, rule: Rule) -> Iterator[str]:
        yield f"{self._say(f'stage.{rule.stage}')}, {self._say(f'level.{rule.level}')}"
        if rule.by_sex:
            yield self._say("by_sex")
        if rule.form == "full":
            yield self._say("full_form")
        if rule.also_earlier:
            yield self._say("also_earlier")
        yield self._say(f"in_vtl.{how_much_in_vtl(rule, self._definitions)}")

    def _bounds(self, rule: Rule) -> str:
        named = (("from", rule.expected_low), ("to", rule.expected_high))
        return " ".join(f"{self._say(name)} {_code(text)}" for name, text in named if text)

    def _examples(self, rule: Rule) -> Iterator[str]:
        yield f'<table>\n<caption>{self._say("examples")}</caption>\n<thead><tr><th scope="col">{self._say("result")}</th>'
        yield f'<th scope="col">{self._say("cells")}</th></tr></thead>\n<tbody>\n'
        for example in rule.examples:
            told = self._say("passes" if example.passes else "fails")
            yield f'<tr><th scope="row">{told}</th><td>{", ".join(self._cells(example))}</td></tr>\n'
        yield "</tbody>\n</table>\n"

    def _cells(self, example: Example) -> Iterator[str]:
        for name, value in example.cells.items():
            shown = escape(value) if isinstance(value, str) else f"{value:f}"
            yield f"{_code(name)} {shown or self._say('empty')}"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"
