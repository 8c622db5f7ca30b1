"""Replicate weights read from the columns of a survey, or from a second file."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.microdata.arrays import Floats
from openssi.microdata.description import ReplicateColumns
from openssi.microdata.design import Replicates
from openssi.microdata.psu_order import Order
from openssi.microdata.survey_checks import refuse_repeated
from openssi.microdata.survey_columns import Array, SurveyFile, Wanted
from openssi.microdata.survey_file import open_survey
from openssi.microdata.survey_rows import Rows, gather
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

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
        place = Place(file=file.path.name)
        raise FixTheFile.because("SURVEY_REPLICATES_NONE", place, columns=", ".join(patterns), count=len(found))
    return found


def read_replicates(rows: Rows, described: ReplicateColumns, order: Order, size: Floats | None) -> Replicates:
    """Return the replicate weights of rows in their order.

    Args:
        rows: Of the survey; without a second file they hold the columns.
        described: Where the weights stand.
        order: Rows of the survey that are kept.
        size: Persons of each row in that order, where rows are households.

    Raises:
        FixTheFile: if the rows of the two files do not match one to one, a weight is missing, or the factors do not
            fit the number of replicates.
    """
    source, taken = (rows, order) if described.file is None else _second_file(rows, described, order)
    columns = matching(source.file, described)
    weights = np.empty((len(order), len(columns)), order="F")
    for number, name in enumerate(columns):
        column = source.numbers.pop(name)
        missing = np.flatnonzero(~np.isfinite(column))
        if len(missing):
            place = source.place(missing[0])
            raise FixTheFile.because("SURVEY_REPLICATE_MISSING", place, column=name, count=len(missing))
        weights[:, number] = column[taken] if size is None else column[taken] * size
    return Replicates(
        weights=weights,
        scale=_scale(described, len(columns)),
        rscales=_rscales(described, len(columns), source.file),
        mse=described.mse,
        kind=described.kind,
    )


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


def _second_file(rows: Rows, described: ReplicateColumns, order: Order) -> tuple[Rows, Order]:
    """Read the second file and find the row of it that belongs to each row of the survey."""
    if described.file is None:
        return rows, order
    file = open_survey(described.file)
    if described.id not in file.columns:
        place = Place(file=file.path.name)
        raise FixTheFile.because("SURVEY_REPLICATES_ID_UNKNOWN", place, column=described.id)
    wanted = Wanted(numbers=matching(file, described), categories=(described.id,))
    other = gather(file, wanted)
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
    return other, row_of[number_of]


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
