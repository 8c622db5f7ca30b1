"""The declared indicators as one table: what a release keeps, and what the catalogue in CSV tells."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.definitions.breakdowns import breakdown_name
from openssi.engine import table_of
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.indicator import FormulaExample, Indicator, IndicatorFormula
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Row = dict[str, object]

WITHOUT_FORMULA = IndicatorFormula(text="", numerator="")


def indicator_table(definitions: Definitions, rules: PublicationRules | None = None) -> pa.Table:
    """Return the declared indicators, one row per indicator, breakdown and formula (`DECLARED_INDICATORS`).

    Args:
        definitions: Where they are declared.
        rules: Year rule and publication rule of indicators that have none of their own, else those of the definitions.
    """
    chosen = rules or definitions.publication
    rows = [
        {**_of_indicator(each, definitions, chosen), **_of_formula(each, breakdown, formula, definitions)}
        for each in definitions.indicators.values()
        for breakdown, formula in formulas_by_breakdown(each)
    ]
    return table_of(DECLARED_INDICATORS, rows)


def formulas_by_breakdown(indicator: Indicator) -> Iterator[tuple[str, IndicatorFormula]]:
    """Iterate over breakdowns and formulas; where only published series exist, over breakdowns without a formula."""
    if indicator.formulas:
        yield from ((each.breakdown, each) for each in indicator.formulas)
    else:
        yield from ((each, WITHOUT_FORMULA) for each in indicator.breakdowns)


def method_page(indicator: Indicator) -> str:
    """Return the page of the documentation on the method of an indicator."""
    return f"docs/methods/{indicator.family.replace('_', '-')}.md"


def examples_of(indicator: Indicator, formula: IndicatorFormula, breakdown: str) -> Iterator[FormulaExample]:
    """Iterate over the worked examples of one formula."""
    others = {sex for each in indicator.formulas if each.breakdown == breakdown for sex in each.sexes}
    for example in indicator.examples:
        sex = example.sex or indicator.headline_sex
        is_of_formula = sex in formula.sexes if formula.sexes else sex not in others
        if example.breakdown == breakdown and is_of_formula:
            yield example


def _of_indicator(indicator: Indicator, definitions: Definitions, rules: PublicationRules) -> Row:
    family, unit = definitions.indicator_families[indicator.family], definitions.indicator_units[indicator.unit]
    lowest, highest = indicator.bounds
    return {
        "indicator": indicator.id,
        "code": indicator.code,
        "position": indicator.order,
        "family": indicator.family,
        **_texts("family", family.name),
        **_texts("name", indicator.name),
        **_texts("short_name", indicator.short_name),
        **_texts("definition", indicator.definition),
        **_texts("population", indicator.population),
        "level": indicator.level,
        "by_scheme": indicator.by_scheme.text if indicator.by_scheme else "",
        "by_benefit": indicator.by_benefit.text if indicator.by_benefit else "",
        "told_beside": " ".join(indicator.told),
        "unit": indicator.unit,
        **_texts("unit_name", unit.name),
        "decimals": unit.decimals,
        "direction": indicator.direction,
        "lowest": lowest,
        "highest": highest,
        "cap": indicator.cap,
        **_of_aggregates(indicator, rules),
        "sdg": indicator.sdg,
        "series": indicator.series,
        "ilostat": indicator.ilostat,
        "variant_of": indicator.variant_of,
        "method_page": method_page(indicator),
        "definitions_version": definitions.version,
    }


def _of_aggregates(indicator: Indicator, rules: PublicationRules) -> Row:
    own = {name: getattr(indicator, name) for name in ("max_age", "publish_from", "flag_from")}
    return {
        "weight": indicator.weight,
        "weight_fallbacks": " ".join(indicator.weight_fallbacks),
        **{name: getattr(rules, name) if value is None else value for name, value in own.items()},
        "imputes": indicator.imputes,
    }


def _of_formula(indicator: Indicator, breakdown: str, formula: IndicatorFormula, definitions: Definitions) -> Row:
    return {
        "breakdown": breakdown,
        **_texts("breakdown_name", breakdown_name(definitions.codelists, breakdown)),
        "sexes": " ".join(formula.sexes or _remaining_sexes(indicator, breakdown)),
        "formula": formula.text,
        "numerator": formula.numerator,
        "denominator": formula.denominator,
        "factor": formula.factor if formula.text else None,
        "free_names": _pairs(formula.names),
        "benefits": _choices(formula.benefits),
        "examples": "\n".join(map(_example, examples_of(indicator, formula, breakdown))),
    }


def _remaining_sexes(indicator: Indicator, breakdown: str) -> tuple[str, ...]:
    """Return the sexes of a breakdown that have no formula of their own."""
    own = {sex for each in indicator.formulas if each.breakdown == breakdown for sex in each.sexes}
    return tuple(each for each in indicator.sexes if each not in own)


def _texts(name: str, text: MultilingualText) -> dict[str, str]:
    return {f"{name}_{each}": text.in_language(each) for each in LANGUAGES}


def _pairs(names: Mapping[str, str]) -> str:
    return " ".join(f"{name}={code}" for name, code in names.items())


def _choices(benefits: Sequence[Sequence[str]]) -> str:
    return "; ".join(" ".join(each) for each in benefits)


def _example(example: FormulaExample) -> str:
    cells = "; ".join(f"{name}={_plain(value)}" for name, value in example.cells.items())
    sex = f" [{example.sex}]" if example.sex else ""
    return f"{cells}{sex} -> {'none' if example.value is None else _plain(example.value)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else f"{value:f}"
