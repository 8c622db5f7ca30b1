"""Frames: one row per country, scheme, benefit or cell, and the SQL that fills their columns step by step.

A frame starts with cells of the observations, side by side. Each further column is written in terms of earlier ones
and is computed one layer later, so that nothing is computed twice. Sums over schemes and benefits are grouped from the
frame of the members and joined to the frame that asks for them; columns that rest on them belong to the next rank.

What the caller provides, as tables:

- `world_frame_country`, `world_frame_scheme`, `world_frame_benefit`, `world_frame_cell`: `row_id`, `area`, `year`,
  `scheme`, `benefit`; the numbers of the benefit, scheme and country some years back, `unit_benefit_0`,
  `unit_scheme_1`, ...; `is_there`, false for a unit of the year before that is there no more. `world_frame_cell` has
  more, see `sql.cell_frame`.
- `world_cells_country`, `world_cells_scheme`, `world_cells_benefit`: `unit` and the columns of `Program.cells`, such as
  `number_17`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

FrameLevel = Literal["country", "scheme", "benefit", "cell"]
UnitLevel = Literal["country", "scheme", "benefit"]
Kind = Literal["number", "text", "status"]
GroupingKey = tuple[FrameLevel, UnitLevel, int]

UNIT_LEVELS: dict[FrameLevel, tuple[UnitLevel, ...]] = {
    "country": ("country",),
    "scheme": ("scheme", "country"),
    "benefit": ("benefit", "scheme", "country"),
    "cell": ("benefit", "scheme", "country"),
}
"""From the narrowest to the country: what a benefit does not know, its scheme may."""

MEMBER = "member_in_turn"
"""Name in SQL of the member of a set that is known only when the cells are."""

_WORD = re.compile(r"[a-z]\w*")
_ATOM = re.compile(r"[a-z]\w*|NULL|TRUE|FALSE|-?\d+(\.\d+)?(e0)?|'[^']*'")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a frame.

    Attributes:
        text: SQL over earlier columns, or over the joined tables where it is the first of its rank.
        rank: How many groupings lie beneath it.
        layer: How many columns of the same rank lie beneath it.
        needs: Columns that it is written with.
    """

    text: str
    rank: int
    layer: int
    needs: frozenset[str] = frozenset()


