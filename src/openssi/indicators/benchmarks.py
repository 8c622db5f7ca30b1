"""The amount of a benefit beside poverty lines, wages and GDP per head."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import Compiler, Formula
from openssi.indicators.real_values import Money, YearsOfCountry, monthly
from openssi.indicators.standard_answers import Known, cells_of, currencies_of, known, missing_of
from openssi.vocabulary.adequacy import BenefitComparison, Hindrance
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.standard import Benchmark, PovertyLine

HUNDRED = 100
MONTHS, DAYS = 12, 365


@dataclass(frozen=True, slots=True)
class CompiledBenchmark:
    """A benchmark ready to be evaluated."""

    declared: Benchmark
    formula: Formula


def compiled_benchmarks(
    benchmarks: Sequence[Benchmark], questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> tuple[CompiledBenchmark, ...]:
    """Return benchmarks ready to be evaluated."""
    compiler = Compiler(questionnaire, codelists)
    return tuple(CompiledBenchmark(each, compiler.formula(each.value)) for each in benchmarks)


@dataclass(frozen=True, slots=True)
class BenefitYear:
    """One amount of one benefit in one year.

    Attributes:
        country: The country over the years.
        own: The cells of the benefit in the year.
        item: The item of the amount.
    """

    country: YearsOfCountry
    own: ObservationCells
    item: str

    def comparisons(
        self, benchmarks: Sequence[CompiledBenchmark], lines: Sequence[PovertyLine]
    ) -> Iterator[BenefitComparison]:
        """Return the amount beside each benchmark and poverty line."""
        yield from (self.beside(each) for each in benchmarks)
        yield from (self.beside_line(each) for each in lines)

    def beside(self, benchmark: CompiledBenchmark) -> BenefitComparison:
        """Return the monthly amount beside a monthly amount of the same year."""
        country, money = self.own.country(), monthly(self.own, self.item)
        answered = {each.item: known(each, each.item) for each in benchmark.formula.observations(country)}
        terms = [answered.get(each.item, Known(None, each.item)) for each in benchmark.formula.items]
        value = benchmark.formula.value(country)
        reference = None if value is None else Fraction(value)
        return self._compared(benchmark.declared.id, money, money.value, reference, terms)

    def beside_line(self, line: PovertyLine) -> BenefitComparison:
        """Return the amount in international dollars a day, at prices of the line's year, beside the line.

        The amount is taken to the prices and the currency of the year of the purchasing power parities, and divided by
        the parity of that year: a parity of another year belongs to other prices.
        """
        money, at = monthly(self.own, self.item), line.ppp_year
        prices, base, parity = self.country.prices(self.own.year), self.country.prices(at), self.country.parity(at)
        changes = self.country.redenominations(*sorted((at, self.own.year)))
        terms = [prices, base, parity, *changes]
        daily = None
        if money.value is not None and prices.value and base.value and parity.value:
            then = money.value * self._in_currency_of(at) * base.value / prices.value
            daily = then * MONTHS / DAYS / parity.value
        found = self._compared(line.id, money, daily, Fraction(line.dollars), terms)
        if not found.hindrance and self.country.changes_currency(*sorted((at, self.own.year))):
            found = replace(found, percent=None, hindrance="currencies_differ")
        return replace(found, source=line.source)

    def _in_currency_of(self, year: int) -> Fraction:
        """Return what an amount of the own year is multiplied by to stand in the currency of another year."""
        if year <= self.own.year:
            return self.country.old_per_new(year, self.own.year)
        return 1 / self.country.old_per_new(self.own.year, year)

    def _compared(
        self, benchmark: str, money: Money, amount: Fraction | None, reference: Fraction | None, named: Sequence[Known]
    ) -> BenefitComparison:
        terms = (*money.terms, *named)
        missing = missing_of(terms)
        hindrance: Hindrance = "missing" if missing else "currencies_differ" if len(currencies_of(terms)) > 1 else ""
        percent = None
        if not hindrance:
            percent = HUNDRED * amount / reference if amount is not None and reference else None
            hindrance = "zero" if percent is None else ""
        return BenefitComparison(
            ref_area=self.own.ref_area,
            year=self.own.year,
            benefit=self.own.benefit_id,
            item=self.item,
            benchmark=benchmark,
            amount=amount,
            reference=reference,
            percent=percent,
            hindrance=hindrance,
            missing=missing,
            cells=cells_of(terms),
        )
