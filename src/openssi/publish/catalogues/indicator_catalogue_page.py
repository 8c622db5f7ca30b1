"""The catalogue of indicators as one page for people: no script, no font, no address of another machine."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from openssi.definitions import Definitions
from openssi.definitions.breakdowns import breakdown_name
from openssi.publish.catalogues.catalogue_frame import CATALOGUE_STYLE, STYLE, CataloguePage, as_code, as_text, written
from openssi.publish.catalogues.indicator_table import method_page
from openssi.vocabulary.indicator import FormulaExample, Indicator, IndicatorFamily, IndicatorFormula
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language

_TEXTS = "indicator_catalogue"

Fact = tuple[str, str]


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-indicators-{definitions.version.partition('+')[0]}-{language}.html"
    return written(path, _Page(definitions, language).lines())


class _Page(CataloguePage):
    def __init__(self, definitions: Definitions, language: Language) -> None:
        super().__init__(definitions, language, _TEXTS)
        self._facts = _Facts(definitions, language)
        every = tuple(definitions.indicators.values())
        grouped = ((family, [each for each in every if each.family == family.id]) for family in self._known_families())
        self._families = [(family, indicators) for family, indicators in grouped if indicators]

    def _known_families(self) -> Iterable[IndicatorFamily]:
        return self._definitions.indicator_families.values()

    def lines(self) -> Iterator[str]:
        version, count = self._definitions.version, len(self._definitions.indicators)
        yield f'{self.opening(STYLE + CATALOGUE_STYLE)}<a class="skip" href="#indicators">{self.say("skip")}</a>\n'
        yield f"<main>\n<h1>{self.say('title')}</h1>\n"
        yield self.leads(self.say("lead", version=version, indicators=count), self.say("formulas"))
        named = ((family.id, self.tell(family.name), indicators) for family, indicators in self._families)
        yield from self.contents({(address, name): map(self._entry, each) for address, name, each in named})
        yield '<div id="indicators">\n'
        for family, indicators in self._families:
            yield f'<section aria-labelledby="{family.id}">\n<h2 id="{family.id}">{self.tell(family.name)}</h2>\n'
            for each in indicators:
                yield from self._indicator(each)
            yield "</section>\n"
        yield "</div>\n</main>\n</body>\n</html>\n"

    def _entry(self, indicator: Indicator) -> str:
        number = f"{escape(indicator.code)} " if indicator.code else ""
        return f'<li><a href="#{indicator.id}">{number}{self.tell(indicator.name)}</a></li>\n'

    def _indicator(self, indicator: Indicator) -> Iterator[str]:
        number = f'<span class="code">{escape(indicator.code)}</span>' if indicator.code else ""
        yield f'<article id="{indicator.id}">\n<h3>{number}{self.tell(indicator.name)} {as_code(indicator.id)}</h3>\n'
        yield f"<p>{self.tell(indicator.definition)}</p>\n"
        yield from self.facts(self._facts.of(indicator))
        if indicator.examples:
            yield from self.examples(map(self._example, indicator.examples))
        yield "</article>\n"

    def _example(self, example: FormulaExample) -> tuple[str, str]:
        cells = (f"{as_code(name)} {as_text(value)}" for name, value in example.cells.items())
        return self._result(example), ", ".join(cells)

    def _result(self, example: FormulaExample) -> str:
        result = self.say("nothing") if example.value is None else as_text(example.value)
        parts = [as_code(example.breakdown)] if example.breakdown != TOTAL else []
        parts += [self._facts.sex(example.sex)] if example.sex else []
        return f"{result} ({', '.join(parts)})" if parts else result


class _Facts(CataloguePage):
    """What is told of an indicator under its definition: key of the label, and text as HTML."""

    def __init__(self, definitions: Definitions, language: Language) -> None:
        super().__init__(definitions, language, _TEXTS)

    def of(self, indicator: Indicator) -> Iterator[Fact]:
        """Iterate over the facts that an indicator has."""
        yield from self._computed(indicator)
        yield from self._measured(indicator)
        yield from self._aggregated(indicator)
        yield from self._known_as(indicator)

    def sex(self, code: str) -> str:
        """Return the name of a sex."""
        return escape(self._definitions.texts.get(f"publish.sex.s{code}", self._language))

    def _computed(self, indicator: Indicator) -> Iterator[Fact]:
        if indicator.formulas:
            yield "formula", "<br>".join(map(self._with_breakdown, indicator.formulas))
        else:
            yield "formula", self.say("as_published")
        if indicator.denominator:
            yield "numerator", as_code(indicator.numerator)
            yield "denominator", as_code(indicator.denominator)
            yield "factor", as_text(indicator.formulas[0].factor)
        if not indicator.formulas and len(indicator.breakdowns) > 1:
            yield "breakdowns", ", ".join(map(self._breakdown, indicator.breakdowns))
        if indicator.by_scheme:
            yield "by_scheme", as_code(indicator.by_scheme.text)
        if indicator.by_benefit:
            yield "by_benefit", as_code(indicator.by_benefit.text)
        yield "level", self.say(f"levels.{indicator.level}")

    def _with_breakdown(self, formula: IndicatorFormula) -> str:
        of_what = [self._breakdown(formula.breakdown)] if formula.breakdown != TOTAL else []
        of_what += [*map(self.sex, formula.sexes)]
        free = ", ".join(f"{name} = {code}" for name, code in formula.names.items())
        told = [as_code(formula.text), escape(free), self._benefits(formula.benefits), ", ".join(of_what)]
        return " · ".join(filter(None, told))

    def _benefits(self, choices: Sequence[Sequence[str]]) -> str:
        return self.say("benefits", types=" > ".join("+".join(each) for each in choices)) if choices else ""

    def _breakdown(self, code: str) -> str:
        return f"{as_code(code)} {self.tell(breakdown_name(self._definitions.codelists, code))}"

    def _measured(self, indicator: Indicator) -> Iterator[Fact]:
        unit = self._definitions.indicator_units[indicator.unit]
        yield "unit", f"{self.tell(unit.name)} {as_code(unit.id)}"
        if indicator.population.en:
            yield "population", self.tell(indicator.population)
        yield "sexes", ", ".join(map(self.sex, indicator.sexes))
        yield "direction", self.say(f"directions.{indicator.direction}")
        low, high = (self.say("no_limit") if each is None else as_text(each) for each in indicator.bounds)
        if any(each is not None for each in indicator.bounds):
            yield "bounds", self.say("from_to", low=low, high=high)
        if indicator.cap is not None:
            yield "cap", as_text(indicator.cap)
        if indicator.told:
            yield "told", "<br>".join(map(self._item, indicator.told))

    def _aggregated(self, indicator: Indicator) -> Iterator[Fact]:
        if not indicator.weight:
            yield "aggregates", self.say("not_aggregated")
            return
        yield "weight", "<br>".join(map(self._item, (indicator.weight, *indicator.weight_fallbacks)))
        rules = self._definitions.publication
        age = rules.max_age if indicator.max_age is None else indicator.max_age
        publish = rules.publish_from if indicator.publish_from is None else indicator.publish_from
        flag = rules.flag_from if indicator.flag_from is None else indicator.flag_from
        yield "year_rule", self.say("years", count=age)
        yield "publication_rule", self.say("publication", publish=f"{100 * publish:g}", flag=f"{100 * flag:g}")
        if not indicator.imputes:
            yield "imputation", self.say("not_imputed")

    def _item(self, item: str) -> str:
        known = self._definitions.questionnaire.items.get(item)
        return f"{as_code(item)} {self.tell(known.label)}" if known else as_code(item)

    def _known_as(self, indicator: Indicator) -> Iterator[Fact]:
        for name in ("sdg", "series", "ilostat"):
            if code := getattr(indicator, name):
                yield name, as_code(code)
        if indicator.variant_of:
            yield "variant_of", self._link(indicator.variant_of)
        variants = [each.id for each in self._definitions.indicators.values() if each.variant_of == indicator.id]
        if variants:
            yield "variants", "<br>".join(map(self._link, variants))
        yield "method", as_code(method_page(indicator))

    def _link(self, indicator_id: str) -> str:
        return f'<a href="#{indicator_id}">{self.tell(self._definitions.indicators[indicator_id].name)}</a>'
