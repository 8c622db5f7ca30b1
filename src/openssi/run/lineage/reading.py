"""What a release says of everything that a figure was made of, read with a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from openssi.engine import Connection
from openssi.vocabulary.observation import NOT_APPLICABLE

Row = Mapping[str, Any]

_DOWN = """
    WITH RECURSIVE own AS MATERIALIZED (FROM lineage WHERE ref_area = $2),
    down AS (
        SELECT output_id, input_id FROM own WHERE output_id = $1
        UNION
        SELECT own.output_id, own.input_id FROM own JOIN down ON own.output_id = down.input_id
    )
    FROM own WHERE output_id IN (SELECT output_id FROM down) ORDER BY output_id, sequence
"""
_CELLS = "FROM observations WHERE ref_area = $2 AND obs_id IN (SELECT unnest($1)) ORDER BY obs_id, vintage"
_TOTALS = "FROM national_totals WHERE ref_area = $2 AND total_id IN (SELECT unnest($1))"
_VALUES = "FROM country_values WHERE ref_area = $2 AND value_id IN (SELECT unnest($1))"
_FINDINGS = """
    FROM findings WHERE ref_area = $2 AND obs_id IN (SELECT unnest($1)) ORDER BY obs_id, severity, rule
"""
_NAMES = """
    SELECT item, scheme, benefit, time_period, text_value AS name FROM observations
    WHERE ref_area = $1 AND item IN ('S.NAME_EN', 'B.NAME_EN') AND text_value IS NOT NULL ORDER BY time_period
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
    def behind(cls, connection: Connection, figure: str, area: str) -> Self:
        """Return what stands behind a figure of a country."""
        links = connection.rows(_DOWN, [figure, area])
        return cls.of(connection, {each["input_id"] for each in links}, area, links)

    @classmethod
    def of(cls, connection: Connection, ids: Iterable[str], area: str, links: Sequence[Row] = ()) -> Self:
        """Return what a release says of some cells and figures of a country."""
        wanted = [sorted(ids), area]
        cells = connection.rows(_CELLS, wanted)
        totals = connection.rows(_TOTALS, wanted)
        values = connection.rows(_VALUES, wanted)
        found = connection.rows(_FINDINGS, wanted)
        return cls(
            links=_by("output_id", links),
            cells={each["obs_id"]: each for each in cells},
            totals={each["total_id"]: each for each in totals},
            values={each["value_id"]: each for each in values},
            findings=_by("obs_id", found),
            names=names_of(connection, [*cells, *links], area),
        )


NOTHING = LineageRows({}, {}, {}, {}, {}, {})
"""What stands behind a figure that is looked at by itself."""


def names_of(connection: Connection, rows: Sequence[Row], area: str) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Return the names of the schemes and benefits that rows are about, each with the years from which they hold."""
    owners = {each[key] for each in rows for key in ("scheme", "benefit")} - {None, NOT_APPLICABLE}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in connection.rows(_NAMES, [area]) if owners else ():
        owner = each["benefit"] if each["item"] == "B.NAME_EN" else each["scheme"]
        if owner in owners:
            found[owner].append((each["time_period"], each["name"]))
    return found


def _by(key: str, rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        found[each[key]].append(each)
    return found
