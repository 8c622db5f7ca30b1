"""The answers of one country and year, as a respondent would type them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from openssi.training.answers_accounts import Accounts
from openssi.training.answers_benefit import BenefitAnswers
from openssi.training.answers_country import CountryAnswers
from openssi.training.answers_law import CountryLaw, SchemeLaw
from openssi.training.answers_persons import MONTHLY, PersonAnswers
from openssi.training.answers_scheme import SchemeAnswers
from openssi.training.benefits import benefits_of, ended, part_of
from openssi.training.cells import CellWriter
from openssi.training.context import wage_of
from openssi.training.coverage import Coverage
from openssi.training.facts import NOBODY, BenefitFacts
from openssi.training.parameters import CountryParameters, WorldParameters
from openssi.training.population import People
from openssi.training.units import SchemeUnit, units_of
from openssi.vocabulary.observation import TOTAL, Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme

_SCHEME_TABLES = ("C1", "C2", "D1")
_BENEFIT_TABLES = ("F1", "F2")
_LEAST_RATE = Decimal("0.05")


@dataclass(frozen=True)
class CountryYear:
    """Who is reached by what in one country and year."""

    world: WorldParameters
    country: CountryParameters
    year: int
    coverage: Coverage

    @cached_property
    def units(self) -> tuple[SchemeUnit, ...]:
        """All schemes that are in the inventory of the year."""
        return tuple(unit for unit in units_of(self.world, self.country) if unit.is_listed(self.year))

    @cached_property
    def benefits(self) -> Mapping[str, tuple[BenefitFacts, ...]]:
        """The benefits of each scheme in the order of their ids; none of a scheme that ended before."""
        of_kind = benefits_of(self.coverage, self.world.recipe, self.year)
        return {unit.id: tuple(self._of_unit(unit, of_kind)) for unit in self.units}

    def _of_unit(self, unit: SchemeUnit, of_kind: Mapping[str, tuple[BenefitFacts, ...]]) -> Iterator[BenefitFacts]:
        found = of_kind.get(unit.kind, ())
        if unit.is_active(self.year):
            yield from (part_of(facts, unit) for facts in found)
        elif unit.ended == self.year:
            yield from map(ended, found or self._before(unit))

    def _before(self, unit: SchemeUnit) -> tuple[BenefitFacts, ...]:
        """The benefits of a scheme that no other took over, as they were in its last year."""
        earlier = Coverage(self.country, self.coverage.people, Random(0), (*self.coverage.kinds, unit.kind))  # noqa: S311
        return benefits_of(earlier, self.world.recipe, self.year - 1)[unit.kind]

    @cached_property
    def inventory(self) -> Inventory:
        """The schemes and benefits with their permanent ids."""
        return Inventory(self.country.code, tuple(map(self._scheme, self.units)))

    def _scheme(self, unit: SchemeUnit) -> Scheme:
        language = self.country.language
        benefits = (
            Benefit(f"{unit.id}-{each:02d}", unit.id, self.world.word(f"benefits.{facts.type}", language))
            for each, facts in enumerate(self.benefits[unit.id], start=1)
        )
        return Scheme(unit.id, self.country.code, self.world.word(f"schemes.{unit.name}", language), tuple(benefits))


def first_year(world: WorldParameters, country: CountryParameters) -> CountryYear:
    """Return the first year with every kind of scheme, from which rates and reserves are derived."""
    year = world.years[0]
    kinds = tuple(kind for kind in world.recipe.kinds if kind in country.schemes)
    coverage = Coverage(country, People(country, 0, year), Random(0), kinds)  # noqa: S311
    return CountryYear(world, country, year, coverage)


def cost_of(place: CountryYear, facts: Iterable[BenefitFacts]) -> Decimal:
    """Return what some benefits cost in a year, in units of the currency."""
    wage = wage_of(place.country, place.coverage.people.years_on)
    return sum((each.average(wage) * each.payments * each.recipients[TOTAL] for each in facts), Decimal(0))


@dataclass(frozen=True)
class Answers:
    """Writes the cells of one questionnaire.

    Attributes:
        first: The first year of the country.
        is_break: Whether it is the year of a new register.
    """

    cells: CellWriter
    place: CountryYear
    first: CountryYear
    is_break: bool = False

    def all(self) -> Iterator[Observation]:
        """Return every answered cell."""
        country = CountryAnswers(self.cells, self.place.coverage, self.place.units, self.is_break)
        yield from country.conventions()
        yield from CountryLaw(self.cells, self.place.coverage, self.place.units).write()
        if self.place.country.has_no_scheme:
            return
        yield from country.totals()
        yield from country.migrants()
        yield from country.quality("H1")
        for unit in self.place.units:
            yield from self._scheme(unit, country)

    def _scheme(self, unit: SchemeUnit, country: CountryAnswers) -> Iterator[Observation]:
        kind = self.place.world.recipe.kinds[unit.kind]
        inventory = SchemeAnswers(self.cells, unit, kind)
        yield from inventory.identity()
        yield from inventory.classification()
        if not unit.is_active(self.place.year):
            yield from self._ended(unit)
            return
        benefits = self._benefits(unit)
        accounts = self._accounts(unit, benefits)
        insurable = self._insurable(unit)
        facts = self.place.benefits[unit.id]
        yield from PersonAnswers(self.cells, self.place.coverage, unit, kind, facts, insurable).write()
        yield from accounts.write()
        yield from SchemeLaw(self.cells, unit, kind, self._rate(unit.kind)).write()
        for table in _SCHEME_TABLES:
            yield from country.quality(table, scheme=unit.id)
        yield from self._written(benefits, country)

    def _written(self, benefits: list[BenefitAnswers], country: CountryAnswers) -> Iterator[Observation]:
        for benefit in benefits:
            yield from benefit.write()
            if self.cells.length == "full":
                for table in _BENEFIT_TABLES:
                    at = {"scheme": benefit.benefit.scheme, "benefit": benefit.benefit.id}
                    yield from country.quality(table, **at)

    def _benefits(self, unit: SchemeUnit) -> list[BenefitAnswers]:
        scheme = next(each for each in self.place.inventory.schemes if each.id == unit.id)
        found = zip(self.place.benefits[unit.id], scheme.benefits, strict=True)
        types, people = self.place.world.recipe.types, self.place.coverage.people
        return [
            BenefitAnswers(self.cells, people, facts, types[facts.type], benefit, self._marks(unit, facts))
            for facts, benefit in found
        ]

    def _marks(self, unit: SchemeUnit, facts: BenefitFacts) -> dict[str, str]:
        if self.is_break and facts.type == "FAM01":
            return {"obs_status": "B", "note": self.cells.word("notes.break")}
        if facts.has_ended:
            return {"note": self._ended_note(unit)}
        return {}

    # Schemes and benefits that have ended

    def _ended(self, unit: SchemeUnit) -> Iterator[Observation]:
        """Write the year after: nobody is insured or paid, and the note says who took over."""
        if unit.ended != self.place.year:
            return
        if self.place.world.recipe.kinds[unit.kind].is_contributory:
            note = self._ended_note(unit)
            for item in ("S.ACTIVE", "S.ACTIVE_NEW"):
                yield from self.cells.persons(item, NOBODY, scheme=unit.id, note=note, **self.cells.register)
        for benefit in self._benefits(unit):
            yield from benefit.write()

    def _ended_note(self, unit: SchemeUnit) -> str:
        if unit.is_active(self.place.year):
            return self.cells.word("notes.benefit_ended")
        names = ", ".join(self.cells.word(f"schemes.{each}") for each in unit.successors)
        return self.cells.word(f"notes.{unit.note}", name=names)

    # Money

    def _accounts(self, unit: SchemeUnit, benefits: list[BenefitAnswers]) -> Accounts:
        kind = self.place.world.recipe.kinds[unit.kind]
        spent = tuple((each.facts, each.spent) for each in benefits)
        return Accounts(
            self.cells, unit, kind, spent, self._paid_over(unit), self._received(unit),
            self.cells.typed(self._first_cost(unit)), self._jump(unit),
        )  # fmt: skip

    def _jump(self, unit: SchemeUnit) -> str:
        return self.cells.word("notes.break") if self.is_break and unit.kind == "child" else ""

    def _first_cost(self, unit: SchemeUnit) -> Decimal:
        facts = benefits_of(self.first.coverage, self.place.world.recipe, self.first.year)[unit.kind]
        return cost_of(self.first, (part_of(each, unit) for each in facts))

    @cached_property
    def _transfer(self) -> Decimal:
        country = self.place.country
        assisting = [unit for unit in self.place.units if unit.kind == "assistance"]
        if not country.transfers or not assisting:
            return Decimal(0)
        cost = cost_of(self.place, self.place.benefits[assisting[0].id])
        return self.cells.typed(cost * Decimal(str(country.transfers)))

    def _paid_over(self, unit: SchemeUnit) -> Decimal:
        return self._transfer if unit.kind == "assistance" else Decimal(0)

    def _received(self, unit: SchemeUnit) -> Decimal:
        """The parts of a transfer that the health funds receive, which together make the whole."""
        if unit.kind != "health" or not self._transfer:
            return Decimal(0)
        start, end = (self.cells.share(self._transfer, each) for each in unit.part)
        return end - start

    def _rate(self, kind: str) -> Decimal:
        """Contribution rate that covers the contributions of the first year, per cent of insurable earnings."""
        contributors = self.first.coverage.paying(kind)[TOTAL]
        if not contributors:
            return Decimal(0)
        cost = cost_of(self.first, benefits_of(self.first.coverage, self.place.world.recipe, self.first.year)[kind])
        earnings = Decimal(contributors) * Decimal(str(MONTHLY)) * self.place.country.wage * 12
        rate = Decimal("0.92") * cost / earnings * 100
        return max(_LEAST_RATE, round(rate, 1 if rate > 1 else 2))

    def _insurable(self, unit: SchemeUnit) -> Decimal:
        persons = self.place.coverage.paying(unit.kind)
        number = unit.share_of(persons["M"]) + unit.share_of(persons["F"])
        wage = wage_of(self.place.country, self.place.coverage.people.years_on)
        return self.cells.typed(Decimal(round(number * MONTHLY)) * wage * 12)
