"""What is told of the countries of a release, of their years and of their schemes: the short form of INQUIRY 8.5."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.run.releases.metadata_facts import Facts, Wording, count, per_cent, same, some
from openssi.run.releases.sources import LANGUAGES_OF_COUNTRIES
from openssi.vocabulary.release import Release

Row = Mapping[str, Any]
Key = tuple[str, str, int]
"""Country, scheme (`_Z` for the country as a whole) and year."""

_ANSWERED = """
    SELECT ref_area, {scheme} AS scheme, time_period,
           count(value) FILTER (item NOT LIKE 'Q.%') AS cells,
           count(value) FILTER (obs_status IN ('E', 'I')) AS estimated,
           count(value) FILTER (obs_status = 'P') AS provisional, count(value) FILTER (obs_status = 'U') AS unreliable,
           count(*) FILTER (value IS NULL AND obs_status IN ('L', 'M', 'O', 'K', 'J')) AS missing,
           count(*) FILTER (value IS NULL AND obs_status = 'Q') AS suppressed, max(vintage) AS version,
           list(DISTINCT currency) FILTER (currency <> '') AS currencies,
           list(DISTINCT text_value) FILTER (item = '{institution}' AND text_value <> '') AS institutions,
           any_value(text_value) FILTER (item = '{name}') AS name,
           any_value(text_value) FILTER (item = 'N.FY_START') AS fiscal_year,
           sum(value) FILTER (item = 'Q.BURDEN') AS minutes
    FROM observations WHERE channel <> 'context' {where} GROUP BY ALL ORDER BY ALL
"""
_OF_COUNTRY_YEARS = _ANSWERED.format(scheme="'_Z'", institution="I.INST_NAME", name="I.INST_NAME", where="")
_OF_SCHEME_YEARS = _ANSWERED.format(scheme="scheme", institution="S.INST", name="S.NAME_EN", where="AND scheme <> '_Z'")
_CITED = """
    SELECT ref_area, {scheme} AS scheme, first_year AS time_period, list(DISTINCT title) AS titles,
           list(DISTINCT source_type) AS types, list(DISTINCT moment) FILTER (moment <> '') AS moments,
           min(coverage) AS least, max(coverage) AS greatest, list(DISTINCT publication) AS publications
    FROM sources WHERE scope = 'table' {where} GROUP BY ALL
"""
_NOTED = """
    SELECT ref_area, {scheme} AS scheme, time_period, list(DISTINCT text_en) AS texts
    FROM {table} WHERE {where} GROUP BY ALL
"""
_OF_TABLES = "scope IN ('table', 'series', 'country') AND kind = 'note'"
_EXPLAINED = """
    SELECT ref_area, {scheme} AS scheme, time_period, count(*) AS explained
    FROM findings WHERE state = 'explained' {where} GROUP BY ALL
"""
_QUALITY = """
    SELECT ref_area, '_Z' AS scheme, time_period, any_value(value) FILTER (indicator = 'QUALITY_TIMELINESS') AS days,
           any_value(value) FILTER (indicator = 'QUALITY_COMPLETENESS') AS completeness
    FROM country_values WHERE indicator IN ('QUALITY_TIMELINESS', 'QUALITY_COMPLETENESS') GROUP BY ALL
"""
_COUNTRIES = f"""
    WITH {LANGUAGES_OF_COUNTRIES},
    valued AS (
        SELECT ref_area, count(value) AS values, count(DISTINCT indicator) AS indicators,
               min(time_period) AS first_year, max(time_period) AS last_year, count(DISTINCT time_period) AS years,
               count(value) FILTER (origin = 'series') AS series
        FROM country_values WHERE value IS NOT NULL GROUP BY ref_area
    ),
    told AS (
        SELECT ref_area, count(DISTINCT title) AS sources, list(DISTINCT source_type) AS types
        FROM sources WHERE ref_area <> '' GROUP BY ref_area
    ),
    broken AS (
        SELECT ref_area, count(*) AS breaks, list_sort(list(DISTINCT time_period)) AS break_years
        FROM breaks GROUP BY ref_area
    ),
    beside AS (SELECT ref_area, count(*) AS beside FROM side_by_side GROUP BY ref_area),
    inventory AS (
        SELECT ref_area, count(DISTINCT scheme) AS schemes FROM (
            FROM observations WHERE item = 'S.NAME_EN'
            QUALIFY time_period = max(time_period) OVER (PARTITION BY ref_area)
        ) GROUP BY ref_area
    ),
    named AS (
        SELECT ref_area, list(DISTINCT text_value) AS institutions FROM (
            FROM observations WHERE item = 'I.INST_NAME' AND text_value <> ''
            QUALIFY time_period = max(time_period) OVER (PARTITION BY ref_area)
        ) GROUP BY ref_area
    )
    SELECT areas.area AS ref_area, name_en, name_fr, name_es, * EXCLUDE (ref_area, area, name_en, name_fr, name_es)
    FROM areas LEFT JOIN languages ON languages.ref_area = areas.area LEFT JOIN valued ON valued.ref_area = areas.area
    LEFT JOIN told ON told.ref_area = areas.area LEFT JOIN broken ON broken.ref_area = areas.area
    LEFT JOIN beside ON beside.ref_area = areas.area LEFT JOIN inventory ON inventory.ref_area = areas.area
    LEFT JOIN named ON named.ref_area = areas.area
    ORDER BY areas.area
