"""Estimates overall and by domain: figures by hand, empty domains, names that are not known, progress."""

import dataclasses
import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.small_samples import sample_of
from openssi.microdata import large_samples
from openssi.microdata.estimation import estimate, estimates
from openssi.microdata.intervals import Interval
from openssi.microdata.measure_names import columns_of, split_names
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Linearised, Measure, Measured
from openssi.microdata.replicate_weights import with_replicates
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate

FIVE = sample_of(
    [2.0, 4.0, 6.0, 8.0, 30.0],
    [0, 0, 0, 0, 0],
    {"sex": [0, 1, 0, 1, 0], "region": [0, 0, 1, 1, 1]},
    {"rent": [1.0, 1.0, math.nan, 4.0, 5.0], "debt": [0.0, 0.0, 0.0, 0.0, 0.0]},
)
HUNDRED = sample_of([float(each) for each in range(1, 101)], [0] * 100)
POOR = Measure(
    id="below_line",
    unit="fraction",
    of=lambda measured: Linearised(value=float((measured.welfare < (measured.conventions.line or 0)).mean())),
    parameters=(("line", LineRule(kind="declared")),),
)


def one(sample: Sample, measure: str | Measure, **options: object) -> Estimate:
    [found] = estimate(sample, [measure], **options)  # type: ignore[arg-type]
    return found


def test_a_mean_has_the_error_of_a_simple_sample() -> None:
    found = one(FIVE, "mean", interval=Interval(distribution="z"))
    spread = sum((each - 10) ** 2 for each in (2, 4, 6, 8, 30)) / 4 / 5
    assert found.estimate == 10
    assert found.se == pytest.approx(math.sqrt(spread))
    assert found.upper == pytest.approx(10 + 1.959963984540054 * math.sqrt(spread))
    assert (found.n, found.population, found.unit, found.method) == (5, 5.0, "level", "linearised")


def test_a_total_is_five_times_the_mean_of_five() -> None:
    total, mean = one(FIVE, "total"), one(FIVE, "mean")
    assert total.estimate == 50
    assert total.se == pytest.approx(5 * (mean.se or 0))


def test_a_quantile_is_the_smallest_income_that_reaches_the_share() -> None:
    assert [one(FIVE, f"quantile({share})").estimate for share in (0.2, 0.21, 0.5, 0.99)] == [2, 4, 6, 30]
    assert one(FIVE, "median").estimate == 6


def test_weights_count_in_a_quantile() -> None:
    heavy = dataclasses.replace(FIVE, weight=np.array([1.0, 1.0, 1.0, 1.0, 6.0]))
    assert one(heavy, "median").estimate == 30


def test_the_limits_of_a_quantile_are_incomes() -> None:
    """Of a hundred rows half lie at or below 50; the half above or below is 1.984 times 0.0503 away: 41 and 60."""
    found = one(HUNDRED, "median")
    assert (found.estimate, found.lower, found.upper) == (50, 41, 60)
    assert found.se == pytest.approx(19 / (2 * 1.9842169515086827))


@pytest.mark.parametrize(
    ("sample", "measure", "figure"),
    [(FIVE, "median", 6), (HUNDRED, "quantile(0.02)", 2), (HUNDRED, "quantile(0.98)", 98)],
)
def test_a_quantile_whose_interval_goes_beyond_the_sample_has_no_error_as_in_survey(
    sample: Sample, measure: str, figure: float
) -> None:
    found = one(sample, measure)
    assert (found.estimate, found.se, found.lower, found.upper) == (figure, None, None, None)
    assert (found.reason, found.method) == ("SURVEY_QUANTILE_BEYOND", "")


def test_everybody_at_or_below_a_quantile_is_no_certainty() -> None:
    """The greatest of a hundred incomes had the error 0: all samples, it said, have the same greatest income."""
    assert one(HUNDRED, "quantile(0.995)").se is None


