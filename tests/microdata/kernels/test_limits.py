"""Known by algebra, and data that are hostile to bins."""

import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Design
from openssi.microdata.kernels import large
from openssi.microdata.kernels.binning import TOLERANCE, binning_of, cut_again, incomes_of, keys_of, uncertainty
from openssi.microdata.kernels.large import estimate_large
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Division, Sample
from openssi.microdata.totals import quantile
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from plain_survey import Plain, plain_error

TEN = ("arpr", "gini", "qsr", "palma", "fgt0", "fgt1", "fgt2", "theil", "atkinson_0.5", "atkinson_1")


def persons(incomes: Sequence[float] | Floats, weights: Sequence[float] | Floats | None = None) -> Sample:
    """One person per PSU, one stratum."""
    number = len(incomes)
    return Sample(
        welfare=np.array(incomes, dtype=np.float64),
        weight=np.ones(number) if weights is None else np.array(weights, dtype=np.float64),
        design=Design(psu_starts=np.arange(number + 1), stratum_of_psu=np.zeros(number, dtype=np.int32)),
    )


def figures(sample: Sample, names: Sequence[str], conventions: Conventions | None = None) -> dict[str, Estimate]:
    found = estimate_large(sample, names, conventions or Conventions())
    assert all(value is None or np.isfinite(value) for each in found for value in (each.estimate, each.se))
    assert all(each.reason or (each.estimate is not None and each.se is not None) for each in found)
    return {each.measure: each for each in found}


def test_equal_incomes_are_equally_shared_and_nobody_is_poor() -> None:
    found = figures(persons([1234.5] * 40), (*TEN, "mean", "median", "gei_2", "mld"))
    assert found["gini"].estimate == pytest.approx(0, abs=1e-15)
    assert found["theil"].estimate == pytest.approx(0, abs=1e-15)
    assert found["gei_2"].estimate == pytest.approx(0, abs=1e-15)
    assert found["qsr"].estimate == pytest.approx(1)
    assert found["palma"].estimate == pytest.approx(0.25)
    assert found["median"].estimate == 1234.5
    assert found["mean"].se == pytest.approx(0, abs=1e-9)
    assert (found["arpr"].estimate, found["arpr"].se, found["arpr"].reason) == (0.0, None, "MEASURE_DENSITY_ZERO")


def test_a_quantile_whose_interval_goes_beyond_the_sample_has_no_error() -> None:
    sample = persons([float(each) for each in range(1, 101)])
    median, top = estimate_large(sample, [quantile(0.5), quantile(0.98)], Conventions())
    assert (median.estimate, median.lower, median.upper, median.reason) == (50, 41, 60, "")
    assert (top.estimate, top.se, top.lower, top.upper) == (98, None, None, None)
    assert (top.reason, top.method) == ("SURVEY_QUANTILE_BEYOND", "")


def test_one_owner_has_everything() -> None:
    found = figures(persons([0.0] * 99 + [500.0]), ("gini", "share_80_100", "lorenz_80", "theil", "qsr", "arpt"))
    assert found["gini"].estimate == pytest.approx(0.99)
    assert found["share_80_100"].estimate == pytest.approx(1)
    assert found["lorenz_80"].estimate == pytest.approx(0)
    assert found["theil"].estimate == pytest.approx(0)
    assert found["qsr"].reason == "MEASURE_BOTTOM_SHARE_ZERO"
    assert found["arpt"].reason == "MEASURE_LINE_NOT_POSITIVE"


def test_somebody_exactly_at_the_line_is_poor_by_one_convention_only() -> None:
    sample = persons([600.0] * 3 + [1000.0] * 7)
    below, at = (figures(sample, ["arpr"], Conventions(poor=poor)) for poor in ("below", "at_or_below"))
    assert below["arpr"].estimate == 0
    assert at["arpr"].estimate == pytest.approx(0.3)


def test_a_quantile_is_reached_at_a_tie() -> None:
    found = figures(persons([1.0, 2.0, 2.0, 3.0], [0.1, 0.1, 0.1, 0.1]), ["quantile_25", "median", "quantile_75"])
    assert [found[name].estimate for name in ("quantile_25", "median", "quantile_75")] == [1.0, 2.0, 2.0]


@pytest.mark.parametrize(
    "incomes",
    [
        [5e-324, 1e-310, 1e-300, 2e-308, 3e-320],
        [1e300, 2e300, 5e-300, 1.0, 7.0],
        [1.7e308, 1.7e308, 1.0, 2.0],
        [-1.0, -5.0, -2.0, -2.0],
        [0.0, 0.0, 0.0],
        [-0.0, 0.0, 1.0],
        [17.0],
        [1.0, 2.0],
        [10000.0, 10000.000000000002, 10000.000000000004],
    ],
    ids=[
        "denormals",
        "600 decades",
        "the greatest",
        "debts",
        "zeros",
        "signed zeros",
        "one person",
        "two",
        "neighbours",
    ],
)
def test_hostile_incomes_give_a_figure_or_a_reason(incomes: list[float]) -> None:
    sample = persons(incomes)
    single = len(incomes) == 1
    found = estimate_large(sample, (*TEN, "mean", "median", "mld", "atkinson_2", "watts"), Conventions())
    for each in found:
        assert each.estimate is None or np.isfinite(each.estimate)
        assert each.se is None or np.isfinite(each.se)
        assert each.reason or (each.estimate is not None and each.se is not None), each.measure
        assert not single or each.se is None


