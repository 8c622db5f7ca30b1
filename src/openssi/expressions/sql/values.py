"""What a part of an expression is in SQL: its value by type, and the account of missing terms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.expressions.sql.frames import Frame

NULL, TRUE, FALSE = "NULL", "TRUE", "FALSE"

EPSILON = "1e-12"
"""Two computed numbers are equal where they differ by less than this share of the larger: SQL counts in double
precision, whose error after the few operations of a rule stays below it, where Python counts in exact decimals."""

Reads = Callable[[], str]


class NotInSql(Exception):
    """A part of an expression that cannot be said in SQL.

    Attributes:
        construct: The part: a function, a name, a quantifier.
    """

    def __init__(self, construct: str) -> None:
        super().__init__(construct)
        self.construct = construct


def no_reads() -> str:
    """Return that no cell was read."""
    return "0"


@dataclass(frozen=True, slots=True)
class SqlValue:
    """The value of a part. Each type it may have is one column; the one that is not null holds the value.

    Attributes:
        number: DOUBLE, in units.
        text: VARCHAR.
        codes: List of VARCHAR.
        truth: BOOLEAN.
        constant: The text where it is always the same.
        is_exact: Whether the number is that of a cell or of the expression, so that there is no error of counting.
        incomplete: Whether it rests on a sum over schemes or benefits with missing terms.
        uncertain: Whether a comparison inside rests on such a sum and could turn out otherwise.
        reads: How many numeric cells were read.
    """

    number: str | None = None
    text: str | None = None
    codes: str | None = None
    truth: str | None = None
    constant: str | None = None
    is_exact: bool = False
    incomplete: str = FALSE
    uncertain: str = FALSE
    reads: Reads = no_reads

    @property
    def is_fixed(self) -> bool:
        """Whether it is a constant text."""
        return self.constant is not None

    def parts(self) -> tuple[str, ...]:
        """Return the columns of the types that it may have."""
        return tuple(each for each in (self.number, self.text, self.codes, self.truth) if each is not None)

    def is_null(self) -> str:
        """Return SQL that tells whether it is missing."""
        return all_of(f"{each} IS NULL" for each in self.parts()) if not self.is_fixed else FALSE


def sql_text(value: str) -> str:
    """Return a text as SQL."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def sql_number(value: Decimal) -> str:
    """Return a number as SQL, a DOUBLE."""
    return f"{value:f}e0"


def constant_text(value: str) -> SqlValue:
    """Return a text that is always the same."""
    return SqlValue(text=sql_text(value), constant=value)


def all_of(conditions: Iterable[str]) -> str:
    """Return the conjunction of conditions, in three values."""
    listed = list(dict.fromkeys(each for each in conditions if each != TRUE))
    if FALSE in listed:
        return FALSE
    return TRUE if not listed else listed[0] if len(listed) == 1 else f"({' AND '.join(listed)})"


def any_of(conditions: Iterable[str]) -> str:
    """Return the disjunction of conditions, in three values."""
    listed = list(dict.fromkeys(each for each in conditions if each != FALSE))
    if TRUE in listed:
        return TRUE
    return FALSE if not listed else listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})"


def opposite(condition: str) -> str:
    """Return the opposite of a condition."""
    return {TRUE: FALSE, FALSE: TRUE, NULL: NULL}.get(condition, f"(NOT {condition})")


def certainly(condition: str) -> str:
    """Return whether a condition holds: one that is not evaluated does not."""
    return condition if condition in {TRUE, FALSE} else FALSE if condition == NULL else f"coalesce({condition}, FALSE)"


def where(condition: str, value: str, other: str) -> str:
    """Return one value where a condition holds, else another."""
    if condition == TRUE or value == other:
        return value
    return other if condition in {FALSE, NULL} else f"CASE WHEN {condition} THEN {value} ELSE {other} END"


def added(counts: Iterable[str]) -> str:
    """Return the sum of counts."""
    listed = [each for each in counts if each != "0"]
    return " + ".join(listed) if listed else "0"


def together(values: Iterable[SqlValue], result: SqlValue) -> SqlValue:
    """Return a value with the account of the parts that were all evaluated for it."""
    listed = list(values)
    return replace(
        result,
        incomplete=any_of(each.incomplete for each in listed),
        uncertain=any_of(each.uncertain for each in listed),
        reads=lambda: added(each.reads() for each in listed),
    )


def guarded(condition: str, value: SqlValue) -> SqlValue:
    """Return a value whose account counts only where it was evaluated."""
    return replace(
        value,
        incomplete=all_of((condition, value.incomplete)),
        uncertain=all_of((condition, value.uncertain)),
        reads=lambda: _where_counted(condition, value.reads()),
    )


def _where_counted(condition: str, count: str) -> str:
    return "0" if count == "0" else where(condition, f"({count})", "0")


def in_columns(frame: Frame, value: SqlValue) -> SqlValue:
    """Return a value whose types are columns of a frame, so that it can be named any number of times."""
    kept: Mapping[str, str | None] = {
        name: None if text is None else frame.column(text)
        for name, text in (
            ("number", value.number), ("text", value.text), ("codes", value.codes), ("truth", value.truth),
        )
    }  # fmt: skip
    if value.is_fixed:
        return value
    return replace(
        value,
        number=kept["number"],
        text=kept["text"],
        codes=kept["codes"],
        truth=kept["truth"],
        incomplete=frame.column(value.incomplete),
        uncertain=frame.column(value.uncertain),
    )
