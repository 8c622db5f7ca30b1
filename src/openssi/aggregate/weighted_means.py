"""The stage itself: tables in, aggregates out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa

from openssi.aggregate import aggregates_sql, inputs_sql
from openssi.aggregate.estimate_tables import estimates_table, imputations_table
from openssi.aggregate.estimates import estimates
from openssi.aggregate.imputation import chosen_methods, imputation, misses, substitutions
from openssi.aggregate.input_findings import input_findings
from openssi.aggregate.intervals import interval_ends
from openssi.aggregate.method_errors import method_errors
from openssi.aggregate.panel import panel_of
from openssi.engine import Connection, as_dataflow, connect, table_of
from openssi.vocabulary.area import Succession
from openssi.vocabulary.dataflow import AGGREGATE_FINDINGS, AGGREGATE_INPUTS, AGGREGATES, METHOD_ERRORS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules

WEIGHT_TOLERANCE = 5
"""Years by which a weight may be away from the year of the aggregate; the nearest year is taken and stored."""


@dataclass(frozen=True, slots=True)
class AggregateTables:
    """What the aggregates are made from.

    Attributes:
        country_values: COUNTRY_VALUES.
        context: OBSERVATIONS of the context, which hold the weights and the covariates.
        national_totals: NATIONAL_TOTALS, whose totals may serve as weights.
        groups: GROUPS.
        members: MEMBERS.
        successions: Areas that have ended, with those that followed them.
        vintage: What names the state of the country data, stored with every aggregate.
    """

    country_values: pa.Table
    context: pa.Table
    national_totals: pa.Table
    groups: pa.Table
    members: pa.Table
    successions: tuple[Succession, ...] = ()
    vintage: str = ""


@dataclass(frozen=True, slots=True)
class AggregateResults:
    """AGGREGATE_INPUTS, AGGREGATES, METHOD_ERRORS and AGGREGATE_FINDINGS."""

    inputs: pa.Table
    aggregates: pa.Table
    errors: pa.Table = field(default_factory=lambda: table_of(METHOD_ERRORS))
    findings: pa.Table = field(default_factory=lambda: table_of(AGGREGATE_FINDINGS))


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
        indicators: What is aggregated, with weight, fall-backs, year rule and bounds; those without a weight are passed
            over.
        rules: Maximum age of a value, method, intervals, thresholds of publication.
        years: Years to make aggregates for, else every year from the first reported value to the last that is reported
            of the indicator, or of any other of the same SDG indicator.
    """
    chosen = [each for each in indicators if each.has_aggregates]
    with connect(
        country_values=tables.country_values,
        loaded=tables.context,
        totals=tables.national_totals,
        members=tables.members,
        groups=tables.groups,
    ) as connection:
        connection.execute(inputs_sql.CONTEXT)
        _register_rules(connection, chosen, rules, years)
        connection.register("succession", _successions(tables.successions))
        _gather(connection, any_year=years is not None)
        return _estimated(connection, chosen, rules, tables.vintage)


def _gather(connection: Connection, *, any_year: bool) -> None:
    """Gather values and weights; years after the last report of an indicator only where they are asked for."""
    connection.execute(inputs_sql.LATEST_VALUES)
    connection.execute(inputs_sql.WEIGHTS, {"tolerance": WEIGHT_TOLERANCE})
    connection.execute(inputs_sql.WEIGHTS_BY_YEAR, {"tolerance": WEIGHT_TOLERANCE})
    connection.execute(inputs_sql.FIGURES, {"any_year": any_year})
    connection.execute(inputs_sql.INPUTS)
    connection.execute(inputs_sql.PLACES)
    connection.execute(inputs_sql.BELONGING)


