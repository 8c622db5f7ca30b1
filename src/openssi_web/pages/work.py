"""The submissions that a person works on; where there is one, straight to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openssi.present.notebook_words import NotebookWords
from openssi.present.numbers import format_day
from openssi_web.accounts.access import FOLLOWERS, MAY_OPEN, sees_country
from openssi_web.accounts.models import Person
from openssi_web.accounts.register import sees_register
from openssi_web.pages.monitor.views import follows
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.pages.round_words import state_in_words
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_person
from openssi_web.pages.working import work_page as framed
from openssi_web.pages.workspace.words import WorkWords
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """One line of the list."""

    country: str
    year: int
    href: str
    state: str
    due: str
    last: str


@of_person
def work_page(request: HttpRequest, language: str, person: Person) -> HttpResponse:
    """Show the submissions that a person sees, or lead to the only one."""
    words = WorkWords.of_site(spoken(language))
    drafts = list(_seen(person))
    is_following = follows(person.grants())
    if len(drafts) == 1 and not is_following:
        return HttpResponseRedirect(_address(drafts[0], language))
    doors = [(reverse(name, args=[language]), said) for name, said in _doors(person, words)]
    may_open = any(each.role in MAY_OPEN for each in person.grants())
    values = {
        "w": words.plain(),
        "rounds": MonitorWords.of_site(words.language).of("rounds.link") if is_following else "",
        "doors": doors,
        "submissions": sorted((_shown(each, words) for each in drafts), key=lambda each: (-each.year, each.country)),
        "what_to_do": words.of("work.none_opener" if may_open else "work.none_country"),
    }
    return framed(request, "work.html", language, values)


def _doors(person: Person, words: WorkWords) -> Iterator[tuple[str, str]]:
    """Iterate over the pages of people and letters that a person may open."""
    if sees_register(person):
        yield "people", words.texts.get("people.link", words.language)
    if follows(person.grants()):
        yield "notebooks", NotebookWords(definitions(), words.language).of("list.title")
    if any(each.role in FOLLOWERS for each in person.grants()):
        yield "correspondence-countries", words.texts.get("correspondence.link", words.language)


def _seen(person: Person) -> Iterator[SubmissionDraft]:
    grants = person.grants()
    drafts = SubmissionDraft.objects.select_related("round").annotate(last_entry=Max("entries__at"))
    return (each for each in drafts if sees_country(grants, each.ref_area))


def _shown(draft: SubmissionDraft, words: WorkWords) -> SubmissionShown:
    due, last = draft.round.deadline, getattr(draft, "last_entry", None)
    return SubmissionShown(
        inquiry().area_name(draft.ref_area, words.language),
        draft.round.year,
        _address(draft, words.language),
        state_in_words(draft.state, words.language),
        format_day(due, words.language) if due is not None else "",
        format_day(last.date(), words.language) if last is not None else "",
    )


def _address(draft: SubmissionDraft, language: str) -> str:
    return reverse("round", args=[language, draft.ref_area, draft.round.year])
