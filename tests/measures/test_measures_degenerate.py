"""Where there is no figure, or no error, there is a reason that the catalogue of messages knows."""

from dataclasses import replace

import numpy as np
import pytest

from openssi.microdata.measures.catalogue import MEASURES, measure_of
from openssi.microdata.measures.deprivations import Deprivations
from openssi.microdata.measures.lorenz import lorenz_curve
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.vocabulary.messages import CATALOGUE

NEEDS_MORE = {"gpg", "gpg_median", "rmir_65", "H", "A", "M0"}


def people(*incomes: float, weight: float = 1.0, **conventions: object) -> Measured:
    return Measured(
        welfare=np.array(incomes, dtype=float), weight=np.full(len(incomes), weight),
        conventions=Conventions(**conventions),  # type: ignore[arg-type]
    )  # fmt: skip


def deprivations(*rows: tuple[bool, bool], known: bool = True) -> Deprivations:
    return Deprivations(
        names=("water", "school"), dimensions=("living", "learning"), weights=np.array([0.5, 0.5]), cutoff=0.5,
        deprived=np.array(rows, dtype=bool), known=np.full(len(rows), known),
    )  # fmt: skip


def reason(name: str, measured: Measured) -> str:
    found = measure_of(name).of(measured)
    assert found.value is None
    assert found.influence is None
    assert found.reason in CATALOGUE
    return found.reason


def reason_of_no_error(name: str, measured: Measured) -> str:
    found = measure_of(name).of(measured)
    assert found.value is not None
    assert found.influence is None
    return found.reason


@pytest.mark.parametrize("name", MEASURES)
def test_nobody_in_the_domain_is_a_reason(name: str) -> None:
    assert reason(name, people(1, 2).within(np.zeros(2, dtype=bool))) == "MEASURE_DOMAIN_EMPTY"
    assert reason(name, people()) == "MEASURE_DOMAIN_EMPTY"


@pytest.mark.parametrize("name", MEASURES)
def test_weights_of_zero_are_a_reason(name: str) -> None:
    assert reason(name, people(1, 2, weight=0.0)) == "MEASURE_WEIGHTS_ZERO"


@pytest.mark.parametrize("name", sorted(set(MEASURES) - NEEDS_MORE))
def test_a_survey_of_one_person_has_a_figure_or_a_reason(name: str) -> None:
    found = measure_of(name).of(people(5))
    assert (found.value is None) == (name in {"rmpg", "poormed", "income_gap_ratio"})
    assert found.reason == "" or found.reason in {"MEASURE_NOBODY_POOR", "MEASURE_DENSITY_ZERO"}


@pytest.mark.parametrize("name", ["rmpg", "poormed"])
def test_without_poor_persons_there_is_no_median_of_the_poor(name: str) -> None:
    assert reason(name, people(9, 10, 11)) == "MEASURE_NOBODY_POOR"


def test_where_all_are_poor_the_poverty_measures_are_those_of_everybody() -> None:
    all_poor = people(2, 4, line=1e9)
    assert measure_of("fgt0").of(all_poor).value == 1
    assert measure_of("fgt2").of(all_poor).value == pytest.approx(1)
    domain = people(1, 1, 50, 60, 70).within(np.array([True, True, False, False, False]))
    assert measure_of("arpr").of(domain).value == 1
    assert measure_of("poormed").of(domain).value == 1


@pytest.mark.parametrize("name", ["gini", "sgini_3", "share_0_20", "lorenz_40"])
def test_incomes_that_add_up_to_nothing_cannot_be_shared_out(name: str) -> None:
    assert reason(name, people(0, 0)) == "MEASURE_SUM_NOT_POSITIVE"
    assert reason(name, people(-3, 1)) == "MEASURE_SUM_NOT_POSITIVE"


@pytest.mark.parametrize("name", ["qsr", "palma"])
def test_nothing_can_be_divided_by_a_bottom_share_of_zero(name: str) -> None:
    assert reason(name, people(0, 0, 0, 0, 7)) == "MEASURE_BOTTOM_SHARE_ZERO"
    assert reason(name, people(-9, 1, 1, 1, 7)) == "MEASURE_BOTTOM_SHARE_ZERO"


def test_a_lorenz_curve_that_cannot_be_drawn_says_why() -> None:
    assert lorenz_curve(people(0, 0)).reason == "MEASURE_SUM_NOT_POSITIVE"
    assert lorenz_curve(people(1e308, 1e308)).reason == "MEASURE_NOT_FINITE"
    assert lorenz_curve(people()).reason == "MEASURE_DOMAIN_EMPTY"
    assert len(lorenz_curve(people()).income) == 0


@pytest.mark.parametrize("name", ["fgt0", "arpr", "watts", "arpt", "rmpg", "rich", "rich_cha_1"])
def test_a_line_of_zero_or_below_measures_nothing(name: str) -> None:
    assert reason(name, people(-1, 0, 5)) == "MEASURE_LINE_NOT_POSITIVE"
    if name in {"fgt0", "watts"}:
        assert reason(name, people(1, 2, line=-5.0)) == "MEASURE_LINE_NOT_POSITIVE"


