"""Replicate weights: made from a design, and what they say of its errors."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.small_samples import sample_of
from openssi.microdata import replicate_weights
from openssi.microdata.calibration import calibrated
from openssi.microdata.design import Design, HeldWeights, Replicates
from openssi.microdata.estimation import estimate
from openssi.microdata.replicate_rank import rank_of
from openssi.microdata.replicate_weights import hadamard_signs, with_replicates
from openssi.microdata.replication import degrees_of_freedom, replicate_covariance, replicate_variance
from openssi.vocabulary.errors import FixTheFile

SIX = sample_of([3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [0, 0, 0, 1, 1, 1])
PAIRS = sample_of([3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [0, 0, 1, 1, 2, 2])
INCOMES = st.lists(st.floats(0, 1e5), min_size=6, max_size=6)


@settings(max_examples=25, deadline=None)
@given(INCOMES)
def test_the_jackknife_of_a_total_is_the_linear_formula(incomes: list[float]) -> None:
    sample = dataclasses.replace(SIX, welfare=np.array(incomes))
    [linear] = estimate(sample, ["total"])
    [jackknife] = estimate(with_replicates(sample, "JKn"), ["total"])
    assert jackknife.se == pytest.approx(linear.se, rel=1e-9, abs=1e-6)
    assert jackknife.method == "JKn"


@settings(max_examples=25, deadline=None)
@given(INCOMES, st.sampled_from([0.0, 0.3]))
def test_balanced_replicates_of_a_total_are_the_linear_formula(incomes: list[float], rho: float) -> None:
    sample = dataclasses.replace(PAIRS, welfare=np.array(incomes))
    [linear] = estimate(sample, ["total"])
    [balanced] = estimate(with_replicates(sample, "BRR"), ["total"])
    [fay] = estimate(with_replicates(sample, "Fay", rho=rho), ["total"])
    assert balanced.se == pytest.approx(linear.se, rel=1e-9, abs=1e-6)
    assert fay.se == pytest.approx(linear.se, rel=1e-9, abs=1e-6)


def test_one_stratum_has_the_same_jackknife_either_way() -> None:
    sample = sample_of([3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [0] * 6)
    [one], [n] = (estimate(with_replicates(sample, kind), ["mean"]) for kind in ("JK1", "JKn"))
    assert one.se == pytest.approx(n.se, rel=1e-12)


def test_the_bootstrap_comes_close_to_the_linear_formula_and_repeats_itself() -> None:
    [linear] = estimate(SIX, ["total"])
    [first], [again], [other] = (
        estimate(with_replicates(SIX, "bootstrap", replicates=2000, seed=seed), ["total"]) for seed in (1, 1, 2)
    )
    assert first.se == pytest.approx(linear.se, rel=0.06)
    assert first.se == again.se
    assert first.se != other.se


def test_the_bootstrap_of_a_stratum_that_was_wholly_drawn_does_not_vary() -> None:
    design = dataclasses.replace(SIX.design, sampled_fraction=np.array([1.0, 1.0]))
    sample = with_replicates(dataclasses.replace(SIX, design=design), "bootstrap", replicates=5)
    assert estimate(sample, ["mean"])[0].se == pytest.approx(0, abs=1e-12)


def test_the_columns_of_a_hadamard_matrix_are_orthogonal() -> None:
    matrix = np.stack([hadamard_signs(row, np.arange(8)) for row in range(8)])
    assert (matrix.T @ matrix == 8 * np.eye(8)).all()
    assert (matrix[:, 0] == 1).all()


def test_the_error_of_a_threshold_by_replicates_goes_with_its_per_cent() -> None:
    whole, part = estimate(with_replicates(SIX, "JKn"), ["arpt_60", "arpt_40"])
    assert (whole.estimate or 0) > 0
    assert (whole.se or 0) > 0
    assert part.se == pytest.approx((whole.se or 0) * 40 / 60)


def test_the_total_of_a_domain_within_one_psu_is_zero_in_the_replicate_that_leaves_it_out() -> None:
    """The group stands in one PSU of three: its total is 4 times 3 / 2, or 0 where that PSU is left out."""
    sample = sample_of([3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [0, 0, 0, 1, 1, 1], {"part": [0, 0, 1, 0, 0, 0]})
    for measure, figure in (("total", 4.0), ("persons", 1.0)):
        found = estimate(with_replicates(sample, "JKn"), [measure], ["part"])[2]
        [linear] = estimate(sample, [measure], ["part"])[2:]
        assert (found.estimate, found.reason) == (figure, "")
        assert (found.se or 0) ** 2 == pytest.approx(2 / 3 * figure**2 * (0.25 + 0.25 + 1))
        assert found.se == pytest.approx(linear.se)
    [mean] = estimate(with_replicates(sample, "JKn"), ["mean"], ["part"])[2:]
    assert mean.se is None


def test_balanced_replicates_need_pairs() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_NOT_IN_PAIRS"):
        with_replicates(SIX, "BRR")


def test_more_replicates_than_can_be_gone_through_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate_weights, "MOST_ROWS", 6 * 6)
    assert with_replicates(SIX, "JKn").design.replicates is not None
    with pytest.raises(FixTheFile, match="SURVEY_REPLICATES_TOO_LARGE"):
        with_replicates(SIX, "bootstrap", replicates=7)


def test_the_factor_of_fay_is_below_one() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_FAY_RHO"):
        with_replicates(PAIRS, "Fay", rho=1.0)


@pytest.mark.parametrize("kind", ["JK1", "JKn", "bootstrap"])
def test_one_psu_cannot_be_left_out(kind: str) -> None:
    with pytest.raises(FixTheFile, match="SURVEY_ONE_PSU"):
        with_replicates(sample_of([1.0], [0]), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["JKn", "bootstrap"])
def test_a_stratum_of_certainty_adds_nothing(kind: str) -> None:
    sample = sample_of([3.0, 1.0, 4.0, 100.0], [0, 0, 0, 1])
    certain = dataclasses.replace(sample, design=dataclasses.replace(sample.design, single_psu="certainty"))
    made = with_replicates(certain, kind, replicates=3)  # type: ignore[arg-type]
    assert made.design.replicates is not None
    assert [each[3] for each in made.design.replicates.weights.columns()] == [1] * made.design.replicates.weights.number


def test_the_centre_is_the_mean_of_the_replicates_or_the_estimate() -> None:
    replicates = Replicates(weights=HeldWeights(np.ones((1, 2))), scale=0.5, rscales=np.array([1.0, 2.0]))
    figures = np.array([1.0, 3.0])
    assert replicate_variance(figures, 0.0, replicates) == pytest.approx(0.5 * (1 + 2))
    about_zero = dataclasses.replace(replicates, mse=True)
    assert replicate_variance(figures, 0.0, about_zero) == pytest.approx(0.5 * (1 + 2 * 9))


def test_the_covariance_of_two_figures_gives_that_of_their_difference() -> None:
    replicates = Replicates(weights=HeldWeights(np.ones((1, 3))), scale=1.0, rscales=np.ones(3))
    figures = np.array([[1.0, 2.0], [2.0, 5.0], [6.0, 2.0]])
    matrix = replicate_covariance(figures, figures.mean(axis=0), replicates)
    difference = replicate_variance(figures[:, 0] - figures[:, 1], 0.0, replicates)
    assert matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1] == pytest.approx(difference)


def test_each_replicate_of_the_jackknife_leaves_one_psu_out_and_lets_its_stratum_stand_for_it() -> None:
    replicates = with_replicates(SIX, "JKn").design.replicates
    assert replicates is not None
    first, *_, last = replicates.weights.columns()
    assert first.tolist() == [0, 1.5, 1.5, 1, 1, 1]
    assert last.tolist() == [1, 1, 1, 1.5, 1.5, 0]
    assert replicates.weights.number == 6


def test_each_bootstrap_replicate_keeps_the_weight_of_every_stratum() -> None:
    replicates = with_replicates(SIX, "bootstrap", replicates=20, seed=4).design.replicates
    assert replicates is not None
    for weight in replicates.weights.columns():
        assert weight[:3].sum() == pytest.approx(3)
        assert weight[3:].sum() == pytest.approx(3)
        assert set(weight.tolist()) <= {0.0, 1.5, 3.0}


def test_further_bootstrap_replicates_leave_the_first_as_they_are() -> None:
    few, many = (with_replicates(SIX, "bootstrap", replicates=number, seed=4).design.replicates for number in (3, 9))
    assert few is not None
    assert many is not None
    assert [each.tolist() for each in few.weights.columns()] == [
        each.tolist() for each in list(many.weights.columns())[:3]
    ]


def test_psus_of_a_stratum_keep_their_draws_whatever_the_number_of_their_stratum() -> None:
    turned = sample_of([3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [1, 1, 1, 0, 0, 0])
    for kind in ("JKn", "bootstrap"):
        [one], [other] = (estimate(with_replicates(each, kind, replicates=4000), ["total"]) for each in (SIX, turned))  # type: ignore[arg-type]
        assert other.se == pytest.approx(one.se, rel=0.05)


def test_a_domain_that_a_replicate_empties_has_no_error_and_says_so() -> None:
    sample = sample_of([3.0, 1.0, 4.0, 1.0], [0] * 4, {"region": [0, 0, 1, 1]})
    found = estimate(with_replicates(sample, "bootstrap"), ["mean", "median"], ["region"])
    assert [(each.se is None, each.reason) for each in found if each.domain == "region0"] == [
        (True, "SURVEY_REPLICATE_WITHOUT_FIGURE"),
        (True, "SURVEY_REPLICATE_WITHOUT_FIGURE"),
    ]


RANKS = {
    "no two alike": ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 3),
    "the third is the sum of two": ([[1, 0, 1], [0, 1, 1], [1, 1, 2], [2, 1, 3]], 2),
    "the same column twice, as where a balanced replicate is repeated": ([[2, 2, 0], [0, 0, 2], [2, 2, 2]], 2),
    "a column of nothing": ([[0, 2, 1], [0, 1, 2], [0, 3, 3]], 2),
    "more columns than rows": ([[1, 2, 3, 4], [5, 6, 7, 9]], 2),
    "a column that differs by more than a hundred thousandth": ([[1, 1.0001], [1, 1]], 2),
    "a column that differs by less": ([[1, 1.000001], [1, 1]], 1),
    "JKn of three and two PSUs": (
        [[0, 1.5, 1.5, 1, 1], [1.5, 0, 1.5, 1, 1], [1.5, 1.5, 0, 1, 1], [1, 1, 1, 0, 2], [1, 1, 1, 2, 0]], 4,
    ),
    "four balanced replicates of two pairs": ([[2, 0, 2, 0], [0, 2, 0, 2], [2, 2, 0, 0], [0, 0, 2, 2]], 3),
}  # fmt: skip


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize(("matrix", "rank"), RANKS.values(), ids=RANKS)
def test_the_rank_of_replicate_weights_is_that_of_r(matrix: list[list[float]], rank: int, is_large: bool) -> None:
    """`qr(matrix, tol = 1e-5)$rank`; the size of weights does not matter."""
    weights = np.array(matrix, dtype=np.float64) * (1e9 if is_large else 1.0)
    number = weights.shape[1]
    assert HeldWeights(weights).rank(None, number) == rank
    assert rank_of((weights[row : row + 1] for row in range(len(weights))), number) == rank
    assert HeldWeights(weights).rank(None, 1) == 1
    assert HeldWeights(weights).rank(np.zeros(len(weights), dtype=np.bool_), number) == 0


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12), st.integers(1, 8), st.integers(0, 8), st.integers(0, 2**32 - 1))
def test_the_rank_of_a_product_is_that_of_its_narrower_factor(rows: int, inner: int, further: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.integers(1, 50, (rows, inner)).astype(float) @ random.integers(1, 50, (inner, inner + further))
    assert HeldWeights(weights).rank(None, inner + further) == np.linalg.matrix_rank(weights, tol=1e-4)


def test_replicates_without_psus_have_the_rank_of_their_weights_less_one_as_degrees_of_freedom() -> None:
    """Six persons of three pairs, nobody says which: four balanced replicates written twice are eight of rank four."""
    made = with_replicates(PAIRS, "BRR").design.replicates
    assert made is not None
    weights = np.column_stack(list(made.weights.columns()))
    twice = np.column_stack([weights, weights])
    alone = Design(psu_starts=np.arange(7), stratum_of_psu=np.zeros(6, dtype=np.int32))
    design = dataclasses.replace(
        alone, replicates=Replicates(weights=HeldWeights(twice), scale=1 / 8, rscales=np.ones(8), kind="BRR")
    )
    assert degrees_of_freedom(design) == 3
    assert degrees_of_freedom(design, np.array([True, True, True, True, False, False])) == 2
    assert degrees_of_freedom(design, np.array([True, False, False, False, False, False])) == 0


def test_psus_that_are_named_and_fewer_still_limit_the_degrees_of_freedom() -> None:
    random = np.random.default_rng(4)
    many = Replicates(weights=HeldWeights(random.random((6, 5))), scale=1.0, rscales=np.ones(5))
    assert degrees_of_freedom(dataclasses.replace(PAIRS.design, replicates=many)) == 3


def test_known_totals_leave_the_degrees_of_freedom_as_they_are() -> None:
    known = dataclasses.replace(with_replicates(PAIRS, "BRR"), amounts={"one": np.arange(6.0)})
    raked = calibrated(known, {"one": 16.0})
    assert degrees_of_freedom(raked.design) == degrees_of_freedom(known.design) == 3
