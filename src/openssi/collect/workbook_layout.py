"""Which cell stands in which sheet and row of a workbook. Nothing here knows how a cell looks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import METADATA_TABLE, WorkbookPlan
from openssi.collect.workbook_words import Words
from openssi.vocabulary.item import Item, ItemTable, Level
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL
from openssi.vocabulary.scheme import Scheme

RowKind = Literal["subject", "table", "answer", "fixed", "calculated", "source"]

FIRST_ROW = 7
TABLE_METADATA = ("Q.SRC_TYPE", "Q.SRC_REF", "Q.SRC_URL", "Q.REF_MOMENT", "Q.COVERAGE", "Q.METHOD", "Q.OBS_STATUS")
COUNTRY_SHEETS = {"A": "A_Country", "G": "G_Law", "H": "H_Totals", "M": "M_Migrants"}
SEXES = (TOTAL, "F", "M")
UNKNOWN_SEX = "_U"
COUNTED_UNITS = frozenset({"persons", "households", "cases", "per B.UNIT_REC"})
EACH_CODE = ("GROUP", "TABLE", "CONV")
GIVEN = ("S.ID", "B.ID", "N.REF_YEAR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet.

    Attributes:
        kind: `subject` and `table` are headings; `fixed` is given by the form; `source` belongs to a whole table.
        required: Whether it counts in the progress of the sheet.
    """

    kind: RowKind
    label: str
    code: str = ""
    key: CellKey | None = None
    item: Item | None = None
    indent: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the form: its name, its title, and its rows from `FIRST_ROW` on."""

    name: str
    title: str
    rows: tuple[Row, ...]

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Iterate over the rows with their numbers in Excel."""
        return enumerate(self.rows, start=FIRST_ROW)

    @property
    def last_row(self) -> int:
        """Number of the last row in Excel."""
        return FIRST_ROW + len(self.rows) - 1


@dataclass(frozen=True)
class Layout:
    """All sheets of the form, in order."""

    sheets: tuple[Sheet, ...]

    def addresses(self) -> dict[CellKey, tuple[str, int]]:
        """Return sheet name and row of every key."""
        return {row.key: (sheet.name, number) for sheet in self.sheets for number, row in sheet.numbered() if row.key}


def lay_out(plan: WorkbookPlan, words: Words) -> Layout:
    """Return the layout of a workbook: country, one sheet per scheme, law, national totals."""
    country = _country_sheets(plan, words)
    before = [sheet for sheet in country if sheet.name == COUNTRY_SHEETS["A"]]
    after = [sheet for sheet in country if sheet.name != COUNTRY_SHEETS["A"]]
    schemes = [_scheme_sheet(plan, words, scheme) for scheme in plan.inventory.schemes]
    return Layout((*before, *schemes, *after))


def _country_sheets(plan: WorkbookPlan, words: Words) -> list[Sheet]:
    sheets = []
    for part, name in COUNTRY_SHEETS.items():
        blocks = _Blocks(plan, words, NOT_APPLICABLE, NOT_APPLICABLE)
        tables = [table for table in plan.questionnaire.tables if table.id.startswith(part)]
        rows = tuple(blocks.rows(tables, ("country", "institution")))
        if rows:
            sheets.append(Sheet(name, words.of("sheets", name), rows))
    return sheets


def _scheme_sheet(plan: WorkbookPlan, words: Words, scheme: Scheme) -> Sheet:
    tables = plan.questionnaire.tables
    rows = list(_Blocks(plan, words, scheme.id, NOT_APPLICABLE).rows(tables, ("scheme",)))
    for benefit in scheme.benefits:
        found = list(_Blocks(plan, words, scheme.id, benefit.id).rows(tables, ("benefit",)))
        if found:
            rows += [Row(kind="subject", label=words.subject("benefit", benefit.id, plan.name_of(benefit))), *found]
    return Sheet(f"S_{scheme.id}", words.subject("scheme", scheme.id, plan.name_of(scheme)), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The tables of one country, scheme or benefit."""

    plan: WorkbookPlan
    words: Words
    scheme: str
    benefit: str

    def rows(self, tables: Iterable[ItemTable], levels: Sequence[Level]) -> Iterator[Row]:
        for table in tables:
            items = [item for item in table.items if item.level in levels]
            if items and table.id != METADATA_TABLE:
                yield Row(kind="table", label=self.words.table(table), code=table.id)
                yield from self._source_rows(table.id, items)
                for item in items:
                    yield from self._item_rows(item)

    def _source_rows(self, table: str, items: Sequence[Item]) -> Iterator[Row]:
        """Rows that say once for the whole table where its figures come from."""
        if not any(item.is_typed and item.type in {"number", "money", "percent"} for item in items):
            return
        for name in TABLE_METADATA:
            item = self.plan.questionnaire.items.get(name)
            if item is not None:
                key = CellKey(name, self.scheme, self.benefit, breakdown=table)
                label = self.words.metadata(item)
                yield Row(kind="source", label=label, code=item.code, key=key, item=item)

    def _item_rows(self, item: Item) -> Iterator[Row]:
        keys = list(self._keys(item))
        planned = set(keys)
        answered = self.plan.answered_about.get((item.id, self.scheme, self.benefit), ())
        keys += sorted(key for key in answered if key not in planned)
        for position, key in enumerate(keys):
            yield Row(
                kind=_kind_of(item),
                label=self.words.item(item, key, self.plan),
                code=item.code if position == 0 or key.sex == TOTAL else "",
                key=key,
                item=item,
                indent=0 if key.sex == TOTAL else 1,
                required=item.requirement == "mandatory" and key.sex == TOTAL,
            )

    def _keys(self, item: Item) -> Iterator[CellKey]:
        """The cells offered for an item: each function and each sex, or the total alone.

        The other breakdowns are offered by the longer forms; an answer that has one gets its row in any case.
        """
        base = CellKey(item.id, self.scheme, self.benefit)
        for each in self._breakdowns(item, base):
            for sex in self._sexes(item, each.func):
                yield each._replace(sex=sex)

    def _breakdowns(self, item: Item, base: CellKey) -> Iterator[CellKey]:
        if "FUNC" in item.breakdowns:
            yield from (base._replace(func=code) for code in self.plan.codelists["CL_FUNC"].ids)
            return
        for dimension in EACH_CODE:
            if dimension in item.breakdowns:
                yield from (base._replace(breakdown=code) for code in self.plan.codelists[f"CL_{dimension}"].ids)
                return
        yield base

    def _sexes(self, item: Item, func: str) -> tuple[str, ...]:
        if "SEX" not in item.breakdowns or (func != NOT_APPLICABLE and not self._serves(func)):
            return (TOTAL,)
        closes = item.unit in COUNTED_UNITS and item.requirement not in {"calculated", "prefilled"}
        return (*SEXES, UNKNOWN_SEX) if closes else SEXES

    def _serves(self, func: str) -> bool:
        """Whether the scheme is known to serve a function; where nothing is known, every function may be."""
        known = self.plan.words_of(CellKey("S.FUNCTIONS", self.scheme)).split()
        return not known or func in known


def _kind_of(item: Item) -> RowKind:
    if item.requirement == "calculated":
        return "calculated"
    return "fixed" if is_given(item) else "answer"


def is_given(item: Item) -> bool:
    """Return whether the form itself knows the answer: permanent ids and the reference year."""
    return item.id in GIVEN


def given_text(key: CellKey, item: Item, year: int) -> str:
    """Return what the form itself answers."""
    if item.id == "N.REF_YEAR":
        return str(year)
    return key.benefit if key.benefit != NOT_APPLICABLE else key.scheme
