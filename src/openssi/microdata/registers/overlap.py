"""Which persons stand in which registers: exact, nobody counted twice, in memory that does not grow with them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.engine import EngineError, Queries, connect
from openssi.microdata.nearest import unknown_name
from openssi.microdata.registers import sql
from openssi.microdata.registers.extract import Extract, files_of, read_extract, together
from openssi.microdata.registers.marks import Layout, Marks
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

ROWS_OF_A_SLICE = 2_500_000
"""Rows of all extracts that are in memory at once, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Persons by the schemes that cover them and by what travels.

    Attributes:
        extracts: The extracts, in the order of their schemes.
        layout: Of the marks.
        marks: Different marks of persons, each with the bits of their schemes.
        persons: Number of persons with each.
        contradicted: Persons of whom two registers say different things, by dimension.
        precedence: The schemes whose word counts in that case, the first first; empty where nobody's does.
    """

    extracts: tuple[Extract, ...]
    layout: Layout
    marks: Marks
    persons: npt.NDArray[np.int64]
    contradicted: Mapping[str, int]
    precedence: tuple[str, ...]

    @property
    def schemes(self) -> tuple[str, ...]:
        """Codes of the schemes, in order."""
        return tuple(each.scheme for each in self.extracts)

    @property
    def covered(self) -> int:
        """Persons in at least one register."""
        return int(self.persons.sum())

    @property
    def left_out(self) -> int:
        """Rows of all registers that could not be hashed: as many persons more may be covered, at most."""
        return sum(each.report.left_out for each in self.extracts)

    def patterns(self) -> npt.NDArray[np.int64]:
        """Return the bits of the schemes of each mark, from bit 0."""
        return self.marks >> (2 * self.layout.width)


def overlap_of(
    paths: Sequence[Path],
    precedence: Sequence[str] | None = None,
    progress: Callable[[float], None] = lambda _: None,
    rows_of_a_slice: int = ROWS_OF_A_SLICE,
    engine: Callable[[], AbstractContextManager[Queries]] = connect,
) -> Overlap:
    """Count the persons of several extracts.

    Args:
        paths: Extracts of one exercise, one per scheme, in any order; a folder stands for those in it.
        precedence: Schemes whose word counts where registers contradict each other, instead of those of the rule.
        progress: Is told the share of the work that is done.
        rows_of_a_slice: Rows that are in memory at once, about.
        engine: Opens what answers: DuckDB, or Spark.

    Raises:
        FixTheFile: if a file is no extract or is damaged, if extracts are of several exercises, keys or rules, if a
            scheme stands twice, if the precedence names a scheme that is not there.
    """
    if not paths:
        raise FixTheFile.because("REGISTER_NONE_GIVEN")
    extracts = together([read_extract(each) for each in files_of(paths)])
    layout, order = extracts[0].rule.layout, _precedence(extracts, precedence)
    rows = sum(pq.read_metadata(each.path).num_rows for each in extracts)
    parts = sql.slices(max(1, -(-rows // rows_of_a_slice)))
    counted = _Counted(layout)
    with engine() as connection:
        try:
            for number, each in enumerate(extracts):
                connection.register_parquet(f"extract_{number}", each.path)
            for done, part in enumerate(parts):
                _count(connection, part, extracts, order, counted)
                progress((done + 1) / len(parts))
        except EngineError:
            names = ", ".join(each.path.name for each in extracts)
            raise FixTheFile.because("REGISTER_DAMAGED", Place(file=names)) from None
    marks, persons = counted.together()
    return Overlap(
        extracts=extracts,
        layout=layout,
        marks=marks,
        persons=persons,
        contradicted={name: counted.contradicted[name] for name in layout.names},
        precedence=order,
    )


def _precedence(extracts: Sequence[Extract], given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the schemes in the order in which they are believed: those named, then the others by their codes."""
    schemes = [each.scheme for each in extracts]
    if given is not None:
        for each in given:
            if each not in schemes:
                place = Place(item="--precedence")
                raise unknown_name("REGISTER_SCHEME_UNKNOWN", each, schemes, place)
    wanted = extracts[0].rule.precedence if given is None else given
    named = tuple(dict.fromkeys(each for each in wanted if each in schemes))
    return (*named, *(each for each in schemes if each not in named)) if named else ()


