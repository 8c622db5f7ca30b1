"""The whole demonstration world from one seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import table_of
from openssi.training.answers import Answers, CountryYear, cost_of, first_year
from openssi.training.cells import CellWriter
from openssi.training.context import Spending, context_of
from openssi.training.coverage import Coverage
from openssi.training.marks import RULES, Marks
from openssi.training.missing import Missing
from openssi.training.parameters import (
    CountryParameters,
    ErrorKind,
    NamedGroup,
    SeededMistake,
    WorldParameters,
    load_world,
)
from openssi.training.population import People
from openssi.training.units import units_of
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.item import Questionnaire
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
        is_workbook: Whether they come as a workbook; the others are handed in without one.
        is_core: Whether they are given on the core form.
        explanations: What the country says about findings, by rule.
    """

    ref_area: str
    year: int
    language: Language
    inventory: Inventory
    answers: tuple[Observation, ...]
    accepted: bool
    is_workbook: bool
    is_core: bool
    explanations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededError:
    """An error that was put in on purpose: where, and which rule finds it."""

    ref_area: str
    year: int
    rule: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationFrame:
    """Countries, groups and context data.

    Attributes:
        answering: Codes of the countries that answer at all.
    """

    areas: pa.Table
    groups: pa.Table
    members: pa.Table
    context: tuple[Observation, ...]
    answering: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationWorld:
    """Countries, groups, context data, and every filled questionnaire."""

    frame: DemonstrationFrame
    questionnaires: tuple[FilledQuestionnaire, ...]
    seeded_errors: tuple[SeededError, ...]

    @property
    def areas(self) -> pa.Table:
        """The countries."""
        return self.frame.areas

    @property
    def groups(self) -> pa.Table:
        """The world, regions and income groups."""
        return self.frame.groups

    @property
    def members(self) -> pa.Table:
        """Which country is in which group."""
        return self.frame.members

    @property
    def context(self) -> tuple[Observation, ...]:
        """Context data of every country and year."""
        return self.frame.context


def demonstration_world(definitions: Definitions, seed: int | None = None) -> DemonstrationWorld:
    """Return the demonstration world; the same seed gives the same world.

    Args:
        definitions: Where its parameters lie.
        seed: Another seed than the declared one.
    """
    world = load_world(definitions.root)
    return DemonstrationWorld(
        frame=demonstration_frame(definitions),
        questionnaires=tuple(
            each for country in world.countries for each in demonstration_answers(definitions, country.code, seed)
        ),
        seeded_errors=tuple(_errors(world)),
    )


def demonstration_frame(definitions: Definitions) -> DemonstrationFrame:
    """Return what is known of the countries before any of them answers, also of the year that is asked about next."""
    world = load_world(definitions.root)
    world = replace(world, years=(*world.years, world.years[-1] + 1))
    items = frozenset(definitions.questionnaire.items)
    context = (
        each
        for country in world.countries
        for years_on, year in enumerate(world.years)
        for each in context_of(country, People(country, years_on, year), _spending(world, country, years_on), items)
    )
    return DemonstrationFrame(
        areas=table_of(AREAS, map(_area, world.countries)),
        groups=table_of(GROUPS, _groups(world)),
        members=table_of(MEMBERS, _members(world)),
        context=tuple(context),
        answering=tuple(country.code for country in world.countries if country.schemes or country.has_no_scheme),
    )


def demonstration_answers(
    definitions: Definitions, ref_area: str, seed: int | None = None
) -> tuple[FilledQuestionnaire, ...]:
    """Return what one country answers, the oldest year first; what others answer makes no difference to it."""
    world = load_world(definitions.root)
    random = Random(world.seed if seed is None else seed)  # noqa: S311 - figures, not secrets
    found = []
    for country in world.countries:
        chances = [random.getrandbits(32) for _ in world.years]
        if country.code == ref_area and (country.schemes or country.has_no_scheme):
            found += list(_answers(world, country, definitions.questionnaire, chances))
    return tuple(found)


