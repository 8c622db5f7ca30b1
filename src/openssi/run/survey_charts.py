"""The charts of `openssi survey incidence`: incidence by fifths, Lorenz curves, before and after transfers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.curves import concentration_curve
from openssi.microdata.benefits.estimates import Asked, estimates, population_of
from openssi.present.drawing import Caption, Drawing
from openssi.present.surveys.before_after_chart import before_after_chart
from openssi.present.surveys.incidence_chart import incidence_chart
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err
from openssi.run.survey_for_incidence import SurveyForIncidence
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
    survey: SurveyForIncidence,
    asked: Asked,
    found: Sequence[ProgrammeEstimate],
    words: SurveyWords,
) -> None:
    """Write a chart of the first programme, or of all of them before and after.

    Raises:
        FixTheFile: if there is nothing to draw.
    """
    name = found[0].programme if found else ALL
    made = _chart(chart.kind, name, survey, asked, words)
    if made is None:
        place = Place(item="--chart")
        raise FixTheFile.because("BENEFITS_CHART_EMPTY", place, kind=chart.kind, programme=words.programme(name))
    caption = Caption(
        title=words.say(f"chart.title.{chart.kind}", programme=words.programme(name)),
        subtitle=words.say(f"chart.subtitle.{chart.kind}"),
        source=words.say("chart.source", file=survey.name),
    )
    drawing = made.draw(_WIDTH, caption)
    if chart.path.suffix.lower() == ".png":
        chart.path.write_bytes(drawing.png())
    else:
        chart.path.write_text(drawing.svg(), encoding="utf-8")
    err.print(words.say("chart.written", path=chart.path), markup=False)


def _chart(kind: str, name: str, survey: SurveyForIncidence, asked: Asked, words: SurveyWords) -> Chart | None:
    declared = load_benefit_indicators(default_root())
    indicators = tuple(declared[each] for each in _MEASURES[kind])
    programmes = asked.programmes if kind == "before-after" else (name,)
    by = ((QUINTILE,),) if kind == "incidence" else ((),)
    wanted = replace(asked, indicators=indicators, programmes=programmes, by=by)
    found = list(estimates(survey.sample, survey.households, survey.transfers, wanted))
    if kind == "incidence":
        return incidence_chart([each.estimate for each in found], words)
    return before_after_chart(found, words) if kind == "before-after" else _lorenz(name, survey, asked, found, words)


def _lorenz(
    name: str, survey: SurveyForIncidence, asked: Asked, found: Sequence[ProgrammeEstimate], words: SurveyWords
) -> LorenzChart | None:
    population = population_of(survey.sample, survey.households, survey.transfers, name, asked)
    before, after = population.before_transfer.welfare, population.after
    weight, ranked = population.weight, population.ranking.welfare
    ginis = [words.say("chart.gini", value=words.figure(each.estimate)) for each in found]
    curves = (
        Curve(name=words.say("chart.welfare_after"), points=concentration_curve(after, after, weight), text=ginis[1]),
        Curve(
            name=words.say("chart.welfare_before"), points=concentration_curve(before, before, weight), text=ginis[0]
        ),
        Curve(name=words.say("chart.transfers"), points=concentration_curve(ranked, population.money, weight)),
    )
    drawn = tuple(each for each in curves if each.points)
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
