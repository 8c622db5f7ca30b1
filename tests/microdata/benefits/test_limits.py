"""What indicators of programmes are by algebra, before any survey."""

import math

import numpy as np
import pytest

from openssi.microdata.benefits.transfers import Households, Transfer
from openssi.microdata.measures.measure import Conventions
from small_survey import BENEFIT, LINE, division, found, survey, value

BY_FIFTHS = {"by": (("quintile",),)}
TEN = [1, 2, 3, 4, 5, 20, 30, 40, 50, 60]
FLAT = survey([each + 1 for each in TEN], benefit=[1] * 10)


@pytest.mark.parametrize("ranked_by", ["pre", "post"])
def test_a_flat_transfer_to_everybody_has_the_index_one_and_reaches_each_fifth_alike(ranked_by: str) -> None:
    assert value(FLAT, "coady_grosh_hoddinott", ranked_by=ranked_by) == pytest.approx(1, abs=1e-14)
    for indicator in ("benefit_incidence", "beneficiary_incidence"):
        shares = found(FLAT, indicator, ranked_by=ranked_by, **BY_FIFTHS)
        assert [each.estimate for each in shares.values()] == pytest.approx([0.2] * 5)
        assert [each.se for each in shares.values()] == pytest.approx([0.0] * 5, abs=1e-12)


def test_a_flat_transfer_has_the_index_one_even_where_ties_fill_the_border() -> None:
    tied = survey([5, 5, 5, 5, 5, 5, 5, 5, 9, 9], benefit=[1] * 10)
    assert value(tied, "coady_grosh_hoddinott") == pytest.approx(1, abs=1e-14)


def test_money_for_the_poorest_two_fifths_only_has_the_greatest_index() -> None:
    poorest = survey(TEN, benefit=[0.5] * 4 + [0] * 6)
    assert value(poorest, "coady_grosh_hoddinott") == pytest.approx(1 / 0.4)
    assert value(poorest, "coady_grosh_hoddinott", bottom=0.2) == pytest.approx(0.5 / 0.2)


def test_a_programme_that_reaches_the_poor_and_nobody_else_makes_no_error() -> None:
    perfect = survey(TEN, benefit=[0.5] * 5 + [0] * 5)
    assert [value(perfect, each) for each in ("exclusion_error", "inclusion_error", "leakage")] == [0, 0, 0]


def test_a_programme_that_reaches_only_others_makes_both_errors_whole() -> None:
    missed = survey(TEN, benefit=[0] * 5 + [2] * 5)
    assert [value(missed, each) for each in ("exclusion_error", "inclusion_error", "leakage")] == [1, 1, 1]


def test_an_exact_top_up_to_the_line_ends_poverty_and_closes_one_of_gap_for_each_unit() -> None:
    before = np.asarray(TEN, dtype=float)
    top_up = np.maximum(10 - before, 0)
    lifted = survey(list(before + top_up), benefit=list(top_up))
    assert value(lifted, "headcount_after") == 0
    assert value(lifted, "poverty_gap_after") == 0
    assert value(lifted, "headcount_reduction") == 1
    assert value(lifted, "poverty_gap_reduction") == 1
    assert value(lifted, "benefit_cost_ratio") == pytest.approx(1)
    assert value(lifted, "spillover") == pytest.approx(0, abs=1e-12)


def test_who_counts_those_at_the_line_as_poor_sees_no_poverty_ended_by_the_top_up() -> None:
    at_line = Conventions(line=10.0, poor="at_or_below")
    lifted = survey([10] * 5 + [20] * 5, benefit=[4] * 5 + [0] * 5)
    assert value(lifted, "headcount_after", conventions=at_line) == 0.5
    assert value(lifted, "headcount_after") == 0


def test_what_lifts_the_poor_beyond_the_line_spills_over() -> None:
    spilled = survey([12, 20], benefit=[4, 0])
    assert value(spilled, "spillover") == pytest.approx(0.5)
    assert value(spilled, "benefit_cost_ratio") == pytest.approx(0.5)


def test_a_transfer_of_a_tenth_of_everybodys_welfare_leaves_the_gini_and_is_a_tenth_adequate() -> None:
    proportional = survey(TEN, benefit=[each / 10 for each in TEN])
    assert value(proportional, "gini_difference") == pytest.approx(0, abs=1e-14)
    for indicator in ("adequacy", "relative_incidence", "generosity"):
        assert value(proportional, indicator) == pytest.approx(0.1)
        assert next(iter(found(proportional, indicator, **BY_FIFTHS).values())).estimate == pytest.approx(0.1)


