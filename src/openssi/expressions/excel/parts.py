"""The parts of Excel formulas: what a part of an expression is worth, and whether it is known.

Every part is Excel text in English with commas. A number, code or condition is only looked at where it is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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
    """A number in units.

    Attributes:
        number: It is only looked at where it is known.
        known: The condition that it is known.
        complete: Whether no term is missing of the sums over benefits in it, which are the value of the known terms.
    """

    number: str
    known: str
    complete: str = TRUE


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a sum.

    Attributes:
        number: Its number, 0 where it has none.
        valued: Whether it has a number.
        helds: What makes it there or known to be nil.
        losses: What makes the sum missing because of it; where it is neither held nor lost, it counts as nil.
        complete: As of a figure.
        is_constant: Whether it is a number of the formula itself.
    """

    number: str
    valued: str = FALSE
    helds: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    complete: str = TRUE
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

    @property
    def lost(self) -> str:
        """Whether it makes the sum missing."""
        return either(self.losses)

    def where(self, kept: str) -> "Term":
        """Return the term that only enters where a condition holds."""
        if kept == TRUE:
            return self
        losses = () if self.lost == FALSE else (both((kept, self.lost)),)
        number = f"IF({kept},{self.number},0)"
        return Term(number, both((kept, self.valued)), (both((kept, self.held)),), losses, self.complete)


@dataclass(frozen=True, slots=True)
class Condition:
    """How far something holds.

    Attributes:
        level: 1 where it holds, 0 where it does not, 0.5 where it is not evaluated (Kleene).
        true: A shorter way to ask whether it holds, or empty.
        open: A shorter way to ask whether it is not evaluated, or empty.
    """

    level: str
    true: str = ""
    open: str = ""

    @classmethod
    def of(cls, holds: str, known: str, *, implied: bool = False) -> "Condition":
        """Return a test that is only evaluated where its operands are known.

        Args:
            holds: The test.
            known: Whether its operands are known.
            implied: Whether it can only hold where they are, and may be asked where they are not.
        """
        told = f"IF({holds},1,0)"
        level = told if known == TRUE else f"IF({known},{told},0.5)"
        return cls(level, holds, turned(known)) if implied else cls(level)

    @property
    def is_true(self) -> str:
        """Whether it is evaluated and holds."""
        return self.true or f"{self.level}=1"

    @property
    def is_false(self) -> str:
        """Whether it is evaluated and does not hold."""
        return f"{self.level}=0"

    @property
    def is_open(self) -> str:
        """Whether it is not evaluated."""
        return self.open or f"{self.level}=0.5"

    def where(self, kept: str, otherwise: str) -> "Condition":
        """Return the condition where something holds, else a level that does not count."""
        return self if kept == TRUE else Condition(f"IF({kept},{self.level},{otherwise})")


@dataclass(frozen=True, slots=True)
class Word:
    """A code, or several.

    Attributes:
        text: The code as Excel text; several stand each between spaces.
        known: Whether there is one.
        code: The code itself where the formula names it.
        cell: Reference of the cell that it was chosen in.
    """

    text: str
    known: str
    code: str = ""
    cell: str = ""
    is_set: bool = False

    @classmethod
    def named(cls, code: str) -> "Word":
        """Return a code that the formula names."""
        return cls(f'"{code}"', TRUE, code)

    def equals(self, other: "Word") -> str:
        """Return whether two codes are the same one."""
        for named, chosen in ((self, other), (other, self)):
            if named.code and chosen.cell:
                return f'LEFT(TRIM({chosen.cell})&" ",{len(named.code) + 1})="{named.code} "'
        return f"{self.text}={other.text}"


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
    return f'ISNUMBER(FIND(UPPER(LEFT({cell.status}&" ",1)),"{codes}"))'


def is_typed(cell: ExcelCell) -> str:
    """Return whether a value was typed, be it one that Excel does not take for a number."""
    return f"NOT(ISBLANK({cell.value}))"


def in_units(cell: ExcelCell, *, scaled: bool) -> str:
    """Return the number of a cell, in units where the formula mixes powers of ten."""
    number = f"N({cell.value})"
    return number if cell.power == "0" or not scaled else f"({number}*{power_of_ten(cell.power)})"


def written(number: Decimal) -> str:
    """Return a number as Excel reads it."""
    return f"{number:f}"


def power_of_ten(power: str) -> str:
    """Return a power of ten that is a number or stands in a cell."""
    return f"10^{power}" if power.isdigit() else f"10^N({power})"


def code_in(cell: ExcelCell) -> Word:
    """Return the code that was chosen: the first word of `OLD  Old age`."""
    text = f'LEFT(TRIM({cell.value})&" ",FIND(" ",TRIM({cell.value})&" ")-1)'
    return Word(text, f"LEN({cell.value})>0", cell=cell.value)


def codes_in(cell: ExcelCell) -> Word:
    """Return the codes of a cell that may hold several, each between spaces."""
    spaced = cell.value
    for separator in (",", ";"):
        spaced = f'SUBSTITUTE({spaced},"{separator}"," ")'
    return Word(f'" "&UPPER({spaced})&" "', f"LEN({cell.value})>0", is_set=True)


def conjunction(conditions: Iterable[Condition]) -> Condition:
    """Return that all hold: false where one is false, not evaluated where one is not and none is false."""
    return _extreme("MIN", list(conditions))


def disjunction(conditions: Iterable[Condition]) -> Condition:
    """Return that one holds: true where one is true, not evaluated where one is not and none is true."""
    return _extreme("MAX", list(conditions))


def _extreme(function: str, parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Condition(f"{function}({','.join(each.level for each in parts)})")


def negation(condition: Condition) -> Condition:
    """Return a condition turned round; one that is not evaluated stays so."""
    return Condition(f"(1-{condition.level})")
