"""The way back from a figure to its cells, read from a release and never recomputed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.run.lineage.reading import NOTHING, LineageRows
from openssi.run.lineage.tree import UNWEIGHTED, LineageTree
from openssi.run.lineage.words import LineageWords
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import IndicatorFormula
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi.vocabulary.text import Language

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKey:
    """Which figure is asked for; of a country, unless a scheme or a benefit is named."""

    indicator: str
    year: int
    sex: str = TOTAL
    breakdown: str = TOTAL
    scheme: str = ""
    benefit: str = ""

    @property
    def parameters(self) -> list[object]:
        """The key as parameters of a query: indicator, year, sex, breakdown."""
        return [self.indicator, self.year, self.sex, self.breakdown]


_OF_KEY = "indicator = $1 AND time_period = $2 AND sex = $3 AND breakdown = $4"

_CONTRIBUTIONS = f"""
    WITH entering AS (
        SELECT inputs.* FROM aggregate_inputs AS inputs
        JOIN members ON members.area = inputs.ref_area
        WHERE {_OF_KEY} AND (inputs.value IS NOT NULL OR inputs.value_id <> '') AND inputs.weight > 0
          AND members.grouping = $5 AND members.group_code = $6 AND $2 BETWEEN members.valid_from AND members.valid_to
    )
    SELECT entering.*, entering.weight / sum(entering.weight) OVER () AS weight_share,
           entering.weight * entering.value / sum(entering.weight) OVER () AS contribution
    FROM entering
    ORDER BY contribution DESC NULLS LAST, ref_area
