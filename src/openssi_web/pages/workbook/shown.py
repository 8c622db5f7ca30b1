"""The workbook as pages show it: where it is taken away, and what became of one that was brought back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from openssi.definitions import load
from openssi.vocabulary.attachment import MEGABYTE
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.workspace.words import CellNames, WorkWords
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import answering_roles
from openssi_web.rounds.submissions.workbook_parts import WHOLE, Part, parts_for

TAKEN_OVER = "taken_over"
"""In the address of the workspace: the entry that an import made, or the name of a file that changed nothing."""

LANGUAGE_NAMES = {"en": "english", "fr": "french", "es": "spanish"}


@dataclass(frozen=True, slots=True)
class WayAway:
    """Where a part is taken away in a language."""

    language: str
    name: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """A workbook that the person may take away."""

    name: str
    ways: tuple[WayAway, ...]


def may_bring(person: Person, draft: SubmissionDraft) -> bool:
    """Whether a person may bring a workbook back: one who answers, while answers are entered."""
    return role_among(person.grants(), draft.ref_area, answering_roles(draft)) is not None


def workbook_values(person: Person, draft: SubmissionDraft, names: CellNames) -> dict[str, Any]:
    """Return what the template shows of the workbook.

    Args:
        person: Who looks.
        draft: The submission.
        names: Words and names of schemes.
    """
    parts = tuple(_shown(parts_for(person, draft), draft, names))
    return {
        "away": parts[:1],
        "away_form": names.words.of(f"files.{draft.form}"),
        "away_parts": parts[1:],
        **bring_values(person, draft, names.words),
    }


def bring_values(person: Person, draft: SubmissionDraft, words: WorkWords) -> dict[str, Any]:
    """Return what the form needs by which a workbook is brought back."""
    address = [words.language, draft.ref_area, draft.round.year]
    return {
        "compare": reverse("round-workbook-compare", args=address) if may_bring(person, draft) else "",
        "choose": words.of("files.choose", megabytes=load().attachments.largest // MEGABYTE),
    }


def _shown(parts: Iterable[Part], draft: SubmissionDraft, names: CellNames) -> Iterator[PartShown]:
    for part in parts:
        name = _name(part, names)
        yield PartShown(name, tuple(_way(part, name, language, draft, names.words) for language in LANGUAGES))


def _name(part: Part, names: CellNames) -> str:
    if part == WHOLE:
        return names.words.of("files.whole")
    schemes = ", ".join(map(names.subject, part.schemes))
    if part.is_scheme or not part.institution:
        return schemes
    return names.words.of("files.of_institution", institution=part.institution, schemes=schemes)


def _way(part: Part, name: str, language: str, draft: SubmissionDraft, words: WorkWords) -> WayAway:
    query: list[tuple[str, str]] = [("language", language)]
    query += [("institution", part.institution)] if part.institution else []
    query += [("scheme", each) for each in part.schemes] if part.is_scheme else []
    base = reverse("round-workbook", args=[words.language, draft.ref_area, draft.round.year])
    called = words.of(f"files.language.{LANGUAGE_NAMES[language]}")
    label = words.of("files.in_language", part=name, spoken=called)
    return WayAway(language, called, label, f"{base}?{urlencode(query)}")


def taken_over(request: HttpRequest, draft: SubmissionDraft, person: Person, words: WorkWords) -> str:
    """Return what was just taken over, as the address says; nothing where it names no import of this person."""
    number = request.GET.get(TAKEN_OVER, "")
    if number == "0":
        return words.of("back.done_nothing")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return ""
    entry = draft.entries.filter(pk=int(number), action="import", person=person).first()
    if entry is None:
        return ""
    return words.of("back.done", count=entry.detail.get("cells", 0), file=entry.detail.get("file", ""))
