"""The parts of Excel formulas: what a part of an expression is worth, and whether it is known.

Every part is Excel text in English with commas. A number, code or condition is only looked at where it is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass

TRUE, FALSE = "TRUE", "FALSE"
NIL_CODES = "MN"
MISSING_CODES = "LOQJK"


@dataclass(frozen=True, slots=True)
class ExcelCell:
    """A cell of the form.

    Attributes:
        value: Reference of its value (`'S_QMA01'!$F$12`).
        status: Reference of its observation status.
        power: Power of ten of its figures: `0`, or a reference to the cell where the country states it.
    """

    value: str
    status: str
    power: str = "0"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in units, and the condition that it is known."""

    number: str
    known: str


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a sum.

    Attributes:
        number: Its number, 0 where it has none.
        helds: What makes it there or known to be nil.
        losses: What makes the sum missing because of it; where it is neither held nor lost, it counts as nil.
        is_constant: Whether it is a number of the formula itself.
    """

    number: str
    helds: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    is_constant: bool = False

    @property
    def known(self) -> str:
        """Whether it is there and nothing is lost."""
        sound = [turned(each) for each in self.losses]
        is_implied = any(each in sound for each in self.helds)
        return both((*sound, *(() if is_implied else (self.held,))))

    @property
    def held(self) -> str:
        """Whether it is there or known to be nil."""
        return either(self.helds)


@dataclass(frozen=True, slots=True)
class Condition:
    """How far something holds: 1 where it does, 0 where it does not, 0.5 where it is not evaluated (Kleene)."""

    level: str

    @classmethod
    def of(cls, holds: str, known: str) -> "Condition":
        """Return a test that is only evaluated where its operands are known."""
        told = f"IF({holds},1,0)"
        return cls(told if known == TRUE else f"IF({known},{told},0.5)")

    @property
    def is_true(self) -> str:
        """Whether it is evaluated and holds."""
        return f"{self.level}=1"


@dataclass(frozen=True, slots=True)
class Word:
    """A code or text, and the condition that there is one."""

    text: str
    known: str
    is_set: bool = False


def both(parts: Iterable[str]) -> str:
    """Return that all conditions hold."""
    needed = list(dict.fromkeys(part for part in parts if part != TRUE))
    if FALSE in needed:
        return FALSE
    return TRUE if not needed else needed[0] if len(needed) == 1 else f"AND({','.join(needed)})"


def either(parts: Iterable[str]) -> str:
    """Return that one condition holds."""
    enough = list(dict.fromkeys(part for part in parts if part != FALSE))
    if TRUE in enough:
        return TRUE
    return FALSE if not enough else enough[0] if len(enough) == 1 else f"OR({','.join(enough)})"


def turned(part: str) -> str:
    """Return that a condition does not hold."""
    if part in {TRUE, FALSE}:
        return FALSE if part == TRUE else TRUE
    return part[4:-1] if _is_turned(part) else f"NOT({part})"


def _is_turned(part: str) -> bool:
    """Return whether a condition is `NOT(...)` as a whole."""
    if not part.startswith("NOT("):
        return False
    depth = 0
    for at, character in enumerate(part):
        depth += (character == "(") - (character == ")")
        if depth == 0 and character == ")":
            return at == len(part) - 1
    return False


def status_among(cell: ExcelCell, codes: str) -> str:
    """Return whether the status of a cell is one of several codes; the cell holds `E  Estimated value`."""
    return f'ISNUMBER(FIND(LEFT({cell.status}&" ",1),"{codes}"))'


def in_units(cell: ExcelCell, *, scaled: bool) -> str:
    """Return the number of a cell, in units where the formula mixes powers of ten."""
    number = f"N({cell.value})"
    return number if cell.power == "0" or not scaled else f"({number}*{power_of_ten(cell.power)})"


def power_of_ten(power: str) -> str:
    """Return a power of ten that is a number or stands in a cell."""
    return f"10^{power}" if power.isdigit() else f"10^N({power})"


def code_in(cell: ExcelCell) -> Word:
    """Return the code that was chosen: the first word of `OLD  Old age`."""
    text = f'LEFT(TRIM({cell.value})&" ",FIND(" ",TRIM({cell.value})&" ")-1)'
    return Word(text, f"LEN({cell.value})>0")


def codes_in(cell: ExcelCell) -> Word:
    """Return the codes of a cell that may hold several, each between spaces."""
    spaced = cell.value
    for separator in (",", ";"):
        spaced = f'SUBSTITUTE({spaced},"{separator}"," ")'
    return Word(f'" "&{spaced}&" "', f"LEN({cell.value})>0", is_set=True)


def conjunction(conditions: Iterable[Condition]) -> Condition:
    """Return that all hold: false where one is false, not evaluated where one is not and none is false."""
    parts = [each.level for each in conditions]
    return Condition(parts[0] if len(parts) == 1 else f"MIN({','.join(parts)})")


def disjunction(conditions: Iterable[Condition]) -> Condition:
    """Return that one holds: true where one is true, not evaluated where one is not and none is true."""
    return Condition(f"MAX({','.join(each.level for each in conditions)})")


def negation(condition: Condition) -> Condition:
    """Return a condition turned round; one that is not evaluated stays so."""
    return Condition(f"(1-{condition.level})")
