"""Rules whose expressions are functions of cells, one condition at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from openssi.expressions import Compiled, Expression, ObservationCells, Value, compile_python, parse
from openssi.expressions import syntax as tree
from openssi.expressions.names import free_names, is_condition
from openssi.expressions.substitution import Meant, with_values
from openssi.validate.bounds import bounds_of
from openssi.validate.guards import Guard
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Rule, Severity

Names = Mapping[str, str]
Tolerances = Mapping[str, Decimal]

NO_NAMES: Names = MappingProxyType({})


@dataclass(frozen=True)
class Condition:
    """One of the conditions of a rule.

    Attributes:
        items: The items that the rule watches and this condition names, in the order of the rule; all that the rule
            watches where it names none of them.
        turn: The function that it is about, as `f`, where it is evaluated for each.
        each: The name and the members of a leading quantifier: it is evaluated for each member.
    """

    expression: Expression
    function: Compiled
    items: tuple[str, ...]
    turn: Names = field(default_factory=lambda: NO_NAMES)
    each: tuple[str, Compiled] | None = None

    @cached_property
    def guard(self) -> Guard:
        """What item and status of a cell tell of the condition."""
        return Guard(self.expression)

    def turns(self, cells: ObservationCells) -> Iterator[Names]:
        """Iterate over what the names of the condition stand for, one after the other."""
        if self.each is None:
            yield self.turn
            return
        name, members = self.each
        found = members(cells)
        for member in sorted(found) if isinstance(found, frozenset) else ():
            yield {**self.turn, name: member}

    def holds(self, cells: ObservationCells, severity: Severity, names: Names = NO_NAMES) -> bool:
        """Whether the condition holds, or is not evaluated because an operand is missing.

        A condition that blocks is not evaluated either on a sum with missing terms, unless the known terms alone
        already break it (INQUIRY, section 0).
        """
        return not self.function.breaks(cells, names, surely=severity == "E")


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition that does not hold, and what its names stood for."""

    condition: Condition
    names: Names


