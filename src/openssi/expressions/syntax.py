"""The parts an expression is made of: a frozen tree.

Two trees are equal where they say the same; the position in the text and the words that were typed do not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class Expression:
    """Any part of an expression.

    Attributes:
        position: Index of its first character in the text.
    """

    position: int = field(default=0, compare=False, repr=False, kw_only=True)

    def children(self) -> Iterator["Expression"]:
        """Iterate over the parts directly inside."""
        for name in self.__dataclass_fields__:
            yield from _expressions(getattr(self, name))

    def walk(self) -> Iterator["Expression"]:
        """Iterate over this part and every part inside, outermost first."""
        waiting: list[Expression] = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(list(part.children())))

    def items(self) -> frozenset[str]:
        """Return the mnemonics of the items whose values are used."""
        return self._items

    @cached_property
    def _items(self) -> frozenset[str]:
        return frozenset(part.item for part in self.walk() if isinstance(part, Reference))


def _expressions(value: object) -> Iterator[Expression]:
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _expressions(member)


@dataclass(frozen=True)
class Number(Expression):
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True)
class Text(Expression):
    """A text in double quotes."""

    value: str


@dataclass(frozen=True)
class Code(Expression):
    """A code of a code list (`OLD`): a name in capitals."""

    id: str


@dataclass(frozen=True)
class Name(Expression):
    """A local name: of `where`, of a quantifier, or one of those that the language gives (`f`, `item`, `n_terms`)."""

    id: str


@dataclass(frozen=True)
class ItemName(Expression):
    """The mnemonic of an item as a value, in `item = B.EXP` and in sets."""

    id: str


@dataclass(frozen=True)
class Reference(Expression):
    """The value of an item.

    Attributes:
        item: Mnemonic, or `cell` for the cell that a rule is evaluated for.
        index: Codes or names in brackets; empty means the total.
        lag: Years back.
    """

    item: str
    index: tuple[Expression, ...] = ()
    lag: int = 0


@dataclass(frozen=True)
class SetOf(Expression):
    """A set that is written out: `{CONTRIB,PARTIAL}`."""

    members: tuple[Expression, ...]


@dataclass(frozen=True)
class Negative(Expression):
    """A number with the other sign."""

    operand: Expression


@dataclass(frozen=True)
class Not(Expression):
    """A condition turned round."""

    operand: Expression


@dataclass(frozen=True)
class Arithmetic(Expression):
    """`+ - * / ^` of two numbers."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Comparison(Expression):
    """A chain of comparisons: `0 <= x <= 100`.

    Attributes:
        operators: One fewer than operands.
    """

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True)
class Membership(Expression):
    """`value in set`, or `value not in set`."""

    value: Expression
    container: Expression
    negated: bool = False


@dataclass(frozen=True)
class Subset(Expression):
    """`set subset of set`."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Logical(Expression):
    """`and`, `or`, `=>` of two conditions."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Conditional(Expression):
    """`condition ? value : other`."""

    condition: Expression
    positive: Expression
    negative: Expression


@dataclass(frozen=True)
class Each(Expression):
    """`name in set`, each member in turn."""

    name: str
    container: Expression


@dataclass(frozen=True)
class Call(Expression):
    """A named function.

    Attributes:
        filter: What follows the semicolon: which schemes, benefits or functions enter.
        each: The members over which `count` runs, else none.
        lag: Years back, for the whole call.
    """

    name: str
    arguments: tuple[Expression, ...] = ()
    filter: Expression | None = None
    each: Each | None = None
    lag: int = 0


@dataclass(frozen=True)
class Quantified(Expression):
    """`for c in {..}: condition` and `exists c in {..}: condition`."""

    quantifier: str
    each: Each
    body: Expression


@dataclass(frozen=True)
class Local(Expression):
    """`name = value` after `where`."""

    name: str
    value: Expression


@dataclass(frozen=True)
class Where(Expression):
    """An expression with local names."""

    body: Expression
    locals: tuple[Local, ...]


@dataclass(frozen=True)
class Several(Expression):
    """Values side by side: `L.AGE_M, L.AGE_F`."""

    values: tuple[Expression, ...]


@dataclass(frozen=True)
class AllOf(Expression):
    """Conditions that must all hold, separated by semicolons."""

    conditions: tuple[Expression, ...]
