"""What is said of counts across registers, in sentences and in words."""

from collections.abc import Iterator

from openssi.definitions import default_root, load_texts
from openssi.microdata.disclosure.suppression import rounded
from openssi.microdata.registers.marks import CONTRADICTED, UNKNOWN
from openssi.microdata.registers.overlap import Overlap
from openssi.present.numbers import format_number
from openssi.vocabulary.disclosure import DisclosureRule
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


def summary_of(found: Overlap, rule: DisclosureRule | None, spoken: Language) -> Iterator[str]:
    """Iterate over what is said of a count: persons covered, rows left out, contradictions; what may leave of it."""
    if rule is not None and found.covered < rule.minimum:
        return

    def number(persons: int) -> str:
        return format_number(persons if rule is None else rounded(persons, rule.rounding), spoken)

    together = sum(each.report.persons for each in found.extracts)
    persons = {"persons": number(found.covered), "together": number(together)}
    yield register_text("count.summary", spoken, count=len(found.schemes), **persons)
    if found.left_out:
        rows, most = format_number(found.left_out, spoken), number(found.covered + found.left_out)
        yield register_text("count.left_out", spoken, count=found.left_out, rows=rows, most=most)
    ending, scheme = ("believed", found.precedence[0]) if found.precedence else ("apart", CONTRADICTED)
    for name, contradicted in found.contradicted.items():
        if contradicted and (rule is None or contradicted >= rule.minimum):
            told = {"dimension": register_text(f"heads.{name}", spoken), "persons": number(contradicted)}
            yield register_text(f"count.contradicted_{ending}", spoken, count=contradicted, scheme=scheme, **told)