@dataclass(frozen=True)
class CompiledRule:
    """A rule ready to be evaluated.

    Attributes:
        tolerances: Those of the rule, or of the country whose answers are checked.
    """

    rule: Rule
    conditions: tuple[Condition, ...]
    compiler: "RuleCompiler"
    tolerances: Tolerances

    def settles(self, cell: Observation) -> bool:
        """Whether every condition holds for a cell by its item and status alone."""
        return all(each.guard.settles(cell) for each in self.conditions)

    def broken(self, cells: ObservationCells) -> Iterator[Breach]:
        """Iterate over the conditions that do not hold; members of a set that share a cell are named together."""
        surely = self.rule.severity == "E"
        for each in self.conditions:
            if each.each is None:
                if each.function.breaks(cells, each.turn, surely=surely):
                    yield Breach(each, each.turn)
                continue
            failing = [names for names in each.turns(cells) if not each.holds(cells, self.rule.severity, names)]
            if self._has_a_cell_each(each):
                yield from (Breach(each, names) for names in failing)
            elif failing:
                name, _ = each.each
                yield Breach(each, {**each.turn, name: ", ".join(names[name] for names in failing)})

    def _has_a_cell_each(self, condition: Condition) -> bool:
        items = self.compiler.questionnaire.items
        return any(item in items and items[item].level == "scheme" for item in condition.items[:1])

    def range(self, breach: Breach, item: str, cells: ObservationCells) -> tuple[Decimal | None, Decimal | None]:
        """Return the lowest and the highest value that would have been accepted: as declared, else as implied."""
        implied = bounds_of(breach.condition.expression, item)
        declared = (self.rule.expected_low, self.rule.expected_high)
        if any(declared):
            low, high = (self.compiler.parsed(text, self.tolerances) if text else None for text in declared)
        else:
            low, high = implied.low, implied.high
        return self._number(low, cells, breach.names), self._number(high, cells, breach.names)

    @cached_property
    def shown_items(self) -> Mapping[str, str]:
        """The items whose values the message shows as they are, by slot."""
        parsed = {name: self.compiler.parsed(text, self.tolerances) for name, text in self.rule.shown.items()}
        return {name: each.item for name, each in parsed.items() if isinstance(each, tree.Reference)}

    def shown(self, cells: ObservationCells, names: Names) -> dict[str, Value]:
        """Return the values that the message shows."""
        compiler = self.compiler
        texts = {name: compiler.parsed(text, self.tolerances) for name, text in self.rule.shown.items()}
        found = {name: compiler.function(each, names).outcome(cells, names).value for name, each in texts.items()}
        return {**self.tolerances, **names, **found}

    def _number(self, expression: Expression | None, cells: ObservationCells, names: Names) -> Decimal | None:
        if expression is None:
            return None
        value = self.compiler.function(expression, names).outcome(cells, names).value
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True)
class RuleCompiler:
    """Turns rules into functions, each once."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    _functions: dict[tuple[Expression, frozenset[str]], Compiled] = field(default_factory=dict, compare=False)
    _parsed: dict[tuple[str, frozenset[tuple[str, Decimal]]], Expression] = field(default_factory=dict, compare=False)

    def rule(self, rule: Rule, tolerances: Tolerances = MappingProxyType({})) -> CompiledRule:
        """Return a rule ready to be evaluated.

        Args:
            rule: The rule.
            tolerances: Values of its tolerances for one country, in place of its own.
        """
        own = {name: tolerances.get(name, value) for name, value in rule.tolerances.items()}
        parts = (part for text in rule.expressions for part in parts_of(self.parsed(text, own)))
        conditions = tuple(each for part in parts for each in self._conditions(rule, part))
        return CompiledRule(rule, conditions, self, own)

    def _conditions(self, rule: Rule, expression: Expression) -> Iterator[Condition]:
        named = tuple(item for item in rule.items if item in expression.items()) or rule.items
        head = expression
        if isinstance(head, tree.Quantified) and head.quantifier == "for":
            yield from self._of_quantifier(head, named)
            return
        for names in self._functions_in(expression):
            yield Condition(expression, self.function(expression, names), named, names)

    def _of_quantifier(self, head: tree.Quantified, items: tuple[str, ...]) -> Iterator[Condition]:
        each, members = head.each.name, head.each.container
        if isinstance(members, tree.SetOf) and all(isinstance(member, tree.Code) for member in members.members):
            for code in (member.id for member in members.members if isinstance(member, tree.Code)):
                body = with_values(head.body, {each: code})
                yield Condition(body, self.function(body), items, {each: code})
            return
        if isinstance(members, tree.Code) and members.id in self.codelists:
            for code in self.codelists[members.id].ids:
                body = with_values(head.body, {each: code})
                yield Condition(body, self.function(body), items, {each: code})
            return
        yield Condition(
            head.body, self.function(head.body, {each: ""}), items, NO_NAMES, (each, self.function(members))
        )

    def _functions_in(self, expression: Expression) -> Iterator[Names]:
        """Iterate over the functions that a condition on a free `f` is evaluated for, or once as it is."""
        if "f" not in free_names(expression) or not is_condition(expression):
            yield NO_NAMES
            return
        yield from ({"f": code} for code in self.codelists["CL_FUNC"].ids)

    def parsed(self, text: str, tolerances: Tolerances) -> Expression:
        """Return the tree of a text with the tolerances in their places."""
        key = (text, frozenset(tolerances.items()))
        if key not in self._parsed:
            values: dict[str, Meant] = dict(tolerances)
            self._parsed[key] = with_values(parse(text), values)
        return self._parsed[key]

    def function(self, expression: Expression, names: Names = NO_NAMES) -> Compiled:
        """Return an expression as a function of cells."""
        key = (expression, frozenset(names))
        if key not in self._functions:
            given = dict.fromkeys(names, "") if set(names) != {"f"} else dict(names)
            found = compile_python(expression, self.questionnaire, self.codelists, given)
            if "f" in names:
                return found
            self._functions[key] = found
        return self._functions[key]


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """Return the conditions of an expression that must all hold."""
    return expression.conditions if isinstance(expression, tree.AllOf) else (expression,)
