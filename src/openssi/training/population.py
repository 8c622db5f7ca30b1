"""The people of an invented country: by age and sex, at work, out of work, poor."""

import math
from dataclasses import dataclass
from functools import cached_property

from openssi.training.parameters import CountryParameters

OLDEST = 100
SEXES = ("M", "F")
BANDS = (
    ("Y0T4", 0, 4), ("Y5T9", 5, 9), ("Y10T14", 10, 14), ("Y15", 15, 15), ("Y16T17", 16, 17), ("Y18T24", 18, 24),
    ("Y25T34", 25, 34), ("Y35T44", 35, 44), ("Y45T54", 45, 54), ("Y55T59", 55, 59), ("Y60T64", 60, 64),
    ("Y65T69", 65, 69), ("Y70T74", 70, 74), ("Y_GE75", 75, OLDEST),
)  # fmt: skip
"""Age bands of CL_AGE with their first and last year of age."""

_PARTICIPATION = {"M": 0.76, "F": 0.58}
_SEVERE_DISABILITY = 0.022
_HOUSEHOLD_SIZE = 3.6


def _survivors(age: int, sex: str) -> float:
    """Gompertz survival to an age; women live longer."""
    level = 0.00006 if sex == "M" else 0.00004
    return math.exp(-level / 0.095 * (math.exp(0.095 * age) - 1))


@dataclass(frozen=True)
class People:
    """The people of one country in one year, in whole persons.

    Attributes:
        country: Its parameters.
        years_on: Years after the first year of the world.
        year: The year, which tells the pensionable ages; the first year's where none is given.
    """

    country: CountryParameters
    years_on: int
    year: int = 0

    @cached_property
    def _by_age(self) -> dict[str, list[int]]:
        youth = self.country.youth - 0.0004 * self.years_on
        shape = {
            sex: [share * math.exp(-youth * age) * _survivors(age, sex) for age in range(OLDEST + 1)]
            for sex, share in (("M", 0.512), ("F", 0.488))
        }
        total = self.country.population * (1 + self.country.growth) ** self.years_on
        scale = total / sum(map(sum, shape.values()))
        return {sex: [round(scale * weight) for weight in weights] for sex, weights in shape.items()}

    def aged(self, sex: str, first: int, last: int = OLDEST) -> int:
        """Return persons of an age range, both ends included; `_T` is both sexes."""
        sexes = SEXES if sex == "_T" else (sex,)
        return sum(sum(self._by_age[each][first : last + 1]) for each in sexes)

    def total(self, sex: str) -> int:
        """Return everybody."""
        return self.aged(sex, 0)

    def children(self, sex: str) -> int:
        """Return persons aged 0 to 14."""
        return self.aged(sex, 0, 14)

    def older(self, sex: str) -> int:
        """Return persons at or above the pensionable age of their sex."""
        if sex == "_T":
            return self.older("M") + self.older("F")
        return self.aged(sex, self.country.ages_in(self.year)[0 if sex == "M" else 1])

    def working_age(self, sex: str) -> int:
        """Return everybody who is neither a child nor above pensionable age."""
        return self.total(sex) - self.children(sex) - self.older(sex)

    def labour_force(self, sex: str) -> int:
        """Return the labour force aged 15 and over."""
        if sex == "_T":
            return sum(map(self.labour_force, SEXES))
        return round(_PARTICIPATION[sex] * self.aged(sex, 15, 69))

    def labour_force_aged(self, sex: str, first: int, last: int) -> int:
        """Return the labour force of an age range, which the ranges together make."""
        if sex == "_T":
            return sum(self.labour_force_aged(each, first, last) for each in SEXES)

        def upto(age: int) -> int:
            return round(_PARTICIPATION[sex] * self.aged(sex, 15, age)) if age >= 15 else 0

        return upto(min(last, 69)) - upto(min(first - 1, 69))

    def unemployed(self, sex: str) -> int:
        """Return the unemployed."""
        if sex == "_T":
            return sum(map(self.unemployed, SEXES))
        return round(self.country.unemployment * self.labour_force(sex))

    def poor(self, sex: str) -> int:
        """Return persons below the national poverty line."""
        if sex == "_T":
            return sum(map(self.poor, SEXES))
        return round(self.country.poverty * (1 - 0.01 * self.years_on) * self.total(sex))

    def severely_disabled(self, sex: str) -> int:
        """Return persons with severe disabilities."""
        if sex == "_T":
            return sum(map(self.severely_disabled, SEXES))
        return round(_SEVERE_DISABILITY * self.total(sex))

    def severely_disabled_aged(self, sex: str, first: int, last: int) -> int:
        """Return persons with severe disabilities of an age range, which the ranges together make."""
        if sex == "_T":
            return sum(self.severely_disabled_aged(each, first, last) for each in SEXES)

        def upto(age: int) -> int:
            return round(_SEVERE_DISABILITY * self.aged(sex, 0, age)) if age >= 0 else 0

        return upto(last) - upto(first - 1)

    @property
    def births(self) -> int:
        """Women giving birth in the year."""
        return round(self.aged("_T", 0, 0) / 1.01)

    @property
    def households(self) -> int:
        """Households."""
        return max(1, round(self.total("_T") / _HOUSEHOLD_SIZE))
