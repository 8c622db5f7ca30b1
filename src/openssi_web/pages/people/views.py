"""The register of persons: the list, and the page of one."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.accounts import actions
from openssi_web.accounts.access import follows_country, is_administrator, keeps_contacts
from openssi_web.accounts.contact_models import Contact
from openssi_web.accounts.contacts import ContactAsked
from openssi_web.accounts.erasing import REASONS
from openssi_web.accounts.models import Person
from openssi_web.accounts.register import contact_for, contacts_seen
from openssi_web.pages.list_pages import first_of, page_links
from openssi_web.pages.people.rows import COMPILER, ChosenPeople, history_shown, options, person_shown
from openssi_web.pages.section_words import SectionWords
from openssi_web.pages.shell import LANGUAGE_NAMES, spoken
from openssi_web.pages.working import of_person, work_page
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.correspondence.log import known_areas

FILE = "people"
PAGE = 100
FIELDS = ("name", "email", "phone", "institution", "function", "language", "valid_from", "valid_to")
DONE = ("add", "correct", "end", "erase")
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422

Wrong = Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def people_page(request: HttpRequest, language: str, person: Person) -> HttpResponse:
    """List whom somebody may write to and call; add a contact person."""
    words, people = SectionWords.of_site(FILE, spoken(language)), contacts_seen(person)
    if request.method != "POST":
        return _list(request, person, words, people, {}, ())
    try:
        made = actions.add_contact(person, _asked(request.POST, _area(person, request.POST.get("area", ""))))
    except (FixTheAnswer, FixTheFile) as refused:
        return _list(request, person, words, people, request.POST.dict(), refused.problems)
    return _done(words, made, "add")


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def person_page(request: HttpRequest, language: str, person: Person, number: int) -> HttpResponse:
    """Show somebody of the register; correct, end, or erase."""
    words, contact = SectionWords.of_site(FILE, spoken(language)), contact_for(person, number)
    if request.method != "POST":
        return _entry(request, person, words, contact, {}, ())
    what = request.POST.get("do", "")
    if what not in _CHANGES:
        raise Http404
    try:
        _CHANGES[what](person, contact, request.POST)
    except (FixTheAnswer, FixTheFile) as refused:
        return _entry(request, person, words, contact_for(person, number), request.POST.dict(), refused.problems)
    return _done(words, contact, what)


def _done(words: SectionWords, contact: Contact, what: str) -> HttpResponse:
    address = reverse("person", args=[words.language, contact.pk])
    return HttpResponseRedirect(f"{address}?done={what}", status=SEE_OTHER)


# What is asked


def _correct(person: Person, contact: Contact, sent: QueryDict) -> None:
    actions.change_contact(person, contact, _asked(sent, contact.ref_area), _number(sent))


def _end(person: Person, contact: Contact, sent: QueryDict) -> None:
    actions.end_contact(person, contact, _day("last", sent.get("last", "")) or today(), _number(sent))


def _erase(person: Person, contact: Contact, sent: QueryDict) -> None:
    if sent.get("sure") != "1":
        raise FixTheAnswer.because("ERASE_UNCONFIRMED", Place(item="sure"))
    actions.erase_contact(contact, by=person, reason=sent.get("reason", ""))


_CHANGES: Mapping[str, Callable[[Person, Contact, QueryDict], None]] = {
    "correct": _correct,
    "end": _end,
    "erase": _erase,
}


def _number(sent: QueryDict) -> int:
    """Return the version that the page was made after; what is no number is none that there is."""
    written = sent.get("seen", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1


def _area(person: Person, written: str) -> str:
    """Return the country of a new contact, empty for the compiler; what is not offered is not there."""
    if written not in dict(_areas_kept(person, None)):
        raise Http404
    return "" if written == COMPILER else written


def _asked(sent: Mapping[str, str], ref_area: str) -> ContactAsked:
    first = _day("valid_from", sent.get("valid_from", "")) or today()
    texts = {
        name: sent.get(name, "").replace("\0", "") for name in ("name", "email", "phone", "institution", "function")
    }
    return ContactAsked(
        ref_area=ref_area,
        **texts,
        language=as_language(sent.get("language", "")),
        valid_from=first,
        valid_to=_day("valid_to", sent.get("valid_to", "")),
    )


def _day(name: str, written: str) -> dt.date | None:
    if not written.strip():
        return None
    try:
        return dt.date.fromisoformat(written.strip())
    except ValueError:
        raise FixTheAnswer.because("CONTACT_DAY_UNFIT", Place(item=name), value=written.strip()[:40]) from None


def _areas_kept(person: Person, words: SectionWords | None) -> list[tuple[str, str]]:
    """Return the countries to which a person may add somebody, by name."""
    grants = person.grants()
    found = [(each, words.country(each) if words else "") for each in known_areas() if keeps_contacts(grants, [each])]
    own = [(COMPILER, words.of("filter.compiler") if words else "")] if keeps_contacts(grants, []) else []
    return [*sorted(found, key=lambda each: each[1]), *own]


# What is shown


def _wrong(problems: Sequence[Problem], words: SectionWords) -> tuple[Wrong, list[str]]:
    """Return what is wrong by field, and what is wrong altogether."""
    by_field: dict[str, str] = {}
    others = []
    for each in problems:
        said, name = each.text.in_language(words.language), each.place.item
        name = "name" if each.code == "PERSON_NAME_UNFIT" else name
        if name in FIELDS and name not in by_field:
            by_field[name] = said
        else:
            others.append(said)
    return by_field, others


def _form(person: Person, words: SectionWords, typed: Mapping[str, str], problems: Sequence[Problem]) -> dict[str, Any]:
    wrong, refusals = _wrong(problems, words)
    return {
        "w": words.plain(),
        "typed": typed,
        "wrong": wrong,
        "first_wrong": next((each for each in FIELDS if each in wrong), ""),
        "refusals": refusals,
        "languages_offered": [(each, LANGUAGE_NAMES[each]) for each in LANGUAGES],
        "areas_offered": _areas_kept(person, words),
    }


def _list(
    request: HttpRequest,
    person: Person,
    words: SectionWords,
    people: Sequence[Contact],
    typed: Mapping[str, str],
    problems: Sequence[Problem],
) -> HttpResponse:
    grants, day, chosen = person.grants(), today(), ChosenPeople.of(request.GET.dict())
    found = [each for each in people if chosen.takes(each, grants, day)]
    first = first_of(request.GET.get("from", ""), len(found))
    values = {
        **_form(person, words, {"valid_from": day.isoformat(), "language": words.language, **typed}, problems),
        **options(chosen, people, grants, words),
        "rows": [person_shown(each, grants, words, day) for each in found[first : first + PAGE]],
        "count": words.of("count", count=len(found)),
        **page_links(words, reverse("people", args=[words.language]), chosen.query(), first, len(found), PAGE),
    }
    return work_page(request, "people.html", words.language, values, UNPROCESSABLE if problems else OK)


def _entry(
    request: HttpRequest,
    person: Person,
    words: SectionWords,
    contact: Contact,
    sent: Mapping[str, str],
    problems: Sequence[Problem],
) -> HttpResponse:
    grants, what, done = person.grants(), sent.get("do", ""), request.GET.get("done", "")
    is_kept = contact.erased_at is None and keeps_contacts(grants, contact.areas)
    typed = _stands(contact) | (dict(sent) if what == "correct" else {})
    follows = [each for each in contact.areas if follows_country(grants, each)]
    shown = person_shown(contact, grants, words, today())
    values = {
        **_form(person, words, typed, problems),
        "shown": shown,
        "contact": contact,
        "done": words.of(f"done.{done}") if done in DONE else "",
        "what": what,
        "may_change": is_kept,
        "may_erase": contact.erased_at is None and is_administrator(grants),
        "erase_hint": words.of("erase.hint", token=_token(contact, words)),
        "reasons": [(each, words.of(f"reason.{each}")) for each in REASONS],
        "today": today().isoformat(),
        "letters": [
            (reverse("correspondence", args=[words.language, each]), words.of("letters", country=words.country(each)))
            for each in follows
        ],
        "history": list(history_shown(contact, words)),
    }
    return work_page(request, "people_entry.html", words.language, values, UNPROCESSABLE if problems else OK)


def _stands(contact: Contact) -> dict[str, str]:
    """Return what the fields of the form hold before anybody types."""
    last = contact.valid_to.isoformat() if contact.valid_to is not None else ""
    own = {"name": contact.called, "email": contact.address, "language": contact.spoken}
    texts = {name: str(getattr(contact, name)) for name in ("phone", "institution", "function")}
    return {**own, **texts, "valid_from": contact.valid_from.isoformat(), "valid_to": last}


def _token(contact: Contact, words: SectionWords) -> str:
    if contact.person_id is not None:
        return words.of("erased.person", number=contact.person_id)
    return words.of("erased.contact", number=contact.pk)