def test_members_of_a_household_that_receives_are_indirect_beneficiaries() -> None:
    family = survey([10, 10, 10, 4], households=[0, 0, 0, 1], benefit=[6, 0, 0, 0])
    assert value(family, "coverage") == 0.75
    assert value(family, "coverage", beneficiaries="direct") == 0.25
    assert value(family, "average_transfer") == 2
    assert value(family, "average_transfer", beneficiaries="direct") == 6


def test_an_amount_per_household_counts_once_however_many_members_carry_it() -> None:
    per_household = Transfer(name="benefit", column="benefit", programme_class="social_assistance", per="household")
    by_person = survey([10, 10, 10, 4], households=[0, 0, 0, 1], benefit=[6, 0, 0, 0])
    by_household = survey([10, 10, 10, 4], households=[0, 0, 0, 1], benefit=[6, 6, 6, 0])
    for indicator in ("coverage", "adequacy", "average_transfer", "headcount_before"):
        assert value(by_household, indicator, transfers=[per_household]) == value(by_person, indicator)


def test_monthly_amounts_are_counted_for_the_period_of_welfare() -> None:
    monthly = Transfer(name="benefit", column="benefit", programme_class="social_assistance", times=12)
    yearly = survey([100, 100], benefit=[12, 0])
    assert value(survey([100, 100], benefit=[1, 0]), "adequacy", transfers=[monthly]) == value(yearly, "adequacy")


def test_a_transfer_that_welfare_does_not_hold_is_added_to_it() -> None:
    outside = Transfer(name="benefit", column="benefit", programme_class="social_assistance", in_welfare=False)
    added = survey([8, 20], benefit=[4, 0])
    assert value(added, "headcount_before", transfers=[outside]) == 0.5
    assert value(added, "headcount_after", transfers=[outside]) == 0


def test_each_class_and_all_hold_their_programmes_and_private_transfers_are_in_none() -> None:
    transfers = [
        BENEFIT,
        Transfer(name="pension", column="pension", programme_class="social_insurance"),
        Transfer(name="remittance", column="remittance", programme_class="private"),
    ]
    given = survey([10, 20, 30, 40], benefit=[1, 0, 0, 0], pension=[0, 2, 0, 0], remittance=[0, 0, 3, 0])
    by_programme = {
        name: value(given, "coverage", transfers=transfers, programme=name)
        for name in ("all", "social_assistance", "social_insurance", "remittance")
    }
    assert by_programme == {"all": 0.5, "social_assistance": 0.25, "social_insurance": 0.25, "remittance": 0.25}


def test_a_group_by_age_can_be_the_target() -> None:
    given = survey([1, 20, 30, 40], benefit=[0, 2, 2, 0])
    old = np.asarray([False, True, True, True])
    assert value(given, "exclusion_error", target=old) == pytest.approx(1 / 3)
    assert value(given, "inclusion_error", target=old) == 0


