"""Answers as they are written into cells: numbers in the multiplier of the form, codes as they are chosen."""

from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_words import Words
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation

EXCEL_DIGITS = 15
MONEY_UNITS = frozenset({"LCU"})
PERSON_UNITS = frozenset({"persons", "households"})
COUNTED_BY_BENEFIT = "per B.UNIT_REC"
MISSING_STATUSES = frozenset("LMOQKJ")
UNSCALED_COUNTS = frozenset({"CASE", "SERVICE"})

CellValue = float | str | None


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Powers of ten of a workbook.

    Attributes:
        money: Of money totals (`N.UNIT_MULT`).
        persons: Of persons and households (`N.PERS_MULT`).
    """

    money: int = 0
    persons: int = 0

    def power(self, item: Item, unit_of_count: str = "") -> int:
        """Return the power of ten of the figures of an item.

        Money totals and counts of persons and households have one; averages, monthly amounts, cases, services and
        days are always in units (specification 1.3).

        Args:
            item: The question.
            unit_of_count: `B.UNIT_REC` of the benefit, for items that are counted in it.
        """
        if item.requirement == "prefilled":
            return 0
        if item.unit in MONEY_UNITS:
            return self.money
        if item.unit == COUNTED_BY_BENEFIT:
            return 0 if unit_of_count in UNSCALED_COUNTS else self.persons
        return self.persons if item.unit in PERSON_UNITS else 0


@dataclass(frozen=True, slots=True)
class CellValues:
    """Turns observations into the values of cells of one workbook."""

    plan: WorkbookPlan
    words: Words
    multipliers: Multipliers

    @classmethod
    def for_plan(cls, plan: WorkbookPlan, words: Words) -> "CellValues":
        """Return the values in the multipliers that the form states, else in those of the last round."""
        money = plan.number_of(CellKey("N.UNIT_MULT"))
        persons = plan.number_of(CellKey("N.PERS_MULT"))
        return cls(plan, words, Multipliers(int(money or 0), int(persons or 0)))

    def power(self, item: Item, key: CellKey) -> int:
        """Return the power of ten of a cell."""
        unit_of_count = ""
        if item.unit == COUNTED_BY_BENEFIT:
            unit_of_count = self.plan.words_of(CellKey("B.UNIT_REC", key.scheme, key.benefit))
        if item.requirement == "prefilled":
            return self.given_power(key)
        return self.multipliers.power(item, unit_of_count)

    def given_power(self, key: CellKey) -> int:
        """Return the power of ten in which a context figure was published; it stays as it is."""
        found = self.plan.given.get(key) or self.plan.answered.get(key)
        return found.unit_mult if found else 0

    def value(self, item: Item, key: CellKey, observation: Observation | None) -> CellValue:
        """Return what stands in the cell of an observation."""
        if observation is None:
            return None
        if observation.value is not None:
            return as_cell(observation.value.scaleb(observation.unit_mult - self.power(item, key)))
        return self._text(item, observation.text_value or "") or None

    def _text(self, item: Item, text: str) -> str:
        return self.words.choice(item.codelist, text) if item.type == "code" and text else text


def as_cell(number: Decimal) -> float | str:
    """Return a number as Excel can hold it: exact to 15 digits, beyond that as text."""
    plain = number.normalize()
    if len(plain.as_tuple().digits) <= EXCEL_DIGITS:
        return float(plain)
    return f"{plain:f}"


def block_of(key: CellKey, item: Item) -> CellKey:
    """Return the key under which the rows for a whole table stand, with no item yet."""
    return CellKey("", key.scheme, key.benefit, breakdown=item.table or NOT_APPLICABLE)
