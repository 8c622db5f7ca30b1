"""What cannot be computed says why; no figure is ever NaN."""

import math
from dataclasses import replace

import numpy as np
import pytest

from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.transfers import Households, Transfer
from openssi.microdata.design import Design, HeldWeights, Replicates
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile
from small_survey import BENEFIT, LINE, declared, division, found, survey, value

EVERYWHERE = {"by": ((), ("quintile",), ("group",), ("group", "quintile"))}
GROUPS = {"group": division([0, 0, 1, 1, -1], "first", "second", "nobody")}


def refused(code: str, given: tuple[Sample, Households], *transfers: Transfer, **asked: object) -> FixTheFile:
    with pytest.raises(FixTheFile) as raised:
        found(given, "coverage", transfers=transfers, **asked)
    assert [each.code for each in raised.value.problems] == [code]
    return raised.value


@pytest.mark.parametrize(
    "amounts",
    [
        [0, 0, 0, 0, 0],
        [1, 1, 1, 1, 1],
        [0, 0, 0, 0, 1e300],
        [1e-300, 0, 0, 0, 0],
        [5, 0, 0, 0, 0],
    ],
)
@pytest.mark.parametrize(
    "welfare",
    [
        [1, 2, 3, 4, 5],
        [5, 5, 5, 5, 5],
        [0, 0, 0, 0, 0],
        [-1, -2, -3, -4, -5],
        [-1, 0, 1, 1e12, -1e12],
    ],
)
def test_every_figure_is_a_number_or_says_why_there_is_none(welfare: list[float], amounts: list[float]) -> None:
    given = survey(welfare, divisions=GROUPS, benefit=amounts)
    for estimate in found(given, **EVERYWHERE).values():
        for number in (estimate.estimate, estimate.se, estimate.lower, estimate.upper):
            assert number is None or math.isfinite(number), estimate
        assert estimate.estimate is not None or estimate.reason, estimate
        assert estimate.se is not None or estimate.reason, estimate


def test_amounts_beyond_what_a_number_holds_say_so() -> None:
    huge = survey([1, 2, 3], benefit=[0, 1e300, 1e300])
    assert found(huge, "severity_before")["severity_before", "all"].reason == "BENEFITS_TOO_LARGE"


def test_where_nobody_receives_the_coverage_is_zero_and_shares_say_so() -> None:
    nothing = survey([1, 2, 30], benefit=[0, 0, 0])
    rows = found(nothing)
    assert rows["coverage", "all"].estimate == 0
    assert rows["headcount_difference", "all"].estimate == 0
    for name in ("adequacy", "generosity", "benefit_incidence", "average_transfer", "benefit_cost_ratio", "leakage"):
        assert rows[name, "all"].reason == "BENEFITS_NOBODY_RECEIVES"
    assert rows["spillover", "all"].reason == "BENEFITS_TARGET_RECEIVES_NOTHING"
    assert rows["exclusion_error", "all"].estimate == 1


def test_a_group_without_poor_has_no_errors_of_targeting_and_no_reduction() -> None:
    rich = survey([20, 30, 40], benefit=[1, 0, 0])
    assert found(rich, "exclusion_error")["exclusion_error", "all"].reason == "BENEFITS_TARGET_EMPTY"
    assert found(rich, "inclusion_error")["inclusion_error", "all"].reason == "BENEFITS_TARGET_EMPTY"
    for name in ("headcount_reduction", "poverty_gap_reduction", "severity_reduction", "spillover"):
        assert found(rich, name)[name, "all"].reason == "BENEFITS_NOBODY_POOR_BEFORE"


def test_equal_welfare_before_leaves_no_inequality_to_reduce() -> None:
    equal = survey([5, 5, 6], benefit=[0, 0, 1])
    assert found(equal, "gini_reduction")["gini_reduction", "all"].reason == "BENEFITS_NO_INEQUALITY_BEFORE"
    assert value(equal, "gini_difference") < 0


