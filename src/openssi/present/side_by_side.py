"""Figures of a release on which a country does not agree, as its readers are told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.numbers import format_exact, percent_sign
from openssi.present.page_model import BothValues
from openssi.present.unit_format import unit_format
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.symbols import MISSING
from openssi.vocabulary.text import Language

PERCENT = "PT"

_OF_COUNTRY = "FROM side_by_side WHERE ref_area = $1 ORDER BY time_period DESC, figure DESC, figure_id"
_OF_INDICATOR = """
    FROM side_by_side WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period <= $4
    ORDER BY ref_area, time_period DESC
"""
_OF_FIGURE = "FROM side_by_side WHERE figure_id = $1"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Reads the figures side by side of one release, in one language."""

    connection: Connection
    definitions: Definitions
    language: Language

    def of_country(self, area: str) -> tuple[BothValues, ...]:
        """Return the figures of a country, the latest year first."""
        return tuple(map(self._both, self.connection.rows(_OF_COUNTRY, [area])))

    def of_indicator(self, indicator: str, sex: str, breakdown: str, year: int) -> Mapping[tuple[str, int], BothValues]:
        """Return the figures of an indicator up to a year, by country and year."""
        rows = self.connection.rows(_OF_INDICATOR, [indicator, sex, breakdown, year])
        return {(row["ref_area"], row["time_period"]): self._both(row) for row in rows}

    def of_figure(self, figure: str) -> BothValues | None:
        """Return one figure, none where nobody disagrees about it."""
        return next(map(self._both, self.connection.rows(_OF_FIGURE, [figure])), None)

    def _both(self, row: Mapping[str, Any]) -> BothValues:
        own = self._own(row["country_value"], row["unit"])
        said = {"value": own, "country": row["country_explanation"], "compiler": row["compiler_explanation"]}
        return BothValues(
            figure=row["figure_id"],
            area=row["ref_area"],
            name=self._name(row),
            published=self._published(row["published_value"], row["unit"]),
            country_value=own,
            country=row["country_explanation"],
            country_language=row["country_language"],
            compiler=row["compiler_explanation"],
            compiler_language=row["compiler_language"],
            told=self.definitions.texts.get("side_by_side.told", self.language, **said),
        )

    def _name(self, row: Mapping[str, Any]) -> str:
        indicator = self.definitions.indicators.get(row["indicator"])
        item = self.definitions.questionnaire.items.get(row["item"])
        label = indicator.short_name if indicator is not None else (item.label if item is not None else None)
        parts = [label.in_language(self.language) if label is not None else row["figure_id"]]
        parts += [each for each in (row["benefit"], row["scheme"]) if each not in {"_Z", ""}][:1]
        if row["sex"] != TOTAL:
            parts.append(self.definitions.texts.get(f"publish.sex.s{row['sex']}", self.language).lower())
        return ", ".join((*parts, str(row["time_period"])))

    def _published(self, value: float | None, unit: str) -> str:
        if value is None:
            return MISSING
        if unit in self.definitions.indicator_units:
            return unit_format(self.definitions, unit, self.language).told(value)
        return self._with_unit(format_exact(Decimal(repr(value)), self.language), unit)

    def _own(self, value: Decimal, unit: str) -> str:
        exact = format_exact(value, self.language)
        return f"{exact}{percent_sign(self.language)}" if unit == PERCENT else self._with_unit(exact, unit)

    def _with_unit(self, number: str, unit: str) -> str:
        declared = self.definitions.questionnaire.units.get(unit)
        return f"{number} {declared.label.in_language(self.language)}" if declared is not None else number