@pytest.mark.parametrize("name", ["theil", "mld", "gei_2", "atkinson_1", "zenga", "watts_abs5"])
def test_measures_of_incomes_above_zero_need_one(name: str) -> None:
    assert reason(name, people(-1, 0)) == "MEASURE_NONE_POSITIVE"
    assert measure_of(name).of(people(-1, 0)).left_out == 2
    assert reason(name, people(0, 3, nonpositive="refuse")) == "MEASURE_NONPOSITIVE_REFUSED"


@pytest.mark.parametrize("name", ["median", "arpt", "arpr", "fgt1", "quantile_20"])
def test_equal_incomes_have_no_density_and_a_quantile_then_no_linearised_error(name: str) -> None:
    assert reason_of_no_error(name, people(5, 5, 5)) == "MEASURE_DENSITY_ZERO"


@pytest.mark.parametrize("name", ["gini", "atkinson_20", "mean", "theil", "gei_20"])
def test_figures_beyond_what_a_number_holds_are_said_to_be_so(name: str) -> None:
    assert measure_of(name).of(people(1e-300, 1e308, 1e308)).reason == "MEASURE_NOT_FINITE"


def test_the_pay_gap_needs_men_and_women_who_are_paid() -> None:
    two = people(5, 7)
    men, nobody = np.array([True, False]), np.zeros(2, dtype=bool)
    assert reason("gpg", two) == "MEASURE_SEX_MISSING"
    assert reason("gpg", replace(two, men=men, women=nobody)) == "MEASURE_SEX_EMPTY"
    assert reason("gpg_median", replace(people(0, 7), men=men, women=~men)) == "MEASURE_MEN_WITHOUT_PAY"
    assert reason_of_no_error("gpg_median", replace(two, men=men, women=~men)) == "MEASURE_DENSITY_ZERO"


@pytest.mark.parametrize("name", ["H", "A", "M0", "censored_water", "uncensored_water", "contribution_water"])
def test_multidimensional_poverty_needs_dimensions_that_are_known(name: str) -> None:
    assert reason(name, people(1, 1)) == "MEASURE_DIMENSIONS_MISSING"
    unknown = deprivations((True, False), (True, True), known=False)
    assert reason(name, replace(people(1, 1), deprivations=unknown)) == "MEASURE_INDICATORS_UNKNOWN"


def test_without_multidimensionally_poor_persons_intensity_and_contributions_do_not_exist() -> None:
    well = replace(people(1, 1), deprivations=deprivations((False, False), (False, False)))
    assert measure_of("H").of(well).value == 0
    assert measure_of("M0").of(well).value == 0
    assert reason("A", well) == "MEASURE_NOBODY_POOR"
    assert reason("contribution_water", well) == "MEASURE_NOBODY_POOR"


def test_a_quantile_of_zero_divides_nothing() -> None:
    assert reason("quantile_ratio_90_10", people(0, 0, 0, 5)) == "MEASURE_QUANTILE_NOT_POSITIVE"
    assert reason("polarization", people(0, 0, 0, 5)) == "MEASURE_QUANTILE_NOT_POSITIVE"


def test_medians_of_age_groups_need_ages_and_persons_of_both() -> None:
    assert reason("rmir_65", people(1, 2)) == "MEASURE_AGE_MISSING"
    young = replace(people(1, 2), amounts={"age": np.array([20.0, np.nan])})
    assert reason("rmir_65", young) == "MEASURE_AGE_EMPTY"


def test_nobody_poor_is_no_poverty_by_sen_and_has_no_mean_gap() -> None:
    rich = people(5, 6, line=1.0)
    assert [measure_of(name).of(rich).value for name in ("sen", "sst")] == [0, 0]
    assert reason("income_gap_ratio", rich) == "MEASURE_NOBODY_POOR"


@pytest.mark.parametrize("income", [123.45, 0.1, 7e-9, 1e15 / 3])
def test_equal_incomes_are_exactly_equal_whatever_sums_round_to(income: float) -> None:
    weights = np.random.default_rng(2).uniform(0.1, 100, 31)
    equal = Measured(welfare=np.full(31, income), weight=weights)
    for name in (
        "gini",
        "sgini_2.5",
        "theil",
        "mld",
        "jdiv",
        "gei_2",
        "gei_-1",
        "atkinson_0.5",
        "atkinson_1",
        "atkinson_2",
    ):
        assert measure_of(name).of(equal).value == 0, name


def test_incomes_that_are_nearly_equal_have_no_inequality_below_zero() -> None:
    near = Measured(welfare=1000 + np.random.default_rng(3).uniform(0, 1e-9, 50), weight=np.ones(50))
    for name in (
        "gini",
        "sgini_3",
        "hoover",
        "theil",
        "mld",
        "gei_2",
        "gei_20",
        "atkinson_0.5",
        "atkinson_1",
        "atkinson_20",
    ):
        value = measure_of(name).of(near).value
        assert value is not None
        assert 0 <= value < 1e-12, name
