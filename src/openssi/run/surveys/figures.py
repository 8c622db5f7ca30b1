"""What is asked of a survey, and the figures that answer it: of groups, between groups, between scenarios."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from openssi.microdata.differences import differences_of_groups, differences_of_scenarios
from openssi.microdata.domains import division_of
from openssi.microdata.estimation import DEFAULT_CONVENTIONS, estimate
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.nearest import unknown_name
from openssi.microdata.read_survey import Survey
from openssi.microdata.replicate_figures import Progress
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place


def divided_by(by: Iterable[str]) -> tuple[str, ...]:
    """Return what divides the population, each once: a column, or several that are crossed, without idle commas."""
    crossed = (",".join(dict.fromkeys(part.strip() for part in each.split(",") if part.strip())) for each in by)
    return tuple(dict.fromkeys(crossed))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """What is asked.

    Attributes:
        measures: By name.
        by: Columns that divide the population; `a,b` crosses two.
        against: The group that others are compared with; empty for none.
        scenario: The column that takes the place of welfare; empty for none.
        relative: Whether differences are given as shares of what they are compared with.
        conventions: Those in force.
        level: Of intervals, in per cent.
    """

    measures: tuple[str, ...]
    by: tuple[str, ...] = ()
    against: str = ""
    scenario: str = ""
    relative: bool = False
    conventions: Conventions = DEFAULT_CONVENTIONS
    level: float = 95.0

    def __post_init__(self) -> None:
        if not self.measures:
            raise FixTheFile.because("SURVEY_NO_MEASURE", Place(item="--measures"))
        if self.relative and not (self.against or self.scenario):
            raise FixTheFile.because("SURVEY_RELATIVE_ALONE", Place(item="--relative"))
        if self.against and not self.by:
            raise FixTheFile.because("SURVEY_AGAINST_ALONE", Place(item="--against"), name=self.against)

    @property
    def interval(self) -> Interval:
        """How limits are made."""
        return Interval(level=self.level / 100)

    @property
    def named(self) -> tuple[str, ...]:
        """Measures, and the scenario as one: all that columns have to be read for."""
        return (*self.measures, f"mean({self.scenario})") if self.scenario else self.measures


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """The answer.

    Attributes:
        estimates: Of everybody and of groups; between scenarios where `of_scenario`.
        differences: Of groups, whose domain is `group - other`.
        groups: Figures of these groups, where they are not among the estimates: they are looked at, and not shown.
        of_scenario: Whether the estimates are what a scenario changes.
        relative: Whether differences are shares of what they are compared with.
        level: Of intervals, in per cent.
    """

    estimates: tuple[Estimate, ...]
    differences: tuple[Estimate, ...] = ()
    groups: tuple[Estimate, ...] = ()
    of_scenario: bool = False
    relative: bool = False
    level: float = 95.0


def answer_of(
    survey: Survey, question: SurveyQuestion, progress: Progress = lambda _done, _of, _step: None
) -> SurveyFigures:
    """Return the figures that are asked for, as they are made: nothing is withheld yet.

    Raises:
        FixTheFile: if a measure, a group or a column is not known, or a scenario has no amount in a row.
    """
    differences = group_differences(survey, question) if question.against else []
    found: list[Estimate] = []
    if question.against or not question.scenario:
        found = estimate(
            survey.sample,
            question.measures,
            question.by,
            conventions=question.conventions,
            lines=survey.lines,
            interval=question.interval,
            progress=progress,
        )
    return SurveyFigures(
        estimates=tuple(scenario_estimates(survey, question) if question.scenario else found),
        differences=tuple(differences),
        groups=tuple(found) if question.scenario else (),
        of_scenario=bool(question.scenario),
        relative=question.relative,
        level=question.level,
    )


def group_differences(survey: Survey, question: SurveyQuestion) -> list[Estimate]:
    """Return measures of each group less those of one of them, by the one column that has such a group.

    Raises:
        FixTheFile: if no column has such a group, or its column has no other.
    """
    column, group = _group_of(survey, question.by, question.against)
    if len(division_of(survey.sample, column).labels) == 1:
        raise FixTheFile.because("SURVEY_ONE_GROUP", Place(item="--against"), column=column, name=group)
    return differences_of_groups(
        survey.sample,
        question.measures,
        column,
        group,
        conventions=question.conventions,
        lines=survey.lines,
        interval=question.interval,
        relative=question.relative,
    )


def _group_of(survey: Survey, by: Sequence[str], group: str) -> tuple[str, str]:
    """Return the first column that has a group of this name or label, and its value there."""
    labels = {each: division_of(survey.sample, each).labels for each in by}
    called = {each: survey.description.labels.value_called(each, group) for each in by}
    column = next((each for each in by if called[each] in labels[each]), None)
    if column is None:
        known = dict.fromkeys(label for each in by for label in labels[each])
        words = {value: said for each in by for value, said in survey.description.labels.values.get(each, {}).items()}
        place, columns = Place(item="--against"), ", ".join(by)
        raise unknown_name("SURVEY_GROUP_UNKNOWN", group, known, place, words, column=columns)
    return column, called[column]


def scenario_estimates(survey: Survey, question: SurveyQuestion) -> list[Estimate]:
    """Return what measures would change by if another column were welfare: its figure less that of welfare.

    Raises:
        FixTheFile: if the column has no amount in a row.
    """
    welfare = survey.sample.amounts[question.scenario]
    missing = np.flatnonzero(~np.isfinite(welfare))
    if len(missing):
        place = survey.place(int(missing[0]))
        raise FixTheFile.because("SURVEY_SCENARIO_MISSING", place, column=question.scenario, count=len(missing))
    return differences_of_scenarios(
        survey.sample,
        question.measures,
        welfare,
        question.by,
        conventions=question.conventions,
        lines=survey.lines,
        interval=question.interval,
        relative=question.relative,
        scenario=question.scenario,
    )
