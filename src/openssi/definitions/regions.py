"""Countries, groups of countries and memberships: facts with source and date."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from openssi.definitions.csv_source import CsvRow, read_csv
from openssi.vocabulary.area import Area, AreaGroup, Membership, Succession
from openssi.vocabulary.text import LANGUAGES, MultilingualText

_AREAS = ("area", "m49", "iso2", "name_en", "name_fr", "name_es", "tile_column", "tile_row")
_GROUPS = ("grouping", "group_code", "m49", "name_en", "name_fr", "name_es", "short_en", "short_fr", "short_es")
_SUCCESSIONS = ("area", "last_year", "successors", "source", "source_date")
_MEMBERS = ("grouping", "group_code", "area", "valid_from", "valid_to", "source", "source_date")


@dataclass(frozen=True, slots=True)
class Regions:
    """Everything in `definitions/regions`."""

    areas: tuple[Area, ...]
    groups: tuple[AreaGroup, ...]
    memberships: tuple[Membership, ...]
    successions: tuple[Succession, ...]


def load_regions(root: Path) -> Regions:
    """Read `definitions/regions`; names that are left empty are those of the Unicode CLDR.

    Raises:
        FixTheFile: with file and row, if a row cannot be understood.
    """
    folder = root / "regions"
    return Regions(
        tuple(map(_area, read_csv(folder / "areas.csv", _AREAS))),
        tuple(map(_group, read_csv(folder / "groups.csv", (*_GROUPS, "sort_order")))),
        tuple(map(_membership, read_csv(folder / "members.csv", _MEMBERS))),
        tuple(map(_succession, read_csv(folder / "historical_areas.csv", _SUCCESSIONS))),
    )


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)


def _text(row: CsvRow, prefix: str) -> MultilingualText:
    return MultilingualText(*(row[f"{prefix}_{language}"] for language in LANGUAGES))


def _area(row: CsvRow) -> Area:
    names = [row[f"name_{each}"] or _territories(each).get(row["iso2"], row["area"]) for each in LANGUAGES]
    tile = (row.whole("tile_column"), row.whole("tile_row")) if row["tile_column"] else None
    return Area(id=row["area"], name=MultilingualText(*names), m49=row["m49"], iso2=row["iso2"], tile=tile)


def _group(row: CsvRow) -> AreaGroup:
    return AreaGroup(
        grouping=row["grouping"],
        code=row["group_code"],
        name=_text(row, "name"),
        short_name=_text(row, "short"),
        m49=row["m49"],
        order=row.whole("sort_order"),
    )


def _membership(row: CsvRow) -> Membership:
    years = row.whole("valid_from"), row.whole("valid_to")
    return Membership(row["grouping"], row["group_code"], row["area"], *years, row["source"], row["source_date"])


def _succession(row: CsvRow) -> Succession:
    successors = tuple(row["successors"].split())
    return Succession(row["area"], row.whole("last_year"), successors, row["source"], row["source_date"])
