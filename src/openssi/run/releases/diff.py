"""What differs between two releases: added, removed and revised observations, by key, with the reason.

Both tables of a dataflow are sorted by key, so that they are compared by ranges of reference areas: memory does not
depend on their size, and of a Parquet file only the parts that hold a range are read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Literal, get_args

from openssi.engine import Connection, connect
from openssi.publish.cubes.cube_history import Types, comparable, compared, key_of, types_of, unlike
from openssi.publish.cubes.structure_tables import read_structures
from openssi.run.releases.revision_reasons import CLASSIFICATION
from openssi.run.site import OpenRelease
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.data_structure import CODES, COMPONENTS, PublishedDataflow, published_code
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import Release

Change = Literal["added", "removed", "revised"]
CHANGES: tuple[Change, ...] = get_args(Change)

COLUMNS = (
    "dataflow", "change", "ref_area", "indicator", "key", "time_period", "value_before", "value_after",
    "status_before", "status_after", "columns", "reason", "figure",
)  # fmt: skip
"""Columns of a difference, in the order of files."""

_MEASURED = ("INDICATOR", "SOC", "ITEM")
"""Dimensions that say what is measured, in the order in which they are looked for."""

_SIDES = ("before", "after")

_COMPARED_AT_ONCE = 1_000_000
"""Observations of both releases that are held at once, or those of one reference area where these are more."""


_NUMBER = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?")


def cells_of(row: Mapping[str, Any]) -> list[object]:
    """Return a difference as a line of a CSV file: answers in words are no formula to any spreadsheet."""
    return [_cell(row[each]) if each.startswith("value_") else row[each] for each in COLUMNS]


def _cell(value: str | None) -> str | None:
    return value if value is None or _NUMBER.fullmatch(value) else neutralised(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffChoice:
    """Which differences are asked for; what is empty means all.

    Attributes:
        dataflow: Id of a dataflow.
        ref_area: Country or group of countries.
        indicator: Indicator or item, as it is in the key.
        changes: Kinds of change.
    """

    dataflow: str = ""
    ref_area: str = ""
    indicator: str = ""
    changes: tuple[Change, ...] = CHANGES


@dataclass(frozen=True, slots=True)
class Tally:
    """How many observations of a dataflow differ, by kind of change and reason (empty where it is not known)."""

    dataflow: str
    before: int
    after: int
    counts: Mapping[tuple[Change, str], int]

    def count(self, change: Change) -> int:
        """Return how many there are of a kind."""
        return sum(number for (kind, _), number in self.counts.items() if kind == change)


@dataclass(frozen=True)
class ReleaseDiff:
    """The differences between two releases.

    Attributes:
        before: The earlier one.
        after: The later one.
        choice: What is asked for.
    """

    before: OpenRelease
    after: OpenRelease
    choice: DiffChoice = field(default_factory=DiffChoice)

    def tallies(self) -> tuple[Tally, ...]:
        """Return how many observations differ, by dataflow; the choice of kinds of change is not looked at.

        Raises:
            FixTheFile: if the dataflow that is asked for is in none of them.
        """
        with self._pairs() as pairs:
            return tuple(each.tally(self.choice) for each in pairs)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Iterate over the differences in the order of dataflows and keys, each with `COLUMNS`.

        Values are texts with all their digits, so that nothing is rounded on the way.
        """
        with self._pairs() as pairs:
            for each in pairs:
                yield from each.rows(self.choice)

    def check(self) -> None:
        """Make sure that there is what is asked for, before anything is sent.

        Raises:
            FixTheFile: if the dataflow that is asked for is in none of the releases.
        """
        with self._pairs():
            pass

    def first(self, number: int) -> tuple[dict[str, Any], ...]:
        """Return the first differences."""
        return tuple(islice(self.rows(), number))

    @contextmanager
    def _pairs(self) -> "Iterator[tuple[_Pair, ...]]":
        with connect() as connection:
            sides = {name: _Side(connection, name, held) for name, held in _sides(self.before, self.after)}
            flows = {each: sides["after"].dataflows[each] for each in self._chosen(sides)}
            for name in flows:
                sides["before"].register(name)
                sides["after"].register(name)
            moments = self.before.release, self.after.release
            yield tuple(_Pair(connection, each, *moments) for each in flows.values())

    def _chosen(self, sides: "Mapping[str, _Side]") -> tuple[str, ...]:
        known = tuple(each for each in sides["after"].dataflows if each in sides["before"].dataflows)
        asked = self.choice.dataflow.upper()
        if asked and asked not in known:
            place = Place(item=f"dataflow={asked}")
            allowed = ", ".join(known)
            raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=asked, option="dataflow", allowed=allowed)
        return (asked,) if asked else known


