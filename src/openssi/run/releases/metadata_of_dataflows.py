"""What is told of the dataflows and indicators of a release in its reference metadata."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.run.releases.metadata_facts import Facts, Wording, count, of_one, per_cent, same, some
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Row = Mapping[str, Any]

_AGGREGATES = """
    SELECT group_code AS area, time_period, indicator, obs_status, CAST(NULL AS VARCHAR) AS unit,
           CASE WHEN publication <> 'suppressed' THEN value END AS value, nature
    FROM aggregates
"""
_VALUES = """
    SELECT ref_area AS area, time_period, indicator, obs_status, CAST(NULL AS VARCHAR) AS unit, value, nature
    FROM {table}
"""
_ANSWERS = """
    SELECT ref_area AS area, time_period, item AS indicator, obs_status, nullif(unit, '') AS unit, value, '' AS nature
    FROM observations WHERE channel {is_context} 'context' AND (value IS NOT NULL OR coalesce(text_value, '') = '')
"""
_OF_SDG = "SELECT indicator FROM indicators WHERE ilostat <> ''"
_FIGURES = {
    "DF_INQUIRY": _ANSWERS.format(is_context="<>"),
    "DF_CONTEXT": _ANSWERS.format(is_context="="),
    "DF_INDICATORS": _VALUES.format(table="country_values"),
    "DF_SCHEME_INDICATORS": _VALUES.format(table="scheme_values"),
    "DF_AGGREGATES": _AGGREGATES,
    "DF_SDG_0131_SEX_SOC_RT": f"""
        FROM ({_VALUES.format(table="country_values")} UNION ALL {_AGGREGATES}) WHERE indicator IN ({_OF_SDG})
    """,
    "DF_SIDE_BY_SIDE": """
        SELECT ref_area AS area, time_period, nullif(indicator, '') AS indicator, '' AS obs_status, unit,
               published_value AS value, '' AS nature FROM side_by_side
    """,
}
_TOLD = """
    SELECT count(*) AS rows, count(value) AS values, count(*) - count(value) AS without,
           count(DISTINCT area) FILTER (value IS NOT NULL) AS countries,
           min(time_period) FILTER (value IS NOT NULL) AS first_year,
           max(time_period) FILTER (value IS NOT NULL) AS last_year,
           count(value) FILTER (obs_status = 'E') AS estimated, count(value) FILTER (obs_status = 'I') AS imputed,
           count(value) FILTER (obs_status = 'P') AS provisional, count(value) FILTER (obs_status = 'U') AS unreliable,
           count(*) FILTER (obs_status = 'Q') AS suppressed, count(DISTINCT indicator) AS indicators,
           list_sort(list(DISTINCT unit)) AS own_units, list_sort(list(DISTINCT indicator)) AS names
    FROM ({figures})
"""
_SOURCES = """
    SELECT dataflow, count(DISTINCT source_id) AS sources, list(DISTINCT source_type) AS types
    FROM sources GROUP BY dataflow
"""
_WHOLE = """
    SELECT (SELECT count(*) FROM breaks) AS breaks, (SELECT count(DISTINCT ref_area) FROM breaks) AS broken_countries,
           (SELECT count(*) FROM side_by_side) AS beside, (SELECT count(*) FROM corrections) AS corrections,
           (SELECT avg(value) FROM country_values WHERE indicator = 'QUALITY_TIMELINESS') AS days,
           (SELECT avg(value) FROM country_values WHERE indicator = 'QUALITY_REVISION') AS revision,
           (SELECT avg(value) FROM (
                SELECT value FROM country_values WHERE indicator = 'QUALITY_COMPLETENESS' AND value IS NOT NULL
                QUALIFY time_period = max(time_period) OVER (PARTITION BY ref_area)
           )) AS completeness,
           (SELECT avg(CAST(value AS DOUBLE)) FROM observations WHERE item = 'Q.BURDEN') AS minutes,
           (SELECT avg(observed_share) FROM aggregates) AS observed
"""
_OF_INDICATORS = """
    SELECT indicator, count(value) AS values, count(DISTINCT ref_area) FILTER (value IS NOT NULL) AS countries,
           min(time_period) FILTER (value IS NOT NULL) AS first_year,
           max(time_period) FILTER (value IS NOT NULL) AS last_year,
           count(value) FILTER (obs_status IN ('E', 'I')) AS estimated,
           count(value) FILTER (terms_missing > 0) AS missing_terms, bool_or(terms IS NOT NULL) AS has_terms,
           count(DISTINCT nullif(source, '')) AS sources
    FROM country_values GROUP BY indicator
"""
_BROKEN = "SELECT indicator, count(DISTINCT figure) AS broken FROM footnotes WHERE kind = 'break' GROUP BY indicator"
_OBSERVED = """
    SELECT indicator, observed_share FROM aggregates
    WHERE grouping = 'WORLD' AND sex = '_T' AND breakdown = '_T'
    QUALIFY time_period = max(time_period) OVER (PARTITION BY indicator)
"""
_BREAKDOWNS = """
    SELECT DISTINCT ON (indicator, breakdown) * FROM indicators
    WHERE breakdown <> '_T' AND breakdown_name_en <> '' ORDER BY indicator, breakdown
