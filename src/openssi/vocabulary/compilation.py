"""What holds when the compiler fills in the form of a country from public sources."""

from dataclasses import dataclass
from decimal import Decimal

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationRules:
    """The declared limits.

    Attributes:
        tolerance_percent: By how much two sources of one figure may differ without a reason.
        not_found_status: Status of a required cell for which something was searched and not found.
        multipliers: Powers of ten in which a source may state a figure.
        longest_line: Characters of a title, a publisher, a place.
        longest_address: Characters of an address.
        longest_text: Characters of a reason or a note.
    """

    tolerance_percent: Decimal
    not_found_status: str
    multipliers: tuple[int, ...]
    longest_line: int
    longest_address: int
    longest_text: int

    def is_within(self, used: Decimal, other: Decimal) -> bool:
        """Whether two values are as near as sources of one figure may be."""
        percent = difference_percent(used, other)
        return used == other if percent is None else abs(percent) <= self.tolerance_percent


def difference_percent(used: Decimal, other: Decimal) -> Decimal | None:
    """Return by how many per cent of the value that is used another one differs from it, none where that is nil."""
    return None if not used else (other - used) / abs(used) * _HUNDRED
