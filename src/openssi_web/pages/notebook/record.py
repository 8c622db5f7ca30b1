"""The pages on which something is noted in the notebook of a country, corrected, or withdrawn."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.present.notebook_words import NotebookWords
from openssi.vocabulary.errors import Problem
from openssi_web.accounts.models import Person
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.notebook.forms import NoteForm, number_in
from openssi_web.pages.notebook.versions import VersionShown, version_shown
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_person, work_page
from openssi_web.rounds import actions
from openssi_web.rounds.notebook.models import FollowUpVersion, NotebookAction
from openssi_web.rounds.notebook.notekeeping import SHELVES, Collision, Note, NoteAnswer
from openssi_web.rounds.notebook.people import is_writer, nameable, refuse_others
from openssi_web.rounds.notebook.standing import standing_versions, versions_of_record
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import definitions, inquiry

OK, SEE_OTHER, CONFLICT, UNPROCESSABLE = 200, 303, 409, 422
WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that was not saved, to be shown with what was typed.

    Attributes:
        theirs: What somebody else wrote meanwhile.
    """

    typed: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    theirs: VersionShown | None = None
    seen: int = 0
    reason: str = ""

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return CONFLICT if self.theirs is not None else UNPROCESSABLE if self.problems else OK


@dataclass(frozen=True)
class Place:
    """What a page is about: the notebook of a country, a kind of record, one record or a new one under another.

    Attributes:
        parent: Number of the mission or project that it belongs to, none for what belongs to none.
        number: Number of the record, none for a new one.
    """

    person: Person
    words: NotebookWords
    area: str
    kind: NotebookAction
    number: int | None
    parent: int | None

    @property
    def home(self) -> str:
        """The address of the notebook."""
        return reverse("notebook", args=[self.words.language, self.area])


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def record_page(
    request: HttpRequest,
    language: str,
    person: Person,
    area: str,
    kind: NotebookAction,
    number: int | None = None,
    parent: int | None = None,
) -> HttpResponse:
    """Show the form of something noted; save or withdraw it."""
    refuse_others(person.grants(), area)
    if not is_writer(person, area):
        raise Http404
    shelf, words = SHELVES[kind], NotebookWords(definitions(), spoken(language))
    latest = standing_versions(shelf.version, area).filter(record=number).select_related("record").first()
    above = standing_versions(SHELVES[shelf.under].version, area).filter(record=parent) if parent is not None else None  # type: ignore[index]
    if (number is not None and latest is None) or (above is not None and not above.exists()):
        raise Http404
    if number is not None and shelf.under:
        parent = getattr(latest.record, f"{shelf.under}_id")
    place = Place(person, words, area, kind, number, parent)
    form = NoteForm(kind, words, nameable(area), latest.owner if isinstance(latest, FollowUpVersion) else None)
    if request.method == "POST":
        return _sent(request, place, form)
    typed = form.typed_of(shelf.content_of(latest)) if latest is not None else _usual(kind)
    return _shown(request, place, form, Attempt(typed, seen=latest.version if latest is not None else 0))


def _usual(kind: NotebookAction) -> dict[str, Any]:
    return {"state": "RUNNING"} if kind == "project" else {"indicators": []} if kind == "milestone" else {}


def _sent(request: HttpRequest, place: Place, form: NoteForm) -> HttpResponse:
    data, typed = request.POST, form.typed(request.POST)
    note = Note(key=data.get("key", ""), number=place.number, seen=number_in(data.get("seen", "")) or 0)
    is_withdrawal = data.get("do") == WITHDRAW and place.number is not None
    reason = data.get("reason", "")
    if is_withdrawal:
        outcome = actions.withdraw_note(place.person, place.area, place.kind, reason, note)
    else:
        outcome = _noted(place, form, typed, note)
    if isinstance(outcome, Refused):
        return _shown(request, place, form, Attempt(typed, outcome.problems, seen=note.seen, reason=reason))
    if isinstance(outcome, Collision):
        theirs = version_shown(outcome.theirs, place.kind, place.words)
        attempt = Attempt(typed, (outcome.problem,), theirs, outcome.theirs.version, reason)
        return _shown(request, place, form, attempt)
    done = "withdrawn" if is_withdrawal else place.kind
    return HttpResponseRedirect(f"{place.home}?done={done}#{place.kind}-{outcome.number}", status=SEE_OTHER)


def _noted(place: Place, form: NoteForm, typed: dict[str, Any], note: Note) -> NoteAnswer:
    asked: Any = form.asked(typed)
    person, area, parent = place.person, place.area, place.parent or 0
    if place.kind == "mission":
        return actions.note_mission(person, area, asked, note)
    if place.kind == "follow_up":
        return actions.note_follow_up(person, area, parent, asked, note)
    if place.kind == "project":
        return actions.note_project(person, area, asked, note)
    return actions.note_milestone(person, area, parent, asked, note)


def _shown(request: HttpRequest, place: Place, form: NoteForm, attempt: Attempt) -> HttpResponse:
    words, kind, number = place.words, place.kind, place.number
    fields = form.shown(attempt.typed, attempt.problems)
    named = {each.name for each in fields}
    rows = versions_of_record(SHELVES[kind].version, place.area, number) if number is not None else []
    country = inquiry().area_name(place.area, words.language)
    values = {
        "w": FormWords(definitions().texts, words.language).plain("notebook"),
        "title": words.of(f"form.{'new' if number is None else 'edit'}_{kind}"),
        "country": country,
        "notebook_title": words.of("title", country=country),
        "home": place.home,
        "fields": fields,
        "refusals": [
            each.text.in_language(words.language)
            for each in attempt.problems
            if each.place.item not in named and each.place.item != "reason"
        ],
        "reason_errors": [
            each.text.in_language(words.language) for each in attempt.problems if each.place.item == "reason"
        ],
        "has_errors": bool(attempt.problems),
        "reason": attempt.reason,
        "theirs": attempt.theirs,
        "versions": [version_shown(each, kind, words) for each in rows],
        "seen": attempt.seen,
        "key": uuid4().hex,
    }
    return work_page(request, "notebook_form.html", words.language, values, attempt.status)