"""  # noqa: S608 - made of names only


@dataclass(frozen=True)
class CountryFacts:
    """The facts of each country, country and year, scheme and year.

    Attributes:
        connection: Tables of the release with its sources, footnotes and breaks.
    """

    connection: Connection
    release: Release
    definitions: Definitions

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.definitions)

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language in which each country writes."""
        rows = self.connection.rows(f"WITH {LANGUAGES_OF_COUNTRIES} FROM languages")
        return {row["ref_area"]: row["language"] for row in rows}

    def countries(self) -> Iterator[tuple[str, Facts]]:
        """Iterate over the countries and their facts."""
        wording = self._wording
        for row in self.connection.rows(_COUNTRIES):
            counted = ("values", "indicators", "schemes", "sources", "breaks", "beside", "series", "years")
            yield (
                row["ref_area"],
                {
                    **{name: some(row[name]) for name in counted},
                    "name": same(row["name_en"]),
                    "release": same(self.release.id),
                    "institutions": wording.listed(row["institutions"] or ()),
                    "first_year": same(row["first_year"]),
                    "last_year": same(row["last_year"]),
                    "source_types": wording.coded("CL_SRC", row["types"] or ()) or same("–"),
                    "break_years": wording.listed(map(str, row["break_years"] or ())),
                },
            )

    def country_years(self) -> Iterator[tuple[Key, Facts]]:
        """Iterate over the countries and years with answers, and their facts."""
        yield from self._years(_OF_COUNTRY_YEARS, scheme="'_Z'", where="", quality=self._by_key(_QUALITY))

    def scheme_years(self) -> Iterator[tuple[Key, Facts]]:
        """Iterate over the schemes and years with answers, and their facts."""
        yield from self._years(_OF_SCHEME_YEARS, scheme="scheme", where="AND scheme <> '_Z'", quality={})

    def _years(
        self, statement: str, scheme: str, where: str, quality: Mapping[Key, Row]
    ) -> Iterator[tuple[Key, Facts]]:
        cited = self._by_key(_CITED.format(scheme=scheme, where=where))
        of_tables, of_all = f"{_OF_TABLES} {where}", f"TRUE {where}"
        notes = self._by_key(_NOTED.format(scheme=scheme, table="footnotes", where=of_tables))
        breaks = self._by_key(_NOTED.format(scheme=scheme, table="breaks", where=of_all))
        explained = self._by_key(_EXPLAINED.format(scheme=scheme, where=where))
        for row in self.connection.rows(statement):
            key = (row["ref_area"], row["scheme"], row["time_period"])
            found = {**cited.get(key, {}), **quality.get(key, {}), **explained.get(key, {})}
            told = {"notes": notes.get(key, {}).get("texts"), "breaks": breaks.get(key, {}).get("texts")}
            yield key, {**self._answered(row), **self._found(found), **self._listed(told)}

    def _answered(self, row: Row) -> Facts:
        counted = ("cells", "estimated", "provisional", "unreliable", "missing")
        return {
            **{name: count(row[name]) for name in counted},
            "suppressed": some(row["suppressed"]),
            "name": same(row["name"] or row["scheme"]),
            "year": same(row["time_period"]),
            "release": same(self.release.id),
            "version": same(row["version"]),
            "fiscal_year": same(row["fiscal_year"]),
            "minutes": some(row["minutes"]),
            "currency": self._wording.listed(row["currencies"] or ()),
            "institutions": self._wording.listed(row["institutions"] or ()),
        }

    def _found(self, row: Row) -> Facts:
        wording = self._wording
        return {
            "sources": wording.listed(row.get("titles") or ()),
            "source_types": wording.coded("CL_SRC", row.get("types") or ()) or same("–"),
            "moments": wording.listed(row.get("moments") or ()),
            "coverage": wording.between(_number(row.get("least")), _number(row.get("greatest"))),
            "publication": wording.coded("CL_PUB", row.get("publications") or ()),
            "days": count(row.get("days")),
            "completeness": per_cent(row.get("completeness")),
            "explained": some(row.get("explained")),
        }

    def _listed(self, texts: Mapping[str, list[str] | None]) -> Facts:
        return {name: self._wording.listed(each or ()) for name, each in texts.items()}

    def _by_key(self, statement: str) -> Mapping[Key, Row]:
        return {(row["ref_area"], row["scheme"], row["time_period"]): row for row in self.connection.rows(statement)}


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
