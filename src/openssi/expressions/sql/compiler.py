"""Tree to SQL: rules evaluated on all units of all countries and years at once.

The values are those of `compile_python`, in double precision where that counts in exact decimals: see `EPSILON`. Each
part of an expression becomes columns of a frame (`sql.frames`); what is missing or not evaluated is null.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.functions import ALL_FACTS, METADATA
from openssi.expressions.parser import parse
from openssi.expressions.sql import cell_frame, conditions
from openssi.expressions.sql.cells import (
    Occurrences,
    SqlScope,
    SqlTerm,
    plain_reference,
)
from openssi.expressions.sql.frames import MEMBER, FrameLevel
from openssi.expressions.sql.functions import SQL_CALLS
from openssi.expressions.sql.program import Program
from openssi.expressions.sql.terms import (
    chain_term,
    chain_value,
    constant_term,
    first_term,
    reference_term,
    value_term,
)
from openssi.expressions.sql.values import (
    NULL,
    NotInSql,
    SqlValue,
    constant_text,
    in_columns,
    sql_number,
    together,
)
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Place

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Columns of a frame that tell what a condition gives.

    Attributes:
        truth: Whether it holds, null where it is not evaluated.
        uncertain: Whether missing terms could turn it round.
    """

    truth: str
    uncertain: str


class SqlCompilation:
    """Expressions as columns of frames; equal parts are computed once.

    Attributes:
        program: The frames; `program.statements()` fills them.
    """

    def __init__(
        self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], occurrences: Occurrences
    ) -> None:
        self.questionnaire = questionnaire
        self.codelists = codelists
        self.occurrences = occurrences
        self.program = Program()
        self._texts: dict[str, Expression] = {}
        self._open: list[str] = []
        self._told: dict[object, SqlValue] = {}

    def verdict(
        self, level: FrameLevel, expression: Expression, sex: str = TOTAL, names: Mapping[str, str] = _NO_NAMES
    ) -> Verdict:
        """Return where a frame tells whether a condition holds.

        Args:
            level: What it is evaluated on.
            expression: One condition.
            sex: The sex that a reference without index means: `_T`, `M` or `F`.
            names: What free names stand for, such as `{"f": "OLD"}`.

        Raises:
            NotInSql: if a part cannot be said in SQL.
        """
        frame = self.program.frame(level)
        value = self.value(expression, _scope(level, sex, names))
        found = Verdict(frame.column(value.truth or NULL), frame.column(value.uncertain))
        frame.outputs.update({found.truth, found.uncertain} & frame.columns.keys())
        return found

    def number(
        self, level: FrameLevel, expression: Expression, sex: str = TOTAL, names: Mapping[str, str] = _NO_NAMES
    ) -> str:
        """Return the column of a frame, or the literal, that is the value of a number; NULL where it never is one.

        Raises:
            NotInSql: if a part cannot be said in SQL.
        """
        frame = self.program.frame(level)
        column = frame.column(self.value(expression, _scope(level, sex, names)).number or NULL)
        frame.outputs.update({column} & frame.columns.keys())
        return column

    def failing_members(self, level: FrameLevel, head: tree.Quantified, sex: str = TOTAL, *, surely: bool) -> str:
        """Return the column of a frame with the members of a set for which a condition does not hold, sorted.

        Args:
            level: What it is evaluated on.
            head: `for s in ...: condition`, where the set is known only when the cells are.
            sex: The sex that a reference without index means.
            surely: Leave out those of which missing terms could turn it round.

        Raises:
            NotInSql: if a part cannot be said in SQL.
        """
        frame, scope = self.program.frame(level), _scope(level, sex, _NO_NAMES)
        members = self.value(head.each.container, scope).codes
        if members is None:
            return NULL
        value = self.value(head.body, scope.naming(head.each.name, SqlValue(text=MEMBER)))
        fails = f"NOT coalesce({value.truth or NULL}, TRUE)"
        fails += f" AND NOT {value.uncertain}" if surely else ""
        column = frame.column(f"list_sort(list_filter({members}, lambda {MEMBER}: {fails}))", binds_member=True)
        frame.outputs.update({column} & frame.columns.keys())
        return column

    def value(self, node: Expression, scope: SqlScope) -> SqlValue:
        """Return the value of a part."""
        return _VALUES[type(node)](self, node, scope)

    def term(self, node: Expression, scope: SqlScope) -> SqlTerm:
        """Return a part as a term of a sum."""
        if isinstance(node, tree.Reference) and is_item(node):
            return reference_term(self, node, scope)
        if isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
            return chain_term(self, node, scope)
        if isinstance(node, tree.Number):
            return constant_term(self.value(node, scope))
        if isinstance(node, tree.Call) and node.name == "coalesce" and not node.lag:
            return first_term(self, node, scope)
        return value_term(self.value(node, scope))

    def formula(self, item: str) -> Expression | None:
        """Return the formula of a calculated item, none where it has none."""
        known = self.questionnaire.items.get(item)
        return self._parsed(known.formula, item) if known is not None and known.formula else None

    def condition(self, item: str) -> Expression | None:
        """Return when a conditional item has to be answered; within its own condition an item has none."""
        known = self.questionnaire.items.get(item)
        if known is None or not known.condition or item in self._open:
            return None
        return self._parsed(known.condition, item)

    def told_of(self, item: str, condition: Expression, scope: SqlScope) -> SqlValue:
        """Return what the condition of an item tells."""
        key = (item, scope.level, scope.lag, tuple(scope.turn.items()))
        if key not in self._told:
            self._open.append(item)
            try:
                self._told[key] = self.value(condition, scope)
            finally:
                self._open.pop()
        return self._told[key]

    def codes(self, codelist: str) -> tuple[str, ...]:
        """Return the codes of a code list."""
        if codelist not in self.codelists:
            raise FixTheFile.because("EXPRESSION_CODELIST_UNKNOWN", Place(), codelist=codelist)
        return self.codelists[codelist].ids

    def _parsed(self, text: str, item: str) -> Expression:
        if text not in self._texts:
            self._texts[text] = parse(text, Place(item=item))
        return self._texts[text]


