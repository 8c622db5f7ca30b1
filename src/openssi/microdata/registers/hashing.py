"""Makes the extract of a register, where the register lies."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.registers.columns import code_numbers
from openssi.microdata.registers.extract import METADATA, SCHEMA, Extract, MatchReport
from openssi.microdata.registers.keys import Halves, hash_ids, key_fingerprint
from openssi.microdata.registers.marks import Layout, Marks
from openssi.microdata.registers.normalise import normalise
from openssi.microdata.registers.processes import in_order
from openssi.microdata.registers.register_rows import RegisterFile, identifiers
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import fits_as_code
from openssi.microdata.registers.sorted_rows import PARTS, PartFiles, Persons, persons_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.passing_folder import PassingFolder

Progress = Callable[[float], None]
"""Is told the share of the work that is done, 0 to 1."""
_READING = 0.9
_ROWS_TOGETHER = 262_144


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register and what its columns are.

    Attributes:
        path: Its file.
        scheme: Code of the scheme whose register it is.
        column: Of the identifier.
        columns: Column of each dimension that travels; a dimension that is not named is not known here.
        encoding: Of a CSV file.
    """

    path: Path
    scheme: str
    column: str
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class _Hashed:
    """What became of a batch: the share of the file that is read after it, the rows hashed, counts of all rows."""

    share: float
    high: Halves
    low: Halves
    marks: Marks
    counts: Mapping[str, int]


def hash_register(
    register: Register,
    rule: ExerciseRule,
    key: bytes,
    path: Path,
    progress: Progress = lambda _: None,
    processes: int = 1,
) -> Extract:
    """Write the extract of a register: one row per person, with hash and mark, in the order of the hashes.

    The file appears when it is complete, and is the same to the byte however many processes work. Memory does not
    depend on the number of rows: about 0.3 GB, and as much for each further process. The folder of the extract holds 24
    bytes per row meanwhile, of hashes and marks.

    Args:
        register: The register.
        rule: What the institutions have agreed.
        key: Of the exercise, at least 32 bytes.
        path: Where to write.
        progress: Is told how far things are.
        processes: How many hash at a time. More than one import the program that calls, as `multiprocessing` with
            `spawn` does: a script keeps what it does under `if __name__ == "__main__"`.

    Raises:
        TryAgain: if a process ended before its work was done.
        FixTheFile: if the register cannot be read, if a column is not there or may not travel, if no row has an
            identifier that fits the rule, if the extract cannot be written.
    """
    _refuse_unfit(register, rule)
    refuse_overwriting(path, [register.path])
    with _folder_beside(path) as folder, _writing(path):
        parts = PartFiles(folder)
        counts = _lay_out(_hashed_batches(register, rule, key, processes), parts, progress)
        if not counts["hashed"]:
            place = Place(file=register.path.name, item=register.column)
            raise FixTheFile.because("REGISTER_NOBODY", place, rows=counts["rows"])
        fingerprint = key_fingerprint(key, rule.exercise)

        def told(report: MatchReport) -> Extract:
            return Extract(path=path, scheme=register.scheme, key_fingerprint=fingerprint, rule=rule, report=report)

        aside = folder / path.name
        made = _write(parts, aside, counts, told, rule.layout, progress)
        aside.chmod(0o600)
        aside.replace(path)
    return made


def refuse_overwriting(path: Path, inputs: Iterable[Path]) -> None:
    """Refuse a file to write that is one of those that are read.

    Raises:
        FixTheFile: if it is.
    """
    for each in inputs:
        if path.exists() and each.exists() and path.samefile(each):
            raise FixTheFile.because("REGISTER_WOULD_OVERWRITE", Place(file=str(path)))


