"""Theta sketches of extracts: unions and intersections with their error, where even hashes may not travel.

A sketch keeps the smallest 2^size of the numbers hashed once more from the first half of each person's HMAC. It is
a sample drawn by the hash, the same in every register. Whoever has the key and an identifier can ask whether the
person is in the sample; so a sketch is only made of a register at least ten times its size, and says this of one person
in ten at most.

Source: A. Dasgupta, K. Lang, L. Rhodes and J. Thaler, A Framework for Estimating Stream Expression Cardinalities, ICDT
2016; made with Apache DataSketches.
"""

import base64
import binascii
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.registers.extract import Extract, extract_from, read_extract, together
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

SIZES = (9, 18)
"""Smallest and largest size, as powers of two."""
PERSONS_FOR_EACH = 10
"""Persons of a register for each number that its sketch keeps, at least."""
_STANDARD_ERRORS = 2
_MOST_PATTERNS_OF = 6
_MOST_SIGNS = 16 << 20
Kind = Literal["union", "at_least", "exactly"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sketch and the extract that it was made of.

    Attributes:
        extract: What is known of the extract.
        size: Power of two of the numbers that are kept.
        kept: The sketch, as DataSketches reads it.
    """

    extract: Extract
    size: int
    kept: Any


@dataclass(frozen=True, slots=True)
class SketchCount:
    """Persons as sketches tell them.

    Attributes:
        kind: `union`: in one of the schemes or more; `at_least`: in all of them; `exactly`: in all and in no other.
        schemes: Codes of the schemes.
        estimate: Persons.
        lower: Lower limit of the 95 % interval.
        upper: Upper limit.
    """

    kind: Kind
    schemes: tuple[str, ...]
    estimate: float
    lower: float
    upper: float

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


def sketch_of(path: Path, size: int = 14) -> Sketch:
    """Make the sketch of an extract.

    Args:
        path: The extract, which stays where it is.
        size: Power of two of the numbers that are kept, 9 to 18; the error of a union is about 1 / sqrt(2^size).

    Raises:
        FixTheFile: if the file is no extract, if its register is too small, if the size is not possible.
    """
    extract, library = read_extract(path), _library(path)
    if not SIZES[0] <= size <= SIZES[1]:
        allowed = f"{SIZES[0]} … {SIZES[1]}"
        values = {"value": size, "option": "--size", "allowed": allowed}
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item="--size"), **values)
    _refuse_small(extract, pq.read_metadata(path).num_rows, size)
    sketch = library.update_theta_sketch(size)
    update = sketch.update
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=["person_hi"]):
                for each in batch.column(0).to_pylist():
                    update(each)
    except (pa.ArrowException, OSError):
        raise FixTheFile.because("REGISTER_DAMAGED", Place(file=path.name)) from None
    sketch.trim()
    return Sketch(extract, size, sketch.compact())


def _refuse_small(extract: Extract, persons: int, size: int) -> None:
    if persons >= PERSONS_FOR_EACH << size:
        return
    fitting = max(SIZES[0], (persons // PERSONS_FOR_EACH).bit_length() - 1)
    raise FixTheFile.because(
        "REGISTER_SKETCH_SMALL",
        Place(file=extract.path.name),
        persons=persons,
        size=size,
        least=PERSONS_FOR_EACH << size,
        fitting=fitting,
        smallest=PERSONS_FOR_EACH << SIZES[0],
    )


def write_sketch(sketch: Sketch, path: Path) -> None:
    """Write a sketch as JSON, aside first, readable by its owner only.

    Raises:
        FixTheFile: if it cannot be written.
    """
    told = json.loads(sketch.extract.as_json())
    told |= {"size": sketch.size, "sketch": base64.b64encode(sketch.kept.serialize()).decode("ascii")}
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.touch(0o600)
        aside.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise FixTheFile.because("REGISTER_CANNOT_WRITE", Place(file=str(path)), reason=error.strerror) from None


def read_sketch(path: Path) -> Sketch:
    """Read a sketch.

    Raises:
        FixTheFile: if there is no such file, or it is no sketch.
    """
    library = _library(path)
    try:
        with path.open(encoding="utf-8") as stream:
            told = json.loads(stream.read(_MOST_SIGNS))
        size, kept = told["size"], base64.b64decode(told["sketch"], validate=True)
        sketch = Sketch(extract_from(told, path), int(size), library.compact_theta_sketch.deserialize(kept))
    except FileNotFoundError:
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path))) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, RuntimeError, IndexError, binascii.Error):
        raise FixTheFile.because("REGISTER_SKETCH_UNREADABLE", Place(file=path.name)) from None
    except FixTheFile:
        raise FixTheFile.because("REGISTER_SKETCH_UNREADABLE", Place(file=path.name)) from None
    return sketch


def counts(paths: Sequence[Path]) -> tuple[SketchCount, ...]:
    """Return the union of sketches, what each two or more share, and up to six schemes the exact patterns too.

    Args:
        paths: Sketches of one exercise, in any order.

    Raises:
        FixTheFile: if a file is no sketch, if they are of several exercises, keys or rules, if a scheme stands twice.
    """
    if not paths:
        raise FixTheFile.because("REGISTER_NONE_GIVEN")
    read = [read_sketch(each) for each in paths]
    sketches = {each.extract.scheme: each for each in read}
    schemes = tuple(each.scheme for each in together([each.extract for each in read]))
    kept = {scheme: sketches[scheme].kept for scheme in schemes}
    library = _library(paths[0])
    return tuple(_counts(kept, schemes, library))


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


def _count(kind: Kind, schemes: tuple[str, ...], sketch: Any) -> SketchCount:  # noqa: ANN401 - of a library without types
    bounds = (sketch.get_lower_bound(_STANDARD_ERRORS), sketch.get_upper_bound(_STANDARD_ERRORS))
    return SketchCount(kind, schemes, float(sketch.get_estimate()), *map(float, bounds))
