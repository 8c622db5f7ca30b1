"""Declared national totals, ready to be evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from openssi.definitions import Definitions
from openssi.expressions import Compiled, Expression, ObservationCells, compile_python, parse
from openssi.expressions.syntax import Reference
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import LifeCycleGroup, NationalTotal, TotalPart
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression that gives a number, with the items it names in the order in which it names them."""

    function: Compiled
    items: tuple[Reference, ...]

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
class CompiledPart:
    """A part of a national total."""

    declared: TotalPart
    number: int
    persons: Formula
    where: Compiled

    def scopes(self, country: ObservationCells) -> Sequence[ObservationCells]:
        """Return the cells of each benefit or scheme that meets the condition, or of the country."""
        level = self.declared.level
        every = country.benefits() if level == "benefit" else country.schemes() if level == "scheme" else [country]
        return [cells for cells in every if self.where(cells) is True]


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
        return Formula(self._compile(expression), tuple(_references(expression)))

    def _compile(self, expression: Expression) -> Compiled:
        return compile_python(expression, self.questionnaire, self.codelists)

    def _part(self, part: TotalPart, number: int) -> CompiledPart:
        return CompiledPart(part, number, self.formula(part.persons), self._compile(parse(part.where)))


@lru_cache(maxsize=4)
def compiled_totals(definitions: Definitions) -> tuple[CompiledTotal, ...]:
    """Return the declared national totals, ready to be evaluated."""
    compiler = Compiler(definitions.questionnaire, definitions.codelists)
    return tuple(compiler.total(each) for each in definitions.national_totals.values())


def _references(expression: Expression) -> list[Reference]:
    return [node for node in expression.walk() if isinstance(node, Reference)]
