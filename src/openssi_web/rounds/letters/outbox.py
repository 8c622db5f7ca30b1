"""Letters are sent: each is taken by one sender, handed over outside of any transaction, and what came of it recorded.

A sender that dies before a letter is on the line has lost nothing: after a while the letter is free again. One that
dies, or loses the line, while the letter is handed over leaves open whether it arrived: it is not sent again by itself.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import OpenSSIError, Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import role_among, sees_country
from openssi_web.accounts.models import Person
from openssi_web.accounts.post import Handed, Mail, hand_over, said_by
from openssi_web.rounds.letters.models import STOPPED, AttemptResult, Letter, LetterAttempt
from openssi_web.rounds.letters.sender import sender
from openssi_web.rounds.letters.text import written
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import definitions

CLAIM_LASTS = dt.timedelta(minutes=5)
"""After this a sender that said nothing more is taken for dead."""

DELAYS = tuple(dt.timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720))
"""Before a letter is tried again; the last one repeats."""

LOOKS_AFTER: tuple[Role, ...] = ("COORD", "DESK_OFFICER")
"""Who sees the letters of a country and lets one be sent again."""

_AT_ONCE = 20
_CLOSED = Handed("refused", "MAIL_ACCOUNT_CLOSED")
_INTERRUPTED = "interrupted"
_ADDRESS = re.compile(r"[^\s<>()\"']+@[^\s<>()\"',;]+")
"""Servers repeat addresses; attempts stay for ever, and what is personal does not stand in them."""


def send_due(*, is_over: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send the letters that are due, one after another; return how many of them came to what.

    Where the server cannot be reached the others wait for the next time: they are not each tried in vain.

    Args:
        is_over: Asked between two letters.
    """
    free_forgotten()
    found: Counter[str] = Counter()
    while not is_over():
        letter = claim_next()
        if letter is None:
            break
        handed = _delivered(letter)
        found[handed.result] += 1
        if handed.problem in {"MAIL_SERVER_DOWN", "MAIL_FOLDER"}:
            break
    return found


def send_again(person: Person, letter: Letter, seen: int) -> Letter | Refused:
    """Let a letter that was stopped be sent after all; a link in it is a fresh one.

    Args:
        person: The coordinator of the country, or a desk officer.
        letter: The letter.
        seen: Its edition when the page was opened: asked for twice it is sent once.

    Raises:
        Http404: if the person does not see the country.
    """
    grants, place = person.grants(), Place(item=str(letter))
    if not sees_country(grants, letter.ref_area):
        raise Http404
    if role_among(grants, letter.ref_area, LOOKS_AFTER) is None:
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", place, {"may": ", ".join(LOOKS_AFTER)}),))
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        if letter.state not in STOPPED or letter.edition != seen:
            return Refused((Problem("LETTER_NOT_STOPPED", place),))
        letter.state, letter.edition, letter.tries = "queued", letter.edition + 1, 0
        letter.next_try = timezone.now()
        letter.save(update_fields=["state", "edition", "tries", "next_try"])
        LetterAttempt.objects.create(letter=letter, result="again", by=person)
        transaction.on_commit(sender.wake)
    return letter


def claim_next() -> Letter | None:
    """Take the next letter that is due, so that no other sender does; none where nothing is due."""
    now, claim = timezone.now(), uuid4().hex
    due = Letter.objects.filter(state="queued", next_try__lte=now)
    for number in due.order_by("next_try", "pk").values_list("pk", flat=True)[:_AT_ONCE]:
        taken = due.filter(pk=number).update(state="claimed", claim=claim, claimed_at=now, tries=F("tries") + 1)
        if taken:
            return Letter.objects.select_related("person", "round").get(pk=number)
    return None


def free_forgotten() -> None:
    """Free the letters whose senders died; of those that were on the line nobody knows."""
    old = Letter.objects.filter(claimed_at__lt=timezone.now() - CLAIM_LASTS)
    old.filter(state="claimed").update(state="queued", claim="", claimed_at=None, next_try=timezone.now())
    for each in old.filter(state="handing"):
        _record(each, Handed("unsure", "MAIL_UNSURE", _INTERRUPTED))


def _delivered(letter: Letter) -> Handed:
    """Hand a letter over and record what came of it."""
    handed = _handed(letter) if letter.person.is_active else _CLOSED
    if handed.result != "gone":
        _record(letter, handed)
    return handed


def _handed(letter: Letter) -> Handed:
    try:
        text = written(letter, definitions().letters[letter.kind])
    except (KeyError, OpenSSIError) as error:
        # A kind that is declared no more, a country that the workspace does not know: others go out meanwhile.
        return Handed("later", "MAIL_NOT_WRITTEN", said_by(error))
    mail = Mail(f"{letter.pk:06}-{letter.edition}", letter.person.email, text.subject, text.text)
    try:
        return hand_over(mail, lambda: _goes_on_the_line(letter))
    except (ValueError, UnicodeError) as error:
        # The address has characters that no mail can name.
        return Handed("refused", "MAIL_REFUSED", said_by(error))


def _goes_on_the_line(letter: Letter) -> bool:
    """Say that a letter is handed over now; not where another sender took it, as if this one had died."""
    mine = Letter.objects.filter(pk=letter.pk, claim=letter.claim, state="claimed")
    return bool(mine.update(state="handing"))


_STATES: dict[AttemptResult, str] = {"sent": "sent", "later": "queued", "refused": "failed", "unsure": "unsure"}


def _record(letter: Letter, handed: Handed) -> None:
    result: AttemptResult = handed.result  # type: ignore[assignment] # one that is gone is not recorded
    now, error = timezone.now(), _ADDRESS.sub("…", handed.error)
    changes: dict[str, object] = {
        "state": _STATES[result],
        "claim": "",
        "claimed_at": None,
        "problem": handed.problem,
        "error": error,
    }
    if result == "sent":
        changes["sent_at"] = now
    if result == "later":
        changes["next_try"] = now + DELAYS[min(letter.tries, len(DELAYS)) - 1]
    with transaction.atomic():
        if Letter.objects.filter(pk=letter.pk, claim=letter.claim).update(**changes):
            attempt = {"result": result, "problem": handed.problem, "error": error}
            LetterAttempt.objects.create(letter=letter, **attempt)
