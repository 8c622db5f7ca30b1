"""The two actions on files: attach one, and withdraw one. Named in `actions.py`."""

from dataclasses import dataclass, replace

from django.db import transaction

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.attachment import MEGABYTE, AttachmentRules, FileKind
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import MAY_ANSWER, MAY_COMPILE, Grants, role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import cell_in_words, plain
from openssi_web.rounds.attachments.file_content import wrong_with
from openssi_web.rounds.attachments.files import (
    Incoming,
    Received,
    clean_name,
    extension_of,
    is_withdrawn,
    received,
    records_of,
    rules,
)
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import answering_roles, cells_of, refuse_unseen, role_to_change
from openssi_web.rounds.requests.recording import Request, locked, record_entry
from openssi_web.rounds.submissions.models import Attachment, AttachmentWithdrawal, Channel, SubmissionDraft

LONGEST_LINE = 200
"""Characters of the line that says what a file is, or why it is withdrawn."""

NO_CELL = CellKey("")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file is attached, now or when it was sent for the first time."""

    attachment: Attachment
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A file is withdrawn, now or before."""

    attachment: Attachment


def attach_file(
    person: Person,
    draft: SubmissionDraft,
    key: CellKey | None,
    incoming: Incoming | None,
    caption: str,
    *,
    reuses: bool = False,
    channel: Channel = "form",
) -> Attached | Refused:
    """Attach a file to a submission or to one of its cells.

    Args:
        person: Who sends it: whoever may answer the cell, or answers anything of the submission.
        draft: The submission.
        key: The cell, none for the whole submission.
        incoming: The file; it is read once, and not beyond its greatest size. None where no file was chosen.
        caption: What it is, in one line.
        reuses: Whether the same bytes, where they are attached already, are taken as they are under their first name.
        channel: `form` or `command`.

    Raises:
        Http404: if the person does not see the cell.
    """
    grants, place = person.grants(), _place(draft, key)
    refuse_unseen(grants, draft, [] if key is None else [key])
    allowed = _role(grants, draft, key)
    if isinstance(allowed, Refused):
        return allowed
    declared = rules()
    asked = _asked(incoming, caption, declared, place)
    if isinstance(asked, Refused) or incoming is None:
        return asked if isinstance(asked, Refused) else _because("ROUND_FILE_MISSING", place)
    row, kind = asked
    with received(draft, incoming, kind.most) as file:
        wrong = wrong_with_file(file, row.name, kind, declared)
        if wrong is not None:
            return Refused((replace(wrong, place=place),))
        row.size, row.sha256 = file.size, file.sha256
        request = Request(person=person, action="attach", channel=channel, idempotency_key=None, asked=None)
        return _recorded(request, draft, key, row, file, reuses=reuses)


def withdraw_file(person: Person, draft: SubmissionDraft, attachment: Attachment, reason: str) -> Withdrawn | Refused:
    """Withdraw a file: it is no longer offered, and its record stays with who withdrew it, when and why.

    Args:
        person: Whoever may answer the cell; a file of the whole submission is withdrawn by the person who attached
            it, or by the coordinator.
        draft: The submission.
        attachment: The file, as the person sees it (`files.seen_file`).
        reason: Why, in one line.

    Raises:
        Http404: if the person does not see the cell.
    """
    key, why = attachment.cell, _line(reason)
    refuse_unseen(person.grants(), draft, [] if key is None else [key])
    if not 0 < len(why) <= LONGEST_LINE:
        return _because("ROUND_FILE_REASON", _place(draft, key), most=LONGEST_LINE)
    request = Request(person=person, action="withdraw", channel="form", idempotency_key=None, asked=None)
    with transaction.atomic():
        draft = locked(draft)
        now = records_of(draft).get(pk=attachment.pk)
        allowed = _role_to_withdraw(person, draft, now)
        if isinstance(allowed, Refused):
            return allowed
        if not is_withdrawn(now):
            entry = record_entry(draft, request, allowed, {"attachment": now.pk, "file": now.name})
            AttachmentWithdrawal.objects.create(attachment=now, entry=entry, reason=why)
        return Withdrawn(now)


def may_attach(person: Person, draft: SubmissionDraft, key: CellKey | None) -> bool:
    """Whether a person may attach a file to a cell now, or to the submission as a whole."""
    return not isinstance(_role(person.grants(), draft, key), Refused)


def may_withdraw(person: Person, draft: SubmissionDraft, attachment: Attachment) -> bool:
    """Whether a person may withdraw a file now."""
    return not isinstance(_role_to_withdraw(person, draft, attachment), Refused)


