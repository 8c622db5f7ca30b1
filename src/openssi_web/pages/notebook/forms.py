"""The forms of the notebook: which fields a record has, what was typed into them, and what is asked for with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from openssi.present.notebook_words import NotebookWords
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.notebook import PROJECT_STATES
from openssi_web.accounts.models import Person
from openssi_web.pages.round_words import role_in_words
from openssi_web.rounds.notebook.checks import LONGEST_BUDGET_LINE, LONGEST_LINE, LONGEST_TEXT, MOST_PARTICIPANTS
from openssi_web.rounds.notebook.content import (
    Asked,
    Content,
    FollowUpAsked,
    FollowUpContent,
    MilestoneAsked,
    MilestoneContent,
    MissionAsked,
    MissionContent,
    ParticipantAsked,
    ProjectAsked,
    ProjectContent,
)
from openssi_web.rounds.notebook.models import NotebookAction
from openssi_web.rounds.notebook.people import READERS, Nameable, owners
from openssi_web.rounds.workspace import definitions

Typed = Mapping[str, Any]
"""Fields by name: a text each, a list of ids, or the rows of participants."""

EMPTY_ROWS = 3
FEWEST_ROWS = 4
_PERSON, _ROLE = "p", "r"
_LINE, _AREA, _DATE, _SELECT, _CHECKS, _ROWS = "line", "area", "date", "select", "checks", "rows"

_FIELDS: Mapping[NotebookAction, Sequence[tuple[str, str, bool]]] = {
    "mission": (
        ("objective", _AREA, True), ("place", _LINE, False), ("first", _DATE, True), ("last", _DATE, True),
        ("participants", _ROWS, False), ("findings", _AREA, False),
    ),
    "follow_up": (
        ("text", _AREA, True), ("owner", _SELECT, True), ("due", _DATE, True), ("done", _DATE, False),
        ("outcome", _AREA, False),
    ),
    "project": (
        ("title", _LINE, True), ("objective", _AREA, True), ("partners", _AREA, False), ("first", _DATE, True),
        ("last", _DATE, False), ("budget_line", _LINE, False), ("state", _SELECT, True),
    ),
    "milestone": (
        ("text", _AREA, True), ("due", _DATE, True), ("reached", _DATE, False), ("indicators", _CHECKS, False),
    ),
}  # fmt: skip
"""Name, kind, and whether it has to be filled in."""

_LABELS = {
    ("follow_up", "text"): "text_follow_up",
    ("milestone", "text"): "text_milestone",
    ("project", "last"): "last_optional",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of participants, with what can be chosen in it."""

    number: int
    legend: str
    people: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    institution: str
    function: str
    count: str


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of a form.

    Attributes:
        errors: What is wrong with it.
    """

    name: str
    kind: str
    label: str
    value: str
    is_needed: bool
    longest: int
    errors: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    rows: tuple[RowShown, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteForm:
    """The form of one kind of record in the notebook of a country.

    Attributes:
        people: Those who can be named, by their number.
        kept: Number of the owner of the record that is corrected, who can go on owning it; none for no such.
    """

    kind: NotebookAction
    words: NotebookWords
    people: Mapping[int, Nameable]
    kept: Person | None = field(default=None)

    # What was typed

    def typed(self, data: QueryDict) -> dict[str, Any]:
        """Return the fields as they were sent."""
        found: dict[str, Any] = {}
        for name, kind, _ in _FIELDS[self.kind]:
            if kind == _CHECKS:
                found[name] = data.getlist(name)
            elif kind == _ROWS:
                found[name] = _rows(data)
            else:
                found[name] = data.get(name, "")
        return found

    def typed_of(self, content: Content) -> dict[str, Any]:
        """Return the fields of a record as somebody would type them."""
        return _TYPED[self.kind](content)

    def asked(self, typed: Typed) -> Asked:
        """Return what is asked for with the fields."""
        return _ASKED[self.kind](typed)

    # What is shown

    def shown(self, typed: Typed, problems: Sequence[Problem] = ()) -> tuple[FieldShown, ...]:
        """Return the fields with what was typed and what is wrong with it."""
        return tuple(self._field(name, kind, needed, typed, problems) for name, kind, needed in _FIELDS[self.kind])

    def _field(self, name: str, kind: str, needed: bool, typed: Typed, problems: Sequence[Problem]) -> FieldShown:
        value = typed.get(name, "")
        wrong = dict.fromkeys(self._said(each) for each in problems if each.place.item == name)
        return FieldShown(
            name=name,
            kind=kind,
            label=self.words.of(f"form.{_LABELS.get((self.kind, name), name)}"),
            value=value if isinstance(value, str) else "",
            is_needed=needed,
            longest=LONGEST_BUDGET_LINE if name == "budget_line" else LONGEST_LINE if kind == _LINE else LONGEST_TEXT,
            errors=tuple(wrong),
            choices=tuple(self._choices(name, value)),
            rows=tuple(self._rows(value or [])) if kind == _ROWS else (),
        )

    def _said(self, problem: Problem) -> str:
        return problem.text.in_language(self.words.language)

    def _choices(self, name: str, value: Any) -> Iterable[Choice]:  # noqa: ANN401 - a text or a list
        if name == "owner":
            yield Choice("", self.words.of("form.choose"), not value)
            known = {each.number: f"{each.name}, {self._role(each.role)}" for each in owners(self.people.values())}
            if self.kept is not None:
                known.setdefault(self.kept.pk, self.kept.name)
            yield from (Choice(str(number), text, str(number) == value) for number, text in known.items())
        elif name == "state":
            for each in PROJECT_STATES:
                yield Choice(each, self.words.of(f"project_state.{each}"), each == value)
        elif name == "indicators":
            for indicator in definitions().indicators.values():
                text = indicator.short_name.in_language(self.words.language)
                yield Choice(indicator.id, text, indicator.id in value)

    def _rows(self, rows: Sequence[Mapping[str, str]]) -> Iterable[RowShown]:
        count = min(max(len(rows) + EMPTY_ROWS, FEWEST_ROWS), max(len(rows), MOST_PARTICIPANTS))
        for number in range(count):
            row = rows[number] if number < len(rows) else {}
            who = row.get("who", "")
            yield RowShown(
                number=number,
                legend=self.words.of("form.participant", number=number + 1),
                people=tuple(self._named(who)),
                roles=tuple(self._roles(who)),
                institution=row.get("institution", ""),
                function=row.get("function", ""),
                count=row.get("count", ""),
            )

    def _named(self, who: str) -> Iterable[Choice]:
        for each in self.people.values():
            value = f"{_PERSON}{each.number}"
            yield Choice(value, f"{each.name}, {self._role(each.role)}", value == who)

    def _roles(self, who: str) -> Iterable[Choice]:
        for role in dict.fromkeys((*READERS, *(each.role for each in self.people.values()))):
            yield Choice(f"{_ROLE}{role}", self._role(role), f"{_ROLE}{role}" == who)

    def _role(self, role: str) -> str:
        return role_in_words(role, self.words.language)


# From the form to what is asked for, and back from what is kept


def number_in(text: str) -> int | None:
    """Return a number of a record or a person, none where there is none that could be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _rows(data: QueryDict) -> list[dict[str, str]]:
    names = ("who", "institution", "function", "count")
    columns = [data.getlist(f"participant-{name}")[:100] for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
    return [row for row in rows if any(row[name].strip() for name in ("who", "institution", "function"))]


def _participant(row: Mapping[str, str]) -> ParticipantAsked:
    who = row["who"]
    return ParticipantAsked(
        person=number_in(who[1:]) if who[:1] == _PERSON else None,
        role=who[1:] if who[:1] == _ROLE else "",
        institution=row["institution"],
        function=row["function"],
        count=row["count"],
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    found: list[list[str]] = [[]]
    for line in text.replace("\r", "").split("\n"):
        if line.strip():
            found[-1].append(line)
        else:
            found.append([])
    return tuple("\n".join(each) for each in found if each)


def _mission_asked(typed: Typed) -> Asked:
    return MissionAsked(
        objective=typed["objective"],
        place=typed["place"],
        first=typed["first"],
        last=typed["last"],
        participants=tuple(map(_participant, typed["participants"])),
        findings=_paragraphs(typed["findings"]),
    )


def _follow_up_asked(typed: Typed) -> Asked:
    return FollowUpAsked(
        text=typed["text"],
        owner=number_in(typed["owner"]),
        due=typed["due"],
        done=typed["done"],
        outcome=typed["outcome"],
    )


def _project_asked(typed: Typed) -> Asked:
    return ProjectAsked(
        title=typed["title"],
        objective=typed["objective"],
        partners=tuple(typed["partners"].replace("\r", "").split("\n")),
        first=typed["first"],
        last=typed["last"],
        budget_line=typed["budget_line"],
        state=typed["state"],
    )


def _milestone_asked(typed: Typed) -> Asked:
    return MilestoneAsked(
        text=typed["text"], due=typed["due"], reached=typed["reached"], indicators=tuple(typed["indicators"])
    )


_ASKED: Mapping[NotebookAction, Callable[[Typed], Asked]] = {
    "mission": _mission_asked,
    "follow_up": _follow_up_asked,
    "project": _project_asked,
    "milestone": _milestone_asked,
}


def _mission_typed(content: Any) -> dict[str, Any]:  # noqa: ANN401 - one kind of content
    kept: MissionContent = content
    rows = [
        {
            "who": f"{_PERSON}{each.person_id}" if each.person_id else f"{_ROLE}{each.role}" if each.role else "",
            "institution": each.institution,
            "function": each.function,
            "count": str(each.count),
        }
        for each in kept.participants
    ]
    return {
        "objective": kept.objective,
        "place": kept.place,
        "first": kept.first_day.isoformat(),
        "last": kept.last_day.isoformat(),
        "participants": rows,
        "findings": "\n\n".join(kept.findings),
    }


def _follow_up_typed(content: Any) -> dict[str, Any]:  # noqa: ANN401 - one kind of content
    kept: FollowUpContent = content
    done = kept.done_on.isoformat() if kept.done_on is not None else ""
    owner, due = str(kept.owner_id), kept.due.isoformat()
    return {"text": kept.text, "owner": owner, "due": due, "done": done, "outcome": kept.outcome}


def _project_typed(content: Any) -> dict[str, Any]:  # noqa: ANN401 - one kind of content
    kept: ProjectContent = content
    return {
        "title": kept.title,
        "objective": kept.objective,
        "partners": "\n".join(kept.partners),
        "first": kept.first_day.isoformat(),
        "last": kept.last_day.isoformat() if kept.last_day is not None else "",
        "budget_line": kept.budget_line,
        "state": kept.state,
    }


def _milestone_typed(content: Any) -> dict[str, Any]:  # noqa: ANN401 - one kind of content
    kept: MilestoneContent = content
    reached = kept.reached_on.isoformat() if kept.reached_on is not None else ""
    return {"text": kept.text, "due": kept.due.isoformat(), "reached": reached, "indicators": list(kept.indicators)}


_TYPED: Mapping[NotebookAction, Callable[[Content], dict[str, Any]]] = {
    "mission": _mission_typed,
    "follow_up": _follow_up_typed,
    "project": _project_typed,
    "milestone": _milestone_typed,
}
