"""What a workbook says once for all its cells: multipliers, currency, and how its numbers are typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from openssi.collect.workbook_cells import CellReader, Cue
from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_form import FormRows
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_numbers import decimal_mark
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, Multipliers
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.fiscal_year import FiscalYearRule, fiscal_year_label
from openssi.vocabulary.item import Item, Questionnaire


@dataclass(frozen=True, slots=True)
class Conventions:
    """The conventions of one filled workbook.

    Attributes:
        multipliers: Powers of ten of money and persons.
        currency: Reporting currency, empty where it is not stated.
        units_of_count: `B.UNIT_REC` by benefit.
        marks: The decimal mark of each sheet whose typed numbers leave no doubt about it.
        fiscal_year: First and last day of the fiscal year, empty where it is the calendar year.
    """

    multipliers: Multipliers
    currency: str
    units_of_count: Mapping[str, str]
    marks: Mapping[str, str]
    fiscal_year: str = ""

    def power(self, item: Item, key: CellKey) -> int:
        """Return the power of ten in which a cell is filled."""
        unit = self.units_of_count.get(key.benefit, "") if item.unit == COUNTED_BY_BENEFIT else ""
        return self.multipliers.power(item, unit)


def read_conventions(form: FormRows, questionnaire: Questionnaire, reader: CellReader, year: int) -> Conventions:
    """Return the conventions of a workbook; a multiplier that the inquiry does not know is a problem of the form.

    Cells that cannot be read count as not stated here; they are reported where all cells are read.
    """
    coded = {key: _code(form, questionnaire, reader, key) for key in form.rows if key.item == "B.UNIT_REC"}
    return Conventions(
        Multipliers(
            _power(form, questionnaire, reader, "N.UNIT_MULT"), _power(form, questionnaire, reader, "N.PERS_MULT")
        ),
        _code(form, questionnaire, reader, CellKey("N.CURRENCY")),
        {key.benefit: code for key, code in coded.items()},
        _decimal_marks(form, questionnaire),
        _fiscal_year(form, questionnaire, reader, year),
    )


def _fiscal_year(form: FormRows, questionnaire: Questionnaire, reader: CellReader, year: int) -> str:
    row, item = form.rows.get(CellKey("N.FY_START")), questionnaire.items.get("N.FY_START")
    if row is None or item is None or row.value is None:
        return ""
    start = reader.answer(item, row.value, Cue())
    rule = _code(form, questionnaire, reader, CellKey("N.FY_RULE")) if "N.FY_RULE" in questionnaire.items else ""
    if not isinstance(start, str):
        return ""
    return fiscal_year_label(start, next((each for each in get_args(FiscalYearRule) if each == rule), "MAJORITY"), year)


def _power(form: FormRows, questionnaire: Questionnaire, reader: CellReader, name: str) -> int:
    """The power of ten that the country states; 0 where it states none, which the rules report."""
    row, item = form.rows.get(CellKey(name)), questionnaire.items.get(name)
    if row is None or item is None or row.value is None:
        return 0
    found = reader.answer(item, row.value, Cue(is_whole=True))
    if not isinstance(found, Decimal):
        return 0
    if found not in POWERS[name]:
        allowed = ", ".join(map(str, POWERS[name]))
        form.problems.append(Problem("WORKBOOK_MULTIPLIER_UNKNOWN", row.place, {"value": found, "allowed": allowed}))
        return 0
    return int(found)


def _code(form: FormRows, questionnaire: Questionnaire, reader: CellReader, key: CellKey) -> str:
    row, item = form.rows.get(key), questionnaire.items.get(key.item)
    if row is None or item is None or row.value is None:
        return ""
    found = reader.answer(item, row.value, Cue())
    return found if isinstance(found, str) else ""


def _decimal_marks(form: FormRows, questionnaire: Questionnaire) -> dict[str, str]:
    marks: dict[str, set[str]] = {}
    for key, row in form.rows.items():
        item = questionnaire.items.get(key.item)
        if item is not None and item.is_numeric and isinstance(row.value, str):
            marks.setdefault(row.place.sheet, set()).update(filter(None, [decimal_mark(row.value)]))
    return {sheet: found.pop() for sheet, found in marks.items() if len(found) == 1}
