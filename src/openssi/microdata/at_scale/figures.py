"""A figure of a domain with the influence of a row on it, as SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Influence(NamedTuple):
    """What a row of a domain adds to the linearised total, before its weight.

    Attributes:
        sql: It may name y, w, phi and amounts; its numbers stand in braces.
        numbers: Of this domain.
    """

    sql: str
    numbers: tuple[float, ...] = ()


NONE = Influence("0")
"""Of a row on what depends on its domain by nothing but a national line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure of a domain.

    Attributes:
        value: The figure; None where `reason` says why there is none.
        influence: Of the rows of the domain; None where there is none.
        slopes: By how much the figure moves with what is estimated from all rows, such as the median, by its name.
        share: Of a quantile: the share of the population up to it, on which the influence is.
        reason: Code of a message.
    """

    value: float | None
    influence: Influence | None = None
    share: float | None = None
    slopes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""


def no_figure(reason: str) -> Figure:
    """Return that there is no figure, and why."""
    return Figure(value=None, reason=reason)


def error_unknown(value: float, reason: str) -> Figure:
    """Return a figure without an influence, and why."""
    return Figure(value=value, reason=reason)
