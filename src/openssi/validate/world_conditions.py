"""The conditions of rules as columns of frames, with the cells to correct and the values that would be accepted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.expressions import Expression
from openssi.expressions import syntax as tree
from openssi.expressions.sql.cells import CellKey, key_of_cell
from openssi.expressions.sql.compiler import SqlCompilation, Verdict
from openssi.expressions.sql.frames import FrameLevel
from openssi.expressions.sql.values import NULL, NotInSql
from openssi.validate.bounds import bounds_of
from openssi.validate.conditions import Condition, Names, RuleCompiler, parts_of
from openssi.validate.places import candidates, codes_of
from openssi.validate.scopes import SEXES
from openssi.validate.world_frames import OF_A_TABLE
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.rule import Rule

WORLD_LEVELS: Mapping[str, FrameLevel] = {
    "country": "country",
    "scheme": "scheme",
    "benefit": "benefit",
    "cell": "cell",
    "table": "cell",
}
"""Levels of rules that are evaluated on a whole database."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Columns of the lowest and the highest value that would have been accepted in an item."""

    item: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Members:
    """Members of a set for which a condition does not hold.

    Attributes:
        column: Column of a frame: their sorted list.
        together: Whether one finding names them all, since they share a cell.
    """

    column: str
    together: bool


@dataclass(frozen=True, slots=True)
class WorldCondition:
    """A condition of a rule for one sex, as columns of a frame.

    Attributes:
        number: Its number among all.
        position: Its place among the conditions of the rule, the first being 1.
        names: What its names stand for: `{"f": "OLD"}`; empty for a member of a set that is known only with the cells.
        candidates: The cells that it is about; the first that is answered is the one to correct.
    """

    number: int
    rule: Rule
    level: FrameLevel
    position: int
    names: Names
    sex: str
    verdict: Verdict | Members
    candidates: tuple[CellKey, ...]
    limits: tuple[Limits, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule that is not evaluated on a whole database, and the part of it that SQL cannot say."""

    rule: str
    construct: str


def world_conditions(
    rules: Sequence[Rule], compiler: RuleCompiler, compilation: SqlCompilation
) -> tuple[list[WorldCondition], list[LeftOut]]:
    """Compile the conditions of rules; a rule of which one part cannot be said in SQL is left out as a whole."""
    found: list[WorldCondition] = []
    left_out: list[LeftOut] = []
    for rule in rules:
        writer = _Writer(rule, compiler, compilation)
        try:
            own = list(writer.conditions())
        except NotInSql as reason:
            left_out.append(LeftOut(rule.id, reason.construct))
            continue
        found += [replace(each, number=at) for at, each in enumerate(own, start=len(found))]
    return found, left_out


@dataclass(frozen=True)
class _Writer:
    """Compiles one rule."""

    rule: Rule
    compiler: RuleCompiler
    compilation: SqlCompilation

    def conditions(self) -> Iterator[WorldCondition]:
        """Iterate over its conditions, for each sex where it is evaluated by sex."""
        if self.rule.level not in WORLD_LEVELS:
            raise NotInSql(f"level {self.rule.level}")
        level = WORLD_LEVELS[self.rule.level]
        for position, each in enumerate(self.compiler.rule(self.rule).conditions, start=1):
            for sex in SEXES if self.rule.by_sex else (TOTAL,):
                yield self._condition(each, level, position, sex)

    def _condition(self, each: Condition, level: FrameLevel, position: int, sex: str) -> WorldCondition:
        verdict: Verdict | Members
        if each.each is None:
            verdict = self.compilation.verdict(level, each.expression, sex, each.turn)
        else:
            verdict = self._members(each, level, sex)
        if self.rule.level == "table":
            frame = self.compilation.program.frame(level)
            frame.outputs.add(frame.source(OF_A_TABLE))
        candidates = () if level == "cell" else self._candidates(each, sex)
        items = [key[0] for key in candidates]
        limits = tuple(self._limits(each, level, sex, items))
        names = {each.each[0]: ""} if each.each is not None else each.turn
        if each.each is not None and limits:
            raise NotInSql(f"for {each.each[0]} in ...")
        return WorldCondition(0, self.rule, level, position, names, sex, verdict, candidates, limits)

    def _members(self, each: Condition, level: FrameLevel, sex: str) -> Members:
        """Return the members of a set, known only when the cells are, for which a condition does not hold."""
        parts = (part for text in self.rule.expressions for part in parts_of(self._declared(text)))
        head = next(part for part in parts if isinstance(part, tree.Quantified) and part.body == each.expression)
        items = self.compiler.questionnaire.items
        if level == "cell" or any(items[item].breakdowns for item in each.items if item in items):
            raise NotInSql(f"for {head.each.name} in ...")
        column = self.compilation.failing_members(level, head, sex, surely=self.rule.severity == "E")
        first = items.get(next(iter(each.items), ""))
        return Members(column, together=first is None or first.level != "scheme")

    def _candidates(self, each: Condition, sex: str) -> tuple[CellKey, ...]:
        compiler = self.compiler
        given = (compiler.questionnaire, compiler.codelists)
        items = candidates(self.rule, each, each.turn, *given)
        return tuple(key_of_cell(self.compilation, item, codes_of(item, each.turn, *given), sex) for item in items)

    def _limits(self, each: Condition, level: FrameLevel, sex: str, items: Sequence[str]) -> Iterator[Limits]:
        """Iterate over what is accepted in an item: what the rule declares for any, else what the condition implies."""
        declared = (self.rule.expected_low, self.rule.expected_high)
        if any(declared):
            low, high = (self._declared(text) if text else None for text in declared)
            yield self._columns("", low, high, level, sex, each.turn)
            return
        for item in items:
            implied = bounds_of(each.expression, item)
            if implied.low is not None or implied.high is not None:
                yield self._columns(item, implied.low, implied.high, level, sex, each.turn)

    def _declared(self, text: str) -> Expression:
        tolerances: Mapping[str, Decimal] = self.rule.tolerances
        return self.compiler.parsed(text, tolerances)

    def _columns(
        self,
        item: str,
        low: Expression | None,
        high: Expression | None,
        level: FrameLevel,
        sex: str,
        names: Names,
    ) -> Limits:
        lowest, highest = (
            NULL if each is None else self.compilation.number(level, each, sex, names) for each in (low, high)
        )
        return Limits(item, lowest, highest)
