"""Types and units of the parts of an expression."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.item import Item

Type = Literal["number", "text", "boolean", "set", "any"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part of an expression gives.

    Attributes:
        type: `any` where it cannot be told.
        unit: `persons`, `LCU`, `LCU/month`, ...; none where a number has none or it cannot be told.
        codelist: The code list that its codes belong to, or empty.
    """

    type: Type = "any"
    unit: str | None = None
    codelist: str = ""


NUMBER = Meaning("number")
BOOLEAN = Meaning("boolean")
TEXT = Meaning("text")
ANY = Meaning()


def meaning_of(item: Item) -> Meaning:
    """Return what an item gives."""
    if item.is_numeric:
        return Meaning("number", unit_of(item.unit))
    return Meaning("set" if item.type in {"codes", "list"} else "text", None, item.codelist)


def unit_of(written: str) -> str | None:
    """Return the unit in which numbers are compared; none for counts whose unit each benefit states itself."""
    unit = written.strip()
    if unit in {"", "-"} or "UNIT_REC" in unit:
        return None
    return "%" if unit.startswith(("%", "per cent")) else unit


def common_unit(units: Iterable[str | None]) -> str | None:
    """Return the unit that all those known agree on, none where they do not."""
    known = {unit for unit in units if unit is not None}
    return known.pop() if len(known) == 1 else None


def product_unit(left: str | None, right: str | None) -> str | None:
    """Return the unit of a product: a number without unit changes nothing, two units make one that is not told."""
    return None if left is not None and right is not None else left or right


def quotient_unit(left: str | None, right: str | None) -> str | None:
    """Return the unit of a quotient."""
    return left if right is None else None