def test_domains_are_made_of_columns_and_of_columns_crossed_with_fifths() -> None:
    given = survey(TEN, divisions={"sex": division([0, 1] * 5, "women", "men")}, benefit=[1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    rows = found(given, "coverage", by=(("sex",), ("sex", "quintile")))
    assert rows["coverage", "women"].estimate == 1
    assert rows["coverage", "men"].estimate == 0
    assert rows["coverage", "women,Q1"].domain_var == "sex,quintile"
    assert len(rows) == 2 + 10


def test_fifths_before_and_after_the_programme_can_differ() -> None:
    leaping = survey([101, 2, 3, 4, 5], benefit=[100, 0, 0, 0, 0])
    before = found(leaping, "benefit_incidence", ranked_by="pre", **BY_FIFTHS)
    after = found(leaping, "benefit_incidence", ranked_by="post", **BY_FIFTHS)
    assert before["benefit_incidence", "Q1"].estimate == 1
    assert after["benefit_incidence", "Q5"].estimate == 1


def test_the_error_of_a_mean_is_that_of_the_textbook() -> None:
    given = survey([1, 2, 3, 4], benefit=[1, 1, 0, 0])
    estimate = found(given, "coverage")["coverage", "all"]
    assert estimate.se == pytest.approx(np.std([1, 1, 0, 0], ddof=1) / 2)
    reach = math.exp(3.1824463 * estimate.se / 0.25)
    assert (estimate.lower, estimate.upper) == pytest.approx((1 / (1 + reach), reach / (1 + reach)))
    assert estimate.method == "linearised"


def test_the_limits_of_an_amount_are_those_of_students_t() -> None:
    estimate = found(survey([1, 2, 3, 4], benefit=[1, 2, 3, 6]), "average_transfer")["average_transfer", "all"]
    assert estimate.se == pytest.approx(np.std([1, 2, 3, 6], ddof=1) / 2)
    assert (estimate.lower, estimate.upper) == pytest.approx((3 - 3.1824463 * estimate.se, 3 + 3.1824463 * estimate.se))


def test_a_part_is_judged_by_its_own_psus_and_a_share_of_everything_by_all() -> None:
    """Six persons in six PSUs, three of them in the south: 2 degrees of freedom there, 5 in all."""
    south = {"region": division([0, 0, 0, 1, 1, 1], "north", "south")}
    given = survey([1, 2, 3, 4, 5, 6], divisions=south, benefit=[1, 1, 1, 1, 2, 3])
    figures = found(given, "average_transfer", "benefit_incidence", by=(("region",),))
    for name, t in (("average_transfer", 4.3026527), ("benefit_incidence", 2.5705818)):
        estimate = figures[name, "south"]
        assert estimate.upper - estimate.estimate == pytest.approx(t * estimate.se, rel=1e-6), name


def test_a_part_in_one_psu_has_a_figure_without_an_error_and_its_share_of_everything_has_one() -> None:
    alone = {"region": division([0, 0, 0, 1, 1], "north", "south")}
    given = survey([1, 2, 3, 4, 5], households=[0, 1, 2, 3, 3], divisions=alone, benefit=[1, 0, 1, 1, 0])
    figures = found(given, "coverage", "beneficiary_incidence", by=(("region",),))
    assert (figures["coverage", "south"].se, figures["coverage", "south"].reason) == (None, "SURVEY_DOMAIN_NO_FREEDOM")
    assert figures["beneficiary_incidence", "south"].se is not None
    assert figures["coverage", "north"].se is not None


def test_persons_without_weight_change_no_figure_error_or_limit() -> None:
    given = survey([5, 12, 8, 20], benefit=[2, 3, 0, 1])
    in_their_psus, _ = survey(
        [5, 1, 12, 8, 20, 99], [0, 0, 1, 2, 3, 3], [1, 0, 1, 1, 1, 0], benefit=[2, 7, 3, 0, 1, 50]
    )
    of_their_own = Households.of(np.array([0, 4, 1, 2, 3, 5], dtype=np.int32))
    first, second = found(given), found((in_their_psus, of_their_own))
    assert first.keys() == second.keys()
    for key, each in first.items():
        for name in ("estimate", "se", "lower", "upper", "n", "population"):
            expected = getattr(each, name)
            wanted = None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-12)
            assert getattr(second[key], name) == wanted, (key, name)


def test_the_line_may_be_a_part_of_the_median_or_the_mean() -> None:
    given = survey(TEN, benefit=[0.5] * 10)
    for conventions in (Conventions(), Conventions(relative_to="mean", percent=50)):
        line = 0.6 * 5 if conventions.relative_to == "median" else 0.5 * np.mean(TEN)
        assert value(given, "adequacy_of_line", conventions=conventions) == pytest.approx(0.5 / line)
    assert value(given, "adequacy_of_line", conventions=LINE) == 0.05


@pytest.mark.parametrize("scale", [1e-300, 1e150, 1e300])
@pytest.mark.filterwarnings("error")
def test_amounts_at_the_ends_of_numbers_have_a_figure_or_a_reason(scale: float) -> None:
    given = survey([each * scale for each in TEN], benefit=[scale * (number % 3) for number in range(10)])
    for by in (((),), (("quintile",),)):
        for each in found(given, conventions=Conventions(), by=by).values():
            numbers = (each.estimate, each.se, each.lower, each.upper)
            assert all(number is None or math.isfinite(number) for number in numbers), each
            assert each.reason or each.se is not None, each


def test_limits_of_shares_of_persons_lie_between_nothing_and_all() -> None:
    rare = survey([float(each) for each in range(1, 41)], benefit=[5.0] + [0.0] * 39)
    for each in found(rare, "coverage", "beneficiary_incidence", "exclusion_error", "headcount_before").values():
        assert 0 <= each.lower <= each.estimate <= each.upper <= 1, each
