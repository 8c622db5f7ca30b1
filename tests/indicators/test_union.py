"""Persons in several registers are counted once: known truths, then what holds for any registers."""

from decimal import Decimal

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


def test_without_knowledge_the_proposal_is_the_middle_of_the_bounds() -> None:
    assert union_of(decimals(50, 30), Decimal(100), "BOUNDS", NO_OVERLAP).proposed == 65
    assert union_of(decimals(50, 30), Decimal(60), "BOUNDS", NO_OVERLAP).proposed == 55


def test_a_part_above_the_population_is_capped() -> None:
    assert union_of(decimals(120), Decimal(100), "BOUNDS", NO_OVERLAP).upper == 100


def test_an_unknown_population_caps_nothing() -> None:
    union = union_of(decimals(120, 30), None, "BOUNDS", NO_OVERLAP)
    assert (union.lower, union.proposed, union.upper) == (120, 135, 150)


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


def pairs(**shares: str) -> dict[frozenset[str], Decimal]:
    return {frozenset(pair): Decimal(share) for pair, share in shares.items()}


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
        "SINGLE": {"middle"},
        "BOUNDS": {"middle"},
    }
    assert union_of(decimals(70), None, "BOUNDS", half).basis == {"one"}
    assert union_of(decimals(70, 0), Decimal(100), "BOUNDS", half).basis == {"one"}
    assert [union_of(decimals(7, 6), Decimal(9), method, half).is_assumed for method in ("LINK", "BOUNDS")] == [
        False,
        True,
    ]


def test_a_part_that_is_the_whole_population_leaves_nothing_to_assume() -> None:
    union = union_of(decimals(100, 30), Decimal(100), "BOUNDS", NO_OVERLAP)
    assert (union.lower, union.upper, union.is_assumed) == (100, 100, False)


def test_two_registers_with_a_known_overlap_leave_one_value() -> None:
    union = union_of(decimals(70, 60), Decimal(200), "LINK", {frozenset({0, 1}): Decimal("0.5")})
    assert (union.lower, union.proposed, union.upper) == (100, 100, 100)


def test_persons_in_three_registers_are_not_subtracted_twice() -> None:
    # Forty persons in all three registers of forty: the sum less all pair overlaps would be nobody.
    same = union_of(decimals(40, 40, 40), Decimal(100), "LINK", pairs(ab="1", ac="1", bc="1"), ["a", "b", "c"])
    assert (same.lower, same.proposed, same.upper) == (40, 40, 40)


def test_pairs_of_three_registers_leave_the_range_of_persons_in_all_three() -> None:
    # 120 less 20, 20 and 20, and then none to 20 persons in all three are added again.
    union = union_of(decimals(40, 40, 40), Decimal(100), "LINK", pairs(ab="0.5", ac="0.5", bc="0.5"), ["a", "b", "c"])
    assert (union.lower, union.proposed, union.upper) == (60, 70, 80)
    assert (union.basis, union.is_assumed) == ({"narrowed"}, True)


def test_a_pair_without_a_rate_may_share_nobody_or_all_of_the_smaller() -> None:
    union = union_of(decimals(40, 40, 30), Decimal(200), "LINK", pairs(ab="0.5"), ["a", "b", "c"])
    assert (union.lower, union.proposed, union.upper) == (60, 75, 90)


def test_rates_that_cannot_all_be_true_are_not_taken() -> None:
    # All of a is in b and all of b in c, and yet nobody of a in c.
    union = union_of(decimals(10, 10, 10), Decimal(100), "LINK", pairs(ab="1", bc="1", ac="0"), ["a", "b", "c"])
    assert (union.lower, union.proposed, union.upper, union.basis) == (10, 20, 30, {"contradictory"})


def test_rounded_rates_are_not_taken_for_a_contradiction() -> None:
    # a and c are the same persons, so that their rates in b are equal, and one was rounded.
    rates = pairs(ab="1", ac="1", bc="0.998")
    union = union_of(decimals(333, 1000, 333), Decimal(2000), "LINK", rates, ["a", "b", "c"])
    assert union.basis == {"narrowed"}
    assert (round(union.lower), round(union.upper)) == (1000, 1001)


def test_parts_of_one_owner_are_one_register_whose_size_is_between_its_largest_part_and_their_sum() -> None:
    overlap = {frozenset({"A", "B"}): Decimal("0.5")}
    union = union_of(decimals(40, 10, 20), Decimal(100), "LINK", overlap, ["A", "A", "B"])
    assert (union.lower, union.proposed, union.upper) == (50, 55, 60)


def test_an_overlap_is_taken_where_the_population_is_not_known() -> None:
    union = union_of(decimals(120, 30), None, "LINK", {frozenset({0, 1}): Decimal("0.2")})
    assert union.proposed == 144


def test_many_registers_are_bounded_too() -> None:
    owners = list("abcdefghij")
    rates = {frozenset({first, second}): Decimal(0) for first in owners for second in owners if first < second}
    union = union_of(decimals(*range(1, 11)), Decimal(100), "LINK", rates, owners)
    assert (union.lower, union.upper, union.basis) == (55, 55, {"rates"})


def test_sums_of_unions_rest_on_what_each_of_them_rests_on() -> None:
    both = union_of(decimals(5), Decimal(9), "BOUNDS", NO_OVERLAP) + union_of(
        decimals(3, 4), Decimal(9), "BOUNDS", NO_OVERLAP
    )
    assert both.basis == {"one", "middle"}
