"""Rows put in the order of their strata and PSUs, and the design that follows."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Codes, Floats, Mask, Offsets
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design import Design, SecondStage
from openssi.microdata.survey_rows import Category, Rows
from openssi.vocabulary.errors import FixTheFile

Kind = TypeVar("Kind", bound=np.generic)
Order = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Rows in order.

    Attributes:
        order: Numbers of the rows of the file that are kept, in the order of their PSUs.
        design: Of those rows.
        empty: Rows that only stand for a PSU all of whose rows were left out: they are to have no weight.
        is_file: Whether they are all rows of the file, in its order.
    """

    order: Order
    design: Design
    empty: Mask
    is_file: bool = False

    def put(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Return the values of the rows of the file in order; no copy is made of what is in order already."""
        return values if self.is_file else values[self.order]

    def amounts(self, values: Floats) -> Floats:
        """Return the same of amounts, which rows that only stand for a PSU have none of."""
        return np.where(self.empty, 0.0, self.put(values)) if self.empty.any() else self.put(values)


def lay(rows: Rows, description: SurveyDescription, kept: Mask) -> Laid:
    """Put rows in the order stratum, PSU, unit, and describe the design.

    PSUs are the column `psu`, else households, else rows. A PSU all of whose rows are left out still counts as drawn:
    its first row stays, to be given no weight.

    Args:
        rows: With the columns of the design among their categories and numbers.
        description: The roles.
        kept: Rows that are not left out.

    Raises:
        FixTheFile: if a stratum or PSU is missing in a row, a PSU lies in two strata, or a population count does not
            fit.
    """
    stratum = _codes(rows, description.strata)
    psu_column = description.psu[0] if description.psu else description.household
    psu = _codes(rows, psu_column) if psu_column else np.arange(rows.number, dtype=np.int32)
    if psu_column and description.strata and not description.nest:
        _refuse_two_strata(rows, psu_column, description.strata, psu, stratum)
    keys = stratum.astype(np.int64) * (int(psu.max()) + 1) + psu
    unit = _codes(rows, description.psu[1]) if len(description.psu) > 1 and len(description.fpc) > 1 else None
    is_sorted = unit is None and bool(np.all(keys[:-1] <= keys[1:]))
    order = np.arange(len(keys)) if is_sorted else _sorted(keys, unit)
    ordered = keys if is_sorted else keys[order]
    stays = _stays(ordered, kept if is_sorted else kept[order])
    is_file = is_sorted and bool(stays.all())
    if not is_file:
        order, ordered = order[stays], ordered[stays]
    starts = _starts(ordered)
    psu_strata = stratum[order[starts[:-1]]]
    strata, numbers = np.unique(psu_strata, return_inverse=True)
    names = rows.categories[description.strata] if description.strata else None
    stratum_of_psu: Codes = numbers.astype(np.int32)
    design = Design(
        psu_starts=starts,
        stratum_of_psu=stratum_of_psu,
        strata=tuple(names.name(int(each)) for each in strata) if names else ("all",),
        sampled_fraction=_fractions(rows, description, order, starts, stratum_of_psu),
        single_psu=description.single_psu,
        second_stage=None if unit is None else _second_stage(rows, description, order, starts, unit),
    )
    return Laid(order=order, design=design, empty=~kept[order], is_file=is_file)


def _codes(rows: Rows, column: str) -> Codes:
    """Return the codes of a column of the design, all zero where there is none."""
    if not column:
        return np.zeros(rows.number, dtype=np.int32)
    codes = rows.categories[column].codes
    missing = np.flatnonzero(codes < 0)
    if len(missing):
        raise FixTheFile.because(
            "SURVEY_DESIGN_COLUMN_EMPTY", rows.place(missing[0]), column=column, count=len(missing)
        )
    return codes


def _refuse_two_strata(rows: Rows, psu_column: str, strata_column: str, psu: Codes, stratum: Codes) -> None:
    first = np.zeros(int(psu.max()) + 1, dtype=np.int32)
    first[psu[::-1]] = stratum[::-1]
    wrong = np.flatnonzero(first[psu] != stratum)
    if not len(wrong):
        return
    row = int(wrong[0])
    names: Category = rows.categories[strata_column]
    raise FixTheFile.because(
        "SURVEY_PSU_IN_TWO_STRATA",
        rows.place(row),
        psu=rows.categories[psu_column].name(int(psu[row])),
        first=names.name(int(first[psu[row]])),
        second=names.name(int(stratum[row])),
        count=len(np.unique(psu[wrong])),
    )


def _sorted(keys: Order, unit: Codes | None) -> Order:
    if unit is not None:
        return np.lexsort((unit, keys))
    return np.argsort(keys, kind="stable")


def _starts(keys: Order) -> Offsets:
    """Return the first row of each run of equal keys, then the number of rows."""
    return np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1, [len(keys)]]).astype(np.int64)


def _stays(keys: Order, kept: Mask) -> Mask:
    """Return the rows that are kept, and the first of each PSU that would lose all of them."""
    starts = _starts(keys)[:-1]
    emptied = np.add.reduceat(kept.astype(np.int64), starts) == 0
    stays = kept.copy()
    stays[starts[emptied]] = True
    return stays


def _fractions(
    rows: Rows, description: SurveyDescription, order: Order, starts: Offsets, stratum_of_psu: Codes
) -> Floats | None:
    """Return the fraction of the PSUs of each stratum that was drawn; None where it is unknown."""
    if not description.fpc:
        return None
    return _drawn(
        rows, description.fpc[0], order[starts[:-1]], order, stratum_of_psu, np.repeat(stratum_of_psu, np.diff(starts))
    )


def _second_stage(
    rows: Rows, description: SurveyDescription, order: Order, starts: Offsets, unit: Codes
) -> SecondStage:
    psu_of_row = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    keys = psu_of_row.astype(np.int64) * (int(unit.max()) + 1) + unit[order]
    unit_starts = _starts(keys)
    psu_of_unit = psu_of_row[unit_starts[:-1]]
    fractions = _drawn(rows, description.fpc[1], order[unit_starts[:-1]], order, psu_of_unit, psu_of_row)
    return SecondStage(unit_starts=unit_starts, psu_of_unit=psu_of_unit, sampled_fraction=fractions)


def _drawn(rows: Rows, column: str, units: Order, order: Order, group_of_unit: Codes, group_of_row: Codes) -> Floats:
    """Return the fraction of the units of each group that was drawn.

    As R's survey has it, a column whose values are all at most 1 holds fractions, any other population counts.

    Args:
        rows: With the column among its numbers.
        column: Fractions or counts.
        units: First row of each unit.
        order: All rows.
        group_of_unit: The stratum, or PSU, of each unit.
        group_of_row: The same of each row.
    """
    values = rows.numbers[column]
    wrong = np.flatnonzero(~(values > 0) | ~np.isfinite(values))
    if len(wrong):
        raise FixTheFile.because("SURVEY_FPC_UNFIT", rows.place(wrong[0]), column=column, count=len(wrong))
    counts = np.bincount(group_of_unit)
    known = np.zeros(len(counts))
    known[group_of_unit] = values[units]
    varies = np.flatnonzero(values[order] != known[group_of_row])
    if len(varies):
        raise FixTheFile.because("SURVEY_FPC_VARIES", rows.place(order[varies[0]]), column=column)
    if values.max() <= 1:
        return known
    small = np.flatnonzero(known < counts)
    if len(small):
        row = order[np.flatnonzero(group_of_row == small[0])[0]]
        count, drawn = f"{known[small[0]]:g}", int(counts[small[0]])
        raise FixTheFile.because("SURVEY_FPC_TOO_SMALL", rows.place(row), column=column, count=count, drawn=drawn)
    fractions: Floats = counts / known
    return fractions
