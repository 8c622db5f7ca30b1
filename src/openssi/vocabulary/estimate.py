"""What a survey or a register says about a population: one figure with its error."""

from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.counted import code_of

ALL = "all"
"""Name of the domain variable, and of the domain, that is everybody."""

Unit = Literal["fraction", "index", "ratio", "level", "total", "persons"]
"""A fraction is a share of persons or money, which tables show in per cent; an index, such as the Gini coefficient, and
a ratio are shown as they are."""


MOST_CONTRIBUTORS = 10
"""How many of the largest contributors to an amount are looked at, at most."""

ABOVE_ZERO = code_of("above_zero")
"""What measures that take logarithms or powers of incomes have to know of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What some of the rows behind a figure have, such as an income below the poverty line.

    Attributes:
        name: Code of what they have: figures that count the same persons have the same.
        count: Rows that have it.
        line: Of an income below a line: that line, which the code names too.
        category: Of a category of a column that divides: the column and the category.
        difference: Of those who have one thing and not another: the names of both.
        ranked: Of those between two ranks by income: the rows in ascending order up to each, with the part of the
            row that is divided by it.
        is_told: Whether the figure tells how many they are; else they follow from it and another one.
        is_additive: Whether those of two domains are those of both together.
        is_one_sided: Whether nothing is said of those who have it not.
        is_general: Of a figure of a programme: whether it has nothing to do with the programme.
    """

    name: str
    count: int
    line: float | None = None
    category: tuple[str, str] | None = None
    difference: tuple[str, str] | None = None
    ranked: tuple[float, float] | None = None
    is_told: bool = True
    is_additive: bool = True
    is_one_sided: bool = False
    is_general: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributors:
    """Rows of the file behind one figure: what decides whether it may leave. They never leave themselves.

    Attributes:
        rows: Rows that the figure rests on: those of the domain of which it knows what it needs.
        base: Code of what these are; empty for those that the measure knows.
        attributes: What some of them have and the figure counts; none where it counts nobody.
        largest: Shares of the amount that the largest contributors hold, the largest first; empty where it is none.
        left_out: Rows of the domain, of weights above zero, that the measure cannot count: `n` less those it can.
        needs: Code of what these lack: `ABOVE_ZERO`, of a column where it is not welfare, or what is missing.
        amount: The amount, that of groups being the sum of those of their parts; None where it is none, or not so.
    """

    rows: int
    base: str = ""
    attributes: tuple[Attribute, ...] = ()
    largest: tuple[float, ...] = ()
    left_out: int = 0
    needs: str = ""
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure for one domain.

    Attributes:
        measure: Its name, as it was asked for (`arpr`, `fgt1`).
        domain_var: The column that divides the population, several joined by commas, or `all`.
        domain: The value of that column (those columns), or `all`.
        estimate: In `unit`; None where it cannot be made, and then `reason` says why.
        se: Standard error by the design of the survey, in `unit`; None where the design gives none.
        lower: Lower limit of the 95 % interval.
        upper: Upper limit of the 95 % interval.
        n: Rows of the file that lie in the domain, with those that the measure leaves out; None where it may not
            leave.
        population: Sum of their weights; None where it may not leave.
        unit: Of estimate, error and limits.
        reason: Code of a message in the catalogue: why there is no estimate or no error; empty where both are there.
        method: How the error was made: `linearised`, the kind of the replicate weights, or empty.
        contributors: Rows behind the figure, where they are not simply those of the domain.
    """

    measure: str
    domain_var: str = ALL
    domain: str = ALL
    estimate: float | None
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    n: int | None
    population: float | None
    unit: Unit = "fraction"
    reason: str = ""
    method: str = ""
    contributors: Contributors | None = None
