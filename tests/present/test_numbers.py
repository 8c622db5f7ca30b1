from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.present.numbers import (
    format_day,
    format_number,
    percent,
    percent_number,
    rounded,
    share,
    significant,
    state_of,
    value_text,
    year_range,
)
from openssi.vocabulary.text import LANGUAGES, Language

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "514,686"), ("fr", f"514{NBSP}686"), ("es", f"514{NBSP}686")],
)
def test_thousands_are_written_as_in_each_language(language: Language, expected: str) -> None:
    assert format_number(514_686, language) == expected


def test_four_digits_stay_closed_in_spanish_only() -> None:
    assert [format_number(1234, language) for language in LANGUAGES] == ["1,234", f"1{NBSP}234", "1234"]


def test_the_decimal_sign_and_the_minus_follow_the_language() -> None:
    assert [format_number(-1234.5, language, 1) for language in LANGUAGES] == [
        "−1,234.5",
        f"−1{NBSP}234,5",
        "−1234,5",
    ]


def test_a_value_that_rounds_to_zero_carries_no_minus() -> None:
    assert format_number(-0.04, "en", 1) == "0.0"


def test_halves_round_away_from_zero() -> None:
    assert [format_number(value, "en", 1) for value in (0.25, 0.35, -0.25)] == ["0.3", "0.4", "−0.3"]


def test_percentages_have_one_decimal_but_exactly_0_and_100_have_none() -> None:
    shown = [percent(value, "en") for value in (39.2, 0, 100, 99.97, 0.04)]
    assert shown == ["39.2%", "0%", "100%", "100.0%", "0.0%"]


def test_a_mean_of_whole_percentages_is_still_100() -> None:
    assert percent_number(99.99999999999, "en") == "100"


def test_french_and_spanish_put_a_fixed_space_before_the_sign() -> None:
    assert [percent(39.2, language) for language in ("fr", "es")] == [f"39,2{NBSP}%"] * 2


def test_a_share_is_0_or_100_only_where_it_is_exactly_so() -> None:
    shown = [share(value, "en") for value in (0, 0.001, 0.984, 0.998, 1)]
    assert shown == ["0%", f"<{NBSP}1%", "98%", f">{NBSP}99%", "100%"]


def test_years_are_shortened_in_english_within_a_century_only() -> None:
    assert [year_range(2016, 2020, language) for language in LANGUAGES] == ["2016–20", "2016–2020", "2016–2020"]
    assert year_range(1998, 2003, "en") == "1998–2003"
    assert year_range(2020, 2020, "en") == "2020"


def test_days_are_written_in_words() -> None:
    days = [format_day(date(2021, 5, 12), language) for language in LANGUAGES]
    assert days == ["12 May 2021", "12 mai 2021", "12 de mayo de 2021"]


def test_a_zero_is_not_an_empty_cell() -> None:
    assert (state_of(0.0, "A"), state_of(None, "A"), state_of(None, "M")) == ("zero", "missing", "not_applicable")
    assert [
        value_text(value, status, "en") for value, status in ((0.0, "A"), (None, "L"), (None, "M"), (0.0, "N"))
    ] == [
        "0",
        "…",
        "a",
        "–",
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [("A", "normal"), ("E", "estimated"), ("I", "imputed"), ("P", "provisional"), ("B", "break"), ("V", "normal")],
)
def test_each_status_has_its_mark(status: str, state: str) -> None:
    assert state_of(12.0, status) == state


def test_two_significant_digits_are_kept() -> None:
    kept = [significant(value) for value in (4_212_345_678, 514_686, 52, 0)]
    assert kept == [4_200_000_000, 510_000, 52, 0]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_what_is_printed_is_the_number_within_half_a_digit(value: Decimal) -> None:
    for language in LANGUAGES:
        text = format_number(value, language, 1).replace("−", "-")
        plain = text.replace(",", "") if language == "en" else text.replace(NBSP, "").replace(",", ".")
        assert abs(Decimal(plain) - value) <= Decimal("0.05")
        assert Decimal(plain) == rounded(value, 1)


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    days = [format_day(date(2026, 12, 1), language) for language in LANGUAGES]
    assert days == ["1 December 2026", "1er décembre 2026", "1 de diciembre de 2026"]
