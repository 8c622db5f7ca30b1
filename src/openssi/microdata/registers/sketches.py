"""Theta sketches of extracts: unions and intersections with their error, where even hashes may not travel.

A sketch keeps the smallest 2^size of the numbers hashed once more from the first half of each person's HMAC. It is
a sample drawn by the hash, the same in every register. Whoever has the key and an identifier can ask whether the
person is in the sample; so a sketch is only made of a register at least ten times its size, and says this of one person
in ten at most.

Source: A. Dasgupta, K. Lang, L. Rhodes and J. Thaler, A Framework for Estimating Stream Expression Cardinalities, ICDT
2016; made with Apache DataSketches.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.registers.extract import Extract, extract_from, read_extract, together
from openssi.microdata.registers.sketch_cells import (
    LEAST,
    PERSONS_FOR_EACH,
    SIZES,
    Division,
    SketchCell,
    SketchedCells,
    cells_of,
    divisions_of,
    fitting_size,
)
from openssi.microdata.registers.sketch_cells import as_json as sketches_as_json
from openssi.microdata.registers.sketch_cells import from_json as sketches_from_json
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText, counted

_STANDARD_ERRORS = 2
_MOST_PATTERNS_OF = 6
_MOST_SIGNS = 256 << 20
_EVERYBODY: Mapping[str, str] = {}
Kind = Literal["union", "at_least", "exactly"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sketch and the extract that it was made of.

    Attributes:
        extract: What is known of the extract.
        size: Power of two of the numbers that are kept.
        kept: The sketch, as DataSketches reads it.
        groups: Sketches of groups of its persons.
    """

    extract: Extract
    size: int
    kept: Any
    groups: SketchedCells = field(default_factory=SketchedCells)


@dataclass(frozen=True, slots=True)
class SketchCount:
    """Persons as sketches tell them.

    Attributes:
        kind: `union`: in one of the schemes or more; `at_least`: in all of them; `exactly`: in all and in no other.
        schemes: Codes of the schemes.
        estimate: Persons.
        lower: Lower limit of the 95 % interval.
        upper: Upper limit.
        group: Code by dimension of the group that is counted; none for everybody.
    """

    kind: Kind
    schemes: tuple[str, ...]
    estimate: float
    lower: float
    upper: float
    group: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_dominated_by_error(self) -> bool:
        """Whether half the interval is more than half the estimate: the figure then says little."""
        return self.upper - self.lower > self.estimate


def _library(path: Path) -> ModuleType:
    try:
        import datasketches
    except ImportError:
        values = {"package": "datasketches", "extra": "micro"}
        raise FixTheFile.because("REGISTER_EXTRA_MISSING", Place(file=path.name), **values) from None
    module: ModuleType = datasketches
    return module


def sketch_of(path: Path, size: int = 14, by: Sequence[str] = (), rule: DisclosureRule | None = None) -> Sketch:
    """Make the sketch of an extract.

    Args:
        path: The extract, which stays where it is.
        size: Power of two of the numbers that are kept, 9 to 18; the error of a union is about 1 / sqrt(2^size).
        by: Dimensions that divide its persons into groups with a sketch of their own; `sex,age` crosses two.
        rule: What a group must fulfil to have a sketch; None for sketches that stay here.

    Raises:
        FixTheFile: if the file is no extract, if its register is too small, if the size is not possible, if a dimension
            does not travel in this exercise.
    """
    extract, library = read_extract(path), _library(path)
    if not SIZES[0] <= size <= SIZES[1]:
        allowed = f"{SIZES[0]} … {SIZES[1]}"
        values = {"value": size, "option": "--size", "allowed": allowed}
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item="--size"), **values)
    divisions = divisions_of(by, extract.rule.layout)
    _refuse_small(extract, pq.read_metadata(path).num_rows, size)
    sketch = library.update_theta_sketch(size)
    update = sketch.update
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=["person_hi"]):
                for each in batch.column(0).to_pylist():
                    update(each)
        groups = cells_of(extract, size, divisions, rule, library)
    except (pa.ArrowException, OSError):
        raise FixTheFile.because("REGISTER_DAMAGED", Place(file=path.name)) from None
    sketch.trim()
    return Sketch(extract, size, sketch.compact(), groups)


def _refuse_small(extract: Extract, persons: int, size: int) -> None:
    if persons >= PERSONS_FOR_EACH << size:
        return
    raise FixTheFile.because(
        "REGISTER_SKETCH_SMALL",
        Place(file=extract.path.name),
        persons=counted(persons),
        size=size,
        least=counted(PERSONS_FOR_EACH << size),
        fitting=fitting_size(persons, size),
        smallest=counted(LEAST),
    )


def write_sketch(sketch: Sketch, path: Path) -> None:
    """Write a sketch as JSON, aside first, readable by its owner only.

    Raises:
        FixTheFile: if it cannot be written.
    """
    told = json.loads(sketch.extract.as_json())
    told |= {"size": sketch.size, "sketch": base64.b64encode(sketch.kept.serialize()).decode("ascii")}
    told["groups"] = sketches_as_json(sketch.groups.cells)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.touch(0o600)
        aside.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise FixTheFile.because("REGISTER_CANNOT_WRITE", Place(file=str(path)), reason=error.strerror) from None
    finally:
        aside.unlink(missing_ok=True)


