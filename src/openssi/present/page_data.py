"""The rows of a release that the page of one indicator is made of, read with a handful of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.figures import INCOME, WORLD, AggregateFigure, CountryFigure, Group
from openssi.present.page_model import BothValues, Selection
from openssi.present.page_rows import (
    read_aggregates,
    read_countries,
    read_currencies,
    read_groups,
    read_sexes,
    read_years,
)
from openssi.present.release_rows import ReleaseRows
from openssi.present.side_by_side import SideBySide
from openssi.present.told import told_in_words
from openssi.present.unit_format import ANSWERS, NATIONAL_CURRENCY, UnitFormat, unit_format
from openssi.present.words import Words
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

EFFECTIVE_COVERAGE = frozenset({"sdg_1_3_1", "world_bank_aspire", "coverage"})
"""Families whose indicators speak of persons as covered."""


@dataclass(frozen=True)
class PageData:
    """What the parts of a page are made of.

    Attributes:
        units: How the values of the indicator are written.
        siblings: The indicators shown beside the one of the page: of its family and in its unit.
    """

    selection: Selection
    definitions: Definitions
    release: Release
    words: Words
    region_grouping: str
    max_age: int
    groups: Mapping[tuple[str, str], Group]
    countries: Sequence[CountryFigure]
    aggregates: Sequence[AggregateFigure]
    headline_aggregates: Mapping[tuple[str, str, str], AggregateFigure]
    years: Sequence[int]
    valued_indicators: frozenset[str]
    countries_by_sex: Mapping[str, int]
    units: UnitFormat
    siblings: tuple[Indicator, ...] = ()
    beside: Mapping[tuple[str, int], BothValues] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """Language of the page."""
        return self.selection.language

    @property
    def indicator(self) -> Indicator:
        """The indicator of the page."""
        return self.definitions.indicators[self.selection.indicator]

    @property
    def breakdown(self) -> str:
        """The breakdown of the page, empty where it is the headline of the indicator."""
        chosen = self.selection.breakdown
        return "" if chosen == self.indicator.breakdowns[0] else chosen

    @property
    def is_about_persons(self) -> bool:
        """Whether the indicator is a share of persons for which there is a noun."""
        return self.units.unit.kind == "share" and bool(self.indicator.population.in_language(self.language))

    @property
    def is_coverage(self) -> bool:
        """Whether the indicator says which share of persons is effectively covered; law entitles, it does not cover."""
        is_coverage = self.indicator.family in EFFECTIVE_COVERAGE and self.indicator.direction == "higher"
        return is_coverage and self.is_about_persons

    @property
    def is_comparable(self) -> bool:
        """Whether values of different countries may stand on one scale: amounts in national currencies may not."""
        return self.units.unit.id != NATIONAL_CURRENCY

    @property
    def has_groups(self) -> bool:
        """Whether groups of countries have a figure."""
        return self.indicator.has_aggregates and self.is_comparable and self.units.unit.kind not in ANSWERS

    @cached_property
    def valued(self) -> tuple[CountryFigure, ...]:
        """The countries that have a value."""
        return tuple(country for country in self.countries if country.value is not None)

    @cached_property
    def chosen(self) -> AggregateFigure | None:
        """The figure of the group that the reader chose."""
        return self.aggregate(self.selection.grouping, self.selection.group)

    def weighed(self, key: str, **values: object) -> str:
        """Return a text about what figures are weighted by: the persons concerned, or whatever else the weight is."""
        return self.words.say(key, **values) if self.is_about_persons else self.words.of(f"weighed.{key}", **values)

    def covered(self, key: str, **values: object) -> str:
        """Return a text about coverage, or in its place the one about any other indicator."""
        return self.words.say(key, **values) if self.is_coverage else self.words.of(f"weighed.{key}", **values)

    def aggregate(self, grouping: str, group: str) -> AggregateFigure | None:
        """Return the figure of a group for the indicator, sex and breakdown of the page."""
        wanted = (grouping, group)
        return next((each for each in self.aggregates if (each.group.grouping, each.group.code) == wanted), None)

    def groups_of(self, grouping: str) -> tuple[Group, ...]:
        """Return the groups of a grouping in their order."""
        return tuple(group for group in self.groups.values() if group.grouping == grouping)

    def group_name(self, grouping: str, code: str) -> str:
        """Return the name of a group, its code where it has none."""
        found = self.groups.get((grouping, code))
        return found.name if found else code


def read_page_data(
    connection: Connection, definitions: Definitions, release: Release, selection: Selection
) -> PageData:
    """Read everything that the page of a selection needs."""
    indicator = definitions.indicators[selection.indicator]
    rows = ReleaseRows(connection)
    groups = read_groups(rows, selection.language)
    regions = region_grouping(definitions, groups, selection)
    max_age = _max_age(indicator, definitions, release)
    siblings = siblings_of(definitions, indicator)
    figures = read_aggregates(rows, selection, siblings, (WORLD, INCOME, regions, selection.grouping))
    years, valued = read_years(rows, selection)
    currencies = read_currencies(connection, selection.year) if indicator.unit == NATIONAL_CURRENCY else {}
    return PageData(
        selection=selection,
        definitions=definitions,
        release=release,
        words=Words(definitions.texts, selection.language, release.is_fictional),
        region_grouping=regions,
        max_age=max_age,
        groups=groups,
        countries=tuple(
            replace(each, note=told_in_words(each.note, definitions, selection.language)) if each.note else each
            for each in read_countries(rows, selection, (regions, max_age), currencies)
        ),
        aggregates=figures[0],
        headline_aggregates=figures[1],
        years=years,
        valued_indicators=valued,
        countries_by_sex=read_sexes(rows, selection, max_age),
        units=unit_format(definitions, indicator.unit, selection.language),
        siblings=siblings,
        beside=SideBySide(connection, definitions, selection.language).of_indicator(
            indicator.id, selection.sex, selection.breakdown, selection.year
        ),
    )


def siblings_of(definitions: Definitions, indicator: Indicator) -> tuple[Indicator, ...]:
    """Return the indicators of a family of one unit and direction that have figures of groups, variants left out.

    An indicator that is itself a variant stands among them in the place of the one it varies.
    """
    replaced = indicator.variant_of or indicator.id
    family = (each for each in definitions.indicators.values() if each.family == indicator.family)
    told = (indicator.unit, indicator.direction)
    alike = (each for each in family if (each.unit, each.direction) == told and each.has_aggregates)
    return tuple(indicator if each.id == replaced else each for each in alike if not each.variant_of)


def region_grouping(definitions: Definitions, groups: Mapping[tuple[str, str], Group], selection: Selection) -> str:
    """Return the grouping shown as regions: the chosen one, else the first of the rules that the release has."""
    if selection.grouping not in {WORLD, INCOME}:
        return selection.grouping
    known = {grouping for grouping, _ in groups}
    preferred = definitions.publication.region_groupings
    return next((grouping for grouping in preferred if grouping in known), preferred[0])


def _max_age(indicator: Indicator, definitions: Definitions, release: Release) -> int:
    if indicator.max_age is not None:
        return indicator.max_age
    return int(release.method.get("max_age", definitions.publication.max_age))
