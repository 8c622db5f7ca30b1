"""Lorenz curves of a survey: of welfare, and of welfare before and after a programme with its concentration curve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.curves import concentration_curve, far_apart
from openssi.microdata.benefits.estimates import Asked, estimates, population_of
from openssi.microdata.benefits.surveyed import SurveyedBenefits
from openssi.microdata.contributors import contributors_of
from openssi.microdata.disclosure.of_estimates import WITHHELD
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.lorenz import LorenzCurve, lorenz_curve
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.microdata.read_survey import Survey
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart, Points
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.surveys.output import Leaving
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place

PROGRAMME_CURVES = 3
"""Curves of a programme where all may leave: after it, before it, and of its transfers."""

STEPS = 100
"""Points of the curve of welfare; those are left out between which persons are few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyCurve:
    """A curve of a survey.

    Attributes:
        id: `welfare`, `after`, `before` or `transfers`.
        points: Shares of the population, poorest first, and what they hold, as fractions.
        gini: Its Gini coefficient; None for a concentration curve.
    """

    id: str
    points: Points
    gini: Estimate | None = None


def welfare_curve(survey: Survey, conventions: Conventions, leaving: Leaving) -> SurveyCurve:
    """Return the Lorenz curve of everybody, of as many points as may leave.

    Raises:
        FixTheFile: if there is no curve, or too few persons stand behind it.
    """
    sample, rule = survey.sample, leaving.rule
    if rule is not None and np.count_nonzero(sample.weight) < rule.minimum:
        raise FixTheFile.because("DISCLOSURE_SMALL", Place(item="--chart"), minimum=rule.minimum, rule=rule.id)
    measured = Measured(
        welfare=sample.welfare, weight=sample.weight, conventions=conventions, household=sample.household
    )
    curve = lorenz_curve(measured, STEPS)
    if curve.reason:
        raise FixTheFile.because(curve.reason, Place(item="--chart"))
    (gini,) = estimate(sample, ["gini"], conventions=conventions)
    inner = list(range(1, STEPS))
    if rule is not None:
        gini, inner = _left_of_curve(measured, gini, curve, leaving, rule)
    points = [(float(curve.population[each]), float(curve.income[each])) for each in (0, *inner, STEPS)]
    return SurveyCurve(id="welfare", points=tuple(points), gini=gini)


def _left_of_curve(
    measured: Measured, gini: Estimate, curve: LorenzCurve, leaving: Leaving, rule: DisclosureRule
) -> tuple[Estimate, list[int]]:
    """Return the Gini coefficient and the percentages of a curve that leave: each point is a figure like any other.

    Raises:
        FixTheFile: if the Gini coefficient does not leave, and no curve without it.
    """
    ordered = measured.ordered
    behind = np.array([ordered.divided(each / STEPS) for each in range(1, STEPS)])
    percents = [1 + each for each in far_apart(behind, float(ordered.n), rule.minimum)]
    points = [_point(measured, gini, curve, each) for each in percents]
    gini, *left = leaving.protected([gini, *points])
    if gini.reason == WITHHELD:
        raise FixTheFile.because("DISCLOSURE_CURVE", Place(item="--chart"), rule=rule.id)
    return gini, [percent for percent, each in zip(percents, left, strict=True) if each.reason != WITHHELD]


def _point(measured: Measured, gini: Estimate, curve: LorenzCurve, percent: int) -> Estimate:
    measure = measure_of(f"lorenz_{percent}")
    return replace(
        gini,
        measure=measure.id,
        estimate=float(curve.income[percent]),
        contributors=contributors_of(measure, measured, measured.household),
    )


def programme_curves(
    programme: str, survey: SurveyedBenefits, asked: Asked, leaving: Leaving
) -> tuple[SurveyCurve, ...]:
    """Return the curves that may leave: those before, and of transfers, rest on beneficiaries."""
    declared = load_benefit_indicators(default_root())
    ginis = tuple(declared[each] for each in ("gini_before", "gini_after"))
    wanted = replace(asked, indicators=ginis, programmes=(programme,), by=((),))
    found = leaving.quietly(list(estimates(survey.sample, survey.households, survey.transfers, wanted)))
    old, new = (each.estimate for each in found)
    population = population_of(survey.sample, survey.households, survey.transfers, programme, asked)
    before, after = population.before_transfer.welfare, population.after
    weight, ranked = population.weight, population.ranking.welfare
    least = 0 if leaving.rule is None else leaving.rule.minimum
    everybody, receiving = weight > 0, weight * population.receives > 0
    curves = (
        (new, everybody, "after", after, after),
        (old, everybody, "before", before, before),
        (old, receiving, "transfers", ranked, population.money),
    )
    drawn = (
        SurveyCurve(
            id=name,
            points=concentration_curve(by, amounts, weight, counted=counted, least=least),
            gini=None if name == "transfers" else gini,
        )
        for gini, counted, name, by, amounts in curves
        if np.count_nonzero(counted) >= least and gini.n is not None
    )
    return tuple(each for each in drawn if each.points)


def curve_name(curve: SurveyCurve, words: SurveyWords) -> str:
    """Return what a curve is called."""
    if curve.id == "welfare":
        return words.texts.get("survey.lorenz.name", words.language)
    return words.say("chart.transfers" if curve.id == "transfers" else f"chart.welfare_{curve.id}")


def curves_chart(curves: Sequence[SurveyCurve], words: SurveyWords) -> LorenzChart | None:
    """Return curves as a drawing, each with its Gini coefficient; none where there is no curve."""
    if not curves:
        return None
    drawn = tuple(_drawn(curves, words))
    told = "; ".join(f"{each.name}, {each.text}" if each.text else each.name for each in drawn)
    return LorenzChart(
        curves=drawn,
        across=words.say("chart.persons"),
        upward=words.say("chart.held"),
        equality=words.say("chart.equality"),
        language=words.language,
        description=words.say("chart.lorenz_described", curves=told),
    )


def _drawn(curves: Sequence[SurveyCurve], words: SurveyWords) -> Iterator[Curve]:
    for each in curves:
        text = "" if each.gini is None else words.say("chart.gini", value=words.figure(each.gini))
        yield Curve(name=curve_name(each, words), points=each.points, text=text)
