"""Formulas of calculated items and of rules, on the cells of one workbook.

A formula that Excel cannot carry out in the form (another year, sums over schemes) leaves its cell empty; OpenSSI
computes it after reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from openssi.collect.workbook_columns import letter
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, MONEY_UNITS, PERSON_UNITS, CellValues
from openssi.expressions import ExcelCell, excel_condition, excel_number, parse
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL

_SEXES = {"T": TOTAL, "U": "_U"}

_parsed = cache(parse)


@dataclass(frozen=True, slots=True)
class FormCells:
    """The cells of a form, seen from a country, a scheme or a benefit.

    Attributes:
        formulas: Addresses and multipliers of the form.
        scheme: The scheme in scope, or `_Z`.
        benefit: The benefit in scope, or `_Z`.
        sex: What a reference without index means where the item has a breakdown by sex.
        func: The function whose turn it is, or `_Z`.
        used: The sheets of the cells that were asked for.
    """

    formulas: "Formulas"
    scheme: str
    benefit: str
    sex: str = TOTAL
    func: str = NOT_APPLICABLE
    used: set[str] = field(default_factory=set)

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell | None:
        """Return the cell of an item with some breakdown codes, none where the form has none."""
        found = self.formulas.items[item]
        key = self.key(found, codes)
        if key not in self.formulas.addresses:
            return None
        self.used.add(self.formulas.addresses[key][0])
        reference = self.formulas.reference
        return ExcelCell(reference(key, "value"), reference(key, "status"), self.formulas.power(found, key))

    def key(self, item: Item, codes: Mapping[str, str]) -> CellKey:
        """Return the key of an item with some breakdown codes."""
        sex = codes.get("SEX", self.sex if "SEX" in item.breakdowns else TOTAL)
        other = next((code for name, code in codes.items() if name not in {"SEX", "AGE", "FUNC"}), NOT_APPLICABLE)
        age = codes.get("AGE", TOTAL)
        func = codes.get("FUNC", self.func if "FUNC" in item.breakdowns else NOT_APPLICABLE)
        return CellKey(
            item.id,
            self.scheme if item.level in {"scheme", "benefit"} else NOT_APPLICABLE,
            self.benefit if item.level == "benefit" else NOT_APPLICABLE,
            _SEXES.get(sex, sex),
            _SEXES.get(age, age),
            func,
            other,
        )


@dataclass(frozen=True, slots=True)
class Formulas:
    """Excel formulas on the cells of one workbook.

    Attributes:
        addresses: Sheet and row of every cell of the form.
        values: Multipliers of the form.
    """

    addresses: Mapping[CellKey, tuple[str, int]]
    values: CellValues

    @property
    def items(self) -> Mapping[str, Item]:
        """All items of the version, those that the form does not ask for among them."""
        return self.values.plan.whole.items

    def formula(self, item: Item, key: CellKey) -> str:
        """Return the formula of a calculated cell, empty where it has none that Excel can carry out."""
        if not item.formula:
            return ""
        plan = self.values.plan
        cells = FormCells(self, key.scheme, key.benefit, key.sex, key.func)
        power = self.power(item, key)
        return excel_number(_parsed(item.formula), plan.whole, plan.codelists, cells, power) or ""

    def condition(self, text: str, cells: FormCells, shown: tuple[str, str, str]) -> str | None:
        """Return the formula of a condition, none where Excel cannot carry it out.

        Args:
            text: The condition.
            cells: What it is seen from.
            shown: What stands for: it does not hold, it is not evaluated, it holds.
        """
        plan = self.values.plan
        quoted = tuple('"' + each.replace('"', '""') + '"' for each in shown)
        return excel_condition(_parsed(text), plan.whole, plan.codelists, cells, (quoted[0], quoted[1], quoted[2]))

    def reference(self, key: CellKey, column: str) -> str:
        """Return the reference of a cell: `'S_QMA01'!$F$12`."""
        sheet, row = self.addresses[key]
        return f"'{sheet}'!${letter(column)}${row}"

    def power(self, item: Item, key: CellKey) -> str:
        """Return the power of ten of a cell as Excel finds it: a number, or the cell where the country states it."""
        if item.requirement == "prefilled":
            return str(self.values.given_power(key))
        for units, convention in ((MONEY_UNITS, "N.UNIT_MULT"), (self._counted(key), "N.PERS_MULT")):
            if item.unit in units and CellKey(convention) in self.addresses:
                return self.reference(CellKey(convention), "value")
        return "0"

    def _counted(self, key: CellKey) -> frozenset[str]:
        """Units that N.PERS_MULT scales; recipients only where the benefit counts persons or households."""
        unit = self.values.plan.words_of(CellKey("B.UNIT_REC", key.scheme, key.benefit))
        return PERSON_UNITS if unit in {"CASE", "SERVICE"} else PERSON_UNITS | {COUNTED_BY_BENEFIT}
