"""What a Convention asks of one branch, as it is declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from openssi.definitions.source import SeenIds, Source
from openssi.definitions.standard_values import named, number_of
from openssi.vocabulary.item import NO_TEXT
from openssi.vocabulary.standard import (
    Calculation,
    Care,
    Limit,
    LowerRate,
    ProtectedGroup,
    ProtectedPersons,
    Provenance,
    QualifyingPeriod,
    Recommendation,
    StandardBranch,
    StandardSource,
    TotalValue,
)
from openssi.vocabulary.text import MultilingualText

CALCULATIONS: tuple[Calculation, ...] = get_args(Calculation)
"""The calculations of a periodical payment."""

_KEYS = (
    "id", "part", "part_c102", "func", "contingency", "beneficiary", "provision", "source", "calculations",
    "has_amount", "rate", "qualifying", "reduced", "lower_rate", "throughout", "durations", "weeks_items", "waiting",
    "care", "total_values", "persons", "recommendations",
)  # fmt: skip
_MAIN_KEYS = ("rate", "care", "total_values")
"""What a branch is judged by first; it has one of these."""

_PERIOD = ("contribution_years", "residence_years", "article", "source", "points")


def calculations_of(source: Source) -> tuple[Calculation, ...]:
    """Return the calculations that the key `calculations` lists, none where it is absent.

    Raises:
        FixTheFile: if one is unknown.
    """
    listed = source.texts("calculations")
    for each in listed:
        if each not in CALCULATIONS:
            raise source["calculations"].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(CALCULATIONS))
    return tuple(each for each in CALCULATIONS if each in listed)


@dataclass(frozen=True, slots=True)
class BranchReader:
    """Reads the branches of one Convention.

    Attributes:
        sources: Known sources by id.
        beneficiaries: Known standard beneficiaries by id.
    """

    convention: str
    sources: Mapping[str, StandardSource]
    beneficiaries: Mapping[str, MultilingualText]

    def branch(self, source: Source, ids: SeenIds) -> StandardBranch:
        """Return a branch; figures without a source of their own have that of the branch."""
        source.only(*_KEYS)
        if not any(source.find(key) for key in _MAIN_KEYS):
            raise source.fail("DEFINITION_KEY_MISSING", key=", ".join(_MAIN_KEYS))
        own = named(source, "source", self.sources)
        read = FigureReader(own, self.sources)
        return StandardBranch(
            id=ids.add(source),
            convention=self.convention,
            part=source.text("part"),
            part_c102=source.text("part_c102"),
            func=source.text("func"),
            contingency=source.multilingual("contingency"),
            beneficiary=self._beneficiary(source),
            provision=source.texts("provision"),
            calculations=self._calculations(source),
            has_amount=source.text("has_amount", "true") == "true",
            rate=read.limit(source, "rate", "percent"),
            qualifying=read.period(source, "qualifying"),
            reduced=read.period(source, "reduced"),
            lower_rate=read.lower_rate(source),
            throughout=read.provenance(throughout) if (throughout := source.find("throughout")) else None,
            durations=read.durations(source),
            weeks_items=source.texts("weeks_items"),
            waiting=read.limit(source, "waiting", "days"),
            care=read.care(source),
            total_values=read.total_values(source),
            persons=read.persons(source),
            recommendations=read.recommendations(source),
        )

    def _beneficiary(self, source: Source) -> MultilingualText:
        return named(source, "beneficiary", self.beneficiaries) if source.find("beneficiary") else NO_TEXT

    def _calculations(self, source: Source) -> Mapping[Calculation, str]:
        found = source.find("calculations")
        if found is None:
            return {}
        found.only(*CALCULATIONS)
        articles = source.mapping("calculations")
        return {each: articles[each] for each in CALCULATIONS if each in articles}


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads figures with their articles.

    Attributes:
        own: The source of figures that name none.
        sources: Known sources by id.
    """

    own: StandardSource
    sources: Mapping[str, StandardSource]

    def provenance(self, source: Source) -> Provenance:
        """Return article and source of a figure."""
        return Provenance(source.text("article"), self._source(source))

    def _source(self, source: Source) -> StandardSource:
        return named(source, "source", self.sources) if source.find("source") else self.own

    def limit(self, source: Source, key: str, unit: str) -> Limit | None:
        """Return a figure under a key, none where it is absent."""
        found = source.find(key)
        return self._limit(found, unit) if found else None

    def _limit(self, source: Source, unit: str) -> Limit:
        source.only(unit, "calculations", "article", "source")
        return Limit(number_of(source, unit), self.provenance(source), calculations_of(source))

    def durations(self, source: Source) -> tuple[Limit, ...]:
        """Return the least durations in weeks."""
        found = source.find("durations")
        return tuple(self._limit(each, "weeks") for each in found.items()) if found else ()

    def period(self, source: Source, key: str) -> QualifyingPeriod | None:
        """Return a qualifying period under a key, none where it is absent."""
        found = source.find(key)
        return self._period(found) if found else None

    def _period(self, source: Source) -> QualifyingPeriod:
        source.only(*_PERIOD)
        return QualifyingPeriod(
            _years(source, "contribution_years"), _years(source, "residence_years"), self.provenance(source)
        )

    def lower_rate(self, source: Source) -> LowerRate | None:
        """Return the percentage that does after a shorter period, none where there is none."""
        found = source.find("lower_rate")
        return LowerRate(number_of(found, "points"), self._period(found)) if found else None

    def care(self, source: Source) -> Care | None:
        """Return the care that has to be given, none where that is not asked."""
        found = source.find("care")
        if found is None:
            return None
        found.only("item", "codes", "article", "source")
        return Care(found.text("item"), found.texts("codes"), self.provenance(found))

    def total_values(self, source: Source) -> tuple[TotalValue, ...]:
        """Return the alternatives of a total value."""
        found = source.find("total_values")
        listed = found.items() if found else ()
        return tuple(self._total_value(each) for each in listed)

    def _total_value(self, source: Source) -> TotalValue:
        source.only("percent", "children", "article", "source")
        return TotalValue(number_of(source, "percent"), source.text("children"), self.provenance(source))

    def persons(self, source: Source) -> tuple[ProtectedPersons, ...]:
        """Return the alternatives of who has to be protected."""
        return tuple(self._persons(each) for each in source["persons"].items())

    def _persons(self, source: Source) -> ProtectedPersons:
        source.only("group", "percent", "article", "source")
        percent = number_of(source, "percent") if source.find("percent") else None
        return ProtectedPersons(source.one_of("group", get_args(ProtectedGroup)), percent, self.provenance(source))

    def recommendations(self, source: Source) -> tuple[Recommendation, ...]:
        """Return what Recommendations advise beyond the Convention."""
        found = source.find("recommendations")
        return tuple(self._recommendation(each) for each in found.items()) if found else ()

    def _recommendation(self, source: Source) -> Recommendation:
        source.only("id", "percent", "weeks", "source")
        weeks = number_of(source, "weeks") if source.find("weeks") else None
        return Recommendation(source.text("id"), number_of(source, "percent"), weeks, self._source(source))


def _years(source: Source, key: str) -> Fraction | None:
    return number_of(source, key) if source.find(key) else None
