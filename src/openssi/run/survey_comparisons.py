"""Groups beside each other, and what changes where another column is welfare: differences with their own errors."""

from collections.abc import Sequence

import numpy as np

from openssi.microdata.differences import differences_of_groups, differences_of_scenarios
from openssi.microdata.domains import division_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import Survey
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place


def group_differences(
    survey: Survey, names: Sequence[str], by: Sequence[str], against: str, conventions: Conventions
) -> list[Estimate]:
    """Return measures of each group less those of one of them, by the one column that has such a group.

    Raises:
        FixTheFile: if no column has such a group.
    """
    labels = {each: division_of(survey.sample, each).labels for each in by}
    column = next((each for each in by if against in labels[each]), None)
    if column is None:
        known = ", ".join(label for each in by for label in labels[each]) or "-"
        raise FixTheFile.because(
            "SURVEY_GROUP_UNKNOWN", Place(item="--against"), name=against, column=", ".join(by) or "--by", known=known
        )
    return differences_of_groups(survey.sample, names, column, against, conventions=conventions, lines=survey.lines)


def scenario_estimates(
    survey: Survey, names: Sequence[str], by: Sequence[str], column: str, conventions: Conventions
) -> list[Estimate]:
    """Return what measures would change by if another column were welfare: its figure less that of welfare.

    Raises:
        FixTheFile: if the column has no amount in a row.
    """
    welfare = survey.sample.amounts[column]
    missing = np.flatnonzero(~np.isfinite(welfare))
    if len(missing):
        place = survey.place(int(missing[0]))
        raise FixTheFile.because("SURVEY_SCENARIO_MISSING", place, column=column, count=len(missing))
    return differences_of_scenarios(
        survey.sample, names, welfare, by, conventions=conventions, lines=survey.lines, scenario=column
    )
