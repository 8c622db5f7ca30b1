"""The countries of a release, and one country with every indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.countries import sorting_key
from openssi.present.indicator_index import in_order
from openssi.present.page_model import BothValues
from openssi.present.release_rows import ReleaseRows
from openssi.present.side_by_side import SideBySide
from openssi.present.unit_format import ANSWERS, UnitFormat, unit_format
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import Place
from openssi.vocabulary.symbols import LETTERS, MISSING
from openssi.vocabulary.text import Language
from openssi_web.pages.country_schemes import SchemeFigures, names_of, scheme_figures


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A region with its countries: code, name and number of figures."""

    name: str
    countries: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of a country: a cell per year, empty where there is no figure; answers are words."""

    indicator: str
    name: str
    sex: str
    unit: str
    is_answer: bool
    cells: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class FamilyLines:
    """The indicators of one family."""

    name: str
    lines: list[IndicatorLine]


@dataclass(frozen=True, slots=True)
class CountryNote:
    """A footnote or break, numbered, with its language: `und` where nobody told it, empty for words of the page."""

    number: int
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class CountryPage:
    """One country."""

    area: str
    name: str
    years: list[int]
    families: list[FamilyLines]
    schemes: list[dict[str, object]]
    by_scheme: list[SchemeFigures] = field(default_factory=list)
    beside: tuple[BothValues, ...] = ()
    notes: tuple[CountryNote, ...] = ()


_LISTED = """
    SELECT areas.area, areas.name_{language} AS name, groups.name_{language} AS region, groups.sort_order,
           count(country_values.value) AS figures
    FROM areas
    LEFT JOIN members ON members.area = areas.area AND members.grouping = $1
    LEFT JOIN groups ON groups.grouping = $1 AND groups.group_code = members.group_code
    LEFT JOIN country_values ON country_values.ref_area = areas.area
    GROUP BY ALL ORDER BY groups.sort_order NULLS LAST, name
"""


def region_grouping(connection: Connection, definitions: Definitions) -> str:
    """Return the grouping that is shown as regions."""
    known = {row["grouping"] for row in connection.rows("SELECT DISTINCT grouping FROM groups")}
    return next((each for each in definitions.publication.region_groupings if each in known), "WORLD")


def listed(connection: Connection, definitions: Definitions, language: Language) -> list[ListedGroup]:
    """Return the countries by region."""
    rows = connection.rows(_LISTED.format(language=language), [region_grouping(connection, definitions)])
    groups: dict[str, ListedGroup] = {}
    for row in rows:
        region = row["region"] or ""
        groups.setdefault(region, ListedGroup(region)).countries.append(row)
    for group in groups.values():
        group.countries.sort(key=lambda each: sorting_key(str(each["name"])))
    return list(groups.values())


def country(connection: Connection, definitions: Definitions, language: Language, area: str) -> CountryPage:
    """Return one country.

    Raises:
        FixTheFile: if the release does not know it.
    """
    found = connection.rows(f"SELECT name_{language} AS name FROM areas WHERE area = $1", [area])  # noqa: S608
    if not found:
        known = ", ".join(row["area"] for row in connection.rows("SELECT area FROM areas ORDER BY area LIMIT 12"))
        raise FixTheFile.because("AREA_UNKNOWN", Place(item=area), area=area, known=known)
    rows = ReleaseRows(connection)
    beside = SideBySide(connection, definitions, language).of_country(area)
    values = [row for of_key in rows.values_of(area).values() for row in of_key]
    notes, numbered = _notes(rows, language, area)
    lines = _Lines(definitions, language, values, {each.figure: each for each in beside}, numbered)
    schemes = _schemes(rows, area)
    by_scheme = scheme_figures(rows, definitions, language, area, names_of(schemes))
    return CountryPage(
        area=area,
        name=str(found[0]["name"]),
        years=lines.years,
        families=lines.by_family(),
        schemes=schemes,
        by_scheme=by_scheme,
        beside=beside,
        notes=notes,
    )


_NOTES = """
    SELECT footnotes.ref_area, figure, text_{language} AS text, language FROM footnotes
    WHERE dataflow = 'DF_INDICATORS' AND kind IN ('break', 'footnote')
      AND figure IN (SELECT value_id FROM country_values)
    ORDER BY footnotes.ref_area, kind, time_period, text, figure
