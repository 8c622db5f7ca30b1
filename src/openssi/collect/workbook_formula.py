"""Formulas of calculated items as Excel formulas, so that the workbook adds up while it is filled.

A formula that Excel cannot carry out in the form (another year, sums over schemes) leaves its cell empty; OpenSSI
computes it after reading. Missing parts follow section 0 of the specification: an unanswered part that is not
mandatory counts as nil, a mandatory one leaves the result empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openssi.collect.workbook_columns import letter
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import MONEY_UNITS, PERSON_UNITS, CellValues
from openssi.expressions.parser import parse
from openssi.expressions.syntax import Arithmetic, Call, Expression, Negative, Number, Reference
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL

FUNCTIONS = {"max": "MAX", "min": "MIN", "abs": "ABS"}
NIL_STATUSES = ("M", "N")

_parsed = cache(parse)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a formula: its number, the power of ten of that number, and the condition that it is there."""

    number: str
    power: str
    present: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Formulas:
    """Excel formulas of the calculated cells of one workbook.

    Attributes:
        addresses: Sheet and row of every cell of the form.
        values: Multipliers of the form.
    """

    addresses: Mapping[CellKey, tuple[str, int]]
    values: CellValues

    def formula(self, item: Item, key: CellKey) -> str:
        """Return the formula of a calculated cell, empty where it has none that Excel can carry out."""
        if not item.formula or not _can_be_carried_out(_parsed(item.formula)):
            return ""
        tree = _parsed(item.formula)
        asked = [name for name in sorted(tree.items()) if name in self._items]
        parts = {name: self._part(self._items[name], key) for name in asked}
        known = {name: part for name, part in parts.items() if part is not None}
        if not known or len(known) < len(parts):
            return ""
        return _assembled(tree, known, self._power(item, key))

    @property
    def _items(self) -> Mapping[str, Item]:
        return self.values.plan.questionnaire.items

    def _part(self, item: Item, of: CellKey) -> _Part | None:
        """The cell of a part, none where it has no cell of the same function and sex."""
        key = CellKey(
            item.id,
            of.scheme if item.level in {"scheme", "benefit"} else NOT_APPLICABLE,
            of.benefit if item.level == "benefit" else NOT_APPLICABLE,
            sex=of.sex if "SEX" in item.breakdowns else TOTAL,
            func=of.func if "FUNC" in item.breakdowns else NOT_APPLICABLE,
        )
        if key not in self.addresses or key.sex != of.sex:
            return None
        cell = self._reference(key, "value")
        present = f"ISNUMBER({cell})"
        if item.is_typed:
            status = f"LEFT({self._reference(key, 'status')},1)"
            nil = ",".join(f'{status}="{code}"' for code in NIL_STATUSES)
            present = f"OR({present},{nil})"
        return _Part(f"N({cell})", self._power(item, key), present, self._is_needed(item))

    def _reference(self, key: CellKey, column: str) -> str:
        sheet, row = self.addresses[key]
        return f"'{sheet}'!${letter(column)}${row}"

    def _is_needed(self, item: Item) -> bool:
        """Whether the sum is not known without this part: a subtotal is needed where one of its own parts is."""
        if item.requirement == "calculated":
            inner = _parsed(item.formula).items() if item.formula else frozenset()
            return any(self._is_needed(self._items[name]) for name in inner if name in self._items)
        return item.requirement in {"mandatory", "prefilled"}

    def _power(self, item: Item, key: CellKey) -> str:
        """The power of ten of a cell as Excel finds it: a number, or the cell where the country states it."""
        if item.requirement == "prefilled":
            return str(self.values.given_power(key))
        for units, convention in ((MONEY_UNITS, "N.UNIT_MULT"), (PERSON_UNITS, "N.PERS_MULT")):
            if item.unit in units and CellKey(convention) in self.addresses:
                return f"N({self._reference(CellKey(convention), 'value')})"
        return "0"


def _can_be_carried_out(tree: Expression) -> bool:
    """Whether a formula is arithmetic of this year's cells alone."""
    for part in tree.walk():
        if isinstance(part, Call):
            if part.name not in FUNCTIONS or part.filter is not None or part.each is not None or part.lag:
                return False
        elif isinstance(part, Reference):
            if part.index or part.lag:
                return False
        elif not isinstance(part, Arithmetic | Negative | Number):
            return False
    return True


def _assembled(tree: Expression, parts: Mapping[str, _Part], power: str) -> str:
    same = all(part.power == power for part in parts.values())
    numbers = {name: part.number if same else f"{part.number}*10^{part.power}" for name, part in parts.items()}
    body = _translated(tree, numbers)
    needed = [part.present for part in parts.values() if part.needed]
    condition = f"AND({','.join(needed)})" if needed else f"OR({','.join(part.present for part in parts.values())})"
    return f'=IF({condition},{body if same else f"{body}/10^{power}"},"")'


def _translated(tree: Expression, numbers: Mapping[str, str]) -> str:
    """The formula in the words of Excel; a part that the form does not ask for counts as nil."""
    if isinstance(tree, Number):
        return f"{tree.value:f}"
    if isinstance(tree, Reference):
        return numbers.get(tree.item, "0")
    if isinstance(tree, Negative):
        return f"(-{_translated(tree.operand, numbers)})"
    if isinstance(tree, Call):
        return f"{FUNCTIONS[tree.name]}({','.join(_translated(each, numbers) for each in tree.arguments)})"
    inner = [_translated(each, numbers) for each in tree.children()]
    return f"({(tree.operator if isinstance(tree, Arithmetic) else ',').join(inner)})"
