"""Whether the indicators hold together: formulas, units, weights, breakdowns, sexes, examples, method pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from openssi.definitions.choices import PublishedDefinitions, under
from openssi.definitions.indicator_formulas import names_indicators
from openssi.definitions.loader import Definitions
from openssi.expressions import compile_python, parse
from openssi.expressions.check import check as check_expression
from openssi.expressions.syntax import Code, Expression, Reference
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.item import Item, Level
from openssi.vocabulary.observation import TOTAL, Place
from openssi.vocabulary.parameter import Publication

_SEX_CODES = frozenset({"T", "_T", "M", "F", "U"})
_FREQUENCY = "per year"
"""Unit of what multiplies an amount and is nobody's, such as the number of payments."""

BREAKDOWN_LISTS = ("CL_BREAKDOWN", "CL_FUNC", "CL_QUINTILE", "CL_C102PART", "CL_CONV", "CL_BT")
"""Lists whose codes may stand for a breakdown, the first that has it giving its name."""


def _texts(indicator: Indicator) -> Iterator[tuple[str, Level, frozenset[str]]]:
    """Iterate over every formula of an indicator, the level it is evaluated at, and the names that stand free in it."""
    for each in indicator.formulas:
        yield each.text, indicator.level, frozenset(each.names)
    if indicator.by_scheme:
        yield indicator.by_scheme.text, "scheme", frozenset()
    if indicator.by_benefit:
        yield indicator.by_benefit.text, "benefit", frozenset()


def formulas_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every formula parses, names known items, mixes no units, and compiles."""
    yield from _formulas_make_sense(definitions, definitions.indicators.values())


def _formulas_make_sense(definitions: Definitions, indicators: Iterable[Indicator]) -> Iterator[Problem]:
    questionnaire, codelists = definitions.formula_questionnaire, definitions.codelists
    for indicator in indicators:
        place = Place(item=indicator.id)
        for text, level, names in dict.fromkeys(_texts(indicator)):
            try:
                expression = parse(text, place)
                yield from _retired(definitions, indicator, expression)
                check_expression(expression, questionnaire, codelists, level, place=place, names=names)
                compile_python(expression, questionnaire, codelists, dict.fromkeys(names, "OLD"))
            except FixTheFile as error:
                yield from error.problems


def options_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every option of a contested definition changes what is there, and what it makes of it can be evaluated."""
    known = {*definitions.indicators, *definitions.national_totals}
    for parameter in definitions.parameters.values():
        for option in parameter.options.values():
            place = Place(item=f"{parameter.id}.{option.id}")
            for owner in (*option.within, *option.weights):
                if owner not in known:
                    yield Problem("INDICATOR_UNKNOWN", place, {"indicator": owner, "known": ", ".join(known)})
            publication = Publication(id=option.id, name=option.name, choices={parameter.id: option.id})
            settled = PublishedDefinitions(definitions.root, publication, definitions)
            if option.replaces and not _differs(definitions, settled):
                yield Problem("PARAMETER_CHANGES_NOTHING", place, {"option": option.id})
            changed = [each for each in settled.indicators.values() if each != definitions.indicators[each.id]]
            for problem in (*_formulas_make_sense(settled, changed), *_weights_are_known(settled, changed)):
                yield replace(problem, place=place)


def _differs(declared: Definitions, settled: PublishedDefinitions) -> bool:
    return declared.indicators != settled.indicators or declared.national_totals != settled.national_totals


