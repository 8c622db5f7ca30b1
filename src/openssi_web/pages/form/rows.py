"""The rows of a table of the form: one for each cell, with its controls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import count
from typing import Literal
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from openssi.collect.form_model import (
    FormCell,
    FormChoice,
    FormConfirmation,
    FormGroup,
    FormRow,
    FormSection,
    FormTable,
    PastValue,
)
from openssi.collect.workbook_choices import NOT_FOR_RESPONDENTS
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.collect.workbook_words import SCALED_UNITS
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.confidentiality import FREE
from openssi.vocabulary.symbols import LETTERS, MISSING, NOT_APPLICABLE
from openssi_web.pages.confidentiality_words import level_in_words
from openssi_web.pages.form.session import FormSession, ShownFinding
from openssi_web.pages.form.words import FormWords

Control = Literal["number", "line", "text", "select", "date", "given", "calculated"]

CONTROLS: Mapping[str, Control] = {
    "number": "number",
    "money": "number",
    "percent": "number",
    "integer": "number",
    "year": "number",
    "code": "select",
    "text": "text",
    "list": "text",
    "date": "date",
}
TYPES = frozenset({"money", "number", "percent", "integer", "year", "code", "codes", "text", "date", "list"})
"""Types that the page and its script tell apart; any other is a text."""

WHOLE = frozenset({"integer", "year"})
CANNOT_EXIST = "M"
LONGEST_PAST = 30
"""Characters of an earlier text; figures are shorter."""

REASONS = "CL_EXPL"

StatusGroups = Mapping[str, Sequence[FormChoice]]
"""Statuses to choose from, by the heading under which they stand."""


@dataclass(frozen=True, slots=True)
class PastShown:
    """An earlier year: figure, symbol or nothing, and the letter of its status."""

    year: int
    shown: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One row: a cell with its label, earlier years, control, status and note.

    Attributes:
        id: Id of its control in the page.
        full_label: Label by which a control is known that stands apart from its question.
        before: What is read out before the part, for rows that show a part only.
        mark: Where the value comes from, if it has not been typed this year.
        shows_unit: Whether the unit stands in the row, because the line above the table does not say it.
        has_more: Whether definition, example and the fields beside the value stand in this row.
        long_past: Earlier texts that are too long for their column, whole.
        placeholder: Symbol of a missing value.
        aria: What the control says of itself beyond its label, as attributes.
        is_closed: Whether others answer the cell.
        status_words: The status of a cell that others answer.
        refusal: Why what stands in it was not saved.
        is_first: Whether the page begins here.
        history: Address of the history of the cell, empty where it has none.
        level: What is confidential about it in words, with its mark; empty where it is free.
        usual_level: The level of its table, where the cell has a field for its own; else empty.
        small: What is proposed for a small count, else empty.
    """

    id: str
    row: FormRow
    cell: FormCell
    key: str
    label: str
    full_label: str
    before: str
    is_part: bool
    shows_unit: bool
    has_more: bool
    control: Control
    type: str
    mode: str
    version: int
    past: tuple[PastShown, ...]
    long_past: tuple[PastShown, ...]
    options: SafeString
    statuses: SafeString
    placeholder: str
    mark: str
    requirement: str
    aria: SafeString
    worst: str
    findings: tuple[ShownFinding, ...]
    is_closed: bool
    status_words: str
    refusal: str
    is_first: bool
    history: str
    level: str
    usual_level: str
    small: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Rows under a heading."""

    label: str
    code: str
    rows: tuple[RowShown, ...]
    confirmation: FormConfirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """The country, the scheme, or one benefit."""

    id: str
    heading: str
    caption: str
    source: str
    sources: tuple[GroupShown, ...]
    source_caption: str
    groups: tuple[GroupShown, ...]
    details: tuple[GroupShown, ...]
    detail_head: str
    detail_caption: str

    @property
    def is_words(self) -> bool:
        """Whether it asks for texts and codes more than for numbers, which take less room."""
        rows = [row.row.item.is_numeric for group in self.groups for row in group.rows]
        return sum(rows) * 2 < len(rows)

    @property
    def begins_in_details(self) -> bool:
        """Whether the page begins at one of the breakdowns, which are folded otherwise."""
        return any(row.is_first for group in self.details for row in group.rows)

    @property
    def begins_in_sources(self) -> bool:
        """Whether the page begins at the source of the table."""
        return any(row.is_first for group in self.sources for row in group.rows)

    @property
    def has_asked(self) -> bool:
        """Whether any cell of it is asked for."""
        return any(row.cell.required for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one table."""

    table: FormTable
    session: FormSession
    words: FormWords
    codelists: Mapping[str, CodeList]
    history: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _made: dict[tuple[str, str], SafeString] = field(default_factory=dict)

    def sections(self) -> Iterator[SectionShown]:
        """Iterate over the sections in the order of the page."""
        return (self._section(each) for each in self.table.sections)

    def _section(self, section: FormSection) -> SectionShown:
        subject = section.heading or f"{self.table.id} {self.table.title}"
        source = next((cell.shown for row in section.sources for cell in row.cells if row.item.id == "Q.SRC_REF"), "")
        details = [cell for group in section.details for row in group.rows for cell in row.cells]
        filled = sum(cell.is_answered for cell in details)
        head = self.words.of("details.head", count=len(details), answered=filled) if details else ""
        return SectionShown(
            id=f"s-{section.benefit.replace('_', '')}",
            heading=section.heading,
            caption=subject,
            source=self.words.of("sources.head", source=source) if source else self.words.of("sources.none"),
            sources=(GroupShown("", "", tuple(self._rows(section.sources))),) if section.sources else (),
            source_caption=self.words.of("sources.caption", table=subject),
            groups=tuple(self._groups(section.groups)),
            details=tuple(self._groups(section.details, is_detail=True)),
            detail_head=head,
            detail_caption=self.words.of("details.caption", table=subject),
        )

    def _groups(self, groups: Iterable[FormGroup], *, is_detail: bool = False) -> Iterator[GroupShown]:
        for group in groups:
            rows = tuple(self._rows(group.rows, is_detail=is_detail))
            yield GroupShown(group.label, group.code, rows, group.confirmation)

    def _rows(self, rows: Iterable[FormRow], *, is_detail: bool = False) -> Iterator[RowShown]:
        for row in rows:
            for position, cell in enumerate(row.cells):
                yield self._row(row, cell, is_first=position == 0 and not (is_detail and cell.part))

    def _row(self, row: FormRow, cell: FormCell, *, is_first: bool) -> RowShown:
        key = str(cell.key)
        cell = self._typed(cell, key)
        number = f"c{next(self._numbers)}"
        findings = tuple(each for each in self.session.findings if each.key == key)
        mark = self._mark(cell)
        control = self._control(row, cell)
        worst = _worst(findings)
        text = self.words.texts.get
        before = text("workbook.part", self.words.language, item=row.label, part="") if cell.part else ""
        full_label = f"{before}{cell.part}" if cell.part else row.label
        is_part = bool(cell.part) and not is_first
        refusal = self.session.refusals.get(key, "")
        level, small = self._level(cell), self.session.small.get(key, "")
        ids = (("m", number, mark), ("k", number, level), ("s", number, small), ("r", key, refusal))
        described = [f"{name}-{of}" for name, of, text in ids if text]
        return RowShown(
            id=number,
            row=row,
            cell=cell,
            key=key,
            label=cell.part if is_part else full_label,
            full_label=full_label,
            before=before if is_part else "",
            is_part=is_part,
            shows_unit=bool(row.unit) and not is_part and not _is_said_above(row),
            has_more=not is_part or cell.is_law,
            control=control,
            type=row.item.type if row.item.type in TYPES else "text",
            mode="numeric" if row.item.type in WHOLE else "decimal",
            version=self.session.versions.get(key, 0),
            past=tuple(map(_past, cell.past)),
            long_past=tuple(PastShown(each.year, each.shown, "") for each in cell.past if _is_long(each)),
            options=self._options(row, cell) if control == "select" else SafeString(""),
            statuses=self._statuses(cell),
            placeholder=_symbol(cell.status) if not cell.value else "",
            mark=mark,
            requirement=self.words.of(f"requirement.{row.item.requirement}"),
            aria=_aria(row, cell, [*described, *([f"f-{key}"] if findings else [])], "E" if refusal else worst),
            worst=worst,
            findings=findings,
            is_closed=key in self.session.closed,
            status_words=self._status_words(cell) if key in self.session.closed else "",
            refusal=refusal,
            is_first=key == self.session.first,
            level=level,
            usual_level=cell.usual_confidentiality if _has_level(row, cell) and control != "given" else "",
            small=small,
            history=f"{self.history}?{urlencode({'cell': key})}" if self._has_history(cell) else "",
        )

    def _level(self, cell: FormCell) -> str:
        """What is confidential about a cell, empty where nothing is."""
        if cell.is_concealed:
            return self.words.texts.get("confidentiality.concealed", self.words.language)
        said = cell.confidentiality or (cell.usual_confidentiality if cell.is_answered else "")
        code, _, day = said.partition(" ")
        if code in {"", FREE}:
            return ""
        return level_in_words(self.words.texts, self.codelists, self.words.language, code, day)

    def _has_history(self, cell: FormCell) -> bool:
        return bool(self.history) and cell.kind not in {"fixed", "open"}

    def _typed(self, cell: FormCell, key: str) -> FormCell:
        """The cell as it stood in the fields, where it was not saved."""
        typed = self.session.typed.get(key)
        if typed is None:
            return cell
        status = "" if typed.status == cell.usual_status else typed.status
        return replace(
            cell,
            value=typed.value,
            shown=typed.value,
            status=status,
            note=typed.note,
            source=typed.source,
            in_force=typed.ref_detail,
            confidentiality=typed.confidentiality,
        )

    def _status_words(self, cell: FormCell) -> str:
        is_shown = cell.is_answered and not cell.is_concealed
        return self.words.of(f"status.{cell.status or cell.usual_status}") if is_shown else ""

    def _mark(self, cell: FormCell) -> str:
        if cell.origin == "carried":
            return self.words.of("carried")
        if cell.origin != "prefilled":
            return ""
        if cell.given_source:
            return self.words.of("prefilled", source=cell.given_source)
        return self.words.of("prefilled_plain")

    def _control(self, row: FormRow, cell: FormCell) -> Control:
        if cell.kind == "fixed" or cell.is_concealed or str(cell.key) in self.session.closed:
            return "given"
        if cell.is_calculated and cell.origin != "answered":
            return "calculated"
        if row.choices and row.item.type != "codes":
            return "select"
        found = CONTROLS.get(row.item.type, "line")
        return "line" if found == "select" else found

    def _options(self, row: FormRow, cell: FormCell) -> SafeString:
        """The codes to choose from; made once for every code that is chosen."""
        name = row.item.codelist or row.item.id
        if (name, cell.value) not in self._made:
            known = {each.code for each in row.choices}
            other = [FormChoice(cell.value, cell.value)] if cell.value and cell.value not in known else []
            nothing = FormChoice("", self.words.of("choose"))
            self._made[name, cell.value] = _choices([nothing, *row.choices, *other], cell.value)
        return self._made[name, cell.value]

    def _statuses(self, cell: FormCell) -> SafeString:
        made = ("status", f"{cell.usual_status}{cell.status}")
        if made not in self._made:
            chosen = cell.status or cell.usual_status
            groups = status_groups(self.codelists, self.words, cell.usual_status, chosen)
            self._made[made] = self._short(groups, chosen) if self.session.has_script else _grouped(groups, chosen)
        return self._made[made]

    def _short(self, groups: StatusGroups, chosen: str) -> SafeString:
        """The status of the cell alone; the script lists the others when the cell is touched."""
        return _choices([each for codes in groups.values() for each in codes if each.code == chosen], chosen)


