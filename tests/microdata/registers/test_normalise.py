"""Identifiers before they are hashed."""

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.registers.normalise import normalise, normalised
from openssi.microdata.registers.rule import CheckDigit, IdentifierRule

SIX = IdentifierRule(drop="-.", leading_zeros="pad", alphabet="0123456789", shortest=6, longest=6)
LETTERS = IdentifierRule(drop="-/", prefix="QM", alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", shortest=2, longest=9)
ANY_TEXT = st.text(alphabet=st.sampled_from("0012389aAbZQM-./ \t\n\x0b\x1c\x7f\u00a0\u0661\uff11\u200bé"), max_size=12)


@pytest.mark.parametrize(
    ("written", "rule", "hashed"),
    [
        ("123456", SIX, "123456"),
        ("000123", SIX, "000123"),
        ("123", SIX, "000123"),
        (" 12.34-56 ", SIX, "123456"),
        ("12\u00a034\u202f56", SIX, "123456"),
        ("\ufeff123456\u200b", SIX, "123456"),
        ("\uff11\uff12\uff13\uff14\uff15\uff16", SIX, "123456"),
        ("\u0661\u0662\u0663\u0664\u0665\u0666", SIX, "123456"),
        ("qm-ab/12", LETTERS, "AB12"),
        ("QMQM12", LETTERS, "QM12"),
        ("00ab", replace(LETTERS, leading_zeros="strip"), "AB"),
        ("ab", replace(LETTERS, case="lower"), "ab"),
        ("a b", replace(LETTERS, blanks="trim"), "A B"),
        ("e\u0301", replace(LETTERS, unicode="NFC"), "\u00c9"),
        ("\u00e9", replace(LETTERS, unicode="NFD"), "E\u0301"),
    ],
)
def test_an_identifier_becomes_the_text_that_is_hashed(written: str, rule: IdentifierRule, hashed: str) -> None:
    assert normalised(written, rule) == hashed


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    rule = replace(SIX, check_digit=CheckDigit(scheme="luhn"), placeholders=("999999",))
    written = [None, "", " ", "999999", "12a456", "1234567", "x" * 10_000, "123455", "123456", "12-3455", "9" * 10_000]
    found = normalise(pa.array(written), rule)
    assert found.ids == [b"123455", b"123455"]
    assert found.kept.tolist() == [7, 9]
    assert (found.empty, found.malformed, found.failed, found.changed) == (4, 4, 1, 1)


def test_the_check_digit_can_be_checked_and_then_be_left_out() -> None:
    rule = replace(SIX, check_digit=CheckDigit(scheme="luhn", keep=False))
    assert normalise(pa.array(["123455", "123456"]), rule).ids == [b"12345"]
    number = IdentifierRule(
        alphabet="0123456789", shortest=15, longest=15, check_digit=CheckDigit(scheme="mod97_complement", keep=False)
    )
    assert normalise(pa.array(["255081416802538"]), number).ids == [b"2550814168025"]


@pytest.mark.parametrize("zeros", ["keep", "strip", "pad"])
@pytest.mark.parametrize("base", [SIX, LETTERS, replace(LETTERS, prefix=""), replace(LETTERS, prefix="-")])
@settings(max_examples=20, deadline=None)
@given(texts=st.lists(ANY_TEXT, max_size=8))
def test_a_column_is_normalised_as_its_identifiers_are_one_by_one(
    base: IdentifierRule, zeros: str, texts: list[str]
) -> None:
    rule = replace(base, leading_zeros=zeros)  # type: ignore[arg-type]
    slowly = [normalised(each, rule) for each in texts]
    fits = [each for each in slowly if each and rule.shortest <= len(each) <= rule.longest]
    expected = [each.encode() for each in fits if set(each) <= set(rule.alphabet)]
    assert normalise(pa.array(texts, pa.string()), rule).ids == expected


@given(text=ANY_TEXT)
def test_normalising_twice_changes_nothing_more_without_a_prefix(text: str) -> None:
    once = normalised(text, SIX)
    assert normalised(once, SIX) == once
