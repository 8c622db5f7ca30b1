"""What was compiled at the desk as it stands now: sources with their files, what they state of each cell, searches."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import METADATA_TABLE
from openssi.vocabulary.compilation import CompilationRules, difference_percent
from openssi.vocabulary.item import Item
from openssi_web.accounts.access import MAY_COMPILE, ROLES_OF_AN_INSTITUTION, Grants, seen_schemes
from openssi_web.accounts.models import Person
from openssi_web.rounds.attachments.files import is_withdrawn
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourceChoice, SourcedValue, SourceFile
from openssi_web.rounds.compilation.required import required_cells
from openssi_web.rounds.requests.permission import refuse_unseen, sees
from openssi_web.rounds.submissions.models import AnswerVersion, Attachment, SubmissionDraft
from openssi_web.rounds.workspace import definitions

SHOWN_DIGITS = 12
"""Of the SHA-256 of a file, where a citation names it."""


def compilation_rules() -> CompilationRules:
    """Return what is declared for compilations."""
    return definitions().compilation


def needs_source(item: Item) -> bool:
    """Whether an answer is a fact that a source states: how figures are entered and described is none."""
    return item.table != METADATA_TABLE and item.id not in POWERS


def is_of_desk(row: AnswerVersion | None) -> bool:
    """Whether the compiler entered a version of an answer."""
    return row is not None and row.entry.role in MAY_COMPILE and row.entry.action != "open"


@dataclass(frozen=True, slots=True)
class SourceNow:
    """A source with the file that was kept of it, none where there is none or it was withdrawn."""

    row: CompiledSource
    file: Attachment | None

    def citation(self, page: str) -> str:
        """Return the source as it stands beside an answer; the same in every language."""
        row, digest = self.row, self.file.sha256[:SHOWN_DIGITS] if self.file is not None else "-"
        return f"{row.publisher}, {row.title}, {page}; {row.address}; {row.accessed.isoformat()}; sha256 {digest}"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source states of a cell.

    Attributes:
        is_used: Whether the answer rests on it.
    """

    row: SourcedValue
    source: SourceNow
    is_used: bool


@dataclass(frozen=True, slots=True)
class CompiledCell:
    """A cell with what sources state of it, the one that is used first.

    Attributes:
        answer: The latest version, none where it was never answered.
        choice: What the latest version rests on, none where it rests on no source.
    """

    key: CellKey
    answer: AnswerVersion | None
    stated: tuple[Stated, ...]
    choice: SourceChoice | None

    @property
    def used(self) -> Stated | None:
        """The source that the answer rests on."""
        return next((each for each in self.stated if each.is_used), None)

    @property
    def others(self) -> tuple[Stated, ...]:
        """The sources that it does not rest on."""
        return tuple(each for each in self.stated if not each.is_used)

    @property
    def is_answered(self) -> bool:
        """Whether there is a value."""
        return self.answer is not None and bool(self.answer.number or self.answer.text)

    @property
    def is_unsourced(self) -> bool:
        """Whether the compiler entered a value that no source with a stored file stands behind."""
        item = definitions().questionnaire.items.get(self.key.item)
        if not (is_of_desk(self.answer) and self.is_answered) or item is None or not needs_source(item):
            return False
        return self.used is None or self.used.source.file is None

    @property
    def differs(self) -> bool:
        """Whether a source differs from the one that is used by more than is declared."""
        used, rules = self.used, compilation_rules()
        return used is not None and any(_differ(used.row, each.row, rules) for each in self.others)

    @property
    def lacks_reason(self) -> bool:
        """Whether sources differ and nobody said why one of them is used since the latest of them was recorded."""
        latest = max((each.row.entry_id for each in self.stated), default=0)
        is_said = self.choice is not None and bool(self.choice.reason) and self.choice.entry_id >= latest
        return self.differs and not is_said


def _differ(used: SourcedValue, other: SourcedValue, rules: CompilationRules) -> bool:
    first, second = used.scaled, other.scaled
    if first is None or second is None:
        return used.text != other.text or (first is None) != (second is None)
    return not rules.is_within(first, second)


def difference(used: SourcedValue, other: SourcedValue) -> tuple[Decimal, Decimal | None] | None:
    """Return by how much a source differs from the one that is used, in units and in per cent; none between texts."""
    first, second = used.scaled, other.scaled
    if first is None or second is None:
        return None
    return second - first, difference_percent(first, second)


