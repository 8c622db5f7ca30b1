"""Adequacy of the benefits of a country: real value over the years, and amounts beside lines and wages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from openssi.expressions import ObservationCells
from openssi.indicators.benchmarks import BenefitYear, CompiledBenchmark, compiled_benchmarks
from openssi.indicators.real_values import YearsOfCountry, real_values
from openssi.run.inquiry import Inquiry
from openssi.run.standards import StandardsReading
from openssi.vocabulary.adequacy import BenefitComparison, RealValue
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place

AVERAGE = "B.AMT_AVG"
_ASKED = frozenset({"B.FUNC", "B.INDEX", "N.CURRENCY", "N.CURR_CHANGE"})

BenefitKey = tuple[str, str]
"""Scheme and benefit."""


@dataclass(frozen=True)
class AdequacyReading:
    """The accepted years of one country.

    Attributes:
        inquiry: The inquiry of a workspace.
        area: The country.
    """

    inquiry: Inquiry
    area: str

    def __post_init__(self) -> None:
        """Refuse a country that the workspace does not know, and one without accepted answers."""
        self.inquiry.area_name(self.area, "en")
        if not self.years:
            place = Place(item=self.area)
            raise FixTheFile.because("INVENTORY_EMPTY", place, area=self.area)

    @cached_property
    def years(self) -> list[int]:
        """The years whose answers were accepted."""
        return self.inquiry.workspace.submissions.accepted_years(self.area)

    @cached_property
    def _observations(self) -> tuple[Observation, ...]:
        submissions = self.inquiry.workspace.submissions
        found = submissions.accepted_observations(self.area, self.years)
        return tuple(each for each in found if each.item in _ASKED or each.item.startswith("B.AMT_"))

    @cached_property
    def _country(self) -> YearsOfCountry:
        lines = self.inquiry.definitions.standards.poverty_lines
        years = range(min((*self.years, *(line.ppp_year for line in lines))), max(self.years) + 1)
        by_year: dict[int, list[Observation]] = {year: [] for year in years}
        for each in (*self._observations, *self.inquiry.context(self.area, years)):
            by_year[each.time_period].append(each)
        cells = ObservationCells(by_year, max(self.years), self.inquiry.definitions.questionnaire)
        return YearsOfCountry(cells, self.years)

    def benefits(self, benefit: str | None = None) -> list[BenefitKey]:
        """Return the benefits that were ever answered, or the one that is asked for.

        Raises:
            FixTheFile: if it is unknown.
        """
        found = {(each.scheme, each.benefit) for each in self._observations if each.benefit != NOT_APPLICABLE}
        wanted = sorted(each for each in found if benefit in {None, each[1]})
        if benefit is not None and not wanted:
            known = ", ".join(sorted(each for _, each in found)) or "-"
            place = Place(item="--benefit")
            raise FixTheFile.because("BENEFIT_UNKNOWN", place, area=self.area, benefit=benefit, known=known)
        return wanted

    def real_values(self, benefit: str | None = None) -> Iterator[RealValue]:
        """Return the average amounts over the years at the prices of the last one."""
        for each in self.benefits(benefit):
            yield from real_values(self._country, each, AVERAGE, max(self.years))

    @cached_property
    def _benchmarks(self) -> tuple[CompiledBenchmark, ...]:
        definitions = self.inquiry.definitions
        return compiled_benchmarks(definitions.standards.benchmarks, definitions.questionnaire, definitions.codelists)

    def comparisons(self, year: int, benefit: str | None = None) -> Iterator[BenefitComparison]:
        """Return the amounts of a year beside benchmarks and poverty lines; an amount that nobody answered is left out.

        Raises:
            FixTheFile: if no answers were accepted for the year, or the benefit is unknown.
        """
        StandardsReading(self.inquiry).refuse_unknown(self.area, year)
        standards = self.inquiry.definitions.standards
        country = self._country.in_year(year)
        for each in self.benefits(benefit):
            own = country.for_unit(*each)
            for item in standards.amounts:
                amount = own.observation(item, {})
                if amount is not None and amount.is_answered:
                    in_year = BenefitYear(self._country, own, item)
                    yield from in_year.comparisons(self._benchmarks, standards.poverty_lines)
