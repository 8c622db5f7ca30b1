"""What is wrong with the weights, values and memberships of aggregates, with the countries that it concerns."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from openssi.aggregate.findings_sql import STATEMENTS
from openssi.engine import Connection, table_of
from openssi.vocabulary.dataflow import AGGREGATE_FINDINGS
from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.publication import PublicationRules

_BY_KIND = """
    SELECT code, indicator, item, grouping, other,
           coalesce(list(area ORDER BY area) FILTER (area IS NOT NULL), []) AS areas, min(first_year) AS first_year,
           max(last_year) AS last_year
    FROM ({statements}) GROUP BY code, indicator, item, grouping, other
    ORDER BY code, indicator, item, grouping, other
"""


def input_findings(connection: Connection, rules: PublicationRules) -> pa.Table:
    """Return AGGREGATE_FINDINGS of what `inputs_sql` gathered; nothing that was left out is left out in silence.

    Args:
        connection: With the tables of `inputs_sql`, and `groups` and `imputations`.
        rules: Which groupings may overlap, and which weights are implausible.
    """
    connection.register("overlapping", pa.table({"grouping": pa.array(rules.overlapping_groupings, pa.string())}))
    checks = [
        {"item": each.item, "per": each.per, "lowest": each.lowest, "highest": each.highest}
        for each in rules.weight_checks
    ]
    connection.register("weight_checks", pa.Table.from_pylist(checks, schema=_CHECKS))
    statements = " UNION ALL ".join(f"({statement})" for statement in STATEMENTS)
    return table_of(AGGREGATE_FINDINGS, map(_finding, connection.rows(_BY_KIND.format(statements=statements))))


_CHECKS = pa.schema([("item", pa.string()), ("per", pa.string()), ("lowest", pa.float64()), ("highest", pa.float64())])


def _finding(row: Mapping[str, Any]) -> dict[str, object]:
    areas = row["areas"]
    slots = {name: row[name] for name in ("indicator", "item", "grouping", "other")}
    text = CATALOGUE[row["code"]].format({**slots, "countries": ", ".join(areas), "years": _years(row)})
    about = (row[name] for name in ("code", "indicator", "item", "grouping", "other"))
    return {
        **{name: row[name] for name in ("code", "indicator", "item", "grouping", "first_year", "last_year")},
        "finding_id": ".".join(part for part in about if part),
        "areas": " ".join(areas),
        "countries": len(areas),
        "message_en": text.en,
        "message_fr": text.fr,
        "message_es": text.es,
    }


def _years(row: Mapping[str, Any]) -> str:
    first, last = row["first_year"], row["last_year"]
    return str(first or last or "…") if first == last or None in (first, last) else f"{first}-{last}"
