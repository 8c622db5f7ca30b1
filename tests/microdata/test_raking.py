"""Weights raked to several margins, and weights calibrated within bounds."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import polars as pl
import pytest
import svy
from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.small_samples import sample_of
from openssi.microdata.calibration import KnownTotals, calibrated
from openssi.microdata.calibration_rule import CalibrationRule
from openssi.microdata.estimation import estimate
from openssi.microdata.replicate_weights import with_replicates
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile

RAKING = CalibrationRule(method="raking")
BOUNDED = CalibrationRule(method="logit", lower=0.4, upper=2.5)
SEX, AREA = [0, 0, 1, 1, 0, 1, 0, 1], [0, 1, 0, 1, 1, 1, 0, 0]
EIGHT = sample_of(
    [2.0, 4.0, 6.0, 9.0, 3.0, 5.0, 8.0, 1.0],
    [0, 0, 0, 0, 1, 1, 1, 1],
    {"sex": SEX, "area": AREA},
    {"age": [10.0, 20.0, 30.0, 50.0, 33.0, 41.0, 7.0, 64.0]},
    [1.0, 3.0, 2.0, 2.0, 1.0, 1.0, 4.0, 2.0],
)
MARGINS: Mapping[str, Mapping[str, float]] = {"sex": {"sex0": 11, "sex1": 9}, "area": {"area0": 6, "area1": 14}}


def margin(sample: Sample, column: str) -> list[float]:
    return [float(each) for each in np.bincount(sample.divisions[column].codes, sample.weight)]


def test_independent_margins_give_the_product_of_their_factors() -> None:
    even = sample_of([1.0, 2.0, 3.0, 4.0], [0] * 4, {"sex": [0, 0, 1, 1], "area": [0, 1, 0, 1]})
    raked = calibrated(even, {"sex": {"sex0": 4, "sex1": 6}, "area": {"area0": 2, "area1": 8}}, RAKING)
    assert raked.weight == pytest.approx([0.8, 3.2, 1.2, 4.8])


def test_raked_weights_have_the_margins_and_keep_the_association_of_the_sample() -> None:
    raked = calibrated(EIGHT, MARGINS, RAKING)
    assert margin(raked, "sex") == pytest.approx([11, 9], rel=1e-10)
    assert margin(raked, "area") == pytest.approx([6, 14], rel=1e-10)
    before, after = (np.bincount(2 * np.array(SEX) + AREA, weight) for weight in (EIGHT.weight, raked.weight))
    odds = [cells[0] * cells[3] / cells[1] / cells[2] for cells in (before, after)]
    assert odds[1] == pytest.approx(odds[0], rel=1e-9)


def test_one_margin_is_post_stratification() -> None:
    one = {"sex": MARGINS["sex"]}
    raked, linear = calibrated(EIGHT, one, RAKING), calibrated(EIGHT, one)
    assert raked.weight == pytest.approx(linear.weight, rel=1e-12)
    names = ["mean", "total", "arpr", "gini"]
    for found, expected in zip(estimate(raked, names), estimate(linear, names), strict=True):
        assert (found.estimate, found.se) == (pytest.approx(expected.estimate), pytest.approx(expected.se))


def test_a_margin_that_is_known_has_no_error() -> None:
    raked = calibrated(EIGHT, MARGINS, RAKING)
    found = estimate(raked, ["persons"], ["sex", "area"])
    assert [each.estimate for each in found] == pytest.approx([20, 11, 9, 6, 14])
    assert [each.se for each in found] == pytest.approx([0] * 5, abs=1e-9)


def test_the_error_is_that_of_residuals_from_a_regression_on_the_margins() -> None:
    raked = calibrated(EIGHT, MARGINS, RAKING)
    [mean] = estimate(raked, ["mean"])
    x = np.stack([np.array(codes) == code for codes in (SEX, AREA) for code in (0, 1)], axis=1).astype(float)
    root, u = np.sqrt(EIGHT.weight), (EIGHT.welfare - mean.estimate) / raked.weight.sum()
    residual = u - x @ np.linalg.lstsq(x * root[:, None], u * root, rcond=None)[0]
    z = (raked.weight * residual).reshape(2, 4)
    expected = np.sqrt(4 / 3 * ((z - z.mean(axis=1, keepdims=True)) ** 2).sum())
    assert mean.se == pytest.approx(expected, rel=1e-12)


def test_replicates_are_raked_one_by_one() -> None:
    raked = calibrated(with_replicates(EIGHT, "JK1"), MARGINS, RAKING)
    assert raked.design.replicates is not None
    for weight in raked.design.replicates.weights.columns():
        assert margin(dataclasses.replace(EIGHT, weight=weight), "area") == pytest.approx([6, 14], rel=1e-10)
    found = estimate(raked, ["persons", "mean"], ["sex"])
    assert [each.se for each in found[:3]] == pytest.approx([0, 0, 0], abs=1e-8)
    assert (found[3].method, found[3].reason) == ("JK1", "")


def test_a_second_program_rakes_to_the_same_weights() -> None:
    table = pl.DataFrame({"y": EIGHT.welfare, "w": EIGHT.weight, "sex": SEX, "area": AREA})
    theirs = svy.Sample(table, svy.Design(wgt="w")).weighting.rake(
        controls={"sex": {0: 11, 1: 9}, "area": {0: 6, 1: 14}}, tol=1e-13, max_iter=1000
    )
    assert calibrated(EIGHT, MARGINS, RAKING).weight == pytest.approx(theirs.data["rk_wgt"].to_numpy(), rel=1e-9)


POSITIVE = st.floats(0.2, 20)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(POSITIVE, min_size=8, max_size=8),
    st.lists(POSITIVE, min_size=4, max_size=4),
    st.floats(0.01, 100),
    st.permutations(range(8)),
)
def test_raking_has_its_margins_whatever_the_scale_of_weights_and_the_order_of_rows_and_margins(
    weights: list[float], targets: list[float], factor: float, order: list[int]
) -> None:
    sample = dataclasses.replace(EIGHT, weight=np.array(weights))
    second = np.array(targets[2:]) * sum(targets[:2]) / sum(targets[2:])
    known: KnownTotals = {
        "sex": {"sex0": targets[0], "sex1": targets[1]}, "area": {"area0": second[0], "area1": second[1]}
    }  # fmt: skip
    raked = calibrated(sample, known, RAKING)
    assert margin(raked, "sex") == pytest.approx(targets[:2], rel=1e-9)
    assert margin(raked, "area") == pytest.approx(list(second), rel=1e-9)
    moved = sample_of(
        list(EIGHT.welfare[order]),
        [0] * 8,
        {"sex": list(np.array(SEX)[order]), "area": list(np.array(AREA)[order])},
        weights=list(factor * np.array(weights)[order]),
    )
    turned = calibrated(moved, dict(reversed(known.items())), RAKING)
    assert turned.weight == pytest.approx(raked.weight[order], rel=1e-7)
    assert calibrated(raked, known, RAKING).weight == pytest.approx(raked.weight, rel=1e-9)


@pytest.mark.parametrize(
    ("totals", "code"),
    [
        ({"sex": {"sex0": 11, "sex1": 9}, "age": 400.0}, "SURVEY_RAKING_NOT_CATEGORIES"),
        ({"sex": {"sex0": 20}}, "SURVEY_RAKING_WITHOUT_TOTAL"),
        ({"sex": {"sex0": 11, "sex1": 9}, "area": {"area0": 6, "area1": 15}}, "SURVEY_RAKING_MARGINS_DIFFER"),
        ({"sex": {"sex0": 11, "sex9": 9}}, "SURVEY_CALIBRATION_UNKNOWN"),
    ],
)
def test_margins_that_do_not_fit_are_refused(totals: dict[str, object], code: str) -> None:
    with pytest.raises(FixTheFile, match=code):
        calibrated(EIGHT, totals, RAKING)  # type: ignore[arg-type]


def test_a_category_that_nobody_is_in_is_named() -> None:
    without = dataclasses.replace(EIGHT, weight=np.where(np.array(AREA) == 0, 0.0, EIGHT.weight))
    with pytest.raises(FixTheFile, match=r"area=area0.*SURVEY_RAKING_CATEGORY_EMPTY"):
        calibrated(without, MARGINS, RAKING)


def test_margins_that_no_weights_have_are_refused_after_the_last_round() -> None:
    diagonal = sample_of([1.0, 2.0], [0, 0], {"sex": [0, 1], "area": [0, 1]})
    with pytest.raises(FixTheFile, match=r"30 rounds.*SURVEY_RAKING_NOT_CONVERGED"):
        calibrated(diagonal, MARGINS, dataclasses.replace(RAKING, rounds=30))


def test_a_replicate_without_a_category_is_named() -> None:
    alone = sample_of([1.0, 2.0, 3.0], [0] * 3, {"sex": [0, 1, 1]})
    raked = calibrated(with_replicates(alone, "JK1"), {"sex": {"sex0": 5, "sex1": 5}}, RAKING)
    with pytest.raises(FixTheFile, match=r"replicate 1 .*SURVEY_CALIBRATION_REPLICATE") as refused:
        estimate(raked, ["mean"])
    assert [each.code for each in refused.value.problems] == [
        "SURVEY_CALIBRATION_REPLICATE", "SURVEY_RAKING_CATEGORY_EMPTY"
    ]  # fmt: skip


def test_bounded_weights_have_the_totals_and_stay_within_their_bounds() -> None:
    known: KnownTotals = {**MARGINS, "age": 640.0}
    bounded = calibrated(EIGHT, known, BOUNDED)
    factor = bounded.weight / EIGHT.weight
    assert margin(bounded, "sex") == pytest.approx([11, 9], rel=1e-9)
    assert float(bounded.weight @ EIGHT.amounts["age"]) == pytest.approx(640, rel=1e-9)
    assert factor.min() >= 0.4
    assert factor.max() <= 2.5
    [age] = estimate(bounded, ["total(age)"])
    assert age.se == pytest.approx(0, abs=1e-6)


def test_wide_bounds_come_close_to_raking_and_narrow_ones_cannot_be_met() -> None:
    wide = calibrated(EIGHT, MARGINS, CalibrationRule(method="logit", lower=0.0, upper=1e9))
    assert wide.weight == pytest.approx(calibrated(EIGHT, MARGINS, RAKING).weight, rel=1e-6)
    with pytest.raises(FixTheFile, match="SURVEY_CALIBRATION_UNMET"):
        calibrated(EIGHT, MARGINS, CalibrationRule(method="logit", lower=0.99, upper=1.01, rounds=50))
    with pytest.raises(FixTheFile, match="SURVEY_CALIBRATION_BOUNDS"):
        calibrated(EIGHT, MARGINS, CalibrationRule(method="logit"))
