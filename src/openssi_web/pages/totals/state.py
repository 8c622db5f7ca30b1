"""What there is to say of a reported total beside its proposal: confirmed, different, outside the bounds, to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from openssi.collect.workbook_plan import CONFIRMED
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.indicators.proposal import Proposal
from openssi.vocabulary.confidentiality import MARK
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.forms.totals import SexNow

State = Literal[
    "outside", "stale", "open", "differs", "agrees", "confirmed", "reported", "absent", "calculated", "none"
]
LOOK_AT: tuple[State, ...] = ("outside", "stale", "open")
"""States in which the country has something to do, the gravest first."""

_OF_A_PROPOSAL = frozenset({"E", "U"})

_GRAVEST_FIRST: tuple[State, ...] = (
    *LOOK_AT, "differs", "reported", "agrees", "confirmed", "absent", "calculated", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reported total beside its proposal.

    Attributes:
        proposed: Whole persons, none where nothing is proposed or the person may not see it.
        bounds: Fewest and most persons, none where there are none.
        reported: Persons, none where no number is reported.
        is_partial: Whether persons of some parts are missing, so that there can be more than the bounds say.
        power: Power of ten in which the country counts persons: the last digit of what it can report.
    """

    proposed: Decimal | None
    bounds: tuple[Decimal, Decimal] | None
    reported: Decimal | None
    is_partial: bool
    power: int

    @property
    def agrees(self) -> bool:
        """Whether the report is the proposal, as exactly as the country counts."""
        difference = self.difference
        return difference is not None and abs(difference) * 2 <= Decimal(10) ** self.power

    @property
    def difference(self) -> Decimal | None:
        """The report less the proposal."""
        return None if self.reported is None or self.proposed is None else self.reported - self.proposed

    @property
    def is_outside(self) -> bool:
        """Whether the report is less or more than there can be, by at least one digit of what is reported."""
        if self.reported is None or self.bounds is None:
            return False
        lower, upper = self.bounds
        least = Decimal(10) ** self.power
        return self.reported <= lower - least or (not self.is_partial and self.reported >= upper + least)

    @property
    def is_inside(self) -> bool:
        """Whether the report can be true, as far as is known; not said where parts are missing."""
        return self.reported is not None and self.bounds is not None and not (self.is_outside or self.is_partial)


def comparison(each: SexNow, power: int, *, is_seen: bool) -> Comparison:
    """Return a total of one sex beside its proposal; nothing of the proposal where a person may not see it."""
    proposal = each.proposal if is_seen else None
    union = proposal.union if proposal is not None else None
    has_bounds = union is not None and "formula" not in union.basis
    return Comparison(
        whole_persons(proposal),
        (union.lower, union.upper) if union is not None and has_bounds else None,
        each.cell.content.scaled,
        is_partial=proposal is not None and proposal.is_partial,
        power=power,
    )


def whole_persons(proposal: Proposal | None) -> Decimal | None:
    """Return the proposed value in whole persons."""
    persons = proposal.persons if proposal is not None else None
    return None if persons is None else persons.quantize(Decimal(1), ROUND_HALF_UP)


def state_of(each: SexNow, found: Comparison, *, is_calculated: bool) -> State:
    """Return the state of a total of one sex."""
    content = each.cell.content
    if is_calculated or content.text == MARK:
        return "calculated" if is_calculated else "reported"
    if found.reported is None and not content.is_empty:
        return "absent"
    if found.proposed is None:
        return "none" if found.reported is None else "reported"
    if found.reported is None:
        return "open"
    if content.method == CONFIRMED:
        return "confirmed" if found.agrees else "stale"
    return _without_confirmation(found)


def _without_confirmation(found: Comparison) -> State:
    if found.agrees:
        return "agrees"
    return "outside" if found.is_outside else "differs"


def clears_status(content: Content) -> bool:
    """Whether a number that is entered now does not keep the status of its cell.

    What a confirmed proposal carried goes with it, and a reason for having no number goes when there is one.
    """
    was_proposed = content.method == CONFIRMED and content.obs_status in _OF_A_PROPOSAL
    return was_proposed or content.obs_status in MISSING_STATUSES


def gravest(states: Iterable[State]) -> State:
    """Return the state of a total from those of its sexes."""
    found = set(states)
    return next((each for each in _GRAVEST_FIRST if each in found), "none")
