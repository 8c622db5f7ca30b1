"""The catalogue of indicators as one page for people: no script, no font, no address of another machine."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.definitions.breakdowns import breakdown_name
from openssi.publish.codebook_page import STYLE
from openssi.publish.indicator_table import method_page
from openssi.publish.publication import written_aside
from openssi.publish.rules_html import CATALOGUE_STYLE
from openssi.vocabulary.indicator import FormulaExample, Indicator, IndicatorFamily, IndicatorFormula
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language, MultilingualText

Fact = tuple[str, str]


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-indicators-{definitions.version.partition('+')[0]}-{language}.html"
    with written_aside(path) as aside:
        aside.write_text("".join(_Page(definitions, language).lines()), encoding="utf-8")
    return (path,)


class _Page:
    def __init__(self, definitions: Definitions, language: Language) -> None:
        self._definitions = definitions
        self._language: Language = language
        self._facts = _Facts(definitions, language)
        every = tuple(definitions.indicators.values())
        grouped = ((family, [each for each in every if each.family == family.id]) for family in self._known_families())
        self._families = [(family, indicators) for family, indicators in grouped if indicators]

    def _known_families(self) -> Iterable[IndicatorFamily]:
        return self._definitions.indicator_families.values()

    def lines(self) -> Iterator[str]:
        title, contents = self._say("title"), self._say("contents")
        yield f'<!doctype html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{title}</title>\n<style>{STYLE}{CATALOGUE_STYLE}</style>\n</head>\n<body>\n"
        yield f'<a class="skip" href="#indicators">{self._say("skip")}</a>\n<main>\n<h1>{title}</h1>\n'
        version, count = self._definitions.version, len(self._definitions.indicators)
        yield f'<p class="lead">{self._say("lead", version=version, indicators=count)}</p>\n'
        yield f'<p class="lead">{self._say("formulas")}</p>\n'
        independent = self._definitions.texts.get("publish.notice.independent", self._language)
        yield f'<p class="lead">{escape(independent)}</p>\n'
        yield f'<nav aria-label="{contents}"><h2>{contents}</h2>\n'
        for family, indicators in self._families:
            yield f'<h3><a href="#{family.id}">{self._in(family.name)}</a></h3>\n<ol class="plain">\n'
            yield from map(self._entry, indicators)
            yield "</ol>\n"
        yield '</nav>\n<div id="indicators">\n'
        for family, indicators in self._families:
            yield f'<section aria-labelledby="{family.id}">\n<h2 id="{family.id}">{self._in(family.name)}</h2>\n'
            for each in indicators:
                yield from self._indicator(each)
            yield "</section>\n"
        yield "</div>\n</main>\n</body>\n</html>\n"

    def _entry(self, indicator: Indicator) -> str:
        code = f"{escape(indicator.code)} " if indicator.code else ""
        return f'<li><a href="#{indicator.id}">{code}{self._in(indicator.name)}</a></li>\n'

    def _say(self, key: str, **values: object) -> str:
        return escape(self._definitions.texts.get(f"indicator_catalogue.{key}", self._language, **values))

    def _in(self, text: MultilingualText) -> str:
        return escape(text.in_language(self._language))

    def _indicator(self, indicator: Indicator) -> Iterator[str]:
        code = f'<span class="code">{escape(indicator.code)}</span>' if indicator.code else ""
        yield f'<article id="{indicator.id}">\n<h3>{code}{self._in(indicator.name)} {_code(indicator.id)}</h3>\n'
        yield f"<p>{self._in(indicator.definition)}</p>\n<dl>\n"
        for name, text in self._facts.of(indicator):
            yield f"<dt>{self._say(name)}</dt><dd>{text}</dd>\n"
        yield "</dl>\n"
        if indicator.examples:
            yield from self._examples(indicator)
        yield "</article>\n"

    def _examples(self, indicator: Indicator) -> Iterator[str]:
        yield f'<table>\n<caption>{self._say("examples")}</caption>\n<thead><tr><th scope="col">{self._say("result")}</th>'
        yield f'<th scope="col">{self._say("cells")}</th></tr></thead>\n<tbody>\n'
        for example in indicator.examples:
            cells = ", ".join(f"{_code(name)} {_plain(value)}" for name, value in example.cells.items())
            yield f'<tr><th scope="row">{self._result(example)}</th><td>{cells}</td></tr>\n'
        yield "</tbody>\n</table>\n"

    def _result(self, example: FormulaExample) -> str:
        result = self._say("nothing") if example.value is None else _plain(example.value)
        parts = [_code(example.breakdown)] if example.breakdown != TOTAL else []
        parts += [self._facts.sex(example.sex)] if example.sex else []
        return f"{result} ({', '.join(parts)})" if parts else result


class _Facts:
    """What is told of an indicator under its definition: key of the label, and text as HTML."""

    def __init__(self, definitions: Definitions, language: Language) -> None:
        self._definitions = definitions
        self._language: Language = language

    def of(self, indicator: Indicator) -> Iterator[Fact]:
        """Iterate over the facts that an indicator has."""
        yield from self._computed(indicator)
        yield from self._measured(indicator)
        yield from self._aggregated(indicator)
        yield from self._known_as(indicator)

    def sex(self, code: str) -> str:
        """Return the name of a sex."""
        return escape(self._definitions.texts.get(f"publish.sex.s{code}", self._language))

    def _say(self, key: str, **values: object) -> str:
        return escape(self._definitions.texts.get(f"indicator_catalogue.{key}", self._language, **values))

    def _in(self, text: MultilingualText) -> str:
        return escape(text.in_language(self._language))

    def _computed(self, indicator: Indicator) -> Iterator[Fact]:
        if indicator.formulas:
            yield "formula", "<br>".join(map(self._with_breakdown, indicator.formulas))
        else:
            yield "formula", self._say("as_published")
        if indicator.denominator:
            yield "numerator", _code(indicator.numerator)
            yield "denominator", _code(indicator.denominator)
            yield "factor", _plain(indicator.formulas[0].factor)
        if not indicator.formulas and len(indicator.breakdowns) > 1:
            yield "breakdowns", ", ".join(map(self._breakdown, indicator.breakdowns))
        if indicator.by_scheme:
            yield "by_scheme", _code(indicator.by_scheme.text)
        if indicator.by_benefit:
            yield "by_benefit", _code(indicator.by_benefit.text)
        yield "level", self._say(f"levels.{indicator.level}")

    def _with_breakdown(self, formula: IndicatorFormula) -> str:
        of_what = [self._breakdown(formula.breakdown)] if formula.breakdown != TOTAL else []
        of_what += [*map(self.sex, formula.sexes)]
        free = ", ".join(f"{name} = {code}" for name, code in formula.names.items())
        told = [_code(formula.text), escape(free), self._benefits(formula.benefits), ", ".join(of_what)]
        return " · ".join(filter(None, told))

    def _benefits(self, choices: Sequence[Sequence[str]]) -> str:
        return self._say("benefits", types=" > ".join("+".join(each) for each in choices)) if choices else ""

    def _breakdown(self, code: str) -> str:
        return f"{_code(code)} {self._in(breakdown_name(self._definitions.codelists, code))}"

    def _measured(self, indicator: Indicator) -> Iterator[Fact]:
        unit = self._definitions.indicator_units[indicator.unit]
        yield "unit", f"{self._in(unit.name)} {_code(unit.id)}"
        if indicator.population.en:
            yield "population", self._in(indicator.population)
        yield "sexes", ", ".join(map(self.sex, indicator.sexes))
        yield "direction", self._say(f"directions.{indicator.direction}")
        low, high = (self._say("no_limit") if each is None else _plain(each) for each in indicator.bounds)
        if any(each is not None for each in indicator.bounds):
            yield "bounds", self._say("from_to", low=low, high=high)
        if indicator.cap is not None:
            yield "cap", _plain(indicator.cap)
        if indicator.told:
            yield "told", "<br>".join(map(self._item, indicator.told))

    def _aggregated(self, indicator: Indicator) -> Iterator[Fact]:
        if not indicator.weight:
            yield "aggregates", self._say("not_aggregated")
            return
        yield "weight", "<br>".join(map(self._item, (indicator.weight, *indicator.weight_fallbacks)))
        rules = self._definitions.publication
        age = rules.max_age if indicator.max_age is None else indicator.max_age
        publish = rules.publish_from if indicator.publish_from is None else indicator.publish_from
        flag = rules.flag_from if indicator.flag_from is None else indicator.flag_from
        yield "year_rule", self._say("years", count=age)
        yield "publication_rule", self._say("publication", publish=f"{100 * publish:g}", flag=f"{100 * flag:g}")
        if not indicator.imputes:
            yield "imputation", self._say("not_imputed")

    def _item(self, item: str) -> str:
        known = self._definitions.questionnaire.items.get(item)
        return f"{_code(item)} {self._in(known.label)}" if known else _code(item)

    def _known_as(self, indicator: Indicator) -> Iterator[Fact]:
        for name in ("sdg", "series", "ilostat"):
            if code := getattr(indicator, name):
                yield name, _code(code)
        if indicator.variant_of:
            yield "variant_of", self._link(indicator.variant_of)
        variants = [each.id for each in self._definitions.indicators.values() if each.variant_of == indicator.id]
        if variants:
            yield "variants", "<br>".join(map(self._link, variants))
        yield "method", _code(method_page(indicator))

    def _link(self, indicator_id: str) -> str:
        return f'<a href="#{indicator_id}">{self._in(self._definitions.indicators[indicator_id].name)}</a>'


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _plain(value: object) -> str:
    return escape(value if isinstance(value, str) else f"{value:f}")
