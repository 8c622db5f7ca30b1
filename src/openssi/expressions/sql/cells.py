"""References to cells in SQL: which columns hold them, and how a cell counts in a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from openssi.expressions import syntax as tree
from openssi.expressions.cells import SEXES_OF_THE_FORM
from openssi.expressions.evaluation import Presence
from openssi.expressions.python.references import dimensions_of
from openssi.expressions.sql.frames import UNIT_LEVELS, Frame, FrameLevel, Kind, UnitLevel
from openssi.expressions.sql.program import Program
from openssi.expressions.sql.values import (
    FALSE,
    NULL,
    TRUE,
    NotInSql,
    SqlValue,
    any_of,
    sql_text,
)
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL

CellKey = tuple[str, str, str, str, str]
"""Item, sex, age, function, breakdown."""

_FIELDS = frozenset({"SEX", "AGE", "FUNC"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What stands in a cell of the observations, over all countries and years.

    Attributes:
        number: Of the cell, as in the names of columns.
        numbers: Whether there are numbers.
        texts: Whether there are texts.
        silent: Statuses of answers without a number.
        includes: Whether a number has the status W.
        always: `number` or `text` where every answer has one, so that it tells by itself whether there is an answer.
    """

    number: int
    numbers: bool = True
    texts: bool = False
    silent: frozenset[str] = frozenset()
    includes: bool = False
    always: Kind = "status"


class Occurrences(Protocol):
    """What stands in the observations."""

    def at(self, level: UnitLevel, key: CellKey) -> Occurrence | None:
        """Return what stands in a cell of benefits, schemes or countries, none where it never occurs."""

    def said(self, item: str) -> frozenset[tuple[UnitLevel, bool]]:
        """Return where an item of table Q1 is answered, and whether for a table as a whole or for one breakdown."""


@dataclass(frozen=True, slots=True)
class SqlScope:
    """Where a part of an expression is evaluated: `evaluation.Scope`, known before any answer is.

    Attributes:
        names: Values of the local names; those of another frame are left out.
        n_terms: Cells of the left side of the comparison in hand, as SQL.
        hidden: Names whose values belong to another frame.
    """

    level: FrameLevel
    lag: int = 0
    sex: str = TOTAL
    names: Mapping[str, SqlValue] = field(default_factory=dict)
    turn: Mapping[str, str] = field(default_factory=dict)
    n_terms: str | None = "0"
    hidden: frozenset[str] = frozenset()

    def naming(self, name: str, value: SqlValue) -> "SqlScope":
        """Return the scope with one more local name."""
        return replace(self, names={**self.names, name: value}, hidden=self.hidden - {name})

    def taking_turns(self, dimension: str, code: str) -> "SqlScope":
        """Return the scope in which one function or age band has its turn."""
        return replace(self, turn={**self.turn, dimension: code})

    def of_members(self, level: FrameLevel) -> "SqlScope":
        """Return the scope of the schemes, benefits or cells of the country; only constants are known there."""
        known = {name: value for name, value in self.names.items() if value.is_fixed}
        hidden = frozenset(self.names) - known.keys()
        return replace(self, level=level, lag=0, names=known, n_terms=None, hidden=hidden)


@dataclass(frozen=True, slots=True)
class SqlTerm:
    """A term of a sum.

    Attributes:
        value: DOUBLE, none where it can never be there.
        presence: SQL of the number of its presence, none where only one is possible besides being there.
        possible: Presences that it may have.
        account: What was evaluated for it.
    """

    value: str | None
    presence: str
    possible: frozenset[Presence]
    account: SqlValue

    def among(self, wanted: frozenset[Presence]) -> str:
        """Return whether its presence is one of several."""
        found = self.possible & wanted
        if not found or found == self.possible:
            return TRUE if found else FALSE
        there = self.possible & THERE
        if self.value is not None and found in (there, self.possible - there):
            return f"{self.value} IS NOT NULL" if found == there else f"{self.value} IS NULL"
        return f"{self.presence} IN ({', '.join(sorted(str(each.value) for each in found))})"


THERE = frozenset({Presence.PRESENT, Presence.INCLUDING, Presence.CONSTANT})
"""A term has a value where its presence is one of these, and only there."""