def _scope(level: FrameLevel, sex: str, names: Mapping[str, str]) -> SqlScope:
    given = {name: constant_text(value) for name, value in names.items()}
    return SqlScope(level, sex=sex, names=given, turn={"FUNC": names["f"]} if "f" in names else {})


def is_item(node: tree.Reference) -> bool:
    """Whether a reference is to the cell of an item."""
    return node.item != "cell" and node.item not in ALL_FACTS and not node.item.startswith(METADATA)


# Parts


def _number(_: SqlCompilation, node: tree.Number, scope: SqlScope) -> SqlValue:
    del scope
    return SqlValue(number=sql_number(node.value), is_exact=True)


def _text(_: SqlCompilation, node: tree.Text | tree.Code | tree.ItemName, scope: SqlScope) -> SqlValue:
    del scope
    return constant_text(node.value if isinstance(node, tree.Text) else node.id)


def _name(compiler: SqlCompilation, node: tree.Name, scope: SqlScope) -> SqlValue:
    if node.id == "item":
        return cell_frame.current_item(compiler, scope)
    if node.id == "n_terms" and scope.n_terms is not None:
        text = compiler.program.frame(scope.level).column(f"({scope.n_terms})::DOUBLE")
        return SqlValue(number=text, is_exact=True)
    if node.id == "n_terms" or node.id in ALL_FACTS or node.id in scope.hidden:
        raise NotInSql(node.id)
    return scope.names.get(node.id, SqlValue())


def _reference(compiler: SqlCompilation, node: tree.Reference, scope: SqlScope) -> SqlValue:
    if node.item in ALL_FACTS:
        raise NotInSql(node.item)
    if node.item == "cell":
        return cell_frame.current_value(compiler, node.lag, scope)
    if node.item.startswith(METADATA):
        return cell_frame.metadata(compiler, node.item, scope)
    if compiler.formula(node.item) is None:
        return plain_reference(compiler, node, scope)
    term = reference_term(compiler, node, scope)
    return replace(term.account, number=term.value)


