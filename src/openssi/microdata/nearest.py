"""The error of a name that is not known, with the nearest that is."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_MOST = 40


def unknown_name(code: str, name: str, known: Iterable[str], place: Place | None = None) -> FixTheFile:
    """Return the error of a name, with the nearest of those that are known."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.0)
    nearest = near[0] if near else "-"
    return FixTheFile.because(code, place, name=name, nearest=nearest, known=enumerated(names))


def enumerated(names: Sequence[str]) -> str:
    """Return names with commas between them: of a file of hundreds of columns the first, and how many there are."""
    if len(names) <= _MOST:
        return ", ".join(names) or "-"
    return f"{', '.join(names[:_MOST])}, … ({len(names)})"


def nearest_column(column: str, known: Sequence[str]) -> str:
    """Return the column that differs in capitals, blanks or accents only, else the one written most alike."""
    plain = {_plain(each): each for each in reversed(known)}
    [nearest] = get_close_matches(_plain(column), list(plain), n=1, cutoff=0.0)
    return plain[nearest]


def _plain(name: str) -> str:
    return normalize("NFKC", name).strip().casefold()
