"""Which cell stands in which sheet and row of a workbook. Nothing here knows how a cell looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openssi.collect.workbook_asked import Asked
from openssi.collect.workbook_explanations import explanation_rows
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_rows import Block, Row
from openssi.collect.workbook_words import Words
from openssi.vocabulary.item import Item, ItemTable, Level
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.scheme import Scheme

FIRST_ROW = 7
COUNTRY_SHEETS = {"A": "A_Country", "G": "G_Law", "H": "H_Totals", "M": "M_Migrants"}
NOTES_SHEET = "Q_Notes"
INSTITUTION_TABLES = ("A1", "A2")
GIVEN = ("S.ID", "B.ID", "N.REF_YEAR")

__all__ = ["FIRST_ROW", "Layout", "Row", "Sheet", "given_text", "is_given", "lay_out"]


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

    @property
    def has_law(self) -> bool:
        """Whether rows of it are dated and have an article."""
        return any(row.is_law for row in self.rows)


@dataclass(frozen=True)
class Layout:
    """All sheets of the form, in order."""

    sheets: tuple[Sheet, ...]

    def addresses(self) -> dict[CellKey, tuple[str, int]]:
        """Return sheet name and row of every key."""
        return {row.key: (sheet.name, number) for sheet in self.sheets for number, row in sheet.numbered() if row.key}


def lay_out(plan: WorkbookPlan, words: Words) -> Layout:
    """Return the layout of a workbook: country, one sheet per scheme, law, national totals, explanations to reuse."""
    asked = Asked(plan)
    country = _country_sheets(plan, words, asked)
    before = [sheet for sheet in country if sheet.name == COUNTRY_SHEETS["A"]]
    after = [sheet for sheet in country if sheet.name != COUNTRY_SHEETS["A"]]
    schemes = [_scheme_sheet(plan, words, asked, scheme) for scheme in plan.asked_schemes]
    notes = tuple(explanation_rows(plan, words))
    last = [Sheet(NOTES_SHEET, words.of("sheets", NOTES_SHEET), notes)] if notes else []
    return Layout((*before, *schemes, *after, *last))


def _country_sheets(plan: WorkbookPlan, words: Words, asked: Asked) -> list[Sheet]:
    sheets = []
    for part, name in COUNTRY_SHEETS.items():
        tables = [table for table in plan.questionnaire.tables if table.id.startswith(part)]
        if plan.institution:
            tables = [table for table in tables if table.id in INSTITUTION_TABLES]
        rows = _with_details(plan, words, asked, tables, ("country", "institution"))
        if rows:
            sheets.append(Sheet(name, words.of("sheets", name), rows))
    return sheets


def _with_details(
    plan: WorkbookPlan, words: Words, asked: Asked, tables: Sequence[ItemTable], levels: Sequence[Level]
) -> tuple[Row, ...]:
    block = Block(plan, words, asked, NOT_APPLICABLE, NOT_APPLICABLE)
    rows = list(block.rows(tables, levels))
    details = list(block.details(tables, levels))
    return (*rows, *_section(words, details))


def _section(words: Words, details: Sequence[Row]) -> Sequence[Row]:
    """The breakdowns that are offered stand below everything that is asked for."""
    return [Row(kind="subject", label=words.of("subjects", "breakdowns")), *details] if details else []


def _scheme_sheet(plan: WorkbookPlan, words: Words, asked: Asked, scheme: Scheme) -> Sheet:
    tables = plan.questionnaire.tables
    own = Block(plan, words, asked, scheme.id, NOT_APPLICABLE)
    rows, details = list(own.rows(tables, ("scheme",))), list(own.details(tables, ("scheme",)))
    for benefit in scheme.benefits:
        block = Block(plan, words, asked, scheme.id, benefit.id)
        found = list(block.rows(tables, ("benefit",)))
        name = words.subject("benefit", benefit.id, plan.name_of(benefit))
        if found:
            rows += [Row(kind="subject", label=name), *found]
        offered = list(block.details(tables, ("benefit",)))
        if offered:
            details += [Row(kind="table", label=name), *offered]
    title = words.subject("scheme", scheme.id, plan.name_of(scheme))
    return Sheet(f"S_{scheme.id}", title, (*rows, *_section(words, details)))


def is_given(item: Item) -> bool:
    """Return whether the form itself knows the answer: permanent ids and the reference year."""
    return item.id in GIVEN


def given_text(key: CellKey, item: Item, year: int) -> str:
    """Return what the form itself answers."""
    if item.id == "N.REF_YEAR":
        return str(year)
    return key.benefit if key.benefit != NOT_APPLICABLE else key.scheme
