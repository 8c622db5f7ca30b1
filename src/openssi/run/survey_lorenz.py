"""The Lorenz curve of a survey as a drawing."""

from pathlib import Path

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.lorenz import lorenz_curve
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.microdata.read_survey import Survey
from openssi.present.drawing import Caption
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err, language
from openssi.run.survey_charts import CheckedChart
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

STEPS = 100
"""Points of the curve: no single income can be read from it."""

_WIDTH = 760


def write_lorenz(path: Path, survey: Survey, conventions: Conventions) -> None:
    """Write the Lorenz curve of everybody with its Gini coefficient.

    Raises:
        FixTheFile: if the name ends neither in .svg nor in .png, or there is no curve.
    """
    checked = CheckedChart.of(path, "lorenz")
    sample = survey.sample
    curve = lorenz_curve(Measured(welfare=sample.welfare, weight=sample.weight, conventions=conventions), STEPS)
    if curve.reason:
        raise FixTheFile.because(curve.reason, Place(item="--chart"))
    words = SurveyWords(load_texts(default_root()), language())
    gini = words.say("chart.gini", value=words.figure(estimate(sample, ["gini"], conventions=conventions)[0]))
    points = tuple(zip(map(float, curve.population), map(float, curve.income), strict=True))
    name = words.texts.get("survey.lorenz.name", words.language)
    chart = LorenzChart(
        curves=(Curve(name=name, points=points, text=gini),),
        across=words.say("chart.persons"),
        upward=words.say("chart.held"),
        equality=words.say("chart.equality"),
        language=words.language,
        description=words.say("chart.lorenz_described", curves=f"{name}, {gini}"),
    )
    title = words.texts.get("survey.lorenz.title", words.language)
    subtitle = words.texts.get("survey.lorenz.subtitle", words.language)
    caption = Caption(title=title, subtitle=subtitle, source=words.say("chart.source", file=survey.path.name))
    drawing = chart.draw(_WIDTH, caption)
    if checked is not None and checked.path.suffix.lower() == ".png":
        path.write_bytes(drawing.png())
    else:
        path.write_text(drawing.svg(), encoding="utf-8")
    err.print(escape(words.say("chart.written", path=path)))
