"""Formulas of calculated items and of rules, on the cells of one workbook.

A formula that Excel cannot carry out in the form (another year, sums over schemes) leaves its cell empty; OpenSSI
computes it after reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from openssi.collect.workbook_columns import letter
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import is_given
from openssi.collect.workbook_values import (
    COUNTED_BY_BENEFIT,
    MONEY_UNITS,
    PERSON_UNITS,
    UNSCALED_COUNTS,
    CellValues,
)
from openssi.expressions import ExcelBenefit, ExcelCell, excel_condition, excel_number, parse
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

    def benefits(self) -> Sequence[ExcelBenefit]:
        """Return the benefits of the scheme in scope; those of a country stand on several sheets."""
        return [
            ExcelBenefit(reported, replace(self, benefit=benefit))
            for benefit, reported in self.formulas.reported(self.scheme).items()
        ]

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
    _reported: dict[str, Mapping[str, str]] = field(default_factory=dict)

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

    def condition(
        self, text: str, cells: FormCells, shown: tuple[str, str, str], tolerances: Mapping[str, Decimal]
    ) -> str | None:
        """Return the formula of a condition, none where Excel cannot carry it out.

        Args:
            text: The condition.
            cells: What it is seen from.
            shown: What stands for: it does not hold, it is not evaluated, it holds.
            tolerances: Numbers that the condition names.
        """
        plan = self.values.plan
        quoted = tuple('"' + each.replace('"', '""') + '"' for each in shown)
        names: dict[str, str | Decimal] = {**tolerances}
        if cells.func != NOT_APPLICABLE:
            names["f"] = cells.func
        words = (quoted[0], quoted[1], quoted[2])
        return excel_condition(_parsed(text), plan.whole, plan.codelists, cells, words, names)

    def reported(self, scheme: str) -> Mapping[str, str]:
        """Return the benefits of a scheme, and whether anything was typed of each as Excel finds it."""
        if scheme not in self._reported:
            rows: dict[str, dict[int, CellKey]] = {}
            sheets: dict[str, str] = {}
            for key, (sheet, row) in self.addresses.items():
                # Rows that offer an explanation again stand elsewhere and are about no item.
                if key.scheme == scheme and key.item in self.items:
                    rows.setdefault(sheet, {})[row] = key
                    sheets[key.benefit] = sheet
            self._reported[scheme] = {
                benefit: self._any_typed(benefit, sheet, rows[sheet])
                for benefit, sheet in sorted(sheets.items())
                if benefit != NOT_APPLICABLE
            }
        return self._reported[scheme]

    def _any_typed(self, benefit: str, sheet: str, rows: Mapping[int, CellKey]) -> str:
        """Count what stands in the rows of a benefit; its id always does."""
        runs: list[list[int]] = []
        given, is_open = 0, False
        for row, key in sorted(rows.items()):
            item = self.items.get(key.item)
            is_own = key.benefit == benefit and item is not None and item.requirement != "calculated"
            if is_own and is_open:
                runs[-1][1] = row
            elif is_own:
                runs.append([row, row])
            given += is_own and item is not None and is_given(item)
            is_open = is_own
        first, last = letter("value"), letter("status")
        areas = ",".join(f"'{sheet}'!${first}${start}:${last}${end}" for start, end in runs)
        return f"COUNTA({areas})>{given}"

    def reference(self, key: CellKey, column: str) -> str:
        """Return the reference of a cell: `'S_QMA01'!$F$12`."""
        sheet, row = self.addresses[key]
        return f"'{sheet}'!${letter(column)}${row}"

    def power(self, item: Item, key: CellKey) -> str:
        """Return the power of ten of a cell as Excel finds it: a number, or the cell where the country states it."""
        if item.requirement == "prefilled":
            return str(self.values.given_power(key))
        if item.unit in MONEY_UNITS:
            return self._convention("N.UNIT_MULT")
        if item.unit == COUNTED_BY_BENEFIT:
            return self._of_recipients(key)
        return self._convention("N.PERS_MULT") if item.unit in PERSON_UNITS else "0"

    def _convention(self, name: str) -> str:
        key = CellKey(name)
        return self.reference(key, "value") if key in self.addresses else "0"

    def _of_recipients(self, key: CellKey) -> str:
        """N.PERS_MULT where the benefit counts persons or households; cases and services are counted in units."""
        power, unit = self._convention("N.PERS_MULT"), CellKey("B.UNIT_REC", key.scheme, key.benefit)
        if power == "0":
            return power
        if unit not in self.addresses:
            return "0" if self.values.plan.words_of(unit) in UNSCALED_COUNTS else power
        chosen = self.reference(unit, "value")
        unscaled = ",".join(f'LEFT({chosen},{len(each)})="{each}"' for each in sorted(UNSCALED_COUNTS))
        return f"IF(OR({unscaled}),0,{power})"