def next_answers(definitions: Definitions, ref_area: str, mistakes: Sequence[ErrorKind] = ()) -> FilledQuestionnaire:
    """Return what one country would answer for the year after the last one, when its people go on as they did before.

    Args:
        definitions: Where the parameters of the world lie.
        ref_area: A country with schemes.
        mistakes: What is put in on purpose.
    """
    world = load_world(definitions.root)
    year = world.years[-1] + 1
    country = next(each for each in world.countries if each.code == ref_area)
    seeded = tuple(SeededMistake(year=year, error=each) for each in mistakes)
    later, mistaken = replace(world, years=(*world.years, year)), replace(country, mistakes=seeded)
    chance = Random(f"{world.seed} {ref_area} {year}")  # noqa: S311 - figures, not secrets
    coverage = _coverage(later, mistaken, year, len(world.years), chance)
    first = first_year(world, country)
    return _questionnaire(CountryYear(later, mistaken, year, coverage), first, definitions.questionnaire)


def _answers(
    world: WorldParameters, country: CountryParameters, questionnaire: Questionnaire, chances: Sequence[int]
) -> Iterator[FilledQuestionnaire]:
    first = first_year(world, country)
    for years_on, (year, chance) in enumerate(zip(world.years, chances, strict=True)):
        if year not in country.gap_years:
            coverage = _coverage(world, country, year, years_on, Random(chance))  # noqa: S311 - figures, not secrets
            yield _questionnaire(CountryYear(world, country, year, coverage), first, questionnaire)


def _spending(world: WorldParameters, country: CountryParameters, years_on: int) -> Spending:
    year = world.years[years_on]
    coverage = _coverage(world, country, year, years_on, Random(0))  # noqa: S311 - figures, not secrets
    place = CountryYear(world, country, year, coverage)
    found = [facts for benefits in place.benefits.values() for facts in benefits]
    health = cost_of(place, (facts for facts in found if facts.func == "HEA"))
    return Spending(health, cost_of(place, found) - health)


def _coverage(world: WorldParameters, country: CountryParameters, year: int, years_on: int, random: Random) -> Coverage:
    has_new_register = country.break_year is not None and year >= country.break_year
    abroad = 0.02 if country.overshoots and year == world.years[-1] else 0.0
    active = {unit.kind for unit in units_of(world, country) if unit.is_active(year)}
    kinds = tuple(kind for kind in world.recipe.kinds if kind in active)
    return Coverage(country, People(country, years_on, year), random, kinds, has_new_register, abroad)


def _questionnaire(place: CountryYear, first: CountryYear, questionnaire: Questionnaire) -> FilledQuestionnaire:
    world, country, year = place.world, place.country, place.year
    is_last = year == world.years[-1]
    is_workbook = is_last and country.code in world.workbooks
    cells = CellWriter(
        world,
        country,
        questionnaire,
        year,
        is_last=is_last,
        is_workbook=is_workbook,
        thousandfold=any(each.error == "thousandfold" and each.year == year for each in country.mistakes),
    )
    answers = tuple(Answers(cells, place, first, is_break=country.break_year == year).all())
    complete = (*answers, *Missing(cells, place).after(answers))
    return FilledQuestionnaire(
        ref_area=country.code,
        year=year,
        language=country.language,
        inventory=place.inventory,
        answers=tuple(Marks(cells, place).on(complete)),
        accepted=country.draft != year,
        is_workbook=is_workbook,
        is_core=cells.length == "core",
        explanations={},
    )


def _errors(world: WorldParameters) -> Iterator[SeededError]:
    last = world.years[-1]
    for country in world.countries:
        for mistake in country.mistakes:
            for rule, what in RULES[mistake.error]:
                yield SeededError(ref_area=country.code, year=mistake.year, rule=rule, what=what)
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
