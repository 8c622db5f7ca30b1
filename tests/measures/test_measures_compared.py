"""The error of a difference is that of influences subtracted row by row."""

import numpy as np
import pytest

from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.differences import between_groups, between_scenarios, compare
from openssi.microdata.measures.measure import Linearised, Measured

WELFARE = np.array([1.0, 3, 4, 6, 9, 12])
WEIGHT = np.array([2.0, 1, 1, 2, 1, 1])
FIRST = np.array([True, True, True, False, False, False])


def measured(welfare: np.ndarray = WELFARE) -> Measured:
    return Measured(welfare=welfare, weight=WEIGHT)


def test_between_two_groups_the_influence_is_that_of_one_less_that_of_the_other() -> None:
    found = between_groups(measure_of("mean"), measured(), FIRST, ~FIRST)
    assert (found.first.value, found.second.value) == (9 / 4, 33 / 4)
    assert found.difference.value == 6
    assert found.change.value == pytest.approx(33 / 9 - 1)
    assert found.difference.influence is not None
    means = np.where(FIRST, 9 / 4, 33 / 4)
    assert found.difference.influence == pytest.approx(np.where(FIRST, -1, 1) * (WELFARE - means) / 4)


def test_the_change_has_the_influence_of_a_ratio() -> None:
    found = between_groups(measure_of("gini"), measured(), FIRST, ~FIRST)
    assert found.change.influence is not None
    for row in range(6):
        step = 1e-5
        values = []
        for sign in (1, -1):
            weight = WEIGHT + sign * step * (np.arange(6) == row)
            moved = between_groups(measure_of("gini"), measured().weighted(weight), FIRST, ~FIRST)
            values.append(moved.change.value or 0.0)
        assert found.change.influence[row] == pytest.approx((values[0] - values[1]) / (2 * step), rel=1e-6)


def test_what_two_scenarios_have_in_common_adds_no_variance() -> None:
    before = between_scenarios(measure_of("mean"), measured(), measured(WELFARE + 2))
    assert before.difference.value == pytest.approx(2)
    assert before.difference.influence == pytest.approx(np.zeros(6), abs=1e-15)
    assert np.abs(before.first.influence).max() > 0.1


def test_a_transfer_to_the_poorest_lowers_poverty_at_the_line_after_it() -> None:
    after = measured(WELFARE + 3 * (WELFARE < 2))
    before = Measured(welfare=WELFARE, weight=WEIGHT, national=after)
    found = between_scenarios(measure_of("arpr"), before, after)
    assert measure_of("arpt").of(before).value == measure_of("arpt").of(after).value == pytest.approx(2.4)
    assert (found.first.value, found.second.value) == (0.25, 0)
    assert found.change.value == -1


def test_groups_are_taken_within_the_domain() -> None:
    inside = np.array([True, False, True, True, True, False])
    found = between_groups(measure_of("mean"), measured().within(inside), FIRST, ~FIRST)
    assert (found.first.value, found.second.value) == (2, 7)


def test_a_group_without_a_figure_leaves_no_difference_and_says_why() -> None:
    found = between_groups(measure_of("mean"), measured(), FIRST, np.zeros(6, dtype=bool))
    assert (found.difference.value, found.difference.reason) == (None, "MEASURE_DOMAIN_EMPTY")
    assert (found.change.value, found.change.reason) == (None, "MEASURE_DOMAIN_EMPTY")


def test_from_zero_there_is_a_difference_and_no_change() -> None:
    found = compare(Linearised(value=0.0, influence=np.zeros(2)), Linearised(value=0.5, influence=np.ones(2)))
    assert found.difference.value == 0.5
    assert (found.change.value, found.change.reason) == (None, "MEASURE_BASE_ZERO")


def test_where_one_figure_has_no_error_the_difference_has_none_either() -> None:
    without = Linearised(value=2.0, reason="MEASURE_DENSITY_ZERO")
    found = compare(without, Linearised(value=3.0, influence=np.ones(2)))
    assert (found.difference.value, found.difference.influence) == (1.0, None)
    assert found.difference.reason == found.change.reason == "MEASURE_DENSITY_ZERO"


def test_a_change_beyond_what_a_number_holds_is_said_to_be_so() -> None:
    tiny, huge = (Linearised(value=each, influence=np.ones(2)) for each in (1e-300, 1e300))
    assert compare(tiny, huge).change.reason == "MEASURE_NOT_FINITE"
