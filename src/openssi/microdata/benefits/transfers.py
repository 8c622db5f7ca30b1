"""Transfers as a survey records them, and what each person lives with: own receipts and those of the household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask
from openssi.microdata.nearest import unknown_name
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

ProgrammeClass = Literal["social_assistance", "social_insurance", "labour_market", "private"]
"""Class of a programme as ASPIRE has it; `private` transfers are no social protection."""

Per = Literal["person", "household"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A transfer that a survey asks about.

    Attributes:
        name: Its name, by which it is asked for.
        column: The column of its amounts, in the currency of the file; zero where nothing was received.
        programme_class: Social assistance, social insurance, labour market or private; None where it is not said.
        code: Code of a branch, scheme or programme; empty where none is given.
        per: Whose amount stands in a row: the person's own, or that of the whole household on the row of every member.
        contingencies: Contingencies of SDG 1.3.1 that it counts for: CHILD, MAT, DISAB, UNE, INJ, PENSION.
        contributory: Whether it rests on contributions; None for what its class says: social insurance does.
        times: How often the amount goes into the period of welfare, 12 for months in a year.
        in_welfare: Whether the welfare of the file holds it.
    """

    name: str
    column: str
    programme_class: ProgrammeClass | None = None
    code: str = ""
    per: Per = "person"
    contingencies: tuple[str, ...] = ()
    contributory: bool | None = None
    times: float = 1.0
    in_welfare: bool = True

    @property
    def is_contributory(self) -> bool:
        """Whether it rests on contributions."""
        return self.programme_class == "social_insurance" if self.contributory is None else self.contributory


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """The household of each row.

    Attributes:
        codes: Number of the household, from 0.
        members: Persons who live in it, those without a row included; above zero.
        scale: What household income is divided by to give welfare: members for welfare per head, else the equivalent
            size; above zero.
    """

    codes: Codes
    members: Floats
    scale: Floats

    @classmethod
    def of(cls, codes: Codes, members: Floats | None = None, scale: Floats | None = None) -> "Households":
        """Return households; their members are the rows that they have, unless said otherwise.

        Raises:
            FixTheFile: if a size is missing, zero or negative.
        """
        counted = np.bincount(codes)[codes].astype(np.float64) if members is None else members
        divided = counted if scale is None else scale
        for name, sizes in (("members", counted), ("scale", divided)):
            wrong = np.flatnonzero(~(np.isfinite(sizes) & (sizes > 0)))
            if wrong.size:
                place = Place(row=int(wrong[0]) + 1, item=name)
                raise FixTheFile.because("BENEFITS_SIZE_NOT_POSITIVE", place, rows=wrong.size)
        return cls(codes=codes, members=counted, scale=divided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What comes from one or several transfers, per row.

    Attributes:
        own: The person's own amount; of a transfer per household, the share of each member.
        is_direct: Whether the person receives; of a transfer per household, every member does.
        per_head: The amount of the household divided by its members: it adds up to what was paid.
        in_welfare: The amount of the household in the unit of welfare, divided by the scale.
    """

    own: Floats
    is_direct: Mask
    per_head: Floats
    in_welfare: Floats

    @property
    def is_in_household(self) -> Mask:
        """Whether somebody in the household receives: direct and indirect beneficiaries."""
        return self.per_head > 0


def receipt_of(transfer: Transfer, amounts: Mapping[str, Floats], households: Households) -> Receipt:
    """Return what comes from a transfer.

    Raises:
        FixTheFile: if the column is not there, an amount is missing, infinite or negative, or the members of a
            household have different amounts of a transfer per household.
    """
    own = _checked(transfer, amounts) * transfer.times
    if transfer.per == "household":
        _same_in_household(transfer, own, households.codes)
        total, own = own, own / households.members
    else:
        total = np.bincount(households.codes, own).astype(np.float64)[households.codes]
    per_head, in_welfare = total / households.members, total / households.scale
    return Receipt(own=own, is_direct=own > 0, per_head=per_head, in_welfare=in_welfare)


def together(receipts: Sequence[Receipt], rows: int) -> Receipt:
    """Return what comes from several transfers; nothing where there is none."""
    nothing = np.zeros(rows)
    return Receipt(
        own=sum((each.own for each in receipts), nothing),
        is_direct=np.logical_or.reduce([np.zeros(rows, bool), *(each.is_direct for each in receipts)]),
        per_head=sum((each.per_head for each in receipts), nothing),
        in_welfare=sum((each.in_welfare for each in receipts), nothing),
    )


def _checked(transfer: Transfer, amounts: Mapping[str, Floats]) -> Floats:
    place = Place(item=transfer.column)
    if transfer.column not in amounts:
        raise unknown_name("SURVEY_AMOUNT_UNKNOWN", transfer.column, amounts, place)
    found = amounts[transfer.column]
    for code, is_wrong in (
        ("BENEFITS_TRANSFER_MISSING", ~np.isfinite(found)),
        ("BENEFITS_TRANSFER_NEGATIVE", found < 0),
    ):
        wrong = np.flatnonzero(is_wrong)
        if wrong.size:
            at = Place(row=int(wrong[0]) + 1, item=transfer.column)
            raise FixTheFile.because(code, at, transfer=transfer.name, rows=wrong.size)
    return found


def _same_in_household(transfer: Transfer, amounts: Floats, codes: Codes) -> None:
    highest: Floats = np.zeros(int(codes.max(initial=-1)) + 1)
    np.maximum.at(highest, codes, amounts)
    wrong = np.flatnonzero(amounts < highest[codes])
    if wrong.size:
        at = Place(row=int(wrong[0]) + 1, item=transfer.column)
        raise FixTheFile.because("BENEFITS_HOUSEHOLD_DIFFERS", at, transfer=transfer.name, rows=wrong.size)
