"""Auxiliary variables of a calibration: columns of categories as codes, and columns of numbers."""

from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Codes, Floats

SINGULAR = 1e-11
"""Share of the greatest eigenvalue below which a combination of variables counts as none: collinear categories."""


@dataclass(frozen=True, slots=True)
class Categories:
    """A column of categories: a variable for each.

    Attributes:
        codes: Number of the category of each row; -1 for those that are not counted.
        number: How many there are.
    """

    codes: Codes
    number: int


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """The auxiliary variables x of all rows, without a column for each category.

    Attributes:
        columns: Columns of categories and of numbers, in the order of the variables.
        names: Of each variable, such as `sex=1` or `age`.
    """

    columns: tuple[Categories | Floats, ...]
    names: tuple[str, ...]

    def totals(self, weight: Floats) -> Floats:
        """Return the sums of weight times variable."""
        return np.concatenate([_totals(each, weight) for each in self.columns])

    def combined(self, coefficients: Floats) -> Floats:
        """Return the sum of coefficient times variable of each row."""
        rows = next(len(each.codes) if isinstance(each, Categories) else len(each) for each in self.columns)
        found, first = np.zeros(rows), 0
        for each in self.columns:
            own = coefficients[first : first + _size(each)]
            first += _size(each)
            found += np.append(own, 0.0)[each.codes] if isinstance(each, Categories) else own[0] * each
        return found

    def inverse(self, weight: Floats) -> Floats:
        """Return the inverse of the sum of weight x x', the shortest one where variables are collinear."""
        blocks = [[_products(one, other, weight) for other in self.columns] for one in self.columns]
        squares = np.block(blocks)
        scale = np.sqrt(np.diag(squares))
        scale[scale == 0] = 1.0
        found = np.linalg.pinv(squares / np.outer(scale, scale), rcond=SINGULAR, hermitian=True)
        return np.asarray(found / np.outer(scale, scale))

    def residuals(self, values: Floats, weight: Floats, inverse: Floats) -> Floats:
        """Return what a regression on the variables leaves; the second step takes out the rounding of the first."""
        for _ in range(2):
            values = values - self.combined(inverse @ self.totals(weight * values))
        return values


def _size(column: Categories | Floats) -> int:
    return column.number if isinstance(column, Categories) else 1


def _totals(column: Categories | Floats, weight: Floats) -> Floats:
    if not isinstance(column, Categories):
        return np.array([weight @ column])
    return np.asarray(np.bincount(column.codes + 1, weight, column.number + 1)[1:], dtype=np.float64)


def _products(one: Categories | Floats, other: Categories | Floats, weight: Floats) -> Floats:
    """Return the sums of weight times the products of the variables of two columns."""
    if not isinstance(one, Categories):
        return _totals(other, weight * one)[np.newaxis, :]
    if not isinstance(other, Categories):
        return _totals(one, weight * other)[:, np.newaxis]
    width = other.number + 1
    crossed = (one.codes.astype(np.int64) + 1) * width + other.codes + 1
    sums = np.bincount(crossed, weight, (one.number + 1) * width)
    return np.asarray(sums.reshape(one.number + 1, width)[1:, 1:])