def test_the_gini_is_exact_where_all_incomes_lie_in_one_narrow_bin() -> None:
    incomes = 10_000 + np.arange(2_000) * 1e-5
    sample = persons(incomes)
    plain = Plain(incomes, sample.weight, np.ones(2_000, dtype=bool), Conventions())
    found = figures(sample, ["gini"])["gini"]
    assert plain.gini()[0] > 1e-7
    assert abs((found.estimate or 0) - plain.gini()[0]) < TOLERANCE


def test_bins_are_cut_until_the_error_is_sure_to_be_small() -> None:
    incomes = np.repeat([1.0, 1.0 + 1e-7, 1.0 + 2e-7, 5.0], 1_000)
    binning = binning_of(incomes)
    rounds = 0
    while True:
        place = np.searchsorted(binning.bins.low, keys_of(incomes), side="right") - 1
        held = np.bincount(place, minlength=binning.number).astype(np.float64)
        uncertain = uncertainty(binning, held, np.bincount(place, incomes, minlength=binning.number))
        finer = cut_again(binning, uncertain)
        if finer is None:
            break
        binning, rounds = finer, rounds + 1
    assert rounds > 0
    assert uncertain.sum() <= TOLERANCE


def test_keys_keep_the_order_of_incomes_and_can_be_read_back() -> None:
    incomes = np.array([-1e300, -2.0, -1.0, -5e-324, 0.0, 5e-324, 1.0, 1.0000000000000002, 1e300])
    assert (np.diff(keys_of(incomes).astype(object)) > 0).all()
    assert (incomes_of(keys_of(incomes)) == incomes).all()


def test_bins_with_more_rows_than_are_collected_are_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi.microdata.kernels import points

    draw = np.random.default_rng(3)
    sample = persons(np.round(np.exp(draw.normal(9, 1, 3_000)), -3), draw.uniform(1, 2, 3_000))
    names = ["qsr", "arpr", "quantile_33", "lorenz_20"]
    before = figures(sample, names)
    monkeypatch.setattr(points, "LENGTH", 1)
    after = figures(sample, names)
    assert [after[name].estimate for name in names] == pytest.approx(
        [before[name].estimate for name in names], rel=1e-12
    )
    assert after["qsr"].se == pytest.approx(before["qsr"].se, rel=1e-9)


def test_a_file_and_a_domain_without_anybody_say_so() -> None:
    nobody = persons([])
    assert [each.reason for each in estimate_large(nobody, ["gini"], Conventions())] == ["MEASURE_DOMAIN_EMPTY"]
    without_weight = persons([1.0, 2.0], [0.0, 0.0])
    assert estimate_large(without_weight, ["gini", "arpr"], Conventions())[0].reason == "MEASURE_WEIGHTS_ZERO"
    some = Division(codes=np.array([0, 0, -1], dtype=np.int32), labels=("here", "there"))
    found = estimate_large(persons([1.0, 2.0, 3.0]), ["mean"], Conventions(), some, domain_var="place")
    assert [(each.domain, each.n, each.reason) for each in found] == [
        ("here", 2, ""),
        ("there", 0, "MEASURE_DOMAIN_EMPTY"),
    ]


def test_incomes_of_zero_and_below_are_left_out_or_refused() -> None:
    sample = persons([-5.0, 0.0, 10.0, 20.0])
    assert figures(sample, ["theil"])["theil"].estimate is not None
    refused = figures(sample, ["theil", "watts_abs5"], Conventions(nonpositive="refuse"))
    assert {each.reason for each in refused.values()} == {"MEASURE_NONPOSITIVE_REFUSED"}
    assert figures(persons([-1.0, 0.0]), ["mld"])["mld"].reason == "MEASURE_NONE_POSITIVE"


def test_without_numba_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "is_available", lambda: False)
    with pytest.raises(FixTheFile) as raised:
        estimate_large(persons([1.0]), ["gini"], Conventions())
    assert [problem.code for problem in raised.value.problems] == ["LARGE_WITHOUT_NUMBA"]


def test_the_package_does_not_load_numba_before_it_is_needed() -> None:
    import subprocess

    code = "import sys, openssi.microdata.kernels.large; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


incomes = st.one_of(
    st.sampled_from([0.0, -3.0, 1.0, 2.0, 2.0, 5.0, 6.0, 10.0]), st.floats(0.01, 1000.0), st.floats(-50, 0)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(incomes, st.sampled_from([0.0, 0.5, 1.0, 1.0, 3.0])), min_size=3, max_size=30))
def test_any_small_survey_agrees_with_a_plain_reading(rows: list[tuple[float, float]]) -> None:
    y, w = np.array(rows).T
    names = ("arpr", "fgt1", "fgt2", "gini", "median", "mean", "theil", "atkinson_1")
    sample = persons(y, w)
    plain = Plain(y, w, np.ones(len(y), dtype=bool), Conventions())
    for each in estimate_large(sample, [measure_of(name) for name in names], Conventions()):
        if each.estimate is None:
            assert each.reason
            continue
        if each.se is None:
            assert each.reason in {"MEASURE_DENSITY_ZERO", "SURVEY_DOMAIN_NO_FREEDOM"}
            continue
        value, influence = plain.measure(each.measure)
        assert each.estimate == pytest.approx(value, rel=1e-8, abs=1e-12)
        if abs(value) < 1e3:
            error = plain_error(sample.design, influence, w)
            assert each.se == pytest.approx(error, rel=1e-5, abs=2e-7 * max(1.0, abs(error)))
