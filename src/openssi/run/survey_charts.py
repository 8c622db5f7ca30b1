"""The charts of `openssi survey incidence`: incidence by fifths, Lorenz curves, before and after transfers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.curves import MOST_POINTS, concentration_curve
from openssi.microdata.benefits.estimates import Asked, estimates, population_of
from openssi.microdata.benefits.surveyed import SurveyedBenefits
from openssi.present.drawing import Caption, Drawing
from openssi.present.surveys.before_after_chart import before_after_chart
from openssi.present.surveys.incidence_chart import incidence_chart
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err
from openssi.run.survey_output import Leaving
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.incidence import QUINTILE, ProgrammeEstimate
from openssi.vocabulary.observation import Place

KINDS = ("incidence", "lorenz", "before-after")
_WIDTH = 760
_MEASURES = {
    "incidence": ("beneficiary_incidence", "benefit_incidence"),
    "lorenz": ("gini_before", "gini_after"),
    "before-after": ("headcount_before", "headcount_after"),
}


class Chart(Protocol):
    """What draws itself."""

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing."""


@dataclass(frozen=True, slots=True)
class CheckedChart:
    """A chart that is asked for, with a name that can be written."""

    path: Path
    kind: str

    @classmethod
    def of(cls, path: Path | None, kind: str) -> "CheckedChart | None":
        """Return the chart asked for, none where there is no file.

        Raises:
            FixTheFile: if the name ends neither in .svg nor in .png.
        """
        if path is None:
            return None
        if path.suffix.lower() not in {".svg", ".png"}:
            raise FixTheFile.because("BENEFITS_CHART_UNFIT", Place(item="--chart"), name=path.name)
        return cls(path, kind)


def write_chart(
    chart: CheckedChart,
    survey: SurveyedBenefits,
    asked: Asked,
    found: Sequence[ProgrammeEstimate],
    words: SurveyWords,
    leaving: Leaving,
) -> None:
    """Write a chart of the first programme, or of all of them before and after; what may not leave is not drawn.

    Raises:
        FixTheFile: if there is nothing to draw.
    """
    name = found[0].programme if found else ALL
    made = _chart(chart.kind, name, survey, asked, words, leaving)
    if made is None:
        place = Place(item="--chart")
        raise FixTheFile.because("BENEFITS_CHART_EMPTY", place, kind=chart.kind, programme=words.programme(name))
    caption = Caption(
        title=words.say(f"chart.title.{chart.kind}", programme=words.programme(name)),
        subtitle=words.say(f"chart.subtitle.{chart.kind}"),
        source=words.say("chart.source", file=survey.survey.path.name),
    )
    write_drawing(chart.path, made.draw(_WIDTH, caption), words)


def write_drawing(path: Path, drawing: Drawing, words: SurveyWords) -> None:
    """Write a drawing as PNG or SVG, as its name ends, and say so.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".png":
            path.write_bytes(drawing.png())
        else:
            path.write_text(drawing.svg(), encoding="utf-8")
    except OSError as error:
        place = Place(file=str(path))
        raise FixTheFile.because("SURVEY_OUTPUT_UNWRITABLE", place, problem=error.strerror or str(error)) from error
    err.print(words.say("chart.written", path=path), markup=False)


def _chart(
    kind: str, name: str, survey: SurveyedBenefits, asked: Asked, words: SurveyWords, leaving: Leaving
) -> Chart | None:
    declared = load_benefit_indicators(default_root())
    indicators = tuple(declared[each] for each in _MEASURES[kind])
    programmes = asked.programmes if kind == "before-after" else (name,)
    by = ((QUINTILE,), ()) if kind == "incidence" else ((),)
    wanted = replace(asked, indicators=indicators, programmes=programmes, by=by)
    found = leaving.quietly(list(estimates(survey.sample, survey.households, survey.transfers, wanted)))
    if kind == "incidence":
        return incidence_chart([each.estimate for each in found], words)
    return (
        before_after_chart(found, words)
        if kind == "before-after"
        else _lorenz(name, survey, asked, found, leaving, words)
    )


def _lorenz(
    name: str,
    survey: SurveyedBenefits,
    asked: Asked,
    found: Sequence[ProgrammeEstimate],
    leaving: Leaving,
    words: SurveyWords,
) -> LorenzChart | None:
    """Return the curves that may leave: those before, and of transfers, rest on beneficiaries."""
    population = population_of(survey.sample, survey.households, survey.transfers, name, asked)
    before, after = population.before_transfer.welfare, population.after
    weight, ranked = population.weight, population.ranking.welfare
    old, new = (each.estimate for each in found)
    points = leaving.points(MOST_POINTS, int(np.count_nonzero(weight)))
    received = leaving.points(MOST_POINTS, int(np.count_nonzero(weight * population.receives)))
    curves = (
        (new, points, "after", after, after),
        (old, points, "before", before, before),
        (old, received, "transfers", ranked, population.money),
    )
    drawn = tuple(
        Curve(
            name=words.say("chart.transfers" if which == "transfers" else f"chart.welfare_{which}"),
            points=concentration_curve(by, amounts, weight, most),
            text="" if which == "transfers" else words.say("chart.gini", value=words.figure(gini)),
        )
        for gini, most, which, by, amounts in curves
        if most and gini.n is not None
    )
    drawn = tuple(each for each in drawn if each.points)
    if not drawn:
        return None
    told = "; ".join(f"{each.name}, {each.text}" if each.text else each.name for each in drawn)
    return LorenzChart(
        curves=drawn,
        across=words.say("chart.persons"),
        upward=words.say("chart.held"),
        equality=words.say("chart.equality"),
        language=words.language,
        description=words.say("chart.lorenz_described", curves=told),
    )
