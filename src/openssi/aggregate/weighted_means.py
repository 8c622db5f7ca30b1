"""The stage itself: tables in, aggregates out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from openssi.aggregate import aggregates_sql, inputs_sql
from openssi.engine import Connection, as_dataflow, connect
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS, AGGREGATES
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules

WEIGHT_TOLERANCE = 5
"""Years by which a weight may be away from the year of the aggregate; the nearest year is taken and stored."""

FEWEST_LEFT_OUT = 5
"""Countries from which a group has a leave-one-out error of its own; else that of its grouping is taken."""


@dataclass(frozen=True, slots=True)
class AggregateTables:
    """What the aggregates are made from.

    Attributes:
        country_values: COUNTRY_VALUES.
        context: OBSERVATIONS of the context, which hold the weights.
        national_totals: NATIONAL_TOTALS, whose totals may serve as weights.
        groups: GROUPS.
        members: MEMBERS.
    """

    country_values: pa.Table
    context: pa.Table
    national_totals: pa.Table
    groups: pa.Table
    members: pa.Table


@dataclass(frozen=True, slots=True)
class AggregateResults:
    """AGGREGATE_INPUTS and AGGREGATES."""

    inputs: pa.Table
    aggregates: pa.Table


def aggregate(
    tables: AggregateTables,
    indicators: Sequence[Indicator],
    rules: PublicationRules,
    years: Iterable[int] | None = None,
) -> AggregateResults:
    """Return the weighted mean of every indicator for every group of countries and year.

    A_R = sum(w_i x_i) / sum(w_i) with the indicator's denominator as weight (METHOD 2.1).

    Args:
        tables: Country values, weights and memberships.
        indicators: What is aggregated, with weight, fall-backs and year rule.
        rules: Maximum age of a value, method, thresholds of publication.
        years: Years to make aggregates for, else every year from the first reported value to the last.
    """
    with connect(country_values=tables.country_values, context=_weights(tables), members=tables.members) as connection:
        _register_rules(connection, indicators, rules, years)
        _gather(connection)
        connection.register("substituting", _substituting(rules))
        _fill(connection, {"impute": rules.method == "subregion"})
        inputs = connection.query(aggregates_sql.INPUTS_OF_AGGREGATES)
        aggregates = connection.query(aggregates_sql.AGGREGATES, _judgement(rules))
    return AggregateResults(as_dataflow(AGGREGATE_INPUTS, inputs), as_dataflow(AGGREGATES, aggregates))


def _gather(connection: Connection) -> None:
    connection.execute(inputs_sql.LATEST_VALUES)
    connection.execute(inputs_sql.WEIGHTS)
    connection.execute(inputs_sql.WEIGHTS_BY_YEAR, {"tolerance": WEIGHT_TOLERANCE})
    connection.execute(inputs_sql.FIGURES)
    connection.execute(inputs_sql.INPUTS)


def _fill(connection: Connection, impute: Mapping[str, object]) -> None:
    connection.execute(aggregates_sql.PLACES)
    connection.execute(aggregates_sql.BELONGING)
    connection.execute(aggregates_sql.OBSERVED_SUMS)
    connection.execute(aggregates_sql.SUBSTITUTES, impute)
    connection.execute(aggregates_sql.FILLED)
    connection.execute(aggregates_sql.ERRORS, impute)
    connection.execute(aggregates_sql.SUMS)


def _judgement(rules: PublicationRules) -> Mapping[str, object]:
    return {
        "publish_from": rules.publish_from,
        "flag_from": rules.flag_from,
        "fewest": FEWEST_LEFT_OUT,
        "impute": rules.method == "subregion",
    }


def _weights(tables: AggregateTables) -> pa.Table:
    with connect(context=tables.context, totals=tables.national_totals) as connection:
        return connection.query(
            """
            SELECT item, ref_area, sex, time_period, obs_id AS weight_id,
                   CAST(value AS DOUBLE) * power(10, coalesce(unit_mult, 0)) AS weight
            FROM context
            WHERE value IS NOT NULL AND age = '_T' AND scheme = '_Z' AND breakdown IN ('_Z', '_T')
            UNION ALL
            SELECT item, ref_area, sex, time_period, total_id, CAST(value AS DOUBLE)
            FROM totals WHERE value IS NOT NULL
            """
        )


def _register_rules(
    connection: Connection, indicators: Sequence[Indicator], rules: PublicationRules, years: Iterable[int] | None
) -> None:
    known = {row["item"] for row in connection.rows("SELECT DISTINCT item FROM context")}
    rows = [
        {
            "indicator": each.id,
            "weight_item": next((item for item in (each.weight, *each.weight_fallbacks) if item in known), each.weight),
            "max_age": rules.max_age if each.max_age is None else each.max_age,
            "imputes": each.imputes,
            "cap": None if each.cap is None else float(each.cap),
        }
        for each in indicators
    ]
    connection.register("rules", pa.Table.from_pylist(rows, schema=_RULES))
    wanted = sorted(set(years)) if years is not None else _reported_years(connection)
    connection.register("years", pa.table({"year": pa.array(wanted, type=pa.int32())}))


_RULES = pa.schema(
    [
        ("indicator", pa.string()),
        ("weight_item", pa.string()),
        ("max_age", pa.int32()),
        ("imputes", pa.bool_()),
        ("cap", pa.float64()),
    ]
)


def _reported_years(connection: Connection) -> list[int]:
    rows = connection.rows("SELECT DISTINCT time_period AS year FROM country_values WHERE value IS NOT NULL ORDER BY 1")
    return [row["year"] for row in rows]


def _substituting(rules: PublicationRules) -> pa.Table:
    ordered = list(dict.fromkeys((*rules.imputation_groupings, *rules.region_groupings)))
    return pa.table({"grouping": ordered, "preference": pa.array(range(len(ordered)), pa.int32())})


def only_published(aggregates: pa.Table) -> pa.Table:
    """Return the aggregates as they are released: those that too few persons stand behind keep their row, no value."""
    columns = ("value", "interval_lower", "interval_upper")
    hidden = ", ".join(f"CASE WHEN publication <> 'suppressed' THEN {name} END AS {name}" for name in columns)
    with connect(held=aggregates) as connection:
        statement = f"SELECT * REPLACE ({hidden}) FROM held"  # noqa: S608 - names of columns
        return as_dataflow(AGGREGATES, connection.query(statement))
