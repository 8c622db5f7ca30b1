"""The worked examples that stand beside an indicator."""

from collections.abc import Mapping
from decimal import Decimal

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import Compiler
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import FormulaExample, Indicator
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

YEAR = 2023
AREA = "QMA"


def example_value(
    indicator: Indicator, example: FormulaExample, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> Decimal | None:
    """Return what the formula of an indicator gives for the cells of an example, none where it gives nothing."""
    compiled = Compiler(questionnaire, codelists).indicator(indicator)
    answers = [
        Observation(ref_area=AREA, item=item, time_period=YEAR, value=Decimal(value))
        for item, value in example.cells.items()
    ]
    cells = ObservationCells({YEAR: answers}, YEAR, questionnaire)
    numerator, denominator = compiled.numerator.value(cells), compiled.denominator.value(cells)
    if numerator is None or not denominator:
        return None
    return indicator.factor * numerator / denominator
