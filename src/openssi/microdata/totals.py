"""Totals, means, ratios, proportions and quantiles, each with its influence function."""

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.measures import location
from openssi.microdata.measures.behind import amounts, ranks_up_to
from openssi.microdata.measures.measure import Behind, Having, Linearised, Measure, Measured
from openssi.microdata.sample import Division
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.estimate import Unit

EMPTY = Linearised(value=None, reason="SURVEY_DOMAIN_EMPTY")
"""What is said of a domain in which no row has a weight above zero."""


def unchanged(measured: Measured) -> Measured:
    """Look at welfare."""
    return measured


def column_instead(column: str) -> Callable[[Measured], Measured]:
    """Let a column of numbers take the place of welfare; rows in which it is missing count for nothing."""

    def seen(measured: Measured) -> Measured:
        values = measured.amounts[column]
        known = np.isfinite(values)
        inside = known if measured.inside is None else measured.inside & known
        return Measured(
            welfare=np.where(known, values, 0.0),
            weight=np.where(known, measured.weight, 0.0),
            inside=inside,
            conventions=measured.conventions,
            amounts=measured.amounts,
            divisions=measured.divisions,
            men=measured.men,
            women=measured.women,
            with_influence=measured.with_influence,
        )

    return seen


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Measure):
    """A ratio of two totals, which replicates give all at once.

    Attributes:
        parts: The numerator and the denominator of every row.
        seen: What it looks at, where that is another column than welfare.
    """

    parts: Callable[[Measured], tuple[Floats, Floats]]
    seen: Callable[[Measured], Measured] = unchanged


def total(measured: Measured) -> Linearised:
    """Add up weight times welfare: u_k is welfare itself, within the domain."""
    inside = inside_of(measured)
    value = float(np.dot(measured.weight[inside], measured.welfare[inside]))
    return Linearised(value=value, influence=np.where(inside, measured.welfare, 0.0))


def persons(measured: Measured) -> Linearised:
    """Add up the weights: u_k = 1, within the domain."""
    inside = inside_of(measured)
    return Linearised(value=float(measured.weight[inside].sum()), influence=inside.astype(np.float64))


def ratio_of(measured: Measured, numerator: Floats, denominator: Floats) -> Linearised:
    """Return the ratio R of two totals: u_k = (y_k - R x_k) / X, within the domain.

    Args:
        measured: Weights and domain.
        numerator: y of every row.
        denominator: x of every row.
    """
    inside = inside_of(measured)
    weight = np.where(inside, measured.weight, 0.0)
    below = float(np.dot(weight, denominator))
    if not weight.any():
        return EMPTY
    if below == 0:
        return Linearised(value=None, reason="SURVEY_DENOMINATOR_ZERO")
    value = float(np.dot(weight, numerator)) / below
    return Linearised(value=value, influence=np.where(inside, (numerator - value * denominator) / below, 0.0))


def ratio_measure(
    name: str,
    unit: Unit,
    parts: Callable[[Measured], tuple[Floats, Floats]],
    behind: Callable[[Measured], Behind] = amounts,
    *,
    proportion: bool = False,
) -> Ratio:
    """Return the measure that divides the total of one part by that of the other."""
    return Ratio(
        id=name,
        unit=unit,
        of=lambda measured: ratio_of(measured, *parts(measured)),
        proportion=proportion,
        parts=parts,
        behind=behind,
    )


MEAN = dataclasses.replace(
    ratio_measure("mean", "level", lambda measured: (measured.welfare, np.ones(len(measured.weight)))), kernel="mean"
)
"""The weighted mean: u_k = (y_k - mean) / N."""


def ratio(numerator: str, denominator: str) -> Ratio:
    """Return the measure that divides the total of one column of numbers by that of another, where both are known."""

    def parts(measured: Measured) -> tuple[Floats, Floats]:
        above, below = measured.amounts[numerator], measured.amounts[denominator]
        known = np.isfinite(above) & np.isfinite(below)
        return np.where(known, above, 0.0), np.where(known, below, 0.0)

    def behind(measured: Measured) -> Behind:
        above, below = measured.amounts[numerator], measured.amounts[denominator]
        return Behind(
            base=code_of("columns", texts=(numerator, denominator)),
            known=np.isfinite(above) & np.isfinite(below),
            having=Having(
                name=code_of("column", code_of("amount"), texts=(numerator,)),
                rows=parts(measured)[0] != 0,
                is_one_sided=True,
            ),
            amounts=parts(measured),
        )

    return ratio_measure(f"ratio({numerator},{denominator})", "ratio", parts, behind)


def proportions(column: str, division: Division) -> tuple[Ratio, ...]:
    """Return one measure per category of a column: its share of the persons whose category is known."""

    def parts_of(code: int) -> Callable[[Measured], tuple[Floats, Floats]]:
        def parts(measured: Measured) -> tuple[Floats, Floats]:
            codes = measured.divisions[column].codes
            return (codes == code).astype(np.float64), (codes >= 0).astype(np.float64)

        return parts

    def behind_of(code: int) -> Callable[[Measured], Behind]:
        def behind(measured: Measured) -> Behind:
            codes, category = measured.divisions[column].codes, (column, division.labels[code])
            having = Having(name=code_of("category", texts=category), rows=codes == code, category=category)
            return Behind(base=code_of("column", texts=(column,)), known=codes >= 0, having=having)

        return behind

    return tuple(
        ratio_measure(f"proportion({column}={label})", "fraction", parts_of(code), behind_of(code), proportion=True)
        for code, label in enumerate(division.labels)
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quantile(Measure):
    """A quantile, whose error Woodruff's interval gives.

    Attributes:
        probability: Share of the population at or below it, between 0 and 1.
        seen: What it looks at, where that is another column than welfare.
    """

    probability: float
    seen: Callable[[Measured], Measured] = unchanged


def quantile(probability: float, name: str = "") -> Quantile:
    """Return the measure of a quantile, whose influence function serves covariances."""

    def of(measured: Measured) -> Linearised:
        if not measured.ordered.n:
            return EMPTY
        with np.errstate(all="ignore"):
            found = location.quantile(measured, probability)
        return dataclasses.replace(found, reason="")

    return Quantile(
        id=name or f"quantile({probability:g})", unit="level", of=of, probability=probability, kernel="woodruff",
        behind=lambda measured: ranks_up_to(measured, 100 * probability),
    )  # fmt: skip


def inside_of(measured: Measured) -> Mask:
    """Return the rows of the domain."""
    return np.ones(len(measured.weight), dtype=np.bool_) if measured.inside is None else measured.inside


TOTALS: Mapping[str, Measure] = MappingProxyType(
    {
        "mean": MEAN,
        "total": Measure(id="total", unit="total", of=total, kernel="total", behind=amounts),
        "persons": Measure(id="persons", unit="persons", of=persons, kernel="persons"),
        "median": quantile(0.5, "median"),
    }
)
"""Measures by name that any sample has."""
