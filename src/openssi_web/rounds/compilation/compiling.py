"""The actions on what is found at the desk: record a source, keep its file, record a search. Named in `actions.py`.

All are the desk officer's, while a submission is compiled at the desk.
"""

from dataclasses import asdict

from django.db import transaction

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.attachments.attaching import LONGEST_LINE, attach_file
from openssi_web.rounds.attachments.files import Incoming
from openssi_web.rounds.compilation.checks import SearchAsked, SourceAsked, read_search, read_source
from openssi_web.rounds.compilation.compiled import compilation_rules, covers, searches_of, sources_of
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourceFile
from openssi_web.rounds.compilation.request import CompileAnswer, Compiled, because, done_by, request_of
from openssi_web.rounds.compilation.required import required_cells
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.recording import Request, latest_versions, record_entry, record_versions
from openssi_web.rounds.submissions.models import Channel, SubmissionDraft

# Sources


def add_source(
    person: Person,
    draft: SubmissionDraft,
    asked: SourceAsked,
    incoming: Incoming | None,
    idempotency_key: str,
    channel: Channel = "form",
) -> CompileAnswer:
    """Record a source, with its file where one is sent; the same source once more records nothing.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        asked: The source.
        incoming: Its file, none where it is to follow.
        idempotency_key: Made by the page.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    request = request_of(person, "source", channel, idempotency_key, asdict(asked))

    def do(draft: SubmissionDraft, role: Role) -> CompileAnswer:
        read = read_source(draft, asked)
        if isinstance(read, list):
            return Refused(tuple(read))
        made = _recorded_source(draft, request, role, read)
        outcome = _with_file(person, draft, request, role, made, incoming) if incoming is not None else made
        if isinstance(outcome, Refused):
            transaction.set_rollback(True)
        return outcome

    return done_by(request, draft, do)


def _recorded_source(draft: SubmissionDraft, request: Request, role: Role, read: CompiledSource) -> Compiled:
    fields = ("title", "publisher", "address", "part", "accessed", "language", "note")
    same = CompiledSource.objects.filter(draft=draft, **{each: getattr(read, each) for each in fields}).first()
    if same is not None:
        return Compiled(same.pk, repeated=True)
    read.entry = record_entry(draft, request, role, {"title": read.title})
    read.save()
    return Compiled(read.pk, read.entry)


def attach_to_source(
    person: Person,
    draft: SubmissionDraft,
    number: int,
    incoming: Incoming | None,
    idempotency_key: str,
    channel: Channel = "form",
) -> CompileAnswer:
    """Keep the file of a source; a later file takes its place, and the earlier one stays among the files.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        number: The source.
        incoming: The file.
        idempotency_key: Made by the page.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    name = incoming.name if incoming is not None else ""
    request = request_of(person, "source", channel, idempotency_key, [number, name])

    def do(draft: SubmissionDraft, role: Role) -> CompileAnswer:
        if number not in sources_of(draft):
            return because("COMPILE_SOURCE_UNKNOWN", Place(item=str(draft)), number=number)
        return _with_file(person, draft, request, role, Compiled(number), incoming)

    return done_by(request, draft, do)


def _with_file(
    person: Person, draft: SubmissionDraft, request: Request, role: Role, made: Compiled, incoming: Incoming | None
) -> CompileAnswer:
    source = sources_of(draft)[made.number]
    caption = f"{source.row.publisher}: {source.row.title}"[:LONGEST_LINE]
    attached = attach_file(person, draft, None, incoming, caption, reuses=True, channel=request.channel)
    if isinstance(attached, Refused):
        return attached
    if source.file == attached.attachment:
        return made
    entry = made.entry or record_entry(draft, request, role, {"title": source.row.title})
    if not SourceFile.objects.filter(source=source.row, attachment=attached.attachment).exists():
        SourceFile.objects.create(source=source.row, entry=entry, attachment=attached.attachment)
    return Compiled(made.number, entry)


# Searches


def record_search(
    person: Person, draft: SubmissionDraft, asked: SearchAsked, idempotency_key: str, channel: Channel = "form"
) -> CompileAnswer:
    """Record what was searched for; required cells that say nothing get the declared status where it was not found.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        asked: The search.
        idempotency_key: Made by the page.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    request = request_of(person, "search", channel, idempotency_key, asdict(asked))

    def do(draft: SubmissionDraft, role: Role) -> CompileAnswer:
        read = read_search(draft, asked)
        if isinstance(read, list):
            return Refused(tuple(read))
        same = next((each for each in searches_of(draft) if _is_same_search(each, read)), None)
        marked = _marked(draft, read) if asked.marks else {}
        if same is not None and not marked:
            return Compiled(same.pk, repeated=True)
        entry = record_entry(draft, request, role, {"cells": len(marked), "place": read.place})
        if same is None:
            read.entry = entry
            read.save()
        record_versions(draft, entry, marked, latest_versions(draft, tuple(marked)) if marked else {})
        return Compiled((same or read).pk, entry)

    return done_by(request, draft, do)


def _is_same_search(one: SearchRecord, other: SearchRecord) -> bool:
    parts = ("items", "scheme", "place", "day", "sought", "result")
    return all(getattr(one, each) == getattr(other, each) for each in parts)


def _marked(draft: SubmissionDraft, search: SearchRecord) -> dict[CellKey, Content]:
    """Return the required cells that a search without success is about and that say nothing yet, with their status."""
    if search.result == "FOUND":
        return {}
    note = f"{search.place}; {search.day.isoformat()}"
    said = Content(obs_status=compilation_rules().not_found_status, note=note)
    wanted = (each for each in required_cells(draft) if each.is_empty and covers(search, each.key))
    return {key: said for each in wanted for key in each.cells}
