"""The aggregates that figures of a country enter, with the share of the country and what it adds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.engine import Connection
from openssi.run.lineage.words import LineageWords
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import Place

Row = Mapping[str, Any]

_GROUPS = """
    WITH own AS (
        SELECT indicator, ref_area, sex, breakdown, time_period, value, weight,
               value_id IN (SELECT unnest($1)) AS by_value
        FROM aggregate_inputs
        WHERE ref_area = $3 AND ((value_id <> '' AND value_id IN (SELECT unnest($1)))
           OR (weight_id <> '' AND weight_id IN (SELECT unnest($2)) AND weight > 0))
    ),
    member AS (
        SELECT own.*, members.grouping, members.group_code FROM own JOIN members
        ON members.area = own.ref_area AND own.time_period BETWEEN members.valid_from AND members.valid_to
    ),
    entering AS (
        SELECT inputs.indicator, inputs.sex, inputs.breakdown, inputs.time_period, members.grouping,
               members.group_code, sum(inputs.weight) AS weight
        FROM aggregate_inputs AS inputs
        SEMI JOIN own USING (indicator, sex, breakdown, time_period)
        JOIN members ON members.area = inputs.ref_area
            AND inputs.time_period BETWEEN members.valid_from AND members.valid_to
        WHERE (inputs.value IS NOT NULL OR inputs.value_id <> '') AND inputs.weight > 0
        GROUP BY ALL
    )
    SELECT aggregates.*, member.ref_area, member.by_value, member.weight / entering.weight AS weight_share,
           member.weight * member.value / entering.weight AS contribution
    FROM member JOIN entering USING (indicator, sex, breakdown, time_period, grouping, group_code)
    JOIN aggregates USING (indicator, sex, breakdown, time_period, grouping, group_code)
    ORDER BY grouping = 'WORLD', grouping, group_code, indicator, sex <> '_T', sex, breakdown, time_period
"""


@dataclass(frozen=True)
class GroupsOf:
    """Finds the aggregates that figures of a country enter."""

    connection: Connection
    words: LineageWords

    def of(
        self, values: Sequence[str], weights: Sequence[str], area: str
    ) -> tuple[tuple[str, tuple[LineageNode, ...]], ...]:
        """Return the aggregates by grouping: one entry per indicator, sex and breakdown, of its first year.

        Args:
            values: Ids of country values.
            weights: Ids of cells and totals that weight the country.
            area: The country.
        """
        found: dict[str, dict[tuple[str, ...], list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self.connection.rows(_GROUPS, [list(values), list(weights), area]):
            key = tuple(row[name] for name in ("group_code", "indicator", "sex", "breakdown"))
            found[row["grouping"]][key].append(row)
        return tuple((grouping, tuple(map(self._node, rows.values()))) for grouping, rows in found.items())

    def _node(self, rows: Sequence[Row]) -> LineageNode:
        row = rows[0]
        return LineageNode(
            kind="aggregate",
            id=row["aggregate_id"],
            label=f"{self.words.group(row['grouping'], row['group_code'])}, {self.words.indicator(row)}",
            value=None if row["publication"] == "suppressed" else row["value"],
            unit=self.words.indicator_unit(row["indicator"]),
            operation="" if row["by_value"] else self.words.say("ends_up.as_weight"),
            weight_share=row["weight_share"],
            contribution=row["contribution"],
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            note=self._other_years(each["time_period"] for each in rows[1:]),
            place=Place(item=row["ref_area"]),
        )

    def _other_years(self, years: Iterable[int]) -> str:
        told = ", ".join(map(str, years))
        return self.words.say("ends_up.also_in", years=told) if told else ""
