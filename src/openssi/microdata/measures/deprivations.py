"""Who is deprived of what: dimensions, indicators, weights and the cutoff, and the deprivations of each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Relation = Literal["below", "at_or_below", "above", "at_or_above", "equal_to"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One deprivation.

    Attributes:
        name: What measures call it, as in `censored_water`.
        dimension: The dimension that it belongs to.
        column: Column of numbers that it is read from.
        relation: How the numbers of the deprived lie to the limits.
        limits: One number, or all numbers that mean a deprivation (`equal_to`).
        weight: Its weight; all together are 1.
    """

    name: str
    dimension: str
    column: str
    relation: Relation
    limits: tuple[float, ...]
    weight: float

    def deprived(self, numbers: Floats) -> Mask:
        """Return which rows are deprived."""
        limit = self.limits[0]
        found: dict[Relation, Mask] = {
            "below": numbers < limit,
            "at_or_below": numbers <= limit,
            "above": numbers > limit,
            "at_or_above": numbers >= limit,
            "equal_to": np.isin(numbers, self.limits),
        }
        return found[self.relation]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultidimensionalIndex:
    """What a multidimensional poverty index counts.

    Attributes:
        indicators: The deprivations with their weights.
        cutoff: Share of weighted deprivations, k, from which a person is poor.
    """

    indicators: tuple[Indicator, ...]
    cutoff: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprivations:
    """Deprivations of every row of a sample.

    Attributes:
        names: Indicators.
        dimensions: The dimension of each indicator.
        weights: Weight of each indicator; together 1.
        cutoff: Share of weighted deprivations, k, from which a person is poor.
        deprived: Whether a row is deprived, shape (rows, indicators).
        known: Rows for which every indicator is known.
    """

    names: tuple[str, ...]
    dimensions: tuple[str, ...]
    weights: Floats
    cutoff: float
    deprived: Mask
    known: Mask


def deprivations_of(index: MultidimensionalIndex, columns: Mapping[str, Floats]) -> Deprivations:
    """Return the deprivations of every row, from columns of numbers; a number that is missing is NaN.

    Raises:
        FixTheFile: if there is no column of a name.
    """
    for each in index.indicators:
        if each.column not in columns:
            known = ", ".join(columns) or "–"
            place = Place(item=each.name)
            raise FixTheFile.because("DIMENSIONS_COLUMN_MISSING", place, column=each.column, known=known)
    numbers = [columns[each.column] for each in index.indicators]
    return Deprivations(
        names=tuple(each.name for each in index.indicators),
        dimensions=tuple(each.dimension for each in index.indicators),
        weights=np.array([each.weight for each in index.indicators]),
        cutoff=index.cutoff,
        deprived=np.stack([each.deprived(of) for each, of in zip(index.indicators, numbers, strict=True)], axis=1),
        known=np.logical_and.reduce([~np.isnan(of) for of in numbers]),
    )
