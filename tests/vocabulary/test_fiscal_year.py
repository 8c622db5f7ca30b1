import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.vocabulary.fiscal_year import FiscalYearRule, fiscal_year, fiscal_year_label


@pytest.mark.parametrize(
    ("start", "rule", "first"),
    [
        ("01-01", "MAJORITY", "2023-01-01"),
        ("01-01", "END", "2023-01-01"),
        ("04-01", "MAJORITY", "2023-04-01"),
        ("07-01", "MAJORITY", "2023-07-01"),
        ("07-16", "MAJORITY", "2023-07-16"),
        ("10-01", "MAJORITY", "2022-10-01"),
        ("07-01", "END", "2022-07-01"),
        ("10-01", "START", "2023-10-01"),
    ],
)
def test_the_year_that_holds_most_months_counts(start: str, rule: FiscalYearRule, first: str) -> None:
    begins, _ = fiscal_year(start, rule, 2023)
    assert begins.isoformat() == first


def test_a_year_from_july_to_june_is_labelled_with_both_days() -> None:
    assert fiscal_year_label("07-01", "MAJORITY", 2023) == "2023-07-01/2024-06-30"
    assert fiscal_year_label("01-01", "MAJORITY", 2023) == ""


def test_a_year_that_begins_on_a_leap_day_begins_in_march_otherwise() -> None:
    assert fiscal_year("02-29", "START", 2023) == (dt.date(2023, 3, 1), dt.date(2024, 2, 28))


@given(st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31)), st.sampled_from(["MAJORITY", "START", "END"]))
def test_one_fiscal_year_follows_the_other_without_a_gap(day: dt.date, rule: FiscalYearRule) -> None:
    _, last = fiscal_year(f"{day:%m-%d}", rule, 2021)
    first, _ = fiscal_year(f"{day:%m-%d}", rule, 2022)
    assert first - last == dt.timedelta(days=1)
