"""One version of something noted, in words: what it said, who wrote it, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openssi.present.notebook_words import NotebookWords
from openssi_web.accounts.models import Person
from openssi_web.pages.round_words import role_in_words
from openssi_web.rounds.notebook.content import (
    FollowUpContent,
    MilestoneContent,
    MissionContent,
    Participant,
    ProjectContent,
)
from openssi_web.rounds.notebook.models import NotebookAction, RecordVersion
from openssi_web.rounds.notebook.notekeeping import SHELVES


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version in words.

    Attributes:
        head: Its number, who wrote it, and when.
        withdrawn: Why it was withdrawn, empty where it was not.
        lines: What each field said.
    """

    head: str
    withdrawn: str
    lines: tuple[tuple[str, str], ...]


def version_shown(row: RecordVersion, kind: NotebookAction, words: NotebookWords) -> VersionShown:
    """Return a version in words."""
    head = words.of("form.theirs", version=row.version, name=row.entry.person.name, when=words.day(row.entry.at.date()))
    withdrawn = words.of("form.withdrawn", reason=row.withdrawn) if row.withdrawn else ""
    lines = _LINES[kind](SHELVES[kind].content_of(row), words)
    return VersionShown(head, withdrawn, tuple((label, text) for label, text in lines if text))


_Lines = Iterator[tuple[str, str]]


def _mission(content: Any, words: NotebookWords) -> _Lines:  # noqa: ANN401 - one kind of content
    kept: MissionContent = content
    yield words.of("form.objective"), kept.objective
    yield words.of("form.place"), kept.place
    yield words.of("form.first"), words.day(kept.first_day)
    yield words.of("form.last"), words.day(kept.last_day)
    names = dict(Person.objects.filter(pk__in=[each.person_id for each in kept.participants]).values_list("pk", "name"))
    said = [_participant(each, names.get(each.person_id or 0, ""), words) for each in kept.participants]
    yield words.of("form.participants"), "\n".join(said)
    yield words.of("mission.findings"), "\n".join(kept.findings)


def _participant(each: Participant, name: str, words: NotebookWords) -> str:
    parts = (name, role_in_words(each.role, words.language), each.institution, each.function)
    said = ", ".join(part for part in parts if part)
    return f"{each.count} × {said}" if each.count > 1 else said


def _follow_up(content: Any, words: NotebookWords) -> _Lines:  # noqa: ANN401 - one kind of content
    kept: FollowUpContent = content
    yield words.of("form.text_follow_up"), kept.text
    yield words.of("form.owner"), Person.objects.get(pk=kept.owner_id).name
    yield words.of("form.due"), words.day(kept.due)
    if kept.done_on is not None:
        yield words.of("follow_up.state"), words.of("follow_up.done", day=words.day(kept.done_on), outcome=kept.outcome)


def _project(content: Any, words: NotebookWords) -> _Lines:  # noqa: ANN401 - one kind of content
    kept: ProjectContent = content
    yield words.of("form.title"), kept.title
    yield words.of("form.objective"), kept.objective
    yield words.of("project.partners"), "\n".join(kept.partners)
    yield words.of("form.first"), words.day(kept.first_day)
    yield words.of("form.last"), words.day(kept.last_day) if kept.last_day is not None else ""
    yield words.of("project.budget_line"), kept.budget_line
    yield words.of("form.state"), words.of(f"project_state.{kept.state}")


def _milestone(content: Any, words: NotebookWords) -> _Lines:  # noqa: ANN401 - one kind of content
    kept: MilestoneContent = content
    yield words.of("form.text_milestone"), kept.text
    yield words.of("form.due"), words.day(kept.due)
    if kept.reached_on is not None:
        yield words.of("milestone.state"), words.of("milestone.reached", day=words.day(kept.reached_on))
    known = words.definitions.indicators
    names = [known[each].short_name.in_language(words.language) for each in kept.indicators if each in known]
    yield words.of("milestone.indicators"), "\n".join(names)


_LINES = {"mission": _mission, "follow_up": _follow_up, "project": _project, "milestone": _milestone}
