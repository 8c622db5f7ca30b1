"""The worked examples that stand beside an indicator."""

from collections.abc import Mapping
from decimal import Decimal

from openssi.expressions import ObservationCells, example_cells
from openssi.indicators.compiled_indicators import (
    CompiledFormula,
    CompiledIndicator,
    compile_indicators,
    mean_of_benefits,
)
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import FormulaExample, Indicator
from openssi.vocabulary.item import Questionnaire


def example_values(
    indicator: Indicator, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> tuple[Decimal | None, ...]:
    """Return what the formula of an indicator gives for the cells of each example, none where it gives nothing.

    A formula per scheme is that of the first scheme; one per benefit is that of the country, where benefits are chosen
    for it, else that of the first benefit.
    """
    return tuple(
        _example_value(compiled, each, questionnaire)
        for compiled in compile_indicators([indicator], questionnaire, codelists)
        for each in indicator.examples
    )


def _example_value(
    compiled: CompiledIndicator, example: FormulaExample, questionnaire: Questionnaire
) -> Decimal | None:
    indicator = compiled.declared
    country, _, _ = example_cells(example.cells, questionnaire)
    sex = example.sex or indicator.headline_sex
    wanted = example.breakdown if example.breakdown in indicator.breakdowns else indicator.breakdowns[0]
    matching = (each for each in compiled.formulas if each.declared.breakdown == wanted)
    formula = next(each for each in matching if not each.declared.sexes or sex in each.declared.sexes)
    return _value(indicator, formula, country.for_sex(sex))


def _value(indicator: Indicator, formula: CompiledFormula, country: ObservationCells) -> Decimal | None:
    if indicator.level == "benefit" and formula.declared.benefits:
        mean = mean_of_benefits(formula, country)
        return mean.evaluated.value if mean is not None else None
    units = {"scheme": country.schemes, "benefit": country.benefits}.get(indicator.level, lambda: [country])()
    return formula.evaluate(units[0]).value if units else None
