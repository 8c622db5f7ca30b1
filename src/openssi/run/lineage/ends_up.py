"""The way forward from a cell to every figure that it ends up in, read from a release and never recomputed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.run.lineage.ends_up_groups import GroupsOf
from openssi.run.lineage.reading import NOTHING, LineageRows, names_of
from openssi.run.lineage.tree import LineageTree
from openssi.run.lineage.words import LineageWords
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.lineage import EndsUp, LineageNode
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi.vocabulary.text import Language

Row = Mapping[str, Any]

NEAREST = 5

_UP = """
    WITH RECURSIVE own AS MATERIALIZED (
        SELECT output_id, input_id, role, reason FROM lineage WHERE ref_area = $2
    ),
    up AS (
        FROM own WHERE input_id = $1
        UNION
        SELECT own.* FROM own JOIN (SELECT DISTINCT output_id FROM up) AS made ON own.input_id = made.output_id
    )
    FROM up
"""
_NEAREST = """
    WITH known AS (
        SELECT DISTINCT obs_id AS id FROM observations WHERE starts_with(obs_id, $2)
        UNION SELECT total_id FROM national_totals WHERE starts_with(total_id, $2)
        UNION SELECT value_id FROM country_values WHERE starts_with(value_id, $2)
    )
    SELECT id FROM known ORDER BY jaro_winkler_similarity(id, $1) DESC, id LIMIT $3
"""


_IDS = {
    "observations": "obs_id",
    "national_totals": "total_id",
    "country_values": "value_id",
    "scheme_values": "value_id",
    "series_values": "value_id",
}
"""Tables of cells and figures of countries, with the columns of their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKey:
    """Which cell is asked for by its parts; `breakdown` is its function or other code."""

    area: str
    item: str
    year: int
    scheme: str = ""
    benefit: str = ""
    sex: str = ""
    breakdown: str = ""


@dataclass(frozen=True)
class WayForward:
    """Reads what cells of one release end up in, in one language."""

    connection: Connection
    definitions: Definitions
    language: Language

    def of(self, cell: str, releases: Sequence[str] = ()) -> EndsUp:
        """Return everything that a cell, a national total or a value ends up in.

        Args:
            cell: Its id.
            releases: Ids of the releases that hold it.

        Raises:
            FixTheFile: if the release holds no such cell or figure.
        """
        origin, area = self._origin(cell)
        edges = self.connection.rows(_UP, [cell, area])
        edges += [self._published(each, cell) for each in self._of_series(cell)]
        return _Forward(self, origin, area, edges).found(tuple(releases))

    def cell_id(self, key: CellKey) -> str:
        """Return the id of the cell of an item.

        Raises:
            FixTheFile: if there is none, or if it is not clear which one is meant.
        """
        rows = self.connection.rows(
            "SELECT DISTINCT obs_id, func, breakdown FROM observations "
            "WHERE ref_area = $1 AND item = $2 AND time_period = $3 AND scheme = $4 AND benefit = $5 AND sex = $6 "
            "AND age = $7 ORDER BY obs_id",
            [key.area, key.item, key.year, self._scheme(key), key.benefit or NOT_APPLICABLE, key.sex or TOTAL, TOTAL],
        )
        if key.breakdown:
            rows = [each for each in rows if key.breakdown in {each["func"], each["breakdown"]}]
        if len(rows) == 1:
            return str(rows[0]["obs_id"])
        owner = ".".join(filter(None, (self._scheme(key), key.benefit or NOT_APPLICABLE, key.sex or TOTAL)))
        wanted = f"{key.area}.{key.year}.{key.item.replace('.', '_')}.{owner}"
        raise self._unknown(wanted, [str(each["obs_id"]) for each in rows])

    def _scheme(self, key: CellKey) -> str:
        return key.scheme or key.benefit.partition("-")[0] or NOT_APPLICABLE

    def _unknown(self, cell: str, nearest: Sequence[str] = ()) -> FixTheFile:
        for start in (*_starts(cell), ""):
            if nearest:
                break
            nearest = [row["id"] for row in self.connection.rows(_NEAREST, [cell, start, NEAREST])]
        known = ", ".join(nearest[:NEAREST]) or "-"
        return FixTheFile.because("CELL_UNKNOWN", Place(item=cell), cell=cell, known=known)

    @cached_property
    def words(self) -> LineageWords:
        """Names of the release."""
        return LineageWords(self.connection, self.definitions, self.language)

    def _origin(self, cell: str) -> tuple[LineageNode, str]:
        """Return the cell or figure that is asked for, without what it is made of, and its country."""
        for table, key in _IDS.items():
            rows = self.connection.rows(f"FROM {table} WHERE {key} = $1 LIMIT 1", [cell])
            if rows:
                return self._shown(table, rows[0], cell), str(rows[0]["ref_area"])
        raise self._unknown(cell)

    def _shown(self, table: str, row: Row, cell: str) -> LineageNode:
        if table == "observations":
            tree = LineageTree(LineageRows.of(self.connection, [cell], row["ref_area"]), self.words)
            return tree.cell(tree.rows.cells[cell])
        tree = LineageTree(NOTHING, self.words)
        if table == "national_totals":
            return tree.total(row)
        return tree.series(row, row["unit"] or "PT") if table == "series_values" else self.value(row)

    def value(self, row: Row) -> LineageNode:
        """Return an indicator of a country, scheme or benefit, without what it is made of."""
        is_unit = "scheme" in row
        owner = self.words.owner(row, names_of(self.connection, [row], row["ref_area"])) if is_unit else ""
        label = self.words.indicator(row)
        return LineageNode(
            kind="scheme_value" if is_unit else "country_value",
            id=row["value_id"],
            label=self.words.owned(owner, label),
            value=row["value"],
            unit=self.words.indicator_unit(row["indicator"]),
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            place=Place(item=row["ref_area"]),
        )

    def _of_series(self, cell: str) -> list[str]:
        rows = self.connection.rows("SELECT value_id FROM country_values WHERE series_value_id = $1", [cell])
        return [row["value_id"] for row in rows]

    @staticmethod
    def _published(value: str, cell: str) -> dict[str, Any]:
        return {"output_id": value, "input_id": cell, "role": "numerator", "reason": ""}