def _set(compiler: SqlCompilation, node: tree.SetOf, scope: SqlScope) -> SqlValue:
    members = [compiler.value(each, scope) for each in node.members]
    if any(each.text is None for each in members):
        raise NotInSql("{...}")
    listed = ", ".join(each.text or NULL for each in members)
    return together(members, SqlValue(codes=compiler.program.frame(scope.level).column(f"[{listed}]")))


def _negative(compiler: SqlCompilation, node: tree.Negative, scope: SqlScope) -> SqlValue:
    operand = compiler.value(node.operand, scope)
    if operand.number is None:
        return together((operand,), SqlValue())
    number = compiler.program.frame(scope.level).column(f"(- {operand.number})")
    return together((operand,), SqlValue(number=number, is_exact=operand.is_exact))


def _arithmetic(compiler: SqlCompilation, node: tree.Arithmetic, scope: SqlScope) -> SqlValue:
    frame = compiler.program.frame(scope.level)
    if node.operator in {"+", "-"}:
        return chain_value(compiler, node, scope)
    operands = [compiler.value(each, scope) for each in (node.left, node.right)]
    left, right = (each.number for each in operands)
    if left is None or right is None:
        return together(operands, SqlValue())
    left, right = frame.column(left), frame.column(right)
    if node.operator == "*":
        text = f"{left} * {right}"
    elif node.operator == "/":
        text = f"{left} / nullif({right}, 0)"
    else:
        # What has no real power is not evaluated: nothing to the power of nothing, a root of a debt.
        none = f"({left} = 0 AND {right} = 0) OR ({left} < 0 AND {right} <> trunc({right}))"
        text = f"CASE WHEN {none} THEN NULL ELSE pow({left}, {right}) END"
    return together(operands, SqlValue(number=frame.column(text)))


def _where(compiler: SqlCompilation, node: tree.Where, scope: SqlScope) -> SqlValue:
    frame = compiler.program.frame(scope.level)
    for local in node.locals:
        value = in_columns(frame, compiler.value(local.value, scope))
        scope = scope.naming(local.name, replace(value, reads=_not_counted))
    return compiler.value(node.body, scope)


def _not_counted() -> str:
    # A local name is evaluated, and its cells are counted, where it is first used: which use that is, SQL cannot say.
    raise NotInSql("n_terms")


def _call(compiler: SqlCompilation, node: tree.Call, scope: SqlScope) -> SqlValue:
    if node.name not in SQL_CALLS:
        raise NotInSql(node.name)
    inside = replace(scope, lag=scope.lag + node.lag) if node.lag else scope
    return SQL_CALLS[node.name](compiler, node, inside)


def _membership(compiler: SqlCompilation, node: tree.Membership, scope: SqlScope) -> SqlValue:
    container = node.container
    if not isinstance(container, tree.Call) or container.name != "codelist":
        return conditions.membership(compiler, node, scope)
    if scope.level != "cell" or not isinstance(node.value, tree.Reference) or node.value.item != "cell" or node.negated:
        raise NotInSql("codelist")
    return cell_frame.in_codelist(compiler, compiler.value(node.value, scope))


_VALUES: dict[type[Expression], Callable[[Any, Any, SqlScope], SqlValue]] = {
    tree.Number: _number,
    tree.Text: _text,
    tree.Code: _text,
    tree.ItemName: _text,
    tree.Name: _name,
    tree.Reference: _reference,
    tree.SetOf: _set,
    tree.Negative: _negative,
    tree.Arithmetic: _arithmetic,
    tree.Conditional: conditions.conditional,
    tree.Where: _where,
    tree.Call: _call,
    tree.Not: conditions.negation,
    tree.Comparison: conditions.comparison,
    tree.Membership: _membership,
    tree.Subset: conditions.subset,
    tree.Logical: conditions.logical,
    tree.Quantified: conditions.quantified,
}

__all__ = ["NotInSql", "SqlCompilation", "Verdict"]
