"""The mean of a group in place of a missing country, and the test of it on the countries that have a value."""

from dataclasses import dataclass

import numpy as np

from openssi.aggregate.panel import NOWHERE, Numbers, Places


@dataclass(frozen=True, slots=True)
class Substitution:
    """What stands, or would stand, in place of each country, each country itself left out.

    Attributes:
        values: Figures by countries; not a number where there is none.
        donors: Group whose mean it is, NOWHERE where it comes from no group.
        shared: Part of the squared miss that a country shares with the others that take the same mean.
        steps: Number of the method that gave it, in the order in which they were tried; NOWHERE where none did.
    """

    values: Numbers
    donors: Places
    shared: Numbers
    steps: Places

    def otherwise(self, other: "Substitution", step: int) -> "Substitution":
        """Return this one, and another where this one has nothing, as the method tried at a step."""
        has = np.isfinite(self.values)
        later = np.where(other.steps == NOWHERE, NOWHERE, step)
        return Substitution(
            np.where(has, self.values, other.values),
            np.where(has, self.donors, other.donors),
            np.where(has, self.shared, other.shared),
            np.where(has, self.steps, later),
        )


def nothing(shape: tuple[int, ...]) -> Substitution:
    """Return a substitution that has nothing for any country."""
    nowhere = np.full(shape, NOWHERE, np.int64)
    return Substitution(np.full(shape, np.nan), nowhere, np.zeros(shape), nowhere)


def group_mean(weights: Numbers, values: Numbers, matrix: Numbers, groups: Places) -> Substitution:
    """Return the weighted mean of the other countries of each country's group.

    Args:
        weights: Figures by countries, 0 where there is no weight.
        values: Figures by countries, not a number where there is no value.
        matrix: Countries by groups.
        groups: The group of each country, or NOWHERE.
    """
    is_observed = np.isfinite(values) & (weights > 0)
    own_weight = np.where(is_observed, weights, 0.0)
    own_product = own_weight * np.where(is_observed, values, 0.0)
    own_square = own_weight**2
    at = np.where(groups == NOWHERE, 0, groups)
    left = [(each @ matrix)[:, at] - each for each in (own_weight, own_product, own_square)]
    countries = (is_observed.astype(float) @ matrix)[:, at] - is_observed
    has = (countries > 0.5) & (groups != NOWHERE) & (left[0] > 0)
    total = np.where(has, left[0], 1.0)
    concentration = np.clip(left[2] / total**2, 0.0, 1.0)
    return Substitution(
        np.where(has, left[1] / total, np.nan),
        np.where(has, groups, NOWHERE),
        np.where(has, concentration / (1 + concentration), 0.0),
        np.where(has, 0, NOWHERE),
    )


def chained_means(weights: Numbers, values: Numbers, matrix: Numbers, chain: tuple[Places, ...]) -> Substitution:
    """Return the mean of the first group, in the order given, that has another observed country."""
    found = nothing(weights.shape)
    for groups in chain:
        mean = group_mean(weights, values, matrix, groups)
        taken = np.isfinite(found.values)
        found = Substitution(*(np.where(taken, old, new) for old, new in _pairs(found, mean)))
    return found


def _pairs(first: Substitution, second: Substitution) -> list[tuple[Numbers | Places, Numbers | Places]]:
    return [(getattr(first, name), getattr(second, name)) for name in ("values", "donors", "shared", "steps")]
