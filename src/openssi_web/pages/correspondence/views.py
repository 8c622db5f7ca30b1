"""The log of letters and calls of a country, and the list of the countries that an officer follows."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openssi.vocabulary.errors import Problem
from openssi_web.accounts.access import FOLLOWERS, follows_country
from openssi_web.accounts.models import Person
from openssi_web.pages.correspondence.shown import FILE, ChosenLog, country_shown, logged_shown, typed_of, with_seat
from openssi_web.pages.files.views import kept_file
from openssi_web.pages.section_words import SectionWords
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_person, work_page
from openssi_web.rounds import actions
from openssi_web.rounds.attachments.files import Incoming
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.correspondence.corresponding import LONGEST_SUBJECT, LONGEST_SUMMARY, LogAsked
from openssi_web.rounds.correspondence.log import (
    Logged,
    contacts_of,
    known_areas,
    log_of,
    open_by_country,
    path_of,
    record_for,
)
from openssi_web.rounds.correspondence.models import DIRECTIONS, MEDIA, Correspondence
from openssi_web.rounds.models import Round
from openssi_web.rounds.monitor.progress import followers
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.uploads import too_large

FIELDS = ("day", "direction", "medium", "people", "subject", "summary", "due", "year", "file")
DONE = ("add", "correct", "settle")
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422


@require_safe
@of_person
def countries_page(request: HttpRequest, language: str, person: Person) -> HttpResponse:
    """List the countries that somebody follows, with what is still to be done about letters and calls."""
    words, grants = SectionWords.of_site(FILE, spoken(language)), person.grants()
    if not any(each.role in FOLLOWERS for each in grants):
        raise Http404
    areas = [each for each in known_areas() if follows_country(grants, each)]
    left, following = open_by_country(areas), followers()
    rows = [country_shown(each, left.get(each), following.get(each, {}), words) for each in areas]
    values = {
        "w": words.plain(),
        "rows": sorted(rows, key=lambda each: (not each.open, each.due, each.country)),
    }
    return work_page(request, "correspondence_countries.html", language, values)


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def log_page(request: HttpRequest, language: str, person: Person, area: str) -> HttpResponse:
    """Show the log of a country; add to it, correct, settle."""
    words, log = SectionWords.of_site(FILE, spoken(language)), log_of(person, area)
    corrected = _corrected(request.GET.get("correct", ""), log)
    if request.method != "POST":
        return _page(request, person, words, area, log, corrected)
    problem = too_large(request)
    if problem is not None:
        return _page(request, person, words, area, log, corrected, [problem])
    what, sent = request.POST.get("do", ""), request.POST
    if what == "settle":
        outcome = actions.settle_follow_up(person, area, _number(sent.get("number", "")), sent.get("key", ""))
    else:
        what = "correct" if corrected is not None else "add"
        outcome = actions.log_correspondence(
            person,
            area,
            _asked(request),
            sent.get("key", ""),
            incoming=cast("Incoming | None", request.FILES.get("file")),
            corrects=corrected.pk if corrected is not None else None,
        )
    if isinstance(outcome, Refused):
        return _page(request, person, words, area, log_of(person, area), corrected, outcome.problems)
    address = reverse("correspondence", args=[language, area])
    return HttpResponseRedirect(f"{address}?done={what}#entry-{outcome.pk}", status=SEE_OTHER)


@require_safe
@of_person
def file_page(
    request: HttpRequest,  # noqa: ARG001 - that of every page
    language: str,  # noqa: ARG001
    person: Person,
    area: str,
    number: int,
    name: str,
) -> HttpResponseBase:
    """Send the file of a record to be kept."""
    found = record_for(person, area, number)
    if not found.name or found.name != name:
        raise Http404
    return kept_file(path_of(found), found.name, found.media_type)


# What is asked


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else 0


def _corrected(written: str, log: Sequence[Logged]) -> Correspondence | None:
    """Return the record that the address asks to correct, none where it asks for none.

    Raises:
        Http404: if there is no such record.
    """
    if not written:
        return None
    known = {row.pk: row for each in log for row in (each.now, *each.before)}
    if _number(written) not in known:
        raise Http404
    return known[_number(written)]


def _asked(request: HttpRequest) -> LogAsked:
    sent = request.POST
    texts = {name: sent.get(name, "") for name in ("day", "direction", "medium", "subject", "summary", "due", "year")}
    return LogAsked(**texts, people=tuple(map(_number, sent.getlist("people"))))


# What is shown


def _page(
    request: HttpRequest,
    person: Person,
    words: SectionWords,
    area: str,
    log: Sequence[Logged],
    corrected: Correspondence | None,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    chosen, contacts = ChosenLog.of(request.GET.dict()), contacts_of(area)
    shown = [logged_shown(each, words, person.grants(), today()) for each in log if chosen.takes(each)]
    done, country = request.GET.get("done", ""), words.country(area)
    names = [with_seat(each, words) for each in followers().get(area, {}).values()]
    values = {
        "w": words.plain(),
        "area": area,
        "title": words.of("title", area=country),
        "followed": words.of("followed", names=", ".join(names)) if names else words.of("followed_by_nobody"),
        "people_href": f"{reverse('people', args=[words.language])}?country={area}",
        "done": words.of(f"done.{done}") if done in DONE else "",
        "rows": shown,
        "key": uuid4().hex,
        **chosen.options(contacts, words),
        **_form(request, words, contacts_offered=_offered(contacts, corrected), corrected=corrected, problems=problems),
    }
    return work_page(request, "correspondence.html", words.language, values, UNPROCESSABLE if problems else OK)


def _offered(contacts: Sequence[Any], corrected: Correspondence | None) -> list[tuple[int, str, str]]:
    """Return whom it may have been with: number, name, and function with institution."""
    known = {each.pk: each for each in contacts}
    if corrected is not None:
        known |= {each.contact_id: each.contact for each in corrected.people.all()}
    return [
        (each.pk, each.called, ", ".join(filter(None, (each.function, each.institution)))) for each in known.values()
    ]


def _form(
    request: HttpRequest,
    words: SectionWords,
    *,
    contacts_offered: list[tuple[int, str, str]],
    corrected: Correspondence | None,
    problems: Sequence[Problem],
) -> dict[str, Any]:
    """Return what the form shows: what was typed, else what stands in the record, else what is usual."""
    is_typed = request.method == "POST" and request.POST.get("do") != "settle"
    stands = typed_of(corrected) if corrected is not None else {"day": today().isoformat(), "people": ()}
    typed: Mapping[str, object] = stands
    if is_typed:
        typed = {**request.POST.dict(), "people": tuple(map(_number, request.POST.getlist("people")))}
    wrong: dict[str, str] = {}
    others = []
    for each in problems:
        said, name = each.text.in_language(words.language), each.place.item
        if is_typed and name in FIELDS and name not in wrong:
            wrong[name] = said
        else:
            others.append(said)
    return {
        "typed": typed,
        "wrong": wrong,
        "first_wrong": next((each for each in FIELDS if each in wrong), ""),
        "refusals": others,
        "corrected": corrected,
        "contacts_offered": contacts_offered,
        "directions": [(each, words.of(f"direction.{each}")) for each in DIRECTIONS],
        "media": [(each, words.of(f"medium.{each}")) for each in MEDIA],
        "years": [str(each) for each in Round.objects.order_by("-year").values_list("year", flat=True)],
        "today": today().isoformat(),
        "kept": words.of("form.file_kept", name=corrected.name) if corrected is not None and corrected.name else "",
        "longest_subject": LONGEST_SUBJECT,
        "longest_summary": LONGEST_SUMMARY,
    }
