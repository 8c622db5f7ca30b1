"""An invented household: who lives in it, what each earns and receives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from openssi.training.parameters import CountryParameters

MONTHS = 12
CHILD_AGE = 14
ADULT_AGE = 18

_PARTICIPATION = {"male": 0.84, "female": 0.64}
_SEVERE_DISABILITY, _DISABLED_REACHED = 0.022, 0.45
_PENSION, _SOCIAL_PENSION, _GRANT, _PLANNED = 0.42, 0.16, 0.05, 0.04
"""Amounts a month as shares of the average wage: pension, social pension, grant and planned grant for each child."""

_NUMBERS_OF_CHILDREN = (0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the country from which villages are drawn.

    Attributes:
        share: Of the population.
        villages: That are drawn.
        level: Of earnings, 1 for the country.
    """

    name: str
    region: str
    is_urban: bool
    share: float
    villages: int
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person; earnings and remittances a year, pensions a month."""

    sex: str
    age: int
    schooling: int
    is_active: bool = False
    is_unemployed: bool = False
    contributes: bool = False
    is_disabled: bool = False
    earnings: float = 0.0
    pension: int = 0
    social_pension: int = 0

    @property
    def told(self) -> Mapping[str, object]:
        """What stands on the row of the person."""
        return {
            "sex": self.sex,
            "age": self.age,
            "disability": "severe" if self.is_disabled else "none",
            "active": int(self.is_active),
            "unemployed": int(self.is_unemployed),
            "contributes": int(self.contributes),
            "pension": self.pension,
            "social_pension": self.social_pension,
        }


@dataclass(frozen=True)
class Household:
    """A household; other income and remittances a year, grants a month.

    Attributes:
        persons: Its members.
        other: Income from land and home production.
        sent: What relatives sent from abroad.
        grant: The child grant of the whole household.
        planned: The grant that is planned for its children, where they have none.
        water: Source of water: 1 piped, 2 well, 3 river, 4 vendor.
        has_power: Whether it has electricity.
    """

    persons: tuple[Person, ...]
    other: float
    sent: int
    grant: int
    planned: int
    water: int
    has_power: bool

    @property
    def size(self) -> int:
        """Its members."""
        return len(self.persons)

    @property
    def schooling(self) -> int:
        """Years of school of the member who went for longest."""
        return max(each.schooling for each in self.persons)

    @cached_property
    def transfers(self) -> float:
        """What it receives a year from schemes and relatives."""
        monthly = self.grant + sum(each.pension + each.social_pension for each in self.persons)
        return MONTHS * monthly + self.sent

    @property
    def income(self) -> float:
        """All its income of a year."""
        return sum(each.earnings for each in self.persons) + self.other + self.transfers

    @property
    def told(self) -> Mapping[str, object]:
        """What stands on the row of every member."""
        return {
            "child_grant": self.grant,
            "sent": self.sent,
            "water_source": self.water,
            "has_power": int(self.has_power),
        }


def household_of(random: Random, country: CountryParameters, stratum: Stratum, wealth: float) -> Household:
    """Return an invented household of a village.

    Args:
        random: Whom chance picks.
        country: Wage, pensionable age, and which share of persons each scheme reaches.
        stratum: Where the village lies.
        wealth: Of the village: logarithm of its earnings over those of the stratum.
    """
    members = _members(random)
    persons = tuple(_person(random, country, stratum, wealth, sex, age) for sex, age in members)
    children = sum(each.age <= CHILD_AGE for each in persons)
    earned = sum(each.earnings for each in persons) / len(persons)
    is_poor = earned < 0.25 * MONTHS * country.wage
    reached = country.schemes["child"] * (1.35 if is_poor else 0.6)
    has_grant = bool(children) and random.random() < reached
    planned = 0 if has_grant else round(_PLANNED * country.wage) * children
    has_pipe, has_wire = (0.9, 0.97) if stratum.is_urban else (0.55, 0.8)
    return Household(
        persons=persons,
        other=_other(random, stratum) * MONTHS * country.wage,
        sent=round(random.uniform(200, 3000)) if random.random() < 0.1 else 0,
        grant=round(_GRANT * country.wage) * children if has_grant else 0,
        planned=planned,
        water=1 if random.random() < has_pipe else random.choice((2, 2, 3, 4)),
        has_power=random.random() < has_wire - (0.1 if is_poor else 0),
    )


def _other(random: Random, stratum: Stratum) -> float:
    """Return other income, from land or odd jobs, as a share of a wage."""
    if stratum.is_urban:
        return random.uniform(0.02, 0.1) if random.random() < 0.93 else 0.0
    return random.uniform(0.05, 0.2)


def _members(random: Random) -> list[tuple[str, int]]:
    """Return sex and age of the members: older persons alone or as a couple, single persons, families."""
    kind = random.random()
    if kind < 0.13:
        age = 60 + min(35, int(random.expovariate(1 / 10)))
        couple = [("male", age + random.randrange(5))] if random.random() < 0.45 else []
        return [("female", age), *couple]
    if kind < 0.23:
        return [(random.choice(("male", "female")), random.randrange(20, 60))]
    mother = random.randrange(19, 52)
    found = [("female", mother)]
    if random.random() < 0.84:
        found.append(("male", max(ADULT_AGE, mother + random.randrange(-2, 8))))
    children = range(random.choice(_NUMBERS_OF_CHILDREN))
    oldest = max(1, min(mother - ADULT_AGE, 24))
    found.extend((random.choice(("male", "female")), random.randrange(oldest)) for _ in children)
    if random.random() < 0.2:
        found.append((random.choice(("male", "female", "female")), mother + random.randrange(22, 35)))
    return found


def _person(
    random: Random,
    country: CountryParameters,
    stratum: Stratum,
    wealth: float,
    sex: str,
    age: int,
) -> Person:
    pensionable = country.age[0 if sex == "male" else 1]
    most = min(age - 6, 16) if age < 22 else random.gauss(11 if stratum.is_urban else 8, 3)
    schooling = max(0, min(18, round(most)))
    is_disabled = random.random() < _SEVERE_DISABILITY
    if age >= pensionable:
        pension, social = _pensions(random, country)
        return Person(
            sex=sex, age=age, schooling=schooling, is_disabled=is_disabled, pension=pension, social_pension=social
        )
    is_active = age >= ADULT_AGE and random.random() < _PARTICIPATION[sex]
    is_unemployed = is_active and random.random() < country.unemployment
    earnings = 0.0
    if is_active and not is_unemployed:
        level = 0.45 * stratum.level * (0.7 + 0.04 * schooling) * (0.85 if sex == "female" else 1)
        earnings = MONTHS * country.wage * level * random.lognormvariate(wealth, 0.65)
    formal = 0.8 if earnings > 0.4 * MONTHS * country.wage else 0.35
    return Person(
        sex=sex,
        age=age,
        schooling=schooling,
        is_active=is_active,
        is_unemployed=is_unemployed,
        contributes=earnings > 0 and random.random() < formal,
        is_disabled=is_disabled,
        earnings=earnings,
        social_pension=_social_pension(country) if is_disabled and random.random() < _DISABLED_REACHED else 0,
    )


def _pensions(random: Random, country: CountryParameters) -> tuple[int, int]:
    """Return the pension and the social pension of an older person, a month."""
    chance = random.random()
    insured, assisted = country.schemes["pension"], country.schemes["social_pension"]
    if chance < insured:
        return round(_PENSION * country.wage * random.lognormvariate(0, 0.35)), 0
    return 0, _social_pension(country) if chance < insured + (1 - insured) * assisted else 0


def _social_pension(country: CountryParameters) -> int:
    return round(_SOCIAL_PENSION * country.wage)
