"""The statements of counts across registers, once, in the dialect of DuckDB and plain enough to be transpiled.

Extracts are the tables `extract_0`, `extract_1` and so on, in the order of their schemes, with whole numbers of 64 bits
`person_hi`, `person_lo` and `marks`. A person is both halves of the hash, compared in full. The statements hold no
parameters: all that varies are whole numbers and the number of tables.
"""

# ruff: noqa: S608 - what is put into the statements are whole numbers that this module makes itself

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from openssi.microdata.registers.marks import Layout


@dataclass(frozen=True, slots=True)
class Slice:
    """Persons whose first half of the hash lies between two numbers, both included.

    Hashes are spread evenly, and persons of two slices are different persons: counts of slices add up.
    """

    first: int
    last: int


def slices(number: int) -> tuple[Slice, ...]:
    """Cut all persons into so many slices of the same size."""
    starts = [-(1 << 63) + (1 << 64) * each // number for each in range(number + 1)]
    return tuple(Slice(first, after - 1) for first, after in pairwise(starts))


def marked_rows(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement of the rows of all extracts, each with the bit and the number of its scheme."""
    selects = (
        f"SELECT person_hi, person_lo, marks + {layout.scheme_bit(number)} AS marks, {number} AS scheme "
        f"FROM extract_{number} WHERE person_hi BETWEEN {part.first} AND {part.last}"
        for number in range(schemes)
    )
    return " UNION ALL ".join(selects)


def persons(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement of persons: one row each, with the marks of all registers joined by the bitwise or."""
    return (
        "SELECT person_hi, person_lo, BIT_OR(marks) AS marks "
        f"FROM ({marked_rows(layout, schemes, part)}) AS marked_rows GROUP BY person_hi, person_lo"
    )


def persons_by_marks(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement that counts persons with the same joined marks: `marks`, `persons`."""
    return f"SELECT marks, COUNT(*) AS persons FROM ({persons(layout, schemes, part)}) AS persons GROUP BY marks"


def contradictions(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement of all rows of persons of whom registers say different things.

    Its columns are `person_hi`, `person_lo`, `marks` and `scheme`, the number of the extract.
    """
    return (
        f"WITH marked_rows AS ({marked_rows(layout, schemes, part)}), "
        "contradicted AS (SELECT person_hi, person_lo FROM marked_rows GROUP BY person_hi, person_lo "
        f"HAVING (BIT_OR(marks) & (BIT_OR(marks) >> {layout.width}) & {layout.codes_mask}) <> 0) "
        "SELECT marked_rows.person_hi, marked_rows.person_lo, marked_rows.marks, marked_rows.scheme "
        "FROM marked_rows INNER JOIN contradicted ON marked_rows.person_hi = contradicted.person_hi "
        "AND marked_rows.person_lo = contradicted.person_lo"
    )


def all_statements(layout: Layout, schemes: int, parts: Sequence[Slice]) -> list[str]:
    """Return every statement of a count, for whoever runs them elsewhere."""
    return [made(layout, schemes, part) for part in parts for made in (persons_by_marks, contradictions)]