def test_a_column_in_brackets_takes_the_place_of_welfare_where_it_is_known() -> None:
    assert one(FIVE, "mean(rent)").estimate == pytest.approx(11 / 4)
    assert one(FIVE, "median(rent)").estimate == 1
    assert one(FIVE, "quantile(0.75,rent)").estimate == 4
    assert one(FIVE, "quantile(0.75,rent)").measure == "quantile(0.75,rent)"
    assert one(FIVE, "total(rent)").estimate == 11


def test_a_ratio_divides_totals() -> None:
    both = dataclasses.replace(FIVE, amounts={**FIVE.amounts, "income": FIVE.welfare})
    assert one(both, "ratio(rent,income)").estimate == pytest.approx(11 / 44)


def test_a_ratio_to_nothing_says_why_it_is_none() -> None:
    found = one(FIVE, "ratio(rent,debt)")
    assert (found.estimate, found.reason) == (None, "SURVEY_DENOMINATOR_ZERO")


def test_shares_of_categories_add_up_to_one() -> None:
    found = estimate(FIVE, ["proportion(region)"])
    assert [(each.measure, each.estimate) for each in found] == [
        ("proportion(region=region0)", pytest.approx(0.4)),
        ("proportion(region=region1)", pytest.approx(0.6)),
    ]
    assert all(each.lower is not None and each.upper is not None and 0 < each.lower < each.upper < 1 for each in found)


def test_domains_come_after_everybody_measure_by_measure() -> None:
    found = estimate(FIVE, ["mean", "persons"], ["sex"])
    assert [(each.measure, each.domain_var, each.domain, each.estimate) for each in found] == [
        ("mean", "all", "all", 10),
        ("mean", "sex", "sex0", pytest.approx(38 / 3)),
        ("mean", "sex", "sex1", 6),
        ("persons", "all", "all", 5),
        ("persons", "sex", "sex0", 3),
        ("persons", "sex", "sex1", 2),
    ]


def test_two_columns_are_crossed() -> None:
    found = estimate(FIVE, ["mean"], ["sex, region"])[1:]
    assert [(each.domain, each.estimate, each.n) for each in found] == [
        ("sex0,region0", 2, 1),
        ("sex0,region1", 18, 2),
        ("sex1,region0", 4, 1),
        ("sex1,region1", 8, 1),
    ]


@pytest.mark.parametrize(("groups", "rows", "is_refused"), [(101, 504, True), (101, 505, False), (100, 100, False)])
def test_a_column_that_makes_groups_of_few_rows_is_refused(groups: int, rows: int, is_refused: bool) -> None:
    sample = sample_of([1.0] * rows, [0] * rows, {"rent": [each % groups for each in range(rows)]})
    if not is_refused:
        assert len(estimate(sample, ["mean"], ["rent"])) == 1 + groups
        return
    with pytest.raises(FixTheFile, match=r"“rent”.*101 groups of 504 rows.*\[SURVEY_GROUPS_TOO_MANY\]"):
        estimate(sample, ["mean"], ["rent"])


def test_rows_without_a_category_lie_in_no_domain() -> None:
    codes = np.array([0, -1, 1, 1, -1], dtype=np.int32)
    sample = dataclasses.replace(FIVE, divisions={"area": Division(codes=codes, labels=("town", "country"))})
    assert [each.n for each in estimate(sample, ["mean"], ["area"])] == [5, 1, 2]
    assert [each.estimate for each in estimate(sample, ["proportion(area)"])] == pytest.approx([1 / 3, 2 / 3])


@pytest.mark.parametrize("measure", ["mean", "median", "total", "persons"])
def test_an_empty_domain_has_a_row_with_its_reason(measure: str) -> None:
    division = Division(codes=np.zeros(5, dtype=np.int32), labels=("here", "nowhere"))
    sample = dataclasses.replace(FIVE, divisions={"place": division})
    found = estimate(sample, [measure], ["place"])[-1]
    assert (found.domain, found.estimate, found.se, found.n) == ("nowhere", None, None, 0)
    assert found.reason == "SURVEY_DOMAIN_EMPTY"


def test_rows_of_weight_zero_contribute_nothing() -> None:
    with_zero = sample_of([2.0, 4.0, 1e9], [0, 0, 0], weights=[1.0, 1.0, 0.0])
    found = one(with_zero, "mean")
    assert (found.estimate, found.n) == (3, 2)


