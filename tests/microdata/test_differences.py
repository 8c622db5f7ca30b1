"""The error of a difference, or of a change, is that of influences subtracted row by row."""

import dataclasses
import math

import numpy as np
import pytest

from microdata.small_samples import sample_of
from openssi.microdata.differences import change, difference, differences_of_groups, differences_of_scenarios
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.measure import Linearised
from openssi.microdata.replicate_weights import with_replicates
from openssi.vocabulary.errors import FixTheFile

FIVE = sample_of([2.0, 4.0, 6.0, 8.0, 30.0], [0, 0, 0, 0, 0], {"sex": [0, 1, 0, 1, 0], "part": [0, 0, 0, 0, 1]})


def test_the_difference_of_two_groups_has_the_error_of_a_difference() -> None:
    [found] = differences_of_groups(FIVE, ["mean"], "sex", "sex0")
    influence = np.where([True, False, True, False, True], -(FIVE.welfare - 38 / 3) / 3, (FIVE.welfare - 6) / 2)
    assert (found.domain, found.n) == ("sex1 - sex0", 5)
    assert found.estimate == pytest.approx(6 - 38 / 3)
    assert found.se == pytest.approx(math.sqrt(5 / 4 * float((influence**2).sum())))


def test_a_group_that_is_not_there_is_refused() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_GROUP_UNKNOWN"):
        differences_of_groups(FIVE, ["mean"], "sex", "other")


def test_a_transfer_of_the_same_to_all_has_a_certain_effect() -> None:
    found = differences_of_scenarios(FIVE, ["mean", "total"], FIVE.welfare + 3, ["sex"])
    assert [each.estimate for each in found[:3]] == pytest.approx([3, 3, 3])
    assert [each.se for each in found[:3]] == pytest.approx([0, 0, 0], abs=1e-12)
    assert found[3].estimate == 15


def test_replicates_give_the_error_of_a_difference() -> None:
    doubled = differences_of_scenarios(with_replicates(FIVE, "JKn"), ["mean"], 2 * FIVE.welfare)[0]
    assert doubled.se == pytest.approx(estimate(with_replicates(FIVE, "JKn"), ["mean"])[0].se)
    assert doubled.method == "JKn"


def test_a_change_has_the_error_of_a_ratio() -> None:
    [found] = differences_of_groups(FIVE, ["mean"], "sex", "sex0", relative=True)
    men, women = 38 / 3, 6
    of_men = np.where(FIVE.divisions["sex"].codes == 0, (FIVE.welfare - men) / 3, 0)
    of_women = np.where(FIVE.divisions["sex"].codes == 1, (FIVE.welfare - women) / 2, 0)
    influence = (of_women - women / men * of_men) / men
    assert (found.estimate, found.unit) == (pytest.approx(women / men - 1), "ratio")
    assert found.se == pytest.approx(math.sqrt(5 / 4 * float((influence**2).sum())))


def test_replicates_give_the_error_of_a_change() -> None:
    sample = with_replicates(FIVE, "JKn")
    [found] = differences_of_scenarios(sample, ["gini"], FIVE.welfare + 5, relative=True)
    assert found.method == "JKn"
    [linear] = differences_of_scenarios(FIVE, ["gini"], FIVE.welfare + 5, relative=True)
    assert found.estimate == linear.estimate
    assert found.estimate is not None
    assert -1 < found.estimate < 0
    assert found.se == pytest.approx(linear.se, rel=0.5)


def test_a_change_that_all_share_is_certain() -> None:
    [found] = differences_of_scenarios(FIVE, ["mean"], 2 * FIVE.welfare, relative=True)
    assert (found.estimate, found.se) == (pytest.approx(1), pytest.approx(0, abs=1e-12))


def test_a_group_without_a_figure_leaves_no_difference_and_says_why() -> None:
    nobody = dataclasses.replace(FIVE, weight=np.array([1.0, 1.0, 1.0, 1.0, 0.0]))
    [found] = differences_of_groups(nobody, ["mean"], "part", "part0")
    assert (found.estimate, found.reason) == (None, "SURVEY_DOMAIN_EMPTY")


def test_from_zero_there_is_a_difference_and_no_change() -> None:
    some = Linearised(value=0.5, influence=np.ones(2))
    none = Linearised(value=0.0, influence=np.zeros(2))
    assert difference(some, none).value == 0.5
    assert (change(some, none).value, change(some, none).reason) == (None, "MEASURE_BASE_ZERO")


def test_where_one_figure_has_no_error_the_difference_has_none_either() -> None:
    without = Linearised(value=2.0, reason="MEASURE_DENSITY_ZERO")
    for found in (difference(without, Linearised(value=3.0, influence=np.ones(2))), change(without, without)):
        assert (found.influence, found.reason) == (None, "MEASURE_DENSITY_ZERO")


def test_a_change_beyond_what_a_number_holds_is_said_to_be_so() -> None:
    huge, tiny = (Linearised(value=each, influence=np.ones(2)) for each in (1e300, 1e-300))
    assert change(huge, tiny).reason == "MEASURE_NOT_FINITE"