def read_sketch(path: Path) -> Sketch:
    """Read a sketch.

    Raises:
        FixTheFile: if there is no such file, or it is no sketch.
    """
    library = _library(path)
    try:
        with path.open(encoding="utf-8") as stream:
            told = json.loads(stream.read(_MOST_SIGNS))
        extract, kept = extract_from(told, path), base64.b64decode(told["sketch"], validate=True)
        groups = SketchedCells(sketches_from_json(told["groups"], extract.rule.layout, library))
        sketch = Sketch(extract, int(told["size"]), library.compact_theta_sketch.deserialize(kept), groups)
    except FileNotFoundError:
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path))) from None
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        RuntimeError,
        IndexError,
        StopIteration,
        AttributeError,
    ):
        raise FixTheFile.because("REGISTER_SKETCH_UNREADABLE", Place(file=path.name)) from None
    except FixTheFile:
        raise FixTheFile.because("REGISTER_SKETCH_UNREADABLE", Place(file=path.name)) from None
    return sketch


def counts(paths: Sequence[Path]) -> tuple[SketchCount, ...]:
    """Return the union of sketches, what each two or more share, and up to six schemes the exact patterns too.

    Of each group there follow the union, the persons of each register and what each two share. Where a register has too
    few persons in a group for a sketch, the upper limit of the union allows for them; where it has none for another
    reason, no union is told. Whom two registers describe differently is in both groups.

    Args:
        paths: Sketches of one exercise, in any order.

    Raises:
        FixTheFile: if a file is no sketch, if they are of several exercises, keys or rules, if a scheme stands twice,
            if they are not divided into the same groups.
    """
    if not paths:
        raise FixTheFile.because("REGISTER_NONE_GIVEN")
    read = [read_sketch(each) for each in paths]
    sketches = {each.extract.scheme: each for each in read}
    schemes = tuple(each.scheme for each in together([each.extract for each in read]))
    kept = {scheme: sketches[scheme].kept for scheme in schemes}
    library = _library(paths[0])
    ordered = [sketches[scheme] for scheme in schemes]
    _refuse_other_groups(ordered)
    return (*_counts(kept, schemes, library), *_counts_of_groups(ordered, library))


def _refuse_other_groups(sketches: Sequence[Sketch]) -> None:
    def divisions(sketch: Sketch) -> str | MultilingualText:
        return ", ".join(dict.fromkeys(" × ".join(each.by) for each in sketch.groups.cells)) or nothing

    nothing = MultilingualText("nothing", "rien", "nada")

    first, *others = sketches
    for each in others:
        if {cell.by for cell in each.groups.cells} != {cell.by for cell in first.groups.cells}:
            values = {"first": divisions(first), "other": divisions(each), "file": first.extract.path.name}
            place = Place(file=each.extract.path.name)
            raise FixTheFile.because("REGISTER_SKETCH_GROUPS_DIFFER", place, **values)


def _counts_of_groups(sketches: Sequence[Sketch], library: ModuleType) -> Iterator[SketchCount]:
    by_group: dict[tuple[Division, tuple[str, ...]], dict[str, SketchCell]] = {}
    for each in sketches:
        for cell in each.groups.cells:
            by_group.setdefault((cell.by, cell.codes), {})[each.extract.scheme] = cell
    for cells in by_group.values():
        group = next(iter(cells.values())).group
        kept = {scheme: cell.kept for scheme, cell in cells.items() if cell.kept is not None}
        without = [cell for cell in cells.values() if cell.kept is None]
        if kept and all(cell.fewer_than for cell in without) and len(cells) == len(sketches):
            union = _count("union", tuple(cells), _union(kept.values(), library), group)
            yield replace(union, upper=union.upper + sum(cell.fewer_than - 1 for cell in without))
        for size in (1, 2):
            for chosen in combinations(kept, size):
                yield _count("at_least", chosen, _common([kept[each] for each in chosen], library), group)


def _counts(kept: dict[str, Any], schemes: tuple[str, ...], library: ModuleType) -> Iterator[SketchCount]:
    yield _count("union", schemes, _union(kept.values(), library))
    largest = len(schemes) if len(schemes) <= _MOST_PATTERNS_OF else 2
    for size in range(1, largest + 1):
        for chosen in combinations(schemes, size):
            common = _common([kept[each] for each in chosen], library)
            yield _count("at_least", chosen, common)
            others = [kept[each] for each in schemes if each not in chosen]
            if len(schemes) <= _MOST_PATTERNS_OF:
                alone = library.theta_a_not_b().compute(common, _union(others, library)) if others else common
                yield _count("exactly", chosen, alone)


def _union(sketches: Any, library: ModuleType) -> Any:  # noqa: ANN401 - of a library without types
    union = library.theta_union(SIZES[1])
    for each in sketches:
        union.update(each)
    return union.get_result()


def _common(sketches: Sequence[Any], library: ModuleType) -> Any:  # noqa: ANN401 - of a library without types
    common = library.theta_intersection()
    for each in sketches:
        common.update(each)
    return common.get_result()


def _count(kind: Kind, schemes: tuple[str, ...], sketch: Any, group: Mapping[str, str] = _EVERYBODY) -> SketchCount:  # noqa: ANN401 - of a library without types
    lower, upper = sketch.get_lower_bound(_STANDARD_ERRORS), sketch.get_upper_bound(_STANDARD_ERRORS)
    return SketchCount(kind, schemes, float(sketch.get_estimate()), float(lower), float(upper), group)
