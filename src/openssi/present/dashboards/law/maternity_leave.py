"""Paid maternity leave in law, held against the weeks that the Conventions ask for."""

from dataclasses import replace
from fractions import Fraction

from openssi.present.dashboards.drawings.bar_chart import Reference
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.place_values import of_countries
from openssi.present.dashboards.figures.ranked_bars import ranked_figure
from openssi.present.dashboards.law.legal_parts import legal_nothing
from openssi.present.dashboards.law.ratifications import convention_name
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure

BRANCHES = ("C102.VIII", "C183.MAT")
"""The branches whose weeks are drawn; the last is the one that a title counts."""

FEWEST = 3
"""Countries from which a title counts them."""


def maternity_leave(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the weeks of each country of the place, with the weeks of the Conventions as lines."""
    key = data.key(declared.indicators[0])
    weeks = least_weeks(data)
    references = [
        Reference(float(each), data.say("dashboards_legal.weeks_of", convention=name, weeks=f"{float(each):g}"))
        for name, each in weeks.items()
    ]
    found = ranked_figure(data, state, declared, key, references)
    if found.empty:
        return legal_nothing(data, state, declared)
    values = [each.value for each in of_countries(data, state, [key])[key] if each.value is not None]
    if len(values) < FEWEST or not weeks:
        return replace(found, title=declared.name.in_language(data.language))
    name, least = list(weeks.items())[-1]
    reached = sum(1 for each in values if each >= least)
    said = "reach_none" if not reached else "reach"
    title = data.say(
        f"dashboards_legal.{said}",
        count=reached or len(values),
        of=len(values),
        weeks=f"{float(least):g}",
        convention=name,
    )
    return replace(found, title=title, description=found.description.replace(found.title, title, 1))


def least_weeks(data: ReleaseData) -> dict[str, Fraction]:
    """Return the weeks that each Convention asks for, those that were read in a source."""
    branches = {each.id: each for each in data.definitions.standards.branches()}
    return {
        convention_name(data, branches[each].convention): branches[each].durations[0].value
        for each in BRANCHES
        if each in branches and branches[each].durations and branches[each].durations[0].provenance.confirmed
    }
