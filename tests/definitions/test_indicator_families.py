"""The families of indicators: every code of the specification is declared, in order, and documented."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import LANGUAGES

METHODS = Path(__file__).parents[2] / "docs" / "methods"
CODES = {
    "sdg_1_3_1": ["C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09"],
    "coverage": [
        "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25",
        "C26", "C27", "C28", "C29", "C30", "C31", "C32", "C33", "C34",
    ],
    "legal": [
        "L01", "L02", "L03", "L04", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12", "L13", "L14", "L15", "L16",
        "L17", "L18", "L19", "L20", "L21", "L22", "L23", "L24", "L25", "L26",
    ],
}  # fmt: skip
"""L01 to L22 are of the specification, L23 to L26 of decision 0022."""
PARTS_OF_LEGAL_COVERAGE = {
    "L01": {"MAND", "VOL", "NONCONTRIB"},
    "L05": {"MAND", "VOL", "NONCONTRIB"},
    "L06": {"MAND", "VOL"},
    "L07": {"MAND", "VOL", "NONCONTRIB"},
    "L08": {"MAND", "VOL", "NONCONTRIB"},
    "L09": {"MAND", "VOL", "NONCONTRIB"},
    "L10": {"MAND", "VOL", "NONCONTRIB"},
    "L11": {"MAND", "NONCONTRIB"},
    "L12": {"MAND", "VOL", "NONCONTRIB"},
}
VARIANTS = {
    "SDG_1_3_1_CHILD_HOUSEHOLDS": ("SDG_1_3_1_CHILD", "X.HH_CHILD"),
    "SDG_1_3_1_INJURY_EMPLOYED": ("SDG_1_3_1_INJURY", "X.EMP"),
    "SDG_1_3_1_VULNERABLE_BY_VULNERABLE": ("SDG_1_3_1_VULNERABLE", "H.DEN_VULN"),
    "PENSION_CONTRIBUTORS_LABOUR_FORCE_15_64": ("PENSION_CONTRIBUTORS_LABOUR_FORCE", "X.LF_15_64"),
    "PENSION_CONTRIBUTORS_15P": ("PENSION_CONTRIBUTORS_WORKING_AGE", "X.POP_15P"),
    "LEGAL_MATERNITY_LABOUR_FORCE": ("LEGAL_MATERNITY", "X.LF"),
}


def _of(family: str) -> list[Indicator]:
    return [each for each in load().indicators.values() if each.family == family]


def _with_code(code: str) -> Indicator:
    return next(each for each in load().indicators.values() if each.code == code)


@pytest.mark.parametrize("family", CODES)
def test_every_code_of_the_family_is_declared_in_order(family: str) -> None:
    assert [each.code for each in _of(family) if not each.variant_of] == CODES[family]


@pytest.mark.parametrize("family", CODES)
def test_every_indicator_has_an_example_with_and_one_without_a_value(family: str) -> None:
    assert [
        each.id
        for each in _of(family)
        if {example.value is None for example in each.examples} != {True, False}
    ] == []  # fmt: skip


@pytest.mark.parametrize("family", ["coverage", "legal"])
def test_every_indicator_and_variant_has_its_place_in_the_method_page(family: str) -> None:
    page = (METHODS / f"{family}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    missing = [
        each.id
        for each in _of(family)
        if not (f"`{each.id}`" in page if each.variant_of else f"{each.code} {each.id}" in headings)
    ]
    assert missing == []


def test_the_method_page_of_the_sdg_series_names_each_with_its_variants() -> None:
    page = (METHODS / "sdg-1-3-1.md").read_text(encoding="utf-8")
    series = [each for each in load().indicators.values() if each.sdg == "1.3.1"]
    assert [each.id for each in series if each.id not in page or each.series not in page] == []


@pytest.mark.parametrize("family", CODES)
def test_short_names_fit_the_axis_of_a_chart(family: str) -> None:
    names = [(each.id, each.short_name.in_language(tag)) for each in _of(family) for tag in LANGUAGES]
    assert [(owner, name) for owner, name in names if len(name) > 45] == []


def test_legal_coverage_is_the_sum_of_its_parts() -> None:
    parts = {code: set(_with_code(code).breakdowns) - {"_T"} for code in PARTS_OF_LEGAL_COVERAGE}
    assert parts == PARTS_OF_LEGAL_COVERAGE


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_has_its_own_weight_and_no_published_series(variant: str) -> None:
    declared = load().indicators[variant]
    assert (declared.variant_of, declared.weight) == VARIANTS[variant]
    assert (declared.series, declared.ilostat) == ("", "")


def test_a_share_of_persons_is_published_as_100_at_most_and_a_ratio_is_not() -> None:
    assert {each.cap for code in ("C10", "C26", "L05", "L12") for each in [_with_code(code)]} == {Decimal(100)}
    assert {each.cap for code in ("C17", "C18", "C32", "C33", "L16") for each in [_with_code(code)]} == {None}


def test_the_statutory_age_is_of_men_and_of_women_only() -> None:
    age = _with_code("L19")
    assert age.sexes == ("M", "F")
    assert [(each.sexes, each.text) for each in age.formulas] == [(("M",), "L.AGE_M"), (("F",), "L.AGE_F")]


def test_no_fact_of_law_is_imputed() -> None:
    assert [each.code for each in _of("legal") if each.has_aggregates and not each.imputes] == ["L19", "L20", "L21"]
    counted = ("L14", "L15", "L17", "L18", "L22")
    assert [code for code in counted if _with_code(code).has_aggregates] == []


def test_gaps_between_law_and_practice_are_better_when_lower() -> None:
    gaps = [each for each in _of("legal") if each.id.startswith("GAP_")]
    assert [each.code for each in gaps] == ["L16", "L23", "L24", "L25", "L26"]
    assert {(each.unit, each.direction, each.bounds) for each in gaps} == {
        ("POINTS", "lower", (Decimal(-100), Decimal(100)))
    }
