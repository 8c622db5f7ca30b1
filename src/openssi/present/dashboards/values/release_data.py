"""What figures ask of a release, in one language; what its rows say is read once for all pages."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.dashboards.values.programme_data import Programmes, read_programmes
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, CountryFigure, Group
from openssi.present.keyed_rows import CountryValues, Key
from openssi.present.page_rows import aggregate_figure, country_figure, group_figures, read_groups, tidied
from openssi.present.release_rows import CELL, ReleaseRows
from openssi.present.source_forms import one_form_each
from openssi.present.unit_format import UnitFormat, unit_format
from openssi.present.words import Words
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

__all__ = ["ContextValue", "Key", "ReleaseData", "YearValue"]

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValue:
    """A value of one year in a series."""

    year: int
    value: float | None
    status: str
    source: str = ""
    publication: str = "published"
    interval: tuple[float, float] | None = None
    observed_share: float | None = None


class ContextValue(NamedTuple):
    """The latest value of an item of the context of a country."""

    area: str
    item: str
    sex: str
    age: str
    value: float
    year: int
    source: str
    obs_id: str
    currency: str = ""


_CONTEXT = ("ref_area", *CELL, "value", "time_period", "source", "obs_id", "currency")
"""The columns of `ContextValue`, in its order."""


@dataclass(frozen=True)
class ReleaseData:
    """What figures ask of a release, in one language.

    Attributes:
        connection: Tables of the release, for the thread that asks.
    """

    connection: Connection
    definitions: Definitions
    release: Release
    language: Language

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What one figure of a page has made and another will want."""
        return {}

    @cached_property
    def rows(self) -> ReleaseRows:
        """What figures are made of, in no language yet."""
        return ReleaseRows(self.connection)

    def once(self, name: Hashable, make: Callable[[], Made], rows: Callable[[Made], int] = lambda _: 1) -> Made:
        """Return what was made under a name for any page in this language, else make it; nobody may change it."""
        return self.rows.memory.once((self.language, name), make, rows)

    @cached_property
    def words(self) -> Words:
        """The texts of the room."""
        return Words(self.definitions.texts, self.language, self.release.is_fictional)

    def say(self, key: str, **values: object) -> str:
        """Return a text by its whole key (`dashboards.filter.year`), with its slots filled."""
        return self.definitions.texts.get(key, self.language, **values)

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], Group]:
        """Groups of countries by grouping and code, in their order."""
        return read_groups(self.rows, self.language)

    def groups_of(self, grouping: str) -> tuple[Group, ...]:
        """Return the groups of a grouping in their order."""
        return tuple(each for each in self.groups.values() if each.grouping == grouping)

    def group_name(self, grouping: str, code: str) -> str:
        """Return the name of a group, its code where it has none."""
        found = self.groups.get((grouping, code))
        return found.name if found else code

    @cached_property
    def region_grouping(self) -> str:
        """The grouping shown as regions: the first of the rules that the release has."""
        known = {grouping for grouping, _ in self.groups}
        preferred = self.definitions.publication.region_groupings
        return next((each for each in preferred if each in known), preferred[0])

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """Names of countries by code, in the order of the codes."""
        return {area: row[f"name_{self.language}"] for area, row in self.rows.areas().items()}

    @cached_property
    def regions_of_areas(self) -> Mapping[str, str]:
        """The region of each country at present."""
        rows = self.connection.rows(
            "SELECT area, arg_max(group_code, valid_to) AS code FROM members WHERE grouping = $1 GROUP BY area",
            [self.region_grouping],
        )
        return {row["area"]: row["code"] for row in rows}

    @cached_property
    def programmes(self) -> Programmes:
        """The schemes and benefits of all countries."""
        return self.rows.memory.once("programmes", lambda: read_programmes(self.connection))

    def indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator as it is declared."""
        return self.definitions.indicators[indicator_id]

    def short_name(self, indicator_id: str) -> str:
        """Return the short name of an indicator."""
        return self.indicator(indicator_id).short_name.in_language(self.language)

    def units(self, indicator_id: str) -> UnitFormat:
        """Return how the values of an indicator are written."""
        found = self._units.get(indicator_id)
        if found is None:
            unit = self.indicator(indicator_id).unit
            found = self._units[indicator_id] = unit_format(self.definitions, unit, self.language)
        return found

    @cached_property
    def _units(self) -> dict[str, UnitFormat]:
        return {}

    def key(self, indicator_id: str, sex: str = "", breakdown: str = "") -> Key:
        """Return the key of an indicator, its headline where no other sex or breakdown is named or it has none such."""
        declared = self.indicator(indicator_id)
        return (
            indicator_id,
            sex if sex in declared.sexes else declared.headline_sex,
            breakdown if breakdown in declared.breakdowns else declared.breakdowns[0],
        )

    def max_age(self, indicator_id: str) -> int:
        """Return how many years a value may be older than the year of a page."""
        declared = self.indicator(indicator_id).max_age
        if declared is not None:
            return declared
        return int(self.release.method.get("max_age", self.definitions.publication.max_age))

    def status_name(self, status: str) -> str:
        """Return an observation status in words, empty for a value without one."""
        return self._statuses.get(status, "")

    def footnote(self, written: str) -> str:
        """Return a footnote in words; one that is no code as it was written."""
        codes = self.definitions.codelists["CL_FOOTNOTE"]
        return codes[written].name.in_language(self.language) if written in codes else written

    def is_own(self, text: str) -> bool:
        """Whether a text of a value is in the language of the page: the name of a code, or a text of the site."""
        return text in self._own_texts

    @cached_property
    def _own_texts(self) -> frozenset[str]:
        footnotes = self.definitions.codelists["CL_FOOTNOTE"].codes
        named = (*self._statuses.values(), *(code.name.in_language(self.language) for code in footnotes))
        return frozenset((*named, self.say("dashboards.cell.flagged")))

    @cached_property
    def _statuses(self) -> Mapping[str, str]:
        codes = self.definitions.codelists["CL_OBS_STATUS"].codes
        return {code.id: code.name.in_language(self.language) for code in codes}

    @cached_property
    def years_by_key(self) -> Mapping[Key, Mapping[int, bool]]:
        """Years in which there is any figure, by key; true where the world has a published one."""
        return self.rows.years_by_key()

    def latest_year(self, keys: Iterable[Key]) -> int | None:
        """Return the latest year with a world figure of any key, else with any value; none where there is none."""
        years: dict[int, bool] = {}
        for key in keys:
            for year, is_world in self.years_by_key.get(key, {}).items():
                years[year] = years.get(year, False) or is_world
        of_world = [year for year, is_world in years.items() if is_world]
        return max(of_world or years, default=None)

    def countries(
        self, keys: Sequence[Key], year: int, *, place: tuple[str, str] = (WORLD, WORLD_CODE), area: str = ""
    ) -> Mapping[Key, tuple[CountryFigure, ...]]:
        """Return the latest values of countries that are not too old, by key; a key without any has an empty tuple.

        A year that only says why there is none counts where no value is recent enough.

        Args:
            keys: What is asked for.
            year: Year of the page.
            place: Grouping and code of a group of countries, the world for all.
            area: Only this country, all where empty.
        """
        if area:
            return {key: self._latest_of(area, key, year) for key in keys}
        values = self.rows.country_values(keys)
        found = {key: self._latest(key, values[key], year) if key in values else () for key in keys}
        if place[0] == WORLD:
            return found
        members = set(self.rows.members(*place, year))
        return {key: tuple(each for each in figures if each.area in members) for key, figures in found.items()}

    def _latest(self, key: Key, values: CountryValues, year: int) -> tuple[CountryFigure, ...]:
        """Return the latest value of each country of a key."""

        def made() -> tuple[CountryFigure, ...]:
            return self._figures(values.latest(year - self.max_age(key[0]), year).to_pylist(), year)

        return self.once(("latest", key, year), made, len)

    def _latest_of(self, area: str, key: Key, year: int) -> tuple[CountryFigure, ...]:
        """Return the latest value of one country of a key."""
        first = year - self.max_age(key[0])
        rows = [row for row in self.rows.values_of(area).get(key, ()) if first <= row["time_period"] <= year]
        return self._figures(rows[-1:], year)

    def _figures(self, rows: Sequence[Mapping[str, Any]], year: int) -> tuple[CountryFigure, ...]:
        """Return the figures of rows, those of countries that the release does not list left out."""
        places, names = self.rows.areas(), self.area_names
        regions = self.rows.groups_of_areas(self.region_grouping, year)
        found = ((row, row["ref_area"]) for row in rows if row["ref_area"] in places)
        told = (
            {**places[area], **row, "region": regions.get(area), "name": names[area], "weight": None, "why_none": None}
            for row, area in found
        )
        return tuple(country_figure(each, {}) for each in told)

    def aggregates(
        self, keys: Sequence[Key], year: int, groupings: Sequence[str]
    ) -> Mapping[tuple[Key, str, str], AggregateFigure]:
        """Return the figures of groups of countries in a year, by key, grouping and code of the group."""
        return {
            (key, grouping, figure.group.code): figure
            for key in dict.fromkeys(keys)
            for grouping in dict.fromkeys(groupings)
            for figure in group_figures(self.rows, self.language, key, year, grouping)
        }

    def source_names(self, keys: Sequence[Key], year: int) -> tuple[str, ...]:
        """Return the sources of the values of countries up to a year, the most frequent first.

        A longer form of a source that is named is not another.
        """
        ages = max((self.max_age(indicator) for indicator, _, _ in keys), default=0)
        return one_form_each(self.rows.sources(keys, year - ages, year))

    def country_series(
        self, keys: Sequence[Key], areas: Sequence[str]
    ) -> Mapping[tuple[Key, str], tuple[YearValue, ...]]:
        """Return all values of countries over the years, reasons of missing ones included, by key and country."""
        if len(areas) == 1:
            known = self.rows.values_of(areas[0])
            return {(key, areas[0]): _over_years(known[key]) for key in keys if key in known}
        values = self.rows.country_values(keys)
        return {
            (key, area): _over_years(rows)
            for key in keys
            if key in values
            for area, rows in values[key].of(areas).items()
        }

    def group_series(
        self, keys: Sequence[Key], groups: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[Key, str, str], tuple[YearValue, ...]]:
        """Return the published figures of groups over the years, by key, grouping and code."""
        found = {}
        for grouping, code in groups:
            known = self.rows.years_of(grouping, code)
            found.update({(key, grouping, code): self._year_values(known.rows(key)) for key in keys})
        return {series: values for series, values in found.items() if values}

    def _year_values(self, rows: Sequence[Mapping[str, Any]]) -> tuple[YearValue, ...]:
        figures = [aggregate_figure(row, self.groups) for row in rows]
        return tuple(
            YearValue(
                year=row["time_period"],
                value=figure.value,
                status=row["obs_status"] or "",
                publication=figure.publication,
                interval=figure.interval,
                observed_share=figure.observed_share,
            )
            for row, figure in zip(rows, figures, strict=True)
        )

    def context(self, items: Sequence[str], year: int, *, area: str = "", max_age: int = 5) -> Sequence[ContextValue]:
        """Return the latest values of items that belong to a country as a whole (`X.POP_TOTAL`)."""
        found: list[ContextValue] = []
        for values in self.rows.context(items).values():
            first = year - max_age
            rows = values.latest_of(area, first, year) if area else values.latest(first, year)
            columns = [rows.column(each).to_pylist() for each in _CONTEXT]
            found.extend(map(ContextValue._make, zip(*columns, strict=True)))
        return found


def _over_years(rows: Iterable[Mapping[str, Any]]) -> tuple[YearValue, ...]:
    """Return rows as values over the years, the earliest first."""
    values = (
        YearValue(
            year=row["time_period"], value=row["value"], status=row["obs_status"] or "", source=tidied(row["source"])
        )
        for row in rows
    )
    return tuple(sorted(values, key=lambda each: each.year))
