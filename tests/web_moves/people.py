"""Who moves a submission in these tests, and how far."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.actions import carry_out
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.moves.moving import MoveAsked, Moved
from openssi_web.rounds.requests.outcomes import Refused
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, Cast, person, save, saved


@dataclass(frozen=True)
class Everybody:
    """Ana answers QMA01, Pia approves it, Cleo coordinates QMA, Noa looks at it for the statistical office; Teo is the
    desk officer, Vera accepts, Max holds both of these roles; Bo coordinates QMB.
    """

    ana: Person
    pia: Person
    cleo: Person
    noa: Person
    teo: Person
    vera: Person
    max: Person
    bo: Person
    draft: SubmissionDraft

    @property
    def state(self) -> str:
        self.draft.refresh_from_db()
        return self.draft.state

    @property
    def moves(self) -> list[str]:
        return list(self.draft.transitions.order_by("pk").values_list("move", flat=True))


def everybody(cast: Cast) -> Everybody:
    pia = person("Pia Roon", ("APPROVER", "QMA", ["QMA01"]), institution="Pension Fund")
    noa = person("Noa Stern", ("NSOREV", "QMA", []))
    vera = person("Vera Holm", ("VALIDATION_LEAD", "", []))
    both = person("Max Twin", ("VALIDATION_LEAD", "", []), ("DESK_OFFICER", "", []))
    return Everybody(cast.ana, pia, cast.cleo, noa, cast.teo, vera, both, cast.bo, cast.draft)


def do(who: Person, draft: SubmissionDraft, action: str, **parts: Any) -> Moved | Refused:
    key = parts.pop("key", uuid4().hex)
    return carry_out(who, draft, MoveAsked(action=action, **parts), key)


def done(outcome: Moved | Refused) -> Moved:
    assert isinstance(outcome, Moved), outcome
    return outcome


def codes(outcome: Moved | Refused) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [each.code for each in outcome.problems]


def answered(people: Everybody) -> None:
    saved(save(people.ana, people.draft, RECEIPTS, "950", "answers-1"))
    saved(save(people.ana, people.draft, PENSIONERS, "1010", "answers-2"))
    saved(save(people.cleo, people.draft, AID, "10", "answers-3"))


def signed(people: Everybody) -> None:
    """Everybody says ready, the institution signs: the coordinator has the whole."""
    for who, action in ((people.ana, "ready"), (people.cleo, "ready"), (people.pia, "sign")):
        done(do(who, people.draft, action))


def submitted(people: Everybody) -> None:
    answered(people)
    signed(people)
    done(do(people.cleo, people.draft, "submit"))


def accepted(people: Everybody) -> None:
    submitted(people)
    done(do(people.teo, people.draft, "start_validation"))
    done(do(people.vera, people.draft, "accept"))


def confirming(people: Everybody) -> None:
    accepted(people)
    done(do(people.vera, people.draft, "ask_confirmation"))


def published(people: Everybody) -> None:
    confirming(people)
    done(do(people.cleo, people.draft, "agree"))


def in_state(people: Everybody, state: str) -> None:
    SubmissionDraft.objects.filter(pk=people.draft.pk).update(state=state)
    people.draft.refresh_from_db()


def give(who: Person, role: str, area: str = "QMA", *schemes: str) -> None:
    first = dt.date(2024, 1, 1)
    Membership.objects.create(person=who, role=role, ref_area=area, schemes=list(schemes), valid_from=first)
