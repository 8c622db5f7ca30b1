"""Confidentiality in words: the mark of a figure, its level and the day of an embargo."""

import datetime as dt
from collections.abc import Iterator, Mapping

from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.confidentiality import CODES, MARK, SET_BY_THE_COMPILER
from openssi.vocabulary.text import Language

FILE = "confidentiality"


def level_in_words(
    texts: Texts, codelists: Mapping[str, CodeList], language: Language, code: str, embargo: str = ""
) -> str:
    """Return the level of a figure with its mark: `:c Confidential statistical information`."""
    label = label_of(codelists, language, code)
    day = _day(embargo, language) if embargo else ""
    key = "with_day" if day else "level"
    return texts.get(f"{FILE}.{key}", language, mark=MARK, label=label, day=day)


def label_of(codelists: Mapping[str, CodeList], language: Language, code: str) -> str:
    """Return a level in words, its code where the list does not have it."""
    found = codelists.get(CODES)
    return found[code].name.in_language(language) if found is not None and code in found else code


def choices(codelists: Mapping[str, CodeList], language: Language) -> Iterator[tuple[str, str]]:
    """Iterate over the levels that a country may choose, code and label."""
    for each in codelists.get(CODES) or ():
        if each.id not in SET_BY_THE_COMPILER:
            yield each.id, each.name.in_language(language)


def _day(text: str, language: Language) -> str:
    try:
        return format_day(dt.date.fromisoformat(text), language)
    except ValueError:
        return text
