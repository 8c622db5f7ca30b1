"""The actions on values that are compiled at the desk: state one, choose between sources. Named in `actions.py`.

All are the desk officer's, while a submission is compiled at the desk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.entered import cell_in_words, plain
from openssi_web.rounds.answers.observations import conventions_of
from openssi_web.rounds.compilation.checks import ValueAsked, ValueRead, in_form, read_value
from openssi_web.rounds.compilation.compiled import (
    CompiledCell,
    SourceNow,
    Stated,
    cells_compiled,
    compilation_rules,
    is_of_desk,
    sources_of,
)
from openssi_web.rounds.compilation.models import SourceChoice, SourcedValue
from openssi_web.rounds.compilation.request import CompileAnswer, Compiled, because, done_by, request_of
from openssi_web.rounds.compilation.saving import answered_by_country, choice, rested
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.recording import Request, latest_versions, record_entry, record_versions
from openssi_web.rounds.submissions.models import AnswerVersion, Channel, Entry, SubmissionDraft


def state_value(
    person: Person, draft: SubmissionDraft, asked: ValueAsked, idempotency_key: str, channel: Channel = "form"
) -> CompileAnswer:
    """Record what a source states of a cell, and let the answer rest on it where it is the one that is used.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        asked: The statement.
        idempotency_key: Made by the page.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the cell.
    """
    key, place = asked.key, Place(item=cell_in_words(asked.key))
    request = request_of(person, "compile", channel, idempotency_key, asdict(asked))

    def do(draft: SubmissionDraft, role: Role) -> CompileAnswer:
        source = sources_of(draft).get(asked.source)
        if source is None:
            return because("COMPILE_SOURCE_UNKNOWN", place, number=asked.source)
        latest = latest_versions(draft, (key,))
        read = read_value(draft, asked, source, _conventions(draft, latest))
        if isinstance(read, list):
            return Refused(tuple(read))
        return _stated(draft, request, role, asked, read, source, latest)

    return done_by(request, draft, do, key)


def _conventions(draft: SubmissionDraft, latest: Mapping[CellKey, AnswerVersion]) -> Conventions:
    return conventions_of({each: Content.of(row) for each, row in latest.items()}, draft.round.year)


def _stated(
    draft: SubmissionDraft,
    request: Request,
    role: Role,
    asked: ValueAsked,
    read: ValueRead,
    source: SourceNow,
    latest: Mapping[CellKey, AnswerVersion],
) -> CompileAnswer:
    key, place, row = asked.key, Place(item=cell_in_words(asked.key)), latest.get(asked.key)
    cell = _cell(draft, key)
    uses = _uses(asked, cell)
    if uses and answered_by_country(row):
        return because("COMPILE_OF_COUNTRY", place)
    if uses and read.is_nothing:
        return because("COMPILE_VALUE_EMPTY", place)
    if _is_old(asked.seen, row):
        return because("COMPILE_SEEN_BEFORE", place)
    before = _statement_before(draft, read.row)
    content = _with_note(rested(read.content, source, read.row.page), row) if uses else EMPTY
    changes = uses and not content.says_the_same_as(Content.of(row) if row is not None else EMPTY)
    reason = plain(asked.reason)
    says = (uses or cell.used is not None) and _says_more(cell, reason, before if uses else None)
    if before is not None and not changes and not says:
        return Compiled(before.pk, repeated=True)
    entry = record_entry(draft, request, role, {"cells": 1, "source": source.row.title})
    value = before or _saved(read.row, entry)
    if uses:
        _rest(draft, entry, key, content if changes else None, latest, value, reason)
    elif reason and cell.used is not None and row is not None:
        choice(draft, entry, cell.used.row, row.version, reason).save()
    return Compiled(value.pk, entry)


def _cell(draft: SubmissionDraft, key: CellKey) -> CompiledCell:
    found = cells_compiled(draft, sources_of(draft), key).get(key)
    return found or CompiledCell(key, None, (), None)


def _uses(asked: ValueAsked, cell: CompiledCell) -> bool:
    """Whether the answer rests on what is stated: the first source of a cell, unless another one is chosen."""
    if asked.use is not None:
        return asked.use
    return cell.used is None or cell.used.row.source_id == asked.source


def _with_note(content: Content, row: AnswerVersion | None) -> Content:
    """Return an answer with the note that stands beside the figure that it replaces."""
    has_figure = row is not None and is_of_desk(row) and bool(row.number or row.text)
    return replace(content, note=row.note) if has_figure and row is not None else content


def _is_old(seen: int | None, row: AnswerVersion | None) -> bool:
    return seen is not None and seen != (row.version if row is not None else 0)


def _says_more(cell: CompiledCell, reason: str, used: SourcedValue | None) -> bool:
    """Whether a choice would say something new: another statement, or a reason that was not given yet."""
    said = cell.choice
    if said is None or (used is not None and said.value_id != used.pk):
        return True
    told = SourceChoice.objects.filter(draft=said.draft, value=said.value, reason=reason)
    return bool(reason) and (cell.lacks_reason or not told.exists())


def _statement_before(draft: SubmissionDraft, row: SourcedValue) -> SourcedValue | None:
    """Return the latest statement of a source on a cell if it says the same, none where it says something else."""
    told = SourcedValue.objects.filter(draft=draft, source=row.source, **row.key._asdict()).order_by("-pk").first()
    parts = ("number", "text", "unit_mult", "currency", "page")
    is_same = told is not None and all(getattr(told, each) == getattr(row, each) for each in parts)
    return told if is_same else None


def _saved(row: SourcedValue, entry: Entry) -> SourcedValue:
    row.entry = entry
    row.save()
    return row


def _rest(
    draft: SubmissionDraft,
    entry: Entry,
    key: CellKey,
    content: Content | None,
    latest: Mapping[CellKey, AnswerVersion],
    value: SourcedValue,
    reason: str,
) -> None:
    """Let the answer rest on a statement: with a version of its own where it says something else."""
    if content is None:
        version = latest[key].version
    else:
        version = record_versions(draft, entry, {key: content}, latest)[key].version
    choice(draft, entry, value, version, reason).save()


def choose_source(
    person: Person,
    draft: SubmissionDraft,
    key: CellKey,
    number: int,
    reason: str,
    idempotency_key: str,
    *,
    seen: int | None = None,
    channel: Channel = "form",
) -> CompileAnswer:
    """Say which of the sources of a cell is used, and why.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        key: The cell.
        number: What the source states that is used.
        reason: Why this one.
        idempotency_key: Made by the page.
        seen: Version of the answer that the person saw, none where it does not matter.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the cell.
    """
    why, place = plain(reason), Place(item=cell_in_words(key))
    request = request_of(person, "compile", channel, idempotency_key, [str(key), number, why])

    def do(draft: SubmissionDraft, role: Role) -> CompileAnswer:
        latest = latest_versions(draft, (key,))
        row = latest.get(key)
        found = next((each for each in _cell(draft, key).stated if each.row.pk == number), None)
        wrong = tuple(_wrong_choice(found, why, row, seen, place))
        if wrong or found is None:
            return Refused(wrong)
        stated = Content(number=found.row.value, text=found.row.text, unit_mult=found.row.unit_mult)
        content = rested(in_form(key, stated, _conventions(draft, latest)), found.source, found.row.page)
        content = _with_note(content, row)
        changes = not content.says_the_same_as(Content.of(row) if row is not None else EMPTY)
        entry = record_entry(draft, request, role, {"cells": 1, "source": found.source.row.title})
        _rest(draft, entry, key, content if changes else None, latest, found.row, why)
        return Compiled(number, entry)

    return done_by(request, draft, do, key)


def _wrong_choice(
    found: Stated | None, why: str, row: AnswerVersion | None, seen: int | None, place: Place
) -> Iterator[Problem]:
    most = compilation_rules().longest_text
    if found is None:
        yield Problem("COMPILE_VALUE_UNKNOWN", place)
    elif found.source.file is None:
        yield Problem("COMPILE_FILE_NEEDED", place, {"title": found.source.row.title})
    if not 0 < len(why) <= most:
        yield Problem("COMPILE_REASON", place, {"most": most})
    if answered_by_country(row):
        yield Problem("COMPILE_OF_COUNTRY", place)
    if _is_old(seen, row):
        yield Problem("COMPILE_SEEN_BEFORE", place)
