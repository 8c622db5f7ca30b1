"""Persons in several registers are counted once: known truths, then what holds for any registers."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.indicators import union_of

NO_OVERLAP: dict[frozenset[int], Decimal] = {}
METHODS = ("LINK", "SURVEY", "SINGLE", "PARTITION", "BOUNDS")
persons = st.integers(0, 1000).map(Decimal)


def decimals(*numbers: int) -> list[Decimal]:
    return list(map(Decimal, numbers))


def test_nobody_in_no_register() -> None:
    assert union_of([], Decimal(100), "BOUNDS", NO_OVERLAP).upper == 0


@pytest.mark.parametrize("method", METHODS)
def test_one_register_is_its_own_union(method: str) -> None:
    union = union_of(decimals(40), Decimal(100), method, NO_OVERLAP)
    assert (union.lower, union.proposed, union.upper) == (40, 40, 40)


def test_groups_that_do_not_overlap_are_added() -> None:
    assert union_of(decimals(40, 30), Decimal(100), "PARTITION", NO_OVERLAP).proposed == 70


def test_bounds_are_the_largest_part_and_the_capped_sum() -> None:
    union = union_of(decimals(70, 60), Decimal(100), "BOUNDS", NO_OVERLAP)
    assert (union.lower, union.upper) == (70, 100)


def test_without_knowledge_the_parts_count_as_independent() -> None:
    assert union_of(decimals(50, 50), Decimal(100), "BOUNDS", NO_OVERLAP).proposed == 75


@pytest.mark.parametrize("share", [0, 20, 60, 100])
def test_a_surveyed_overlap_gives_the_union_of_simulated_registers(share: int) -> None:
    random = Random(share)  # noqa: S311 - a simulation
    population = list(range(5000))
    large = set(random.sample(population, 2000))
    outside = [each for each in population if each not in large]
    inside_small = 1000 * share // 100
    small = set(random.sample(sorted(large), inside_small)) | set(random.sample(outside, 1000 - inside_small))
    rate = Decimal(len(small & large)) / len(small)
    union = union_of(decimals(2000, 1000), Decimal(5000), "SURVEY", {frozenset({0, 1}): rate})
    assert union.proposed == len(small | large)
    assert union.lower <= len(small | large) <= union.upper


def test_a_part_above_the_population_is_capped() -> None:
    assert union_of(decimals(120), Decimal(100), "BOUNDS", NO_OVERLAP).upper == 100


def test_an_unknown_population_caps_nothing() -> None:
    union = union_of(decimals(120, 30), None, "BOUNDS", NO_OVERLAP)
    assert (union.lower, union.proposed, union.upper) == (120, 150, 150)


@given(st.lists(persons, min_size=1, max_size=5), persons, st.sampled_from(METHODS))
def test_the_proposal_lies_between_the_bounds(parts: list[Decimal], population: Decimal, method: str) -> None:
    union = union_of(parts, population, method, NO_OVERLAP)
    assert 0 <= union.lower <= union.proposed <= union.upper <= population


@given(st.lists(persons, min_size=1, max_size=4), persons, st.sampled_from(METHODS))
def test_a_further_register_never_makes_the_union_smaller(parts: list[Decimal], more: Decimal, method: str) -> None:
    population = Decimal(1000)
    fewer, all_of_them = (union_of(each, population, method, NO_OVERLAP) for each in (parts, [*parts, more]))
    assert all_of_them.lower >= fewer.lower
    assert all_of_them.proposed >= fewer.proposed - Decimal("0.001")
    assert all_of_them.upper >= fewer.upper


def test_what_a_proposal_rests_on_is_said() -> None:
    half = {frozenset({0, 1}): Decimal("0.5")}
    said = {
        method: union_of(decimals(70, 60), Decimal(100), method, half).basis
        for method in ("LINK", "SURVEY", "PARTITION", "SINGLE", "BOUNDS")
    }
    assert said == {
        "LINK": {"rates"},
        "SURVEY": {"rates"},
        "PARTITION": {"disjoint"},
        "SINGLE": {"independent"},
        "BOUNDS": {"independent"},
    }
    assert union_of(decimals(70), None, "BOUNDS", half).basis == {"one"}
    assert union_of(decimals(70, 60), None, "BOUNDS", half).basis == {"unlimited"}
    assert [union_of(decimals(7, 6), Decimal(9), method, half).is_assumed for method in ("LINK", "BOUNDS")] == [
        False,
        True,
    ]


def test_parts_of_one_owner_are_one_register() -> None:
    overlap = {frozenset({"A", "B"}): Decimal("0.5")}
    union = union_of(decimals(40, 10, 20), Decimal(100), "LINK", overlap, ["A", "A", "B"])
    assert (union.lower, union.proposed, union.upper) == (40, 60, 70)


def test_an_overlap_is_taken_where_the_population_is_not_known() -> None:
    union = union_of(decimals(120, 30), None, "LINK", {frozenset({0, 1}): Decimal("0.2")})
    assert union.proposed == 144


def test_sums_of_unions_rest_on_what_each_of_them_rests_on() -> None:
    both = union_of(decimals(5), Decimal(9), "BOUNDS", NO_OVERLAP) + union_of(
        decimals(3, 4), Decimal(9), "BOUNDS", NO_OVERLAP
    )
    assert both.basis == {"one", "independent"}