class SqlCompiler(Protocol):
    """What the parts of the SQL compiler ask of one another."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    program: Program
    occurrences: Occurrences

    def value(self, node: tree.Expression, scope: SqlScope) -> SqlValue:
        """Return the value of a part."""

    def term(self, node: tree.Expression, scope: SqlScope) -> SqlTerm:
        """Return a part as a term of a sum."""

    def formula(self, item: str) -> tree.Expression | None:
        """Return the formula of a calculated item, none where it has none."""

    def condition(self, item: str) -> tree.Expression | None:
        """Return when a conditional item has to be answered, none where that cannot be said."""

    def told_of(self, item: str, condition: tree.Expression, scope: SqlScope) -> SqlValue:
        """Return what the condition of an item tells."""

    def codes(self, codelist: str) -> tuple[str, ...]:
        """Return the codes of a code list."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer in a cell: columns of the first of benefit, scheme and country that has it.

    Attributes:
        exists: Whether there is an answer, be it empty.
        silent: Statuses that it may have where it has no number.
        includes: Whether a number may have the status W.
        sometimes: Whether there may be none.
    """

    number: str | None
    text: str | None
    status: str | None
    exists: str
    silent: frozenset[str]
    includes: bool


def found_cell(
    compiler: SqlCompiler, scope: SqlScope, key: CellKey, lag: int, *, with_status: bool = False
) -> Found | None:
    """Return the answer in a cell, none where no country ever gave one."""
    occurring = [
        (level, known)
        for level in UNIT_LEVELS[scope.level]
        if (known := compiler.occurrences.at(level, key)) is not None
    ]
    frame = compiler.program.frame(scope.level)
    years = scope.lag + lag
    found: Found | None = None
    for level, known in reversed(occurring):
        own = _at_level(compiler.program, frame, level, known, years, with_status=with_status)
        found = own if found is None else _first(frame, own, found)
    return found


def _at_level(
    program: Program, frame: Frame, level: UnitLevel, known: Occurrence, years: int, *, with_status: bool
) -> Found:
    def column(kind: Kind) -> str:
        return program.cell(frame, level, kind, known.number, years)

    needs_status = with_status or known.includes or bool(known.silent & TOLD) or known.always == "status"
    status = column("status") if needs_status else None
    exists = column(known.always)
    return Found(
        column("number") if known.numbers else None,
        column("text") if known.texts else None,
        status,
        f"{exists} IS NOT NULL",
        known.silent,
        known.includes,
    )


def _first(frame: Frame, own: Found, other: Found) -> Found:
    def chosen(first: str | None, second: str | None) -> str | None:
        if first is None and second is None:
            return None
        return frame.column(f"CASE WHEN {own.exists} THEN {first or NULL} ELSE {second or NULL} END")

    return Found(
        chosen(own.number, other.number),
        chosen(own.text, other.text),
        chosen(own.status, other.status),
        any_of((own.exists, other.exists)),
        own.silent | other.silent,
        own.includes or other.includes,
    )


TOLD = frozenset({"M", "N", "K", "L", "O", "Q", "J"})
"""Statuses that say by themselves how an empty cell counts."""


def codes_of(compiler: SqlCompiler, node: tree.Reference, scope: SqlScope) -> Mapping[str, str]:
    """Return the breakdown codes of a reference, those whose turn it is among them."""
    item = compiler.questionnaire.items.get(node.item)
    offered: Sequence[str] = item.breakdowns if item is not None else ()
    if all(isinstance(each, tree.Code) for each in node.index):
        fixed = dimensions_of([each.id for each in node.index if isinstance(each, tree.Code)], offered)
        turning = [each for each in ("FUNC", "AGE") if each in offered and each not in fixed and each in scope.turn]
        return {**{each: scope.turn[each] for each in turning}, **fixed}
    return dimensions_of([_index_code(compiler, each, scope) for each in node.index], offered)


def _index_code(compiler: SqlCompiler, node: tree.Expression, scope: SqlScope) -> str:
    code = compiler.value(node, scope).constant
    if code is None:
        raise NotInSql("[...]")
    return code


def key_of_cell(compiler: SqlCompiler, item: str, codes: Mapping[str, str], sex_in_turn: str) -> CellKey:
    """Return the key of a cell; a sex that is not said is the one whose turn it is, where the item has sexes."""
    known = compiler.questionnaire.items.get(item)
    own = known is not None and "SEX" in known.breakdowns
    sex = codes.get("SEX", sex_in_turn if own else TOTAL)
    age = codes.get("AGE", TOTAL)
    other = next((code for name, code in codes.items() if name not in _FIELDS), NOT_APPLICABLE)
    form = SEXES_OF_THE_FORM
    return (item, form.get(sex, sex), form.get(age, age), codes.get("FUNC", NOT_APPLICABLE), other)


def plain_reference(compiler: SqlCompiler, node: tree.Reference, scope: SqlScope) -> SqlValue:
    """Return the value of a cell of an item that is not calculated."""
    key = key_of_cell(compiler, node.item, codes_of(compiler, node, scope), scope.sex)
    found = found_cell(compiler, scope, key, node.lag)
    own = {"S.ID": "scheme", "B.ID": "benefit"}.get(node.item)
    if found is None and own is None:
        return SqlValue()
    text = found.text if found is not None else None
    if own is not None:
        text = _or_own_id(compiler, scope, found, own)
    number = found.number if found is not None else None
    item = compiler.questionnaire.items.get(node.item)
    reads = "0" if number is None else f"({number} IS NOT NULL)::INTEGER"
    if item is not None and item.type in {"codes", "list"}:
        parts = split(text or NULL) if item.type == "codes" else split_list(text or NULL)
        codes = None if text is None else compiler.program.frame(scope.level).column(parts)
        return SqlValue(number, None, codes, is_exact=True, reads=lambda: reads)
    return SqlValue(number, text, is_exact=True, reads=lambda: reads)


def split(text: str) -> str:
    """Return the list of the codes in a text."""
    return f"list_filter(regexp_split_to_array({text}, '\\s+'), lambda code: code <> '')"


def split_list(text: str) -> str:
    """Return the entries of a text that are separated by semicolons."""
    entries = f"list_transform(string_split({text}, ';'), lambda entry: {stripped('entry')})"
    return f"list_filter({entries}, lambda entry: entry <> '')"


def stripped(text: str) -> str:
    """Return a text without the blanks around it."""
    return f"regexp_replace({text}, '^\\s+|\\s+$', '', 'g')"


def _or_own_id(compiler: SqlCompiler, scope: SqlScope, found: Found | None, own: str) -> str:
    frame = compiler.program.frame(scope.level)
    known = f"nullif({own}, {sql_text(NOT_APPLICABLE)})"
    if found is None:
        return frame.column(known)
    return frame.column(f"CASE WHEN {found.exists} THEN {found.text or NULL} ELSE {known} END")


def status_of(compiler: SqlCompiler, node: tree.Reference, scope: SqlScope) -> SqlValue:
    """Return the observation status of a cell."""
    key = key_of_cell(compiler, node.item, codes_of(compiler, node, scope), scope.sex)
    found = found_cell(compiler, scope, key, node.lag, with_status=True)
    return SqlValue(text=found.status) if found is not None else SqlValue()
