"""What people do about queries in these tests."""

import datetime as dt
from typing import Any
from uuid import uuid4

from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import ask_again, decide_query, raise_queries, send_queries, write_about_query
from openssi_web.rounds.models import DraftState, SubmissionDraft
from openssi_web.rounds.queries.checks import Ending, QueryAsked
from openssi_web.rounds.queries.querying import Queried
from openssi_web.rounds.queries.standing import QueryNow, queries_now
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, Cast, save, saved

RULE = "R098"
DOUBTED = PENSIONERS
"""1,000 last year and 2,500 now; R098 expects 900 to 1,100."""

QUESTION = "Please look at the number of recipients again."


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def due() -> dt.date:
    return today() + dt.timedelta(days=14)


def under_validation(cast: Cast) -> Cast:
    """Somebody answers, then the compiler validates."""
    saved(save(cast.ana, cast.draft, DOUBTED, "2500", "first-1"))
    saved(save(cast.ana, cast.draft, RECEIPTS, "950", "first-2"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(item="B.FUNC"), "OLD", "first-4"))
    saved(save(cast.cleo, cast.draft, AID, "10", "first-3"))
    return in_state(cast, "UNDER_VALIDATION")


def in_state(cast: Cast, state: DraftState) -> Cast:
    SubmissionDraft.objects.filter(pk=cast.draft.pk).update(state=state)
    cast.draft.refresh_from_db()
    return cast


def asked(*keys: Any, rule: str = "", text: str = QUESTION) -> list[QueryAsked]:
    return [QueryAsked(key, rule, {"en": text}) for key in keys]


def raised(cast: Cast, *keys: Any, **parts: Any) -> tuple[int, ...]:
    outcome = raise_queries(cast.teo, cast.draft, asked(*keys or (DOUBTED,), **parts), due(), uuid4().hex)
    assert isinstance(outcome, Queried), outcome
    return outcome.numbers


def sent(cast: Cast, *keys: Any, **parts: Any) -> tuple[int, ...]:
    numbers = raised(cast, *keys, **parts)
    outcome = send_queries(cast.teo, cast.draft, uuid4().hex)
    assert isinstance(outcome, Queried), outcome
    cast.draft.refresh_from_db()
    return numbers


def write(who: Person, cast: Cast, number: int, text: str = "We checked it.", **parts: Any) -> Any:
    language = parts.pop("language", "en")
    return write_about_query(who, cast.draft, number, text, language, parts.pop("key", uuid4().hex), **parts)


def decide(who: Person, cast: Cast, number: int, decision: Any = "ACCEPT", **parts: Any) -> Any:
    usual = {"reason": "The report of the fund says the same.", "version": one(cast, number).version}
    key = parts.pop("key", uuid4().hex)
    return decide_query(who, cast.draft, number, Ending(decision, **{**usual, **parts}), key)


def again(cast: Cast, number: int, text: str = "And once more.") -> Any:
    return ask_again(cast.teo, cast.draft, number, {"en": text}, due(), uuid4().hex)


def one(cast: Cast, number: int) -> QueryNow:
    (found,) = queries_now(cast.draft, [number])
    return found