def test_one_person_has_a_figure_and_no_error() -> None:
    alone = sample_of([7.0], [0])
    certain = dataclasses.replace(alone, design=dataclasses.replace(alone.design, single_psu="certainty"))
    found = one(certain, "mean")
    assert (found.estimate, found.se, found.reason) == (7, None, "SURVEY_NO_FREEDOM")


def test_a_stratum_of_one_psu_is_refused_before_anything_is_estimated() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_SINGLE_PSU"):
        next(estimates(sample_of([1.0, 2.0, 3.0], [0, 0, 1]), ["mean"]))


def test_strata_of_one_psu_only_have_no_average_to_take() -> None:
    sample = sample_of([1.0, 2.0], [0, 1])
    design = dataclasses.replace(sample.design, single_psu="average", strata=("one",))
    found = one(dataclasses.replace(sample, design=design), "mean")
    assert (found.se, found.reason) == (None, "SURVEY_ALL_SINGLE_PSUS")


def test_a_measure_without_influence_says_so_and_has_an_error_by_replicates() -> None:
    assert one(FIVE, POOR).reason == "SURVEY_NO_INFLUENCE"
    poor = Measure(
        id="poor",
        unit="fraction",
        of=lambda measured: Linearised(value=float(np.average(measured.welfare < 5, weights=measured.weight))),
    )
    replicated = one(with_replicates(FIVE, "JK1"), poor)
    assert replicated.se == pytest.approx(math.sqrt(0.4 * 0.6 / 4))


def test_a_figure_that_is_not_finite_is_none_with_a_reason() -> None:
    endless = Measure(id="endless", unit="level", of=lambda _: Linearised(value=math.inf))
    assert one(FIVE, endless) == dataclasses.replace(one(FIVE, endless), estimate=None, reason="SURVEY_NOT_FINITE")


def test_a_line_after_at_is_a_name_or_an_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openssi.microdata.measure_names.TOTALS", {"below_line": POOR})
    found = estimate(FIVE, ["below_line@national", "below_line@7.5"], lines={"national": 5.0})
    assert [(each.measure, each.estimate) for each in found] == [
        ("below_line@national", pytest.approx(0.4)),
        ("below_line@7.5", pytest.approx(0.6)),
    ]


@pytest.mark.parametrize(
    ("measure", "code", "nearest"),
    [
        ("meen", "MEASURE_UNKNOWN", "mean"),
        ("mean(rant)", "SURVEY_AMOUNT_UNKNOWN", "rent"),
        ("proportion(regoin)", "SURVEY_DIVISION_UNKNOWN", "region"),
        ("mean@natonal", "SURVEY_LINE_UNKNOWN", "national"),
        ("ratio(rent)", "SURVEY_MEASURE_UNFIT", "ratio(benefits,income)"),
        ("quantile(1.5)", "SURVEY_MEASURE_UNFIT", "quantile(0.25)"),
        ("arpr@5", "SURVEY_MEASURE_UNFIT", "fgt0@5"),
        ("fgt1_abs5@national", "SURVEY_MEASURE_UNFIT", "fgt0@national"),
        ("gini@5", "SURVEY_MEASURE_UNFIT", "fgt0@5"),
        ("proportion", "SURVEY_MEASURE_UNFIT", "proportion(region)"),
        ("mean)", "MEASURE_UNKNOWN", "mean"),
        ("person", "MEASURE_UNKNOWN", "persons"),
        ("mean(rent,income)", "MEASURE_UNKNOWN", "mean"),
        ("quantile_0", "MEASURE_PARAMETER_OUT_OF_RANGE", "]0; 100["),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_the_nearest(measure: str, code: str, nearest: str) -> None:
    with pytest.raises(FixTheFile, match=code) as refused:
        estimate(FIVE, [measure], lines={"national": 5.0})
    assert nearest in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "fgt1_abs10000", "arpr_40", "share_80_100", "gei_3", "atkinson_0.25", "zenga", "lorenz_37", "s80s20",
        "fgt0_relm50(rent)", "quantile_12.5",
    ],
)  # fmt: skip
def test_a_name_with_parameters_gives_the_measure_of_the_catalogue(name: str) -> None:
    [found] = estimate(FIVE, [name])
    assert (found.measure, found.estimate is not None) == (name, True)


