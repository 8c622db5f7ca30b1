"""Groups of ages that are cut differently in two tables: whoever is in one and not in the other follows."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.disclosure.bands import band_of
from openssi.microdata.disclosure.of_estimates import protected_estimates
from openssi.microdata.disclosure.parts import Part, protected_parts
from openssi.microdata.disclosure.record import recorded
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.estimate import Attribute, Contributors, Estimate
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(
    id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=25, smallest_attribute=10, protection=10
)
INFINITE = float("inf")


@pytest.mark.parametrize(
    ("code", "band"),
    [("0-14", (0, 15)), ("15–64", (15, 65)), ("65+", (65, INFINITE)), ("7-7", (7, 8)), ("14-0", None), ("North", None)],
)
def test_a_code_names_a_band_of_whole_numbers(code: str, band: object) -> None:
    assert band_of(code) == band


def by_age(counts: dict[str, int]) -> list[Part]:
    return [Part(counted="persons", codes={} if age == "all" else {"age": age}, count=n) for age, n in counts.items()]


def withheld(counts: dict[str, int]) -> list[str]:
    found = protected_parts(by_age(counts), RULE)
    return sorted(key[-1] for key, cell in found.items() if cell.status != "published" and key[1] == "persons")


def test_few_of_one_age_do_not_follow_from_two_cuts() -> None:
    assert withheld({"all": 1_000, "0-14": 300, "15+": 700}) == []
    assert withheld({"all": 1_000, "0-15": 304, "16+": 696}) == []
    both = withheld({"all": 1_000, "0-14": 300, "15+": 700, "0-15": 304, "16+": 696})
    assert {"0-14", "15+"} <= set(both) or {"0-15", "16+"} <= set(both)


def test_many_of_one_age_leave() -> None:
    assert withheld({"all": 1_000, "0-14": 300, "15+": 700, "0-15": 330, "16+": 670}) == []


def test_bands_without_a_common_border_tell_nothing_of_each_other() -> None:
    assert withheld({"10-19": 300, "15-64": 304}) == []


def test_a_chain_of_bands_leads_from_one_border_to_the_other() -> None:
    """0-14 and 15-17 are 0-17: who is in 0-18 and not there is 18."""
    assert withheld({"0-14": 300, "15-17": 60, "0-18": 363})


def of(age: str, n: int, having: int) -> Estimate:
    attribute = Attribute(name="coverage: having", count=having)
    return Estimate(
        measure="coverage",
        domain_var="all" if age == "all" else "age_group",
        domain=age,
        estimate=having / n,
        n=n,
        population=float(n),
        contributors=Contributors(rows=n, attributes=(attribute,)),
    )


def test_a_design_that_cuts_ages_anew_does_not_tell_of_those_of_one_age(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "data", RULE)
    first = protected_estimates([of("all", 1_000, 500), of("0-14", 300, 150), of("15+", 700, 350)], RULE, protects)
    assert all(each.estimate is not None for each in first.estimates)
    again = protected_estimates([of("all", 1_000, 500), of("0-15", 304, 152), of("16+", 696, 348)], RULE, protects)
    assert [each.domain for each in again.estimates if each.estimate is not None] == ["all"]
    assert "DISCLOSURE_EARLIER" in {cell.reason for cell in again.cells}


def test_few_of_one_age_who_have_something_do_not_follow_where_its_persons_are_many(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "data", RULE)
    protected_estimates([of("all", 1_000, 500), of("0-14", 300, 150), of("15+", 700, 350)], RULE, protects)
    again = protected_estimates([of("all", 1_000, 500), of("0-15", 340, 153), of("16+", 660, 347)], RULE, protects)
    assert [each.domain for each in again.estimates if each.estimate is not None] == ["all"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.integers(1, 5), st.integers(1, 5))
def test_no_age_of_few_follows_from_two_cuts_at_any_border(ages: list[int], one: int, other: int) -> None:
    """Whoever sees all tables subtracts one cut from the other."""
    counts = {"all": sum(ages)}
    for border in (one, other):
        counts[f"0-{border - 1}"] = sum(ages[:border])
        counts[f"{border}+"] = sum(ages[border:])
    found = protected_parts(by_age(counts), RULE)
    shown = {key[-1]: cell.count for key, cell in found.items() if key[1] == "persons" and cell.count is not None}
    low, high = sorted((one, other))
    between = sum(ages[low:high])
    if 0 < between < RULE.minimum:
        below, above = {f"0-{low - 1}", f"{low}+"}, {f"0-{high - 1}", f"{high}+"}
        assert not (below & shown.keys() and above & shown.keys() and "_T" in shown)
        assert not {f"0-{low - 1}", f"0-{high - 1}"} <= shown.keys()
        assert not {f"{low}+", f"{high}+"} <= shown.keys()
