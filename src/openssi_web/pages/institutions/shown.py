"""The people of institutions, their schemes and how far each is, as the page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openssi.present.numbers import format_day
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.accounts.access import ALL_SCHEMES
from openssi_web.accounts.models import Membership
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.institutions.posted import FIELDS, FORMS, Typed
from openssi_web.pages.round_words import role_in_words
from openssi_web.pages.shell import LANGUAGE_NAMES
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.institutions.checks import INVITED_AS
from openssi_web.rounds.letters.causes import kinds_on
from openssi_web.rounds.letters.models import STOPPED, WAITING, Letter
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

FILE = "institutions"
LONGEST = {"email": 254, "name": 200, "institution": 200}


@dataclass(frozen=True, slots=True)
class InstitutionWords:
    """Words of the page in one language, with the names of the schemes of a submission."""

    language: Language
    draft: SubmissionDraft

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return definitions().texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text as a tree, for a template."""
        return FormWords(definitions().texts, self.language).plain(FILE)

    @property
    def schemes(self) -> Mapping[str, str]:
        """The schemes of the submission by id."""
        return {str(each["id"]): str(each.get("name") or each["id"]) for each in self.draft.inventory["schemes"]}

    def named(self, schemes: Iterable[str]) -> str:
        """Return the names of some schemes."""
        held, known = list(schemes), self.schemes
        return self.of("people.all") if ALL_SCHEMES in held else ", ".join(known.get(each, each) for each in held)


@dataclass(frozen=True, slots=True)
class AppointedShown:
    """Somebody of an institution.

    Attributes:
        schemes: Names of the schemes.
        choices: Schemes with their names, and whether each is assigned.
        seen: The schemes as they are now, for the action.
        is_open: Whether something can be changed about the role.
        can_again: Whether the invitation can be sent again: not while one waits.
        unfolded: Whether the change was just refused.
    """

    number: int
    name: str
    address: str
    institution: str
    role: str
    schemes: str
    state: str
    until: str
    choices: tuple[tuple[str, str, bool], ...]
    seen: str
    is_open: bool
    change_of: str
    schemes_of: str
    again_to: str
    can_again: bool
    unfolded: bool


def appointed_values(
    draft: SubmissionDraft, words: InstitutionWords, typed: Typed, *, with_address: bool
) -> dict[str, Any]:
    """Return the people of institutions, those whose role has ended last, and the schemes that nobody answers for."""
    rows = Membership.objects.filter(ref_area=draft.ref_area, role__in=INVITED_AS).select_related("person")
    held = sorted(rows, key=lambda each: (_is_over(each), each.institution, each.person.name, each.pk))
    letters = _letters(draft)
    answered = {scheme for each in held if each.role == "RESP" and not _is_over(each) for scheme in each.schemes}
    left = [each for each in words.schemes if each not in answered and ALL_SCHEMES not in answered]
    return {
        "appointed": [_shown(each, words, letters, typed, with_address=with_address) for each in held],
        "unassigned": words.of("unassigned", schemes=words.named(left)) if left else "",
        "today": today().isoformat(),
    }


def _letters(draft: SubmissionDraft) -> dict[int, str]:
    """The state of the last invitation of each person to this submission."""
    kinds = [each.id for each in kinds_on("appointment")]
    rows = Letter.objects.filter(round=draft.round, ref_area=draft.ref_area, kind__in=kinds).order_by("pk")
    return dict(rows.values_list("person_id", "state"))


def _is_over(held: Membership) -> bool:
    return not held.person.is_active or (held.valid_to is not None and held.valid_to < today())


def _shown(
    held: Membership, words: InstitutionWords, letters: Mapping[int, str], typed: Typed, *, with_address: bool
) -> AppointedShown:
    role, is_over = role_in_words(held.role, words.language), _is_over(held)
    last = format_day(held.valid_to, words.language) if held.valid_to is not None and not is_over else ""
    return AppointedShown(
        number=held.pk,
        name=held.person.name,
        address=held.person.email if with_address else "",
        institution=held.institution,
        role=role,
        schemes=words.of("people.schemes", schemes=words.named(held.schemes)),
        state=_state(held, words, letters.get(held.person_id, "")),
        until=words.of("people.until", day=last) if last else "",
        choices=_choices(words, held.schemes),
        seen=" ".join(held.schemes),
        is_open=not is_over,
        change_of=words.of("change.of", name=held.person.name, role=role),
        schemes_of=words.of("change.schemes", name=held.person.name),
        again_to=words.of("change.again_to", name=held.person.name),
        can_again=not is_over and letters.get(held.person_id, "") not in WAITING,
        unfolded=typed.what in {"assign", "end"} and typed.fields.get("member") == str(held.pk),
    )


def _state(held: Membership, words: InstitutionWords, letter: str) -> str:
    person = held.person
    if not person.is_active:
        return words.of("state.closed")
    if held.valid_to is not None and held.valid_to < today():
        return words.of("state.ended", day=format_day(held.valid_to, words.language))
    if person.last_login is not None:
        return words.of("state.signed_in", day=format_day(person.last_login.date(), words.language))
    if letter in WAITING:
        return words.of("state.queued")
    return words.of("state.stopped" if letter in STOPPED else "state.invited" if letter else "state.registered")


def _choices(words: InstitutionWords, chosen: Iterable[str]) -> tuple[tuple[str, str, bool], ...]:
    held = set(chosen)
    named = ((scheme, f"{name} ({scheme})" if name != scheme else scheme) for scheme, name in words.schemes.items())
    return (*((scheme, name, scheme in held) for scheme, name in named),
            (ALL_SCHEMES, words.of("form.all"), ALL_SCHEMES in held))  # fmt: skip


# The forms


def form_values(draft: SubmissionDraft, words: InstitutionWords, typed: Typed) -> dict[str, Any]:
    """Return the two forms: invite somebody new, and give a further role to somebody of the country."""
    members = Membership.objects.filter(ref_area=draft.ref_area, person__is_active=True).select_related("person")
    people = {each.person_id: each for each in members.order_by("person__name", "-pk")}
    known = sorted({each.institution for each in members if each.institution})
    return {
        "forms": {each: _form(each, words, typed) for each in FORMS},
        "roles": [(each, role_in_words(each, words.language)) for each in INVITED_AS],
        "mail_languages": [(each, LANGUAGE_NAMES[each]) for each in LANGUAGES],
        "known": [(str(each.pk), each.person.name) for each in people.values()],
        "institutions": known,
        "further_is_open": typed.what == "role",
    }


def _form(what: str, words: InstitutionWords, typed: Typed) -> dict[str, Any]:
    is_here, wrong = typed.what == what, typed.at(what)
    fields: Mapping[str, str] = typed.fields if is_here else {"language": words.language, "role": "RESP"}
    shown = {
        name: {
            "id": f"{what}-{name}",
            "name": name,
            "value": fields.get(name, ""),
            "problem": " ".join(each.text.in_language(words.language) for each in wrong.get(name, ())),
            "longest": LONGEST.get(name),
        }
        for name in (*FIELDS, "schemes")
    }
    return {**shown, "choices": _choices(words, typed.schemes if is_here else ())}
