"""Whether a branch meets a standard, condition by condition, with the numbers and the cells that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.standard import Calculation, ConditionKind, Provenance, ReferenceWage, StandardBranch

Outcome = Literal["met", "not_met", "not_known", "not_judged"]
Verdict = Literal["met", "not_met", "not_known", "indicative"]

Term = Fraction | str | int
NO_TERMS: Mapping[str, Term] = MappingProxyType({})


def met_if(holds: bool) -> Outcome:
    """Return that a condition is met if it holds, else that it is not."""
    return "met" if holds else "not_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One requirement beside what a country has.

    Attributes:
        phrase: Which sentence of the interface says it (`standards.arithmetic.<phrase>`).
        terms: What fills the sentence: numbers, or codes.
        found: The number that is compared, in the unit of the requirement.
        required: The number that it is compared with.
        at_most: Whether the requirement is a maximum.
        cells: Ids of the answers and context data that it rests on.
        missing: Items that would have to be known.
        is_indicative: Whether it rests on something less than what the Convention names.
    """

    kind: ConditionKind
    outcome: Outcome
    phrase: str
    provenance: Provenance
    terms: Mapping[str, Term] = field(default_factory=lambda: NO_TERMS)
    found: Fraction | None = None
    required: Fraction | None = None
    at_most: bool = False
    cells: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    is_indicative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchVerdict:
    """The verdict on one branch.

    Attributes:
        scheme: The reference scheme, empty where none is named.
        calculation: The calculation by which its benefit is judged.
        is_assumed: Whether the calculation was assumed.
        wage: The reference wage that was used, none where none was.
        verdict: Met, not met, not known, or indicative.
        indication: Where it is indicative, what it indicates.
        ratified: Whether the country has ratified the Convention, none where it does not say.
        accepted: Whether it has accepted the part, none where it does not say or where that is not asked.
    """

    ref_area: str
    year: int
    branch: StandardBranch
    scheme: str
    calculation: Calculation | None
    is_assumed: bool
    wage: ReferenceWage | None
    conditions: tuple[Condition, ...]
    verdict: Verdict
    indication: Outcome
    ratified: bool | None
    accepted: bool | None

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell that the verdict rests on."""
        return tuple(dict.fromkeys(cell for each in self.conditions for cell in each.cells))

    @property
    def missing(self) -> tuple[str, ...]:
        """Every item that would have to be known."""
        return tuple(dict.fromkeys(item for each in self.conditions for item in each.missing))
