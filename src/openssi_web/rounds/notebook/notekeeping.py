"""The actions on the notebook of a country: note, correct, withdraw. Named in `actions.py`.

A correction makes a new version. Whoever corrects says which version was seen; where another one was written meanwhile
nothing is saved, and both are shown.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar, cast

from django.db import transaction
from django.db.models import F
from django.http import Http404

from openssi.run.decisions import today
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.notebook.checks import (
    LONGEST_TEXT,
    Reader,
    read_follow_up,
    read_milestone,
    read_mission,
    read_project,
)
from openssi_web.rounds.notebook.content import (
    Asked,
    Content,
    FollowUpAsked,
    FollowUpContent,
    MilestoneAsked,
    MilestoneContent,
    MissionAsked,
    MissionContent,
    ProjectAsked,
    ProjectContent,
    columns,
)
from openssi_web.rounds.notebook.models import (
    FollowUp,
    FollowUpVersion,
    Milestone,
    MilestoneVersion,
    Mission,
    MissionFinding,
    MissionParticipant,
    MissionVersion,
    Notebook,
    NotebookAction,
    NotebookEntry,
    NotebookRecord,
    Project,
    ProjectVersion,
    RecordVersion,
)
from openssi_web.rounds.notebook.people import WRITERS, nameable, refuse_others, role_to_write
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.recording import reused_key, unfit_key
from openssi_web.rounds.submissions.models import Channel
from openssi_web.rounds.workspace import definitions

AskedKind = TypeVar("AskedKind", bound=Asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How somebody asks for something to be noted.

    Attributes:
        key: Idempotency key, made by the page or from the content of a file.
        number: The record that is corrected, none for a new one.
        seen: The version that the person saw.
        channel: `form`, `command` or `api`.
    """

    key: str
    number: int | None = None
    seen: int = 0
    channel: Channel = "form"


@dataclass(frozen=True, slots=True)
class Noted:
    """It was noted, now or when it was asked for the first time.

    Attributes:
        entry: None where the record said the same already.
    """

    entry: NotebookEntry | None
    number: int
    version: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Collision:
    """Nothing was saved: somebody else wrote another version meanwhile.

    Attributes:
        theirs: That version, with who wrote it (`theirs.entry.person`).
        problem: What is said about it.
    """

    theirs: RecordVersion
    problem: Problem


NoteAnswer = Noted | Collision | Refused


def note_mission(person: Person, ref_area: str, asked: MissionAsked, note: Note) -> NoteAnswer:
    """Note a mission, or correct one.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        asked: The mission as it was typed.
        note: How it is asked.

    Raises:
        Http404: if the person does not read the notebook, or the mission is not there.
    """
    return _noted(_MISSIONS, person, ref_area, asked, note)


def note_follow_up(person: Person, ref_area: str, mission: int, asked: FollowUpAsked, note: Note) -> NoteAnswer:
    """Note what is to be done after a mission, correct it, or say what came of it.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        mission: Number of the mission.
        asked: The follow-up as it was typed.
        note: How it is asked.

    Raises:
        Http404: if the person does not read the notebook, or mission or follow-up are not there.
    """
    return _noted(_FOLLOW_UPS, person, ref_area, asked, note, mission)


def note_project(person: Person, ref_area: str, asked: ProjectAsked, note: Note) -> NoteAnswer:
    """Note a cooperation project, or correct one.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        asked: The project as it was typed.
        note: How it is asked.

    Raises:
        Http404: if the person does not read the notebook, or the project is not there.
    """
    return _noted(_PROJECTS, person, ref_area, asked, note)


def note_milestone(person: Person, ref_area: str, project: int, asked: MilestoneAsked, note: Note) -> NoteAnswer:
    """Note a milestone of a cooperation project, correct it, or say that it was reached.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        project: Number of the project.
        asked: The milestone as it was typed.
        note: How it is asked.

    Raises:
        Http404: if the person does not read the notebook, or project or milestone are not there.
    """
    return _noted(_MILESTONES, person, ref_area, asked, note, project)


def withdraw_note(person: Person, ref_area: str, kind: NotebookAction, reason: str, note: Note) -> NoteAnswer:
    """Say that something noted stands no longer, and why; it is kept, and shown no more.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        kind: What it is.
        reason: Why.
        note: How it is asked; it names the record.

    Raises:
        Http404: if the person does not read the notebook, or the record is not there.
    """
    shelf = SHELVES[kind]
    request = _Request(person, ref_area, shelf.action, note, ["withdraw", reason])
    with transaction.atomic():
        begun = request.begin()
        if not isinstance(begun, Notebook):
            return begun
        said = plain(reason)
        if not 0 < len(said) <= LONGEST_TEXT:
            code = "NOTE_TEXT_LONG" if said else "NOTE_TEXT_EMPTY"
            return _because("reason", code, longest=LONGEST_TEXT, length=len(said))
        latest = shelf.latest(begun, note.number, None)
        if latest is None:
            raise Http404
        if latest.version != note.seen:
            return _collision(latest, note)
        return _written(shelf, request, begun, shelf.content_of(latest), latest, withdrawn=said)


# One shelf for each kind of record


@dataclass(frozen=True)
class Shelf(Generic[AskedKind]):
    """Where records of one kind stand.

    Attributes:
        under: Name of the record that it belongs to (`mission`), empty for none.
        read: Reads what is asked, beside what stood before.
        content_of: What a version says.
    """

    action: NotebookAction
    record: Any
    version: Any
    under: str
    read: Callable[[Reader, AskedKind, Content | None], Content | None]
    content_of: Callable[[Any], Content]

    def latest(self, notebook: Notebook, number: int | None, parent: int | None) -> RecordVersion | None:
        """Return the latest version of a record that stands, none where there is none."""
        if number is None:
            return None
        narrowed = {f"record__{self.under}": parent} if self.under and parent is not None else {}
        standing = self.version.objects.filter(version=F("record__latest"), withdrawn="", **narrowed)
        found = standing.filter(record__notebook=notebook, record=number)
        return cast("RecordVersion | None", found.select_related("record", "entry__person").first())