def status_groups(codelists: Mapping[str, CodeList], words: FormWords, usual: str, chosen: str = "") -> StatusGroups:
    """Return the statuses of a cell: the usual one first, and apart those without a value."""
    found = codelists.get("CL_OBS_STATUS")
    codes = found.ids if found is not None else ()
    offered = [each for each in codes if each not in NOT_FOR_RESPONDENTS or each == chosen]
    shown = [FormChoice(each, words.of(f"status.{each}")) for each in offered if each != usual]
    present = [FormChoice(usual, words.of(f"status.{usual}"))]
    present += [each for each in shown if each.code not in MISSING_STATUSES]
    missing = [each for each in shown if each.code in MISSING_STATUSES]
    return {words.of("status.with_value"): present, words.of("status.without_value"): missing}


def _grouped(groups: StatusGroups, chosen: str) -> SafeString:
    parts = (
        f'<optgroup label="{escape(heading)}">{_choices(codes, chosen)}</optgroup>' for heading, codes in groups.items()
    )
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped


def _choices(choices: Iterable[FormChoice], chosen: str) -> SafeString:
    parts = (
        f'<option value="{escape(each.code)}"{" selected" if each.code == chosen else ""}>{escape(each.label)}</option>'
        for each in choices
    )
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped


def reasons(codelists: Mapping[str, CodeList], words: FormWords) -> dict[str, str]:
    """Return the reasons from which an explanation chooses: code to label."""
    found = codelists.get(REASONS) or ()
    return {each.id: each.name.in_language(words.language) for each in found}


