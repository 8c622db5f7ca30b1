"""The way back from a figure to its cells, read from a release and never recomputed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.numbers import format_number
from openssi.present.side_by_side import SideBySide
from openssi.store import finding_from_row
from openssi.vocabulary.confidentiality import CODES, FREE, MARK
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi.vocabulary.text import Language

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKey:
    """Which figure is asked for."""

    indicator: str
    year: int
    sex: str = TOTAL
    breakdown: str = TOTAL

    @property
    def parameters(self) -> list[object]:
        """The key as parameters of a query: indicator, year, sex, breakdown."""
        return [self.indicator, self.year, self.sex, self.breakdown]


_OF_KEY = "indicator = $1 AND time_period = $2 AND sex = $3 AND breakdown = $4"

_CONTRIBUTIONS = f"""
    WITH entering AS (
        SELECT inputs.* FROM aggregate_inputs AS inputs
        JOIN members ON members.area = inputs.ref_area
        WHERE {_OF_KEY} AND inputs.value IS NOT NULL AND inputs.weight > 0
          AND members.grouping = $5 AND members.group_code = $6 AND $2 BETWEEN members.valid_from AND members.valid_to
    )
    SELECT entering.*, entering.weight / sum(entering.weight) OVER () AS weight_share,
           entering.weight * entering.value / sum(entering.weight) OVER () AS contribution
    FROM entering
    ORDER BY contribution DESC, ref_area
