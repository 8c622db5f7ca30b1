"""What a survey must not hold, each refused or told with its first row."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.description import SurveyDescription
from openssi.microdata.survey_rows import Rows
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import counted

OLDEST = 120
"""Nobody is older, so that 999 and the like, or a year of birth, are no ages."""

WHOLE_NUMBERS = 2.0**53
"""Up to here a decimal number of 64 bits holds every whole number."""


def weights_of(rows: Rows, description: SurveyDescription) -> tuple[Floats, list[Problem]]:
    """Return the persons that each row stands for, and what is to be told about them.

    A weight of zero is kept: the row contributes nothing.

    Raises:
        FixTheFile: if a weight is missing, negative or infinite, all are zero, or a household has no size.
    """
    column = description.weight
    weight = rows.numbers[column]
    for code, wrong in (
        ("SURVEY_WEIGHT_MISSING", np.isnan(weight)),
        ("SURVEY_WEIGHT_NEGATIVE", weight < 0),
        ("SURVEY_WEIGHT_INFINITE", np.isinf(weight)),
    ):
        _refuse(rows, code, column, wrong)
    if not weight.any():
        raise FixTheFile.because("SURVEY_WEIGHTS_ZERO", Place(file=rows.file.path.name), column=column)
    zeros = int((weight == 0).sum())
    notices = [_notice(rows, "SURVEY_WEIGHT_ZERO", column, zeros)] if zeros else []
    if description.rows == "persons":
        return weight, notices
    return weight * sizes_of(rows, description), notices


def sizes_of(rows: Rows, description: SurveyDescription) -> Floats:
    """Return the persons of the household of each row.

    Raises:
        FixTheFile: if a size is missing or not above zero.
    """
    if description.size:
        sizes = rows.numbers[description.size]
        _refuse(rows, "SURVEY_SIZE_UNFIT", description.size, ~(sizes > 0) | np.isinf(sizes))
        return sizes
    codes = rows.categories[description.household].codes
    _refuse(rows, "SURVEY_DESIGN_COLUMN_EMPTY", description.household, codes < 0)
    return np.bincount(codes)[codes].astype(np.float64)


def welfare_kept(rows: Rows, description: SurveyDescription, weight: Floats) -> tuple[Mask, list[Problem]]:
    """Return the rows whose welfare is known, and what is to be told about the others.

    Incomes of zero and below are kept.

    Raises:
        FixTheFile: if an income is infinite, none is known, one is missing and the policy is to refuse, or all that are
            known have a weight of zero.
    """
    column = description.welfare
    welfare = rows.numbers[column]
    _refuse(rows, "SURVEY_WELFARE_INFINITE", column, np.isinf(welfare))
    missing = np.isnan(welfare)
    if description.missing == "refuse":
        _refuse(rows, "SURVEY_WELFARE_MISSING", column, missing)
    if missing.all():
        raise FixTheFile.because("SURVEY_WELFARE_NOWHERE", Place(file=rows.file.path.name), column=column)
    if not weight[~missing].any():
        raise FixTheFile.because("SURVEY_WEIGHTS_ZERO", Place(file=rows.file.path.name), column=description.weight)
    counts = {"SURVEY_WELFARE_LEFT_OUT": int(missing.sum()), "SURVEY_WELFARE_NEGATIVE": int((welfare < 0).sum())}
    return ~missing, [_notice(rows, code, column, count) for code, count in counts.items() if count]


def ages_told(rows: Rows, description: SurveyDescription) -> list[Problem]:
    """Return what is to be told about ages below zero and beyond that of anybody."""
    if not description.age:
        return []
    ages = rows.numbers[description.age]
    counts = {"SURVEY_AGE_NEGATIVE": int((ages < 0).sum()), "SURVEY_AGE_BEYOND": int((ages > OLDEST).sum())}
    return [_notice(rows, code, description.age, count) for code, count in counts.items() if count]


def groups_told(rows: Rows, columns: Iterable[str]) -> list[Problem]:
    """Return what is to be told about rows that lie in no group of a column."""
    empty = {column: int((rows.categories[column].codes < 0).sum()) for column in columns}
    return [_notice(rows, "SURVEY_GROUP_MISSING", column, count) for column, count in empty.items() if count]


def identifiers_told(rows: Rows, description: SurveyDescription) -> list[Problem]:
    """Return what is to be told about identifiers that are kept as decimal numbers and too long for them."""
    columns = dict.fromkeys((description.strata, *description.psu, description.household))
    lost = {column: _digits_lost(rows, column) for column in columns if column}
    return [_notice(rows, "SURVEY_ID_DIGITS", column, count) for column, count in lost.items() if count]


def _digits_lost(rows: Rows, column: str) -> int:
    """Return how many identifiers are beyond the whole numbers that a decimal number of 64 bits tells apart."""
    values = rows.categories[column].values
    if not pa.types.is_floating(values.type):
        return 0
    numbers = values.to_numpy(zero_copy_only=False)
    return int(((np.abs(numbers) > WHOLE_NUMBERS) & np.isfinite(numbers)).sum())


def refuse_repeated(rows: Rows, column: str) -> None:
    """Refuse two rows with the same identifier, and a row without one.

    Raises:
        FixTheFile: naming the identifier and both rows.
    """
    category = rows.categories[column]
    _refuse(rows, "SURVEY_DESIGN_COLUMN_EMPTY", column, category.codes < 0)
    counts = np.bincount(category.codes, minlength=1)
    repeated = np.flatnonzero(counts > 1)
    if len(repeated):
        if lost := _digits_lost(rows, column):
            raise FixTheFile.because("SURVEY_ID_DIGITS", Place(file=rows.file.path.name), column=column, count=lost)
        first, second = np.flatnonzero(category.codes == repeated[0])[:2]
        raise FixTheFile.because(
            "SURVEY_ID_TWICE",
            rows.place(second),
            column=column,
            id=category.name(int(repeated[0])),
            first=rows.place(first).row,
            count=int((counts[repeated] - 1).sum()),
        )


def transfers_of(rows: Rows, description: SurveyDescription) -> Iterator[tuple[str, Floats, list[Problem]]]:
    """Give the amounts of each transfer: by its column as the file has them, by its name those of a person.

    A missing amount is one of zero. Under its name, where that is another, an amount is in the period of welfare, and
    one of the household is divided among its members.

    Raises:
        FixTheFile: if an amount is infinite, or is of the household and no column gives its members.
    """
    for transfer in description.transfers:
        column = rows.numbers[transfer.column]
        _refuse(rows, "SURVEY_TRANSFER_INFINITE", transfer.column, np.isinf(column))
        missing = int(np.isnan(column).sum())
        notices = [_notice(rows, "SURVEY_TRANSFER_MISSING", transfer.column, missing)] if missing else []
        received = np.nan_to_num(column, nan=0.0)
        yield transfer.column, received, notices
        if transfer.name == transfer.column:
            continue
        amounts = received * transfer.times
        if transfer.per == "household":
            amounts = amounts / sizes_of(rows, description)
        yield transfer.name, amounts, []


def _refuse(rows: Rows, code: str, column: str, wrong: Mask) -> None:
    found = np.flatnonzero(wrong)
    if len(found):
        raise FixTheFile.because(code, rows.place(found[0]), column=column, count=counted(len(found)))


def _notice(rows: Rows, code: str, column: str, count: int) -> Problem:
    return Problem(code, Place(file=rows.file.path.name), {"column": column, "count": counted(count)})
