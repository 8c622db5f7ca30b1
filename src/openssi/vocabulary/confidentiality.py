"""The levels of confidentiality of a cell (INQUIRY, section 2.9), after the codes of SDMX."""

from typing import Literal

Level = Literal["public", "restricted", "confidential"]

CODES = "CL_CONF_STATUS"
ITEM = "Q.CONF_STATUS"
"""Says for a table, a scheme or the country what holds for a cell that says nothing of its own."""

FREE, INTERNAL, EMBARGOED = "F", "N", "E"
SECONDARY_BY_RECEIVER = "S"
SET_BY_THE_COMPILER = frozenset({SECONDARY_BY_RECEIVER})
"""What a release itself withholds so that no subtraction gives another cell; nobody types it."""

MARK = ":c"
"""Stands for a figure that is confidential, as in the tables of Eurostat."""


def level_of(status: str, embargo: str, today: str) -> Level:
    """Return who may know a figure: everybody, the country and the compiler, or named roles alone.

    Args:
        status: Code of CL_CONF_STATUS; what is unknown is confidential.
        embargo: Day from which a figure of status `E` is free, as an ISO date; without one it is held back.
        today: The day on which somebody asks, as an ISO date.
    """
    if status in {"", FREE}:
        return "public"
    if status == EMBARGOED and embargo and embargo <= today:
        return "public"
    return "restricted" if status == INTERNAL else "confidential"
