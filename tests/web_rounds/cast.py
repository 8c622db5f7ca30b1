"""Who works on the round, and what they do in the tests."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from openssi.collect.workbook_keys import CellKey
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.actions import open_draft, save_answer
from openssi_web.rounds.answers.entered import Change
from openssi_web.rounds.models import Round, SubmissionDraft
from openssi_web.rounds.requests.outcomes import CellChange, Outcome, Saved
from openssi_web.rounds.workbooks.exchange import carried_forward
from openssi_web.rounds.workspace import inquiry
from web_rounds.invented import YEAR
from web_rounds.invented import inventory as invented_inventory

RECEIPTS = CellKey("S.REC_TOTAL", "QMA01")
SPENT = CellKey("S.EXP_TOTAL", "QMA01")
AID = CellKey("S.REC_TOTAL", "QMA02")
CURRENCY = CellKey("N.CURRENCY")
PENSIONERS = CellKey("B.REC", "QMA01", "QMA01-01")
WOMEN = PENSIONERS._replace(sex="F")


def person(name: str, *roles: tuple[str, str, list[str]], institution: str = "") -> Person:
    email = f"{name.split(maxsplit=1)[0].lower()}@{name.rsplit(maxsplit=1)[-1].lower()}.example"
    made = Person.objects.create_user(email, name)
    for role, area, schemes in roles:
        Membership.objects.create(
            person=made,
            role=role,
            ref_area=area,
            schemes=schemes,
            institution=institution,
            valid_from=dt.date(2024, 1, 1),
        )
    return made


@dataclass(frozen=True)
class Cast:
    """The people of the tests and the submission of QMA.

    Attributes:
        ana: Respondent of the Pension Fund (scheme QMA01) of QMA.
        cleo: National coordinator of QMA.
        teo: Desk officer, who reviews every country.
        bo: National coordinator of QMB.
    """

    ana: Person
    cleo: Person
    teo: Person
    bo: Person
    draft: SubmissionDraft


def make_cast(form: str = "core") -> Cast:
    ana = person("Ana Silo", ("RESP", "QMA", ["QMA01"]), institution="Pension Fund")
    cleo = person("Cleo Dane", ("COORD", "QMA", []))
    teo = person("Teo Lind", ("DESK_OFFICER", "", []))
    bo = person("Bo Marr", ("COORD", "QMB", []))
    round_ = Round.objects.create(year=YEAR, questionnaire_version="2026.2", state="COLLECTION")
    inventory = invented_inventory("QMA")
    carried = carried_forward(inquiry(), "QMA", YEAR, inventory)
    draft = open_draft(cleo, round_, inventory, carried, form=form, base="v1")  # type: ignore[arg-type]
    assert isinstance(draft, SubmissionDraft)
    return Cast(ana, cleo, teo, bo, draft)


def typed(key: CellKey, value: str | None, based_on: int = 0, **parts: Any) -> CellChange:
    return CellChange(key, Change(value=value, **parts), based_on)


def save(
    who: Person, draft: SubmissionDraft, key: CellKey, value: str | None, request: str, based_on: int = 0, **parts: Any
) -> Outcome:
    return save_answer(who, draft, typed(key, value, based_on, **parts), request)


def saved(outcome: Outcome) -> Saved:
    assert isinstance(outcome, Saved), outcome
    return outcome


def codes(outcome: Any) -> list[str]:
    return [each.code for each in outcome.problems]
