"""Text that exists in every language of the inquiry."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self, get_args

Language = Literal["en", "fr", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class MultilingualText:
    """One text in English, French and Spanish."""

    en: str
    fr: str
    es: str

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return {"en": self.en, "fr": self.fr, "es": self.es}[language]

    def format(self, values: Mapping[str, object]) -> Self:
        """Return the text with its `{slots}` filled, in every language; a text of all languages with its own."""
        return type(self)(*(self.in_language(each).format_map(_said(values, each)) for each in LANGUAGES))


class _Said(str):
    """A text in one language, of which a slot such as `{title.fr}` still finds the others."""

    __slots__ = ("en", "es", "fr")
    en: str
    fr: str
    es: str


def _said(values: Mapping[str, object], language: Language) -> Mapping[str, object]:
    return {
        name: _in(value, language) if isinstance(value, MultilingualText) else value for name, value in values.items()
    }


def _in(text: MultilingualText, language: Language) -> _Said:
    said = _Said(text.in_language(language))
    said.en, said.fr, said.es = text.en, text.fr, text.es
    return said


THOUSANDS: Mapping[Language, str] = {"en": ",", "fr": "\u00a0", "es": "\u00a0"}
"""What stands between thousands."""

FIRST_GROUPED: Mapping[Language, int] = {"en": 1_000, "fr": 1_000, "es": 10_000}
"""The least number whose thousands stand apart."""


def counted(number: int) -> MultilingualText:
    """Return a whole number as each language writes it: with its thousands apart, four digits closed in Spanish."""
    return MultilingualText(
        *(
            f"{number:,}".replace(",", THOUSANDS[each]) if abs(number) >= FIRST_GROUPED[each] else str(number)
            for each in LANGUAGES
        )
    )


@lru_cache(maxsize=64)
def as_language(code: str) -> Language:
    """Return the language of a tag such as `fr`, `FR` or `fr-CA`; English where it is none of ours."""
    wanted = code.strip().lower().replace("_", "-").split("-")[0]
    return next((language for language in LANGUAGES if language == wanted), "en")