@dataclass
class Frame:
    """Columns of one level.

    Attributes:
        joins: Tables joined to the rows, by rank and alias: what stands after `LEFT JOIN`.
        outputs: Columns that somebody outside reads.
    """

    level: FrameLevel
    columns: dict[str, Column] = field(default_factory=dict)
    joins: dict[tuple[int, str], str] = field(default_factory=dict)
    outputs: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)

    def column(self, text: str, *, binds_member: bool = False) -> str:
        """Return the name of a column with a value; a name or a literal stands for itself.

        What names the member of a set is no column of the frame, and stays as it is.
        """
        if _ATOM.fullmatch(text):
            return text
        if MEMBER in text and not binds_member:
            return f"({text})"
        if text not in self._names:
            needs = self.words(text)
            rank = max((self.columns[each].rank for each in needs), default=0)
            beneath = (self.columns[each].layer for each in needs if self.columns[each].rank == rank)
            self._names[text] = f"k{len(self._names)}"
            self.columns[self._names[text]] = Column(text, rank, 1 + max(beneath, default=0), needs)
        return self._names[text]

    def words(self, text: str) -> frozenset[str]:
        """Return the columns that a text names."""
        return frozenset(word for word in _WORD.findall(text) if word in self.columns)

    def source(self, name: str) -> str:
        """Return the column that the table of rows itself has."""
        self.columns.setdefault(name, Column(f"f.{name}", 0, 0))
        return name

    def joined(self, alias: str, column: str, join: str, rank: int = 0, needs: frozenset[str] = frozenset()) -> str:
        """Return the name of a column of a joined table.

        Args:
            alias: Name of the joined table.
            column: Its column.
            join: Table, alias and condition, as they stand after `LEFT JOIN`.
            rank: Rank at which it is joined.
            needs: Columns of earlier ranks that the condition names.
        """
        name = f"{alias}_{column}"
        if name not in self.columns:
            self.joins[rank, alias] = join
            self.columns[name] = Column(f"{alias}.{column}", rank, 0, needs)
        return name

    def table(self, rank: int) -> str:
        """Return the name of the table of a rank."""
        return f"world_frame_{self.level}_{rank}"

    def statement(self, rank: int, live: frozenset[str], lags: Iterable[int], *, is_last: bool) -> str:
        """Return the statement that makes the table of a rank from that of the rank before.

        Args:
            rank: The rank.
            live: Columns that are needed at all.
            lags: Years back for which the unit has to be known.
            is_last: Whether no other rank follows.
        """
        kept = [*keys([0] if is_last else lags), *sorted(self._kept(rank, live))]
        query = self._rows(rank, live, lags)
        layers: dict[int, list[str]] = {}
        for name, each in self.columns.items():
            if name in live and each.rank == rank and each.layer:
                layers.setdefault(each.layer, []).append(f"{each.text} AS {name}")
        for layer in sorted(layers):
            query = f"SELECT *, {', '.join(layers[layer])} FROM ({query})"  # noqa: S608 - parts made here
        return f"CREATE OR REPLACE TEMP TABLE {self.table(rank)} AS SELECT {', '.join(kept)} FROM ({query})"  # noqa: S608

    def _rows(self, rank: int, live: frozenset[str], lags: Iterable[int]) -> str:
        found = {name: each for name, each in self.columns.items() if name in live and each.rank == rank}
        first = {name: each.text for name, each in found.items() if not each.layer}
        used = {text.partition(".")[0] for text in first.values()}
        joins = "".join(f" LEFT JOIN {on}" for (at, alias), on in self.joins.items() if at == rank and alias in used)
        before = f"world_frame_{self.level}" if rank == 0 else self.table(rank - 1)
        given = [f"f.{name}" for name in keys(lags)] if rank == 0 else ["f.*"]
        named = [f"{text} AS {name}" for name, text in first.items()]
        return f"SELECT {', '.join([*given, *named])} FROM {before} f{joins}"  # noqa: S608 - parts made here

    def _kept(self, rank: int, live: frozenset[str]) -> set[str]:
        wanted = set(self.outputs)
        for name in live:
            if self.columns[name].rank > rank:
                wanted |= self.columns[name].needs
        return {name for name in wanted & live if self.columns[name].rank <= rank}


def keys(lags: Iterable[int]) -> list[str]:
    """Return the columns that tell which unit a row is, some years back as well."""
    units = [f"unit_{level}_{lag}" for lag in sorted(lags) for level in ("country", "scheme", "benefit")]
    return ["row_id", "area", "year", "scheme", "benefit", "is_there", *units]


@dataclass
class Grouping:
    """Sums of the rows of a frame by country or scheme.

    Attributes:
        rank: Rank of the frame whose columns are grouped.
        columns: SQL of each sum by name.
    """

    members: Frame
    by: UnitLevel
    rank: int
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> GroupingKey:
        """Frame, unit and rank."""
        return self.members.level, self.by, self.rank

    @property
    def table(self) -> str:
        """The name of its table."""
        return f"world_by_{self.by}_of_{self.members.level}_{self.rank}"

    def statement(self, live: frozenset[str]) -> str:
        """Return the statement that makes its table, of those of its columns that are needed."""
        key = f"unit_{self.by}_0"
        sums = ", ".join(f"{text} AS {name}" for name, text in self.columns.items() if name in live)
        rows = f"FROM {self.members.table(self.rank)} WHERE is_there GROUP BY {key}"
        return f"CREATE OR REPLACE TEMP TABLE {self.table} AS SELECT {key} AS unit, {sums} {rows}"
