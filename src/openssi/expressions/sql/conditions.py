"""Comparisons and conditions in SQL, in three values: true, false, and null where they are not evaluated."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from openssi.expressions import syntax as tree
from openssi.expressions.growth import only_grows
from openssi.expressions.python.conditions import WITHOUT_TERMS
from openssi.expressions.sql.cells import SqlCompiler, SqlScope
from openssi.expressions.sql.values import (
    EPSILON,
    FALSE,
    NULL,
    TRUE,
    NotInSql,
    SqlValue,
    added,
    all_of,
    any_of,
    certainly,
    constant_text,
    guarded,
    in_columns,
    opposite,
    together,
)


def comparison(compiler: SqlCompiler, node: tree.Comparison, scope: SqlScope) -> SqlValue:
    """Return whether a chain of comparisons holds."""
    frame = compiler.program.frame(scope.level)
    first = in_columns(frame, compiler.value(node.operands[0], scope))
    later = replace(scope, n_terms=first.reads()) if _counts_terms(node) else scope
    rest = [in_columns(frame, compiler.value(each, later)) for each in node.operands[1:]]
    operands = [first, *rest]
    pairs = list(zip(node.operators, pairwise(operands), strict=True))
    results = [frame.column(compared(operator, *pair)) for operator, pair in pairs]
    evaluated = [first, guarded(opposite(first.is_null()), rest[0])] if _stops_early(compiler, node) else operands
    told = together(evaluated, SqlValue(truth=frame.column(all_of(results))))
    if all(each.incomplete == FALSE for each in operands):
        return told
    certain = any_of(
        certainly(all_of((opposite(result), _broken_anyway(operator, pair, grow))))
        for result, (operator, pair), grow in zip(results, pairs, pairwise(map(only_grows, node.operands)), strict=True)
    )
    doubt = all_of((any_of(each.incomplete for each in operands), opposite(certain)))
    return replace(told, uncertain=any_of((told.uncertain, doubt)))


def _stops_early(compiler: SqlCompiler, node: tree.Comparison) -> bool:
    """Whether the second of two operands is left alone where the first is missing, as no sum can lack terms."""
    items = compiler.questionnaire.items
    return len(node.operands) == 2 and not any(
        (isinstance(part, tree.Call) and part.name not in WITHOUT_TERMS)
        or (isinstance(part, tree.Name) and part.id == "n_terms")
        or (isinstance(part, tree.Reference) and part.item in items and items[part.item].formula)
        for operand in node.operands
        for part in operand.walk()
    )


def _counts_terms(node: tree.Comparison) -> bool:
    return any(isinstance(each, tree.Name) and each.id == "n_terms" for each in node.walk())


def _broken_anyway(operator: str, pair: Sequence[SqlValue], grows: Sequence[bool]) -> str:
    """Whether more terms could only widen the breach: what is incomplete is already above its upper bound."""
    left, right = (each.incomplete for each in pair)
    complete = all_of((opposite(left), opposite(right)))
    above = {"<": 0, "<=": 0, ">": 1, ">=": 1}.get(operator)
    if above is None or not grows[above]:
        return complete
    larger, other = (left, right) if above == 0 else (right, left)
    return any_of((complete, all_of((larger, opposite(other)))))


def compared(operator: str, left: SqlValue, right: SqlValue) -> str:
    """Return whether a comparison holds; texts are ordered as texts, and what is of two types is different."""
    if left.is_fixed and right.is_fixed and operator in {"=", "!="}:
        return TRUE if (left.constant == right.constant) is (operator == "=") else FALSE
    results = []
    if left.number is not None and right.number is not None:
        exact = left.is_exact and right.is_exact
        results.append(_numbers(operator, left.number, right.number, exact=exact))
    if left.text is not None and right.text is not None:
        results.append(f"{left.text} {'<>' if operator == '!=' else operator} {right.text}")
    if operator in {"=", "!="}:
        sign = "<>" if operator == "!=" else "="
        if left.truth is not None and right.truth is not None:
            results.append(f"{left.truth} {sign} {right.truth}")
        if left.codes is not None and right.codes is not None:
            results.append(f"list_sort({left.codes}) {sign} list_sort({right.codes})")
        mixed = len(left.parts()) > 1 or len(right.parts()) > 1 or not results
        if mixed and left.parts() and right.parts():
            there = all_of((opposite(left.is_null()), opposite(right.is_null())))
            results.append(f"CASE WHEN {there} THEN {TRUE if operator == '!=' else FALSE} END")
    if not results:
        return NULL
    return f"({results[0]})" if len(results) == 1 else f"coalesce({', '.join(results)})"


def _numbers(operator: str, left: str, right: str, *, exact: bool) -> str:
    if exact:
        return f"{left} {'<>' if operator == '!=' else operator} {right}"
    margin = f"{EPSILON} * greatest(abs({left}), abs({right}))"
    return {
        "=": f"abs({left} - {right}) <= {margin}",
        "!=": f"abs({left} - {right}) > {margin}",
        "<=": f"{left} <= {right} + {margin}",
        "<": f"{left} < {right} - {margin}",
        ">=": f"{left} >= {right} - {margin}",
        ">": f"{left} > {right} + {margin}",
    }[operator]


def membership(compiler: SqlCompiler, node: tree.Membership, scope: SqlScope) -> SqlValue:
    """Return whether a value is in a set."""
    frame = compiler.program.frame(scope.level)
    value = in_columns(frame, compiler.value(node.value, scope))
    if isinstance(node.container, tree.SetOf):
        members = [in_columns(frame, compiler.value(each, scope)) for each in node.container.members]
        inside, container = _in_listed(value, members), together(members, SqlValue())
    else:
        container = in_columns(frame, compiler.value(node.container, scope))
        inside = _in_set(value, container)
    truth = frame.column(opposite(inside) if node.negated else inside)
    return together((value, container), SqlValue(truth=truth))


def _in_listed(value: SqlValue, members: Sequence[SqlValue]) -> str:
    """Return whether a value is one of those that are written out; a member that is missing is like no value."""
    texts = [each.text for each in members if each.text is not None]
    if value.is_fixed and all(each.is_fixed for each in members):
        return TRUE if value.constant in {each.constant for each in members} else FALSE
    results = []
    if value.text is not None:
        results.append(_where_there(value.text, f"{value.text} IN ({', '.join(texts)})" if texts else FALSE))
    if value.number is not None:
        same = any_of(
            certainly(compared("=", SqlValue(number=value.number), SqlValue(number=each.number)))
            for each in members
            if each.number is not None
        )
        results.append(_where_there(value.number, same))
    if value.codes is not None:
        results.append(_where_there(value.codes, f"list_has_all([{', '.join(texts)}]::VARCHAR[], {value.codes})"))
    return NULL if not results else results[0] if len(results) == 1 else f"coalesce({', '.join(results)})"


def _where_there(value: str, condition: str) -> str:
    return f"CASE WHEN {value} IS NOT NULL THEN coalesce({condition}, FALSE) END"


def _in_set(value: SqlValue, container: SqlValue) -> str:
    results = []
    if container.codes is not None:
        there = f"{container.codes} IS NOT NULL AND "
        if value.text is not None:
            contains = f"list_contains({container.codes}, {value.text})"
            results.append(f"CASE WHEN {there}{value.text} IS NOT NULL THEN {contains} END")
        if value.number is not None:
            results.append(f"CASE WHEN {there}{value.number} IS NOT NULL THEN FALSE END")
        if value.codes is not None:
            contains = f"list_has_all({container.codes}, {value.codes})"
            results.append(f"CASE WHEN {there}{value.codes} IS NOT NULL THEN {contains} END")
    alone = replace(container, codes=None)
    if alone.parts():
        results.append(_in_one(value, alone))
    return NULL if not results else f"coalesce({', '.join(results)})"


def _in_one(value: SqlValue, container: SqlValue) -> str:
    """Return whether a value is the only member of a set: a value in the place of a set stands for itself."""
    if value.codes is not None:
        inside = f"list_has_all([{container.text or NULL}]::VARCHAR[], {value.codes})"
        return f"CASE WHEN NOT {container.is_null()} AND {value.codes} IS NOT NULL THEN {inside} END"
    return compared("=", value, container)


def subset(compiler: SqlCompiler, node: tree.Subset, scope: SqlScope) -> SqlValue:
    """Return whether a set lies within another."""
    left, right = compiler.value(node.left, scope), compiler.value(node.right, scope)
    text = NULL
    if left.codes is not None and right.codes is not None:
        there = f"{left.codes} IS NOT NULL AND {right.codes} IS NOT NULL"
        text = f"CASE WHEN {there} THEN list_has_all({right.codes}, {left.codes}) END"
    return together((left, right), SqlValue(truth=compiler.program.frame(scope.level).column(text)))


def negation(compiler: SqlCompiler, node: tree.Not, scope: SqlScope) -> SqlValue:
    """Return a condition turned round."""
    operand = compiler.value(node.operand, scope)
    return together((operand,), SqlValue(truth=opposite(operand.truth or NULL)))


def logical(compiler: SqlCompiler, node: tree.Logical, scope: SqlScope) -> SqlValue:
    """Return `and`, `or` or `=>`; the second side counts only where the first does not settle it."""
    frame = compiler.program.frame(scope.level)
    first = compiler.value(node.left, scope)
    told = frame.column(first.truth or NULL)
    if told == {"and": FALSE, "or": TRUE, "=>": FALSE}[node.operator]:
        return together((first,), SqlValue(truth=FALSE if node.operator == "and" else TRUE))
    second = compiler.value(node.right, scope)
    other = second.truth or NULL
    open_ = certainly(opposite(told)) if node.operator == "or" else certainly(told)
    open_ = any_of((open_, f"{told} IS NULL" if told not in {TRUE, FALSE} else FALSE))
    if node.operator == "and":
        text = all_of((told, other))
    else:
        text = any_of((opposite(told) if node.operator == "=>" else told, other))
    return together((first, guarded(frame.column(open_), second)), SqlValue(truth=frame.column(text)))


def conditional(compiler: SqlCompiler, node: tree.Conditional, scope: SqlScope) -> SqlValue:
    """Return one value where a condition holds, another where it does not."""
    frame = compiler.program.frame(scope.level)
    condition = compiler.value(node.condition, scope)
    told = frame.column(condition.truth or NULL)
    positive, negative = compiler.value(node.positive, scope), compiler.value(node.negative, scope)

    def chosen(first: str | None, second: str | None) -> str | None:
        if first is None and second is None:
            return None
        return frame.column(f"CASE WHEN {told} THEN {first or NULL} WHEN NOT {told} THEN {second or NULL} END")

    value = SqlValue(
        chosen(positive.number, negative.number),
        chosen(positive.text, negative.text),
        chosen(positive.codes, negative.codes),
        chosen(positive.truth, negative.truth),
        is_exact=positive.is_exact and negative.is_exact,
    )
    branches = (guarded(certainly(told), positive), guarded(certainly(opposite(told)), negative))
    return together((condition, *branches), value)


# Quantifiers


def turns(compiler: SqlCompiler, each: tree.Each, scope: SqlScope) -> Iterator[SqlScope]:
    """Iterate over the scopes in which a name stands for each member of a set that is written out or of a code list."""
    container = each.container
    if isinstance(container, tree.Code) and container.id.startswith("CL_"):
        members: list[SqlValue] = [constant_text(code) for code in compiler.codes(container.id)]
    elif isinstance(container, tree.SetOf):
        members = [compiler.value(member, scope) for member in container.members]
    else:
        raise NotInSql(f"{each.name} in ...")
    yield from (scope.naming(each.name, member) for member in members)


def quantified(compiler: SqlCompiler, node: tree.Quantified, scope: SqlScope) -> SqlValue:
    """Return `for c in {..}: ...` or `exists c in {..}: ...`."""
    results = [compiler.value(node.body, each) for each in turns(compiler, node.each, scope)]
    settle = all_of if node.quantifier == "for" else any_of
    text = settle(each.truth or NULL for each in results)
    return together(results, SqlValue(truth=compiler.program.frame(scope.level).column(text)))


def counted(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return for how many members a condition holds."""
    scopes = [scope] if node.each is None else list(turns(compiler, node.each, scope))
    frame = compiler.program.frame(scope.level)
    results = [compiler.value(node.arguments[0], each) for each in scopes]
    truths = [frame.column(each.truth or NULL) for each in results]
    known = [each for each in truths if each != NULL]
    if not known:
        return together(results, SqlValue())
    count = added(f"coalesce({each}::INTEGER, 0)" for each in known)
    unknown = all_of(f"{each} IS NULL" for each in known)
    text = frame.column(f"CASE WHEN {unknown} THEN NULL ELSE ({count})::DOUBLE END")
    return together(results, SqlValue(number=text, is_exact=True))
