"""A cell, and a chain of cells, as a term of a sum in SQL: `python.references` and `python.sums`, as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from openssi.expressions import syntax as tree
from openssi.expressions.cells import SEXES_OF_THE_FORM
from openssi.expressions.evaluation import Presence
from openssi.expressions.functions import NIL_STATUSES, UNKNOWN
from openssi.expressions.python.references import unanswered
from openssi.expressions.python.sums import LOST, both_sexes_in, in_chain, is_plain, signed_terms
from openssi.expressions.sql.cells import (
    THERE,
    TOLD,
    Found,
    SqlCompiler,
    SqlScope,
    SqlTerm,
    codes_of,
    found_cell,
    key_of_cell,
)
from openssi.expressions.sql.frames import Frame
from openssi.expressions.sql.values import (
    FALSE,
    NULL,
    TRUE,
    SqlValue,
    all_of,
    any_of,
    constant_text,
    guarded,
    in_columns,
    opposite,
    sql_text,
    together,
    where,
)

Counting = Mapping[Presence, Presence]
"""How a sum counts a presence; one that is not named counts as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A term within a sum.

    Attributes:
        counting: How the sum counts its presences.
        guard: Where it enters at all.
    """

    sign: int
    term: SqlTerm
    counting: Counting = field(default_factory=dict)
    guard: str = TRUE

    def counts_as(self, wanted: frozenset[Presence]) -> str:
        """Return whether it counts as one of several presences; one that does not enter counts as none."""
        found = frozenset(each for each in self.term.possible if self.counting.get(each, each) in wanted)
        return all_of((self.guard, self.term.among(found)))

    def counts_only_as(self, wanted: frozenset[Presence]) -> str:
        """Return whether it counts as one of several presences or does not enter."""
        found = frozenset(each for each in self.term.possible if self.counting.get(each, each) in wanted)
        return any_of((opposite(self.guard), self.term.among(found)))

    def amount(self) -> str:
        """Return what it adds."""
        value = self.term.value
        if value is None:
            return "0e0"
        certain = self.guard == TRUE and not any(
            self.counting.get(each, each) not in LOST for each in self.term.possible - THERE
        )
        return value if certain else where(self.guard, f"coalesce({value}, 0e0)", "0e0")


def constant_term(value: SqlValue) -> SqlTerm:
    """Return a number of a formula as a term."""
    return SqlTerm(value.number, str(Presence.CONSTANT.value), frozenset({Presence.CONSTANT}), value)


def value_term(value: SqlValue) -> SqlTerm:
    """Return the value of any other part as a term."""
    if value.number is None:
        return SqlTerm(None, str(Presence.REQUIRED.value), frozenset({Presence.REQUIRED}), value)
    possible = frozenset({Presence.REQUIRED, Presence.PRESENT})
    presence = where(f"{value.number} IS NULL", str(Presence.REQUIRED.value), str(Presence.PRESENT.value))
    return SqlTerm(value.number, presence, possible, value)


def reference_term(compiler: SqlCompiler, node: tree.Reference, scope: SqlScope) -> SqlTerm:
    """Return a cell as a term: its number, or how it counts without."""
    codes = codes_of(compiler, node, scope)
    found = found_cell(compiler, scope, key_of_cell(compiler, node.item, codes, scope.sex), node.lag)
    empty = _empty_term(compiler, node, scope, codes)
    return empty if found is None else _answered(compiler.program.frame(scope.level), found, empty)


def _answered(frame: Frame, found: Found, empty: SqlTerm) -> SqlTerm:
    """Return the term of a cell that may be answered, `empty` being what it is where it is not."""
    told = _told(found)
    status = found.status or NULL
    said = any_of(f"{status} = {sql_text(each)}" for each in sorted(found.silent & TOLD))
    silent = any_of((f"{found.number or NULL} IS NOT NULL", said)) if found.number else said
    value = found.number
    if empty.value is not None:
        value = frame.column(_cases([(said, NULL)], empty.value))
        value = frame.column(f"coalesce({found.number}, {value})") if found.number else value
    cases = []
    if found.number is not None:
        including = f"{status} = 'W'" if found.includes else FALSE
        code = where(including, str(Presence.INCLUDING.value), str(Presence.PRESENT.value))
        cases.append((f"{found.number} IS NOT NULL", code))
    cases += [(f"{status} = {sql_text(each)}", str(presence.value)) for each, presence in sorted(told.items())]
    possible = set(told.values()) | empty.possible
    possible |= {Presence.PRESENT} if found.number is not None else set()
    possible |= {Presence.INCLUDING} if found.number is not None and found.includes else set()
    account = guarded(_not(silent), empty.account)
    number, reads = found.number, account.reads
    if number is not None:
        account = replace(account, reads=lambda: f"CASE WHEN {number} IS NOT NULL THEN 1 ELSE {reads()} END")
    return SqlTerm(value, frame.column(_cases(cases, empty.presence)), frozenset(possible), account)


def _not(condition: str) -> str:
    """Return the opposite of a condition that may rest on an empty cell."""
    return opposite(condition) if condition in {TRUE, FALSE} else f"({condition}) IS NOT TRUE"


def _told(found: Found) -> dict[str, Presence]:
    told = {}
    for each in found.silent & TOLD:
        if each in NIL_STATUSES:
            told[each] = Presence.NIL
        else:
            told[each] = Presence.ELSEWHERE if each == "K" else Presence.MISSING
    return told


def _cases(cases: Sequence[tuple[str, str]], other: str) -> str:
    useful = [(condition, value) for condition, value in cases if condition != FALSE]
    if not useful:
        return other
    return f"CASE {' '.join(f'WHEN {condition} THEN {value}' for condition, value in useful)} ELSE {other} END"


def _empty_term(compiler: SqlCompiler, node: tree.Reference, scope: SqlScope, codes: Mapping[str, str]) -> SqlTerm:
    """Return how a cell counts that nobody answered: by its formula, its condition, or its requirement."""
    formula = compiler.formula(node.item)
    if formula is not None:
        turn = {name: code for name, code in codes.items() if name in {"FUNC", "AGE"}}
        sex = codes.get("SEX", scope.sex)
        inside = replace(
            scope,
            lag=scope.lag + node.lag,
            sex=SEXES_OF_THE_FORM.get(sex, sex),
            names={},
            hidden=frozenset(),
            turn=turn,
        )
        return compiler.term(formula, inside)
    condition = compiler.condition(node.item)
    if condition is None:
        return _without_value(unanswered(compiler.questionnaire.items.get(node.item), codes))
    if codes.get("SEX") in UNKNOWN or codes.get("AGE") in UNKNOWN:
        return _without_value(Presence.UNKNOWN_SEX)
    return _where_asked(compiler, node.item, condition, _scope_of_condition(scope, codes, node.lag))


def _scope_of_condition(scope: SqlScope, codes: Mapping[str, str], lag: int) -> SqlScope:
    turn = {name: code for name, code in codes.items() if name == "FUNC"}
    names = {"f": constant_text(turn["FUNC"])} if turn else {}
    return SqlScope(scope.level, scope.lag + lag, names=names, turn=turn)


def _where_asked(compiler: SqlCompiler, item: str, condition: tree.Expression, scope: SqlScope) -> SqlTerm:
    told = compiler.told_of(item, condition, scope).truth or NULL
    if told == NULL:
        return _without_value(Presence.UNANSWERED)
    required, nil, unknown = (str(each.value) for each in (Presence.REQUIRED, Presence.NIL, Presence.UNANSWERED))
    presence = f"CASE WHEN {told} THEN {required} WHEN NOT {told} THEN {nil} ELSE {unknown} END"
    column = compiler.program.frame(scope.level).column(presence)
    return SqlTerm(None, column, frozenset({Presence.REQUIRED, Presence.NIL, Presence.UNANSWERED}), SqlValue())


def _without_value(presence: Presence) -> SqlTerm:
    return SqlTerm(None, str(presence.value), frozenset({presence}), SqlValue())


# Chains


def chain_term(compiler: SqlCompiler, node: tree.Expression, scope: SqlScope) -> SqlTerm:
    """Return a chain of `+` and `-` as a term."""
    signed = list(signed_terms(node))
    both = both_sexes_in([part for _, part in signed])
    parts = [
        Part(sign, compiler.term(part, scope), {each: in_chain(sign, each, both_sexes=both) for each in Presence})
        for sign, part in signed
    ]
    return settled(compiler.program.frame(scope.level), parts)


def chain_value(compiler: SqlCompiler, node: tree.Expression, scope: SqlScope) -> SqlValue:
    """Return the value of a chain of `+` and `-`; one of numbers of which none is a cell ends where one is missing."""
    signed = list(signed_terms(node))
    if not all(is_plain(part) for _, part in signed):
        chain = chain_term(compiler, node, scope)
        return replace(chain.account, number=chain.value)
    frame, known, accounts = compiler.program.frame(scope.level), TRUE, []
    texts = []
    for sign, part in signed:
        value = in_columns(frame, compiler.value(part, scope))
        accounts.append(guarded(known, value))
        known = all_of((known, f"{value.number} IS NOT NULL" if value.number is not None else FALSE))
        texts.append(f"{'+' if sign > 0 else '-'} {value.number or NULL}")
    number = None if known == FALSE else frame.column(" ".join(texts))
    return together(accounts, SqlValue(number=number))


def settled(frame: Frame, parts: Sequence[Part]) -> SqlTerm:
    """Return the sum of terms: missing where one is lost, not answered where none is (`python.sums._settle`)."""
    nothing = frozenset({Presence.UNANSWERED, Presence.CONSTANT})
    lost = frame.column(any_of(each.counts_as(LOST) for each in parts))
    elsewhere = any_of(each.counts_as(frozenset({Presence.ELSEWHERE})) for each in parts)
    including = any_of(each.counts_as(frozenset({Presence.INCLUDING})) for each in parts)
    apart = frame.column(all_of((elsewhere, opposite(including))))
    empty = frame.column(all_of(each.counts_only_as(nothing) for each in parts))
    constant = frame.column(all_of(each.counts_only_as(frozenset({Presence.CONSTANT})) for each in parts))
    total = " ".join(f"{'+' if each.sign > 0 else '-'} {each.amount()}" for each in parts) or "0e0"
    absent = any_of((lost, apart, all_of((empty, opposite(constant)))))
    value = None if absent == TRUE else frame.column(where(absent, NULL, total))
    cases = [
        (lost, Presence.REQUIRED),
        (apart, Presence.MISSING),
        (all_of((empty, constant)), Presence.CONSTANT),
        (empty, Presence.UNANSWERED),
    ]
    possible = {presence for condition, presence in cases if condition != FALSE}
    certain = next((presence for condition, presence in cases if condition == TRUE), None)
    possible |= set() if certain is not None else {Presence.PRESENT}
    told = [(condition, str(presence.value)) for condition, presence in cases]
    presence = frame.column(_cases(told, str(Presence.PRESENT.value)))
    account = together((guarded(each.guard, each.term.account) for each in parts), SqlValue())
    return SqlTerm(value, presence, frozenset(possible), account)


def first_term(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlTerm:
    """Return `coalesce` as a term: the first that is there; without any, nil if one is nil, else as the last."""
    terms = [compiler.term(each, scope) for each in node.arguments]
    frame = compiler.program.frame(scope.level)
    values = [each.value for each in terms if each.value is not None]
    value = frame.column(f"coalesce({', '.join(values)})") if len(values) > 1 else next(iter(values), None)
    presence, accounts, before = str(Presence.REQUIRED.value), [], TRUE
    nil = any_of(each.among(frozenset({Presence.NIL})) for each in terms)
    for each in reversed(terms):
        if each is terms[-1]:
            presence = _cases([(all_of((f"{value or NULL} IS NULL", nil)), str(Presence.NIL.value))], each.presence)
        if each.value is not None:
            presence = f"CASE WHEN {each.value} IS NOT NULL THEN {each.presence} ELSE {presence} END"
    for each in terms:
        accounts.append(guarded(before, each.account))
        before = all_of((before, f"{each.value} IS NULL" if each.value is not None else TRUE))
    possible = frozenset[Presence]().union(*(each.possible & (THERE | {Presence.NIL}) for each in terms))
    possible |= terms[-1].possible
    return SqlTerm(value, frame.column(presence), possible, together(accounts, SqlValue()))
