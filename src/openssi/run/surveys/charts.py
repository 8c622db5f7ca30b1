"""Charts of surveys: incidence by fifths, Lorenz curves, before and after transfers."""

from dataclasses import replace
from typing import Protocol

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.estimates import Asked, estimates
from openssi.microdata.benefits.surveyed import SurveyedBenefits
from openssi.microdata.disclosure.of_estimates import WITHHELD
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.measures.wording import measure_in_words
from openssi.microdata.read_survey import Survey
from openssi.present.drawing import Caption, Drawing
from openssi.present.surveys.before_after_chart import before_after_chart
from openssi.present.surveys.incidence_chart import incidence_chart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.theme import WIDE
from openssi.run.surveys.lorenz import PROGRAMME_CURVES, curves_chart, programme_curves, welfare_curve
from openssi.run.surveys.output import Leaving
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.incidence import QUINTILE
from openssi.vocabulary.observation import Place

KINDS = ("incidence", "lorenz", "before-after")
_MEASURES = {
    "incidence": ("beneficiary_incidence", "benefit_incidence"),
    "before-after": ("headcount_before", "headcount_after"),
}


class Chart(Protocol):
    """What draws itself."""

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing."""


def programme_drawing(
    kind: str,
    programme: str,
    survey: SurveyedBenefits,
    asked: Asked,
    words: SurveyWords,
    leaving: Leaving,
    width: int = WIDE,
) -> Drawing:
    """Return a chart of a programme, or of all that are asked for before and after; what may not leave is not drawn.

    Raises:
        FixTheFile: if there is nothing to draw.
    """
    made, withheld = _chart(kind, programme, survey, asked, words, leaving)
    if made is None:
        place = Place(item="--chart")
        raise FixTheFile.because("BENEFITS_CHART_EMPTY", place, kind=kind, programme=words.programme(programme))
    caption = Caption(
        title=words.say(f"chart.title.{kind}", programme=words.programme_within(programme)),
        subtitle=words.say(f"chart.subtitle.{kind}", measure=_headcount(asked.conventions, words)),
        source=_source(survey.survey, words, leaving, withheld),
    )
    return made.draw(width, caption)


def _source(survey: Survey, words: SurveyWords, leaving: Leaving, withheld: int = 0) -> str:
    """Return where the figures are from, and what a reader of the chart alone should know: what is not drawn."""
    declared = survey.description
    known = (survey.path.name, declared.country, declared.year)
    said = [words.say("chart.source", file=", ".join(str(each) for each in known if each))]
    if withheld:
        said.append(words.say("chart.withheld", count=withheld))
    if leaving.rule is None:
        said.append(words.say("chart.stays"))
    return " ".join(said)


def _headcount(conventions: Conventions, words: SurveyWords) -> str:
    """Return the poverty rate in words, with its line."""
    return measure_in_words(measure_of("fgt0"), words.texts, words.language, conventions)


def _chart(
    kind: str, programme: str, survey: SurveyedBenefits, asked: Asked, words: SurveyWords, leaving: Leaving
) -> tuple[Chart | None, int]:
    """Return the chart, and how many of its figures may not leave."""
    if kind == "lorenz":
        curves = programme_curves(programme, survey, asked, leaving)
        return curves_chart(curves, words), 0 if leaving.rule is None else PROGRAMME_CURVES - len(curves)
    declared = load_benefit_indicators(default_root())
    wanted = replace(
        asked,
        indicators=tuple(declared[each] for each in _MEASURES[kind]),
        programmes=(programme,) if kind == "incidence" else asked.programmes,
        by=((QUINTILE,), ()) if kind == "incidence" else ((),),
    )
    found = leaving.quietly(list(estimates(survey.sample, survey.households, survey.transfers, wanted)))
    withheld = sum(each.estimate.reason == WITHHELD for each in found)
    if kind == "incidence":
        return incidence_chart([each.estimate for each in found], words), withheld
    return before_after_chart(found, words), withheld


def welfare_drawing(
    survey: Survey, conventions: Conventions, words: SurveyWords, leaving: Leaving, width: int = WIDE
) -> Drawing:
    """Return the Lorenz curve of everybody with its Gini coefficient.

    Raises:
        FixTheFile: if there is no curve, or too few persons stand behind it.
    """
    chart = curves_chart([welfare_curve(survey, conventions, leaving)], words)
    if chart is None:
        raise FixTheFile.because("MEASURE_DOMAIN_EMPTY", Place(item="--chart"))
    title, subtitle = (words.texts.get(f"survey.lorenz.{each}", words.language) for each in ("title", "subtitle"))
    caption = Caption(title=title, subtitle=subtitle, source=_source(survey, words, leaving))
    return chart.draw(width, caption)
