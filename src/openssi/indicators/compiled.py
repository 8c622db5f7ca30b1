"""Declared national totals, ready to be evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from openssi.definitions import Definitions
from openssi.expressions import Compiled, Expression, ObservationCells, compile_python, format_expression, parse
from openssi.expressions.syntax import Logical, Reference
from openssi.indicators.ranges import RangeFunction, compile_range
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import LifeCycleGroup, NationalTotal, TotalPart
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression that gives a number, with the items it names in the order in which it names them.

    Attributes:
        range: What it can be where totals that it names are known between bounds only.
    """

    function: Compiled
    items: tuple[Reference, ...]
    range: RangeFunction

    def value(self, cells: ObservationCells) -> Decimal | None:
        """Return the number, none where it is missing."""
        value = self.function(cells)
        return value if isinstance(value, Decimal) else None

    def observations(self, cells: ObservationCells) -> list[Observation]:
        """Return the answered cells it names, in order."""
        found = (cells.observation(each.item, _dimensions(each)) for each in self.items)
        return [each for each in found if each is not None]


def _dimensions(reference: Reference) -> dict[str, str]:
    codes = [str(getattr(each, "id", "")) for each in reference.index]
    return {"SEX" if code in {"T", "M", "F", "U"} else "FUNC": code for code in codes if code}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that stands alone.

    Attributes:
        text: The condition as it is written.
        items: The items that it names.
        is_by_sex: Whether it can hold for one sex and not for the other.
    """

    text: str
    function: Compiled
    items: frozenset[str]
    is_by_sex: bool


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part of a national total.

    Attributes:
        conditions: What must all hold for a benefit or scheme to enter.
    """

    declared: TotalPart
    number: int
    persons: Formula
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class CompiledTotal:
    """A national total."""

    declared: NationalTotal
    caps: Mapping[LifeCycleGroup, Formula]
    parts: tuple[CompiledPart, ...]
    formula: Formula | None


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns declarations into functions, each once."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]

    def total(self, declared: NationalTotal) -> CompiledTotal:
        """Return a national total ready to be made."""
        return CompiledTotal(
            declared,
            {group: self.formula(text) for group, text in declared.group_caps.items()},
            tuple(self._part(part, number) for number, part in enumerate(declared.parts)),
            self.formula(declared.formula) if declared.formula else None,
        )

    def formula(self, text: str) -> Formula:
        """Return an expression that gives a number."""
        expression = parse(text)
        function, references = self._compile(expression), tuple(_references(expression))
        return Formula(function, references, compile_range(expression, self._compile))

    def _compile(self, expression: Expression) -> Compiled:
        return compile_python(expression, self.questionnaire, self.codelists)

    def _part(self, part: TotalPart, number: int) -> CompiledPart:
        conditions = tuple(map(self._condition, _conditions(parse(part.where))))
        return CompiledPart(part, number, self.formula(part.persons), conditions)

    def _condition(self, expression: Expression) -> Condition:
        named = (self.questionnaire.items.get(each) for each in expression.items())
        is_by_sex = any(each is None or "SEX" in each.breakdowns or bool(each.formula) for each in named)
        text = format_expression(expression)
        return Condition(text, self._compile(expression), expression.items(), is_by_sex=is_by_sex)


@lru_cache(maxsize=4)
def compiled_totals(definitions: Definitions) -> tuple[CompiledTotal, ...]:
    """Return the declared national totals, ready to be evaluated."""
    compiler = Compiler(definitions.questionnaire, definitions.codelists)
    return tuple(compiler.total(each) for each in definitions.national_totals.values())


def _references(expression: Expression) -> list[Reference]:
    return [node for node in expression.walk() if isinstance(node, Reference)]


def _conditions(expression: Expression) -> list[Expression]:
    """Return the conditions that `and` joins."""
    if isinstance(expression, Logical) and expression.operator == "and":
        return [*_conditions(expression.left), *_conditions(expression.right)]
    return [expression]
