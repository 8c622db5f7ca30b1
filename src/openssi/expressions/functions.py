"""The closed table of the functions of the language."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "condition", "cell", "text", "schemes", "benefits", "functions", "ages", "codes", "cells"]
ResultType = Literal["number", "boolean", "text", "set", "argument"]
FactType = Literal["number", "text", "boolean"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call.

    Attributes:
        kind: What it works on: numbers, texts or conditions given to it, one cell, or each scheme, benefit, function,
            age band, code or answered number in turn.
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
        Function("set_S", "schemes", 1, 1, "set", filtered=True),
        Function("log10", "number", 1, 1, "number"),
        Function("robust_z", "cell", 1, 1, "number"),
        Function("codelist", "text", 1, 1, "set"),
        Function("multiplier", "text", 1, 1, "text"),
        Function("unit_mult", "cell", 1, 1, "number"),
        Function("currency", "cell", 1, 1, "text"),
        Function("prefill", "cell", 1, 1, "number"),
        Function("repeated", "cell", 1, 1, "number"),
        Function("round_run", "cell", 1, 1, "number"),
        Function("starts_with", "text", 2, 2, "boolean"),
        Function("unique", "text", 1, None, "boolean"),
        Function("reported", "condition", 0, 0, "boolean"),
        Function("same_fiscal_year", "condition", 0, 0, "boolean"),
        Function("count_cells", "cells", 1, 1, "number"),
        Function("median_cells", "cells", 1, 1, "number", filtered=True),
    )
}
"""Functions by name."""

GIVEN_NAMES = frozenset({"item", "f", "n_terms"})
"""Names that the language gives without `where`: the cell's item, each function in turn, the cells of an identity."""

CELL_LEVELS = frozenset({"cell", "asked", "table", "explanation", "publication", "overlap", "revision"})
"""Levels at which an expression is about one cell: `cell`, `item` and what is said of the cell can be named."""

FACTS: dict[str, dict[str, FactType]] = {
    "file": {
        "file.country": "text",
        "file.year": "text",
        "file.version": "text",
        "file.base_version": "text",
        "file.confirmed": "boolean",
        "round.country": "text",
        "round.year": "text",
        "round.version": "text",
        "round.base_version": "text",
    },
    "revision": {"revision.value": "number", "revision.previous": "number", "revision.reason": "text"},
    "overlap": {"overlap.value": "number", "overlap.other": "number"},
    "explanation": {"explanation.reason": "text", "explanation.group": "text"},
    "indicator": {
        "indicator.id": "text",
        "indicator.value": "number",
        "indicator.published": "number",
        "indicator.survey": "number",
        "indicator.percentile": "number",
        "indicator.of_everybody": "number",
        "indicator.population_share": "number",
        "indicator.national_source": "text",
    },
    "approval": {
        "approval.coordinator": "boolean",
        "approval.nso": "boolean",
        "approval.nso_asked": "boolean",
    },
    "publication": {"today": "text", "row.suppressed": "number", "row.cells": "number"},
}
"""What is known at a level beside the cells, with its type."""

ALL_FACTS = frozenset(name for facts in FACTS.values() for name in facts)

CELL_ATTRIBUTES = {
    "Q.OBS_STATUS": "obs_status",
    "Q.CONF_STATUS": "conf_status",
    "Q.METHOD": "method",
    "Q.NOTE": "note",
    "Q.SRC_REF": "source",
    "Q.REF_MOMENT": "ref_detail",
}
"""Items of table Q1 that travel with each cell, and where an observation keeps them."""

METADATA = "Q."
"""How the items of table Q1 begin: what is said of a cell, else of its table."""

NIL_STATUSES = frozenset({"M", "N"})
"""Statuses that count as nil in a sum: the figure cannot exist, or rounds to zero."""

MISSING_STATUSES = frozenset({"L", "O", "Q", "J", "K"})
"""Statuses that make a sum missing."""

DERIVED_AGES = frozenset({"T", "_T", "CHILD", "Y0T14", "Y0T15", "Y0T17", "Y15T64", "PENAGE"})
"""Age codes that are sums of bands."""

UNKNOWN = frozenset({"U", "_U"})
"""Codes of a sex or age that is not known."""
