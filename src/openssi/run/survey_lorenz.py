"""The Lorenz curve of a survey as a drawing."""

from pathlib import Path

import numpy as np

from openssi.definitions import default_root, load_texts
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.lorenz import lorenz_curve
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.microdata.read_survey import Survey
from openssi.present.drawing import Caption
from openssi.present.surveys.lorenz_chart import Curve, LorenzChart
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import language
from openssi.run.survey_charts import CheckedChart, write_drawing
from openssi.run.survey_output import Leaving
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

STEPS = 100
"""Most points of the curve; fewer where persons are few, so that no single income can be read from it."""

_WIDTH = 760


def write_lorenz(path: Path, survey: Survey, conventions: Conventions, leaving: Leaving) -> None:
    """Write the Lorenz curve of everybody with its Gini coefficient.

    Raises:
        FixTheFile: if the name ends neither in .svg nor in .png, there is no curve, or too few persons stand behind it.
    """
    CheckedChart.of(path, "lorenz")
    sample = survey.sample
    steps = leaving.points(STEPS, int(np.count_nonzero(sample.weight)))
    if not steps and leaving.rule is not None:
        rule = leaving.rule
        raise FixTheFile.because("DISCLOSURE_SMALL", Place(item="--chart"), minimum=rule.minimum, rule=rule.id)
    curve = lorenz_curve(Measured(welfare=sample.welfare, weight=sample.weight, conventions=conventions), steps)
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
    write_drawing(path, chart.draw(_WIDTH, caption), words)
