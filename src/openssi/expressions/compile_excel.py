"""Tree to Excel formula, so that a workbook adds up and checks itself while it is filled.

The missing-term policy is that of section 0 of the specification: an unanswered optional part counts as nil, a
mandatory one leaves the result open; statuses M and N are nil, L, O, Q and J leave it open. So does K, even
where the cell that includes it is in the same sum: that is settled when the workbook has been read.
"""

from collections.abc import Mapping

from openssi.expressions import syntax as tree
from openssi.expressions.compile_excel_numbers import CannotBeSaidError, ExcelCells, NumberCompiler
from openssi.expressions.excel_parts import (
    TRUE,
    Condition,
    Figure,
    Word,
    both,
    code_in,
    codes_in,
    conjunction,
    disjunction,
    either,
    negation,
    power_of_ten,
    turned,
)
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire

LONGEST = 8000
"""Characters; Excel takes 8,192."""

DEEPEST = 60
"""Nested brackets; Excel takes 64 levels."""

_COMPARED = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def excel_number(
    expression: Expression,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
    cells: ExcelCells,
    power: str = "0",
) -> str | None:
    """Return a formula that shows a number, or nothing where it is not known; none where Excel cannot say it.

    Args:
        expression: A number, such as the formula of a calculated item.
        questionnaire: Requirement, breakdowns, conditions and formulas of the items.
        codelists: Functions and age bands that sums run over.
        cells: Where the cells stand.
        power: Power of ten in which the result is shown: `0`, or a reference to the cell that states it.
    """
    compiler = _Compiler(questionnaire, codelists, cells)
    try:
        compiler.scaled = not compiler.is_homogeneous(expression, power)
        found = compiler.figure(expression)
    except CannotBeSaidError:
        return None
    number = found.number if not compiler.scaled or power == "0" else f"({found.number})/{power_of_ten(power)}"
    return _within_limits(f'=IF({found.known},{number},"")')


def excel_condition(
    expression: Expression,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
    cells: ExcelCells,
    shown: tuple[str, str, str] = ("FALSE", '""', "TRUE"),
) -> str | None:
    """Return a formula that says whether a condition holds; none where Excel cannot carry it out.

    Args:
        expression: A condition, such as a rule.
        questionnaire: Requirement, breakdowns, conditions and formulas of the items.
        codelists: Functions and age bands that sums run over.
        cells: Where the cells stand.
        shown: What stands for: it does not hold, it is not evaluated, it holds; each as Excel text.
    """
    try:
        found = _Compiler(questionnaire, codelists, cells).condition(expression)
    except CannotBeSaidError:
        return None
    return _within_limits(f"=CHOOSE(1+2*{found.level},{','.join(shown)})")


def _within_limits(formula: str) -> str | None:
    depth = deepest = 0
    for character in formula:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return formula if len(formula) <= LONGEST and deepest <= DEEPEST else None


class _Compiler(NumberCompiler):
    def condition(self, node: Expression) -> Condition:
        """Return how far a condition holds."""
        match node:
            case tree.AllOf():
                found = conjunction(map(self.condition, node.conditions))
            case tree.Where():
                found = self.condition(self._with_locals(node))
            case tree.Not():
                found = negation(self.condition(node.operand))
            case tree.Logical():
                found = self._logical(node)
            case tree.Comparison():
                found = self._comparison(node)
            case tree.Membership():
                found = self._membership(node)
            case tree.Call() if node.name == "null":
                found = Condition.of(turned(self._is_there(node.arguments[0])), TRUE)
            case _:
                raise CannotBeSaidError
        return found

    def _logical(self, node: tree.Logical) -> Condition:
        left, right = self.condition(node.left), self.condition(node.right)
        if node.operator == "and":
            return conjunction((left, right))
        return disjunction((negation(left) if node.operator == "=>" else left, right))

    def _comparison(self, node: tree.Comparison) -> Condition:
        pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
        return conjunction(self._pair(left, operator, right) for left, operator, right in pairs)

    def _pair(self, left: Expression, operator: str, right: Expression) -> Condition:
        first, second = self._compared(left), self._compared(right)
        if isinstance(first, Figure) and isinstance(second, Figure):
            holds = f"{first.number}{_COMPARED[operator]}{second.number}"
            return Condition.of(holds, both((first.known, second.known)))
        if isinstance(first, Word) and isinstance(second, Word) and operator in {"=", "!="}:
            if first.is_set or second.is_set:
                raise CannotBeSaidError
            holds = f"{first.text}{_COMPARED[operator]}{second.text}"
            return Condition.of(holds, both((first.known, second.known)))
        raise CannotBeSaidError

    def _compared(self, node: Expression) -> Figure | Word:
        word = self._word(node)
        return word if word is not None else self.figure(node)

    def _word(self, node: Expression) -> Word | None:
        if isinstance(node, tree.Code):
            return Word(f'"{node.id}"', TRUE)
        if isinstance(node, tree.Name) and node.id == "f" and "FUNC" in self._turn:
            return Word(f'"{self._turn["FUNC"]}"', TRUE)
        if isinstance(node, tree.Reference):
            cell, item = self._cell(node)
            if item.is_numeric:
                return None
            if cell is None or item.type not in {"code", "codes"}:
                raise CannotBeSaidError
            return codes_in(cell) if item.type == "codes" else code_in(cell)
        if isinstance(node, tree.Call) and node.name == "status":
            return self._status(node)
        return None

    def _status(self, node: tree.Call) -> Word:
        reference = node.arguments[0]
        if not isinstance(reference, tree.Reference):
            raise CannotBeSaidError
        cell, _ = self._cell(reference)
        if cell is None:
            raise CannotBeSaidError
        text = f'IF(LEN({cell.status})=0,"A",LEFT({cell.status},1))'
        return Word(text, f"(LEN({cell.value})+LEN({cell.status}))>0")

    def _membership(self, node: tree.Membership) -> Condition:
        value = self._word(node.value)
        if value is None:
            raise CannotBeSaidError
        if isinstance(node.container, tree.SetOf):
            members = [self._word(each) for each in node.container.members]
            if value.is_set or any(each is None for each in members):
                raise CannotBeSaidError
            found = Condition.of(either(f"{value.text}={each.text}" for each in members if each), value.known)
        else:
            among = self._word(node.container)
            if among is None or not among.is_set or value.is_set:
                raise CannotBeSaidError
            inside = f'ISNUMBER(FIND(" "&{value.text}&" ",{among.text}))'
            found = Condition.of(inside, both((value.known, among.known)))
        return negation(found) if node.negated else found

    def _is_there(self, node: Expression) -> str:
        word = self._word(node)
        return word.known if word is not None else self.figure(node).known
