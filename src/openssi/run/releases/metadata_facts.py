"""The facts of a release that reference metadata tell, each as it is said in every language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.definitions import Definitions
from openssi.present.numbers import SPACE, format_number, percent, share
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

Facts = Mapping[str, MultilingualText | None]
"""None where a fact is not known; a text that names it is then left out."""

MOST_LISTED = 6
"""Members of a list that are named; the others are counted."""


def same(text: object) -> MultilingualText | None:
    """Return what is written alike in every language, none where there is nothing."""
    told = "" if text is None else str(text)
    return MultilingualText(told, told, told) if told else None


def count(number: float | None) -> MultilingualText | None:
    """Return a whole number as each language writes it."""
    return None if number is None else _in_all(lambda language: format_number(number, language))


def some(number: float | None) -> MultilingualText | None:
    """Return a number of which there is at least one, else nothing."""
    return count(number) if number else None


def per_cent(value: float | None) -> MultilingualText | None:
    """Return a value in per cent."""
    return None if value is None else _in_all(lambda language: percent(value, language))


def of_one(value: float | None) -> MultilingualText | None:
    """Return a share between 0 and 1 as a whole percentage."""
    return None if value is None else _in_all(lambda language: share(value, language))


def _in_all(write: Any) -> MultilingualText:  # noqa: ANN401 - a function of the language
    return MultilingualText(*(write(each) for each in LANGUAGES))


@dataclass(frozen=True)
class Wording:
    """Says lists and codes in every language."""

    definitions: Definitions

    def listed(self, texts: Iterable[str | None], most: int = MOST_LISTED) -> MultilingualText | None:
        """Return texts of any language one after another, the first few of them."""
        known = sorted({each for each in texts if each})
        return self.joined([MultilingualText(each, each, each) for each in known], most)

    def coded(self, codelist: str, codes: Iterable[str | None]) -> MultilingualText | None:
        """Return the names of codes, in the order of their list."""
        known, wanted = self.definitions.codelists[codelist], {each for each in codes if each}
        return self.joined([each.name for each in known if each.id in wanted], len(wanted) or 1)

    def joined(self, texts: Sequence[MultilingualText], most: int = MOST_LISTED) -> MultilingualText | None:
        """Return texts one after another; those beyond the most are counted."""
        if not texts:
            return None
        return _in_all(lambda language: self._joined(texts, most, language))

    def _joined(self, texts: Sequence[MultilingualText], most: int, language: Language) -> str:
        told = [each.in_language(language) for each in texts[:most]]
        if len(texts) > most:
            told.append(self.say("more", language, count=format_number(len(texts) - most, language)))
        return f"{SPACE if language == 'fr' else ''}; ".join(told)

    def between(self, least: float | None, greatest: float | None) -> MultilingualText | None:
        """Return two values in per cent, one where they are the same."""
        if least is None or greatest is None:
            return None
        if least == greatest:
            return per_cent(least)
        ends = {"least": least, "greatest": greatest}
        return _in_all(
            lambda language: self.say(
                "per_cent", language, **{name: format_number(each, language, 1) for name, each in ends.items()}
            )
        )

    def answer(self, *, is_so: bool) -> MultilingualText:
        """Return yes or no."""
        return _in_all(lambda language: self.say("is_so" if is_so else "is_not", language))

    def say(self, key: str, language: Language, **values: object) -> str:
        """Return a text of `definitions/interface/metadata.yaml`."""
        return self.definitions.texts.get(f"metadata.generated.{key}", language, **values)
