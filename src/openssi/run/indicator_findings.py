"""What the rules say of indicators beside what others publish and beside other countries (specification 3.X)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import connect
from openssi.expressions import ObservationCells, Value
from openssi.run.computation import Computation
from openssi.store import Workspace
from openssi.validate import Validator
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding

FEWEST_OF_A_GROUP = 10
"""Countries that a group must have for a percentile to say anything."""

OF_EVERYBODY = "SDG_1_3_1_TOTAL"
"""The indicator of the whole population, beside which those of its parts are seen."""

Row = Mapping[str, Any]
_Group = tuple[str, int, str]

_VALUES = """
    SELECT v.value_id, v.indicator, v.ref_area, v.time_period, v.sex, v.breakdown, v.value, v.origin,
        p.value AS published, e.value AS of_everybody,
        CASE WHEN v.origin = e.origin THEN 100 * v.denominator / nullif(e.denominator, 0) END AS population_share
    FROM country_values v
    LEFT JOIN country_values e ON e.indicator = $3 AND e.ref_area = v.ref_area AND e.time_period = v.time_period
        AND e.sex = v.sex AND e.breakdown = v.breakdown
    LEFT JOIN series_values p ON v.origin = 'inquiry' AND p.series = $1 AND p.ref_area = v.ref_area
        AND p.time_period = v.time_period AND p.sex = v.sex AND p.breakdown = v.breakdown
    WHERE v.indicator = $2 AND v.value IS NOT NULL
    ORDER BY v.ref_area, v.time_period, v.sex, v.breakdown
"""
_GROUPS = """
    SELECT r.area, r.group_code || '/' || i.group_code AS group_code
    FROM members r JOIN members i USING (area)
    WHERE r.grouping IN ('SDG_REGION', 'REGION') AND i.grouping = 'INCOME'
"""


@dataclass(frozen=True)
class IndicatorFindings:
    """The rules of indicators over everything that a workspace has computed."""

    workspace: Workspace
    definitions: Definitions

    def findings(self, area: str = "", year: int | None = None) -> tuple[Finding, ...]:
        """Return what is found, for one country and one year where they are given."""
        parts = self.definitions
        names = {each.id: each.name for each in parts.indicators.values()}
        validator = Validator(parts.rules, parts.questionnaire, parts.codelists, names)
        wanted = (
            each
            for each in self._places()
            if (not area or each.ref_area == area) and (year is None or each.year == year)
        )
        return validator.findings_at("indicator", wanted)

    def _places(self) -> Iterator[ObservationCells]:
        for indicator in self.definitions.indicators:
            rows = self._rows(indicator)
            ranks = self._ranked(rows)
            for row in rows:
                yield self._cells(row, self._percentile(row, ranks))

    def _rows(self, indicator: str) -> Sequence[Row]:
        series = self.definitions.indicators[indicator].series
        with connect(**self._tables) as connection:
            return connection.rows(_VALUES, [series, indicator, OF_EVERYBODY])

    @cached_property
    def _tables(self) -> Mapping[str, Any]:
        computation = Computation(self.workspace, self.definitions)
        members = self.workspace.reference.table("members")
        values = computation.computed()["country_values"]
        return {"country_values": values, "series_values": computation.series(), "members": members}

    @cached_property
    def _group_of(self) -> Mapping[str, str]:
        with connect(members=self._tables["members"]) as connection:
            return {row["area"]: row["group_code"] for row in connection.rows(_GROUPS)}

    def _ranked(self, rows: Sequence[Row]) -> Mapping[_Group, Sequence[float]]:
        """Return the values of each region and income group, year, sex and breakdown, the smallest first."""
        found: dict[_Group, list[float]] = {}
        for row in rows:
            group = self._group(row)
            if group is not None:
                found.setdefault(group, []).append(row["value"])
        return {group: sorted(values) for group, values in found.items()}

    def _group(self, row: Row) -> _Group | None:
        code = self._group_of.get(row["ref_area"])
        return (code, row["time_period"], f"{row['sex']}{row['breakdown']}") if code is not None else None

    def _percentile(self, row: Row, ranks: Mapping[_Group, Sequence[float]]) -> Decimal | None:
        """Return the share of the group below a value, ties counting half; none where the group is small."""
        group = self._group(row)
        values = ranks.get(group, ()) if group is not None else ()
        if len(values) < FEWEST_OF_A_GROUP:
            return None
        below, upto = bisect_left(values, row["value"]), bisect_right(values, row["value"])
        return Decimal(repr(100 * (below + upto) / 2 / len(values)))

    def _cells(self, row: Row, percentile: Decimal | None) -> ObservationCells:
        value = Decimal(repr(row["value"]))
        facts: Mapping[str, Value] = {
            "indicator.id": row["indicator"],
            "indicator.value": value,
            "indicator.published": None if row["published"] is None else Decimal(row["published"]),
            "indicator.percentile": percentile,
            "indicator.of_everybody": _exact(row["of_everybody"]),
            "indicator.population_share": _exact(row["population_share"]),
        }
        own = Observation(
            ref_area=row["ref_area"],
            item=row["indicator"],
            time_period=row["time_period"],
            sex=row["sex"],
            breakdown=row["breakdown"],
            value=value,
            channel="computed",
        )
        country = ObservationCells({own.time_period: [own]}, own.time_period, self.definitions.questionnaire)
        return country.with_facts(facts).for_cell(own)


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