def options(labels: Mapping[str, str]) -> SafeString:
    """Return codes as options, the first being no choice."""
    choices = (FormChoice(code, label) for code, label in labels.items())
    return _choices([FormChoice("", ""), *choices], "")


def _aria(row: FormRow, cell: FormCell, described_by: Iterable[str], worst: str) -> SafeString:
    """What a control says of itself beyond its label, as attributes."""
    said = {
        "aria-label": row.label if cell.kind == "open" else "",
        "aria-required": "true" if cell.required else "",
        "aria-invalid": "true" if worst in {"E", "W"} else "",
        "aria-describedby": " ".join(described_by),
    }
    parts = (f' {name}="{escape(value)}"' for name, value in said.items() if value)
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped


def _has_level(row: FormRow, cell: FormCell) -> bool:
    """Whether a cell states how confidential it is: figures do, and what describes them does not."""
    return row.item.is_numeric and row.item.is_typed and cell.kind in {"answer", "calculated"}


def _is_said_above(row: FormRow) -> bool:
    return (row.item.unit in SCALED_UNITS and row.item.is_typed) or row.item.requirement == "calculated"


def _is_long(past: PastValue) -> bool:
    return len(past.shown) > LONGEST_PAST


def _past(past: PastValue) -> PastShown:
    if past.value:
        shown = f"{past.shown[:LONGEST_PAST].rsplit(' ', 1)[0]}…" if _is_long(past) else past.shown
        return PastShown(past.year, shown, LETTERS.get(past.status, ""))
    return PastShown(past.year, past.shown or _symbol(past.status), "")


def _symbol(status: str) -> str:
    """The symbol of a missing value, empty where nothing is known."""
    if status == CANNOT_EXIST:
        return NOT_APPLICABLE
    return MISSING if status in MISSING_STATUSES else ""


def _worst(findings: Iterable[ShownFinding]) -> str:
    """The gravest severity of the open findings of a cell."""
    found = {each.severity for each in findings if each.state == "open"}
    return next((each for each in ("E", "W", "I") if each in found), "")
