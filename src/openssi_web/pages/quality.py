"""The quality of the compilation on the page of a country: the figures of its latest year."""

from dataclasses import dataclass

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.release_rows import ReleaseRows
from openssi.present.unit_format import unit_format
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language

FAMILY = "quality"


@dataclass(frozen=True, slots=True)
class QualityFigure:
    """One figure on how the others came to be, as it is printed."""

    indicator: str
    name: str
    definition: str
    text: str


@dataclass(frozen=True, slots=True)
class CountryQuality:
    """The quality of the compilation of a country in one year."""

    year: int
    figures: tuple[QualityFigure, ...]


def country_quality(
    connection: Connection, definitions: Definitions, language: Language, area: str
) -> CountryQuality | None:
    """Return the figures of the latest year in the order of the declarations, none where nothing is known."""
    declared = {each.id: each for each in definitions.indicators.values() if each.family == FAMILY}
    known = ReleaseRows(connection).values_of(area)
    values = [row for each in declared for row in known.get((each, TOTAL, TOTAL), ()) if row["value"] is not None]
    year = max((row["time_period"] for row in values), default=0)
    rows = {row["indicator"]: row for row in values if row["time_period"] == year}
    figures = tuple(
        QualityFigure(
            indicator=each.id,
            name=each.short_name.in_language(language),
            definition=each.definition.in_language(language),
            text=unit_format(definitions, each.unit, language).told(rows[each.id]["value"]),
        )
        for each in declared.values()
        if each.id in rows
    )
    return CountryQuality(year, figures) if figures else None
