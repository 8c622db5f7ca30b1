"""Sketches of the persons of one group each: by sex, age group, region or several of them.

A group has a sketch of its own, made only of at least ten persons for each number that it keeps, as that of the
register is: a group of fewer than 5,120 persons has none, and of it only that is told. Groups that the rule withholds,
and others that would give them away, have none either, and of those nothing is told. Whoever's code is not known is in
no group.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from openssi.microdata.disclosure.parts import PERSONS, Part, dimensions_of, key_of, protected_parts
from openssi.microdata.nearest import unknown_name
from openssi.microdata.registers.extract import Extract
from openssi.microdata.registers.marks import UNKNOWN, Layout
from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell, State
from openssi.vocabulary.observation import Place

SIZES = (9, 18)
"""Smallest and largest size, as powers of two."""
PERSONS_FOR_EACH = 10
"""Persons of a register or a group for each number that its sketch keeps, at least."""
LEAST = PERSONS_FOR_EACH << SIZES[0]
"""Persons of the smallest register or group that has a sketch."""
Division = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SketchCell:
    """The persons of one group of a register.

    Attributes:
        by: Dimensions that divide the group off.
        codes: A code for each.
        kept: The sketch, as DataSketches reads it; None where there is none.
        fewer_than: Where there is none as the group is too small: how many persons it has not; else 0.
    """

    by: Division
    codes: tuple[str, ...]
    kept: Any = None
    fewer_than: int = 0

    @property
    def group(self) -> Mapping[str, str]:
        """Code by dimension."""
        return dict(zip(self.by, self.codes, strict=True))


@dataclass(frozen=True, slots=True)
class SketchedCells:
    """The groups of a register, and what was decided on them.

    Attributes:
        cells: By division, in the order of their codes.
        told: What was decided on each group that has enough persons.
        dimensions: Of the keys of what is told.
    """

    cells: tuple[SketchCell, ...] = ()
    told: tuple[ProtectedCell, ...] = ()
    dimensions: tuple[str, ...] = ()


def fitting_size(persons: int, size: int) -> int:
    """Return the largest size, as a power of two, that persons are enough for, at most the one asked for."""
    return min(size, max(SIZES[0], (persons // PERSONS_FOR_EACH).bit_length() - 1))


def divisions_of(by: Sequence[str], layout: Layout) -> tuple[Division, ...]:
    """Return the divisions asked for, each once, dimensions in the order of the rule; `sex,age` crosses two.

    Raises:
        FixTheFile: if a dimension does not travel in this exercise.
    """
    found = []
    for each in by:
        names = {part.strip() for part in each.split(",") if part.strip()}
        for name in sorted(names - set(layout.names)):
            raise unknown_name("REGISTER_DIMENSION_UNKNOWN", name, layout.names, Place(item="--by"))
        found.append(tuple(name for name in layout.names if name in names))
    return tuple(sorted({each for each in found if each}, key=lambda each: (len(each), found.index(each))))


def cells_of(
    extract: Extract, size: int, divisions: Sequence[Division], rule: DisclosureRule | None, library: ModuleType
) -> SketchedCells:
    """Make the sketches of groups. The extract is read twice, batch by batch.

    Args:
        extract: Of the register.
        size: Power of two of the numbers that a sketch keeps at most; of a smaller group fewer.
        divisions: Dimensions that are crossed with each other, each time.
        rule: What a group must fulfil; None for sketches that stay here.
        library: DataSketches.
    """
    layout = extract.rule.layout
    marks, persons = _marks(extract.path)
    numbered = [_Numbered.of(each, layout, marks) for each in divisions]
    counts = [np.bincount(each.numbers, weights=persons, minlength=len(each.cells)).astype(int) for each in numbered]
    shown, told, dimensions = _decided(numbered, counts, layout, rule)
    made: list[SketchCell] = []
    for each, of_cells in zip(numbered, counts, strict=True):
        wanted = [
            library.update_theta_sketch(fitting_size(int(count), size)) if group in shown else None
            for group, count in zip(each.groups(), of_cells, strict=True)
        ]
        _update(extract.path, marks, each.numbers, wanted)
        for codes, count, sketch in zip(each.cells, of_cells, wanted, strict=True):
            if UNKNOWN in codes:
                continue
            if sketch is not None:
                sketch.trim()
            kept = None if sketch is None else sketch.compact()
            made.append(SketchCell(each.by, codes, kept, LEAST if kept is None and count < LEAST else 0))
    return SketchedCells(tuple(made), told, dimensions)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The groups of a division, those with unknown codes too, and the number of the group of each mark."""

    by: Division
    cells: tuple[tuple[str, ...], ...]
    numbers: npt.NDArray[np.int64]

    @classmethod
    def of(cls, by: Division, layout: Layout, marks: npt.NDArray[np.int64]) -> "_Numbered":
        known = [(*layout.field(name).codes, UNKNOWN) for name in by]
        numbers = np.zeros(len(marks), dtype=np.int64)
        for name, codes in zip(by, known, strict=True):
            own = layout.numbers(name, marks)
            numbers = numbers * len(codes) + np.where(own >= 0, own, len(codes) - 1)
        return cls(by, tuple(product(*known)), numbers)

    def groups(self) -> Iterator[frozenset[tuple[str, str]]]:
        return (frozenset(zip(self.by, codes, strict=True)) for codes in self.cells)


