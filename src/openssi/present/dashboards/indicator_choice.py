"""An indicator that is asked for in words: by its name in any language, its code, or some words of these."""

from collections.abc import Iterable

from openssi.definitions import Definitions
from openssi.present.search.folding import compact, words_of
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import LANGUAGES


def indicator_named(definitions: Definitions, offered: Iterable[str], words: str) -> str:
    """Return the indicator that words name, empty where none is.

    Whole names and codes come first; else the first of those offered of which every word is a part.

    Args:
        definitions: The indicators.
        offered: Ids of those that can be chosen.
        words: What was typed, in any of the languages, with or without accents and capitals.
    """
    wanted, parts = compact(words), words_of(words)
    known = [definitions.indicators[each] for each in offered]
    whole = (each.id for each in known if wanted in {compact(name) for name in _names(each)})
    some = (each.id for each in known if all(part in compact(" ".join(_names(each))) for part in parts))
    return next(whole, "") or next(some, "") if wanted else ""


def _names(indicator: Indicator) -> list[str]:
    told = [name.in_language(each) for name in (indicator.short_name, indicator.name) for each in LANGUAGES]
    return [indicator.id, *([indicator.code] if indicator.code else []), *told]
