"""Values of lines over years: which of them may be joined, where there are none, and where a series breaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from openssi.present.page_model import Publication, ValueState

MOST_YEARS_JOINED = 3
"""Years between two values that a line may still join; further apart nothing is known of what lies between."""

Link = Literal["solid", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePoint:
    """A value of one year.

    Attributes:
        text: What is printed for it, without its unit.
        state: Which mark it carries.
        is_break: Whether it cannot be compared with what came before.
        interval: 95 % interval, in the unit of the value.
    """

    year: int
    value: float
    text: str
    state: ValueState = "normal"
    is_break: bool = False
    publication: Publication = "published"
    interval: tuple[float, float] | None = None

    @property
    def is_imputed(self) -> bool:
        """Whether the value was computed where none was reported."""
        return self.state == "imputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A series with its name.

    Attributes:
        points: At least one, in the order of their years.
        colour: Its colour in the light theme; where it is empty, that of its place among the lines.
    """

    name: str
    points: tuple[LinePoint, ...]
    colour: str = ""


def links(points: Sequence[LinePoint]) -> Iterator[tuple[LinePoint, LinePoint, Link]]:
    """Give the neighbours that may be joined: not across a break, and across a gap only by imputed values, dotted."""
    for before, after in pairwise(points):
        if after.is_break:
            continue
        if before.is_imputed or after.is_imputed:
            yield before, after, "dotted"
        elif after.year - before.year <= MOST_YEARS_JOINED:
            yield before, after, "solid"


def comparable(points: Sequence[LinePoint]) -> tuple[LinePoint, ...]:
    """Return the last values that solid lines join, none where the last value stands alone."""
    run: list[LinePoint] = []
    for before, after, link in links(points):
        if link == "solid":
            run = [*run, after] if run and run[-1] is before else [before, after]
    return tuple(run) if run and run[-1] is points[-1] else ()


def gaps(lines: Iterable[Line]) -> tuple[tuple[int, int], ...]:
    """Return the spans of years in which no line has a value that was not imputed: first and last year."""
    years = sorted({point.year for line in lines for point in line.points if not point.is_imputed})
    return tuple((before + 1, after - 1) for before, after in pairwise(years) if after - before > MOST_YEARS_JOINED)


def breaks(lines: Iterable[Line]) -> tuple[int, ...]:
    """Return the years that begin anew after a break."""
    return tuple(sorted({point.year for line in lines for point in line.points[1:] if point.is_break}))
