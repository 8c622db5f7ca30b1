"""Rules whose expressions are functions of cells, one condition at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import Compiled, Expression, ObservationCells, Value, compile_python, parse
from openssi.expressions import syntax as tree
from openssi.validate.bounds import bounds_of
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.rule import Rule, Severity


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the conditions of a rule.

    Attributes:
        items: The items that the rule watches and this condition names, in the order of the rule; all that the rule
            watches where it names none of them.
    """

    expression: Expression
    function: Compiled
    items: tuple[str, ...]

    def holds(self, cells: ObservationCells, severity: Severity) -> bool:
        """Whether the condition holds, or is not evaluated because an operand is missing.

        A condition that blocks is not evaluated either on a sum with missing terms, unless the known terms alone
        already break it (INQUIRY, section 0).
        """
        outcome = self.function.outcome(cells)
        return outcome.value is not False or (severity == "E" and outcome.uncertain)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be evaluated."""

    rule: Rule
    conditions: tuple[Condition, ...]
    compiler: "RuleCompiler"

    def broken(self, cells: ObservationCells) -> Iterator[Condition]:
        """Iterate over the conditions that do not hold."""
        severity = self.rule.severity
        return (each for each in self.conditions if not each.holds(cells, severity))

    def range(self, condition: Condition, item: str, cells: ObservationCells) -> tuple[Decimal | None, Decimal | None]:
        """Return the lowest and the highest value that would have been accepted: as declared, else as implied."""
        implied = bounds_of(condition.expression, item)
        declared = (self.rule.expected_low, self.rule.expected_high)
        if any(declared):
            low, high = (parse(text) if text else None for text in declared)
        else:
            low, high = implied.low, implied.high
        return self._number(low, cells), self._number(high, cells)

    def shown(self, cells: ObservationCells) -> dict[str, Value]:
        """Return the values that the message shows."""
        return {name: self.compiler.function(parse(text))(cells) for name, text in self.rule.shown.items()}

    def _number(self, expression: Expression | None, cells: ObservationCells) -> Decimal | None:
        value = self.compiler.function(expression)(cells) if expression is not None else None
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class RuleCompiler:
    """Turns rules into functions, each once."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]

    def rule(self, rule: Rule) -> CompiledRule:
        """Return a rule ready to be evaluated."""
        conditions = tuple(self._condition(rule, part) for text in rule.expressions for part in _parts(parse(text)))
        return CompiledRule(rule, conditions, self)

    def _condition(self, rule: Rule, expression: Expression) -> Condition:
        named = tuple(item for item in rule.items if item in expression.items())
        return Condition(expression, self.function(expression), named or rule.items)

    def function(self, expression: Expression) -> Compiled:
        """Return an expression as a function of cells."""
        return compile_python(expression, self.questionnaire, self.codelists)


def _parts(expression: Expression) -> tuple[Expression, ...]:
    return expression.conditions if isinstance(expression, tree.AllOf) else (expression,)
