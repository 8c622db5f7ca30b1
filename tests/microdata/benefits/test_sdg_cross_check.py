"""SDG 1.3.1 from a survey: each group by hand, beside the figure of the administration."""

from dataclasses import replace

import numpy as np
import pytest

from openssi.definitions import load
from openssi.microdata.benefits.sdg import SDG_INDICATORS, Persons, sdg_coverage
from openssi.microdata.benefits.transfers import Transfer
from openssi.vocabulary.cross_check import AdministrativeFigure, GroupCoverage, cross_check
from openssi.vocabulary.estimate import Estimate
from small_survey import LINE, survey

TRANSFERS = (
    Transfer(name="child", column="child", programme_class="social_assistance", contingencies=("CHILD",)),
    Transfer(name="pension", column="pension", programme_class="social_insurance", contingencies=("PENSION",)),
    Transfer(name="social", column="social", programme_class="social_assistance", contingencies=("PENSION",)),
    Transfer(
        name="unemployment",
        column="dole",
        programme_class="labour_market",
        contributory=True,
        contingencies=("UNE",),
    ),
    Transfer(name="maternity", column="birth", programme_class="social_insurance", contingencies=("MAT",)),
    Transfer(name="disability", column="disability", programme_class="social_insurance", contingencies=("DISAB",)),
    Transfer(name="remittance", column="sent", programme_class="private"),
)
# A mother with two children; a worker who contributes; a pensioner; an older person with a social pension; an older
# person with money from abroad; an unemployed person with benefit and one without.
WHO = ["mother", "child", "child", "worker", "pensioner", "older", "older", "unemployed", "unemployed"]


def mask(*rows: int) -> np.ndarray:
    found = np.zeros(len(WHO), dtype=bool)
    found[list(rows)] = True
    return found


PERSONS = Persons(
    child=mask(1, 2),
    pensionable=mask(4, 5, 6),
    mother_of_newborn=mask(0),
    severe_disability=mask(5, 8),
    unemployed=mask(7, 8),
    labour_force=mask(0, 3, 7, 8),
    contributes=mask(0, 3),
    insured_against_injury=mask(3),
)
SURVEY = survey(
    [8, 8, 8, 30, 20, 9, 9, 12, 3],
    households=[0, 0, 0, 1, 2, 3, 4, 5, 6],
    child=[2, 0, 0, 0, 0, 0, 0, 0, 0],
    pension=[0, 0, 0, 0, 9, 0, 0, 0, 0],
    social=[0, 0, 0, 0, 0, 4, 0, 0, 0],
    dole=[0, 0, 0, 0, 0, 0, 0, 6, 0],
    birth=[5, 0, 0, 0, 0, 0, 0, 0, 0],
    disability=[0] * 9,
    sent=[0, 0, 0, 0, 0, 0, 5, 0, 0],
)


def covered(persons: Persons = PERSONS, transfers: tuple[Transfer, ...] = TRANSFERS) -> dict[str, GroupCoverage]:
    return {each.indicator: each for each in sdg_coverage(*SURVEY, transfers, persons, LINE)}


@pytest.mark.parametrize(
    ("indicator", "share", "n"),
    [
        ("SDG_1_3_1_TOTAL", 5 / 9, 9),  # the mother, the worker, the pensioner, one older person, one unemployed
        ("SDG_1_3_1_CHILD", 1, 2),
        ("SDG_1_3_1_MATERNITY", 1, 1),
        ("SDG_1_3_1_DISABILITY", 0, 2),
        ("SDG_1_3_1_UNEMPLOYMENT", 1 / 2, 2),
        ("SDG_1_3_1_INJURY", 1 / 4, 4),
        ("SDG_1_3_1_OLD_AGE", 2 / 3, 3),
        # of two children, two older persons and one unemployed: the older one with a social pension
        ("SDG_1_3_1_VULNERABLE", 1 / 5, 5),
        ("SDG_1_3_1_POOR", 2 / 6, 6),
    ],
)
def test_each_group_has_its_numerator_and_its_denominator(indicator: str, share: float, n: int) -> None:
    estimate = covered()[indicator].estimate
    assert estimate.estimate == pytest.approx(share)
    assert estimate.n == n
    assert estimate.population == n
    if indicator in {"SDG_1_3_1_CHILD", "SDG_1_3_1_MATERNITY"}:  # who are all of one PSU
        assert (estimate.se, estimate.reason) == (None, "SURVEY_DOMAIN_NO_FREEDOM")
    else:
        assert estimate.lower <= estimate.estimate <= estimate.upper


def test_the_groups_are_those_of_the_indicators_of_the_inquiry() -> None:
    published = [name for name in load().indicators if name.startswith("SDG_1_3_1_")]
    assert [name for name in SDG_INDICATORS if name not in published] == []
    assert len(SDG_INDICATORS) == 9


def test_what_the_survey_does_not_ask_is_named() -> None:
    rows = covered(replace(PERSONS, contributes=None, pensionable=None))
    assert rows["SDG_1_3_1_TOTAL"].not_asked == ("contributes",)
    assert rows["SDG_1_3_1_VULNERABLE"].not_asked == ("pensionable", "contributes")
    assert rows["SDG_1_3_1_OLD_AGE"].estimate is None
    assert rows["SDG_1_3_1_CHILD"].estimate.estimate == 1


@pytest.mark.parametrize(
    ("indicator", "contingency"),
    [
        ("SDG_1_3_1_CHILD", "CHILD"),
        ("SDG_1_3_1_MATERNITY", "MAT"),
        ("SDG_1_3_1_DISABILITY", "DISAB"),
        ("SDG_1_3_1_UNEMPLOYMENT", "UNE"),
        ("SDG_1_3_1_OLD_AGE", "PENSION"),
    ],
)
def test_benefits_that_the_survey_does_not_ask_about_are_not_known_to_be_received_by_nobody(
    indicator: str, contingency: str
) -> None:
    others = tuple(each for each in TRANSFERS if contingency not in each.contingencies)
    row = covered(transfers=others)[indicator]
    assert (row.estimate, row.not_asked) == (None, (f"benefits_{contingency}",))


def test_a_group_without_a_person_has_no_figure() -> None:
    rows = covered(replace(PERSONS, mother_of_newborn=mask()))
    assert rows["SDG_1_3_1_MATERNITY"].estimate.reason == "BENEFITS_DOMAIN_EMPTY"
    administrative = AdministrativeFigure(indicator="SDG_1_3_1_MATERNITY", value=40)
    assert cross_check(rows["SDG_1_3_1_MATERNITY"], administrative).verdict == "no_figure"


def told(
    value: float, lower: float | None, upper: float | None, administrative: float
) -> tuple[float | None, str, bool]:
    estimate = Estimate(measure="SDG_1_3_1_OLD_AGE", estimate=value, lower=lower, upper=upper, n=100, population=1000)
    survey_says = GroupCoverage(indicator="SDG_1_3_1_OLD_AGE", estimate=estimate)
    check = cross_check(survey_says, AdministrativeFigure(indicator="SDG_1_3_1_OLD_AGE", value=administrative))
    return check.difference, check.verdict, check.is_far_apart


def test_an_administrative_figure_stands_inside_above_or_below_the_interval() -> None:
    assert told(0.5, 0.45, 0.55, 52) == (2, "inside", False)
    assert told(0.5, 0.45, 0.55, 55) == (5, "inside", False)
    assert told(0.5, 0.45, 0.55, 66) == (16, "above", True)
    assert told(0.5, 0.45, 0.55, 44) == (-6, "below", False)
    assert told(0.5, None, None, 44) == (-6, "no_interval", False)