def wrong_with_file(file: Received, name: str, kind: FileKind, declared: AttachmentRules) -> Problem | None:
    """Return what is wrong with a file that was written aside, none where it is taken."""
    values = {"name": name, "extension": kind.extension}
    if file.size > kind.most:
        return Problem("ROUND_FILE_TOO_LARGE", values={"name": name, "most": kind.megabytes})
    if not file.size:
        return Problem("ROUND_FILE_EMPTY", values={"name": name})
    code = wrong_with(file.aside, kind, declared.unpacked_megabytes)
    return Problem(code, values=values) if code else None


# Steps


def _role_to_withdraw(person: Person, draft: SubmissionDraft, attachment: Attachment) -> Role | Refused:
    role = _role(person.grants(), draft, attachment.cell)
    if role not in MAY_COMPILE and isinstance(role, str) and attachment.of_sources.exists():
        return _because("ROUND_ACTION_OF_OTHERS", _place(draft, None), may=", ".join(MAY_COMPILE))
    if role == "RESP" and attachment.cell is None and attachment.entry.person_id != person.pk:
        return _because("ROUND_ACTION_OF_OTHERS", _place(draft, None), may="COORD")
    return role


def _place(draft: SubmissionDraft, key: CellKey | None) -> Place:
    return Place(item=str(draft) if key is None else cell_in_words(key))


def _because(code: str, place: Place, **values: object) -> Refused:
    return Refused((Problem(code, place, values),))


def _role(grants: Grants, draft: SubmissionDraft, key: CellKey | None) -> Role | Refused:
    """Return the role in which a person attaches to a cell, or to the submission as a whole."""
    place = _place(draft, key)
    if key is not None:
        if cells_of(draft).item(key) is None:
            return _because("ROUND_CELL_UNKNOWN", place, cell=cell_in_words(key))
        return role_to_change(grants, draft, cells_of(draft), {key: place}, entered=False)
    answering = answering_roles(draft)
    if not answering:
        return _because("ROUND_NOT_OPEN", place, state=draft.state)
    may = tuple(each for each in (*MAY_ANSWER, *MAY_COMPILE) if each in answering)
    role = role_among(grants, draft.ref_area, may)
    return role or _because("ROUND_ACTION_OF_OTHERS", place, may=", ".join(may))


def _asked(
    incoming: Incoming | None, caption: str, declared: AttachmentRules, place: Place
) -> tuple[Attachment, FileKind] | Refused:
    """Return the record to be, as far as it is known before the file is read, or all that is wrong with it."""
    name = clean_name(incoming.name or "") if incoming is not None else ""
    kind, said = declared.kinds.get(extension_of(name)), _line(caption)
    problems = []
    if not 0 < len(said) <= LONGEST_LINE:
        problems.append(Problem("ROUND_FILE_CAPTION", place, {"most": LONGEST_LINE}))
    if not name:
        problems.append(Problem("ROUND_FILE_MISSING", place))
    elif kind is None:
        problems.append(Problem("ROUND_FILE_KIND", place, {"name": name, "allowed": ", ".join(declared.kinds)}))
    if problems or kind is None:
        return Refused(tuple(problems))
    return Attachment(name=name, caption=said, media_type=kind.media_type), kind


def _line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(plain(text).split())


def _recorded(
    request: Request, draft: SubmissionDraft, key: CellKey | None, row: Attachment, file: Received, *, reuses: bool
) -> Attached | Refused:
    """Make the record of a file that was found in order, and keep its bytes."""
    place, detail = _place(draft, key), {"file": row.name, "sha256": row.sha256}
    with transaction.atomic():
        draft = locked(draft)
        allowed = _role(request.person.grants(), draft, key)
        if isinstance(allowed, Refused):
            return allowed
        there = tuple(records_of(draft))
        before = _same(there, key, row)
        if before is not None:
            is_repeated = reuses or (before.name, before.caption) == (row.name, row.caption)
            return Attached(before, True) if is_repeated else _because("ROUND_FILE_TWICE", place, name=before.name)
        full = _full(there, row)
        if full is not None:
            return Refused((replace(full, place=place),))
        row.draft, row.entry = draft, record_entry(draft, request, allowed, detail)
        for column, code in (key or NO_CELL)._asdict().items():
            setattr(row, column, code)
        row.save()
        file.keep()
    return Attached(row)


def _same(there: tuple[Attachment, ...], key: CellKey | None, row: Attachment) -> Attachment | None:
    """Return a file of the same bytes that is offered at the same place, none where there is none."""
    offered = (each for each in there if each.cell == key and not is_withdrawn(each))
    return next((each for each in offered if each.sha256 == row.sha256), None)


def _full(there: tuple[Attachment, ...], row: Attachment) -> Problem | None:
    """Return why a submission takes no more files; what was withdrawn counts, since it is kept."""
    declared = rules()
    sizes = {each.sha256: each.size for each in there} | {row.sha256: row.size}
    if sum(sizes.values()) <= declared.total_megabytes * MEGABYTE and len(there) < declared.files:
        return None
    return Problem("ROUND_FILES_FULL", values={"most": declared.total_megabytes, "files": declared.files})
