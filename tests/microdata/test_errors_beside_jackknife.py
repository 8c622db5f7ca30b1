"""Linearised errors of measures that no published table gives lie beside those of the jackknife."""

import dataclasses

import numpy as np
import pytest

from openssi.microdata.design import Design
from openssi.microdata.estimation import estimate
from openssi.microdata.replicate_weights import with_replicates
from openssi.microdata.sample import Division, Sample

MEASURES = (
    "sgini_1.5", "sgini_3", "rich_abs30000", "rich_concave_1_relm150", "rich_convex_1_relm150",
    "rich_convex_2_abs30000", "rich_cha_0.3_relm150",
)  # fmt: skip


def survey() -> Sample:
    """Households of one to four persons in four strata."""
    draw = np.random.default_rng(8)
    size = draw.integers(1, 5, 400)
    return Sample(
        welfare=np.repeat(draw.lognormal(9.8, 0.6, 400), size),
        weight=np.repeat(draw.uniform(10, 90, 400), size),
        design=Design(
            psu_starts=np.concatenate([[0], np.cumsum(size)]),
            stratum_of_psu=np.repeat(np.arange(4), 100).astype(np.int32),
            strata=("north", "east", "south", "west"),
        ),
        divisions={"sex": Division(codes=draw.integers(0, 2, size.sum()).astype(np.int32), labels=("m", "f"))},
    )


def test_richness_and_the_extended_gini_have_the_errors_of_the_jackknife_overall_and_in_domains() -> None:
    sample = survey()
    linearised = estimate(sample, MEASURES, ["sex"])
    again = estimate(with_replicates(sample, "JKn"), MEASURES, ["sex"])
    assert {(each.method, other.method) for each, other in zip(linearised, again, strict=True)} == {
        ("linearised", "JKn")
    }
    for each, other in zip(linearised, again, strict=True):
        assert each.estimate == pytest.approx(other.estimate, rel=1e-12)
        assert each.se == pytest.approx(other.se, rel=0.09), each.measure


def test_the_scale_of_weights_changes_neither_figures_nor_errors() -> None:
    sample = survey()
    heavier = dataclasses.replace(sample, weight=sample.weight * 1000)
    for each, other in zip(*(estimate(one, MEASURES) for one in (sample, heavier)), strict=True):
        assert (each.estimate, each.se) == pytest.approx((other.estimate, other.se), rel=1e-9)
