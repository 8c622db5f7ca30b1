"""Wide frames: one row per country, scheme, benefit or cell, and one column for each cell that conditions read.

The exchange formats that have no cells, such as VTL and SQL, are given such a frame. Here stand the names of its
columns and the traversal that finds them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openssi.expressions import syntax as tree
from openssi.expressions.format import format_expression
from openssi.expressions.functions import ALL_FACTS, FUNCTIONS, METADATA, UNKNOWN
from openssi.expressions.python.references import dimensions_of
from openssi.expressions.syntax import Expression
from openssi.vocabulary.item import Questionnaire

ColumnKind = Literal["value", "presence", "status", "member", "derived", "terms", "text", "form"]
ColumnType = Literal["Number", "String", "Boolean"]

_TYPES: Mapping[str, ColumnType] = {"number": "Number", "boolean": "Boolean", "text": "String"}
_TOTALS = frozenset({"T", "_T"})
_SIGNS = {"!=": " ne ", "<=": " le ", ">=": " ge ", "<": " lt ", ">": " gt ", "/": " over ", "*": " times "}
_SIGN = re.compile("!=|<=|>=|[<>/*]")
_OVER_UNITS = frozenset({"schemes", "benefits", "cells"})


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """A column of a wide frame.

    Attributes:
        name: Letters, digits and underscores.
        kind: `value` of a cell; `presence`: how it counts in a sum (`evaluation.Presence`, in capitals); its `status`;
            `member`: whether a code is in an answer of several codes; `derived`: a sum over schemes or benefits, or
            what is known of the cell; `terms`: how many numeric cells a part was made of; `text`: the answer of the
            current cell where it is no number; `form`: `core` or `full`.
        expression: What its values are, or are told of.
        sex: Which sex a reference without index means: `T`, `M` or `F`.
        function: The function whose turn it is, empty where none is.
    """

    name: str
    kind: ColumnKind
    type: ColumnType
    expression: Expression
    sex: str = "T"
    function: str = ""


@dataclass(frozen=True, slots=True)
class FrameNames:
    """Names the columns of one turn: of one sex, and of one function.

    Attributes:
        questionnaire: Types, breakdowns and formulas of the items.
        sex: Which sex a reference without index means: `T`, `M` or `F`.
        function: The function whose turn it is, empty where none is.
    """

    questionnaire: Questionnaire
    sex: str = "T"
    function: str = ""

    def value(self, node: tree.Reference) -> FrameColumn:
        """Return the column of the value of a cell, or of what is said of it."""
        item = self.questionnaire.items.get(node.item)
        is_number = node.item == "cell" or (item is not None and item.is_numeric)
        has_formula = item is not None and bool(item.formula)
        name = self._cell(node, apart=has_formula)
        return self._column(name, "value", "Number" if is_number else "String", node)

    def presence(self, node: tree.Reference) -> FrameColumn:
        """Return the column that tells how a cell counts in a sum."""
        return self._column(f"{self._cell(node, apart=True)}__PRESENCE", "presence", "String", node)

    def status(self, node: tree.Call) -> FrameColumn:
        """Return the column of the observation status of a cell."""
        cell = node.arguments[0]
        name = self._cell(cell, apart=False) if isinstance(cell, tree.Reference) else _words(cell)
        return self._column(f"{name}__STATUS", "status", "String", node)

    def member(self, node: tree.Membership) -> FrameColumn:
        """Return the column that tells whether an answer of several codes has one of them."""
        found = tree.Membership(node.value, node.container)
        cell = node.container
        name = self._cell(cell, apart=False) if isinstance(cell, tree.Reference) else _words(cell)
        return self._column(f"{name}__HAS_{_words(node.value)}", "member", "Boolean", found)

    def derived(self, node: tree.Call) -> FrameColumn:
        """Return the column of what a function gives, computed when the frame is made."""
        turn = f"__BY_{self.sex}" if self.sex not in _TOTALS else ""
        return self._column(f"{_words(node)}{turn}", "derived", _TYPES[FUNCTIONS[node.name].result], node)

    def terms(self, node: Expression) -> FrameColumn:
        """Return the column that counts the numeric cells of a part."""
        turn = f"__BY_{self.sex}" if self.sex not in _TOTALS else ""
        return self._column(f"N_TERMS_{_words(node)}{turn}", "terms", "Number", node)

    def text(self) -> FrameColumn:
        """Return the column of the answer of the current cell where it is no number."""
        return self._column("CELL__TEXT", "text", "String", tree.Reference("cell"))

    def item(self) -> FrameColumn:
        """Return the column of the item of the current cell."""
        return self._column("ITEM", "value", "String", tree.Name("item"))

    def form(self) -> FrameColumn:
        """Return the column of the form that the country answered."""
        return self._column("FORM", "form", "String", tree.Text("full"))

    def _column(self, name: str, kind: ColumnKind, type_: ColumnType, node: Expression) -> FrameColumn:
        return FrameColumn(name, kind, type_, node, self.sex, self.function)

    def _cell(self, node: tree.Reference, *, apart: bool) -> str:
        """Return the name of a cell; `apart` tells a sex that is meant from one that is written."""
        item = self.questionnaire.items.get(node.item)
        offered = item.breakdowns if item is not None else ()
        codes = dimensions_of([_code(each) for each in node.index], offered)
        suffixes = [_suffix(name, code) for name, code in codes.items() if name == "FUNC" or code not in _TOTALS]
        if self.function and "FUNC" in offered and "FUNC" not in codes:
            suffixes.insert(0, self.function)
        if self.sex not in _TOTALS and "SEX" not in codes and ("SEX" in offered or apart):
            suffixes.append(f"BY_{self.sex}" if apart else self.sex)
        lag = [f"L{node.lag}"] if node.lag else []
        return "__".join([node.item.replace(".", "_").upper(), *suffixes, *lag])


def _suffix(dimension: str, code: str) -> str:
    return f"AGE_{code}" if dimension == "AGE" and code in UNKNOWN else code


def _code(node: Expression) -> str:
    return node.id if isinstance(node, tree.Code) else format_expression(node)


def _words(node: Expression) -> str:
    text = _SIGN.sub(lambda found: _SIGNS[found.group()], format_expression(node))
    return re.sub(r"[^A-Za-z0-9_]+", "_", text).strip("_")


def needed_cells(expression: Expression) -> tuple[tree.Reference, ...]:
    """Return the cells that an expression reads where it is evaluated, each once, in the order of its text.

    What is read inside a sum over schemes, benefits or all cells is not among them: it belongs to other rows. Nor are
    facts (`file.country`) and what is said of a cell (`Q.NOTE`).
    """
    found: dict[tree.Reference, None] = {}
    waiting: list[Expression] = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tree.Reference) and not _is_said(part):
            found[part] = None
        if isinstance(part, tree.Call) and FUNCTIONS[part.name].kind in _OVER_UNITS:
            continue
        waiting.extend(reversed(list(part.children())))
    return tuple(found)


def _is_said(node: tree.Reference) -> bool:
    return node.item in ALL_FACTS or node.item.startswith(METADATA)
