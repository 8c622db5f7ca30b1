"""What is said of counts across registers, in sentences and in words."""

from collections.abc import Iterator

from openssi.definitions import default_root, load_texts
from openssi.microdata.registers.marks import CONTRADICTED, UNKNOWN
from openssi.microdata.registers.overlap import Overlap
from openssi.microdata.registers.protection import Decided
from openssi.present.numbers import format_number
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.text import Language

_SPECIAL = {UNKNOWN: "unknown", CONTRADICTED: "contradicted", ALL: "everybody"}


def register_text(key: str, spoken: Language, **values: object) -> str:
    """Return a text on registers in a language."""
    return load_texts(default_root()).get(f"register.{key}", spoken, **values)


def dimensions_in_words(names: str, spoken: Language) -> str:
    """Return the dimensions of a table in words."""
    return ", ".join(register_text(f"heads.{each}", spoken) for each in names.split(","))


def codes_in_words(codes: str, spoken: Language) -> str:
    """Return the codes of a cell, in words where they are those of everybody, the unknown or the contradicted."""
    parts = codes.split(",")
    return ", ".join(register_text(_SPECIAL[each], spoken) if each in _SPECIAL else each for each in parts)


def summary_of(found: Overlap, decided: Decided | None, spoken: Language) -> Iterator[str]:
    """Iterate over what is said of a count: persons covered, rows left out, contradictions; what may leave of it."""
    covered = found.covered if decided is None else decided.covered
    if covered is None:
        return
    registered = sum(each.report.persons for each in found.extracts)
    together = registered if decided is None else decided.together
    told = {"persons": format_number(covered, spoken), "together": format_number(together or 0, spoken)}
    key = "count.summary_alone" if together is None else "count.summary"
    yield register_text(key, spoken, count=len(found.schemes), **told)
    if left_out := _few(found.left_out, decided):
        rows, most = format_number(left_out, spoken), format_number(covered + left_out, spoken)
        yield register_text("count.left_out", spoken, count=left_out, rows=rows, most=most)
    ending, scheme = ("believed", found.precedence[0]) if found.precedence else ("apart", CONTRADICTED)
    for name, counted in found.contradicted.items():
        if contradicted := _few(counted, decided):
            said = {"dimension": register_text(f"heads.{name}", spoken), "persons": format_number(contradicted, spoken)}
            yield register_text(f"count.contradicted_{ending}", spoken, count=contradicted, scheme=scheme, **said)


def _few(count: int, decided: Decided | None) -> int | None:
    return count if decided is None else decided.few(count)