class _Counted:
    """Persons by marks, and contradictions by dimension, over slices."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.found: list[tuple[Marks, npt.NDArray[np.int64]]] = []
        self.contradicted: Counter[str] = Counter()

    def add(self, marks: Marks, persons: npt.NDArray[np.int64]) -> None:
        """Add persons by marks."""
        self.found.append((marks, persons))

    def together(self) -> tuple[Marks, npt.NDArray[np.int64]]:
        """Return the different marks and the persons with each."""
        marks, which = np.unique(np.concatenate([each for each, _ in self.found]), return_inverse=True)
        persons = np.zeros(len(marks), dtype=np.int64)
        np.add.at(persons, which, np.concatenate([each for _, each in self.found]))
        return marks, persons

    def note(self, marks: Marks, persons: npt.NDArray[np.int64]) -> None:
        """Note of how many persons registers say different things."""
        for name in self.layout.names:
            self.contradicted[name] += int(persons[self.layout.numbers(name, marks) == -2].sum())


def _count(
    connection: Queries, part: sql.Slice, extracts: Sequence[Extract], order: tuple[str, ...], counted: _Counted
) -> None:
    """Count the persons of a slice; where registers contradict each other, what the first believed of them says."""
    layout, schemes = counted.layout, len(extracts)
    if order:
        connection.keep(sql.PERSONS, sql.persons(layout, schemes, part))
        found = connection.query(sql.kept_persons_by_marks())
    else:
        found = connection.query(sql.persons_by_marks(layout, schemes, part))
    marks, persons = _whole(found, "marks"), _whole(found, "persons")
    contradicted = layout.contradicted(marks)
    counted.note(marks[contradicted], persons[contradicted])
    if not order or not contradicted.any():
        counted.add(marks, persons)
        return
    counted.add(marks[~contradicted], persons[~contradicted])
    rows = connection.query(sql.contradictions(layout, schemes, part))
    ranks = np.array([order.index(each.scheme) for each in extracts])
    counted.add(*np.unique(_believed(rows, layout, ranks), return_counts=True))


def _whole(table: pa.Table, column: str) -> npt.NDArray[np.int64]:
    numbers: npt.NDArray[np.int64] = table.column(column).to_numpy().astype(np.int64)
    return numbers


def _believed(rows: pa.Table, layout: Layout, ranks: npt.NDArray[np.intp]) -> Marks:
    """Return one mark per person: of each dimension, what the first believed register says of those that know it."""
    high, low, marks = (_whole(rows, each) for each in ("person_hi", "person_lo", "marks"))
    order = np.lexsort((ranks[_whole(rows, "scheme")], low, high))
    high, low, marks = high[order], low[order], marks[order]
    is_first = np.ones(len(high), dtype=bool)
    is_first[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    starts = np.flatnonzero(is_first)
    schemes: Marks = np.bitwise_or.reduceat(marks, starts)
    schemes &= ~((1 << (2 * layout.width)) - 1)
    for name in layout.names:
        schemes |= _first_known(marks, starts, layout.of_dimension(name))
    return schemes


def _first_known(marks: Marks, starts: npt.NDArray[np.intp], bits: int) -> Marks:
    """Return the bits of a dimension of the first row of each person that has any."""
    places = np.where(marks & bits, np.arange(len(marks)), len(marks))
    first = np.minimum.reduceat(places, starts)
    known: Marks = np.where(first < len(marks), marks[np.minimum(first, len(marks) - 1)] & bits, 0)
    return known
