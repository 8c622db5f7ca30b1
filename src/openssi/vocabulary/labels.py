"""What values of columns, and programmes, of a survey are called in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.vocabulary.text import Language, MultilingualText

Texts = Mapping[str, MultilingualText]
_NONE: Mapping[str, Texts] = MappingProxyType({})
_BETWEEN_GROUPS = " - "


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Words for people; files for machines keep the values.

    Attributes:
        values: By column, then by value.
        programmes: By the name of the programme.
    """

    values: Mapping[str, Texts] = field(default_factory=lambda: _NONE)
    programmes: Texts = field(default_factory=lambda: MappingProxyType({}))

    def programme(self, name: str, language: Language) -> str:
        """Return what a programme is called; its name where nothing else is said."""
        found = self.programmes.get(name)
        return name if found is None else found.in_language(language)

    def programme_called(self, words: str) -> str:
        """Return the name of the programme that is called so in some language; the words where there is none."""
        return _called(self.programmes, words)

    def value_called(self, column: str, words: str) -> str:
        """Return the value of a column that is called so in some language; the words where there is none."""
        return _called(self.values.get(column, {}), words)

    def value(self, column: str, value: str, language: Language) -> str:
        """Return what a value of a column is called, of `one - other` both; the value where nothing else is said."""
        texts = self.values.get(column, {})
        if value in texts:
            return texts[value].in_language(language)
        one, between, other = value.partition(_BETWEEN_GROUPS)
        if one in texts and other in texts:
            return f"{texts[one].in_language(language)}{between}{texts[other].in_language(language)}"
        return value


def _called(texts: Texts, words: str) -> str:
    if words in texts:
        return words
    return next((name for name, text in texts.items() if words in {text.en, text.fr, text.es}), words)
