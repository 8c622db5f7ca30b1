"""What algebra says that measures are, on populations one can count by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.lorenz import lorenz_curve
from openssi.microdata.measures.measure import Conventions, Measured, NamedLine


def people(*incomes: float, weight: list[float] | None = None, **conventions: object) -> Measured:
    weights = np.ones(len(incomes)) if weight is None else np.array(weight, dtype=float)
    return Measured(
        welfare=np.array(incomes, dtype=float),
        weight=weights,
        conventions=Conventions(**conventions),  # type: ignore[arg-type]
    )


def value(name: str, measured: Measured) -> float:
    found = measure_of(name).of(measured)
    assert found.value is not None, found.reason
    return found.value


@pytest.mark.parametrize("name", ["gini", "theil", "mld", "gei_2", "gei_-1", "gei_0.5", "atkinson_0.5", "atkinson_1"])
def test_inequality_is_zero_where_all_have_the_same(name: str) -> None:
    assert value(name, people(7, 7, 7, 7, weight=[1, 2, 3, 4])) == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("qsr", 1), ("palma", 0.25), ("share_0_20", 0.2), ("share_90_100", 0.1), ("lorenz_30", 0.3), ("arpr", 0)],
)
def test_shares_are_those_of_persons_where_all_have_the_same(name: str, expected: float) -> None:
    assert value(name, people(7, 7, 7, weight=[1, 2.5, 4])) == pytest.approx(expected)


def test_the_gini_of_one_owner_among_n_is_1_less_1_over_n() -> None:
    assert value("gini", people(0, 0, 0, 0, 50)) == pytest.approx(4 / 5)


def test_the_convention_of_convey_adds_the_weight_to_the_gini() -> None:
    assert value("gini", people(0, 0, 0, 0, 50, gini="convey")) == pytest.approx((2 * 5 - 1) / 5 - 1)
    heavy = people(0, 0, 0, 0, 50, weight=[10] * 5, gini="convey")
    assert value("gini", heavy) == pytest.approx((2 * 50 - 1) / 50 - 1)


def test_half_the_mean_difference_over_the_mean_is_the_gini() -> None:
    incomes = [-2.0, 0.0, 3.0, 3.0, 11.0]
    differences = np.abs(np.subtract.outer(incomes, incomes)).mean()
    assert value("gini", people(*incomes)) == pytest.approx(differences / 2 / np.mean(incomes))


def test_entropy_and_atkinson_of_two_persons() -> None:
    two = people(1, 3)
    assert value("mld", two) == pytest.approx(-(math.log(0.5) + math.log(1.5)) / 2)
    assert value("theil", two) == pytest.approx((0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2)
    assert value("gei_2", two) == pytest.approx(0.125)
    assert value("gei_-1", two) == pytest.approx((2 + 2 / 3) / 4 - 0.5)
    assert value("atkinson_1", two) == pytest.approx(1 - math.sqrt(3) / 2)
    assert value("atkinson_2", two) == pytest.approx(1 - 1.5 / 2)
    assert value("atkinson_0.5", two) == pytest.approx(1 - ((1 + math.sqrt(3)) / 2) ** 2 / 2)


def test_poverty_of_four_persons_at_a_line_of_ten() -> None:
    four = people(4, 9, 10, 30, line=10.0)
    assert value("fgt0", four) == 0.5
    assert value("fgt1", four) == pytest.approx((0.6 + 0.1) / 4)
    assert value("fgt2", four) == pytest.approx((0.36 + 0.01) / 4)
    assert value("watts", four) == pytest.approx((math.log(10 / 4) + math.log(10 / 9)) / 4)
    assert value("fgt1_abs10", people(4, 9, 10, 30)) == value("fgt1", four)


def test_an_exact_top_up_to_the_line_ends_poverty_unless_the_convention_says_otherwise() -> None:
    topped_up = 3.3 + (10 - 3.3)
    assert value("fgt0_abs10", people(topped_up, 30)) == 0
    assert value("fgt0_abs10", people(10, 30, poor="at_or_below")) == 0.5


def test_the_threshold_is_a_share_of_the_median_or_of_the_mean() -> None:
    five = people(1, 2, 10, 20, 67)
    assert value("arpt", five) == 6
    assert value("arpt_40", five) == 4
    assert value("arpt_relm50", five) == 10
    assert value("arpr", five) == 0.4
    assert value("poormed", five) == 1
    assert value("rmpg", five) == pytest.approx(5 / 6)
    assert value("arpr", people(1, 2, 10, 20, 67, relative_to="mean", percent=50)) == 0.4


def test_the_median_of_poor_persons_without_income_is_zero_and_the_gap_the_whole_line() -> None:
    seven = people(0, 0, 0, 10, 20, 30, 40)
    assert value("poormed_40", seven) == 0
    assert value("rmpg_40", seven) == 1


def test_the_rate_has_an_influence_where_somebody_has_exactly_the_line() -> None:
    at_line = people(1, 6, 10, 20, 67, poor="at_or_below")
    assert value("arpt", at_line) == 6
    found, rate = measure_of("fgt0_relq60").of(at_line), measure_of("arpr").of(at_line)
    assert found.influence is not None
    assert rate.influence is not None
    assert found.influence.tolist() == rate.influence.tolist()
    assert np.isfinite(found.influence).all()


def test_a_line_may_be_named_with_its_price_year() -> None:
    lines = (NamedLine(name="national", level=5.0), NamedLine(name="ppp2021_3.00", level=10.5))
    assert value("fgt0_at_national", people(1, 2, 10, 20, lines=lines)) == 0.5
    assert value("fgt0_at_ppp2021_3.00", people(1, 2, 10, 20, lines=lines)) == 0.75


def test_a_domain_is_measured_at_the_line_of_the_whole_population() -> None:
    rich = np.array([False, False, True, True, True])
    whole = people(1, 2, 10, 20, 67)
    assert value("arpt", whole.within(rich)) == value("arpt", whole) == 6
    assert value("arpr", whole.within(rich)) == 0
    assert value("arpr", whole.within(~rich)) == 1
    assert value("arpt", Measured(welfare=whole.welfare, weight=whole.weight, inside=rich)) == 6


def test_poverty_before_transfers_is_measured_at_the_line_after_them() -> None:
    after = people(5, 5, 10, 20, 60)
    before = Measured(welfare=np.array([0.0, 0, 10, 20, 60]), weight=after.weight, national=after)
    assert value("arpt", before) == 6
    assert value("fgt1", before) == pytest.approx(2 / 5)
    assert value("fgt1", after) == pytest.approx(2 / 5 / 6)


def test_quantiles_are_the_smallest_incomes_that_so_many_do_not_exceed() -> None:
    assert value("median", people(1, 2, 3, 4)) == 2
    assert value("median", people(1, 2, 3, 4, 5)) == 3
    assert value("quantile_75", people(4, 3, 2, 1)) == 3
    assert value("median", people(1, 2, 3, weight=[0.1, 0.1, 0.2])) == 2
    assert value("quantile_30", people(*range(1, 11), weight=[0.1] * 10)) == 3


def test_mean_and_total_are_weighted() -> None:
    assert value("mean", people(1, 4, weight=[2, 1])) == 2
    assert value("total", people(1, 4, weight=[2, 1])) == 6


def test_shares_of_ten_persons() -> None:
    ten = people(*range(1, 11))
    assert value("qsr", ten) == pytest.approx(19 / 3)
    assert value("palma", ten) == pytest.approx(10 / 10)
    assert value("lorenz_50", ten) == pytest.approx(15 / 55)
    assert value("share_20_40", ten) == pytest.approx(7 / 55)
    assert value("lorenz_25", ten) == pytest.approx((3 + 1.5) / 55)
    assert value("lorenz_0", ten) == 0
    assert value("lorenz_100", ten) == 1


def test_where_the_same_income_fills_both_ends_persons_are_divided() -> None:
    halves = people(*[1] * 5, *[3] * 5)
    assert value("qsr", halves) == pytest.approx(3)
    assert value("palma", halves) == pytest.approx(0.3 / 0.4)
    assert value("qsr", people(*[1] * 9, 100)) == pytest.approx((100 + 1) / 2)
    assert value("qsr", people(1, 2, 3, weight=[4, 1, 1])) == pytest.approx((3 + 0.2 * 2) / 1.2)


def test_the_lorenz_curve_has_a_corner_for_each_person_and_steps_where_asked() -> None:
    curve = lorenz_curve(people(1, 3))
    assert curve.population.tolist() == [0, 0.5, 1]
    assert curve.income.tolist() == [0, 0.25, 1]
    steps = lorenz_curve(people(1, 3), 4)
    assert steps.population.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert steps.income.tolist() == [0, 0.125, 0.25, 0.625, 1]


def test_the_zenga_index_of_three_persons() -> None:
    # Lower means over upper means: (0/1)/(6/2), (1/2)/(5/1), (3/3)/0 counted as 0.
    assert value("zenga", people(1, 2, 3)) == pytest.approx(1 - (0 + 0.1 + 0) / 3)


def test_the_pay_gap_is_how_much_less_women_earn() -> None:
    men = np.array([True, True, False, False])
    staff = Measured(welfare=np.array([20.0, 30, 15, 20]), weight=np.array([1.0, 1, 3, 1]), men=men, women=~men)
    assert value("gpg", staff) == pytest.approx(1 - 16.25 / 25)
    assert value("gpg_median", staff) == pytest.approx(1 - 15 / 20)


def test_incomes_of_zero_and_below_are_counted_where_they_can_be_and_else_said_to_be_left_out() -> None:
    five = people(-1, 0, 2, 4, 8)
    assert value("gini", five) > value("gini", people(2, 4, 8))
    theil = measure_of("theil").of(five)
    assert (theil.value, theil.left_out) == (value("theil", people(2, 4, 8)), 2)
    assert measure_of("watts_abs3").of(five).left_out == 2
    assert measure_of("gini").of(five).left_out == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("income_gap_ratio", (0.8 + 0.6 + 0.2) / 3),
        # Rate 3/4, mean gap of the poor 8/15, Gini coefficient of 1, 2 and 4: 2/7.
        ("sen", 0.75 * (8 / 15 + 7 / 15 * 2 / 7)),
        # Mean gap 0.4 and Gini coefficient of the gaps 0, 0.2, 0.6, 0.8: 0.4375.
        ("sst", 0.4 * 1.4375),
        ("prosperity_gap", (5 + 2.5 + 1.25 + 0.5) / 4),
        ("hoover", 3 / 4 - 7 / 17),
        ("bottom_mean_50", 1.5),
        ("quantile_ratio_75_25", 4),
        ("share_ratio_25_50", 10 / 3),
        # Mean 17/4, Gini coefficient 29/68, mean of the poorer half 3/2, median 2.
        ("polarization", 17 / 4 * (1 - 29 / 68) - 3 / 2),
        ("rmir_65", 1 / 2),
        # 2 is the median, and 10 alone more than twice as much.
        ("rich", 1 / 4),
        ("rich_relq50", 3 / 4),
        ("rich_abs4", 1 / 4),
        ("rich_concave_1", 0.6 / 4),
        ("rich_concave_0.5_abs1.9", (0.05**0.5 + 0.525**0.5 + 0.81**0.5) / 4),
        ("rich_convex_1", 1.5 / 4),
        ("rich_convex_2_abs2", (1 + 16) / 4),
        ("rich_cha_2_relq100", (0.75 + 0.96) / 4),
        # Shares of persons better off 1, 3/4, 1/2, 1/4, each to the third, and 4.25 on average.
        ("sgini_3", 1 - (37 + 2 * 19 + 4 * 7 + 10) / 64 / 4.25),
    ],
)
def test_four_persons_at_a_line_of_five(name: str, expected: float) -> None:
    four = replace(people(1, 2, 4, 10, line=5.0), amounts={"age": np.array([70.0, 20.0, 80.0, 30.0])})
    assert value(name, four) == pytest.approx(expected)


@pytest.mark.parametrize("v", [1.5, 2.0, 3.0, 7.0])
def test_one_owner_of_n_leaves_the_extended_gini_at_what_the_richest_does_not_count(v: float) -> None:
    assert value(f"sgini_{v}", people(0, 0, 0, 0, 50)) == pytest.approx(1 - 5 * (1 / 5) ** v)
    assert value(f"sgini_{v}", people(7, 7, 7, weight=[1, 2, 5])) == 0


def test_whoever_has_exactly_the_line_is_not_rich() -> None:
    thirds = people(0.1, 0.1, 0.1 * 3, line=None)
    assert 0.1 * 3 > 0.3
    assert value("rich_relq300", thirds) == 0
    assert value("rich_abs0.3", thirds) == 0
    assert value("rich_relq299", thirds) == pytest.approx(1 / 3)


def test_a_gift_among_the_rich_lowers_what_is_convex_and_raises_what_is_concave() -> None:
    before, after = people(1, 1, 1, 4, 10), people(1, 1, 1, 6, 8)
    for name, sign in (("rich_convex_2", -1), ("rich_convex_1", 0), ("rich_concave_1", 1), ("rich_cha_0.3", 1)):
        change = value(name, after) - value(name, before)
        assert (abs(change) > 1e-3) == bool(sign)
        assert change * sign >= 0


def test_the_divergence_is_theil_and_mean_log_deviation_together() -> None:
    two = people(1, 3)
    assert value("jdiv", two) == pytest.approx(0.5 * math.log(3) / 2)
    assert value("jdiv", two) == pytest.approx(value("theil", two) + value("mld", two))
