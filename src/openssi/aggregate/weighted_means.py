"""The stage itself: tables in, aggregates out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from openssi.aggregate import aggregates_sql, inputs_sql
from openssi.engine import Connection, as_dataflow, connect
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS, AGGREGATES
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules

WEIGHT_TOLERANCE = 5
"""Years by which a weight may be away from the year of the aggregate; the nearest year is taken and stored."""


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
        connection.execute(inputs_sql.LATEST_VALUES)
        connection.execute(inputs_sql.WEIGHTS)
        connection.execute(inputs_sql.INPUTS, {"tolerance": WEIGHT_TOLERANCE})
        near, far = _imputation_groupings(tables.members, rules)
        impute = rules.method == "subregion"
        connection.execute(aggregates_sql.GROUP_MEANS, {"near": near, "far": far})
        connection.execute(aggregates_sql.IMPUTED, {"near": near, "impute": impute})
        connection.execute(aggregates_sql.RESIDUALS, {"near": near})
        thresholds = {"publish_from": rules.publish_from, "flag_from": rules.flag_from, "impute": impute}
        aggregates = connection.query(aggregates_sql.AGGREGATES, thresholds)
        inputs = connection.query("FROM filled ORDER BY indicator, sex, breakdown, time_period, ref_area")
    return AggregateResults(as_dataflow(AGGREGATE_INPUTS, inputs), as_dataflow(AGGREGATES, aggregates))


def _weights(tables: AggregateTables) -> pa.Table:
    with connect(context=tables.context, totals=tables.national_totals) as connection:
        return connection.query(
            """
            SELECT item, ref_area, sex, age, scheme, breakdown, time_period, obs_id, CAST(value AS DOUBLE) AS value,
                   unit_mult
            FROM context WHERE item LIKE 'X.%'
            UNION ALL
            SELECT item, ref_area, sex, '_T', '_Z', '_Z', time_period, total_id, CAST(value AS DOUBLE), 0 FROM totals
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
        }
        for each in indicators
    ]
    connection.register("rules", pa.Table.from_pylist(rows, schema=_RULES))
    wanted = sorted(set(years)) if years is not None else _reported_years(connection)
    connection.register("years", pa.table({"year": pa.array(wanted, type=pa.int32())}))


_RULES = pa.schema(
    [("indicator", pa.string()), ("weight_item", pa.string()), ("max_age", pa.int32()), ("imputes", pa.bool_())]
)


def _reported_years(connection: Connection) -> list[int]:
    rows = connection.rows("SELECT DISTINCT time_period AS year FROM country_values WHERE value IS NOT NULL ORDER BY 1")
    return [row["year"] for row in rows]


def _imputation_groupings(members: pa.Table, rules: PublicationRules) -> tuple[str, str]:
    known = set(members.column("grouping").to_pylist())
    near = next((each for each in rules.imputation_groupings if each in known), "WORLD")
    far = next((each for each in rules.region_groupings if each in known), near)
    return near, far