def test_lines_of_the_design_are_named_after_at_in_both_ways() -> None:
    lines = {"national": 7.0, "ppp2021_3.00": 5.0}
    found = estimate(
        FIVE, ["fgt1@national", "fgt1_at_national", "fgt1@ppp2021_3.00", "fgt1_at_ppp2021_3.00"], lines=lines
    )
    first, second = (5 + 3 + 1) / 7 / 5, (3 + 1) / 5 / 5
    assert [each.estimate for each in found] == pytest.approx([first, first, second, second])


def test_the_pay_gap_is_that_of_declared_men_and_women() -> None:
    sexes = Division(codes=FIVE.divisions["sex"].codes, labels=("hane", "hona"), values=("2", "1"))
    declared = dataclasses.replace(FIVE, sex=sexes, men=("hane",), women=("1",))
    assert one(declared, "gpg").estimate == pytest.approx(1 - 6 / (38 / 3))
    assert one(FIVE, "gpg").reason == "MEASURE_SEX_MISSING"


def test_a_column_that_does_not_divide_is_refused() -> None:
    with pytest.raises(FixTheFile, match="SURVEY_DIVISION_UNKNOWN"):
        estimate(FIVE, ["mean"], ["sax"])


def test_the_columns_that_measures_name_are_told_apart() -> None:
    names = ["mean(rent)", "ratio(rent,income)", "quantile(0.25,debt)", "proportion(region)", "gini"]
    assert columns_of(names) == (("rent", "income", "debt"), ("region",))
    water = Indicator(name="water", dimension="home", column="tap", relation="below", limits=(1.0,), weight=1.0)
    index = MultidimensionalIndex(indicators=(water,), cutoff=1.0)
    asked = ["gini", "happiness", "censored_water@5", measure_of("H")]
    assert columns_of(asked, index) == (("tap",), ())
    assert columns_of(["gini"], index) == ((), ())


def test_a_list_of_measures_is_parted_outside_brackets() -> None:
    assert split_names("gini, ratio(rent,income),mean(rent),") == ("gini", "ratio(rent,income)", "mean(rent)")


