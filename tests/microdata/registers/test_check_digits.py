"""Check digits against identifiers whose check digit is published, and against single errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.registers.check_digits import passed
from openssi.microdata.registers.rule import CheckDigit

ISBN = CheckDigit(scheme="mod11", weights=(10, 9, 8, 7, 6, 5, 4, 3, 2), ten="X")
DIGITS = "0123456789"


def passes(text: str, check: CheckDigit) -> bool:
    return bool(passed(np.frombuffer(text.encode(), dtype=np.uint8).reshape(1, -1), check)[0])


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("79927398713", CheckDigit(scheme="luhn")),
        ("4539578763621486", CheckDigit(scheme="luhn")),
        ("2363", CheckDigit(scheme="verhoeff")),
        ("5724", CheckDigit(scheme="damm")),
        ("0306406152", ISBN),
        ("080442957X", ISBN),
        ("07940", CheckDigit(scheme="mod11_2")),
        ("0000000218250097", CheckDigit(scheme="mod11_2")),
        ("000000021694233X", CheckDigit(scheme="mod11_2")),
        ("WEST12345698765432GB82", CheckDigit(scheme="mod97")),
        ("79444", CheckDigit(scheme="mod97")),
        ("255081416802538", CheckDigit(scheme="mod97_complement")),
    ],
)
def test_an_identifier_with_its_published_check_digit_passes_and_with_any_other_does_not(
    text: str, check: CheckDigit
) -> None:
    assert passes(text, check)
    others = [text[:-1] + sign for sign in DIGITS + "X" if sign != text[-1]]
    assert [each for each in others if passes(each, check)] == []


@pytest.mark.parametrize("scheme", ["luhn", "verhoeff", "damm", "mod97", "mod97_complement"])
@settings(max_examples=30, deadline=None)
@given(body=st.text(DIGITS, min_size=3, max_size=12), place=st.integers(0, 2), step=st.integers(1, 9))
def test_a_single_wrong_digit_is_found(scheme: str, body: str, place: int, step: int) -> None:
    check = CheckDigit(scheme=scheme)  # type: ignore[arg-type]
    endings = [f"{each:02d}" for each in range(100)] if scheme.startswith("mod97") else list(DIGITS)
    right = next(body + ending for ending in endings if passes(body + ending, check))
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    assert not passes(wrong, check)


def test_where_the_remainder_ten_has_no_sign_such_numbers_are_not_issued() -> None:
    assert not passes("080442957X", CheckDigit(scheme="mod11", weights=ISBN.weights))
    assert passes("0804429570", CheckDigit(scheme="mod11", weights=ISBN.weights, ten="0"))


@pytest.mark.parametrize("scheme", ["luhn", "verhoeff", "damm", "mod11_2", "mod97", "mod97_complement"])
def test_signs_that_a_scheme_does_not_know_and_identifiers_that_are_too_short_do_not_pass(scheme: str) -> None:
    check = CheckDigit(scheme=scheme)  # type: ignore[arg-type]
    assert not passes("12a45", check)
    assert not passes("1", check)
    assert not passes("12345", ISBN)


def test_a_block_is_judged_row_by_row() -> None:
    block = np.frombuffer(b"79927398713799273987147992739871x", dtype=np.uint8).reshape(3, 11)
    assert passed(block, CheckDigit(scheme="luhn")).tolist() == [True, False, False]
    assert passed(block, CheckDigit()).tolist() == [True, True, True]