@dataclass(frozen=True, slots=True)
class Compilation:
    """Everything that was compiled for a submission.

    Attributes:
        cells: Those of which a source states something, or into which the compiler entered something, by key.
        searches: The first first.
    """

    draft: SubmissionDraft
    sources: tuple[SourceNow, ...]
    cells: Mapping[CellKey, CompiledCell]
    searches: tuple[SearchRecord, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded."""
        return not (self.sources or self.searches or self.cells)

    def unfinished(self) -> dict[str, int]:
        """Return what is missing before the country is asked, each with its number; only what there is."""
        cells = self.cells.values()
        found = {
            "COMPILE_UNSOURCED": sum(each.is_unsourced for each in cells),
            "COMPILE_DIFFERENCES": sum(each.lacks_reason for each in cells),
            "COMPILE_UNSEARCHED": len(self.unsearched()),
        }
        return {code: count for code, count in found.items() if count}

    def unsearched(self) -> tuple[CellKey, ...]:
        """Return the required cells without a value that nobody searched for."""
        missed = [each for each in self.searches if each.result != "FOUND"]
        cells = (each for each in required_cells(self.draft) if not each.is_answered)
        return tuple(each.key for each in cells if not any(covers(one, each.key) for one in missed))


def covers(search: SearchRecord, key: CellKey) -> bool:
    """Whether something was searched for a cell."""
    item = definitions().questionnaire.items.get(key.item)
    named: Sequence[str] = search.items
    is_named = key.item in named or (item is not None and item.table in named)
    return is_named and (not search.scheme or search.scheme == key.scheme)


def compilation_of(draft: SubmissionDraft) -> Compilation:
    """Return everything that was compiled for a submission."""
    sources = sources_of(draft)
    return Compilation(draft, tuple(sources.values()), cells_compiled(draft, sources), searches_of(draft))


def sources_of(draft: SubmissionDraft) -> dict[int, SourceNow]:
    """Return the sources of a submission by number, each with its file, the first first."""
    kept: dict[int, Attachment] = {}
    files = SourceFile.objects.filter(source__draft=draft).select_related("attachment__withdrawal")
    for each in files.order_by("pk"):
        if not is_withdrawn(each.attachment):
            kept[each.source_id] = each.attachment
    rows = CompiledSource.objects.filter(draft=draft).select_related("entry__person").order_by("pk")
    return {row.pk: SourceNow(row, kept.get(row.pk)) for row in rows}


def searches_of(draft: SubmissionDraft) -> tuple[SearchRecord, ...]:
    """Return what was searched for, the first first."""
    return tuple(SearchRecord.objects.filter(draft=draft).select_related("entry__person").order_by("pk"))


def cells_compiled(
    draft: SubmissionDraft, sources: Mapping[int, SourceNow], key: CellKey | None = None
) -> dict[CellKey, CompiledCell]:
    """Return cells with what their sources state.

    Args:
        draft: The submission.
        sources: Its sources.
        key: The only cell that is asked for, none for all.
    """
    narrowed = key._asdict() if key is not None else {}
    stated: dict[CellKey, dict[int, SourcedValue]] = {}
    for row in SourcedValue.objects.filter(draft=draft, **narrowed).select_related("entry__person").order_by("pk"):
        stated.setdefault(row.key, {})[row.source_id] = row
    chosen = (
        SourceChoice.objects.filter(draft=draft, **narrowed).select_related("entry__person", "value").order_by("pk")
    )
    choices = {row.key: row for row in chosen}
    answers = dict(_answers(draft, stated.keys(), key))
    keys = sorted({*stated, *answers}, key=_order)
    return {each: _cell(each, answers.get(each), stated.get(each, {}), choices.get(each), sources) for each in keys}


def _order(key: CellKey) -> tuple[int, CellKey]:
    order = {item: position for position, item in enumerate(definitions().questionnaire.items)}
    return order.get(key.item, len(order)), key


def _answers(
    draft: SubmissionDraft, stated: Iterable[CellKey], key: CellKey | None
) -> Iterator[tuple[CellKey, AnswerVersion]]:
    """Iterate over the latest versions of cells that sources state something of, or that the compiler filled in."""
    wanted = set(stated) | ({key} if key is not None else set())
    rows = draft.current.select_related("answer__entry__person")
    for row in rows.filter(**key._asdict()) if key is not None else rows:
        if row.key in wanted or (is_of_desk(row.answer) and not row.answer.cleared):
            yield row.key, row.answer


def _cell(
    key: CellKey,
    answer: AnswerVersion | None,
    stated: Mapping[int, SourcedValue],
    last: SourceChoice | None,
    sources: Mapping[int, SourceNow],
) -> CompiledCell:
    holds = last is not None and answer is not None and last.version == answer.version and not answer.cleared
    choice = last if holds else None
    used = choice.value_id if choice is not None else 0
    rows = {row.pk: row for row in stated.values() if row.number or row.text}
    if choice is not None and used not in rows:
        rows[used] = choice.value
    found = (Stated(row, sources[row.source_id], row.pk == used) for row in rows.values())
    return CompiledCell(key, answer, tuple(sorted(found, key=lambda each: (not each.is_used, each.row.pk))), choice)


# Seeing


def compilation_for(person: Person, draft: SubmissionDraft) -> Compilation:
    """Return what a person sees of a compilation: that of the schemes the person sees.

    Raises:
        Http404: if the person does not see the country.
    """
    grants, whole = person.grants(), compilation_of(draft)
    refuse_unseen(grants, draft, ())
    cells = {key: each for key, each in whole.cells.items() if sees(grants, draft, key)}
    if not _sees_parts_only(grants, draft.ref_area):
        return whole
    schemes = {"", "_Z", *seen_schemes(grants, draft.ref_area, [each["id"] for each in draft.inventory["schemes"]])}
    named = {one.source.row.pk for each in cells.values() for one in each.stated}
    sources = tuple(each for each in whole.sources if each.row.pk in named)
    return Compilation(draft, sources, cells, tuple(each for each in whole.searches if each.scheme in schemes))


def _sees_parts_only(grants: Grants, ref_area: str) -> bool:
    return {each.role for each in grants if each.is_for(ref_area)} <= ROLES_OF_AN_INSTITUTION


def today() -> dt.date:
    """Return the day in UTC."""
    return dt.datetime.now(dt.UTC).date()