def _estimated(
    connection: Connection, indicators: Sequence[Indicator], rules: PublicationRules, vintage: str
) -> AggregateResults:
    panel = panel_of(connection, inputs_sql.COVARIATES, len(rules.regression.covariates))
    found = substitutions(panel, rules)
    missed = misses(panel, found)
    methods = chosen_methods(panel, indicators, rules, missed)
    imputed = imputation(found, methods, rules)
    estimated = estimates(panel, imputed)
    ends = interval_ends(panel, imputed, estimated, rules)
    connection.register("imputations", imputations_table(panel, imputed))
    connection.register("estimates", estimates_table(panel, imputed, estimated, ends))
    stored = {"draws": rules.intervals.draws, "vintage": vintage}
    return AggregateResults(
        as_dataflow(AGGREGATE_INPUTS, connection.query(aggregates_sql.INPUTS_OF_AGGREGATES)),
        as_dataflow(AGGREGATES, connection.query(aggregates_sql.AGGREGATES, stored)),
        method_errors(panel, missed, methods),
        input_findings(connection, rules),
    )


def _register_rules(
    connection: Connection, indicators: Sequence[Indicator], rules: PublicationRules, years: Iterable[int] | None
) -> None:
    known = {row["item"] for row in connection.rows("SELECT DISTINCT item FROM context WHERE weight > 0")}
    rows = [_rule(each, rules, known) for each in indicators]
    connection.register("rules", pa.Table.from_pylist(rows, schema=_RULES))
    covariates = rules.regression.covariates
    declared = [
        {
            "position": at,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "logarithm": each.transform == "log",
        }
        for at, each in enumerate(covariates)
    ]
    connection.register("declared", pa.Table.from_pylist(declared, schema=_DECLARED))
    of_checks = {item for each in rules.weight_checks for item in (each.item, each.per)}
    of_covariates = {item for each in covariates for item in (each.numerator, each.denominator) if item}
    of_rules = {str(row["weight_item"]) for row in rows}
    items = sorted(of_rules | of_checks | of_covariates)
    connection.register("wanted", pa.table({"item": pa.array(items, pa.string())}))
    wanted = sorted(set(years)) if years is not None else _reported_years(connection)
    connection.register("years", pa.table({"year": pa.array(wanted, type=pa.int32())}))


def _rule(indicator: Indicator, rules: PublicationRules, known: set[str]) -> dict[str, object]:
    weights = (indicator.weight, *indicator.weight_fallbacks)
    lower, upper = indicator.bounds
    return {
        "indicator": indicator.id,
        "reach": indicator.sdg or indicator.id,
        "weight_item": next((item for item in weights if item in known), indicator.weight),
        "max_age": rules.max_age if indicator.max_age is None else indicator.max_age,
        "lower": _number(lower),
        "upper": _number(indicator.cap if upper is None else upper),
        "publish_from": rules.publish_from if indicator.publish_from is None else indicator.publish_from,
        "flag_from": rules.flag_from if indicator.flag_from is None else indicator.flag_from,
    }


def _number(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


_RULES = pa.schema(
    [
        ("indicator", pa.string()),
        ("reach", pa.string()),
        ("weight_item", pa.string()),
        ("max_age", pa.int32()),
        ("lower", pa.float64()),
        ("upper", pa.float64()),
        ("publish_from", pa.float64()),
        ("flag_from", pa.float64()),
    ]
)

_DECLARED = pa.schema(
    [("position", pa.int64()), ("numerator", pa.string()), ("denominator", pa.string()), ("logarithm", pa.bool_())]
)

_SUCCESSION = pa.schema([("area", pa.string()), ("successor", pa.string()), ("last_year", pa.int32())])


def _successions(successions: Sequence[Succession]) -> pa.Table:
    rows = [
        {"area": each.area, "successor": successor, "last_year": each.last_year}
        for each in successions
        for successor in each.successors
    ]
    return pa.Table.from_pylist(rows, schema=_SUCCESSION)


def _reported_years(connection: Connection) -> list[int]:
    rows = connection.rows("SELECT DISTINCT time_period AS year FROM country_values WHERE value IS NOT NULL ORDER BY 1")
    return [row["year"] for row in rows]


def only_published(aggregates: pa.Table) -> pa.Table:
    """Return the aggregates as they are released: those that too few persons stand behind keep their row, no value."""
    columns = ("value", "interval_lower", "interval_upper")
    hidden = ", ".join(f"CASE WHEN publication <> 'suppressed' THEN {name} END AS {name}" for name in columns)
    with connect(held=aggregates) as connection:
        statement = f"SELECT * REPLACE ({hidden}) FROM held"  # noqa: S608 - names of columns
        return as_dataflow(AGGREGATES, connection.query(statement))