def _sides(before: OpenRelease, after: OpenRelease) -> tuple[tuple[str, OpenRelease], ...]:
    return ("before", before), ("after", after)


@dataclass(frozen=True)
class _Side:
    """One of the two releases; its tables are read where they lie, unless it was made before there were any."""

    connection: Connection
    name: str
    held: OpenRelease

    @property
    def _holds_cubes(self) -> bool:
        return (self.held.folder / f"{CODES.id}.parquet").is_file()

    @cached_property
    def dataflows(self) -> Mapping[str, PublishedDataflow]:
        if not self._holds_cubes:
            return self.held.structures.dataflows
        with connect() as connection:
            for each in (COMPONENTS, CODES):
                connection.register_parquet(each.id, self.held.folder / f"{each.id}.parquet")
            return read_structures(connection).dataflows

    def register(self, dataflow: str) -> None:
        table = f"{self.name}_{dataflow}"
        if self._holds_cubes:
            self.connection.register_parquet(table, self.held.folder / f"{dataflow}.parquet")
        else:
            self.connection.register(table, self.held.connection().query(f"FROM {dataflow}"))


@dataclass(frozen=True)
class _Pair:
    """A dataflow in both releases, as the tables `before_<id>` and `after_<id>` of a connection."""

    connection: Connection
    dataflow: PublishedDataflow
    before: Release
    after: Release

    @cached_property
    def _types(self) -> tuple[Types, Types]:
        before, after = (types_of(self.connection, f"FROM {side}_{self.dataflow.id}") for side in ("before", "after"))
        return before, after

    @cached_property
    def _columns(self) -> Sequence[str]:
        before, after = self._types
        return compared(self.dataflow, [each for each in after if each in before])

    def tally(self, choice: DiffChoice) -> Tally:
        """Count what differs, by ranges of reference areas."""
        counts: dict[tuple[Change, str], int] = {}
        statement = (
            f"SELECT change, coalesce(reason, '') AS reason, count(*) AS n FROM ({self._statement}) GROUP BY ALL"  # noqa: S608
        )
        for areas in self._ranges(choice):
            for row in self.connection.rows(statement, self._parameters(choice, areas)):
                kind = (row["change"], row["reason"])
                counts[kind] = counts.get(kind, 0) + row["n"]
        sizes = [self.connection.rows(f"SELECT count(*) AS n FROM {side}_{self.dataflow.id}") for side in _SIDES]  # noqa: S608
        return Tally(self.dataflow.id, sizes[0][0]["n"], sizes[1][0]["n"], counts)

    def rows(self, choice: DiffChoice) -> Iterator[dict[str, Any]]:
        """Iterate over what differs, by ranges of reference areas."""
        statement = f"""
            SELECT * EXCLUDE (place) FROM ({self._statement})
            WHERE change IN (SELECT unnest($changes)) ORDER BY place
        """  # noqa: S608
        for areas in self._ranges(choice):
            parameters = {**self._parameters(choice, areas), "changes": list(choice.changes)}
            yield from self.connection.rows(statement, parameters)

    def _ranges(self, choice: DiffChoice) -> Iterator[tuple[str, str]]:
        """Iterate over ranges of reference areas, each of so many observations as are compared at once."""
        rows = self.connection.rows(
            f"""SELECT REF_AREA AS area, count(*) AS n FROM (
                SELECT REF_AREA FROM before_{self.dataflow.id} UNION ALL SELECT REF_AREA FROM after_{self.dataflow.id}
            ) WHERE $area = '' OR REF_AREA = $area GROUP BY area ORDER BY area""",  # noqa: S608
            {"area": choice.ref_area.upper()},
        )
        first, held = "", 0
        for at, row in enumerate(rows):
            first, held = first or row["area"], held + row["n"]
            if held >= _COMPARED_AT_ONCE or at == len(rows) - 1:
                yield first, row["area"]
                first, held = "", 0

    def _parameters(self, choice: DiffChoice, areas: tuple[str, str]) -> dict[str, object]:
        return {
            "first": areas[0],
            "last": areas[1],
            "indicator": published_code(choice.indicator).upper(),
            "since": self.before.published_at.isoformat(timespec="seconds"),
        }

    @cached_property
    def _measured(self) -> str:
        key = key_of(self.dataflow)
        found = [f"nullif({each}, '_Z')" for each in _MEASURED if each in key]
        return f"coalesce({', '.join(found)}, '')"

    def _one_side(self, side: str, own: Types) -> str:
        _, types = self._types
        key = key_of(self.dataflow)
        columns = [*(f'"{each}"' for each in key), f"{self._measured} AS measured", '"FIGURE"']
        columns += [f'{comparable(each, types, own)} AS "{each}"' for each in self._columns]
        for each in ("REVISION_REASON", "LAST_UPDATE"):
            columns.append(each if each in own else f"NULL::VARCHAR AS {each}")
        return f"""SELECT {", ".join(columns)}, true AS here FROM {side}_{self.dataflow.id}
            WHERE REF_AREA BETWEEN $first AND $last AND ($indicator = '' OR {self._measured} = $indicator)"""  # noqa: S608

    @cached_property
    def _statement(self) -> str:
        before, after = self._types
        key = key_of(self.dataflow)
        same_key = " AND ".join(f'n."{each}" = e."{each}"' for each in key)
        whole = {each: f'coalesce(n."{each}", e."{each}")' for each in key}
        dimensions = ", ".join(f"{whole[each]}::VARCHAR" for each in key[:-1])
        unlikes = {each: unlike(f'n."{each}"', f'e."{each}"', after[each]) for each in self._columns}
        differ = " OR ".join(unlikes.values())
        named = ", ".join(f"CASE WHEN {unlikes[each]} THEN '{each}' END" for each in self._columns)
        return f"""
            WITH n AS ({self._one_side("after", after)}), e AS ({self._one_side("before", before)}),
            moved AS (SELECT FIGURE FROM n INTERSECT SELECT FIGURE FROM e)
            SELECT '{self.dataflow.id}' AS dataflow,
                   CASE WHEN e.here IS NULL THEN 'added' WHEN n.here IS NULL THEN 'removed'
                        ELSE 'revised' END AS change,
                   {whole["REF_AREA"]} AS ref_area, coalesce(n.measured, e.measured) AS indicator,
                   concat_ws('.', {dimensions}) AS key, {whole["TIME_PERIOD"]} AS time_period,
                   {self._value("e")} AS value_before, {self._value("n")} AS value_after,
                   {self._status("e")} AS status_before, {self._status("n")} AS status_after,
                   CASE WHEN n.here AND e.here THEN concat_ws(' ', {named}) ELSE '' END AS columns,
                   CASE WHEN n.here AND e.here THEN CASE WHEN n.LAST_UPDATE > $since THEN n.REVISION_REASON END
                        WHEN coalesce(n.FIGURE, e.FIGURE) IN (FROM moved) THEN '{CLASSIFICATION}' END AS reason,
                   coalesce(n.FIGURE, e.FIGURE) AS figure, ({", ".join(whole[each] for each in key)}) AS place
            FROM n FULL JOIN e ON {same_key}
            WHERE n.here IS NULL OR e.here IS NULL OR {differ}
        """  # noqa: S608 - names of columns

    def _value(self, side: str) -> str:
        number = f"{side}.OBS_VALUE::VARCHAR"
        _, types = self._types
        if types["OBS_VALUE"].startswith("DECIMAL"):
            number = f"regexp_replace(regexp_replace({number}, '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '')"
        return f"coalesce({number}, {side}.TEXT_VALUE)" if "TEXT_VALUE" in self._columns else number

    def _status(self, side: str) -> str:
        return f"{side}.OBS_STATUS" if "OBS_STATUS" in self._columns else "NULL::VARCHAR"
