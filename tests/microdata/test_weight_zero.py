"""Rows of weight zero stand for nobody: they change no figure, no error and no limit, of any measure."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.design import Design
from openssi.microdata.estimation import estimate
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.catalogue import STANDARD
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import Estimate

MEASURES = (
    *(name for name in STANDARD if name not in {"H", "A", "M0"}),
    "fgt0_abs90", "watts_abs90", "gei_-1", "zenga", "quantile(0.3)", "mean(rent)", "theil(rent)", "persons",
    "proportion(sex)", "ratio(rent,age)", "arpt_relm50", "fgt1_relm50",
)  # fmt: skip
CONVENTIONS = Conventions(bandwidth_n="sample_size")
FIELDS = ("estimate", "se", "lower", "upper", "n", "population", "reason")


def survey(rows: list[tuple[int, int, int, float]]) -> Sample:
    """Four PSUs in two strata; each row has its PSU, income, sex and weight."""
    psu, income, sex, weight = (np.array(column) for column in zip(*sorted(rows, key=lambda row: row[0]), strict=True))
    return Sample(
        welfare=income.astype(float),
        weight=weight.astype(float),
        design=Design(
            psu_starts=np.append(np.searchsorted(psu, range(4)), len(psu)),
            stratum_of_psu=np.array([0, 0, 1, 1], dtype=np.int32),
            strata=("north", "south"),
        ),
        divisions={"sex": Division(codes=sex.astype(np.int32), labels=("male", "female"))},
        amounts={"rent": np.where(income % 7 == 0, np.nan, income / 3.0), "age": 20.0 + np.abs(income) % 60},
    )


def same(first: list[Estimate], second: list[Estimate]) -> None:
    for one, other in zip(first, second, strict=True):
        for name in FIELDS:
            expected = getattr(one, name)
            wanted = pytest.approx(expected, rel=1e-7, abs=1e-9) if isinstance(expected, float) else expected
            assert getattr(other, name) == wanted, (one.measure, one.domain, name)


incomes = st.integers(-20, 300)
people = st.lists(
    st.tuples(st.integers(0, 3), incomes, st.integers(0, 1), st.sampled_from([0.5, 1.0, 2.5, 40.0])), max_size=8
)
nobody = st.lists(st.tuples(st.integers(0, 3), incomes, st.integers(0, 1), st.just(0.0)), min_size=1, max_size=5)
ALWAYS = [(psu, 40 + 35 * psu, psu % 2, 3.0) for psu in range(4)]


@settings(max_examples=12, deadline=None)
@given(people, nobody)
def test_rows_of_weight_zero_change_neither_figures_nor_errors_nor_limits(
    rows: list[tuple[int, int, int, float]], more: list[tuple[int, int, int, float]]
) -> None:
    first, second = survey([*ALWAYS, *rows]), survey([*ALWAYS, *rows, *more])
    same(*(estimate(each, MEASURES, ["sex"], conventions=CONVENTIONS) for each in (first, second)))


def test_psus_of_rows_without_weight_count_as_drawn_and_leave_no_degrees_of_freedom() -> None:
    """As in R's survey: four PSUs of one row, and a fifth in which nobody counts."""
    plain = Sample(
        welfare=np.array([2.0, 4.0, 6.0, 12.0]),
        weight=np.ones(4),
        design=Design(psu_starts=np.arange(5), stratum_of_psu=np.zeros(4, dtype=np.int32)),
    )
    drawn = replace(
        plain,
        welfare=np.append(plain.welfare, 99.0),
        weight=np.append(plain.weight, 0.0),
        design=Design(psu_starts=np.arange(6), stratum_of_psu=np.zeros(5, dtype=np.int32)),
    )
    (first,), (second,) = (estimate(each, ["mean"], interval=Interval()) for each in (plain, drawn))
    assert first.estimate == second.estimate == 6
    assert (first.se or 0) ** 2 == pytest.approx(4 / 3 * 56 / 16)
    assert (second.se or 0) ** 2 == pytest.approx(5 / 4 * 56 / 16)
    for each in (first, second):
        assert each.upper == pytest.approx(6 + 3.1824463 * (each.se or 0))
