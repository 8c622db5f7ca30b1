"""The error of a name that is not known, with the nearest that is."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from unicodedata import normalize

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_MOST = 40

NO_WORDS: Mapping[str, MultilingualText] = MappingProxyType({})


def unknown_name(
    code: str,
    name: str,
    known: Iterable[str],
    place: Place | None = None,
    called: Mapping[str, MultilingualText] = NO_WORDS,
    **values: object,
) -> FixTheFile:
    """Return the error of a name, with the nearest of those that are known.

    Args:
        code: Of the message, which says `name`, `nearest` and `known`.
        name: What was written.
        known: Names.
        place: Where it was written.
        called: What names are called in words, which stand behind them.
        values: Of further slots of the message.
    """
    names = list(known)
    shown = MultilingualText(
        *(enumerated([_with_words(each, called, language) for each in names]) for language in LANGUAGES)
    )
    nearest = nearest_of(name, names, called)
    return FixTheFile.because(code, place, name=name, nearest=nearest, known=shown, **values)


def nearest_of(name: str, names: Sequence[str], called: Mapping[str, MultilingualText] = NO_WORDS) -> str:
    """Return the name that is nearest to what was written, or what it is called in any language; `-` of none.

    One that differs in capitals, blanks or accents only is the nearest.
    """
    words: dict[str, str] = {}
    for each in names:
        said = called.get(each)
        for word in (each, *(() if said is None else (said.en, said.fr, said.es))):
            words.setdefault(_plain(word), each)
    near = get_close_matches(_plain(name), [*words], n=1, cutoff=0.0)
    return words[near[0]] if near else "-"


def enumerated(names: Sequence[str]) -> str:
    """Return names with commas between them: of a file of hundreds of columns the first, and how many there are."""
    if len(names) <= _MOST:
        return ", ".join(names) or "-"
    return f"{', '.join(names[:_MOST])}, … ({len(names)})"


def _plain(name: str) -> str:
    return normalize("NFKC", name).strip().casefold()


def _with_words(name: str, called: Mapping[str, MultilingualText], language: Language) -> str:
    said = called[name].in_language(language) if name in called else name
    return name if said == name else f"{name} ({said})"
