"""Which changes since the last accepted year are shown to those who answer."""

from dataclasses import dataclass
from decimal import Decimal

from openssi.vocabulary.item import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChangeRules:
    """Thresholds of what is shown.

    Attributes:
        at_least: Smallest change that is shown, as a share of the last value.
        shown: How many are shown at first.
        least_count: Counts that are smaller in both years are left out.
        types: Types of the items that are looked at.
    """

    at_least: Decimal
    shown: int
    least_count: Decimal
    types: frozenset[ItemType]
