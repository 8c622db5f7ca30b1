"""Benefits beside lines, wages and GDP per head, on literal cells."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from openssi.definitions import load
from openssi.expressions import ObservationCells
from openssi.indicators.benchmarks import BenefitYear, compiled_benchmarks
from openssi.indicators.real_values import YearsOfCountry
from openssi.vocabulary.adequacy import BenefitComparison
from openssi.vocabulary.observation import Observation

DEFINITIONS = load()
STANDARDS = DEFINITIONS.standards
BENCHMARKS = compiled_benchmarks(STANDARDS.benchmarks, DEFINITIONS.questionnaire, DEFINITIONS.codelists)
AT = {"scheme": "QMA01", "benefit": "QMA01-01"}


def cell(item: str, answer: str | float, year: int = 2023, **key: str) -> Observation:
    is_text = isinstance(answer, str)
    value, text = (None, str(answer)) if is_text else (Decimal(str(answer)), None)
    return Observation(ref_area="QMA", item=item, time_period=year, value=value, text_value=text, **key)  # type: ignore[arg-type]


PENSION = [cell("B.AMT_AVG", 120, currency="QAV", **AT), cell("B.AMT_PAY", 13, **AT)]
"""130 a month."""

CONTEXT = [
    cell("X.POV_LINE", 104, currency="QAV"),
    cell("X.WAGE_MIN", 260, currency="QAV"),
    cell("X.WAGE_AVG", 520, currency="QAV"),
    cell("X.WAGE_MED", 400, currency="QAV"),
    cell("X.GDP", 7_800_000, currency="QAV"),
    cell("X.POP_TOTAL", 1000),
]
PARITY = [cell("X.CPI", 110), cell("X.CPI", 100, 2021), cell("X.PPP", 0.5, 2021), cell("X.PPP", 9, 2023)]


def compared(*cells: Sequence[Observation], year: int = 2023) -> dict[str, BenefitComparison]:
    told = [each for some in cells for each in some]
    by_year = {each: [one for one in told if one.time_period == each] for each in range(2016, 2025)}
    country = YearsOfCountry(ObservationCells(by_year, 2024, DEFINITIONS.questionnaire), range(2019, 2025))
    own = country.in_year(year).for_unit("QMA01", "QMA01-01")
    found = BenefitYear(country, own, "B.AMT_AVG").comparisons(BENCHMARKS, STANDARDS.poverty_lines)
    return {each.benchmark: each for each in found}


@pytest.mark.parametrize(
    ("against", "percent"),
    [("POV_LINE", 125), ("WAGE_MIN", 50), ("WAGE_AVG", 25), ("WAGE_MED", Fraction(65, 2)), ("GDP_HEAD", 20)],
)
def test_the_monthly_amount_is_compared_with_amounts_of_the_same_year(against: str, percent: int | Fraction) -> None:
    found = compared(PENSION, CONTEXT)[against]
    assert (found.amount, found.percent, found.hindrance) == (130, percent, "")
    assert found.cells[:2] == (
        "QMA.2023.B_AMT_AVG.QMA01.QMA01-01._T._T._Z._Z",
        "QMA.2023.B_AMT_PAY.QMA01.QMA01-01._T._T._Z._Z",
    )


def test_an_international_line_is_compared_at_the_prices_and_parity_of_its_own_year() -> None:
    found = compared(PENSION, CONTEXT, PARITY)["INT_3_00"]
    daily = Fraction(130 * 100, 110) * 12 / 365 / Fraction(1, 2)
    assert (found.amount, found.percent) == (daily, 100 * daily / 3)
    assert found.source is not None
    assert found.source.confirmed


def test_without_the_parity_of_its_own_year_a_line_is_not_compared() -> None:
    found = compared(PENSION, CONTEXT, PARITY)
    assert (found["INT_2_15"].percent, found["INT_2_15"].missing) == (None, ("X.CPI 2017", "X.PPP 2017"))


def test_a_redenomination_since_the_year_of_the_parity_is_undone() -> None:
    new_money = [cell("N.CURR_CHANGE", 1000, 2022)]
    found = compared(PENSION, CONTEXT, PARITY, new_money)["INT_3_00"]
    assert found.amount == 1000 * Fraction(130 * 100, 110) * 12 / 365 / Fraction(1, 2)


def test_a_redenomination_after_the_year_of_the_benefit_is_undone_too() -> None:
    earlier = [
        cell("B.AMT_AVG", 120_000, 2020, currency="QAO", **AT),
        cell("B.AMT_PAY", 12, 2020, **AT),
        cell("X.CPI", 90, 2020),
    ]
    found = compared(earlier, PARITY, [cell("N.CURR_CHANGE", 1000, 2021)], year=2020)["INT_3_00"]
    assert found.amount == Fraction(120 * 100, 90) * 12 / 365 / Fraction(1, 2)


def test_a_currency_that_changes_without_a_redenomination_hinders_the_comparison() -> None:
    changed = [cell("N.CURRENCY", "QAO", 2021), cell("N.CURRENCY", "QAV")]
    found = compared(PENSION, CONTEXT, PARITY, changed)
    assert (found["INT_3_00"].hindrance, found["INT_3_00"].percent) == ("currencies_differ", None)
    assert found["POV_LINE"].percent == 125


def test_a_line_in_another_currency_is_not_compared() -> None:
    found = compared(PENSION, [cell("X.POV_LINE", 104, currency="USD")])["POV_LINE"]
    assert (found.hindrance, found.percent) == ("currencies_differ", None)


@pytest.mark.parametrize("against", ["POV_LINE", "WAGE_MIN", "GDP_HEAD"])
def test_a_benchmark_of_zero_is_never_divided_by(against: str) -> None:
    zeros = [cell(item, 0) for item in ("X.POV_LINE", "X.WAGE_MIN", "X.GDP", "X.POP_TOTAL")]
    found = compared(PENSION, zeros)[against]
    assert (found.hindrance, found.percent) == ("zero", None)


def test_what_is_missing_is_named() -> None:
    found = compared(PENSION)
    assert found["WAGE_AVG"].missing == ("X.WAGE_AVG",)
    assert found["GDP_HEAD"].missing == ("X.GDP", "X.POP_TOTAL")
    assert compared(PENSION, [cell("X.GDP", 1)])["GDP_HEAD"].missing == ("X.POP_TOTAL",)
    assert compared(CONTEXT)["WAGE_AVG"].missing == ("B.AMT_AVG QMA01-01", "B.AMT_PAY QMA01-01")


def test_the_lines_are_dated_and_belong_to_two_vintages() -> None:
    lines = [(str(each.dollars), each.ppp_year, each.valid_to is None) for each in STANDARDS.poverty_lines]
    assert lines == [
        ("3.00", 2021, True),
        ("4.20", 2021, True),
        ("8.30", 2021, True),
        ("2.15", 2017, False),
        ("3.65", 2017, False),
        ("6.85", 2017, False),
    ]
