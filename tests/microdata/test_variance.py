"""The variance of totals: by hand, in its limits, and under every policy for a stratum of one PSU."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.design import Design, SecondStage, SinglePsu
from openssi.microdata.variance import covariance, variance
from openssi.vocabulary.errors import FixTheFile

ONE = np.array([1.0, 1.0, 1.0, 1.0])


def design(starts: list[int], strata: list[int], **changes: object) -> Design:
    made = Design(
        psu_starts=np.array(starts, dtype=np.int64),
        stratum_of_psu=np.array(strata, dtype=np.int32),
        strata=tuple("abcdef"[: max(strata) + 1]),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


SIMPLE = design([0, 1, 2, 3, 4], [0, 0, 0, 0])
TWO_STRATA = design([0, 1, 2, 3, 4], [0, 0, 1, 1])
LONE = design([0, 1, 2, 3, 4], [0, 0, 0, 1])


def test_a_simple_sample_has_n_over_n_less_one_times_the_sum_of_squares() -> None:
    assert variance(SIMPLE, np.array([1.0, 2.0, 3.0, 6.0]), ONE) == pytest.approx(4 / 3 * (4 + 1 + 0 + 9))


def test_strata_are_each_around_their_own_mean() -> None:
    assert variance(TWO_STRATA, np.array([1.0, 3.0, 10.0, 20.0]), ONE) == pytest.approx(2 * 2 + 2 * 50)


def test_rows_of_a_psu_are_added_up_first() -> None:
    assert variance(design([0, 2, 4], [0, 0]), np.array([1.0, 2.0, 3.0, 6.0]), ONE) == pytest.approx(2 * (9 + 9))


def test_a_stratum_that_was_wholly_drawn_adds_nothing() -> None:
    known = dataclasses.replace(TWO_STRATA, sampled_fraction=np.array([1.0, 0.25]))
    assert variance(known, np.array([1.0, 3.0, 10.0, 20.0]), ONE) == pytest.approx(0.75 * 2 * 50)


def test_a_stratum_of_one_psu_that_is_the_only_one_needs_no_policy() -> None:
    known = dataclasses.replace(LONE, sampled_fraction=np.array([0.0, 1.0]))
    assert variance(known, np.array([1.0, 2.0, 3.0, 9.0]), ONE) == pytest.approx(3 / 2 * 2)


def test_a_stratum_of_one_psu_is_refused_by_default() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_SINGLE_PSU") as refused:
        variance(LONE, ONE, ONE)
    assert "Stratum b has a single PSU" in str(refused.value)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("certainty", 3 / 2 * 2),
        ("average", 3 / 2 * 2 * 2),
        ("centred", 3 / 2 * 2 + (9 - 15 / 4) ** 2),
    ],
)
def test_policies_for_a_stratum_of_one_psu(policy: SinglePsu, expected: float) -> None:
    chosen = dataclasses.replace(LONE, single_psu=policy)
    assert variance(chosen, np.array([1.0, 2.0, 3.0, 9.0]), ONE) == pytest.approx(expected)


def test_strata_of_one_psu_only_have_no_average() -> None:
    assert variance(design([0, 1, 2], [0, 1], single_psu="average"), ONE[:2], ONE[:2]) is None


def test_units_within_psus_add_the_fraction_that_was_drawn_times_their_variance() -> None:
    stage = SecondStage(
        unit_starts=np.array([0, 1, 2, 3, 4]),
        psu_of_unit=np.array([0, 0, 1, 1], dtype=np.int32),
        sampled_fraction=np.array([0.5, 1.0]),
    )
    two = design([0, 2, 4], [0, 0], sampled_fraction=np.array([0.1]), second_stage=stage)
    between, within = 0.9 * 2 * (9 + 9), 0.1 * 0.5 * 2 * (0.25 + 0.25)
    assert variance(two, np.array([1.0, 2.0, 3.0, 6.0]), ONE) == pytest.approx(between + within)


UNIT_ALONE = SecondStage(
    unit_starts=np.array([0, 1, 2, 3]),
    psu_of_unit=np.array([0, 0, 1], dtype=np.int32),
    sampled_fraction=np.array([0.5, 0.5]),
)


@pytest.mark.parametrize(
    ("policy", "more"),
    [("certainty", 0), ("average", 0.1 * 0.5 * 2 * 0.5), ("centred", 0.1 * 0.5 * (5 - 8 / 3) ** 2)],
)
def test_policies_for_a_psu_of_one_unit(policy: SinglePsu, more: float) -> None:
    two = design([0, 2, 3], [0, 0], sampled_fraction=np.array([0.1]), second_stage=UNIT_ALONE, single_psu=policy)
    between, within = 0.9 * 2 * (1 + 1), 0.1 * 0.5 * 2 * 0.5
    assert variance(two, np.array([1.0, 2.0, 5.0]), ONE[:3]) == pytest.approx(between + within + more)


def test_a_psu_of_one_unit_out_of_several_is_refused_until_a_policy_is_chosen() -> None:
    two = design([0, 2, 3], [0, 0], sampled_fraction=np.array([0.1]), second_stage=UNIT_ALONE)
    with pytest.raises(FixTheFile, match="single unit out of several was drawn: 1") as refused:
        variance(two, np.array([1.0, 2.0, 5.0]), ONE[:3])
    assert refused.value.problems[0].code == "SURVEY_SINGLE_UNIT"
    only = dataclasses.replace(UNIT_ALONE, sampled_fraction=np.array([0.5, 1.0]))
    assert variance(dataclasses.replace(two, second_stage=only), np.array([1.0, 2.0, 5.0]), ONE[:3]) is not None


def test_the_covariance_gives_the_variance_of_a_difference() -> None:
    first, second = np.array([1.0, 2.0, 4.0, 8.0]), np.array([3.0, 1.0, 4.0, 1.0])
    matrix = covariance(TWO_STRATA, np.stack([first, second]), ONE)
    assert matrix is not None
    assert variance(TWO_STRATA, first - second, ONE) == pytest.approx(matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1])


VALUES = st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4)


@settings(max_examples=30, deadline=None)
@given(VALUES, st.lists(st.floats(0, 1e4), min_size=4, max_size=4), st.floats(0.01, 100))
def test_a_variance_is_not_negative_and_grows_with_the_square_of_the_weights(
    values: list[float], weights: list[float], factor: float
) -> None:
    found = variance(TWO_STRATA, np.array(values), np.array(weights))
    scaled = variance(TWO_STRATA, np.array(values), factor * np.array(weights))
    assert found is not None
    assert found >= 0
    assert scaled == pytest.approx(factor**2 * found, rel=1e-9, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(VALUES)
def test_equal_contributions_in_each_stratum_have_no_variance(values: list[float]) -> None:
    same = np.array([values[0], values[0], values[1], values[1]])
    assert variance(TWO_STRATA, same, ONE) == pytest.approx(0, abs=1e-6)
