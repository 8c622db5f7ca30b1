"""What an expression is evaluated in: a scope, and the account that is kept of missing terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from typing import Protocol

from openssi.expressions.cells import Cells, Value
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation


@dataclass(slots=True)
class Account:
    """What was seen while an expression was evaluated.

    Attributes:
        cells: Numeric cells read.
        n_terms: Cells of the left side of the comparison in hand.
        terms: Terms of the sums over schemes and benefits.
        missing: How many of them are missing; the sums are the value of the others.
        incomplete: Sums over schemes or benefits with missing terms.
        uncertain: Whether a comparison rests on such a sum and could turn out otherwise.
        reads: The answers read, where they are asked for; those that only a filter looks at are left out.
    """

    cells: int = 0
    n_terms: int = 0
    terms: int = 0
    missing: int = 0
    incomplete: int = 0
    uncertain: bool = False
    reads: list[Observation] | None = None

    def include(self, part: "Account") -> None:
        """Add what was seen while a part of the expression was evaluated."""
        self.cells += part.cells
        self.terms += part.terms
        self.missing += part.missing
        self.incomplete += part.incomplete
        self.uncertain = self.uncertain or part.uncertain
        if self.reads is not None:
            self.reads += part.reads or ()


class Local:
    """A name that `where` defines, evaluated where it is first used.

    Each use of a sum with missing terms counts for the comparison that uses it.
    """

    __slots__ = ("_evaluator", "_incomplete", "_scope", "_value")

    def __init__(self, evaluator: "Evaluator", scope: "Scope") -> None:
        self._evaluator: Evaluator | None = evaluator
        self._scope = scope
        self._incomplete = 0
        self._value: Value = None

    def value(self) -> Value:
        """Return the value of the name."""
        account = self._scope.account
        if self._evaluator is not None:
            before = account.incomplete
            self._value, self._evaluator = self._evaluator(self._scope), None
            self._incomplete = account.incomplete - before
        else:
            account.incomplete += self._incomplete
        return self._value


@dataclass(slots=True)
class Scope:
    """Where a part of an expression is evaluated. It is never changed; a frozen class would take three times as long.

    Attributes:
        cells: The country, scheme or benefit in scope.
        names: Values of the names that are given, a quantifier's member among them, and the local names.
        turn: Function or age band whose turn it is, by dimension.
        account: Shared by the whole evaluation.
    """

    cells: Cells
    names: Mapping[str, "Value | Local"] = field(default_factory=dict)
    turn: Mapping[str, str] = field(default_factory=dict)
    account: Account = field(default_factory=Account)

    def at(self, cells: Cells) -> "Scope":
        """Return the scope with other cells."""
        return Scope(cells, self.names, self.turn, self.account)

    def naming(self, name: str, value: "Value | Local") -> "Scope":
        """Return the scope with one more local name."""
        return Scope(self.cells, {**self.names, name: value}, self.turn, self.account)

    def taking_turns(self, dimension: str, code: str) -> "Scope":
        """Return the scope in which one function or age band has its turn."""
        return replace(self, turn={**self.turn, dimension: code})


class Presence(Enum):
    """Whether a term of a sum is there, and how it counts if not (INQUIRY, section 0, missing terms)."""

    PRESENT = auto()
    INCLUDING = auto()
    """Present and of status W: it includes data of another cell."""
    CONSTANT = auto()
    """A number of the formula itself."""
    NIL = auto()
    """Status M or N."""
    UNANSWERED = auto()
    """Empty where the questionnaire allows it."""
    REQUIRED = auto()
    """Empty where an answer is required, or not evaluated."""
    UNKNOWN_SEX = auto()
    """The row of those whose sex is not known is empty."""
    ELSEWHERE = auto()
    """Status K: included in another cell."""
    MISSING = auto()
    """Status L, O, Q or J."""


HELD = frozenset({Presence.PRESENT, Presence.INCLUDING})

Term = tuple[Decimal | None, Presence]
Evaluator = Callable[[Scope], Value]
TermEvaluator = Callable[[Scope], Term]


class Compiler(Protocol):
    """What the parts of the compiler ask of one another."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    plain_names: set[str]
    """Names in scope whose values hold no sum that may lack terms."""

    def value(self, node: Expression) -> Evaluator:
        """Return a function that gives the value of a part."""

    def term(self, node: Expression) -> TermEvaluator:
        """Return a function that gives a part as a term of a sum."""

    def formula(self, item: str) -> TermEvaluator | None:
        """Return the formula of a calculated item as a term, none where it has none."""

    def condition(self, item: str) -> Evaluator | None:
        """Return when a conditional item has to be answered, none where that cannot be said."""

    def codes(self, codelist: str) -> tuple[str, ...]:
        """Return the codes of a code list."""


def number(value: Value) -> Decimal | None:
    """Return a value that is a number, none where it is anything else."""
    return value if isinstance(value, Decimal) else None
