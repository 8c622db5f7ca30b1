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

PERSONS = "persons"
"""Table in which the persons of a slice are kept, where they are asked about twice."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Persons whose first half of the hash is at least one number and less than another; none is no bound.

    Hashes are spread evenly, and persons of two slices are different persons: counts of slices add up.
    """

    first: int | None
    after: int | None

    def condition(self) -> str:
        """Return the condition of a row, with the word WHERE; empty where all rows are meant."""
        bounds = [f"person_hi >= {self.first}" if self.first is not None else ""]
        bounds += [f"person_hi < {self.after}" if self.after is not None else ""]
        given = " AND ".join(each for each in bounds if each)
        return f" WHERE {given}" if given else ""


def slices(number: int) -> tuple[Slice, ...]:
    """Cut all persons into so many slices of the same size."""
    borders = [-(1 << 63) + (1 << 64) * each // number for each in range(1, number)]
    return tuple(Slice(first, after) for first, after in pairwise([None, *borders, None]))


def marked_rows(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement of the rows of all extracts, each with the bit and the number of its scheme."""
    selects = (
        f"SELECT person_hi, person_lo, marks + {layout.scheme_bit(number)} AS marks, {number} AS scheme "
        f"FROM extract_{number}{part.condition()}"
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


def kept_persons_by_marks() -> str:
    """Return the same statement for persons that are kept in the table of persons."""
    return f"SELECT marks, COUNT(*) AS persons FROM {PERSONS} GROUP BY marks"


def contradictions(layout: Layout, schemes: int, part: Slice) -> str:
    """Return the statement of all rows of those persons, in the table of persons, whom registers contradict.

    Its columns are `person_hi`, `person_lo`, `marks` and `scheme`, the number of the extract.
    """
    return (
        "SELECT marked_rows.person_hi, marked_rows.person_lo, marked_rows.marks, marked_rows.scheme "
        f"FROM ({marked_rows(layout, schemes, part)}) AS marked_rows INNER JOIN {PERSONS} "
        f"ON marked_rows.person_hi = {PERSONS}.person_hi AND marked_rows.person_lo = {PERSONS}.person_lo "
        f"WHERE ({PERSONS}.marks & ({PERSONS}.marks >> {layout.width}) & {layout.codes_mask}) <> 0"
    )


def all_statements(layout: Layout, schemes: int, parts: Sequence[Slice]) -> list[str]:
    """Return every statement of a count, for whoever runs them elsewhere.

    The table of persons, which some of them read, has the rows of `persons` of the same slice.
    """
    made = (persons, persons_by_marks, contradictions)
    return [kept_persons_by_marks(), *(each(layout, schemes, part) for part in parts for each in made)]
