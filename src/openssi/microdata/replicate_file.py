"""Replicate weights read from the columns of a survey, or from a second file."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.design import HeldWeights, Replicates
from openssi.microdata.nearest import enumerated, nearest_of
from openssi.microdata.psu_order import Laid, Order
from openssi.microdata.replicate_columns import ColumnsInFile, WeightColumns
from openssi.microdata.replicate_rank import rank_of
from openssi.microdata.survey_checks import refuse_repeated, sizes_of
from openssi.microdata.survey_columns import Array, SurveyFile, Wanted
from openssi.microdata.survey_file import open_survey
from openssi.microdata.survey_rows import Rows, gather
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

HELD_BYTES = 512 * 1024 * 1024
"""Replicate weights that take no more are kept in memory."""

BLOCK_BYTES = 256 * 1024 * 1024
"""Memory of the columns that are read together, where all do not fit."""
WHOLE_NUMBERS = 2.0**53
"""Up to here a 64-bit float holds every whole number."""


def matching(file: SurveyFile, described: ReplicateColumns) -> tuple[str, ...]:
    """Return the columns of a file that hold replicate weights, in the order of the file.

    Raises:
        FixTheFile: if there are fewer than two.
    """
    patterns = described.columns
    found = tuple(name for name in file.columns if any(fnmatchcase(name, each) for each in patterns))
    if len(found) < 2:
        values = {"columns": ", ".join(patterns), "count": len(found), "known": enumerated(file.columns)}
        values["nearest"] = ", ".join(dict.fromkeys(nearest_of(each, file.columns) for each in patterns))
        raise FixTheFile.because("SURVEY_REPLICATES_NONE", Place(file=file.path.name), **values)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWeights:
    """Replicate weights that are not held in memory: a block of columns is read when it is looked at.

    Attributes:
        columns_of: Where they stand.
        taken: Row of the file for each row of the sample.
        factor: Of each row of the sample: persons of the household, 0 where it only stands for its PSU; None for 1.
        block_bytes: Memory of the columns that are read together.
    """

    columns_of: WeightColumns
    taken: Order
    factor: Floats | None
    block_bytes: int

    @property
    def number(self) -> int:
        """Number of replicates."""
        return self.columns_of.number

    def columns(self) -> Iterator[Floats]:
        """Give the weights of all rows, replicate by replicate.

        Raises:
            FixTheFile: if one is missing or infinite, or they cannot be read.
        """
        together = max(1, self.block_bytes // max(1, 8 * len(self.taken)))
        is_in_order = np.array_equal(self.taken, np.arange(len(self.taken)))
        for column in self.columns_of.columns(together):
            kept = column if is_in_order and len(column) == len(self.taken) else column[self.taken]
            yield kept if self.factor is None else kept * self.factor

    def rank(self, counted: Mask | None, enough: int) -> int:
        """Return the rank of the matrix of weights, or `enough` where it is no less.

        Raises:
            FixTheFile: if they cannot be read.
        """
        rows = np.arange(len(self.taken)) if counted is None else np.flatnonzero(counted)
        in_file = self.taken[rows]
        order = np.argsort(in_file, kind="stable")
        factor = None if self.factor is None else self.factor[rows][order]
        return rank_of(self._blocks(in_file[order], factor), enough)

    def _blocks(self, wanted: Order, factor: Floats | None) -> Iterator[Floats]:
        """Give the weights of rows of the file, which are in their order there."""
        for first, block in self.columns_of.blocks():
            start, end = np.searchsorted(wanted, [first, first + len(block)])
            if start < end:
                part = block[wanted[start:end] - first]
                yield part if factor is None else part * factor[start:end, np.newaxis]


def read_replicates(rows: Rows, description: SurveyDescription, described: ReplicateColumns, laid: Laid) -> Replicates:
    """Return the replicate weights of rows in their order: held where they are few, else read when they are looked at.

    Args:
        rows: Of the survey.
        description: The roles of its columns.
        described: Where the weights stand.
        laid: Rows of the survey that are kept; those that only stand for a PSU get no weight.

    Raises:
        FixTheFile: if the rows of the two files do not match one to one, a weight is missing, or the factors do not
            fit the number of replicates.
    """
    file, taken = (
        (rows.file, laid.order) if described.file is None else _second_file(rows, description, described, laid.order)
    )
    names = matching(file, described)
    factor = sizes_of(rows, description)[laid.order] if description.rows == "households" else None
    if laid.empty.any():
        factor = np.where(laid.empty, 0.0, 1.0 if factor is None else factor)
    missing = description.missing_codes if described.file is None else {}
    in_file = ColumnsInFile(file, names, missing, rows.number)
    is_held = 8 * len(taken) * len(names) <= HELD_BYTES
    columns_of = in_file if is_held or file.has_columns_apart else in_file.set_aside()
    weights = FileWeights(columns_of=columns_of, taken=taken, factor=factor, block_bytes=BLOCK_BYTES)
    return Replicates(
        weights=_held(weights) if is_held else weights,
        scale=_scale(described, len(names)),
        rscales=_rscales(described, len(names), file),
        mse=described.mse,
        kind=described.kind,
    )


def _held(weights: FileWeights) -> HeldWeights:
    """Read all columns at once."""
    together = dataclasses.replace(weights, block_bytes=HELD_BYTES)
    array = np.empty((len(weights.taken), weights.number), order="F")
    for number, column in enumerate(together.columns()):
        array[:, number] = column
    return HeldWeights(array)


def _scale(described: ReplicateColumns, number: int) -> float:
    """Return the factor of the sum that is usual for a kind of replicates."""
    if described.scale is not None:
        return described.scale
    usual = {
        "bootstrap": 1 / (number - 1),
        "JK1": (number - 1) / number,
        "JKn": 1.0,
        "BRR": 1 / number,
        "Fay": 1 / (number * (1 - described.rho) ** 2),
    }
    return usual[described.kind]


def _rscales(described: ReplicateColumns, number: int, file: SurveyFile) -> Floats:
    given: Sequence[float] = described.rscales
    if len(given) == 1:
        return np.full(number, given[0])
    if (not given and described.kind == "JKn") or (given and len(given) != number):
        place = Place(file=file.path.name)
        raise FixTheFile.because("SURVEY_REPLICATE_FACTORS", place, given=len(given), replicates=number)
    return np.array(given) if given else np.ones(number)


def _opened(path: Path, description: SurveyDescription, described: ReplicateColumns) -> SurveyFile:
    """Open the second file, which is written like the survey where nothing else is said."""
    file = open_survey(
        path,
        delimiter=description.delimiter if described.delimiter is None else described.delimiter,
        signs=description.signs_of(described),
        encoding=description.encoding if described.encoding is None else described.encoding,
    )
    if described.id not in file.columns:
        raise FixTheFile.because("SURVEY_REPLICATES_ID_UNKNOWN", Place(file=path.name), column=described.id)
    return file


def _second_file(
    rows: Rows, description: SurveyDescription, described: ReplicateColumns, order: Order
) -> tuple[SurveyFile, Order]:
    """Open the second file and find the row of it that belongs to each row of the survey."""
    if described.file is None:
        return rows.file, order
    file = _opened(described.file, description, described)
    other = gather(file, Wanted(numbers=(), categories=(described.id,)))
    refuse_repeated(rows, described.id)
    refuse_repeated(other, described.id)
    ids, others = rows.categories[described.id], other.categories[described.id]
    row_of = np.empty(other.number, dtype=np.int64)
    row_of[others.codes] = np.arange(other.number)
    found = pc.index_in(*_comparable(ids.values, others.values)).fill_null(-1).to_numpy(zero_copy_only=False)
    number_of = found[ids.codes[order]]
    lacking = np.flatnonzero(number_of < 0)
    if len(lacking) or other.number != rows.number:
        first = rows.place(order[lacking[0]]) if len(lacking) else Place(file=file.path.name)
        counts = {"rows": rows.number, "others": other.number, "lacking": len(lacking)}
        raise FixTheFile.because("SURVEY_REPLICATES_ROWS", first, file=file.path.name, **counts)
    return file, row_of[number_of]


def _comparable(first: Array, second: Array) -> tuple[Array, Array]:
    """Return identifiers of two files as numbers, where all of them are and stay different, else as text."""
    texts = first.cast(pa.string()), second.cast(pa.string())
    try:
        numbers = first.cast(pa.float64()), second.cast(pa.float64())
    except pa.ArrowInvalid:
        return texts
    return numbers if all(_stay_different(each) for each in numbers) else texts


def _stay_different(numbers: Array) -> bool:
    """Tell whether identifiers are different as numbers too: 007 and 7 are not, nor are numbers of twenty digits."""
    return len(numbers.unique()) == len(numbers) and pc.max(pc.abs(numbers)).as_py() < WHOLE_NUMBERS
