from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.collect.workbook_numbers import Ambiguous, decimal_mark, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1’234’567.25", "1234567.25"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("12,34,567", "1234567"),
        ("12,5", "12.5"),
        ("12.3456", "12.3456"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1 234,567", "1234.567"),
        (",5", "0.5"),
        ("−12,5", "-12.5"),
        ("- 3", "-3"),
        ("+7", "7"),
        ("123456789012345678.0000000001", "123456789012345678.0000000001"),
    ],
)
def test_a_number_is_read_in_the_manner_of_each_language(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "12.345", "999,999", "-1.234"])
def test_one_mark_before_three_digits_can_be_either(text: str) -> None:
    found = parse_number(text)
    assert isinstance(found, Ambiguous)
    assert found.grouped == found.fraction * 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "12 34",
        "1,23,45",
        "1.2.3",
        "1,234.567.8",
        "12 millions",
        "1e5",
        "(12)",
        "--1",
        "-",
        "n/a",
        "…",
        "1.234 5",
        "1/2",
    ],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1.234,5", ","), ("1,234.5", "."), ("12,5", ","), ("1,234", ""), ("1234", ""), ("1.234.567", "")],
)
def test_the_decimal_mark_is_known_only_where_there_is_no_doubt(text: str, mark: str) -> None:
    assert decimal_mark(text) == mark


@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from([(" ", ","), (",", "."), (".", ","), ("\u00a0", ".")]),
)
def test_two_decimals_are_read_whatever_parts_the_thousands(number: Decimal, marks: tuple[str, str]) -> None:
    thousands, decimal = marks
    text = f"{number:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    assert parse_number(text) == number