def test_progress_is_told_and_may_interrupt() -> None:
    told: list[tuple[int, int, str]] = []
    estimate(FIVE, ["mean"], ["sex"], progress=lambda *step: told.append(step))
    assert told == [(0, 3, "mean"), (1, 3, "mean, sex=sex0"), (2, 3, "mean, sex=sex1"), (3, 3, "")]

    def stop(done: int, of: int, step: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        estimate(FIVE, ["mean"], ["sex"], progress=stop)
    assert one(FIVE, "mean").estimate == 10


def test_a_large_sample_takes_what_compiled_passes_give(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = Estimate(measure="mean", estimate=1.0, n=5, population=5.0)
    asked: list[tuple[tuple[str, ...], str, float | None]] = []

    def estimate_large(_sample: object, measures: list[Measure], *_: object, **more: Any) -> list[Estimate]:
        variable = more.get("domain_var", "all")
        level = more["interval"].level if more["interval"] else None
        asked.append((tuple(each.id for each in measures), variable, level))
        return [ready] if variable == "all" else []

    monkeypatch.setattr(large_samples, "LARGE", 4)
    kernels = SimpleNamespace(
        estimate_large=estimate_large,
        is_available=lambda: True,
        can_estimate=large_samples.large.can_estimate,
        has_compiled_errors=large_samples.large.has_compiled_errors,
    )
    monkeypatch.setattr(large_samples, "large", kernels)
    found = list(estimates(FIVE, ["mean", "mean(rent)", "median", "arpr_40", "fgt0@5", "zenga"], ["sex"]))
    assert dataclasses.replace(found[0], contributors=None) == ready
    assert found[0].contributors is not None
    assert found[1].estimate == pytest.approx(11 / 4)
    known = ("mean", "mean(rent)", "median", "arpr_40", "fgt0@5")
    assert asked == [(known, "all", 0.95), (known, "sex", 0.95), (("arpt_relq40",), "all", None)]
    kernels.is_available = lambda: False
    assert one(FIVE, "mean").estimate == 10


def test_a_domain_has_the_degrees_of_freedom_of_its_own_psus_and_strata() -> None:
    [_, of_three, of_two] = estimate(FIVE, ["mean"], ["sex"])
    assert of_three.upper == pytest.approx(of_three.estimate + 4.302652729749462 * of_three.se)
    assert of_two.upper == pytest.approx(of_two.estimate + 12.706204736174694 * of_two.se)


def test_a_domain_in_one_psu_has_a_mean_without_an_error_and_a_total_with_one() -> None:
    village = sample_of([2.0, 4.0, 6.0, 8.0], [0, 0, 0, 0], {"village": [0, 1, 1, 1]})
    found = {each.measure: each for each in estimate(village, ["mean", "total", "gini", "median"], ["village"])[1::3]}
    assert (found["mean"].estimate, found["mean"].se, found["mean"].reason) == (2, None, "SURVEY_DOMAIN_NO_FREEDOM")
    assert found["gini"].reason == found["median"].reason == "SURVEY_DOMAIN_NO_FREEDOM"
    assert found["total"].se == pytest.approx(2)


def test_a_large_domain_in_one_psu_has_no_error_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_samples, "LARGE", 3)
    village = sample_of([2.0, 4.0, 6.0, 8.0], [0, 0, 0, 0], {"village": [0, 1, 1, 1]})
    [_, found, _] = estimate(village, ["mean"], ["village"])
    assert (found.se, found.upper, found.reason) == (None, None, "SURVEY_DOMAIN_NO_FREEDOM")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(-1e4, 1e6), min_size=6, max_size=6),
    st.lists(st.floats(0.1, 1e3), min_size=6, max_size=6),
    st.floats(0.01, 100),
    st.permutations(range(3)),
)
def test_means_do_not_depend_on_the_scale_of_weights_nor_on_the_order_of_rows(
    incomes: list[float], weights: list[float], factor: float, order: list[int]
) -> None:
    strata = [0, 0, 0, 1, 1, 1]
    moved = [*order, *(3 + each for each in order)]
    first = sample_of(incomes, strata, weights=weights)
    other = sample_of([incomes[at] for at in moved], strata, weights=[factor * weights[at] for at in moved])
    for one_found, other_found in zip(
        estimate(first, ["mean", "median"]), estimate(other, ["mean", "median"]), strict=True
    ):
        assert other_found.estimate == pytest.approx(one_found.estimate, rel=1e-9, abs=1e-6)
        expected = None if one_found.se is None else pytest.approx(one_found.se, rel=1e-6, abs=1e-4)
        assert (other_found.se, other_found.reason) == (expected, one_found.reason)


def test_measured_offers_the_columns_of_the_sample() -> None:
    seen: list[Measured] = []

    def of(measured: Measured) -> Linearised:
        seen.append(measured)
        return Linearised(value=0.0, influence=np.zeros(5))

    one(FIVE, Measure(id="looks", unit="level", of=of))
    assert seen[0].amounts is FIVE.amounts
    assert seen[0].divisions is FIVE.divisions


def test_men_and_women_are_known_by_their_names_or_numbers() -> None:
    seen: list[Measured] = []
    looks = Measure(id="looks", unit="level", of=lambda measured: seen.append(measured) or Linearised(value=0.0))
    for labels in (("1", "2"), ("Man", "Woman"), ("hombre", "mujer"), ("a", "b")):
        division = dataclasses.replace(FIVE.divisions["sex"], labels=labels)
        one(dataclasses.replace(FIVE, divisions={"sex": division}), looks)
    assert [each.men is None for each in seen] == [False, False, False, True]
    assert seen[0].men is not None
    assert seen[0].men.tolist() == [True, False, True, False, True]
    assert seen[1].women is not None
    assert seen[1].women.tolist() == [False, True, False, True, False]
