"""The cells that Excel formulas refer to: which stands for a reference, and whether it is scaled."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from openssi.expressions import syntax as tree
from openssi.expressions.excel.parts import Condition, ExcelCell, Figure
from openssi.expressions.parser import parse
from openssi.expressions.python.references import dimensions_of
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import Place


class ExcelCells(Protocol):
    """The cells that a formula may refer to, seen from a country, a scheme or a benefit."""

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell | None:
        """Return the cell of an item with some breakdown codes (`SEX`, `FUNC`, ...), none where the form has none."""

    def benefits(self) -> Sequence["ExcelBenefit"]:
        """Return the benefits of the scheme in scope, none where they do not stand on its sheet."""


@dataclass(frozen=True, slots=True)
class ExcelBenefit:
    """A benefit of a scheme.

    Attributes:
        reported: Whether anything was typed of it, as Excel text; a block that was left empty is not reported.
        cells: The cells, seen from the benefit.
    """

    reported: str
    cells: ExcelCells


class CannotBeSaidError(Exception):
    """Excel cannot carry out an expression on the cells of this form."""


class AbsentCellError(CannotBeSaidError):
    """The form does not ask for a cell."""


class CellCompiler(ABC):
    """What the parts of the compiler share: the form, and what is in scope.

    Attributes:
        scaled: Whether figures are brought to units.
    """

    def __init__(self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], cells: ExcelCells) -> None:
        self.scaled = True
        self._items = questionnaire.items
        self._codelists = codelists
        self._cells = cells
        self._turn: dict[str, str] = {}
        self._locals: dict[str, Expression] = {}
        self._open: list[str] = []

    @abstractmethod
    def figure(self, node: Expression) -> Figure:
        """Return a number in units and whether it is known."""

    @abstractmethod
    def condition(self, node: Expression) -> Condition:
        """Return how far a condition holds."""

    @abstractmethod
    def is_there(self, node: Expression) -> str:
        """Return whether a part has a value."""

    # What is in scope

    @contextmanager
    def _in_turn(self, turn: Mapping[str, str]) -> Iterator[None]:
        """Codes that references mean which do not name one themselves."""
        before, self._turn = self._turn, dict(turn)
        try:
            yield
        finally:
            self._turn = before

    @contextmanager
    def _seen_from(self, cells: ExcelCells) -> Iterator[None]:
        before, self._cells = self._cells, cells
        try:
            yield
        finally:
            self._cells = before

    @contextmanager
    def _inside(self, item: Item) -> Iterator[None]:
        """Guard against a formula or condition that names its own item."""
        if item.id in self._open:
            raise CannotBeSaidError
        self._open.append(item.id)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def _binding(self, names: Mapping[str, Expression]) -> Iterator[None]:
        """Local names, each with the part that it stands for."""
        before, self._locals = self._locals, {**self._locals, **names}
        try:
            yield
        finally:
            self._locals = before

    @contextmanager
    def naming(self, names: Mapping[str, str | Decimal]) -> Iterator[None]:
        """Names that have a value from outside; `f` is the function whose turn it is."""
        turn = {"FUNC": str(names["f"])} if "f" in names else {}
        numbers = {name: tree.Number(value) for name, value in names.items() if isinstance(value, Decimal)}
        with self._in_turn(turn), self._binding(numbers):
            yield

    def _benefits(self) -> Sequence[ExcelBenefit]:
        found = self._cells.benefits()
        if not found:
            raise CannotBeSaidError
        return found

    # Cells

    def _cell(self, node: tree.Reference) -> tuple[ExcelCell | None, Item, Mapping[str, str]]:
        item = self._items.get(node.item)
        if item is None or node.lag or item.id.startswith("Q."):
            raise CannotBeSaidError
        codes = self._dimensions(node, item)
        return self._cells.cell(item.id, codes), item, codes

    def _cell_there(self, node: tree.Reference) -> tuple[ExcelCell, Item]:
        cell, item, _ = self._cell(node)
        if cell is None:
            raise AbsentCellError
        return cell, item

    def _dimensions(self, node: tree.Reference, item: Item) -> Mapping[str, str]:
        named = [self._code(each) for each in node.index]
        fixed = dimensions_of(named, item.breakdowns)
        turning = {each: code for each, code in self._turn.items() if each in item.breakdowns and each not in fixed}
        return {**turning, **fixed}

    def _code(self, node: Expression) -> str:
        if isinstance(node, tree.Name) and node.id in self._locals:
            node = self._locals[node.id]
        if isinstance(node, tree.Code):
            return node.id
        if isinstance(node, tree.Name) and node.id == "f" and "FUNC" in self._turn:
            return self._turn["FUNC"]
        raise CannotBeSaidError

    # Powers of ten

    def is_homogeneous(self, node: Expression, power: str) -> bool:
        """Return whether all parts have the power of ten of the result, so that nothing has to be scaled."""
        return all(self._has_power(part, power) for part in node.walk())

    def _has_power(self, part: Expression, power: str) -> bool:
        if isinstance(part, tree.Arithmetic):
            return part.operator in {"+", "-"}
        if isinstance(part, tree.Number):
            return not part.value
        if isinstance(part, tree.Call):
            return part.name in {"abs", "min", "max", "coalesce"}
        if isinstance(part, tree.Reference):
            cell, item, _ = self._cell(part)
            if cell is None and item.formula:
                return self.is_homogeneous(parse(item.formula, Place(item=item.id)), power)
            return cell is None or cell.power == power
        return not isinstance(part, tree.Where | tree.Conditional | tree.Name)
