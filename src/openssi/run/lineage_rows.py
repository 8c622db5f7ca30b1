"""What a release says of everything that a figure was made of, read with a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from openssi.engine import Connection

Row = Mapping[str, Any]

_DOWN = """
    WITH RECURSIVE down AS (
        SELECT output_id, input_id FROM lineage WHERE output_id = $1
        UNION
        SELECT lineage.output_id, lineage.input_id FROM lineage JOIN down ON lineage.output_id = down.input_id
    )
    FROM lineage WHERE output_id IN (SELECT output_id FROM down) ORDER BY output_id, sequence
"""
_CELLS = "FROM observations WHERE obs_id IN (SELECT unnest($1)) ORDER BY obs_id, vintage"
_NAMES = """
    SELECT ref_area, item, scheme, benefit, time_period, text_value AS name FROM observations
    WHERE ref_area IN (SELECT unnest($1)) AND text_value IS NOT NULL
      AND ((item = 'S.NAME_EN' AND scheme IN (SELECT unnest($2)))
        OR (item = 'B.NAME_EN' AND benefit IN (SELECT unnest($3))))
    ORDER BY time_period
"""


@dataclass(frozen=True)
class LineageRows:
    """The rows of a release that stand behind a figure, by id.

    Attributes:
        links: Links to the inputs, by the figure that was made, in order.
        cells: Answers and context values; of several vintages the last one.
        totals: National totals.
        values: Indicators of countries.
        findings: What the rules said, by cell.
        names: Names of schemes and benefits by id, each with the years from which they hold, ascending.
    """

    links: Mapping[str, Sequence[Row]]
    cells: Mapping[str, Row]
    totals: Mapping[str, Row]
    values: Mapping[str, Row]
    findings: Mapping[str, Sequence[Row]]
    names: Mapping[str, Sequence[tuple[int, str]]]

    @classmethod
    def behind(cls, connection: Connection, figure: str) -> Self:
        """Return what stands behind a figure."""
        links = connection.rows(_DOWN, [figure])
        return cls.of(connection, {each["input_id"] for each in links}, links)

    @classmethod
    def of(cls, connection: Connection, ids: Iterable[str], links: Sequence[Row] = ()) -> Self:
        """Return what a release says of some cells and figures of countries."""
        wanted = sorted(ids)
        cells = connection.rows(_CELLS, [wanted])
        totals = connection.rows("FROM national_totals WHERE total_id IN (SELECT unnest($1))", [wanted])
        values = connection.rows("FROM country_values WHERE value_id IN (SELECT unnest($1))", [wanted])
        found = connection.rows(
            "FROM findings WHERE obs_id IN (SELECT unnest($1)) ORDER BY obs_id, severity, rule", [wanted]
        )
        return cls(
            links=_by("output_id", links),
            cells={each["obs_id"]: each for each in cells},
            totals={each["total_id"]: each for each in totals},
            values={each["value_id"]: each for each in values},
            findings=_by("obs_id", found),
            names=names_of(connection, [*cells, *links]),
        )


def names_of(connection: Connection, rows: Sequence[Row]) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Return the names of the schemes and benefits that rows are about, each with the years from which they hold."""
    schemes, benefits = ({each[key] for each in rows if each[key] not in {None, "_Z"}} for key in ("scheme", "benefit"))
    areas = {each["ref_area"] for each in rows if each.get("ref_area")}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in connection.rows(_NAMES, [sorted(areas), sorted(schemes), sorted(benefits)]):
        owner = each["benefit"] if each["item"] == "B.NAME_EN" else each["scheme"]
        found[owner].append((each["time_period"], each["name"]))
    return found


def _by(key: str, rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        found[each[key]].append(each)
    return found