def _starts(cell: str) -> list[str]:
    """Return beginnings of an id, the longest first, within which a similar one is looked for."""
    parts = cell.split(".")
    return [".".join(parts[:count]) + "." for count in (4, 3, 2, 1) if len(parts) > count]


@dataclass(frozen=True)
class _Forward:
    """What was found from one origin."""

    way: WayForward
    origin: LineageNode
    area: str
    edges: Sequence[Row]

    def found(self, releases: tuple[str, ...]) -> EndsUp:
        values = [self._entered(self.way.value(row)) for row in self._rows["country_values"]]
        origins = self._figures_of_answers
        aggregates = GroupsOf(self.way.connection, self.way.words).of(
            [self.origin.id, *(each for each in self._rows["entering"])],
            [self.origin.id, *(row["total_id"] for row in self._rows["national_totals"])],
            self.area,
        )
        return EndsUp(
            origin=self.origin,
            area=self.way.words.area(self.area),
            totals=tuple(self._total(row) for row in self._rows["national_totals"]),
            indicators=tuple(each for each in values if each.id in origins),
            made_of_indicators=tuple(each for each in values if each.id not in origins),
            units=tuple(self._entered(self.way.value(row)) for row in self._rows["scheme_values"]),
            aggregates=aggregates,
            releases=releases,
        )

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        wanted = [sorted({each["output_id"] for each in self.edges}), self.area]
        read = self.way.connection.rows
        order = "ORDER BY time_period, indicator, sex <> '_T', sex, breakdown"
        found: dict[str, list[Any]] = {
            name: read(f"FROM {name} WHERE ref_area = $2 AND value_id IN (SELECT unnest($1)) {order}", wanted)
            for name in ("country_values", "scheme_values")
        }
        found["national_totals"] = read(
            "FROM national_totals WHERE ref_area = $2 AND total_id IN (SELECT unnest($1)) "
            "ORDER BY time_period, item, sex <> '_T', sex",
            wanted,
        )
        chosen = {row["total_id"]: row["chosen"] or "" for row in found["national_totals"]}
        found["entering"] = sorted(_entering(self.origin.id, self.edges, chosen))
        return found

    @cached_property
    def _by_output(self) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for each in self.edges:
            found[each["output_id"]].append(each)
        return found

    @cached_property
    def _figures_of_answers(self) -> frozenset[str]:
        """Values that are made of the origin itself or of national totals, and not of other indicators alone."""
        plain = {self.origin.id, *(row["total_id"] for row in self._rows["national_totals"])}
        return frozenset(each["output_id"] for each in self.edges if each["input_id"] in plain)

    def _total(self, row: Row) -> LineageNode:
        tree = LineageTree(NOTHING, self.way.words)
        node = tree.total(row)
        sex = self.way.words.code("CL_SEX", row["sex"].removeprefix("_"))
        label = node.label if row["sex"] == TOTAL else f"{node.label} ({sex})"
        return self._entered(replace(node, label=label), row["chosen"] or "")

    def _entered(self, node: LineageNode, chosen: str = "") -> LineageNode:
        """Return a figure with how the origin enters it: its role, by way of what, and why where it does not."""
        operation, left_out = self._entry(node.id, chosen)
        return replace(node, operation=operation, left_out=left_out)

    def _entry(self, figure: str, chosen: str) -> tuple[str, str]:
        say, words = self.way.words.say, self.way.words
        own = self._by_output[figure]
        direct = [each for each in own if each["input_id"] == self.origin.id]
        if direct:
            role = direct[0]["role"]
            told = words.explained(f"role_{role}")
            if role == "left_out":
                return told, say("ends_up.left_out", reason=words.reason(direct[0]["reason"] or ""))
            if not _enters(role, chosen):
                return told, say(f"ends_up.{'law' if chosen == 'structural_zero' else 'report'}_stands")
            return told, ""
        told = say("ends_up.by_way_of", figures=self._names(own))
        return told, "" if figure in self._rows["entering"] else say("ends_up.beside_only")

    def _names(self, edges: Sequence[Row]) -> str:
        inputs = {each["input_id"] for each in edges}
        totals = [row for row in self._rows["national_totals"] if row["total_id"] in inputs]
        values = [row for row in self._rows["country_values"] if row["value_id"] in inputs]
        names = [*(self.way.words.item(row["item"]) for row in totals), *map(self.way.words.indicator, values)]
        return ", ".join(dict.fromkeys(names))


def _enters(role: str, chosen: str) -> bool:
    """Whether an input is in the figure; the proposal of schemes stands beside a total that was reported."""
    if role == "left_out":
        return False
    if role == "part":
        return chosen in {"", "proposed"}
    return role != "reported" or chosen in {"", "reported"}


def _entering(origin: str, edges: Sequence[Row], chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the figures that contain the origin; others only look at it."""
    following: dict[str, list[str]] = defaultdict(list)
    for each in edges:
        if _enters(each["role"], chosen.get(each["output_id"], "")):
            following[each["input_id"]].append(each["output_id"])
    found: set[str] = set()
    waiting = [origin]
    while waiting:
        fresh = [each for each in following[waiting.pop()] if each not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)
