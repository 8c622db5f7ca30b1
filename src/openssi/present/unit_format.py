"""How values of an indicator are written: after its unit, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.definitions.texts import Texts
from openssi.present.numbers import MINUS, SPACE, format_number, percent_number, percent_sign, rounded
from openssi.vocabulary.indicator import Unit
from openssi.vocabulary.symbols import MISSING, NEGLIGIBLE, NOT_APPLICABLE
from openssi.vocabulary.text import Language

NATIONAL_CURRENCY = "XDC"
ANSWERS = frozenset({"yes_no", "class"})
"""Kinds of units whose values are answers: counted by country, never averaged."""

_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class UnitFormat:
    """Writes the values of one unit.

    Attributes:
        classes: Names of the classes of a unit that has them, by their code.
    """

    unit: Unit
    language: Language
    texts: Texts
    classes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_percentage(self) -> bool:
        """Whether the unit is told in per cent, of whatever."""
        return self.symbol.startswith(_PERCENT)

    @property
    def symbol(self) -> str:
        """What stands behind a number, without the space before it."""
        return self.unit.symbol.in_language(self.language)

    @property
    def sign(self) -> str:
        """The sign at the zero of an axis: the per cent sign, else nothing."""
        return percent_sign(self.language) if self.is_percentage else ""

    @property
    def head(self) -> str:
        """Head of a column of values: the symbol, else a word for it."""
        return self.symbol or self._say(f"head.{self.unit.kind}" if self.unit.kind in ANSWERS else "head.value")

    @property
    def name(self) -> str:
        """The unit in words."""
        return self.unit.name.in_language(self.language)

    @property
    def measure(self) -> str:
        """The unit within a sentence: the symbol, else the unit in words."""
        return self.symbol or f"{self.name[:1].lower()}{self.name[1:]}"

    @property
    def codes(self) -> tuple[float, ...]:
        """The values that answers can have, least first; empty where the unit measures."""
        if self.unit.kind == "yes_no":
            return (0.0, 1.0)
        return tuple(float(code) for code in self.classes) if self.unit.kind == "class" else ()

    def number(self, value: float) -> str:
        """Return a value as a table prints it, without its unit: `39.2`, `+1.5`, `Yes`, the name of a class."""
        if self.unit.kind in ANSWERS:
            return self._answer(value)
        text = self._digits(value)
        is_signed = self.unit.kind == "points" and value > 0 and text.strip("0,.")
        return f"+{text}" if is_signed else text

    def told(self, value: float, currency: str = "") -> str:
        """Return a value with its unit as a sentence says it: `39.2%`, `9.4% of GDP`, `12 weeks`, `1,200 QMA`."""
        symbol = currency or self.symbol
        if not symbol or self.unit.kind in ANSWERS:
            return self.number(value)
        is_close = symbol.startswith(_PERCENT) and self.language == "en"
        return f"{self.number(value)}{'' if is_close else SPACE}{symbol}"

    def brief(self, value: float) -> str:
        """Return a value in at most five characters, for a square of the map.

        A value that is not zero does not print as 0, nor a share below 100 as 100.
        """
        if self.unit.kind in ANSWERS:
            return self._brief_answer(value)
        if self.unit.kind == "share":
            return _whole_share(value)
        for scale, key in _SCALES:
            if abs(value) >= scale * (1 - 5e-4):
                number = value / scale
                return self._say(f"short.{key}", number=format_number(number, self.language, int(abs(number) < 9.95)))
        return self._short_number(value)

    def limit(self, value: float, decimals: int) -> str:
        """Return the limit of a class or a tick of an axis, with so many decimals."""
        sign = "+" if self.unit.kind == "points" and value > 0 else ""
        for scale, key in _SCALES[:2]:
            if abs(value) >= scale:
                number = rounded(value / scale, 2).normalize()
                shown = max(0, -int(number.as_tuple().exponent))
                return sign + self._say(f"short.{key}", number=format_number(number, self.language, shown))
        return f"{sign}{format_number(value, self.language, decimals)}"

    def text(self, value: float | None, status: str) -> str:
        """Return what a table prints for a value: the number, or the symbol of why there is none."""
        if value is None:
            return NOT_APPLICABLE if status == "M" else MISSING
        return NEGLIGIBLE if status == "N" and self.unit.kind not in ANSWERS else self.number(value)

    def _digits(self, value: float) -> str:
        if self.unit.kind in {"share", "ratio"} and self.is_percentage:
            return percent_number(value, self.language, self.unit.decimals)
        return "0" if value == 0 else format_number(value, self.language, self.unit.decimals)

    def _short_number(self, value: float) -> str:
        size = abs(value)
        is_signed = self.unit.kind == "points"
        decimals = min(self.unit.decimals, 0 if size >= (9.95 if is_signed else 99.95) else 1 if size >= 9.95 else 2)
        sign = "+" if is_signed and value > 0 else ""
        least = 10**-decimals
        if 0 < size < least / 2:
            return f"{'<' if value > 0 else f'>{MINUS}'}{format_number(least, self.language, decimals)}"
        return f"{sign}{'0' if value == 0 else format_number(value, self.language, decimals)}"

    def _answer(self, value: float) -> str:
        if self.unit.kind == "yes_no" and value in {0, 1}:
            return self._say("answer.yes" if value else "answer.no")
        return self.classes.get(str(rounded(value, 0)), format_number(value, self.language, 2))

    def _brief_answer(self, value: float) -> str:
        return self._answer(value) if self.unit.kind == "yes_no" else str(rounded(value, 0))

    def _say(self, key: str, **values: object) -> str:
        return self.texts.get(f"indicators.{key}", self.language, **values)


def unit_format(definitions: Definitions, unit: str, language: Language) -> UnitFormat:
    """Return how values of a unit of `definitions/indicator_units.yaml` are written.

    Raises:
        KeyError: if there is no such unit.
    """
    declared = definitions.indicator_units[unit]
    codes = definitions.codelists.get(declared.codelist) or ()
    classes = {code.id: code.name.in_language(language) for code in codes}
    return UnitFormat(declared, language, definitions.texts, classes)


def _whole_share(value: float) -> str:
    if 0 < value < 0.5:
        return "<1"
    return ">99" if 99.5 <= value < 100 else str(rounded(value, 0)).replace("-", MINUS)