def test_a_fifth_that_ties_leave_empty_and_a_domain_without_persons_say_so() -> None:
    tied = survey([5, 5, 5, 5, 9], divisions=GROUPS, benefit=[1, 0, 0, 0, 0])
    rows = found(tied, "coverage", **EVERYWHERE)
    assert rows["coverage", "Q1"].estimate == 0.25
    assert rows["coverage", "Q2"].reason == "BENEFITS_FIFTH_EMPTY"
    assert rows["coverage", "nobody"].reason == "BENEFITS_DOMAIN_EMPTY"
    assert rows["coverage", "nobody"].n == 0


def test_weights_of_zero_leave_a_domain_empty() -> None:
    unweighted = survey([1, 2, 3, 4, 5], weight=[0, 0, 1, 1, 1], divisions=GROUPS, benefit=[1] * 5)
    assert found(unweighted, "coverage", **EVERYWHERE)["coverage", "first"].reason == "BENEFITS_DOMAIN_EMPTY"


def test_welfare_at_and_below_zero_is_counted_where_it_can_be() -> None:
    poorest = survey([-5, 0, 10, 20], benefit=[1, 1, 1, 0])
    rows = found(poorest)
    assert rows["generosity", "all"].estimate == pytest.approx(0.1)
    assert rows["generosity", "all"].reason == "BENEFITS_NOT_POSITIVE_LEFT_OUT"
    assert rows["adequacy", "all"].estimate == pytest.approx(3 / 5)
    refusing = found(poorest, "generosity", conventions=replace(LINE, nonpositive="refuse"))
    assert refusing["generosity", "all"].reason == "BENEFITS_WELFARE_NOT_POSITIVE"


def test_a_design_without_transfers_is_refused() -> None:
    refused("BENEFITS_NO_TRANSFERS", survey([1, 2]))


def test_a_transfer_that_is_negative_or_missing_is_refused_with_its_row() -> None:
    negative = refused("BENEFITS_TRANSFER_NEGATIVE", survey([1, 2, 3], benefit=[0, -1, -1]), BENEFIT)
    assert "row 2, benefit" in str(negative)
    assert "rows: 2;" in str(negative)
    for gap in (math.nan, math.inf):
        refused("BENEFITS_TRANSFER_MISSING", survey([1, 2], benefit=[0, gap]), BENEFIT)


def test_a_column_a_programme_a_division_and_an_indicator_that_are_not_there_are_refused() -> None:
    given = survey([1, 2], benefit=[0, 1])
    other = Transfer(name="pension", column="pension", programme_class="social_insurance")
    assert "benefit" in str(refused("SURVEY_AMOUNT_UNKNOWN", given, other, programme="pension"))
    refused("BENEFITS_PROGRAMME_UNKNOWN", given, BENEFIT, programme="pension")
    refused("SURVEY_DIVISION_UNKNOWN", given, BENEFIT, by=(("sex",),))
    with pytest.raises(FixTheFile, match="BENEFITS_INDICATOR_UNKNOWN"):
        every_indicator(declared(), ["happiness"])


@pytest.mark.parametrize("name", ["benefit", "all", "social_assistance"])
def test_two_programmes_of_one_name_are_refused(name: str) -> None:
    again = Transfer(name=name, column="benefit", programme_class="private")
    refused("BENEFITS_NAME_TAKEN", survey([1, 2], benefit=[0, 1]), BENEFIT, again)


def test_members_with_different_amounts_of_a_transfer_per_household_are_refused() -> None:
    per_household = Transfer(name="benefit", column="benefit", programme_class="social_assistance", per="household")
    given = survey([1, 2, 3], households=[0, 0, 1], benefit=[5, 0, 0])
    assert "row 2" in str(refused("BENEFITS_HOUSEHOLD_DIFFERS", given, per_household))


@pytest.mark.parametrize("size", [0.0, -1.0, math.nan])
def test_a_household_of_no_size_is_refused(size: float) -> None:
    with pytest.raises(FixTheFile, match="BENEFITS_SIZE_NOT_POSITIVE"):
        Households.of(np.asarray([0, 1], dtype=np.int32), members=np.asarray([1.0, size]))


