"""The adequacy indicators A01 to A18, and that what they repeat of the standards is the same."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.indicators.examples import example_values
from openssi.vocabulary.indicator import FormulaExample
from openssi.vocabulary.standard import StandardBranch
from openssi.vocabulary.text import LANGUAGES

DEFINITIONS = load()
ADEQUACY = {each.id: each for each in DEFINITIONS.indicators.values() if each.family == "adequacy"}
PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "adequacy.md").read_text(encoding="utf-8")
IN_LAW = {
    each.func: each
    for each in DEFINITIONS.standards.conventions["C102"].branches
    if each.rate is not None and each.has_amount
}


def test_every_indicator_of_the_family_is_declared() -> None:
    codes = [each.code for each in ADEQUACY.values() if not each.variant_of]
    assert codes == [f"A{number:02}" for number in range(1, 19)]


@pytest.mark.parametrize("indicator", ADEQUACY)
def test_the_worked_examples_hold(indicator: str) -> None:
    declared = ADEQUACY[indicator]
    found = example_values(declared, DEFINITIONS.formula_questionnaire, DEFINITIONS.codelists)
    assert found == tuple(each.value for each in declared.examples)
    assert found


@pytest.mark.parametrize("indicator", ADEQUACY)
def test_it_has_its_place_in_the_method_page(indicator: str) -> None:
    declared = ADEQUACY[indicator]
    place = f"Variant `{indicator}`: " if declared.variant_of else f"\n## {declared.code} {indicator}\n"
    assert place in PAGE


@pytest.mark.parametrize("indicator", ADEQUACY)
def test_one_example_has_a_value_and_one_has_none(indicator: str) -> None:
    assert {each.value is None for each in ADEQUACY[indicator].examples} == {True, False}


def test_short_names_fit_the_axis_of_a_chart() -> None:
    names = [each.short_name.in_language(tag) for each in ADEQUACY.values() for tag in LANGUAGES]
    assert [name for name in names if len(name) > 45] == []


def test_no_rate_in_law_is_imputed() -> None:
    assert [each.code for each in ADEQUACY.values() if not each.imputes] == ["A11", "A12", "A13", "A14"]


def in_law(func: str, **told: Decimal | str) -> Decimal | None:
    cells: dict[str, Decimal | str] = {f"L.REF_SCHEME[{func}]": "QMA01", "B.FUNC@1.1": func}
    cells |= {f"L.{name}[{func}]@1": answer for name, answer in told.items()}
    example = FormulaExample(cells=cells, value=None, breakdown=func)
    indicator = replace(ADEQUACY["C102_MET_IN_LAW"], examples=(example,))
    (found,) = example_values(indicator, DEFINITIONS.formula_questionnaire, DEFINITIONS.codelists)
    return found


def just_met(branch: StandardBranch) -> dict[str, Decimal | str]:
    assert branch.rate is not None
    told: dict[str, Decimal | str] = {"RR": Decimal(branch.rate.value.numerator), "DUR_RULE": "LIMITED"}
    if branch.durations:
        told["DUR"] = Decimal(branch.durations[0].value.numerator)
    if branch.waiting is not None:
        told["WAIT"] = Decimal(branch.waiting.value.numerator)
    return told


@pytest.mark.parametrize("func", IN_LAW)
def test_the_minimum_in_law_has_the_numbers_of_the_standards(func: str) -> None:
    told = just_met(IN_LAW[func])
    assert in_law(func, **told) == 1
    for name, worse in (("RR", -1), ("DUR", -1), ("WAIT", 1)):
        if name in told:
            assert in_law(func, **{**told, name: Decimal(told[name]) + worse}) == 0


def test_the_page_tells_the_least_rates_of_the_standards() -> None:
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith(("| C1", "| C102"))]
    told = {row[1].strip(): row[4].strip() for row in rows}
    for branch in DEFINITIONS.standards.branches():
        if branch.rate is not None:
            rate = branch.rate.value
            assert told[branch.id] == (str(rate) if rate.denominator == 1 else "two thirds")
    assert told.keys() == {branch.id for branch in DEFINITIONS.standards.branches()}
