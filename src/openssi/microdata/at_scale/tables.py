"""A table of persons as a whole: its columns and rows checked, its design known, its measures estimated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openssi.engine import Queries
from openssi.microdata.at_scale.checks import checked_rows, refuse_columns, refuse_other_designs
from openssi.microdata.at_scale.divisions import columns_of, division_of
from openssi.microdata.at_scale.estimates import Estimation, Progress
from openssi.microdata.at_scale.measured_columns import persons_for, sex_of, with_sexes
from openssi.microdata.at_scale.measures import PAY_GAPS, wanted_measures
from openssi.microdata.at_scale.spread import strata_of
from openssi.microdata.description import SurveyDescription
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place

DEFAULT_INTERVAL = Interval()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEstimates:
    """Estimates of a table.

    Attributes:
        estimates: Each measure for everybody, then for each domain.
        notices: What is to be told about rows that are not as they should be.
        measures: Those of the exact path among them, which have names in words.
    """

    estimates: list[Estimate]
    notices: list[Problem]
    measures: list[Measure]


def estimate_table(  # noqa: PLR0913 - all but three are options
    queries: Queries,
    table: str,
    roles: SurveyDescription,
    measures: Sequence[str],
    by: Sequence[str] = (),
    *,
    conventions: Conventions | None = None,
    interval: Interval = DEFAULT_INTERVAL,
    progress: Progress = lambda _done, _of, _step: None,
    place: Place | None = None,
    expected: Callable[[int], None] = lambda _figures: None,
) -> TableEstimates:
    """Estimate measures of a table by SQL.

    Estimates agree with those of the exact path within 1e-9 of their value, errors within 1e-8.

    Args:
        queries: Who answers: DuckDB or Spark.
        table: The name of the table there.
        roles: The roles of its columns.
        measures: Names as on the exact path, and `coverage(name)` of a transfer.
        by: Columns that divide the population; `sex,region` crosses two.
        conventions: Where peers differ; None for those of the roles.
        interval: How limits are made.
        progress: Told of each step; it may raise.
        place: The file, for what is said about it.
        expected: Told of how many figures there will be, before any is made; it may raise.

    Raises:
        FixTheFile: as on the exact path, without the number of a row: if a column, a row or the design is not as it
            should be, a measure or line is not known, a stratum of one PSU is refused; if the design is one that only
            the exact path knows.
    """
    refuse_other_designs(roles)
    in_force, where = conventions or roles.conventions, place or Place()
    wanted = wanted_measures(measures, roles, in_force)
    persons = persons_for(wanted, table, roles, queries.columns(table))
    sex = sex_of(persons, by) if any(each.family in PAY_GAPS for each in wanted) else ""
    refuse_columns(persons, [*columns_of(persons, by), sex], where)
    notices = checked_rows(queries, persons, where)
    persons, wanted = with_sexes(queries, persons, wanted, sex)
    divisions = [division_of(queries, persons, each) for each in by]
    expected(len(wanted) * (1 + sum(len(each.names) for each in divisions)))
    estimation = Estimation(
        queries=queries,
        persons=persons,
        strata=strata_of(queries, persons, where),
        wanted=wanted,
        conventions=in_force,
        interval=interval,
    )
    order = {each.id: number for number, each in enumerate(wanted)}
    found = sorted(estimation.estimates(divisions, progress), key=lambda each: order[each.measure])
    named = [each.measure for each in wanted if each.measure is not None]
    return TableEstimates(estimates=found, notices=notices, measures=named)
