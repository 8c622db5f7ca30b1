"""What is told beside a value, in words: `X.POV_LINE_INT=3; Q.PPP_YEAR=2021` with the labels of the items."""

import re
from decimal import Decimal, InvalidOperation

from openssi.definitions import Definitions
from openssi.present.numbers import SPACE, format_exact
from openssi.present.punctuation import listed
from openssi.present.quoting import Quoting
from openssi.vocabulary.item import Item
from openssi.vocabulary.text import Language

_TOLD = re.compile(r"([A-Z]\.\w+)=(.+)")
_YEARS = frozenset({"year"})


def told_in_words(note: str, definitions: Definitions, language: Language) -> Quoting:
    """Return a note with labels in place of items, names in place of codes, and numbers as the language writes them.

    What is no item and value stands as it is, and is told as a quotation.
    """
    parts = note.split("; ")
    told = [_in_words(part, definitions, language) for part in parts]
    if is_told_by_items(note, definitions):
        return Quoting(listed(told, language))
    own = {part for part in parts if part in definitions.layouts.texts}
    return Quoting(listed(told, language), (part for part in parts if part in told and part not in own))


def source_in_words(source: str, definitions: Definitions, language: Language) -> Quoting:
    """Return a source in the language of the reader where the definitions say it, else as it stands, as a quotation."""
    known = definitions.layouts.texts.get(source)
    if known is None:
        return Quoting(source, [source])
    return Quoting(listed(known.in_language(language).split("; "), language))


def is_told_by_items(note: str, definitions: Definitions) -> bool:
    """Whether every part of a note is an item and its value, so that it exists in every language."""
    found = (_TOLD.fullmatch(part) for part in note.split("; "))
    return all(each is not None and each[1] in definitions.questionnaire.items for each in found)


def _in_words(part: str, definitions: Definitions, language: Language) -> str:
    found = _TOLD.fullmatch(part)
    item = definitions.questionnaire.items.get(found[1]) if found else None
    if found is None or item is None:
        known = definitions.layouts.texts.get(part)
        return known.in_language(language) if known is not None else part
    colon = f"{SPACE}: " if language == "fr" else ": "
    return f"{item.label.in_language(language)}{colon}{_value(item, found[2], definitions, language)}"


def _value(item: Item, text: str, definitions: Definitions, language: Language) -> str:
    if item.codelist in definitions.codelists and text in definitions.codelists[item.codelist]:
        return definitions.codelists[item.codelist][text].name.in_language(language)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return text if item.type in _YEARS else format_exact(number, language)
