"""Tree to Excel formula, so that a workbook adds up and checks itself while it is filled.

The missing-term policy is that of section 0 of the specification: an unanswered optional part counts as nil, a
mandatory one leaves the result open; statuses M and N are nil, L, O, Q and J leave it open. So does K, even
where the cell that includes it is in the same sum: that is settled when the workbook has been read.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from openssi.expressions import syntax as tree
from openssi.expressions.excel.cells import CannotBeSaidError, ExcelCells
from openssi.expressions.excel.codes import CodeCompiler
from openssi.expressions.excel.parts import (
    FALSE,
    TRUE,
    Condition,
    Figure,
    Word,
    both,
    conjunction,
    disjunction,
    negation,
    power_of_ten,
    turned,
)
from openssi.expressions.growth import only_grows
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire

LONGEST = 8000
"""Characters; Excel takes 8,192."""

DEEPEST = 60
"""Nested brackets; Excel takes 64 levels."""

MOST_ARGUMENTS = 255
"""Of one function."""

_SIGNS = re.compile(r"""'[^']*'|"[^"]*"|([(),])""")
"""Brackets and commas, but those in texts and in names of sheets."""

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
    if found.known == FALSE:
        return None
    return _within_limits(f'=IF({both((found.known, found.complete))},{number},"")')


def excel_condition(
    expression: Expression,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
    cells: ExcelCells,
    shown: tuple[str, str, str] = ("FALSE", '""', "TRUE"),
    names: Mapping[str, str | Decimal] = MappingProxyType({}),
) -> str | None:
    """Return a formula that says whether a condition holds; none where Excel cannot carry it out.

    Args:
        expression: A condition, such as a rule.
        questionnaire: Requirement, breakdowns, conditions and formulas of the items.
        codelists: Functions and age bands that sums run over.
        cells: Where the cells stand.
        shown: What stands for: it does not hold, it is not evaluated, it holds; each as Excel text.
        names: Values of names that stand free in the expression, such as `{"f": "OLD"}`; one without a value cannot be
            said.
    """
    compiler = _Compiler(questionnaire, codelists, cells)
    try:
        with compiler.naming(names):
            found = compiler.condition(expression)
    except CannotBeSaidError:
        return None
    # A cell with an Excel error is no answer.
    return _within_limits(f"=CHOOSE(1+2*IFERROR({found.level},0.5),{','.join(shown)})")


def _within_limits(formula: str) -> str | None:
    """Return a formula that Excel can hold, else nothing: it refuses to open a workbook with one that it cannot."""
    if len(formula) > LONGEST:
        return None
    arguments = [1]
    for sign in _SIGNS.findall(formula):
        if sign == "(":
            arguments.append(1)
        elif sign == ")":
            arguments.pop()
        elif sign == ",":
            arguments[-1] += 1
        if len(arguments) > DEEPEST or arguments[-1] > MOST_ARGUMENTS:
            return None
    return formula


class _Compiler(CodeCompiler):
    def condition(self, node: Expression) -> Condition:
        """Return how far a condition holds."""
        match node:
            case tree.AllOf():
                found = conjunction(map(self.condition, node.conditions))
            case tree.Where():
                with self._binding({each.name: each.value for each in node.locals}):
                    found = self.condition(node.body)
            case tree.Not():
                found = negation(self.condition(node.operand))
            case tree.Logical():
                found = self._logical(node)
            case tree.Conditional():
                found = self._either_way(node)
            case tree.Comparison():
                found = self._comparison(node)
            case tree.Membership() | tree.Subset():
                found = self.of_codes(node)
            case tree.Quantified():
                found = self._quantified(node)
            case tree.Call() if not node.lag:
                found = self._call_condition(node)
            case _:
                raise CannotBeSaidError
        return found

    def _logical(self, node: tree.Logical) -> Condition:
        left, right = self.condition(node.left), self.condition(node.right)
        if node.operator == "and":
            return conjunction((left, right))
        return disjunction((negation(left) if node.operator == "=>" else left, right))

    def _either_way(self, node: tree.Conditional) -> Condition:
        told = self.condition(node.condition)
        second, first = self.condition(node.negative), self.condition(node.positive)
        return Condition(f"CHOOSE(1+2*{told.level},{second.level},0.5,{first.level})")

    def _call_condition(self, node: tree.Call) -> Condition:
        if node.name == "null":
            return Condition.of(turned(self.is_there(node.arguments[0])), TRUE)
        if node.name in {"any_B", "all_B"}:
            return self._some_benefits(node)
        raise CannotBeSaidError

    def _quantified(self, node: tree.Quantified) -> Condition:
        members = node.each.container
        if not isinstance(members, tree.SetOf) or not all(isinstance(each, tree.Code) for each in members.members):
            raise CannotBeSaidError
        levels = []
        for member in members.members:
            with self._binding({node.each.name: member}):
                levels.append(self.condition(node.body))
        return conjunction(levels) if node.quantifier == "for" else disjunction(levels)

    # Comparisons

    def _comparison(self, node: tree.Comparison) -> Condition:
        outer, self._identity = self._identity, node.operands[0]
        pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
        try:
            return conjunction([self._pair(left, operator, right) for left, operator, right in pairs])
        finally:
            self._identity = outer

    def _pair(self, left: Expression, operator: str, right: Expression) -> Condition:
        first, second = self._compared(left), self._compared(right)
        if isinstance(first, Figure) and isinstance(second, Figure):
            return self._of_figures(first, operator, second, grows=only_grows(left))
        if isinstance(first, Word) and isinstance(second, Word) and operator in {"=", "!="}:
            return self._of_words(first, operator, second)
        raise CannotBeSaidError

    def _of_words(self, first: Word, operator: str, second: Word) -> Condition:
        if first.is_set or second.is_set:
            raise CannotBeSaidError
        found = Condition.of(
            first.equals(second), both((first.known, second.known)), implied=bool(first.code or second.code)
        )
        return found if operator == "=" else negation(found)

    def _of_figures(self, first: Figure, operator: str, second: Figure, *, grows: bool) -> Condition:
        """Sums with missing terms are not evaluated, unless the known ones alone are already above an upper bound."""
        known = both((first.known, second.known))
        if known == FALSE:
            raise CannotBeSaidError
        holds = f"{first.number}{_COMPARED[operator]}{second.number}"
        complete = both((first.complete, second.complete))
        if complete == TRUE:
            return Condition.of(holds, known)
        if not grows or operator not in {"<", "<="} or second.complete != TRUE:
            return Condition.of(holds, both((known, complete)))
        return Condition(f"IF({known},IF({holds},IF({complete},1,0.5),0),0.5)")

    def _compared(self, node: Expression) -> Figure | Word:
        word = self._word(node)
        return word if word is not None else self.figure(node)

    # Benefits

    def _some_benefits(self, node: tree.Call) -> Condition:
        """Whether a condition holds for one benefit, or for all; not evaluated where none is reported."""
        is_any = node.name == "any_B"
        levels = []
        for benefit in self._benefits():
            with self._seen_from(benefit.cells):
                kept, _ = self.kept(node, benefit.reported)
                levels.append(self.condition(node.arguments[0]).where(kept, "0" if is_any else "1"))
        found = disjunction(levels) if is_any else conjunction(levels)
        return found.where(self._any_reported(), "0.5")
