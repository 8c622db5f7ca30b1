"""The whole demonstration world from one seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import table_of
from openssi.training.answers import Answers, inventory_of
from openssi.training.benefits import Coverage
from openssi.training.context import context_of
from openssi.training.parameters import CountryParameters, NamedGroup, WorldParameters, load_world
from openssi.training.population import People
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.text import Language, MultilingualText

WORLD_NAME = MultilingualText("Demonstration world", "Monde de démonstration", "Mundo de demostración")
SOURCE = "OpenSSI demonstration world"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledQuestionnaire:
    """What one country answered for one year.

    Attributes:
        accepted: Whether the answers are to be accepted; a draft stays one.
        explanations: What the country says about findings, by rule.
    """

    ref_area: str
    year: int
    language: Language
    inventory: Inventory
    answers: tuple[Observation, ...]
    accepted: bool
    explanations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededError:
    """An error that was put in on purpose: where, and which rule finds it."""

    ref_area: str
    year: int
    rule: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationWorld:
    """Countries, groups, context data, and every filled questionnaire."""

    areas: pa.Table
    groups: pa.Table
    members: pa.Table
    context: tuple[Observation, ...]
    questionnaires: tuple[FilledQuestionnaire, ...]
    seeded_errors: tuple[SeededError, ...]


def demonstration_world(definitions: Definitions, seed: int | None = None) -> DemonstrationWorld:
    """Return the demonstration world; the same seed gives the same world.

    Args:
        definitions: Where its parameters lie.
        seed: Another seed than the declared one.
    """
    world = load_world(definitions.root)
    random = Random(world.seed if seed is None else seed)  # noqa: S311 - figures, not secrets
    context = (
        each
        for country in world.countries
        for years_on, year in enumerate(world.years)
        for each in context_of(country, year, years_on)
    )
    return DemonstrationWorld(
        areas=table_of(AREAS, map(_area, world.countries)),
        groups=table_of(GROUPS, _groups(world)),
        members=table_of(MEMBERS, _members(world)),
        context=tuple(context),
        questionnaires=tuple(_questionnaires(world, random)),
        seeded_errors=tuple(_errors(world)),
    )


def _questionnaires(world: WorldParameters, random: Random) -> Iterator[FilledQuestionnaire]:
    for country in world.countries:
        for years_on, year in enumerate(world.years):
            coverage = _coverage(world, country, year, years_on, Random(random.getrandbits(32)))  # noqa: S311
            if country.schemes and year not in country.gap_years:
                yield _questionnaire(world, country, year, coverage)


def _coverage(world: WorldParameters, country: CountryParameters, year: int, years_on: int, random: Random) -> Coverage:
    has_new_register = country.break_year is not None and year >= country.break_year
    abroad = 0.02 if country.overshoots and year == world.years[-1] else 0.0
    return Coverage(country, People(country, years_on), random, has_new_register, abroad)


def _questionnaire(
    world: WorldParameters, country: CountryParameters, year: int, coverage: Coverage
) -> FilledQuestionnaire:
    is_draft = country.draft == year
    answers = Answers(
        world=world,
        country=country,
        year=year,
        coverage=coverage,
        is_last=year == world.years[-1],
        thousandfold=is_draft,
        is_break=country.break_year == year,
    )
    return FilledQuestionnaire(
        ref_area=country.code,
        year=year,
        language=country.language,
        inventory=inventory_of(world, country, coverage),
        answers=tuple(answers.cells()),
        accepted=not is_draft,
        explanations={},
    )


def _errors(world: WorldParameters) -> Iterator[SeededError]:
    last = world.years[-1]
    for country in world.countries:
        if country.draft:
            yield SeededError(ref_area=country.code, year=country.draft, rule="R088", what="money typed in thousands")
        if country.break_year:
            yield SeededError(ref_area=country.code, year=country.break_year, rule="R098", what="new register")
        if country.overshoots:
            yield SeededError(ref_area=country.code, year=last, rule="R066", what="pensioners abroad counted")


def _named(prefix: str, name: MultilingualText) -> dict[str, object]:
    return {f"{prefix}_en": name.en, f"{prefix}_fr": name.fr, f"{prefix}_es": name.es}


def _area(country: CountryParameters) -> dict[str, object]:
    column, row = country.tile
    place = {"area": country.code, "m49": "", "iso2": "", "fictional": True, "tile_column": column, "tile_row": row}
    return place | _named("name", country.name)


def _groups(world: WorldParameters) -> Iterator[dict[str, object]]:
    everything = NamedGroup("001", WORLD_NAME)
    listed = (("WORLD", (everything,)), ("REGION", world.regions), ("INCOME", world.incomes))
    for grouping, groups in listed:
        for order, group in enumerate(groups, start=1):
            code = {"grouping": grouping, "group_code": group.code, "m49": "", "sort_order": order}
            yield code | _named("name", group.name) | _named("short", group.name)


def _members(world: WorldParameters) -> Iterator[dict[str, object]]:
    for country in world.countries:
        for grouping, code in (("WORLD", "001"), ("REGION", country.region), ("INCOME", country.income)):
            yield {
                "grouping": grouping,
                "group_code": code,
                "area": country.code,
                "valid_from": 1900,
                "valid_to": 9999,
                "source": SOURCE,
                "source_date": "",
            }
