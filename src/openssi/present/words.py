"""The texts of the room in one language and for one world."""

from dataclasses import dataclass
from decimal import Decimal

from openssi.definitions.texts import Texts
from openssi.present.numbers import format_number, significant
from openssi.vocabulary.errors import TellUs
from openssi.vocabulary.text import Language

_MILLION = 1_000_000
_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of `definitions/interface/present.yaml`.

    Further texts are those of `definitions/interface/indicators.yaml`, on indicators of every unit.

    Attributes:
        is_fictional: Whether sentences speak of the demonstration world instead of the world.
    """

    texts: Texts
    language: Language
    is_fictional: bool = False

    def say(self, key: str, **values: object) -> str:
        """Return a text of the room with its slots filled.

        Raises:
            TellUs: if there is no such text.
        """
        return self.texts.get(f"present.{key}", self.language, **values)

    def of(self, key: str, **values: object) -> str:
        """Return a text on indicators of every unit.

        Raises:
            TellUs: if there is no such text.
        """
        return self.texts.get(f"indicators.{key}", self.language, **values)

    def say_or(self, key: str, otherwise: str) -> str:
        """Return a text of the room, or another one where the definitions have none."""
        try:
            return self.say(key)
        except TellUs:
            return otherwise

    def count(self, key: str, number: int, **values: object) -> str:
        """Return a text that agrees with a number of things."""
        return self.say(key, count=number, count_text=self.counted(number), **values)

    def counted(self, number: int) -> str:
        """Return a whole number of things."""
        return format_number(number, self.language)

    @property
    def world(self) -> str:
        """Key of the texts about this world."""
        return "demonstration" if self.is_fictional else "world"

    def about(self, persons: float) -> str:
        """Return a number of persons in two digits: `4.2 billion`, `4,2 milliards`, `4200 millones`."""
        kept = significant(persons)
        if kept < _MILLION:
            return format_number(kept, self.language)
        # Spanish counts thousands of millions: its billón is a million millions.
        scale, key = (_MILLION, "million") if kept < _BILLION or self.language == "es" else (_BILLION, "billion")
        number = (kept / scale).normalize()
        decimals = 1 if number != number.to_integral_value() else 0
        figure = format_number(number, self.language, decimals)
        return self.say(f"scale.{key}", count=self._agreement(number), count_text=figure)

    def _agreement(self, number: Decimal) -> int:
        if self.language == "fr":
            return int(number)
        return 1 if number == 1 else 2