"""
_DECLARED = """
    FROM indicators
    QUALIFY row_number() OVER (PARTITION BY indicator ORDER BY breakdown <> '_T', position, breakdown, sexes) = 1
    ORDER BY position
"""


@dataclass(frozen=True)
class DataflowFacts:
    """The facts of each dataflow and indicator.

    Attributes:
        connection: Tables of the release with its sources, footnotes and breaks.
        release: Its manifest, without its files.
    """

    connection: Connection
    release: Release
    definitions: Definitions

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.definitions)

    def dataflows(self) -> Iterator[tuple[str, Facts]]:
        """Iterate over the ids of dataflows and their facts."""
        sources = {row["dataflow"]: row for row in self.connection.rows(_SOURCES)}
        whole = self._of_release()
        for dataflow in self.definitions.dataflows.dataflows.values():
            row = self.connection.rows(_TOLD.format(figures=_FIGURES[dataflow.id]))[0]
            counted = ("rows", "values", "without", "suppressed", "estimated", "imputed", "provisional", "unreliable")
            cited = sources.get(dataflow.id, {})
            yield (
                dataflow.id,
                {
                    **whole,
                    **{name: count(row[name]) for name in counted},
                    "name": dataflow.name,
                    "description": dataflow.description,
                    "countries": some(row["countries"]),
                    "first_year": same(row["first_year"]),
                    "last_year": same(row["last_year"]),
                    "indicators": count(row["indicators"]),
                    "units": self._units(row),
                    "sources": some(cited.get("sources")),
                    "source_types": self._wording.coded("CL_SRC", cited.get("types", ())) or same("–"),
                },
            )

    def _of_release(self) -> Facts:
        row, release = self.connection.rows(_WHOLE)[0], self.release
        return {
            **{name: some(row[name]) for name in ("breaks", "broken_countries", "days", "minutes")},
            **{name: count(row[name]) for name in ("beside", "corrections")},
            **{name: per_cent(row[name]) for name in ("revision", "completeness")},
            "observed": of_one(row["observed"]),
            "agency": self.definitions.dataflows.agency.name,
            "release": same(release.id),
            "date": same(release.created[:10]),
            "world": self._wording.answer(is_so=release.is_fictional),
            "software": same(release.software_version),
            "definitions": same(release.definitions_version),
            "questionnaire": same(release.questionnaire_version),
            "workbooks": count(len(release.sources)),
            **_rules(release.method),
        }

    def _units(self, row: Row) -> MultilingualText | None:
        """Return the units of answers as they stand, and of indicators by their names."""
        own = [each for each in row["own_units"] or () if each]
        if own:
            return self._wording.listed(own, most=12)
        known, units = self.definitions.indicators, self.definitions.indicator_units
        used = {known[each].unit for each in row["names"] or () if each in known}
        return self._wording.joined([units[each].name for each in units if each in used], most=12)

    def indicators(self) -> Iterator[tuple[str, str, Facts]]:
        """Iterate over the ids of indicators, their families and their facts."""
        told = {row["indicator"]: row for row in self.connection.rows(_OF_INDICATORS)}
        broken = {row["indicator"]: row["broken"] for row in self.connection.rows(_BROKEN)}
        observed = {row["indicator"]: row["observed_share"] for row in self.connection.rows(_OBSERVED)}
        for row in self.connection.rows(_DECLARED):
            found = told.get(row["indicator"], {})
            yield (
                row["indicator"],
                row["family"],
                {
                    **_declared(row),
                    "release": same(self.release.id),
                    "countries": some(found.get("countries")),
                    "first_year": same(found.get("first_year")),
                    "last_year": same(found.get("last_year")),
                    "values": count(found.get("values", 0)),
                    "estimated": count(found.get("estimated")),
                    "missing_terms": count(found["missing_terms"]) if found.get("has_terms") else None,
                    "sources": some(found.get("sources")),
                    "broken": some(broken.get(row["indicator"])),
                    "observed": of_one(observed.get(row["indicator"])),
                    "breakdowns": self._wording.joined(self._breakdowns.get(row["indicator"], [])),
                },
            )

    @cached_property
    def _breakdowns(self) -> Mapping[str, list[MultilingualText]]:
        """The names of the breakdowns of each indicator."""
        found: dict[str, list[MultilingualText]] = {}
        for row in self.connection.rows(_BREAKDOWNS):
            found.setdefault(row["indicator"], []).append(_texts(row, "breakdown_name"))
        return found


def _declared(row: Row) -> dict[str, Any]:
    return {
        "name": _texts(row, "name"),
        "definition": _texts(row, "definition"),
        "population": _texts(row, "population") if row["population_en"] else None,
        "unit": _texts(row, "unit_name"),
        **{name: same(row[name]) for name in ("formula", "weight", "code", "sdg", "series", "method_page", "max_age")},
        **{name: of_one(row[name]) for name in ("publish_from", "flag_from")},
    }


def _texts(row: Row, name: str) -> MultilingualText:
    return MultilingualText(*(row[f"{name}_{each}"] or "" for each in LANGUAGES))


def _rules(method: Mapping[str, str]) -> dict[str, Any]:
    shares = {name: float(method[name]) for name in ("publish_from", "flag_from") if name in method}
    return {"max_age": same(method.get("max_age")), **{name: of_one(each) for name, each in shares.items()}}
