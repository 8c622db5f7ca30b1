"""The rows of one country, scheme or benefit: what is asked, and the breakdowns that are offered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from openssi.collect.workbook_asked import Asked
from openssi.collect.workbook_keys import CONFIRM, OPEN, CellKey
from openssi.collect.workbook_plan import LAW_TABLES, METADATA_TABLE, WorkbookPlan
from openssi.collect.workbook_words import Words
from openssi.vocabulary.item import Item, ItemTable, Level
from openssi.vocabulary.law import COLUMN_ITEMS
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL

RowKind = Literal[
    "subject", "table", "group", "answer", "fixed", "calculated", "source", "confirm", "explanation", "open"
]

TABLE_METADATA = ("Q.SRC_TYPE", "Q.SRC_REF", "Q.SRC_URL", "Q.REF_MOMENT", "Q.COVERAGE", "Q.METHOD", "Q.OBS_STATUS")
WITHOUT_SOURCE = frozenset({"A1", "A2", "A3"})
"""Tables whose rows are conventions, or have a source of their own."""

SEXES = (TOTAL, "F", "M")
UNKNOWN = "_U"
COUNTED_UNITS = frozenset({"persons", "households", "cases", "per B.UNIT_REC"})
TOTAL_CODES = frozenset({"T", TOTAL})
WITHOUT_TOTAL = frozenset({"GROUP", "TABLE", "CONV", "PAIR", "QUINTILE"})
OPEN_ROWS = 5
PAIR_MARK = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet.

    Attributes:
        kind: `subject`, `table` and `group` are headings; `fixed` is given by the form; `source` belongs to a whole
            table; `confirm` confirms a group of figures; `explanation` offers last year's again; `open` awaits a code.
        required: Whether it counts in the progress of the sheet.
        is_law: Whether it has a date from which it is in force, and an article.
    """

    kind: RowKind
    label: str
    code: str = ""
    key: CellKey | None = None
    item: Item | None = None
    indent: int = 0
    required: bool = False
    is_law: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The tables of one country, scheme or benefit."""

    plan: WorkbookPlan
    words: Words
    asked: Asked
    scheme: str
    benefit: str

    def rows(self, tables: Iterable[ItemTable], levels: Sequence[Level]) -> Iterator[Row]:
        """Return what is asked for, table by table: headings, sources, totals by sex."""
        for table in tables:
            items = self._items(table, levels)
            if items:
                yield Row(kind="table", label=self.words.table(table), code=table.id)
                yield from self._source_rows(table.id, items)
                yield from self._grouped(table, items) if table.groups else self._all(items)

    def details(self, tables: Iterable[ItemTable], levels: Sequence[Level]) -> Iterator[Row]:
        """Return the breakdowns that are offered beyond sex, item by item, and what else can be said of a table."""
        for table in tables:
            items = self._items(table, levels)
            yield from self._quality_rows(table, items)
            for item in items:
                rows = list(self._detail_rows(item))
                if rows:
                    label = self.words.item(item, CellKey(item.id, self.scheme, self.benefit), self.plan)
                    yield Row(kind="group", label=label, code=item.code)
                    yield from rows

    def _items(self, table: ItemTable, levels: Sequence[Level]) -> list[Item]:
        year = self.plan.fingerprint.time_period
        if table.id == METADATA_TABLE:
            return []
        return [
            item for item in table.items if item.level in levels and item.id not in COLUMN_ITEMS and item.is_asked(year)
        ]

    def _source_rows(self, table: str, items: Sequence[Item]) -> Iterator[Row]:
        """Rows that say once for the whole table where its figures come from; law has its article in each row."""
        yield from self._metadata_rows(table, items, TABLE_METADATA)

    def _quality_rows(self, table: ItemTable, items: Sequence[Item]) -> Iterator[Row]:
        """What the full form offers to say of a whole table beyond its source."""
        rows = [] if not self.plan.is_full else [*self._metadata_rows(table.id, items, self._further_quality())]
        if rows:
            yield Row(
                kind="group", label=self.words.of("source", "quality", table=self.words.table(table)), code=table.id
            )
            yield from rows

    def _further_quality(self) -> list[str]:
        known = (item.id for item in self.plan.questionnaire.items.values() if item.table == METADATA_TABLE)
        return [each for each in known if each not in {*TABLE_METADATA, "Q.NOTE"}]

    def _metadata_rows(self, table: str, items: Sequence[Item], names: Iterable[str]) -> Iterator[Row]:
        figures = (item.is_typed and item.type in {"number", "money", "percent"} for item in items)
        if table in LAW_TABLES[:1] or table in WITHOUT_SOURCE or not any(figures):
            return
        for name in names:
            item = self.plan.questionnaire.items.get(name)
            if item is not None:
                key = CellKey(name, self.scheme, self.benefit, breakdown=table)
                yield Row(kind="source", label=self.words.metadata(item), code=item.code, key=key, item=item)

    def _grouped(self, table: ItemTable, items: Sequence[Item]) -> Iterator[Row]:
        for group, title in table.groups.items():
            members = [item for item in items if item.group == group]
            if not members:
                continue
            label = title.in_language(self.words.language)
            yield Row(kind="group", label=label)
            if any(key.item == item.id for item in members for key in self.plan.given):
                key = CellKey(CONFIRM, breakdown=f"{table.id}:{group}")
                yield Row(kind="confirm", label=self.words.of("confirm", group=label), key=key)
            yield from self._all(members)
        yield from self._all(item for item in items if item.group not in table.groups)

    def _all(self, items: Iterable[Item]) -> Iterator[Row]:
        for item in items:
            yield from self._item_rows(item)

    def _item_rows(self, item: Item) -> Iterator[Row]:
        keys = list(self._keys(item))
        known = {*keys, *self._detail_keys(item)}
        answered = self.plan.answered_about.get((item.id, self.scheme, self.benefit), ())
        keys += sorted(key for key in answered if key not in known)
        for position, key in enumerate(keys):
            yield self._row(item, key, is_first=position == 0)

    def _row(self, item: Item, key: CellKey, *, is_first: bool) -> Row:
        is_total = key.sex == TOTAL
        return Row(
            kind=self._kind(item),
            label=self.words.item(item, key, self.plan),
            code=item.code if is_first or is_total else "",
            key=key,
            item=item,
            indent=0 if is_total else 1,
            required=is_total and self.asked.is_required(item, key),
            is_law=item.table in LAW_TABLES,
        )

    def _kind(self, item: Item) -> RowKind:
        if item.requirement == "calculated":
            return "calculated"
        return "fixed" if item.id in {"S.ID", "B.ID", "N.REF_YEAR"} else "answer"

    def _detail_rows(self, item: Item) -> Iterator[Row]:
        for key in self._detail_keys(item):
            kind: RowKind = "open" if key.breakdown.startswith(OPEN) else "answer"
            label = self.words.detail(item, key)
            yield Row(kind=kind, label=label, key=key, item=item, indent=1, is_law=item.table in LAW_TABLES)

    # Keys

    def _keys(self, item: Item) -> Iterator[CellKey]:
        """The cells that are asked for: each function, each code of a list that has no total, each sex."""
        for base in self._bases(item):
            for sex in self._sexes(item, base.func):
                yield base._replace(sex=sex)

    def _bases(self, item: Item) -> Iterator[CellKey]:
        base = CellKey(item.id, self.scheme, self.benefit, breakdown=self._institution(item))
        listed = next((each for each in self._others(item) if each in WITHOUT_TOTAL or not item.is_numeric), None)
        for func in self._functions(item):
            for code in self._codes(listed) if listed else (base.breakdown,):
                yield base._replace(func=func, breakdown=code)

    def _institution(self, item: Item) -> str:
        return self.plan.institution_id if item.level == "institution" else NOT_APPLICABLE

    def _detail_keys(self, item: Item) -> Iterator[CellKey]:
        """The cells that are offered below the totals."""
        if not self.plan.is_full or not item.is_numeric or item.requirement in {"calculated", "prefilled"}:
            return
        offered = [each for each in self._others(item) if each not in WITHOUT_TOTAL]
        if "AGE" in item.breakdowns:
            offered.insert(0, "AGE")
        for func in self._functions(item):
            for dimension in offered:
                yield from self._of_dimension(item, dimension, func)

    def _of_dimension(self, item: Item, dimension: str, func: str) -> Iterator[CellKey]:
        column = self.plan.column_of(dimension)
        sexes = SEXES if "SEX" in item.breakdowns else (TOTAL,)
        for code in self._codes(dimension, item):
            for sex in sexes:
                yield CellKey(item.id, self.scheme, self.benefit, sex=sex, func=func)._replace(**{column: code})

    def _others(self, item: Item) -> list[str]:
        return [each for each in item.breakdowns if each not in {"SEX", "AGE", "FUNC"}]

    def _functions(self, item: Item) -> Sequence[str]:
        if "FUNC" not in item.breakdowns:
            return (NOT_APPLICABLE,)
        functions = self.plan.codelists["CL_FUNC"].ids
        served = [each for each in functions if self._serves(each)]
        return served if self.plan.is_full and served else functions

    def _codes(self, dimension: str, item: Item | None = None) -> Sequence[str]:
        if dimension == "PAIR":
            ids = (scheme.id for scheme in self.plan.inventory.schemes)
            return [PAIR_MARK.join(pair) for pair in combinations(ids, 2)]
        if dimension == "COUNTRY":
            known = self.plan.breakdowns_of(item.id) if item is not None else ()
            return [*known, *(f"{OPEN}{number}" for number in range(1, OPEN_ROWS + 1))]
        codelist = self.plan.codelist_of(dimension)
        derived = self.plan.derived_of(dimension)
        codes = [each for each in codelist if each not in derived and each not in TOTAL_CODES]
        return [UNKNOWN if each == "U" and dimension == "AGE" else each for each in codes]

    def _sexes(self, item: Item, func: str) -> tuple[str, ...]:
        if "SEX" not in item.breakdowns or (func != NOT_APPLICABLE and not self._serves(func)):
            return (TOTAL,)
        closes = item.unit in COUNTED_UNITS and item.requirement not in {"calculated", "prefilled"}
        return (*SEXES, UNKNOWN) if closes else SEXES

    def _serves(self, func: str) -> bool:
        """Whether the scheme is known to serve a function; where nothing is known, every function may be."""
        known = self.plan.words_of(CellKey("S.FUNCTIONS", self.scheme)).split()
        return not known or func in known
