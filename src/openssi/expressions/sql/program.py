"""All frames and groupings of a compilation, and the order in which they are filled."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openssi.expressions.sql.frames import Frame, FrameLevel, Grouping, GroupingKey, Kind, UnitLevel


@dataclass
class Program:
    """Frames, and sums of their rows that other frames name.

    Attributes:
        cells: Columns of the tables of cells: kind and cell number, by level.
        lags: Years back that are looked at.
    """

    frames: dict[FrameLevel, Frame] = field(default_factory=dict)
    groupings: dict[GroupingKey, Grouping] = field(default_factory=dict)
    lags: set[int] = field(default_factory=lambda: {0})
    _cells: dict[tuple[FrameLevel, str], tuple[UnitLevel, Kind, int]] = field(default_factory=dict)
    _sums: dict[tuple[FrameLevel, str], tuple[Grouping, str]] = field(default_factory=dict)
    _live: dict[FrameLevel, set[str]] = field(default_factory=dict)
    _live_sums: dict[GroupingKey, set[str]] = field(default_factory=dict)

    def frame(self, level: FrameLevel) -> Frame:
        """Return the frame of a level."""
        return self.frames.setdefault(level, Frame(level))

    def cell(self, frame: Frame, level: UnitLevel, kind: Kind, number: int, lag: int) -> str:
        """Return the column that holds a cell of a benefit, scheme or country, some years back."""
        self.lags.add(lag)
        alias = f"{level}{lag}"
        join = f"world_cells_{level} {alias} ON {alias}.unit = f.unit_{level}_{lag}"
        name = frame.joined(alias, f"{kind}_{number}", join)
        self._cells[frame.level, name] = (level, kind, number)
        return name

    def grouped(self, frame: Frame, members: Frame, by: UnitLevel, text: str, lag: int) -> str:
        """Return the column of a frame that holds a sum over the members of its country or scheme.

        Args:
            frame: The frame that asks.
            members: The frame whose rows are grouped.
            by: Whether over the country or the scheme.
            text: SQL of the sum, over columns of the members.
            lag: Years back.
        """
        rank = max((members.columns[each].rank for each in members.words(text)), default=0)
        grouping = self.groupings.setdefault((members.level, by, rank), Grouping(members, by, rank))
        name = next((name for name, known in grouping.columns.items() if known == text), "")
        if not name:
            name = f"g{len(grouping.columns)}"
            grouping.columns[name] = text
        self.lags.add(lag)
        alias = f"{grouping.table}_lag{lag}"
        column = frame.joined(alias, name, f"{grouping.table} {alias} ON {alias}.unit = f.unit_{by}_{lag}", rank + 1)
        self._sums[frame.level, column] = (grouping, name)
        return column

    def link(self) -> None:
        """Find out what the outputs of the frames need; nothing else is computed."""
        self._live = {level: set() for level in self.frames}
        self._live_sums = {}
        waiting = [(level, name) for level, frame in self.frames.items() for name in frame.outputs]
        while waiting:
            level, name = waiting.pop()
            if name in self._live[level]:
                continue
            self._live[level].add(name)
            waiting += [(level, each) for each in self.frames[level].columns[name].needs]
            if (level, name) in self._sums:
                waiting += self._summed(*self._sums[level, name])

    def _summed(self, grouping: Grouping, name: str) -> list[tuple[FrameLevel, str]]:
        self._live_sums.setdefault(grouping.key, set()).add(name)
        needs = grouping.members.words(grouping.columns[name])
        grouping.members.outputs.update(needs)
        return [(grouping.members.level, each) for each in needs]

    def cells(self) -> dict[UnitLevel, set[tuple[Kind, int]]]:
        """Return the cells that are needed, by level: their kind and number."""
        found: dict[UnitLevel, set[tuple[Kind, int]]] = {"country": set(), "scheme": set(), "benefit": set()}
        for (frame, name), (level, kind, number) in self._cells.items():
            if name in self._live[frame]:
                found[level].add((kind, number))
        return found

    def last_rank(self, level: FrameLevel) -> int:
        """Return the rank of a frame after which everything is there."""
        columns = self.frames[level].columns
        grouped = [each for key in self._live_sums for each in [self.groupings[key]] if each.members.level == level]
        ranks = [columns[name].rank for name in self._live[level]] + [each.rank for each in grouped]
        return max(ranks, default=0)

    def statements(self) -> Iterator[str]:
        """Iterate over the statements that fill the frames, in order; `link` comes first."""
        last = {level: self.last_rank(level) for level in self.frames}
        for rank in range(1 + max(last.values(), default=0)):
            for key, names in self._live_sums.items():
                if self.groupings[key].rank == rank - 1:
                    yield self.groupings[key].statement(frozenset(names))
            for level in self.frames:
                if rank <= last[level]:
                    live = frozenset(self._live[level])
                    yield self.frames[level].statement(rank, live, self.lags, is_last=rank == last[level])
