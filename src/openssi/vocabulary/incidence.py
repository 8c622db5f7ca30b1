"""What a survey says about programmes: their indicators as declared, and figures of them."""

from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.estimate import Estimate, Unit
from openssi.vocabulary.text import MultilingualText

THE_POOR = "poor"
"""Name of the target group where none is named: the poor before the programme."""

QUINTILE = "quintile"
"""Name of the domain variable that is the fifths of the population by welfare; its domains are Q1 to Q5."""

FIFTHS = ("Q1", "Q2", "Q3", "Q4", "Q5")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitIndicator:
    """An indicator of programmes in surveys.

    Attributes:
        id: Its name, as it is asked for (`coverage`).
        name: Its name for people.
        formula: How it is made, in words.
        unit: Of its figures.
        by_quintile: Whether it is made by fifths of welfare.
        needs_line: Whether it rests on the poverty line.
        is_aspire: Whether it is one of ASPIRE.
        of_beneficiaries: Whether the figure rests on beneficiaries only, not on all persons of the group.
        source: Where it was defined.
        date: When that source was read, or when it appeared, as an ISO date or a year.
    """

    id: str
    name: MultilingualText
    formula: MultilingualText
    unit: Unit
    by_quintile: bool
    needs_line: bool
    is_aspire: bool
    of_beneficiaries: bool
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class ProgrammeEstimate:
    """A figure of one programme, or of several together.

    Attributes:
        programme: Its name.
        estimate: The figure.
        beneficiaries: Rows of the domain that receive; None where it may not leave.
        is_direct: Whether these are recipients only, not everybody who lives with one.
        fifths: What the fifths are those of, where a domain is one: welfare `after` or `before` the programme.
    """

    programme: str
    estimate: Estimate
    beneficiaries: int | None = None
    is_direct: bool = False
    fifths: Literal["after", "before"] = "after"
