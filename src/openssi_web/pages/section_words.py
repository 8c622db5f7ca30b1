"""The words of a part of the site, of one file of `definitions/interface`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import Language
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.round_words import role_in_words
from openssi_web.rounds.workspace import definitions, inquiry


@dataclass(frozen=True, slots=True)
class SectionWords:
    """Words of one file in one language.

    Attributes:
        file: Name of the file (`people`).
    """

    texts: Texts
    file: str
    language: Language

    @classmethod
    def of_site(cls, file: str, language: Language) -> "SectionWords":
        """Return the words of the definitions in force."""
        return cls(definitions().texts, file, language)

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{self.file}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(self.file)

    def day(self, day: dt.date | None) -> str:
        """Return a day in words, nothing for none."""
        return format_day(day, self.language) if day is not None else ""

    def when(self, at: dt.datetime) -> str:
        """Return a moment in words."""
        return f"{format_day(at.date(), self.language)}, {at:%H:%M} UTC"

    def country(self, ref_area: str) -> str:
        """Return the name of a country, its code where the workspace does not know it."""
        try:
            return inquiry().area_name(ref_area, self.language)
        except OpenSSIError:
            return ref_area

    def role(self, role: str) -> str:
        """Return a role in words."""
        return role_in_words(role, self.language)
