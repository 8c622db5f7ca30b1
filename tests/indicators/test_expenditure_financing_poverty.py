"""The families of expenditure, financing and poverty: which codes are declared, and which identities hold."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.indicators import compute_inquiry, example_values
from openssi.vocabulary.indicator import FormulaExample, Indicator
from openssi.vocabulary.observation import Observation

PARTS = load()
FAMILIES = ("expenditure", "financing", "poverty")
DECLARED = [each for each in PARTS.indicators.values() if each.family in FAMILIES]
METHODS = Path(__file__).parents[2] / "docs" / "methods"
OF_THE_SPECIFICATION = [
    *("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11", "E12", "E13", "E14", "E15", "E16"),
    *("E17", "E18", "E19", "E20", "E21", "E22", "E23", "E24", "E25", "E26", "E27", "E28", "E29", "E30", "E31", "E32"),
    *("E33", "E34", "E35", "E36", "E37"),
    *("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "F16"),
    *("F17", "P01", "P02", "P03", "P04", "P05"),
]
GUARANTEES = (
    "EXPENDITURE_CHILDREN",
    "EXPENDITURE_WORKING_AGE",
    "EXPENDITURE_OLDER_PERSONS",
    "EXPENDITURE_NOT_ALLOCATED",
)
RATE = "IMPLICIT_CONTRIBUTION_RATE"
FUNCTIONS = PARTS.codelists["CL_FUNC"].ids


def test_every_code_of_the_specification_is_declared_once() -> None:
    codes = [each.code for each in DECLARED if each.code]
    assert sorted(set(codes) - {"E38", "E39", "E40"}) == OF_THE_SPECIFICATION
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("indicator", DECLARED, ids=lambda each: each.id)
def test_every_example_gives_what_stands_beside_it(indicator: Indicator) -> None:
    values = example_values(indicator, PARTS.formula_questionnaire, PARTS.codelists)
    for example, found in zip(indicator.examples, values, strict=True):
        if example.value is None:
            assert found is None
        else:
            assert found is not None
            assert abs(found - example.value) < Decimal("1e-9")


@pytest.mark.parametrize("indicator", [each for each in DECLARED if each.code], ids=lambda each: each.id)
def test_every_indicator_has_an_example_with_a_value_and_one_without(indicator: Indicator) -> None:
    assert {example.value is None for example in indicator.examples} == {True, False}


@pytest.mark.parametrize("indicator", DECLARED, ids=lambda each: each.id)
def test_the_method_page_shows_the_formulas_and_the_worked_cells(indicator: Indicator) -> None:
    page = (METHODS / f"{indicator.family}.md").read_text(encoding="utf-8")
    heading = f"### Variant {indicator.id}" if indicator.variant_of else f"## {indicator.code} {indicator.id}"
    section = re.split(r"\n#", page.split(f"\n{heading}\n", 1)[1], maxsplit=1)[0]
    assert all(f"`{formula.text}`" in section for formula in indicator.formulas)
    assert all(_shown(example) in section for example in indicator.examples)


def _shown(example: FormulaExample) -> str:
    cells = ", ".join(f"`{name}` {_number(value)}" for name, value in example.cells.items())
    told = "".join(f" ({each})" for each in (example.breakdown.replace("_T", ""), example.sex) if each)
    return f"| {cells} | {'none' if example.value is None else _number(example.value)}{told} |"


def _number(value: Decimal | str) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def observed(item: str, value: object, **key: Any) -> Observation:
    number = isinstance(value, int | Decimal)
    content: dict[str, Any] = {"value": Decimal(str(value))} if number else {"text_value": value}
    return Observation(ref_area="QMA", item=item, time_period=2023, **content, **key)


def account(
    scheme: str, functions: Mapping[str, int], *, administration: int, other: int, paid: int = 0, received: int = 0
) -> list[Observation]:
    """The accounts of a scheme whose parts add up."""
    benefits = sum(functions.values())
    numbers = {
        "S.EXP_CASH_PER": benefits,
        "S.EXP_CASH_LUMP": 0,
        "S.EXP_KIND": 0,
        "S.EXP_ADMIN": administration,
        "S.EXP_OTHER": other,
        "S.EXP_TRANSF": paid,
        "S.REC_TRANSF": received,
        "S.EXP_TOTAL": benefits + administration + other + paid,
    }
    answers = [observed(item, value, scheme=scheme) for item, value in numbers.items()]
    return answers + [observed("S.EXP_FUNC", functions.get(each, 0), scheme=scheme, func=each) for each in FUNCTIONS]


def values_of(answers: list[Observation]) -> dict[str, float]:
    made = compute_inquiry(
        answers, PARTS.questionnaire, [*PARTS.indicators.values()], [], PARTS.codelists
    ).country_values.to_pylist()
    return {row["indicator"]: row["value_computed"] for row in made if row["breakdown"] == "_T" and row["sex"] == "_T"}


def test_the_guarantees_of_the_method_page_add_up() -> None:
    functions = {"OLD": 60, "SUR": 15, "DIS": 10, "FAM": 12, "HEA": 40, "HOU": 3}
    found = values_of([*account("QMA01", functions, administration=6, other=4), observed("X.GDP", 1000)])
    assert [round(found[each], 9) for each in GUARANTEES] == [1.2, 1.0, 7.5, 1.3]
    assert round(found["EXPENDITURE_EXCL_HEALTH"], 9) == 11.0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(FUNCTIONS), st.integers(0, 10**9)),
            st.integers(0, 10**8),
            st.integers(0, 10**8),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_guarantees_and_what_is_not_allocated_are_expenditure_without_health(
    schemes: list[tuple[dict[str, int], int, int]],
) -> None:
    answers = [observed("X.GDP", 10**9)]
    for number, (functions, administration, other) in enumerate(schemes, start=1):
        answers += account(f"QMA{number:02}", functions, administration=administration, other=other)
    found = values_of(answers)
    assert abs(sum(found[each] for each in GUARANTEES) - found["EXPENDITURE_EXCL_HEALTH"]) < 1e-6
    assert abs(found["GUARANTEES_DISCREPANCY"]) < 1e-6


def test_benefits_that_were_not_divided_among_functions_are_the_discrepancy() -> None:
    answers = account("QMA01", {"OLD": 60, "FAM": 40}, administration=0, other=0)
    undivided = [each for each in answers if not (each.item == "S.EXP_FUNC" and each.func == "FAM")]
    zero = observed("S.EXP_FUNC", 0, scheme="QMA01", func="FAM")
    found = values_of([*undivided, zero, observed("X.GDP", 1000)])
    assert round(found["GUARANTEES_DISCREPANCY"], 9) == 4.0


def test_money_that_moves_between_schemes_is_counted_once() -> None:
    payer = account("QMA01", {"OLD": 50}, administration=0, other=0, paid=30)
    receiver = account("QMA02", {"HEA": 30}, administration=0, other=0, received=30)
    found = values_of([*payer, *receiver, observed("X.GDP", 1000)])
    assert (found["EXPENDITURE_TOTAL"], found["TRANSFERS_DISCREPANCY"]) == (8, 0)


def test_what_one_side_of_a_transfer_does_not_know_is_printed() -> None:
    payer = account("QMA01", {"OLD": 50}, administration=0, other=0, paid=30)
    receiver = account("QMA02", {"HEA": 30}, administration=0, other=0, received=25)
    found = values_of([*payer, *receiver, observed("X.GDP", 1000)])
    assert (found["EXPENDITURE_TOTAL"], found["TRANSFERS_DISCREPANCY"]) == (8, 0.5)


def test_no_indicator_mixes_the_accounts_of_schemes_with_those_of_government() -> None:
    government = {"X.GF10", "X.HE_GOV", "X.GE_EDU"}
    for indicator in DECLARED:
        for formula in indicator.formulas:
            named = set(re.findall(r"\b[SBX]\.\w+", formula.text))
            assert not (named & government and any(item[0] in "SB" for item in named)), indicator.id


def test_line_price_year_and_welfare_concept_stand_beside_a_poverty_rate() -> None:
    answers = [
        observed("X.POV_RATE_INT", Decimal("9.1"), channel="context", method="Survey of 2023"),
        observed("X.POV_LINE_INT", 3, channel="context"),
        observed("Q.PPP_YEAR", "2021", channel="context", breakdown="X.POV_RATE_INT"),
        observed("Q.WELFARE", "CONSUMPTION", breakdown="A3"),
    ]
    made = compute_inquiry(answers, PARTS.questionnaire, [*PARTS.indicators.values()], [], PARTS.codelists)
    (row,) = [each for each in made.country_values.to_pylist() if each["indicator"] == "POVERTY_INTERNATIONAL"]
    assert row["note"] == "X.POV_LINE_INT=3; Q.PPP_YEAR=2021; Q.WELFARE=CONSUMPTION; Survey of 2023"


def test_what_is_calculated_from_answers_counts_as_answered() -> None:
    key = {"scheme": "QMA01"}
    numbers = {
        "S.REC_CONTR_EE": 25,
        "S.REC_CONTR_SELF": 5,
        "S.REC_CONTR_ER": 30,
        "S.REC_GOV_GEN": 20,
        "S.REC_TRANSF": 0,
    }
    accounts = {**numbers, "S.REC_TOTAL": 100, "S.EXP_TOTAL": 90, "S.INS_EARN": 400, "S.REC_INVEST": 20}
    answers = [observed(item, value, **key) for item, value in accounts.items()]
    found = values_of([*answers, observed("X.GDP", 1000)])
    assert found["PROTECTED_PERSONS_CONTRIBUTIONS"] == 3
    assert (found["GOVERNMENT_FINANCING"], found["GOVERNMENT_SHARE_OF_RECEIPTS"]) == (2, 20)
    assert (found["OTHER_SHARE_OF_RECEIPTS"], found["BALANCE"]) == (20, 1)
    shares = ("EMPLOYER", "PROTECTED_PERSONS", "GOVERNMENT", "OTHER")
    assert sum(found[f"{each}_SHARE_OF_RECEIPTS"] for each in shares) == 100


def test_a_figure_of_single_schemes_is_made_from_calculated_items() -> None:
    key = {"scheme": "QMA01"}
    numbers = {"S.REC_CONTR_EE": 25, "S.REC_CONTR_SELF": 5, "S.REC_CONTR_ER": 30, "S.INS_EARN": 400}
    answers = [observed(item, value, **key) for item, value in numbers.items()]
    made = compute_inquiry(answers, PARTS.questionnaire, [*PARTS.indicators.values()], [], PARTS.codelists)
    rates = {row["scheme"]: row["value"] for row in made.scheme_values.to_pylist() if row["indicator"] == RATE}
    assert rates == {"QMA01": 15}