def _marks(path: Path) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the different marks, ascending, and the persons with each."""
    found: dict[int, int] = {}
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=["marks"]):
            marks, persons = np.unique(batch.column(0).to_numpy(), return_counts=True)
            for mark, count in zip(marks.tolist(), persons.tolist(), strict=True):
                found[mark] = found.get(mark, 0) + count
    ordered = sorted(found)
    return np.array(ordered, dtype=np.int64), np.array([found[each] for each in ordered], dtype=np.int64)


def _decided(
    numbered: Sequence[_Numbered], counts: Sequence[npt.NDArray[np.int64]], layout: Layout, rule: DisclosureRule | None
) -> tuple[set[frozenset[tuple[str, str]]], tuple[ProtectedCell, ...], tuple[str, ...]]:
    """Return the groups that have a sketch, what is told of all that are large enough, and the dimensions of that.

    How many persons a register has, and of how many a code is not known, travels with the sketch in any case.
    """
    asked = [
        (group, int(count), UNKNOWN not in codes and (count >= LEAST or count == 0))
        for each, of_cells in zip(numbered, counts, strict=True)
        for group, codes, count in zip(each.groups(), each.cells, of_cells, strict=True)
    ]
    if rule is None or not numbered:
        return {group for group, _, is_asked in asked if is_asked}, (), ()
    known = {frozenset({(name, UNKNOWN)}) for name in layout.names} | {frozenset[tuple[str, str]]()}
    parts = [Part(counted=PERSONS, count=int(counts[0].sum()), state="left")]
    for group, count, is_asked in asked:
        state: State = "asked" if is_asked else "left" if group in known else "kept"
        parts.append(Part(counted=PERSONS, codes=dict(sorted(group)), count=count, state=state))
    decided, dimensions = protected_parts(parts, rule), dimensions_of(parts)
    cells = {frozenset(each.codes.items()): decided[key_of(each, dimensions)] for each in parts}
    told = {group: cells[group] for group, _, is_asked in asked if is_asked}
    shown = {group for group, cell in told.items() if cell.status == "published"}
    return shown, tuple(told.values()), dimensions


def _update(path: Path, marks: npt.NDArray[np.int64], numbers: npt.NDArray[np.int64], sketches: Sequence[Any]) -> None:
    """Put the hashes of persons into the sketch of their group."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=["person_hi", "marks"]):
            high, own = (batch.column(name).to_numpy() for name in ("person_hi", "marks"))
            of_rows = numbers[np.searchsorted(marks, own)]
            for number in np.unique(of_rows):
                if (sketch := sketches[number]) is not None:
                    update = sketch.update
                    for each in high[of_rows == number].tolist():
                        update(each)


def as_json(cells: Iterable[SketchCell]) -> list[dict[str, object]]:
    """Return groups as they are written into a sketch: `sketch`, `fewer_than`, or neither where they are withheld."""
    written: list[dict[str, object]] = []
    for each in cells:
        told: dict[str, object] = {"by": list(each.by), "codes": list(each.codes)}
        if each.kept is not None:
            told["sketch"] = base64.b64encode(each.kept.serialize()).decode("ascii")
        elif each.fewer_than:
            told["fewer_than"] = each.fewer_than
        written.append(told)
    return written


def from_json(told: Sequence[Mapping[str, Any]], layout: Layout, library: ModuleType) -> tuple[SketchCell, ...]:
    """Read groups.

    Raises:
        ValueError: if they are not those of a sketch; other errors too, where the JSON holds something else.
    """
    found = []
    for each in told:
        by, codes, fewer_than = tuple(each["by"]), tuple(each["codes"]), int(each.get("fewer_than", 0))
        if not by or any(code not in layout.field(name).codes for name, code in zip(by, codes, strict=True)):
            raise ValueError(codes)
        written = each.get("sketch")
        kept = (
            None
            if written is None
            else library.compact_theta_sketch.deserialize(base64.b64decode(written, validate=True))
        )
        found.append(SketchCell(by, codes, kept, fewer_than))
    if len({(each.by, each.codes) for each in found}) != len(found):
        raise ValueError(len(found))
    return tuple(found)
