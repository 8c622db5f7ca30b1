"""No door of the site tells a confidential figure to somebody who may not know it, in any language or format."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import LANGUAGES
from openssi_web.rounds.answers.observations import observations_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry
from web_confidential.conftest import BEFORE, BESIDE, OF_COUNTRY, OF_SCHEME, TOTAL, People, SignedIn
from web_confidential.doors import (
    DOORS,
    OF_ACCOUNTS,
    OF_PEOPLE,
    OF_RELEASES,
    Ask,
    asked,
    bare,
    digits_in,
    patterns,
    told,
)
from web_rounds.cast import RECEIPTS
from web_rounds.invented import YEAR

SCHEME = (*OF_SCHEME.values(), BEFORE)
COUNTRY = tuple(OF_COUNTRY.values())

KEPT_FROM = {
    "ana": COUNTRY,
    "abel": COUNTRY,
    "rita": (*SCHEME, *COUNTRY, BESIDE),
    "mira": (*SCHEME, *COUNTRY, BESIDE),
    "bo": (*SCHEME, *COUNTRY, BESIDE),
    "adan": (*SCHEME, *COUNTRY, BESIDE),
    "cleo": (),
    "nora": (),
    "teo": (),
    "vera": (),
}
"""What is kept from each person; the men are no secret, and would give the women away."""

KNOWN_TO = {
    "ana": SCHEME,
    "abel": SCHEME,
    "cleo": (*SCHEME, *COUNTRY),
    "nora": (*SCHEME, *COUNTRY),
    "teo": (*SCHEME, *COUNTRY),
    "vera": (*SCHEME, *COUNTRY),
}
HARD = ("mira", "rita", "ana")
"""From whom something is kept in a submission that they see: they ask in every language in turn."""
ASKS_IN = [
    *((who, "en") for who in sorted(KEPT_FROM) if who not in HARD),
    *zip(HARD, LANGUAGES, strict=True),
    *(
        pytest.param(who, language, marks=pytest.mark.long)
        for at, who in enumerate(HARD)
        for language in LANGUAGES
        if language != LANGUAGES[at]
    ),
]


def test_every_address_is_a_door_or_known_to_be_none() -> None:
    strangers = sorted(
        f"{name or '(no name)'}: {route}"
        for name, route in patterns()
        if name not in DOORS
        and name not in OF_RELEASES
        and not OF_ACCOUNTS.fullmatch(name)
        and not OF_PEOPLE.fullmatch(name)
        and (name or "/" in route[:-1])
    )
    assert strangers == [], "add the address to DOORS, or say in which list it stands and why"


def test_every_address_that_names_a_country_and_a_year_is_a_door() -> None:
    about = {name for name, route in patterns() if "area" in route and "year" in route}
    assert about - set(DOORS) == set()


def _answer(client: Client, ask: Ask) -> str:
    """What an answer tells beside the address that was asked for, which a page repeats for its other languages."""
    rest = ask[1].partition("/round/")[2]
    return told(asked(client, ask)).replace(rest, "") if rest.endswith(".pdf") else told(asked(client, ask))


@pytest.mark.parametrize(("who", "language"), ASKS_IN)
def test_what_is_kept_from_a_person_leaves_by_no_door(
    people: People, signed_in: SignedIn, who: str, language: str
) -> None:
    client = signed_in(getattr(people, who))
    seen: list[str] = []
    leaks = []
    for name, door in DOORS.items():
        for ask in door(f"/{language}/round/QMA/2024/", people):
            text = digits_in(_answer(client, ask))
            seen.append(text)
            leaks += [(name, ask[1], secret) for secret in KEPT_FROM[who] if bare(secret) in text]
    assert leaks == []
    missing = [secret for secret in KNOWN_TO.get(who, ()) if not any(bare(secret) in text for text in seen)]
    assert missing == []


def test_who_may_not_know_learns_that_there_is_a_figure(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.mira)
    texts = {
        name: "\n".join(told(asked(client, ask)) for ask in DOORS[name]("/en/round/QMA/2024/", people))
        for name in ("round-table", "round-history", "round-query", "round-totals", "round-workbook")
    }
    for name, text in texts.items():
        assert ":c" in text, name
    assert "confidential" in texts["round-table"]
    assert bare(TOTAL) in digits_in(texts["round-table"])


CHANGED = "7351925.613"
"""What the compiler made of the receipts."""


def accepted_otherwise(people: People) -> None:
    """The compiler corrects the receipts at acceptance, and the country is asked to confirm."""
    answers = observations_of(people.draft, definitions().questionnaire)
    taken = tuple(
        replace(each, value=Decimal(CHANGED), note=f"Not {OF_SCHEME[RECEIPTS]}.")
        if CellKey.of(each) == RECEIPTS
        else each
        for each in answers
    )
    fingerprint = Fingerprint("QMA", YEAR, "2026.2", "en", "v1")
    read = Submission(fingerprint=fingerprint, file="c.xlsx", sha256="02", state="read", read_at="")
    store = inquiry().workspace.submissions
    store.save(read, taken, None)
    store.accept(read, taken, (), "2025-06-02T00:00:00+00:00")
    SubmissionDraft.objects.filter(pk=people.draft.pk).update(state="COUNTRY_CONFIRMATION")


def test_what_will_be_published_tells_nothing_that_is_confidential(people: People, signed_in: SignedIn) -> None:
    accepted_otherwise(people)
    leaks = []
    for who, kept in KEPT_FROM.items():
        client = signed_in(getattr(people, who))
        wanted = (*kept, CHANGED) if bare(OF_SCHEME[RECEIPTS]) in map(bare, kept) else kept
        for language in LANGUAGES:
            text = digits_in(told(client.get(f"/{language}/round/QMA/2024/confirmation?cells=all")))
            leaks += [(who, language, secret) for secret in wanted if bare(secret) in text]
    assert leaks == []
    assert bare(CHANGED) in digits_in(told(signed_in(people.cleo).get("/en/round/QMA/2024/confirmation?cells=all")))
