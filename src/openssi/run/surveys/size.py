"""Whether so many figures as are asked for can be protected while somebody waits."""

from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.text import counted

LONG = 10_000
"""Figures from which on protection takes minutes."""

MOST = 100_000
"""Figures that are protected together at most: the time grows with their number."""


def notices_of_many(figures: int, rule: DisclosureRule | None) -> list[Problem]:
    """Return what is to be told of a number of figures before they are made.

    Args:
        figures: That are asked for.
        rule: By which they leave; None where they stay here.

    Raises:
        FixTheFile: if they are too many to be protected.
    """
    if rule is None or figures <= LONG:
        return []
    if figures > MOST:
        raise FixTheFile.because("DISCLOSURE_TOO_MANY_FIGURES", count=counted(figures), most=counted(MOST))
    return [Problem("DISCLOSURE_MANY_FIGURES", values={"count": counted(figures)})]
