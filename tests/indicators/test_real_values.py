"""Real values over the years: prices, redenominations and what hinders them, on literal cells."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.expressions import ObservationCells
from openssi.indicators.real_values import YearsOfCountry, real_values
from openssi.vocabulary.adequacy import RealValue
from openssi.vocabulary.observation import Observation

QUESTIONNAIRE = load().questionnaire
BENEFIT = ("QMA01", "QMA01-01")
AT = {"scheme": "QMA01", "benefit": "QMA01-01"}


def cell(item: str, year: int, answer: str | float, **key: str) -> Observation:
    is_text = isinstance(answer, str)
    value, text = (None, str(answer)) if is_text else (Decimal(str(answer)), None)
    return Observation(ref_area="QMA", item=item, time_period=year, value=value, text_value=text, **key)  # type: ignore[arg-type]


def benefit_of(year: int, amount: float, payments: int = 12, currency: str = "QAV") -> list[Observation]:
    return [
        cell("B.FUNC", year, "OLD", **AT),
        cell("B.AMT_AVG", year, amount, currency=currency, **AT),
        cell("B.AMT_PAY", year, payments, **AT),
    ]


def series(*cells: Observation, base: int = 2022) -> tuple[RealValue, ...]:
    years = sorted({each.time_period for each in cells})
    by_year = {year: [each for each in cells if each.time_period == year] for year in range(min(years), base + 1)}
    country = YearsOfCountry(ObservationCells(by_year, base, QUESTIONNAIRE), years)
    return real_values(country, BENEFIT, "B.AMT_AVG", base)


def test_amounts_are_taken_to_the_prices_of_the_base_year() -> None:
    found = series(*benefit_of(2021, 200), cell("X.CPI", 2021, 100), *benefit_of(2022, 230), cell("X.CPI", 2022, 110))
    assert [(each.year, each.nominal, each.real, each.change) for each in found] == [
        (2021, 200, 220, None),
        (2022, 230, 230, Fraction(100 * 10, 220)),
    ]


def test_a_thirteenth_payment_raises_the_monthly_equivalent() -> None:
    found = series(*benefit_of(2022, 120, payments=13), cell("X.CPI", 2022, 110))
    assert found[0].nominal == 130


def test_a_redenomination_takes_earlier_amounts_to_the_new_money() -> None:
    found = series(
        *benefit_of(2021, 200_000, currency="QAO"),
        cell("X.CPI", 2021, 100),
        *benefit_of(2022, 230),
        cell("X.CPI", 2022, 110),
        cell("N.CURR_CHANGE", 2022, 1000),
    )
    assert [(each.old_per_new, each.real) for each in found] == [(1000, 220), (1, 230)]
    assert "QMA.2022.N_CURR_CHANGE._Z._Z._T._T._Z._Z" in found[0].cells


def test_two_redenominations_multiply() -> None:
    cells = [each for year in (2020, 2021, 2022) for each in (*benefit_of(year, 100), cell("X.CPI", year, 100))]
    found = series(*cells, cell("N.CURR_CHANGE", 2021, 10), cell("N.CURR_CHANGE", 2022, 100))
    assert [each.old_per_new for each in found] == [1000, 100, 1]


def test_another_currency_without_a_redenomination_gives_no_real_value() -> None:
    found = series(
        *benefit_of(2021, 200, currency="QAO"),
        cell("X.CPI", 2021, 100),
        *benefit_of(2022, 230),
        cell("X.CPI", 2022, 110),
    )
    assert [(each.hindrance, each.real) for each in found] == [("currencies_differ", None), ("", 230)]
    assert found[1].change is None


def test_a_reporting_currency_that_changes_without_a_redenomination_hinders_too() -> None:
    unsaid = [*benefit_of(2021, 200, currency=""), *benefit_of(2022, 230, currency="")]
    prices = [cell("X.CPI", 2021, 100), cell("X.CPI", 2022, 110)]
    changed = [cell("N.CURRENCY", 2021, "QAO"), cell("N.CURRENCY", 2022, "QAV")]
    assert series(*unsaid, *prices, *changed)[0].hindrance == "currencies_differ"


@pytest.mark.parametrize(("year", "named"), [(2021, "X.CPI 2021"), (2022, "X.CPI 2022")])
def test_a_missing_price_index_is_named_with_its_year(year: int, named: str) -> None:
    prices = [cell("X.CPI", each, 100) for each in (2021, 2022) if each != year]
    found = series(*benefit_of(2021, 200), *benefit_of(2022, 230), *prices)
    assert (found[0].hindrance, found[0].missing, found[0].real) == ("missing", (named,), None)


def test_a_price_index_of_zero_is_never_divided_by() -> None:
    found = series(*benefit_of(2021, 200), cell("X.CPI", 2021, 0), *benefit_of(2022, 230), cell("X.CPI", 2022, 110))
    assert (found[0].hindrance, found[0].real) == ("zero", None)


def test_a_change_is_told_only_from_the_year_before() -> None:
    cells = [each for year in (2020, 2022) for each in (*benefit_of(year, 100), cell("X.CPI", year, 100))]
    assert [each.change for each in series(*cells)] == [None, None]


def test_the_rule_of_adjustment_stands_beside_the_value() -> None:
    rule = [
        cell("B.INDEX", 2022, "PRICE", **AT),
        cell("B.AMT_ADJ", 2022, 3.1, **AT),
        cell("B.AMT_ADJ_DATE", 2022, "2022-07-01", **AT),
    ]
    found = series(*benefit_of(2022, 230), cell("X.CPI", 2022, 110), *rule)[0]
    assert (found.index_rule, found.adjustment, found.adjusted_on) == ("PRICE", Fraction("3.1"), "2022-07-01")


@given(st.integers(1, 10**6), st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 1000))
def test_an_amount_that_follows_prices_keeps_its_real_value(amount: int, before: int, after: int, factor: int) -> None:
    follows = benefit_of(2022, 1)
    follows[1] = Observation(
        ref_area="QMA", item="B.AMT_AVG", time_period=2022, value=Decimal(amount * after), currency="QAV", **AT
    )
    earlier = benefit_of(2021, amount * before * factor)
    cells = [*earlier, *follows, cell("X.CPI", 2021, before), cell("X.CPI", 2022, after)]
    found = series(*cells, cell("N.CURR_CHANGE", 2022, factor))
    assert found[0].real == found[1].real
    assert found[1].change == 0