"""


def _notes(
    rows: ReleaseRows, language: Language, area: str
) -> tuple[tuple[CountryNote, ...], Mapping[str, list[CountryNote]]]:
    """Return the footnotes and breaks of the values of a country, and those of each value."""
    found: dict[str, CountryNote] = {}
    of_figures: dict[str, list[CountryNote]] = {}
    for row in rows.of_area(_NOTES.format(language=language), area):
        note = found.setdefault(row["text"], CountryNote(len(found) + 1, row["text"], row["language"] or ""))
        of_figures.setdefault(row["figure"], []).append(note)
    return tuple(found.values()), of_figures


@dataclass(frozen=True)
class _Lines:
    """Turns the values of a country into one line per indicator, of its headline sex and breakdown."""

    definitions: Definitions
    language: Language
    values: Sequence[Mapping[str, Any]]
    beside: Mapping[str, BothValues]
    notes: Mapping[str, list[CountryNote]]

    @cached_property
    def years(self) -> list[int]:
        """The years in which there is any value or reason, the earliest first."""
        return sorted({row["time_period"] for row in self.values})

    @cached_property
    def _statuses(self) -> dict[str, str]:
        codes = self.definitions.codelists["CL_OBS_STATUS"].codes
        return {code.id: code.name.in_language(self.language) for code in codes}

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, int], Mapping[str, Any]]:
        return {(row["indicator"], row["sex"], row["breakdown"], row["time_period"]): row for row in self.values}

    def by_family(self) -> list[FamilyLines]:
        """Return the lines that have a value or a reason, by family; variants stand on the page of an indicator."""
        families: dict[str, list[IndicatorLine]] = {}
        for each in in_order(self.definitions.indicators):
            line = None if each.variant_of else self._line(each)
            if line is not None:
                families.setdefault(each.family, []).append(line)
        declared = self.definitions.indicator_families
        return [
            FamilyLines(declared[family].name.in_language(self.language) if family in declared else family, lines)
            for family, lines in families.items()
        ]

    def _line(self, indicator: Indicator) -> IndicatorLine | None:
        units = unit_format(self.definitions, indicator.unit, self.language)
        key = (indicator.id, indicator.headline_sex, indicator.breakdowns[0])
        rows = [self._cells.get((*key, year)) for year in self.years]
        if not any(row is not None for row in rows):
            return None
        name = indicator.short_name.in_language(self.language)
        is_answer = units.unit.kind in ANSWERS
        return IndicatorLine(
            indicator=indicator.id,
            name=name,
            sex=key[1],
            unit="" if is_answer else units.symbol or units.name,
            is_answer=is_answer,
            cells=[self._cell(row, units) for row in rows],
        )

    def _cell(self, row: Mapping[str, Any] | None, units: UnitFormat) -> dict[str, object]:
        if row is None:
            return {"text": MISSING, "is_known": False, "has_value": False}
        status = str(row["obs_status"] or "A")
        return {
            "text": units.text(row["value"], status),
            "mark": "" if row["value"] is None else LETTERS.get(status, ""),
            "status": self._statuses.get(status, status),
            "year": row["time_period"],
            "has_value": row["value"] is not None,
            "is_known": True,
            "both": self.beside.get(row["value_id"]),
            "notes": self.notes.get(row["value_id"], ()),
        }


_SCHEMES = """
    SELECT ref_area, scheme, benefit, item, text_value AS text FROM observations
    WHERE item IN ('S.NAME_EN', 'B.NAME_EN', 'S.INST')
    QUALIFY time_period = max(time_period) FILTER (item = 'S.NAME_EN') OVER (PARTITION BY ref_area)
    ORDER BY ref_area, scheme, benefit
"""


def _schemes(rows: ReleaseRows, area: str) -> list[dict[str, object]]:
    schemes: dict[str, dict[str, object]] = {}
    for row in rows.of_area(_SCHEMES, area):
        scheme = schemes.setdefault(row["scheme"], {"id": row["scheme"], "name": "", "institution": "", "benefits": []})
        if row["item"] == "S.NAME_EN":
            scheme["name"] = row["text"]
        elif row["item"] == "S.INST":
            scheme["institution"] = row["text"]
        else:
            benefits = scheme["benefits"]
            if isinstance(benefits, list):
                benefits.append({"id": row["benefit"], "name": row["text"]})
    return list(schemes.values())
