"""What a survey says about programmes: their indicators as declared, and figures of them."""

from dataclasses import dataclass

from openssi.vocabulary.estimate import Estimate, Unit
from openssi.vocabulary.text import MultilingualText

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
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class ProgrammeEstimate:
    """A figure of one programme, or of several together."""

    programme: str
    estimate: Estimate
