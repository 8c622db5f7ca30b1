"""What is asked of a dataflow: which series, which years, and how much of each series."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
ORDERING: tuple[Operator, ...] = ("eq", "ne", "lt", "le", "gt", "ge")
"""Operators of numbers and years; the others ask what a text holds: co(ntains), nc (does not), s(tarts)w, e(nds)w."""

Codes = Mapping[str, tuple[str, ...]]
"""Codes by dimension; a dimension that is not named may have any."""


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison with one value, which is a number where its component is one."""

    __test__ = False

    operator: Operator
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Condition:
    """What a component has to be: any of the alternatives, each of which holds where all of its tests hold."""

    component: str
    alternatives: tuple[tuple[Test, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuery:
    """A question to one dataflow. Whoever makes one has looked up its dataflow and components in the structures.

    Attributes:
        dataflow: Its id, which is a table of the release (`DF_INDICATORS`).
        codes: What every series has to fit.
        keys: Of these at least one has to be fitted as well; none where there are none.
        conditions: What every observation has to fulfil.
        first_period: First year.
        last_period: Last year.
        first_n: Number of observations from the beginning of each series.
        last_n: Number of observations from the end of each series. With `first_n` those of both ends are given.
        updated_after: ISO moment in UTC with seconds; only what took its present form later is given.
    """

    dataflow: str
    codes: Codes = field(default_factory=dict)
    keys: tuple[Codes, ...] = ()
    conditions: tuple[Condition, ...] = ()
    first_period: int | None = None
    last_period: int | None = None
    first_n: int | None = None
    last_n: int | None = None
    updated_after: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything is asked for."""
        chosen = (self.codes, self.keys, self.conditions, self.updated_after)
        bounds = (self.first_period, self.last_period, self.first_n, self.last_n)
        return not any(chosen) and all(each is None for each in bounds)
