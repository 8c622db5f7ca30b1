"""The words of a workbook in its language: labels of rows, units, codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_keys import OPEN, CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.definitions.texts import Texts
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.item import Item, ItemTable
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL
from openssi.vocabulary.text import Language

SCALED_UNITS = {"persons": "persons", "households": "households", "LCU": "money"}
MULTIPLIERS = {0: "units", 3: "thousands", 6: "millions", 9: "billions"}
PREFIXES = {0: "", 3: "thousand_", 6: "million_", 9: "billion_"}


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of `definitions/interface/workbook.yaml` and labels of the definitions, in one language."""

    texts: Texts
    language: Language
    codelists: Mapping[str, CodeList]

    @classmethod
    def for_plan(cls, plan: WorkbookPlan) -> "Words":
        """Return the words of a workbook."""
        return cls(plan.texts, plan.fingerprint.language, plan.codelists)

    def of(self, *path: str, **values: object) -> str:
        """Return a text of the workbook: `of("heads", "code")`."""
        return self.texts.get(".".join(("workbook", *path)), self.language, **values)

    def code(self, codelist: str, code: str) -> str:
        """Return the label of a code, else the code itself."""
        found = self.codelists.get(codelist)
        return found[code].name.in_language(self.language) if found and code in found else code

    def entry(self, code: Code) -> str:
        """Return a code as it stands in a list to choose from: `OLD  Old age`."""
        return f"{code.id}  {code.name.in_language(self.language)}"

    def choice(self, codelist: str, code: str) -> str:
        """Return a code as it is chosen in a cell: `OLD  Old age`, or the code alone where there is no list."""
        found = self.codelists.get(codelist)
        return self.entry(found[code]) if found and code in found else code

    def table(self, table: ItemTable) -> str:
        """Return the heading of a table."""
        return table.title.in_language(self.language)

    def subject(self, kind: str, subject: str, name: str) -> str:
        """Return the heading of a scheme or benefit."""
        return self.of("subjects", f"{kind}_named" if name else kind, id=subject, name=name)

    def metadata(self, item: Item) -> str:
        """Return the label of a row that holds for a whole table."""
        return self.of("source", "row", item=item.label.in_language(self.language))

    def item(self, item: Item, key: CellKey, plan: WorkbookPlan) -> str:
        """Return the label of a row: the question, the function, sex or other part, and a unit of its own."""
        label = item.label.in_language(self.language)
        parts = self._parts(item, key)
        if parts:
            label = self.of("part", item=label, part=", ".join(parts))
        unit = self._unit(item, key, plan)
        return f"{label} ({unit})" if unit else label

    def detail(self, item: Item, key: CellKey) -> str:
        """Return the label of a row of a breakdown, whose heading says the question."""
        if key.breakdown.startswith(OPEN):
            return ""
        return ", ".join(self._parts(item, key))

    def _parts(self, item: Item, key: CellKey) -> list[str]:
        parts = []
        if key.func != NOT_APPLICABLE:
            parts.append(self.code("CL_FUNC", key.func))
        if key.breakdown != NOT_APPLICABLE:
            parts.append(self._breakdown(item, key.breakdown))
        if key.age != TOTAL:
            parts.append(self.code("CL_AGE", key.age.removeprefix("_")))
        if key.sex != TOTAL:
            parts.append(self.of("sexes", key.sex))
        return parts

    def _breakdown(self, item: Item, code: str) -> str:
        lists = (f"CL_{dimension}" for dimension in item.breakdowns if dimension not in {"SEX", "AGE", "FUNC"})
        return next((self.code(each, code) for each in lists if each in self.codelists), code)

    def _unit(self, item: Item, key: CellKey, plan: WorkbookPlan) -> str:
        """The unit of a row, where the head of the sheet does not say it already."""
        if item.requirement == "prefilled" and item.unit in SCALED_UNITS:
            given = plan.given.get(key) or plan.answered.get(key)
            return self.of("units", PREFIXES.get(given.unit_mult if given else 0, "") + SCALED_UNITS[item.unit])
        if item.unit in SCALED_UNITS:
            return ""
        declared = plan.questionnaire.units.get(item.unit)
        return declared.label.in_language(self.language) if declared else item.unit

    def multiplier(self, power: Decimal | int | None) -> str:
        """Return `thousands` for 3, and so on; a dash where it is not known."""
        return self.of("multipliers", MULTIPLIERS[int(power)]) if power in MULTIPLIERS and power is not None else "–"
