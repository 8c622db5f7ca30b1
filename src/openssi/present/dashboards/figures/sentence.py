"""The sentence of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a page says first.

    Attributes:
        headline: One sentence with the number in it, without a full stop.
        lead: One or two more sentences: who is left out, the best and the worst; empty where there is nothing to add.
    """

    headline: str
    lead: str = ""