_MISSIONS = Shelf[MissionAsked]("mission", Mission, MissionVersion, "", read_mission, MissionContent.of)
_FOLLOW_UPS = Shelf[FollowUpAsked](
    "follow_up", FollowUp, FollowUpVersion, "mission", read_follow_up, FollowUpContent.of
)
_PROJECTS = Shelf[ProjectAsked]("project", Project, ProjectVersion, "", read_project, ProjectContent.of)
_MILESTONES = Shelf[MilestoneAsked](
    "milestone", Milestone, MilestoneVersion, "project", read_milestone, MilestoneContent.of
)
SHELVES: dict[NotebookAction, Shelf[Any]] = {
    each.action: each for each in (_MISSIONS, _FOLLOW_UPS, _PROJECTS, _MILESTONES)
}


# Steps


@dataclass(frozen=True)
class _Request:
    person: Person
    ref_area: str
    action: NotebookAction
    note: Note
    asked: object

    @property
    def digest(self) -> str:
        # Whoever asks for the same again, it is the same: a file may be read by two people.
        told = [self.action, self.note.number, self.note.seen, self.asked]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def begin(self) -> Notebook | NoteAnswer:
        """Return the notebook, held until the transaction ends, or what became of the request."""
        refuse_others(self.person.grants(), self.ref_area)
        if self.role is None:
            return _because("", "ROUND_ACTION_OF_OTHERS", may=", ".join(WRITERS))
        unfit = unfit_key(self.note.key, Place(item=self.ref_area))
        if unfit is not None:
            return unfit
        Notebook.objects.get_or_create(ref_area=self.ref_area)
        notebook = Notebook.objects.select_for_update().get(ref_area=self.ref_area)
        entry = notebook.entries.filter(idempotency_key=self.note.key).first()
        if entry is None:
            return notebook
        if entry.digest != self.digest:
            return reused_key(self.note.key, Place(item=self.ref_area))
        return Noted(entry, entry.detail["number"], entry.detail["version"], repeated=True)

    @property
    def role(self) -> Role | None:
        return role_to_write(self.person.grants(), self.ref_area)

    def record(self, notebook: Notebook, number: int, version: int) -> NotebookEntry:
        """Write the audit entry."""
        return NotebookEntry.objects.create(
            notebook=notebook,
            action=self.action,
            person=self.person,
            role=self.role or "",
            channel=self.note.channel,
            idempotency_key=self.note.key,
            digest=self.digest,
            detail={"number": number, "version": version},
        )


def _noted(
    shelf: Shelf[AskedKind], person: Person, ref_area: str, asked: AskedKind, note: Note, parent: int | None = None
) -> NoteAnswer:
    request = _Request(person, ref_area, shelf.action, note, [parent, asdict(asked)])
    with transaction.atomic():
        begun = request.begin()
        if not isinstance(begun, Notebook):
            return begun
        above = SHELVES[shelf.under].latest(begun, parent, None) if shelf.under in SHELVES else None
        latest = shelf.latest(begun, note.number, parent)
        if (shelf.under and above is None) or (note.number is not None and latest is None):
            raise Http404
        if latest is not None and latest.version != note.seen:
            return _collision(latest, note)
        before = shelf.content_of(latest) if latest is not None else None
        reader = Reader(today(), nameable(ref_area), definitions())
        content = shelf.read(reader, asked, before)
        if content is None:
            return Refused(tuple(reader.problems))
        if latest is not None and content == before:
            return Noted(None, note.number or 0, latest.version)
        return _written(shelf, request, begun, content, latest, above=above)


def _written(
    shelf: Shelf[Any],
    request: _Request,
    notebook: Notebook,
    content: Content,
    latest: RecordVersion | None,
    *,
    above: RecordVersion | None = None,
    withdrawn: str = "",
) -> Noted:
    """Write a version of a record with its entry, and make it the latest."""
    if latest is None:
        under = {shelf.under: cast("Any", above).record} if above is not None else {}
        record: NotebookRecord = shelf.record.objects.create(notebook=notebook, latest=1, **under)
    else:
        record = cast("Any", latest).record
        record.latest = latest.version + 1
        record.save(update_fields=["latest"])
    entry = request.record(notebook, record.pk, record.latest)
    row = shelf.version.objects.create(
        entry=entry, record=record, version=record.latest, withdrawn=withdrawn, **columns(content)
    )
    if isinstance(content, MissionContent):
        _write_lists(row, content)
    return Noted(entry, record.pk, record.latest)


def _write_lists(row: MissionVersion, content: MissionContent) -> None:
    participants = (
        MissionParticipant(mission=row, position=position, **asdict(each))
        for position, each in enumerate(content.participants)
    )
    MissionParticipant.objects.bulk_create(participants)
    findings = (
        MissionFinding(mission=row, position=position, text=each) for position, each in enumerate(content.findings)
    )
    MissionFinding.objects.bulk_create(findings)


def _collision(theirs: RecordVersion, note: Note) -> Collision:
    values = {"seen": note.seen, "version": theirs.version, "name": theirs.entry.person.name}
    return Collision(theirs, Problem("NOTE_CHANGED", Place(), values))


def _because(name: str, code: str, /, **values: object) -> Refused:
    return Refused((Problem(code, Place(item=name), values),))
