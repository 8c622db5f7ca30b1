"""Sources that are written in several forms: a longer form of a source that is named is not another."""

from collections.abc import Iterable

_LEAD = "Source: "


def one_form_each(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources in their order, each in its shortest form and at the place of its first form."""
    written = list(
        filter(None, dict.fromkeys(" ".join(each.split()).removeprefix(_LEAD).rstrip(". ") for each in sources))
    )
    shortest = sorted(written, key=len)
    return tuple(dict.fromkeys(next(short for short in shortest if _is_form_of(each, short)) for each in written))


def _is_form_of(longer: str, shorter: str) -> bool:
    """Whether one begins with the other, and not in the middle of a word."""
    return longer.startswith(shorter) and not longer[len(shorter) :][:1].isalnum()
