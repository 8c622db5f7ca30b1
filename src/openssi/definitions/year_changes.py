"""Which changes since the last accepted year are shown, as it is declared."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import get_args

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.item import ItemType
from openssi.vocabulary.year_changes import YearChangeRules


def load_year_changes(root: Path) -> YearChangeRules:
    """Read `definitions/year_changes.yaml`.

    Raises:
        FixTheFile: with the line, if a key or a type is unknown, or a threshold is no number above zero.
    """
    source = read_yaml(root / "year_changes.yaml").only("at_least", "shown", "least_count", "types")
    return YearChangeRules(
        at_least=_positive(source, "at_least"),
        shown=int(_positive(source, "shown")),
        least_count=_positive(source, "least_count"),
        types=frozenset(_types(source)),
    )


def _types(source: Source) -> list[ItemType]:
    known: tuple[ItemType, ...] = get_args(ItemType)
    named = source.texts("types")
    for each in named:
        if each not in known:
            raise source["types"].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(known))
    return [each for each in known if each in named]


def _positive(source: Source, key: str) -> Decimal:
    written = source.text(key)
    try:
        found = Decimal(written)
    except InvalidOperation:
        found = Decimal(0)
    if not (found.is_finite() and found > 0):
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=written)
    return found