"""  # noqa: S608 - only constants are put in


class Explainer:
    """Reads the lineage of one release, in one language."""

    def __init__(self, connection: Connection, definitions: Definitions, language: Language) -> None:
        self._connection = connection
        self._definitions = definitions
        self._language: Language = language

    def country(self, key: FigureKey, area: str) -> LineageNode:
        """Return the indicator of a country with everything it was made of, down to the cells.

        Raises:
            FixTheFile: if the release holds no such figure.
        """
        rows = self._connection.rows(f"FROM country_values WHERE {_OF_KEY} AND ref_area = $5", [*key.parameters, area])
        if not rows:
            raise self._unknown(key, area)
        return self._country_value(rows[0])

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
        found = [grouping for grouping, group in self._group_names if group.upper() in {wanted, wanted.zfill(3)}]
        return min(found, key=lambda grouping: grouping != "WORLD") if found else ""

    def group_code(self, grouping: str, code: str) -> str:
        """Return the code of a group as the release writes it."""
        wanted = "001" if code.upper() == "WORLD" else code.upper()
        codes = (group for found, group in self._group_names if found == grouping)
        return next(group for group in codes if group.upper() in {wanted, wanted.zfill(3)})

    def _unknown(self, key: FigureKey, area: str) -> FixTheFile:
        known = self._connection.rows(
            "SELECT DISTINCT time_period AS year FROM country_values WHERE indicator = $1 AND ref_area = $2 ORDER BY 1",
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
            label=self._group_name(row["grouping"], row["group_code"]),
            value=None if row["publication"] == "suppressed" else row["value"],
            unit="PT",
            operation=self._text("weighted_mean"),
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            note=self._aggregate_note(row),
            children=children,
        )

    def _aggregate_note(self, row: Row) -> str:
        told = self._text(
            f"aggregate_{row['publication']}",
            share=f"{100 * (row['observed_share'] or 0):.0f}",
            countries=row["countries"],
            total=row["countries_total"],
            years=_years_in_words(row["year_mix"] or ""),
        )
        is_open = row["publication"] != "suppressed" and row["interval_lower"] is not None
        return f"{told}; {self._interval(row)}" if is_open else told

    def _interval(self, row: Row) -> str:
        lower, upper = (format_number(row[f"interval_{end}"], self._language, 1) for end in ("lower", "upper"))
        return self._text("interval", lower=lower, upper=upper)

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
        contribution = sum(row["contribution"] for row in rows)
        parts = (key.indicator, split, code, str(key.year), key.sex, key.breakdown)
        return LineageNode(
            kind="group" if code else "remainder",
            id=".".join(parts),
            label=self._group_name(split, code) if code else self._text("no_group"),
            value=contribution / share if share and is_open else None,
            unit="PT",
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
            label=self._area_name(row["ref_area"]),
            value=row["value"],
            unit="PT",
            weight_share=row["weight_share"],
            contribution=row["contribution"],
            year=row["value_year"],
            status="I" if imputed else "A",
            nature="M" if imputed else "",
            note=self._imputed_by(row) if imputed else "",
            place=Place(item=row["ref_area"]),
        )

    def _imputed_by(self, row: Row) -> str:
        """Return how a value was imputed; releases from before there were several methods held one."""
        method = row.get("imputation_method") or "subregion"
        return self._text(f"imputed_by_{method}", group=row["imputed_from"] or "")

    # Countries

    def _country_value(self, row: Row) -> LineageNode:
        is_series = row["origin"] == "series"
        children = self._series_value(row["series_value_id"]) if is_series else self._inputs(row["value_id"])
        return LineageNode(
            kind="country_value",
            id=row["value_id"],
            label=self._area_name(row["ref_area"]),
            value=row["value"],
            unit="PT",
            operation=self._text("as_published" if is_series else "ratio"),
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            source=row["source"] or "",
            note=self._footnote(row["footnote"]),
            beside=self._beside(row["value_id"]),
            place=Place(item=row["ref_area"]),
            children=children,
        )

    def _beside(self, figure: str) -> str:
        """Return what is told of a figure on which its country does not agree, empty where it does."""
        found = SideBySide(self._connection, self._definitions, self._language).of_figure(figure)
        return found.told if found is not None else ""

    def _footnote(self, footnote: str | None) -> str:
        codes = self._definitions.codelists["CL_FOOTNOTE"]
        if footnote and footnote in codes:
            return codes[footnote].name.in_language(self._language)
        return footnote or ""

    def _series_value(self, value_id: str) -> tuple[LineageNode, ...]:
        rows = self._connection.rows("FROM series_values WHERE value_id = $1", [value_id])
        return tuple(
            LineageNode(
                kind="series_value",
                id=row["value_id"],
                label=f"{row['series']}, {row['area_name']}",
                value=float(row["value"]) if row["value"] is not None else None,
                unit="PT",
                year=row["time_period"],
                status=row["obs_status"] or "",
                nature=row["nature"] or "",
                source=row["source"] or "",
                note=row["footnote"] or "",
                place=_place(row),
            )
            for row in rows
        )

    def _inputs(self, output_id: str) -> tuple[LineageNode, ...]:
        rows = self._connection.rows("FROM lineage WHERE output_id = $1 ORDER BY sequence", [output_id])
        return tuple(node for row in rows if (node := self._input(row)) is not None)

    def _input(self, row: Row) -> LineageNode | None:
        if row["input_kind"] == "national_total":
            return self._national_total(row)
        return self._cell(row)

    def _national_total(self, link: Row) -> LineageNode | None:
        rows = self._connection.rows("FROM national_totals WHERE total_id = $1", [link["input_id"]])
        if not rows:
            return None
        row = rows[0]
        return LineageNode(
            kind="national_total",
            id=row["total_id"],
            label=self._item_name(row["item"]),
            value=_number(row["value"]),
            unit="persons",
            operation=self._text(f"chosen_{row['chosen']}") if row["chosen"] else "",
            contribution=link["amount"],
            year=row["time_period"],
            status=row["obs_status"] or "",
            source=self._text(f"role_{link['role']}"),
            note=self._bounds(row),
            place=Place(item=row["item"]),
            children=self._inputs(row["total_id"]),
        )

    def _bounds(self, row: Row) -> str:
        parts = [self._footnote(row["footnote"])]
        if row["lower"] is not None and row["upper"] is not None and row["lower"] != row["upper"]:
            lower, upper = (format_number(row[end], self._language) for end in ("lower", "upper"))
            parts.append(self._text("bounds", lower=lower, upper=upper))
        if row["method"]:
            codes = self._definitions.codelists["CL_DEDUP"]
            known = row["method"] in codes
            parts.append(codes[row["method"]].name.in_language(self._language) if known else row["method"])
        texts = self._definitions.texts
        parts += [texts.get(f"household.{each}", self._language) for each in (row["household"] or "").split()]
        return "; ".join(part for part in parts if part)

    def _cell(self, link: Row) -> LineageNode | None:
        rows = self._connection.rows(
            "FROM observations WHERE obs_id = $1 ORDER BY vintage DESC LIMIT 1", [link["input_id"]]
        )
        if not rows:
            return None
        row = rows[0]
        value = None if row["value"] is None else row["value"].scaleb(row["unit_mult"] or 0)
        reason = link["reason"] or ""
        return LineageNode(
            kind="context" if row["channel"] == "context" else "cell",
            id=row["obs_id"],
            label=self._cell_name(row),
            value=_number(value),
            unit=row["unit"] or "",
            operation=self._text(f"role_{link['role']}"),
            contribution=0.0 if link["role"] == "reported" else link["amount"],
            year=row["time_period"],
            status=row["obs_status"] or "",
            source=row["source"] or "",
            note=self._withheld(row) or row["explanation"] or row["note"] or "",
            beside=self._beside(row["obs_id"]),
            left_out=self._reason(reason) if link["role"] == "left_out" else "",
            place=_place(row),
            findings=self._findings(row["obs_id"]),
        )

    def _withheld(self, row: Row) -> str:
        """Why the value of a cell is withheld, empty where it is not."""
        if row["conf_status"] == FREE or row["value"] is not None:
            return ""
        known = self._definitions.codelists[CODES]
        label = known[row["conf_status"]].name.in_language(self._language) if row["conf_status"] in known else ""
        return self._definitions.texts.get("confidentiality.level", self._language, mark=MARK, label=label)

    def _reason(self, reason: str) -> str:
        total, _, number = reason.partition(":")
        declared = self._definitions.national_totals.get(total)
        if declared is None or not number.isdigit():
            return reason
        why = declared.parts[int(number)].leave_out
        return why.in_language(self._language) if why else ""

    def _findings(self, obs_id: str) -> tuple[Any, ...]:
        rows = self._connection.rows("FROM findings WHERE obs_id = $1 ORDER BY severity, rule", [obs_id])
        return tuple(map(finding_from_row, rows))

    # Names

    def _text(self, key: str, **values: object) -> str:
        return self._definitions.texts.get(f"explain.{key}", self._language, **values)

    def _cell_name(self, row: Row) -> str:
        owner = self._owner_name(row)
        item = self._item_name(row["item"])
        return f"{owner}: {item}" if owner else item

    def _owner_name(self, row: Row) -> str:
        if row["benefit"] != NOT_APPLICABLE:
            return self._answered_name("B.NAME_EN", row["ref_area"], "benefit", row["benefit"], row["time_period"])
        if row["scheme"] != NOT_APPLICABLE:
            return self._answered_name("S.NAME_EN", row["ref_area"], "scheme", row["scheme"], row["time_period"])
        return ""

    def _answered_name(self, item: str, area: str, column: str, owner: str, year: int) -> str:
        rows = self._connection.rows(
            f"SELECT text_value FROM observations WHERE ref_area = $1 AND item = $2 AND {column} = $3 "  # noqa: S608
            "AND time_period <= $4 ORDER BY time_period DESC LIMIT 1",
            [area, item, owner, year],
        )
        return f"{rows[0]['text_value']} ({owner})" if rows and rows[0]["text_value"] else owner

    def _item_name(self, item: str) -> str:
        found = self._definitions.questionnaire.items.get(item)
        return found.label.in_language(self._language) if found else item

    @cached_property
    def _area_names(self) -> dict[str, str]:
        rows = self._connection.rows("FROM areas")
        return {row["area"]: row[f"name_{self._language}"] for row in rows}

    @cached_property
    def _group_names(self) -> dict[tuple[str, str], str]:
        rows = self._connection.rows("FROM groups")
        return {(row["grouping"], row["group_code"]): row[f"name_{self._language}"] for row in rows}

    def _area_name(self, area: str) -> str:
        return self._area_names.get(area, area)

    def _group_name(self, grouping: str, group: str) -> str:
        return self._group_names.get((grouping, group), group)


def _years_in_words(mix: str) -> str:
    """Return `2022:1 2023:9` as `2022 (1), 2023 (9)`."""
    pairs = (pair.partition(":") for pair in mix.split())
    return ", ".join(f"{year} ({count})" for year, _, count in pairs)


def _number(value: Any) -> float | None:  # noqa: ANN401 - a decimal of the database
    return None if value is None else float(value)


def _place(row: Row) -> Place:
    return Place(row["file"] or "", row["sheet"] or "", row["row_number"], row["cell"] or "", row.get("item", ""))