"""  # noqa: S608 - only constants are put in


class Explainer:
    """Reads the lineage of one release, in one language."""

    def __init__(self, connection: Connection, definitions: Definitions, language: Language) -> None:
        self._connection = connection
        self._words = LineageWords(connection, definitions, language)

    def country(self, key: FigureKey, area: str) -> LineageNode:
        """Return the indicator of a country with everything it was made of, down to the cells.

        Raises:
            FixTheFile: if the release holds no such figure.
        """
        rows = self._connection.rows(f"FROM country_values WHERE {_OF_KEY} AND ref_area = $5", [*key.parameters, area])
        if not rows:
            raise self._unknown(key, area)
        return self._value(rows[0], self._words.area(rows[0]["ref_area"]))

    def unit(self, key: FigureKey, area: str) -> LineageNode:
        """Return the indicator of a scheme or benefit with everything it was made of, down to the cells.

        Raises:
            FixTheFile: if the release holds no such figure.
        """
        column, owner = ("benefit", key.benefit) if key.benefit else ("scheme", key.scheme)
        only = "" if key.benefit else f" AND benefit = '{NOT_APPLICABLE}'"
        rows = self._connection.rows(
            f"FROM scheme_values WHERE {_OF_KEY} AND ref_area = $5 AND {column} = $6{only}",
            [*key.parameters, area, owner],
        )
        if not rows:
            raise self._unknown(key, owner, "scheme_values", column)
        return self._value(rows[0], "")

    def aggregate(self, key: FigureKey, grouping: str, group: str, split: str | None = None) -> LineageNode:
        """Return the indicator of a group with its members: the groups of `split`, or the countries.

        Raises:
            FixTheFile: if the release holds no such figure.
        """
        rows = self._connection.rows(
            f"FROM aggregates WHERE {_OF_KEY} AND grouping = $5 AND group_code = $6",
            [*key.parameters, grouping, group],
        )
        if not rows:
            raise self._unknown(key, group)
        members = self._connection.rows(_CONTRIBUTIONS, [*key.parameters, grouping, group])
        children = self._by_group(key, members, split) if split else tuple(map(self._member, members))
        return self._aggregate_node(rows[0], children)

    def grouping_of(self, code: str) -> str:
        """Return the grouping that a code, an M49 number or the word `WORLD` belongs to; empty for countries."""
        wanted = "001" if code.upper() == "WORLD" else code.upper()
        found = [grouping for grouping, group in self._words.group_names if group.upper() in {wanted, wanted.zfill(3)}]
        return min(found, key=lambda grouping: grouping != "WORLD") if found else ""

    def group_code(self, grouping: str, code: str) -> str:
        """Return the code of a group as the release writes it."""
        wanted = "001" if code.upper() == "WORLD" else code.upper()
        codes = (group for found, group in self._words.group_names if found == grouping)
        return next(group for group in codes if group.upper() in {wanted, wanted.zfill(3)})

    def _unknown(
        self, key: FigureKey, area: str, table: str = "country_values", column: str = "ref_area"
    ) -> FixTheFile:
        known = self._connection.rows(
            f"SELECT DISTINCT time_period AS year FROM {table} WHERE indicator = $1 AND {column} = $2 ORDER BY 1",  # noqa: S608
            [key.indicator, area],
        )
        years = ", ".join(str(row["year"]) for row in known) or "-"
        place = Place(item=f"{area} {key.indicator} {key.year}")
        return FixTheFile.because("FIGURE_UNKNOWN", place, area=area, indicator=key.indicator, years=years)

    # Groups

    def _aggregate_node(self, row: Row, children: tuple[LineageNode, ...]) -> LineageNode:
        return LineageNode(
            kind="aggregate",
            id=row["aggregate_id"],
            label=self._words.group(row["grouping"], row["group_code"]),
            value=None if row["publication"] == "suppressed" else row["value"],
            unit=self._words.indicator_unit(row["indicator"]),
            operation=self._weighted_mean(row),
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            note=self._aggregate_note(row),
            children=children,
        )

    def _weighted_mean(self, row: Row) -> str:
        if not row.get("weight_item"):
            return self._words.explained("weighted_mean")
        return self._words.say("weighted_by", weight=self._words.item(row["weight_item"]))

    def _aggregate_note(self, row: Row) -> str:
        told = self._words.explained(
            f"aggregate_{row['publication']}",
            share=f"{100 * (row['observed_share'] or 0):.0f}",
            countries=row["countries"],
            total=row["countries_total"],
            years=_years_in_words(row["year_mix"] or ""),
        )
        return " · ".join(part for part in (told, *self._uncertainty(row)) if part)

    def _uncertainty(self, row: Row) -> Iterator[str]:
        """Iterate over the interval of a published figure, its method, and how far that method errs."""
        unit = self._words.indicator_unit(row["indicator"])
        if row["publication"] != "suppressed" and row["interval_lower"] is not None:
            ends = {end: self._words.numbers.told(row[f"interval_{end}"], unit) for end in ("lower", "upper")}
            yield self._words.explained("interval", **ends)
        if row.get("method"):
            yield self._words.method(row["method"])
        if row.get("leave_one_out_error") is not None:
            error = self._words.numbers.added(row["leave_one_out_error"], unit, None)
            yield self._words.say("leave_one_out", error=error)

    def _by_group(self, key: FigureKey, members: list[dict[str, Any]], split: str) -> tuple[LineageNode, ...]:
        belongs = {
            row["area"]: row["group_code"]
            for row in self._connection.rows(
                "FROM members WHERE grouping = $1 AND $2 BETWEEN valid_from AND valid_to", [split, key.year]
            )
        }
        parts: dict[str, list[dict[str, Any]]] = {}
        for member in members:
            parts.setdefault(belongs.get(member["ref_area"], ""), []).append(member)
        hidden = self._not_published(key, split)
        nodes = [self._group_part(key, split, code, rows, is_open=code not in hidden) for code, rows in parts.items()]
        return tuple(sorted(nodes, key=lambda node: -(node.contribution or 0)))

    def _not_published(self, key: FigureKey, grouping: str) -> frozenset[str]:
        """Return the groups that too few persons stand behind: their parts are shown, their means are not."""
        rows = self._connection.rows(
            f"SELECT group_code FROM aggregates WHERE {_OF_KEY} AND grouping = $5 "  # noqa: S608 - a constant
            "AND publication = 'suppressed'",
            [*key.parameters, grouping],
        )
        return frozenset(row["group_code"] for row in rows)

    def _group_part(
        self, key: FigureKey, split: str, code: str, rows: list[dict[str, Any]], *, is_open: bool
    ) -> LineageNode:
        share = sum(row["weight_share"] for row in rows)
        known = [row["contribution"] for row in rows if row["contribution"] is not None]
        contribution = sum(known) if len(known) == len(rows) else None
        parts = (key.indicator, split, code, str(key.year), key.sex, key.breakdown)
        return LineageNode(
            kind="group" if code else "remainder",
            id=".".join(parts),
            label=self._words.group(split, code) if code else self._words.explained("no_group"),
            value=contribution / share if contribution is not None and share and is_open else None,
            unit=self._words.indicator_unit(key.indicator),
            weight_share=share,
            contribution=contribution,
            year=key.year,
            more=len(rows),
        )

    def _member(self, row: Row) -> LineageNode:
        imputed = bool(row["imputed"])
        return LineageNode(
            kind="imputed_value" if imputed else "country_value",
            id=row["value_id"] or f"imputed.{row['ref_area']}",
            label=self._words.area(row["ref_area"]),
            value=row["value"],
            unit=self._words.indicator_unit(row["indicator"]),
            weight_share=row["weight_share"],
            contribution=row["contribution"],
            year=row["value_year"],
            status="I" if imputed else "Q" if row["value"] is None else "A",
            nature="M" if imputed else "",
            note=self._member_note(row),
            place=Place(item=row["ref_area"]),
        )

    def _member_note(self, row: Row) -> str:
        if row["imputed"]:
            # Releases from before there were several methods held one.
            method = row.get("imputation_method") or "subregion"
            return self._words.explained(f"imputed_by_{method}", group=row["imputed_from"] or "")
        return self._words.say("withheld") if row["value"] is None else ""

    # Countries, schemes and benefits

    def _value(self, row: Row, label: str) -> LineageNode:
        rows = LineageRows.behind(self._connection, row["value_id"], row["ref_area"])
        tree = LineageTree(rows, self._words)
        formula, unit = tree.formula_of(row), self._words.indicator_unit(row["indicator"])
        is_series = row.get("origin") == "series"
        return LineageNode(
            kind="scheme_value" if "scheme" in row else "country_value",
            id=row["value_id"],
            label=label or self._words.owner(row, rows.names),
            value=row["value"],
            unit=unit,
            operation=self._words.explained("as_published") if is_series else self._operation(row, formula),
            formula=formula.text if formula and not is_series else "",
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            source=row["source"] or "",
            note=self._value_note(row, unit),
            beside=self._words.beside(row["value_id"]),
            place=Place(item=row["ref_area"]),
            children=self._series(row, unit) if is_series else tree.parts_of(row),
        )

    def _series(self, row: Row, unit: str) -> tuple[LineageNode, ...]:
        tree = LineageTree(NOTHING, self._words)
        rows = self._connection.rows("FROM series_values WHERE value_id = $1", [row["series_value_id"]])
        return tuple(tree.series(each, unit) for each in rows)

    def _operation(self, row: Row, formula: IndicatorFormula | None) -> str:
        if formula is None:
            return self._words.procedure(row["indicator"])
        if row.get("lowest") is None:
            return self._words.say("formula", formula=formula.text)
        key = "mean_unweighted" if row["footnote"] == UNWEIGHTED else "mean"
        return self._words.say(key, formula=formula.text)

    def _value_note(self, row: Row, unit: str) -> str:
        """Return footnote, bounds, lowest and highest benefit, missing terms, and what else is told of a value."""
        numbers = self._words.numbers
        parts = [self._words.footnote(row.get("footnote"))]
        for key, ends in (("bounds", ("lower", "upper")), ("extremes", ("lowest", "highest"))):
            if row.get(ends[0]) is not None and row.get(ends[1]) is not None:
                parts.append(self._words.say(key, **{end: numbers.told(row[end], unit) for end in ends}))
        if row.get("terms_missing"):
            parts.append(self._words.say("terms_missing", terms=row["terms"], missing=row["terms_missing"]))
        return " · ".join(part for part in (*parts, row.get("note") or "") if part)


def _years_in_words(mix: str) -> str:
    """Return `2022:1 2023:9` as `2022 (1), 2023 (9)`."""
    pairs = (pair.partition(":") for pair in mix.split())
    return ", ".join(f"{year} ({count})" for year, _, count in pairs)
