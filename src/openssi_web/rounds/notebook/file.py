"""Missions and projects noted from a YAML file; part of the actions on notebooks.

A record is known by what the file says of it: reading the file again notes what is new in it, and nothing twice.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.db import transaction

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.notebook.content import (
    Asked,
    FollowUpAsked,
    MilestoneAsked,
    MissionAsked,
    ParticipantAsked,
    ProjectAsked,
)
from openssi_web.rounds.notebook.notekeeping import (
    Note,
    NoteAnswer,
    Noted,
    note_follow_up,
    note_milestone,
    note_mission,
    note_project,
)
from openssi_web.rounds.requests.outcomes import Refused

UNKNOWN_PERSON = 0
"""Number that nobody has."""


@dataclass(frozen=True, slots=True)
class FileNoted:
    """What became of a file: how many records were noted from it, and how many had been before."""

    new: int
    before: int


def note_file(person: Person, ref_area: str, path: Path) -> FileNoted:
    """Note the missions and projects of a file, all of them or none.

    Args:
        person: A desk officer or the head of validation.
        ref_area: The country.
        path: A YAML file with `missions` and `projects`.

    Raises:
        FixTheFile: with file and line, if something in it cannot be noted.
        Http404: if the person does not read the notebook.
    """
    document = _read(path).only("missions", "projects")
    with transaction.atomic():
        answers = [*_missions(person, ref_area, document), *_projects(person, ref_area, document)]
    before = sum(each.repeated for each in answers)
    return FileNoted(len(answers) - before, before)


def _read(path: Path) -> Source:
    try:
        return read_yaml(path)
    except UnicodeDecodeError:
        raise FixTheFile.because("NOTE_FILE_UNREADABLE", Place(file=path.name)) from None


def _missions(person: Person, ref_area: str, document: Source) -> Iterator[Noted]:
    for source in _list(document, "missions"):
        source.only("objective", "place", "first", "last", "participants", "findings", "follow_ups")
        asked = MissionAsked(
            objective=source.text("objective"),
            place=source.text("place", ""),
            first=source.text("first"),
            last=source.text("last"),
            participants=tuple(map(_participant, _list(source, "participants"))),
            findings=source.texts("findings"),
        )
        key = _key(ref_area, asked)
        mission = _noted(source, note_mission(person, ref_area, asked, Note(key=key, channel="command")))
        yield mission
        for each in _list(source, "follow_ups"):
            follow_up = _follow_up(each)
            note = Note(key=_key(key, follow_up), channel="command")
            yield _noted(each, note_follow_up(person, ref_area, mission.number, follow_up, note))


def _follow_up(source: Source) -> FollowUpAsked:
    source.only("text", "owner", "due", "done", "outcome")
    return FollowUpAsked(
        text=source.text("text"),
        owner=_person(source.text("owner")),
        due=source.text("due"),
        done=source.text("done", ""),
        outcome=source.text("outcome", ""),
    )


def _projects(person: Person, ref_area: str, document: Source) -> Iterator[Noted]:
    for source in _list(document, "projects"):
        source.only("title", "objective", "partners", "first", "last", "budget_line", "state", "milestones")
        asked = ProjectAsked(
            title=source.text("title"),
            objective=source.text("objective"),
            partners=source.texts("partners"),
            first=source.text("first"),
            last=source.text("last", ""),
            budget_line=source.text("budget_line", ""),
            state=source.text("state").upper(),
        )
        key = _key(ref_area, asked)
        project = _noted(source, note_project(person, ref_area, asked, Note(key=key, channel="command")))
        yield project
        for each in _list(source, "milestones"):
            each.only("text", "due", "reached", "indicators")
            milestone = MilestoneAsked(
                text=each.text("text"),
                due=each.text("due"),
                reached=each.text("reached", ""),
                indicators=each.texts("indicators"),
            )
            note = Note(key=_key(key, milestone), channel="command")
            yield _noted(each, note_milestone(person, ref_area, project.number, milestone, note))


def _participant(source: Source) -> ParticipantAsked:
    source.only("person", "role", "institution", "function", "count")
    address = source.text("person", "")
    return ParticipantAsked(
        person=_person(address) if address else None,
        role=source.text("role", "").upper(),
        institution=source.text("institution", ""),
        function=source.text("function", ""),
        count=source.text("count", ""),
    )


def _person(address: str) -> int:
    """Return the number of the person with an address."""
    if "\0" in address:
        return UNKNOWN_PERSON
    found = Person.objects.filter(email=address.strip().lower()).values_list("pk", flat=True).first()
    return found or UNKNOWN_PERSON


def _list(source: Source, key: str) -> Iterator[Source]:
    found = source.find(key)
    return found.items() if found is not None else iter(())


def _key(above: str, asked: Asked) -> str:
    told = json.dumps([above, type(asked).__name__, asdict(asked)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _noted(source: Source, answer: NoteAnswer) -> Noted:
    """Return what was noted; what was refused is named with its line.

    Raises:
        FixTheFile: if it was refused.
    """
    if isinstance(answer, Noted):
        return answer
    problems = answer.problems if isinstance(answer, Refused) else (answer.problem,)
    raise FixTheFile([_placed(source, each) for each in problems])


def _placed(source: Source, problem: Problem) -> Problem:
    named = source.find(problem.place.item) if problem.place.item else None
    return replace(problem, place=(named or source).place)
