"""An invented household survey of Hespera, a country of the demonstration world: nobody in it exists."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from openssi.training.example_words import ExampleWords
from openssi.training.parameters import CountryParameters, load_world
from openssi.training.population import People
from openssi.training.surveyed_household import Household, Stratum, household_of
from openssi.vocabulary.text import Language

COUNTRY = "QMH"
DATA, DESIGN = "persons.csv", "design.yaml"
HOUSEHOLDS_OF_A_VILLAGE = 20
SEED = 1952

STRATA = (
    Stratum(name="harbour-urban", region="Harbour", is_urban=True, share=0.34, villages=30, level=1.25),
    Stratum(name="harbour-rural", region="Harbour", is_urban=False, share=0.08, villages=10, level=0.95),
    Stratum(name="plain-urban", region="Plain", is_urban=True, share=0.17, villages=16, level=1.0),
    Stratum(name="plain-rural", region="Plain", is_urban=False, share=0.2, villages=23, level=0.8),
    Stratum(name="hills-rural", region="Hills", is_urban=False, share=0.185, villages=18, level=0.62),
    Stratum(name="skerries-rural", region="Skerries", is_urban=False, share=0.025, villages=3, level=0.75),
)
"""Strata of the sample: their shares of the population are those of the country, small ones have more villages."""

_HOUSEHOLDS_IN_A_VILLAGE = 60
_REFUSED, _ZERO, _LOSS = 0.006, 0.004, 0.004
_FORGOTTEN, _NO_SCHOOLING_TOLD = 0.02, 0.003
MISSING_SCHOOLING = -9


@dataclass(slots=True)
class _Asked:
    """A household that was asked, with its place in the sample."""

    stratum: Stratum
    village: int
    household: Household
    weight: float = field(default=0.0)


def invented_survey(root: Path, seed: int = SEED, language: Language = "en") -> Mapping[str, str]:
    """Return the files of an invented survey by name: persons as CSV and its design file.

    Two thousand households of a hundred villages in six strata; equal seeds give equal files. Some rows are as they
    are in real files: incomes below zero, of zero or missing, pensions of which the amount was forgotten.

    Args:
        root: Folder of the definitions, where the country and the design file lie.
        seed: Whom chance picks.
        language: Of the comments in the design file; labels are in every language.
    """
    world = load_world(root)
    country = next(each for each in world.countries if each.code == COUNTRY)
    people = People(country, len(world.years) - 1, world.years[-1])
    random = Random(seed)  # noqa: S311 - a simulation
    asked = list(_sample(random, country))
    _weigh(random, asked, people)
    design = (root / "demonstration" / "examples" / DESIGN).read_text(encoding="utf-8")
    commented = ExampleWords.of(root, language).commented(design)
    return {DATA: _as_csv(list(_rows(random, asked, people))), DESIGN: commented}


def _sample(random: Random, country: CountryParameters) -> Iterator[_Asked]:
    village = 0
    for stratum in STRATA:
        for _ in range(stratum.villages):
            village += 1
            wealth = random.gauss(0, 0.25)
            for _ in range(HOUSEHOLDS_OF_A_VILLAGE):
                yield _Asked(stratum, village, household_of(random, country, stratum, wealth))


def _weigh(random: Random, asked: Sequence[_Asked], people: People) -> None:
    """Give households weights that differ as answers did, and add up to the population of each stratum."""
    for stratum in STRATA:
        own = [each for each in asked if each.stratum is stratum]
        for each in own:
            each.weight = random.uniform(0.85, 1.2)
        persons = sum(each.weight * each.household.size for each in own)
        for each in own:
            each.weight *= stratum.share * people.total("_T") / persons


def _rows(random: Random, asked: Sequence[_Asked], people: People) -> Iterator[dict[str, object]]:
    for number, each in enumerate(asked, 1):
        incomes = _reported(random, each)
        of_household = {
            "household": number,
            "region": each.stratum.region,
            "area": "urban" if each.stratum.is_urban else "rural",
            "stratum": each.stratum.name,
            "village": each.village,
            "villages": round(each.stratum.share * people.households / _HOUSEHOLDS_IN_A_VILLAGE),
            "weight": f"{each.weight:.3f}",
            "size": each.household.size,
        }
        for line, person in enumerate(each.household.persons, 1):
            told = {**of_household, "person": 100 * number + line, **person.told, **each.household.told, **incomes}
            if person.pension and random.random() < _FORGOTTEN:
                told["pension"] = ""
            yield told


def _reported(random: Random, asked: _Asked) -> dict[str, object]:
    """Return income as the household told it, and what it would be with the grant that is planned."""
    household, chance = asked.household, random.random()
    schooling = MISSING_SCHOOLING if random.random() < _NO_SCHOOLING_TOLD else household.schooling
    if chance < _REFUSED:
        return {"income": "", "income_after": "", "schooling": schooling}
    income = round(household.income / household.size)
    if chance < _REFUSED + _ZERO:
        income = 0 if not household.transfers else income
    elif chance < _REFUSED + _ZERO + _LOSS and not asked.stratum.is_urban:
        income -= round(random.uniform(1.1, 2) * abs(income))
    after = income + round(12 * household.planned / household.size)
    return {"income": income, "income_after": after, "schooling": schooling}


def _as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
