"""Figures of a lineage as a reader sees them: each after its own unit."""

from dataclasses import dataclass

from openssi.definitions import Definitions
from openssi.present.numbers import SPACE, format_number
from openssi.present.unit_format import unit_format
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.symbols import MISSING, SUPPRESSED
from openssi.vocabulary.text import Language

OF_GROUPS = frozenset({"aggregate", "group", "remainder"})
"""Kinds of steps whose value is missing only where it is not published."""

_BILLION = 1_000_000_000
_IN_PER_CENT = frozenset({"share", "ratio"})


@dataclass(frozen=True, slots=True)
class LineageNumbers:
    """Writes figures in the unit of an indicator or of an item."""

    definitions: Definitions
    language: Language

    def of(self, node: LineageNode) -> str:
        """Return the value of a step with its unit, its answer in words, or the mark of why there is none."""
        if node.value is None:
            return node.text or (SUPPRESSED if node.kind in OF_GROUPS else MISSING)
        return self.told(node.value, node.unit)

    def short(self, node: LineageNode) -> str:
        """Return the same where there is little room: units of items, which have long names, are left out."""
        if node.value is None or self.is_indicator(node.unit):
            return self.of(node)
        return self.scaled(node.value)

    def scaled(self, value: float) -> str:
        """Return a number where there is little room: from a billion on in billions."""
        if abs(value) < _BILLION:
            return self.added(value, "", None)
        number = format_number(value / _BILLION, self.language, 1)
        return self.definitions.texts.get("indicators.short.billion", self.language, number=number)

    def told(self, value: float, unit: str) -> str:
        """Return a number with its unit: `39.2%`, `9.4% of GDP`, `1,200 persons`."""
        if unit in self.definitions.indicator_units:
            return unit_format(self.definitions, unit, self.language).told(value)
        number = format_number(value, self.language, 0 if value == int(value) else 2)
        return f"{number}{SPACE}{label}" if (label := self._label(unit)) else number

    def added(self, value: float, unit: str, whole: float | None) -> str:
        """Return what a part adds, without its unit: two decimals, four where the whole is smaller than one."""
        if self.is_indicator(unit):
            return format_number(value, self.language, 2 if whole is None or abs(whole) >= 1 else 4)
        return format_number(value, self.language, 0 if value == int(value) else 2)

    def adds(self, value: float, unit: str, whole: float | None) -> str:
        """Return what a part adds in words: `adds 1.24 points`, `adds 310 international dollars`."""
        key = "points" if self.is_in_points(unit) else "other"
        added = self.added(value, unit, whole) if key == "points" else self.told(value, unit)
        return self.definitions.texts.get(f"lineage.adds.{key}", self.language, added=added)

    def is_indicator(self, unit: str) -> bool:
        """Whether a unit is one of indicators."""
        return unit in self.definitions.indicator_units

    def is_in_points(self, unit: str) -> bool:
        """Whether parts of a figure in this unit are told in points."""
        if not self.is_indicator(unit):
            return False
        declared = self.definitions.indicator_units[unit]
        return declared.kind == "points" or (declared.kind in _IN_PER_CENT and declared.symbol.en.startswith("%"))

    def is_share(self, unit: str) -> bool:
        """Whether a unit is a share of a whole, in per cent."""
        return self.is_indicator(unit) and self.definitions.indicator_units[unit].kind == "share"

    def _label(self, unit: str) -> str:
        declared = self.definitions.questionnaire.units.get(unit)
        return declared.label.in_language(self.language) if declared else unit
