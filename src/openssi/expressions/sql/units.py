"""Functions over schemes, benefits, functions and age bands in SQL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openssi.expressions import syntax as tree
from openssi.expressions.evaluation import HELD, Presence
from openssi.expressions.functions import DERIVED_AGES
from openssi.expressions.python.sums import LOST
from openssi.expressions.sql.cells import SqlCompiler, SqlScope, split
from openssi.expressions.sql.frames import Frame, FrameLevel, UnitLevel
from openssi.expressions.sql.terms import Part, settled
from openssi.expressions.sql.values import (
    FALSE,
    NULL,
    TRUE,
    NotInSql,
    SqlValue,
    all_of,
    any_of,
    certainly,
    constant_text,
    guarded,
    together,
)


@dataclass(frozen=True, slots=True)
class Members:
    """The schemes or benefits that a function runs over.

    Attributes:
        scope: Theirs.
        by: Whether they are those of the country or of the scheme in scope.
        keep: The filter.
    """

    scope: SqlScope
    frame: Frame
    by: UnitLevel
    keep: SqlValue

    @property
    def matched(self) -> str:
        """Whether one passes the filter."""
        return certainly(self.keep.truth or NULL)

    @property
    def doubtful(self) -> str:
        """Whether it cannot be told."""
        return f"{self.keep.truth} IS NULL" if self.keep.truth not in {None, TRUE, FALSE} else FALSE

    def count(self, condition: str) -> str:
        """Return SQL that counts those for which a condition holds."""
        return "0" if condition == FALSE else f"(count(*) FILTER (WHERE {condition}))"


def members_of(compiler: SqlCompiler, node: tree.Call, scope: SqlScope, level: FrameLevel) -> Members:
    """Return the members of a level that a function runs over."""
    if scope.level == "cell" and level == "benefit":
        raise NotInSql(node.name)
    by: UnitLevel = "scheme" if level == "benefit" and scope.level in {"scheme", "benefit"} else "country"
    inside = scope.of_members(level)
    keep = SqlValue(truth=TRUE) if node.filter is None else compiler.value(node.filter, inside)
    return Members(inside, compiler.program.frame(level), by, keep)


def _level(node: tree.Call) -> FrameLevel:
    return "scheme" if node.name.endswith("S") else "benefit"


def _grouped(compiler: SqlCompiler, scope: SqlScope, members: Members, text: str) -> str:
    frame = compiler.program.frame(scope.level)
    return compiler.program.grouped(frame, members.frame, members.by, text, scope.lag)


def _some(compiler: SqlCompiler, scope: SqlScope, members: Members, condition: str) -> str:
    """Return whether a condition holds for some member; without members it does not."""
    if condition == FALSE:
        return FALSE
    return f"coalesce({_grouped(compiler, scope, members, f'bool_or({condition})')}, FALSE)"


def _account(compiler: SqlCompiler, scope: SqlScope, members: Members, inside: SqlValue, value: SqlValue) -> SqlValue:
    """Return a value with the account of what was evaluated for the members; the filter's cells are not counted."""
    matched = members.matched
    incomplete = any_of((members.keep.incomplete, all_of((matched, inside.incomplete))))
    uncertain = any_of((members.keep.uncertain, all_of((matched, inside.uncertain))))
    return SqlValue(
        value.number,
        value.text,
        value.codes,
        value.truth,
        incomplete=any_of((value.incomplete, _some(compiler, scope, members, incomplete))),
        uncertain=_some(compiler, scope, members, uncertain),
        reads=lambda: _reads(compiler, scope, members, inside),
    )


def _reads(compiler: SqlCompiler, scope: SqlScope, members: Members, inside: SqlValue) -> str:
    count = inside.reads()
    if count == "0":
        return "0"
    total = _grouped(compiler, scope, members, f"sum({count}) FILTER (WHERE {members.matched})")
    return f"coalesce({total}, 0)"


