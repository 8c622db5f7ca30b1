"""The structure of a table: its columns with their SQL types."""

from dataclasses import dataclass
from functools import cached_property

REPORTED = "DECIMAL(38, 10)"
"""The type of a reported value, exact as typed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type, and what stands in it."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Dataflow:
    """A named table structure."""

    id: str
    description: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


def columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    """Return columns of their names, types and descriptions."""
    return tuple(Column(*row) for row in rows)