def publications_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every publication names parameters, options and rules that are there."""
    for name in definitions.publications:
        _ = under(definitions, name).publication
    yield from ()


def _retired(definitions: Definitions, indicator: Indicator, expression: Expression) -> Iterator[Problem]:
    items = definitions.questionnaire.items
    for name in sorted(expression.items()):
        if name in items and items[name].valid_to is not None:
            values = {"item": name, "year": items[name].valid_to, "successor": items[name].successor or "–"}
            yield Problem("INDICATOR_ITEM_RETIRED", Place(item=indicator.id), values)


def circles_are_refused(definitions: Definitions) -> Iterator[Problem]:
    """No indicator rests on itself by way of others."""
    try:
        tuple(TopologicalSorter(dependencies(definitions)).static_order())
    except CycleError as error:
        circle = [str(each) for each in error.args[1]]
        yield Problem("EXPRESSION_CIRCLE", Place(item=circle[0]), {"circle": " → ".join(circle)})


def dependencies(definitions: Definitions) -> dict[str, frozenset[str]]:
    """Return the indicators that each indicator names, by id."""
    ids = {each.code: each.id for each in definitions.indicators.values() if not each.variant_of}
    return {
        each.id: frozenset(
            ids[code] for text, _, _ in _texts(each) for code in names_indicators(parse(text)) if code in ids
        )
        for each in definitions.indicators.values()
    }


def weights_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every weight of an indicator is an item."""
    yield from _weights_are_known(definitions, definitions.indicators.values())


def _weights_are_known(definitions: Definitions, indicators: Iterable[Indicator]) -> Iterator[Problem]:
    for each in indicators:
        for item in filter(None, (each.weight, *each.weight_fallbacks)):
            if item.partition("[")[0] not in definitions.questionnaire.items:
                yield Problem("DEFINITION_ITEM_UNKNOWN", Place(item=each.id), {"item": item})


def units_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every unit of an indicator is declared."""
    known = definitions.indicator_units
    for each in definitions.indicators.values():
        if each.unit not in known:
            values = {"value": each.unit, "allowed": ", ".join(known)}
            yield Problem("DEFINITION_VALUE_UNKNOWN", Place(item=each.id), values)


def breakdowns_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every breakdown of an indicator is a code of one of the lists that name breakdowns."""
    known = {code for name in BREAKDOWN_LISTS for code in definitions.codelists[name].ids}
    for each in definitions.indicators.values():
        for code in each.breakdowns:
            if code not in known:
                values = {"value": code, "allowed": ", ".join(BREAKDOWN_LISTS)}
                yield Problem("DEFINITION_VALUE_UNKNOWN", Place(item=each.id), values)


def sexes_are_known(definitions: Definitions) -> Iterator[Problem]:
    """What is divided by sex names items that are asked by sex, lest men be given the figure of everybody."""
    items = definitions.formula_questionnaire.items
    for indicator in definitions.indicators.values():
        if len(indicator.sexes) > 1 and not any(each.sexes for each in indicator.formulas):
            for formula in indicator.formulas:
                for item in sorted(_without_sex(parse(formula.numerator))):
                    if item in items and items[item].unit != _FREQUENCY and _is_of_everybody(items[item]):
                        yield Problem("INDICATOR_ITEM_WITHOUT_SEX", Place(item=indicator.id), {"item": item})


def _is_of_everybody(item: Item) -> bool:
    return item.is_numeric and "SEX" not in item.breakdowns


def _without_sex(formula: Expression) -> set[str]:
    """Return the items that a formula names without saying which sex."""
    references = (each for each in formula.walk() if isinstance(each, Reference))
    return {
        each.item
        for each in references
        if not any(isinstance(code, Code) and code.id in _SEX_CODES for code in each.index)
    }


def examples_are_given(definitions: Definitions) -> Iterator[Problem]:
    """Every indicator with a formula has a worked example, and examples are of a breakdown and sex that it has."""
    for each in definitions.indicators.values():
        if each.formulas and not each.examples and not each.variant_of:
            yield Problem("INDICATOR_NEEDS_EXAMPLE", Place(item=each.id), {"indicator": each.id})
        for example in each.examples:
            breakdowns, sexes = (TOTAL, *each.breakdowns), ("", *each.sexes)
            if example.breakdown not in breakdowns or example.sex not in sexes:
                values = {"value": f"{example.breakdown} {example.sex}", "allowed": ", ".join((*breakdowns, *sexes))}
                yield Problem("DEFINITION_VALUE_UNKNOWN", Place(item=each.id), values)
