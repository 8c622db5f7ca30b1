"""Letters as their page and the workspace show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from openssi.present.numbers import format_day
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import Grants, role_among
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.workspace.words import WorkWords
from openssi_web.rounds.institutions.appointing import APPOINTS
from openssi_web.rounds.letters.models import STOPPED, WAITING, Letter
from openssi_web.rounds.letters.outbox import LOOKS_AFTER
from openssi_web.rounds.letters.text import FILE
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

NEWEST = 100
"""Letters that are shown besides those that wait or were stopped."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Words about letters in one language."""

    language: Language

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return definitions().texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(definitions().texts, self.language).plain(FILE)

    def kind(self, letter: Letter) -> str:
        """Return what a letter is called."""
        declared = definitions().letters.get(letter.kind)
        return declared.name.in_language(self.language) if declared is not None else letter.kind

    def why(self, letter: Letter) -> str:
        """Return why a letter was not sent, nothing where nothing is wrong."""
        if not letter.problem or letter.state == "sent":
            return ""
        return Problem(letter.problem, Place(), {"cause": letter.error}).text.in_language(self.language)


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as the page shows it.

    Attributes:
        tone: How its state is marked: `ok`, `waits`, `stopped`.
        beside: When it was or will be tried.
        can_again: Whether somebody may let it be sent after all.
    """

    number: int
    edition: int
    kind: str
    reader: str
    address: str
    made: str
    by: str
    state: str
    tone: str
    beside: str
    why: str
    can_again: bool
    again_of: str


def letters_of(draft: SubmissionDraft) -> QuerySet[Letter]:
    """Return the letters about the submission of a country to a round, also those from before it was opened."""
    return Letter.objects.filter(round=draft.round, ref_area=draft.ref_area)


def shown_letters(draft: SubmissionDraft, words: LetterWords, *, with_address: bool) -> dict[str, Any]:
    """Return the letters as a template shows them: all that wait or were stopped, and the newest of the others.

    Args:
        draft: The submission.
        words: Words in the language of the reader.
        with_address: Whether the addresses are shown, which are the coordinator's to see.
    """
    every = letters_of(draft).select_related("person", "by").order_by("-pk")
    newest = list(every[:NEWEST])
    older = every.filter(pk__lt=newest[-1].pk, state__in=WAITING | STOPPED) if len(newest) == NEWEST else ()
    return {
        "letters": [_shown(each, words, with_address=with_address) for each in (*newest, *older)],
        "more": words.of("more", count=NEWEST) if len(newest) == NEWEST else "",
    }


def _shown(letter: Letter, words: LetterWords, *, with_address: bool) -> LetterShown:
    tone = "ok" if letter.state == "sent" else "stopped" if letter.state in STOPPED else "waits"
    kind, who = words.kind(letter), letter.person.name
    return LetterShown(
        number=letter.pk,
        edition=letter.edition,
        kind=kind,
        reader=who,
        address=letter.person.email if with_address else "",
        made=format_day(letter.made_at.date(), words.language),
        by=letter.by.name if letter.by is not None else words.of("system"),
        state=words.of(f"state.{letter.state}"),
        tone=tone,
        beside=", ".join(_beside(letter, words)),
        why=words.why(letter),
        can_again=letter.state in STOPPED,
        again_of=words.of("again_of", kind=kind, who=who),
    )


def _beside(letter: Letter, words: LetterWords) -> Iterator[str]:
    moment = WorkWords.of_site(words.language).moment
    if letter.sent_at is not None and letter.state == "sent":
        yield moment(letter.sent_at)
    elif letter.tries:
        yield words.of("tried", count=letter.tries)
        if letter.state == "queued":
            yield words.of("next", when=moment(letter.next_try))


def sums(draft: SubmissionDraft, words: LetterWords) -> tuple[str, ...]:
    """Return how many letters wait, were stopped, and were sent, in sentences; nothing of what there is none of."""
    counted = letters_of(draft).aggregate(
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        stopped=Count("pk", filter=Q(state__in=STOPPED)),
        sent=Count("pk", filter=Q(state="sent")),
    )
    return tuple(words.of(name, count=count) for name, count in counted.items() if count)


def workspace_letters(draft: SubmissionDraft, grants: Grants, language: Language) -> dict[str, Any]:
    """Return what the workspace shows of letters to those who look after them, nothing to others."""
    if role_among(grants, draft.ref_area, LOOKS_AFTER) is None:
        return {}
    words, address = LetterWords(language), [language, draft.ref_area, draft.round.year]
    appoints = role_among(grants, draft.ref_area, APPOINTS) is not None
    return {
        "letters_head": words.of("workspace.head"),
        "letters_words": sums(draft, words) or (words.of("none"),),
        "letters_link": words.of("workspace.link"),
        "letters_href": reverse("round-letters", args=address),
        "appoint_link": words.of("workspace.people" if appoints else "workspace.people_see"),
        "appoint_href": reverse("round-people", args=address),
    }
