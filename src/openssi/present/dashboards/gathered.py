"""Figures that have nothing to show, gathered: a page says it once for all of them and leads on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.vocabulary.dashboard import DeclaredPage

COLUMNS = 12
SPANS = {"full": 12, "half": 6, "two_thirds": 8, "third": 4}
"""Columns of the grid that a figure takes, by its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The figures of a page as they are laid out.

    Attributes:
        shown: Those that stand in the grid; one without data only beside one with data.
        missing: The others, by the reason why they show nothing.
    """

    shown: tuple[DashboardFigure, ...]
    missing: tuple[tuple[str, tuple[DashboardFigure, ...]], ...]


def gathered(figures: Sequence[DashboardFigure]) -> Gathered:
    """Return the figures of a page, those of rows without any data by themselves."""
    shown: list[DashboardFigure] = []
    missing: dict[str, list[DashboardFigure]] = {}
    for row in _rows(figures):
        if all(each.empty for each in row):
            for each in row:
                missing.setdefault(each.empty, []).append(each)
        else:
            shown.extend(row)
    return Gathered(shown=tuple(shown), missing=tuple((reason, tuple(found)) for reason, found in missing.items()))


def _rows(figures: Iterable[DashboardFigure]) -> Iterator[list[DashboardFigure]]:
    row: list[DashboardFigure] = []
    used = 0
    for each in figures:
        span = SPANS[each.width]
        if used + span > COLUMNS:
            yield row
            row, used = [], 0
        row.append(each)
        used += span
    if row:
        yield row


def pages_with_values(data: ReleaseData, pages: Mapping[str, DeclaredPage]) -> tuple[str, ...]:
    """Return the ids of the listed pages whose figures have an indicator with a value in the release."""
    return tuple(
        each.id
        for each in pages.values()
        if each.is_listed and any(data.years_by_key.get(data.key(indicator)) for indicator in _indicators(each))
    )


def _indicators(page: DeclaredPage) -> Iterator[str]:
    yield from page.indicators
    for figure in page.figures:
        yield from figure.indicators
