"""The tables of the questionnaire for the pages of a form, made of the same rows as the workbook.

Every cell of the workbook stands in exactly one table. Explanations of last year have no rows of their own here: they
are offered with the cell that they are about.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from openssi.collect.form_model import (
    FormCell,
    FormChoice,
    FormConfirmation,
    FormGroup,
    FormRow,
    FormSection,
    FormTable,
    ShowNumber,
    TableProgress,
)
from openssi.collect.form_values import Calculations, FormValues, plain
from openssi.collect.workbook_asked import Asked
from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import COUNTRY_SHEETS, INSTITUTION_TABLES
from openssi.collect.workbook_plan import LAW_TABLES, METADATA_TABLE, WorkbookPlan
from openssi.collect.workbook_rows import Block, Row, RowKind
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, CellValues
from openssi.collect.workbook_words import PREFIXES, SCALED_UNITS, Words
from openssi.expressions import ObservationCells
from openssi.vocabulary.item import Item, ItemTable, Level
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.scheme import Scheme

FIRST_PART = "A"
"""The part of the questionnaire that comes before the schemes."""

COUNTRY_LEVELS: tuple[Level, ...] = ("country", "institution")
SCHEME_LEVELS: tuple[Level, ...] = ("scheme",)
BENEFIT_LEVELS: tuple[Level, ...] = ("benefit",)
UNIT_OF_COUNT = "B.UNIT_REC"


def form_tables(plan: WorkbookPlan, show: ShowNumber = plain) -> tuple[FormTable, ...]:
    """Return all tables of a form in the order of its workbook: country, each scheme, law, national totals.

    Args:
        plan: What the workbook would be written from.
        show: Writes numbers as readers of the language do.
    """
    builder = FormBuilder.for_plan(plan, show)
    found = (builder.table(table, scheme) for table, scheme in builder.places())
    return tuple(each for each in found if each is not None)


def form_table(
    plan: WorkbookPlan,
    table: str,
    scheme: str = NOT_APPLICABLE,
    benefit: str = NOT_APPLICABLE,
    show: ShowNumber = plain,
) -> FormTable | None:
    """Return one table of a form, none where the form does not ask it.

    A table about benefits has a section for each benefit of the scheme, one below another: beside three earlier
    years, value, status and note there is no room for a second benefit.

    Args:
        plan: What the workbook would be written from.
        table: As the questionnaire numbers it (`F2`).
        scheme: The scheme that is asked about, `_Z` for the country.
        benefit: The only benefit to show, `_Z` for all.
        show: Writes numbers as readers of the language do.
    """
    return FormBuilder.for_plan(plan, show).named(table, scheme, benefit)


class Unlabelled(Words):
    """Words for rows that are counted and never read: writing their labels takes longer than counting them."""

    __slots__ = ()

    def item(self, item: Item, key: CellKey, plan: WorkbookPlan) -> str:  # noqa: ARG002 - that of a label
        """Return no label."""
        return ""

    def metadata(self, item: Item) -> str:  # noqa: ARG002 - that of a label
        """Return no label."""
        return ""


@dataclass(frozen=True, slots=True)
class FormBuilder:
    """Makes tables of one form."""

    plan: WorkbookPlan
    words: Words
    asked: Asked
    values: FormValues
    _choices: dict[str, tuple[FormChoice, ...]] = field(default_factory=dict)
    _progress: dict[tuple[str, str], TableProgress | None] = field(default_factory=dict)

    @classmethod
    def for_plan(cls, plan: WorkbookPlan, show: ShowNumber = plain) -> "FormBuilder":
        """Return the builder of a form."""
        words = Words.for_plan(plan)
        values = FormValues(plan, words, CellValues.for_plan(plan, words), Calculations(plan), show)
        return cls(plan, words, Asked(plan), values)

    def with_answers(
        self,
        answers: Mapping[CellKey, Observation],
        country: ObservationCells | None = None,
        unchanged: Collection[str] = frozenset(),
    ) -> "FormBuilder":
        """Return the builder of the same form after somebody answered: what does not depend on answers is kept.

        Args:
            answers: All answers of the year by key.
            country: The cells of the country with them, where they are there already.
            unchanged: Schemes of which nothing was answered, where nothing was that holds for the country.
        """
        plan = self.plan.with_answers(answers)
        calculations = self.values.calculations.with_plan(plan, country)
        values = FormValues(plan, self.words, CellValues.for_plan(plan, self.words), calculations, self.values.show)
        progress = {place: each for place, each in self._progress.items() if place[1] in unchanged}
        return FormBuilder(plan, self.words, self.asked.with_plan(plan), values, self._choices, progress)

    def cell(self, key: CellKey) -> FormCell:
        """Return one cell as it is now, by its key."""
        item = self.plan.whole.items[key.item]
        kind: RowKind = "calculated" if item.requirement == "calculated" else "answer"
        if item.table == METADATA_TABLE:
            kind = "source"
        is_law = item.table in LAW_TABLES
        return self.values.cell(Row(kind=kind, label="", key=key, item=item, is_law=is_law), key, item)

    def places(self) -> Iterator[tuple[ItemTable, str]]:
        """Iterate over tables and whom they ask, in the order of the workbook."""
        tables = self.plan.questionnaire.tables
        country = [table for table in tables if table.id[:1] in COUNTRY_SHEETS]
        if self.plan.institution:
            country = [table for table in country if table.id in INSTITUTION_TABLES]
        yield from ((table, NOT_APPLICABLE) for table in country if table.id.startswith(FIRST_PART))
        for scheme in self.plan.asked_schemes:
            yield from ((table, scheme.id) for table in tables)
        yield from ((table, NOT_APPLICABLE) for table in country if not table.id.startswith(FIRST_PART))

    def outline(self) -> tuple[TableProgress, ...]:
        """Return how far every table is answered."""
        found = (self.progress(table, scheme) for table, scheme in self.places())
        return tuple(each for each in found if each is not None)

    def named(self, table: str, scheme: str, benefit: str = NOT_APPLICABLE) -> FormTable | None:
        """Return a table by its id, none where the form does not ask it."""
        found = next((each for each, of in self.places() if (each.id, of) == (table, scheme)), None)
        return None if found is None else self.table(found, scheme, benefit)

    def table(self, table: ItemTable, scheme: str, benefit: str = NOT_APPLICABLE) -> FormTable | None:
        """Return a table, none where nothing of it is asked."""
        blocks = [each for each in self._blocks(scheme, self.words) if benefit in {NOT_APPLICABLE, each[0].benefit}]
        sections = [self._section(table, block, levels) for block, levels in blocks]
        progress = self.progress(table, scheme)
        if progress is None or not any(sections):
            return None
        plan = self.plan
        return FormTable(
            id=table.id,
            title=self.words.table(table),
            scheme=scheme,
            subject=self._subject(scheme),
            area_name=plan.area_name,
            language=self.words.language,
            year=plan.fingerprint.time_period,
            years=plan.years,
            conventions=self._conventions(),
            sections=tuple(each for each in sections if each is not None),
            progress=progress,
        )

    def progress(self, table: ItemTable, scheme: str) -> TableProgress | None:
        """Return how far a table is answered, none where nothing of it is asked."""
        if (table.id, scheme) not in self._progress:
            self._progress[table.id, scheme] = self._counted(table, scheme)
        return self._progress[table.id, scheme]

    def _counted(self, table: ItemTable, scheme: str) -> TableProgress | None:
        blocks = self._blocks(scheme, Unlabelled.for_plan(self.plan))
        rows = [row for block, levels in blocks for row in block.rows([table], levels)]
        cells = [(row, row.key, row.item) for row in rows if row.key is not None and row.item is not None]
        if not cells:
            return None
        required = [each for each in cells if each[0].required]
        return TableProgress(
            table.id,
            scheme,
            self._subject(scheme),
            self.words.table(table),
            sum(self.values.is_answered(*each) for each in required),
            len(required),
            any(key in self.plan.answered for row, key, _ in cells if row.kind != "fixed"),
        )

    def _blocks(self, scheme: str, words: Words) -> list[tuple[Block, tuple[Level, ...]]]:
        """The country, or a scheme followed by its benefits, each with the levels that are asked of it."""
        found = self._scheme(scheme)
        if found is None:
            return [(self._block(NOT_APPLICABLE, NOT_APPLICABLE, words), COUNTRY_LEVELS)]
        benefits = [(self._block(scheme, each.id, words), BENEFIT_LEVELS) for each in found.benefits]
        return [(self._block(scheme, NOT_APPLICABLE, words), SCHEME_LEVELS), *benefits]

    def _block(self, scheme: str, benefit: str, words: Words) -> Block:
        return Block(self.plan, words, self.asked, scheme, benefit)

    def _scheme(self, scheme: str) -> Scheme | None:
        return next((each for each in self.plan.asked_schemes if each.id == scheme), None)

    def _subject(self, scheme: str) -> str:
        found = self._scheme(scheme)
        return self.plan.area_name if found is None else self.words.subject("scheme", scheme, self.plan.name_of(found))

    def _heading(self, block: Block) -> str:
        found = self._scheme(block.scheme)
        benefits = found.benefits if found is not None else ()
        named = (self.plan.name_of(each) for each in benefits if each.id == block.benefit)
        return next((self.words.subject("benefit", block.benefit, name) for name in named), "")

    def _conventions(self) -> str:
        multipliers, unknown = self.values.values.multipliers, "–"
        return self.words.of(
            "units_line",
            money=self.words.multiplier(multipliers.money),
            persons=self.words.multiplier(multipliers.persons),
            currency=self.plan.words_of(CellKey("N.CURRENCY")) or unknown,
        )

    # Sections

    def _section(self, table: ItemTable, block: Block, levels: Sequence[Level]) -> FormSection | None:
        rows = [row for row in block.rows([table], levels) if row.kind != "table"]
        if not rows:
            return None
        sources = [row for row in rows if row.kind == "source"]
        return FormSection(
            benefit=block.benefit,
            heading=self._heading(block),
            sources=self._rows(sources),
            groups=tuple(self._groups(row for row in rows if row.kind != "source")),
            details=tuple(self._groups(block.details([table], levels))),
        )

    def _groups(self, rows: Iterable[Row]) -> Iterator[FormGroup]:
        parts: list[list[Row]] = []
        for row in rows:
            if row.kind == "group" or not parts:
                parts.append([])
            parts[-1].append(row)
        for part in parts:
            head = part[0] if part[0].kind == "group" else None
            yield FormGroup(
                rows=self._rows(part),
                label=head.label if head else "",
                code=head.code if head else "",
                confirmation=next((self._confirmation(row.label, row.key) for row in part if _confirms(row)), None),
            )

    def _confirmation(self, label: str, key: CellKey | None) -> FormConfirmation | None:
        return None if key is None else FormConfirmation(key, label, self.plan.is_confirmed(key))

    def _rows(self, rows: Iterable[Row]) -> tuple[FormRow, ...]:
        asked = [(row.item, row, row.key) for row in rows if row.item is not None and row.key is not None]
        together = groupby(asked, key=lambda each: each[0].id)
        return tuple(self._row(found[0][0], [each[1:] for each in found]) for _, of in together if (found := [*of]))

    def _row(self, item: Item, rows: Sequence[tuple[Row, CellKey]]) -> FormRow:
        language = self.words.language
        is_source = rows[0][0].kind == "source"
        return FormRow(
            item=item,
            label=item.label.in_language(language),
            definition=item.definition.in_language(language),
            example=item.example.in_language(language),
            unit="" if is_source and not item.unit else self._unit(item, rows[0][1]),
            choices=self._choices_of(item),
            cells=tuple(self.values.cell(row, key, item) for row, key in rows),
        )

    def _unit(self, item: Item, key: CellKey) -> str:
        """The unit of a row with its multiplier: `thousand persons`."""
        power = self.values.values.power(item, key)
        if item.unit in SCALED_UNITS:
            return self.words.of("units", PREFIXES.get(power, "") + SCALED_UNITS[item.unit])
        if item.unit == COUNTED_BY_BENEFIT:
            return self._unit_of_count(key, power)
        declared = self.plan.whole.units.get(item.unit)
        return declared.label.in_language(self.words.language) if declared else item.unit

    def _unit_of_count(self, key: CellKey, power: int) -> str:
        code = self.plan.words_of(CellKey(UNIT_OF_COUNT, key.scheme, key.benefit))
        question = self.plan.whole.items.get(UNIT_OF_COUNT)
        if not code or question is None:
            declared = self.plan.whole.units.get(COUNTED_BY_BENEFIT)
            return declared.label.in_language(self.words.language) if declared else ""
        label = self.words.code(question.codelist, code)
        return f"{label}, {self.words.multiplier(power)}" if power else label

    def _choices_of(self, item: Item) -> tuple[FormChoice, ...]:
        name = item.id if item.id in POWERS else item.codelist if item.type in {"code", "codes"} else ""
        if name and name not in self._choices:
            self._choices[name] = tuple(self._listed(item))
        return self._choices.get(name, ())

    def _listed(self, item: Item) -> Iterator[FormChoice]:
        if item.id in POWERS:
            yield from (FormChoice(str(power), self.words.multiplier(power)) for power in POWERS[item.id])
            return
        language = self.words.language
        codes = self.plan.codelists.get(item.codelist) or ()
        yield from (FormChoice(code.id, code.name.in_language(language)) for code in codes)


def _confirms(row: Row) -> bool:
    return row.kind == "confirm" and row.key is not None
