"""Weights made to add up to known totals."""

import dataclasses

import numpy as np
import pytest

from microdata.small_samples import sample_of
from openssi.microdata.calibration import calibrated
from openssi.microdata.estimation import estimate
from openssi.microdata.replicate_weights import with_replicates
from openssi.vocabulary.errors import FixTheFile

FOUR = sample_of(
    [2.0, 4.0, 6.0, 9.0], [0] * 4, {"sex": [0, 0, 1, 1]}, {"age": [10.0, 20.0, 30.0, 50.0]}, [1.0, 3.0, 2.0, 2.0]
)


def test_post_strata_are_scaled_to_their_totals() -> None:
    assert calibrated(FOUR, {"sex": {"sex0": 8, "sex1": 2}}).weight == pytest.approx([2, 6, 1, 1])


def test_a_column_of_numbers_reaches_its_total() -> None:
    sample = calibrated(FOUR, {"sex": {"sex0": 4, "sex1": 4}, "age": 240.0})
    assert float(sample.weight @ sample.amounts["age"]) == pytest.approx(240)
    assert sample.weight[:2].sum() == pytest.approx(4)


def test_categories_of_two_columns_may_overlap() -> None:
    codes = np.array([0, 1, 0, 1], dtype=np.int32)
    both = dataclasses.replace(
        FOUR, divisions={**FOUR.divisions, "area": dataclasses.replace(FOUR.divisions["sex"], codes=codes)}
    )
    sample = calibrated(both, {"sex": {"sex0": 5, "sex1": 5}, "area": {"sex0": 4, "sex1": 6}})
    assert [sample.weight[:2].sum(), sample.weight[::2].sum(), sample.weight.sum()] == pytest.approx([5, 4, 10])


def test_a_total_that_is_known_has_no_error() -> None:
    sample = calibrated(FOUR, {"sex": {"sex0": 8, "sex1": 2}, "age": 220.0})
    [age] = estimate(sample, ["total(age)"])
    assert age.estimate == pytest.approx(220)
    assert age.se == pytest.approx(0, abs=1e-9)


def test_replicate_weights_are_calibrated_too() -> None:
    sample = calibrated(with_replicates(FOUR, "JK1"), {"age": 240.0})
    assert sample.design.replicates is not None
    totals = [float(each @ sample.amounts["age"]) for each in sample.design.replicates.weights.columns()]
    assert totals == pytest.approx([240] * 4)


@pytest.mark.parametrize(
    ("totals", "code"),
    [
        ({"age": 240.0, "hight": 3.0}, "SURVEY_CALIBRATION_UNKNOWN"),
        ({"sex": {"sex0": 8, "sex2": 2}}, "SURVEY_CALIBRATION_UNKNOWN"),
        ({"sexe": {"sex0": 8}}, "SURVEY_CALIBRATION_UNKNOWN"),
        ({"age": 3000.0, "sex": {"sex0": 4, "sex1": 0.5}}, "SURVEY_CALIBRATION_NEGATIVE"),
    ],
)
def test_totals_that_do_not_fit_are_refused(totals: dict[str, object], code: str) -> None:
    with pytest.raises(FixTheFile, match=code):
        calibrated(FOUR, totals)  # type: ignore[arg-type]


def test_totals_that_contradict_each_other_are_refused() -> None:
    again = dataclasses.replace(FOUR, divisions={**FOUR.divisions, "gender": FOUR.divisions["sex"]})
    with pytest.raises(FixTheFile, match="SURVEY_CALIBRATION_UNMET"):
        calibrated(again, {"sex": {"sex0": 8, "sex1": 2}, "gender": {"sex0": 7, "sex1": 2}})
