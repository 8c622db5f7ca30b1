"""The arithmetic of verdicts in words, and the worked tables of the method page."""

from pathlib import Path

import pytest

from openssi.present.standard_words import StandardWords
from openssi.vocabulary.text import Language
from openssi.vocabulary.verdict import BranchVerdict
from standard_world import DEFINITIONS, EARNINGS, RATE_52, WAGES, cell, condition, judged, of_scheme

PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "adequacy.md").read_text(encoding="utf-8")

SICKNESS = of_scheme("SIC", **RATE_52, DUR_RULE="LIMITED", DUR=26, WAIT=3)
OLD_AGE = of_scheme("OLD", SB_BEN=1000, SB_FA_BEN=0, SB_FA_WORK=0, QUAL=420, QUAL_MIN=180, DUR_RULE="UNLIMITED")
FAMILY = [
    *of_scheme("FAM", QUAL=3, DUR_RULE="UNLIMITED"),
    cell("X.POP_CHILD", 1000),
    cell("X.WAGE_LABOURER", 1000),
    cell("L.COV_MAND", 200, "FAM"),
    cell("L.COV_NC", 100, "FAM"),
    cell("B.FUNC", "FAM", scheme="QMA01", benefit="QMA01-01"),
    cell("B.FORM", "CASH_PER", scheme="QMA01", benefit="QMA01-01"),
    cell("B.EXP", 108_000, scheme="QMA01", benefit="QMA01-01"),
]


def words(language: Language = "en") -> StandardWords:
    return StandardWords(DEFINITIONS.texts, DEFINITIONS.codelists, language)


def said(verdict: BranchVerdict, kind: str, language: Language = "en") -> str:
    return words(language).condition(condition(verdict, kind), verdict)


@pytest.mark.parametrize(
    ("branch", "kind", "sentence"),
    [
        ("C102.III", "rate", "(1,200 + 80) / (2,400 + 60) = 52.0% ≥ 45%: met"),
        ("C102.III", "duration", "weeks: 26 ≥ 26: met"),
        ("C102.III", "waiting", "days: 3 ≤ 3: met"),
        ("C102.V", "rate", "(1,000 + 0) / (2,400 + 0) = 41.7% ≥ 40%: met"),
        ("C102.V", "qualifying", "years of contribution or employment: 35 > 30: not met"),
        ("C102.V", "reduced", "years of contribution or employment: 15 ≤ 15: met"),
        ("C102.V", "duration", "as long as the contingency lasts: met"),
        ("C102.VII", "total_value", "108,000 / (12 × 1,000 × 300) = 3.0% ≥ 3%: met"),
    ],
)
def test_the_worked_tables_of_the_method_page_are_what_is_printed(branch: str, kind: str, sentence: str) -> None:
    cells = {"C102.III": SICKNESS, "C102.V": OLD_AGE, "C102.VII": FAMILY}[branch]
    wages = [] if branch == "C102.VII" else WAGES
    assert said(judged(branch, cells, EARNINGS, wages), kind) == sentence
    arithmetic, outcome = sentence.rsplit(": ", 1)
    assert f"| {arithmetic} | {outcome} |" in PAGE


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "(1,200 + 80) / (2,400 + 60) = 52.0% ≥ 45%: met"),
        ("fr", "(1\u00a0200 + 80) / (2\u00a0400 + 60) = 52,0\u00a0% ≥ 45\u00a0%\u00a0: satisfaite"),
        ("es", "(1200 + 80) / (2400 + 60) = 52,0\u00a0% ≥ 45\u00a0%: cumplida"),
    ],
)
def test_the_arithmetic_is_written_as_each_language_writes_numbers(language: Language, sentence: str) -> None:
    assert said(judged("C102.III", SICKNESS, EARNINGS, WAGES), "rate", language) == sentence


def test_a_rate_that_misses_by_a_hair_shows_the_digits_that_tell() -> None:
    cells = of_scheme("SIC", SB_BEN=107_999, SB_FA_BEN=0, SB_FA_WORK=0, WAIT=3, DUR_RULE="UNLIMITED")
    found = judged("C102.III", cells, EARNINGS, [cell("X.WAGE_SKILLED", 240_000)])
    assert said(found, "rate") == "(107,999 + 0) / (240,000 + 0) = 44.9996% < 45%: not met"


@pytest.mark.parametrize(
    ("language", "verdict"),
    [
        ("en", "indicative only: the standard would be met"),
        ("fr", "indicatif seulement\u00a0: la norme serait satisfaite"),
        ("es", "solo indicativo: la norma se cumpliría"),
    ],
)
def test_an_indicative_verdict_says_so(language: Language, verdict: str) -> None:
    found = judged("C102.III", of_scheme("SIC", RR=60, DUR_RULE="UNLIMITED", WAIT=3), EARNINGS, WAGES)
    assert words(language).verdict(found) == verdict


def test_the_reference_wage_is_named_with_its_item_and_what_was_assumed_is_said() -> None:
    found = judged("C102.III", SICKNESS, WAGES)
    told = words().circumstances(found)
    assert "by Articles 16(1), 65, assumed because S.BEN_FORMULA does not tell" in told
    assert "reference: wage of the skilled manual male employee (X.WAGE_SKILLED)" in told


def test_what_a_recommendation_advises_stands_beside() -> None:
    found = judged("C128.III", OLD_AGE, EARNINGS, WAGES)
    assert "R131 advises 55% (recalled; to be confirmed against the text)" in words().circumstances(found)
