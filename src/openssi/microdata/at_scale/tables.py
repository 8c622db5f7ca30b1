"""A table of persons as a whole: its columns and rows checked, its design known, its measures estimated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openssi.engine import Queries
from openssi.microdata.at_scale.checks import checked_rows, refuse_columns, refuse_other_designs
from openssi.microdata.at_scale.divisions import columns_of, division_of
from openssi.microdata.at_scale.estimates import Estimation, Progress
from openssi.microdata.at_scale.measures import received_column, wanted_measures
from openssi.microdata.at_scale.persons import Persons
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

    Raises:
        FixTheFile: as on the exact path, without the number of a row: if a column, a row or the design is not as it
            should be, a measure or line is not known, a stratum of one PSU is refused; if the design is one that only
            the exact path knows.
    """
    refuse_other_designs(roles)
    in_force, where = conventions or roles.conventions, place or Place()
    wanted = wanted_measures(measures, roles.transfers, in_force, roles.lines)
    transfers = {received_column(number): each.column for number, each in enumerate(roles.transfers)}
    used = [received_column(int(each.numbers[0])) for each in wanted if each.family == "coverage"]
    persons = _with_receipts(
        Persons(table=table, roles=roles, types=queries.columns(table)), {name: transfers[name] for name in used}
    )
    refuse_columns(persons, columns_of(persons, by), where)
    notices = checked_rows(queries, persons, where)
    divisions = [division_of(queries, persons, each) for each in by]
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


def _with_receipts(persons: Persons, transfers: Mapping[str, str]) -> Persons:
    """Return the same with a column of 1 or 0 for each of some transfers; a missing amount is one of zero."""
    return Persons(
        table=persons.table,
        roles=persons.roles,
        types=persons.types,
        further=tuple(transfers.values()),
        amounts={
            name: f"CASE WHEN ({persons.number(column)}) > 0 THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END"
            for name, column in transfers.items()
        },
    )