@pytest.mark.parametrize("line", [0.0, -1.0, math.nan])
def test_a_line_at_or_below_zero_is_refused(line: float) -> None:
    given = survey([1, 2], benefit=[0, 1])
    with pytest.raises(FixTheFile, match="BENEFITS_LINE_NOT_POSITIVE"):
        value(given, "headcount_before", conventions=Conventions(line=line))


def test_a_stratum_of_one_psu_is_refused_unless_a_policy_is_named() -> None:
    sample, households = survey([1, 2, 3], benefit=[0, 1, 0])
    strata = np.asarray([0, 0, 1], dtype=np.int32)
    design = replace(sample.design, stratum_of_psu=strata, strata=("many", "one"))
    errors = {}
    for policy in ("certainty", "centred", "average"):
        given = replace(sample, design=replace(design, single_psu=policy)), households
        errors[policy] = found(given, "coverage")["coverage", "all"]
    with pytest.raises(FixTheFile, match="SURVEY_SINGLE_PSU"):
        found((replace(sample, design=design), households), "coverage")
    assert 0 < errors["certainty"].se < errors["centred"].se < errors["average"].se


def test_strata_of_one_psu_only_have_no_average_to_take() -> None:
    sample, households = survey([1], benefit=[1])
    given = replace(sample, design=replace(sample.design, single_psu="average")), households
    assert found(given, "coverage")["coverage", "all"].reason == "SURVEY_NO_FREEDOM"


def with_replicates(rows: int, weights: np.ndarray, mse: bool) -> Design:
    replicates = Replicates(weights=HeldWeights(weights), scale=0.5, rscales=np.ones(weights.shape[1]), mse=mse)
    starts = np.arange(rows + 1)
    return Design(psu_starts=starts, stratum_of_psu=np.zeros(rows, dtype=np.int32), replicates=replicates)


def test_replicate_weights_give_the_error_around_their_mean_or_around_the_estimate() -> None:
    sample, households = survey([1, 2], benefit=[1, 0])
    weights = np.asarray([[1.0, 3.0], [1.0, 1.0]])
    for mse, centre in ((False, 0.625), (True, 0.5)):
        given = replace(sample, design=with_replicates(2, weights, mse)), households
        estimate = found(given, "coverage")["coverage", "all"]
        assert estimate.se**2 == pytest.approx(0.5 * ((0.5 - centre) ** 2 + (0.75 - centre) ** 2))
        assert estimate.method == "bootstrap"


def test_a_figure_that_some_replicate_does_not_have_has_no_error() -> None:
    sample, households = survey([1, 2], benefit=[1, 0])
    given = replace(sample, design=with_replicates(2, np.asarray([[0.0, 1.0], [1.0, 1.0]]), mse=False)), households
    rows = found(given, "adequacy", "coverage")
    assert rows["adequacy", "all"].reason == "BENEFITS_NO_ERROR"
    assert rows["coverage", "all"].se > 0
    nobody = survey([1, 2], benefit=[0, 0])[0]
    given = replace(nobody, design=given[0].design), households
    assert found(given, "adequacy")["adequacy", "all"].reason == "BENEFITS_NOBODY_RECEIVES"


def test_all_programmes_are_estimated_where_none_is_named() -> None:
    given = survey([1, 2, 3], benefit=[1, 0, 0], pension=[0, 1, 0])
    pension = Transfer(name="pension", column="pension", programme_class="social_insurance", contingencies=("PENSION",))
    asked = Asked(indicators=(declared()["coverage"],), by=((),))
    rows = list(estimates(*given, [BENEFIT, pension], asked))
    assert [each.programme for each in rows] == ["all", "social_assistance", "social_insurance", "benefit", "pension"]
    assert value(given, "coverage", transfers=[BENEFIT, pension], programme="PENSION") == pytest.approx(1 / 3)
