"""Who is deprived of what: indicators with their weights, by row."""

from dataclasses import dataclass

from openssi.microdata.arrays import Floats, Mask


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
