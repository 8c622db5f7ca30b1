"""Explanations of the year before: how long they answer."""

from dataclasses import replace
from decimal import Decimal

from openssi.validate.carried import carried_over
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import MultilingualText

SAID = MultilingualText("en", "fr", "es")
NOW = Finding(
    rule="R066",
    severity="W",
    ref_area="QMA",
    time_period=2023,
    obs_id="QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z",
    item="H.COV_OLD",
    scheme="_Z",
    benefit="_Z",
    sex="_T",
    message=SAID,
    remedy=SAID,
    value=Decimal(110),
    expected_high=Decimal(100),
)


def of_year(year: int, value: int | None, explained_in: int | None = None, explanation: str = "paid abroad") -> Finding:
    return replace(
        NOW,
        time_period=year,
        obs_id=f"QMA.{year}.H_COV_OLD._Z._Z._T._T._Z._Z",
        value=None if value is None else Decimal(value),
        state="explained",
        explanation=explanation,
        explanation_reason="REAL",
        explained_in=explained_in,
    )


def carried(now: Finding, *earlier: Finding) -> Finding:
    (found,) = carried_over([now], earlier)
    return found


def test_last_years_explanation_answers_again_and_says_when_it_was_given() -> None:
    found = carried(NOW, of_year(2022, 112))
    assert (found.state, found.explanation, found.explanation_reason) == ("explained", "paid abroad", "REAL")
    assert found.explained_in == 2022


def test_it_answers_until_the_value_is_a_tenth_further_beyond_its_bound() -> None:
    assert carried(NOW, of_year(2022, 110)).state == "explained"
    assert carried(replace(NOW, value=Decimal(111)), of_year(2022, 110)).state == "explained"
    assert carried(replace(NOW, value=Decimal("111.1")), of_year(2022, 110)).state == "open"


def test_it_does_not_drift_with_answers_that_were_carried_over_themselves() -> None:
    given, carried_on = of_year(2021, 110), of_year(2022, 111, explained_in=2021)
    assert carried(replace(NOW, value=Decimal("110.9")), given, carried_on).explained_in == 2021
    assert carried(replace(NOW, value=Decimal(112)), given, carried_on).state == "open"


def test_an_explanation_of_two_years_ago_does_not_answer() -> None:
    assert carried(NOW, of_year(2021, 110)).state == "open"


def test_the_explanation_of_another_rule_or_cell_does_not_answer() -> None:
    assert carried(NOW, replace(of_year(2022, 110), rule="R067")).state == "open"
    assert carried(NOW, replace(of_year(2022, 110), obs_id="QMA.2022.H_COV_OLD._Z._Z.F._T._Z._Z")).state == "open"


def test_what_blocks_is_never_answered_and_what_is_answered_stays() -> None:
    assert carried(replace(NOW, severity="E"), of_year(2022, 110)).state == "open"
    own = replace(NOW, state="explained", explanation="new reason")
    assert carried(own, of_year(2022, 110)).explanation == "new reason"


def test_below_a_lowest_value_the_share_that_is_missing_counts() -> None:
    low = replace(NOW, expected_high=None, expected_low=Decimal(100))
    before = replace(of_year(2022, 80), expected_high=None, expected_low=Decimal(100))
    assert carried(replace(low, value=Decimal(78)), before).state == "explained"
    assert carried(replace(low, value=Decimal(77)), before).state == "open"


def test_without_a_bound_the_value_stays_within_a_tenth() -> None:
    free, before = replace(NOW, expected_high=None), replace(of_year(2022, 100), expected_high=None)
    assert carried(free, before).state == "explained"
    assert carried(replace(free, value=Decimal(111)), before).state == "open"
    assert carried(replace(free, value=None), before).state == "open"
    assert carried(replace(free, value=None), replace(before, value=None)).state == "explained"
