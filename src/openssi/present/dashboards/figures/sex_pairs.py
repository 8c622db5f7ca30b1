"""Countries and groups with their values of women and men of one year."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.dashboards.figures.cells import country_cell
from openssi.present.dashboards.figures.figure import FigureCell
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure

BOTH = ("F", "M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A country or group with its values of women and men in the same year."""

    name: str
    women: float
    men: float
    cells: tuple[FigureCell, FigureCell]
    area: str = ""
    year: int = 0
    is_open: bool = False

    @property
    def gap(self) -> float:
        """Women minus men, in points."""
        return self.women - self.men


def pairs_of(
    data: ReleaseData,
    state: PageState,
    keys: tuple[Key, Key],
    women: Sequence[CountryFigure],
    men: Sequence[CountryFigure],
) -> list[Pair]:
    """Return the countries that have both values of one year, those where women have most more than men first."""
    of_men = {each.area: each for each in men}
    found = []
    for each in women:
        other = of_men.get(each.area)
        if other is None or each.value is None or other.value is None or each.year != other.year:
            continue
        older = f" ({each.year})" if each.year is not None and each.year < state.year else ""
        cells = (country_cell(data, keys[0], each, state), country_cell(data, keys[1], other, state))
        found.append(
            Pair(
                name=f"{each.name}{older}",
                women=each.value,
                men=other.value,
                cells=cells,
                area=each.area,
                year=each.year or 0,
                is_open=_overlap(each, other),
            )
        )
    return sorted(found, key=lambda each: (each.gap, each.name))


def _overlap(one: CountryFigure, other: CountryFigure) -> bool:
    """Whether the bounds of the two values leave open which is higher."""
    if one.value is None or other.value is None:
        return True
    low, high = one.bounds or (one.value, one.value), other.bounds or (other.value, other.value)
    return low[0] <= high[1] and high[0] <= low[1]
