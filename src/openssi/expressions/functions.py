"""The closed table of the functions of the language."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "condition", "cell", "schemes", "benefits", "functions", "ages", "codes"]
ResultType = Literal["number", "boolean", "text", "set", "argument"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call.

    Attributes:
        kind: What it works on: numbers or conditions given to it, one cell, or each scheme, benefit, function, age band
            or code in turn.
        least: Fewest arguments.
        most: Most arguments, none where there is no limit.
        result: Type of its value; `argument` is the type of what it is given.
        filtered: Whether a filter may follow a semicolon.
    """

    name: str
    kind: Kind
    least: int
    most: int | None
    result: ResultType
    filtered: bool = False


FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function("abs", "number", 1, 1, "number"),
        Function("min", "number", 1, None, "number"),
        Function("max", "number", 1, None, "number"),
        Function("coalesce", "number", 2, None, "argument"),
        Function("null", "condition", 1, 1, "boolean"),
        Function("status", "cell", 1, 1, "text"),
        Function("sumS", "schemes", 1, 1, "number", filtered=True),
        Function("sumB", "benefits", 1, 1, "number", filtered=True),
        Function("max_B", "benefits", 1, 1, "number", filtered=True),
        Function("any_S", "schemes", 1, 1, "boolean", filtered=True),
        Function("all_S", "schemes", 1, 1, "boolean", filtered=True),
        Function("any_B", "benefits", 1, 1, "boolean", filtered=True),
        Function("all_B", "benefits", 1, 1, "boolean", filtered=True),
        Function("set", "benefits", 1, 1, "set", filtered=True),
        Function("sum_func", "functions", 1, 1, "number", filtered=True),
        Function("sum_age", "ages", 1, 1, "number", filtered=True),
        Function("count", "codes", 1, 1, "number"),
    )
}
"""Functions by name."""

GIVEN_NAMES = frozenset({"item", "f", "n_terms"})
"""Names that the language gives without `where`: the cell's item, each function in turn, the cells of an identity."""

CELL_ATTRIBUTES = {
    "Q.OBS_STATUS": "obs_status",
    "Q.CONF_STATUS": "conf_status",
    "Q.METHOD": "method",
    "Q.NOTE": "note",
    "Q.SRC_REF": "source",
    "Q.REF_MOMENT": "ref_detail",
}
"""Items of table Q1 that travel with each cell, and where an observation keeps them."""

NIL_STATUSES = frozenset({"M", "N"})
"""Statuses that count as nil in a sum: the figure cannot exist, or rounds to zero."""

MISSING_STATUSES = frozenset({"L", "O", "Q", "J", "K"})
"""Statuses that make a sum missing."""

DERIVED_AGES = frozenset({"T", "_T", "CHILD", "Y15T64", "PENAGE"})
"""Age codes that are sums of bands."""

UNKNOWN = frozenset({"U", "_U"})
"""Codes of a sex or age that is not known."""