def sum_over_units(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return `sumS` or `sumB`: the known terms; incomplete where others are missing (`python.sums._known_terms`)."""
    members = members_of(compiler, node, scope, _level(node))
    term = compiler.term(node.arguments[0], members.scope)
    frame, matched = members.frame, members.matched

    def count(presences: frozenset[Presence]) -> str:
        return members.count(frame.column(all_of((matched, term.among(presences)))))

    doubtful = members.count(frame.column(members.doubtful))
    terms = members.count(frame.column(matched))
    lost = count(LOST | {Presence.UNKNOWN_SEX})
    elsewhere, including = count(frozenset({Presence.ELSEWHERE})), count(frozenset({Presence.INCLUDING}))
    apart = "0" if elsewhere == "0" else f"(CASE WHEN {including} > 0 THEN 0 ELSE {elsewhere} END)"
    known = count(HELD | {Presence.NIL, Presence.CONSTANT})
    amount = f"coalesce(sum({term.value or NULL}::DOUBLE) FILTER (WHERE {matched}), 0e0)"
    total = f"CASE WHEN {terms} + {doubtful} = 0 THEN 0e0 WHEN {known} = 0 THEN NULL ELSE {amount} END"
    missing = f"({doubtful} + {lost} + {apart} > 0)"
    incomplete = f"coalesce({_grouped(compiler, scope, members, missing)}, FALSE)"
    value = SqlValue(number=_grouped(compiler, scope, members, total), incomplete=incomplete)
    return _account(compiler, scope, members, term.account, value)


def settle_over_units(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return `any_S`, `all_S`, `any_B`, `all_B`, `max_B`, `set` or `set_S`."""
    kind = node.name.partition("_")[0]
    members = members_of(compiler, node, scope, _level(node))
    value = compiler.value(node.arguments[0], members.scope)
    text = _SETTLED[kind](members, value)
    column = _grouped(compiler, scope, members, text)
    found = _account(compiler, scope, members, value, _MADE[kind](column))
    if node.name == "any_S" and any(item.startswith("L.") for item in node.items()):
        return _with_country(compiler, node, scope, found)
    return found


def _with_country(compiler: SqlCompiler, node: tree.Call, scope: SqlScope, schemes: SqlValue) -> SqlValue:
    """Return `any_S` where the row of the country counts as well."""
    members = members_of(compiler, node, scope, "country")
    value = compiler.value(node.arguments[0], members.scope)
    column = _grouped(compiler, scope, members, _any(members, value))
    country = _account(compiler, scope, members, value, SqlValue(truth=column))
    # A country without schemes has its own row alone.
    frame = compiler.program.frame(scope.level)
    there = _grouped(compiler, scope, members_of(compiler, node, scope, "scheme"), "count(*)")
    both = f"CASE WHEN {there} IS NULL THEN {country.truth} ELSE {country.truth} OR {schemes.truth} END"
    return together((schemes, country), SqlValue(truth=frame.column(both)))


def _truth(members: Members, value: SqlValue) -> str:
    return members.frame.column(value.truth or NULL)


def _any(members: Members, value: SqlValue) -> str:
    truth, matched = _truth(members, value), members.matched
    holds = f"coalesce(bool_or({truth}) FILTER (WHERE {matched}), FALSE)"
    unknown = members.count(members.frame.column(all_of((matched, f"{truth} IS NULL"))))
    return f"CASE WHEN {holds} THEN TRUE WHEN {unknown} > 0 THEN NULL ELSE FALSE END"


def _all(members: Members, value: SqlValue) -> str:
    truth, matched = _truth(members, value), members.matched
    fails = f"coalesce(bool_or(NOT {truth}) FILTER (WHERE {matched}), FALSE)"
    unknown = members.count(members.frame.column(all_of((matched, f"{truth} IS NULL"))))
    return f"CASE WHEN {fails} THEN FALSE WHEN {unknown} > 0 THEN NULL ELSE TRUE END"


def _largest(members: Members, value: SqlValue) -> str:
    return f"max({members.frame.column(value.number or NULL)}::DOUBLE) FILTER (WHERE {members.matched})"


def _united(members: Members, value: SqlValue) -> str:
    lists = [value.codes] if value.codes is not None else []
    # A text may name several, as the predecessors of a scheme do.
    lists += [f"coalesce({split(value.text)}, [])"] if value.text is not None else []
    lists += [f"[{value.number}::VARCHAR]"] if value.number is not None else []
    each = members.frame.column(f"list_concat({', '.join([*lists, '[]::VARCHAR[]'])})")
    listed = f"list({each}) FILTER (WHERE {members.matched})"
    return f"list_filter(list_distinct(flatten(coalesce({listed}, []))), lambda code: code IS NOT NULL)"


_SETTLED = {"any": _any, "all": _all, "max": _largest, "set": _united}
_MADE: dict[str, Callable[[str], SqlValue]] = {
    "any": lambda column: SqlValue(truth=column),
    "all": lambda column: SqlValue(truth=column),
    "max": lambda column: SqlValue(number=column),
    "set": lambda column: SqlValue(codes=column),
}


def function_scopes(compiler: SqlCompiler, scope: SqlScope) -> Sequence[SqlScope]:
    """Return a scope for each function, `f` being its name."""
    codes = compiler.codes("CL_FUNC")
    return [scope.taking_turns("FUNC", code).naming("f", constant_text(code)) for code in codes]


def sum_over_codes(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return `sum_func` or `sum_age`."""
    nil = {Presence.UNANSWERED, Presence.UNKNOWN_SEX}
    if node.name == "sum_func":
        scopes: Sequence[SqlScope] = function_scopes(compiler, scope)
        nil.add(Presence.REQUIRED)
    else:
        bands = [code for code in compiler.codes("CL_AGE") if code not in DERIVED_AGES]
        scopes = [scope.taking_turns("AGE", band) for band in bands]
    counting = dict.fromkeys(nil, Presence.UNANSWERED)
    frame = compiler.program.frame(scope.level)
    parts, accounts = [], []
    for each in scopes:
        keep = SqlValue(truth=TRUE) if node.filter is None else compiler.value(node.filter, each)
        guard = frame.column(certainly(keep.truth or NULL))
        accounts.append(keep)
        if guard != FALSE:
            parts.append(Part(1, compiler.term(node.arguments[0], each), counting, guard))
            accounts.append(guarded(guard, parts[-1].term.account))
    return together(accounts, SqlValue(number=settled(frame, parts).value))
