"""How far a submission has come in these tests, and what is objected to."""

from decimal import Decimal
from html import unescape
from typing import Any

from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace, observations_table
from openssi.vocabulary.observation import Observation
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.actions import decide_query, raise_queries, send_queries
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.moves.moving import Moved
from openssi_web.rounds.queries.checks import Ending, QueryAsked
from openssi_web.rounds.queries.models import Decision
from openssi_web.rounds.queries.standing import queries_now
from openssi_web.rounds.requests.outcomes import Refused
from web_moves.people import Everybody, do, done, signed
from web_rounds.cast import AID, RECEIPTS, save, saved
from web_rounds.invented import YEAR

COVERED = CellKey("H.COV_OLD")
OLD_AGE = f"SDG_1_3_1_OLD_AGE.QMA.{YEAR}._T._T"
AID_CELL = f"QMA.{YEAR}.S_REC_TOTAL.QMA02._Z._T._T._Z._Z"
RECEIPTS_CELL = f"QMA.{YEAR}.S_REC_TOTAL.QMA01._Z._T._T._Z._Z"
HERE = "/en/round/QMA/2024/confirmation"
WHY = "The register was corrected in March."


def with_population(world: Workspace) -> None:
    """Two thousand persons above pensionable age."""
    persons = Observation(
        ref_area="QMA", item="X.POP_PENAGE", time_period=YEAR, value=Decimal(2000), unit="PS", channel="context"
    )
    table = observations_table([persons])
    world.context.write({"observations": table}, {"written": "2025-01-01", "sources": []})


def under_validation(people: Everybody) -> None:
    """One thousand of them receive a pension, says the country."""
    saved(save(people.ana, people.draft, RECEIPTS, "950", "answers-1"))
    saved(save(people.cleo, people.draft, AID, "10", "answers-2"))
    saved(save(people.cleo, people.draft, COVERED, "1000", "answers-3"))
    signed(people)
    done(do(people.cleo, people.draft, "submit"))
    done(do(people.teo, people.draft, "start_validation"))


def decided(people: Everybody, key: CellKey, decision: Decision, proposal: str = "", version: int = 1) -> None:
    """Teo asks about a cell, gets no answer, and decides."""
    people.draft.refresh_from_db()
    asked = QueryAsked(key, "", {"en": "Is it right?"})
    name = f"{key.item}-{key.scheme}".replace(".", "-").replace("_", "-")
    raised = raise_queries(people.teo, people.draft, [asked], today(), f"raise-{name}")
    assert not isinstance(raised, Refused), raised
    sent = send_queries(people.teo, people.draft, f"send-{name}")
    assert not isinstance(sent, Refused), sent
    people.draft.refresh_from_db()
    done(do(people.cleo, people.draft, "resubmit"))
    done(do(people.teo, people.draft, "resume_validation"))
    people.draft.refresh_from_db()
    now = next(each for each in queries_now(people.draft) if each.query.key == key and each.is_open)
    ending = Ending(decision, "The fund's report says so.", version, "", proposal)
    made = decide_query(people.teo, people.draft, now.query.pk, ending, f"decide-{name}")
    assert not isinstance(made, Refused), made


def aid_imputed(people: Everybody) -> None:
    """Receipts of the aid are imputed."""
    decided(people, AID, "IMPUTE", "12")


def confirming(people: Everybody) -> None:
    """The country is asked to confirm."""
    done(do(people.vera, people.draft, "accept"))
    done(do(people.vera, people.draft, "ask_confirmation"))
    people.draft.refresh_from_db()


def objecting(people: Everybody, *dissents: DissentAsked, **parts: Any) -> Moved | Refused:
    return do(people.cleo, people.draft, "object", **{"reason": WHY, "dissents": dissents, **parts})


def values_released(world: Workspace) -> dict[str, tuple[Decimal | None, str]]:
    """Value and status of every answer of the round that a release would hold, by its id."""
    table = world.submissions.releasable_table("observations")
    rows = table.to_pylist() if table is not None else []
    return {row["obs_id"]: (row["value"], row["obs_status"]) for row in rows if row["time_period"] == YEAR}


def shown(client: Client, address: str = HERE, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())