def _refuse_unfit(register: Register, rule: ExerciseRule) -> None:
    if not fits_as_code(register.scheme):
        raise FixTheFile.because("REGISTER_CODE_UNFIT", Place(item="--scheme"), text=register.scheme)
    declared = rule.layout.names
    for each in register.columns:
        if each not in declared:
            known = ", ".join(declared)
            raise FixTheFile.because("REGISTER_MAY_NOT_TRAVEL", Place(item=each), name=each, known=known)


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """Make a hidden folder beside a file that is to be written, and remove it whatever happens.

    Where the process is killed, the next one that writes beside it removes the folder.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "a folder has that name")
        folder = PassingFolder("extract", path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from None
    with folder as made:
        yield made


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> FixTheFile:
    return FixTheFile.because("REGISTER_CANNOT_WRITE", Place(file=str(path)), reason=error.strerror or str(error))


def _hashed_batches(register: Register, rule: ExerciseRule, key: bytes, processes: int) -> Iterator[_Hashed]:
    file = RegisterFile(register.path, (register.column, *register.columns.values()), register.encoding)
    return in_order(partial(_hashed, register, rule, key), file.batches(), processes)


def _hashed(register: Register, rule: ExerciseRule, key: bytes, read: tuple[float, pa.RecordBatch]) -> _Hashed:
    share, batch = read
    found = normalise(identifiers(batch, register.column, register.path.name), rule.identifier)
    kept = pa.array(found.kept)
    marks = rule.layout.pack(_numbers(batch, register, rule, kept), len(found.kept))
    counts = {"rows": batch.num_rows, "hashed": len(found.ids), "changed": found.changed}
    counts |= {"empty": found.empty, "malformed": found.malformed, "failed_check_digit": found.failed}
    return _Hashed(share, *hash_ids(key, found.ids), marks, counts)


def _lay_out(batches: Iterator[_Hashed], parts: PartFiles, progress: Progress) -> Counter[str]:
    """Lay hashed rows into the part files; returns what became of how many."""
    counts: Counter[str] = Counter()
    for each in batches:
        parts.add(each.high, each.low, each.marks)
        counts.update(each.counts)
        progress(_READING * each.share)
    return counts


def _numbers(batch: pa.RecordBatch, register: Register, rule: ExerciseRule, kept: pa.Array) -> dict[str, Marks]:
    unknown = np.full(len(kept), -1)
    return {
        each.name: code_numbers(batch.column(register.columns[each.name]).take(kept), each)
        if each.name in register.columns
        else unknown
        for each in rule.dimensions
    }


def _write(
    parts: PartFiles,
    aside: Path,
    counts: Counter[str],
    told: Callable[[MatchReport], Extract],
    layout: Layout,
    progress: Progress,
) -> Extract:
    """Write the persons, part by part, and then what is known of them."""
    found: Counter[str] = Counter()
    # Incompressible hashes are written as they are; marks repeat.
    compression = {"person_hi": "none", "person_lo": "none", "marks": "zstd"}
    with pq.ParquetWriter(aside, SCHEMA, compression=compression, use_dictionary=["marks"]) as writer:
        for persons in _persons(parts, layout, progress):
            found.update(persons=len(persons.high), contradicted=persons.contradicted)
            for name in layout.names:
                found[f"unknown {name}"] += int((layout.numbers(name, persons.marks) == -1).sum())
            writer.write_table(pa.table([persons.high, persons.low, persons.marks], schema=SCHEMA))
        made = told(_report(counts, found, layout.names))
        writer.add_key_value_metadata({METADATA: made.as_json()})
    return made


def _persons(parts: PartFiles, layout: Layout, progress: Progress) -> Iterator[Persons]:
    """Give the persons, many at once: the files of parts may be small."""
    waiting: list[Marks] = []
    for number, rows in enumerate(parts.sorted_parts()):
        waiting.append(rows)
        if number == PARTS - 1 or sum(map(len, waiting)) >= _ROWS_TOGETHER:
            yield persons_of(np.concatenate(waiting), layout)
            waiting = []
        progress(_READING + (1 - _READING) * (number + 1) / PARTS)


def _report(counts: Counter[str], found: Counter[str], names: tuple[str, ...]) -> MatchReport:
    return MatchReport(
        rows=counts["rows"],
        empty=counts["empty"],
        malformed=counts["malformed"],
        failed_check_digit=counts["failed_check_digit"],
        changed=counts["changed"],
        duplicated=counts["hashed"] - found["persons"],
        persons=found["persons"],
        contradicted=found["contradicted"],
        unknown={name: found[f"unknown {name}"] for name in names},
    )
