"""Rounds and submissions are opened: with the schemes and benefits of a country, and what it said in the last round."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import FULL, FormChoice, Inquiry
from openssi.vocabulary.calendar import DUE
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import MAY_OPEN, role_among, sees_country
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.clock.calendars import today, worked_out
from openssi_web.rounds.clock.round_states import state_on
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.recording import Request, opened, record_entry, record_versions
from openssi_web.rounds.submissions.form_cells import snapshot_of
from openssi_web.rounds.submissions.models import Form, Round, SubmissionDraft
from openssi_web.rounds.workbooks.exchange import carried_forward
from openssi_web.rounds.workspace import definitions

BLANK = (3, 3)
"""Schemes, and benefits of each, where no earlier round knows an inventory."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a submission opens with.

    Attributes:
        carried: Texts, codes, conventions and law of the last accepted round.
        base: The accepted version that these are of.
    """

    inventory: Inventory
    carried: Mapping[CellKey, Content]
    base: str


def opening_of(inquiry: Inquiry, ref_area: str, year: int, form: Form = "core") -> Opening:
    """Return what the submission of a country opens with."""
    inventory = inquiry.inventory(ref_area, year) or Inventory.blank(ref_area, *BLANK)
    choice = FULL if form == "full" else FormChoice()
    vintage = max((each.vintage for each in inquiry.history(ref_area, year)), default=0)
    return Opening(inventory, carried_forward(inquiry, ref_area, year, inventory, choice), f"v{vintage}")


def open_submission(
    person: Person, round_: Round, inquiry: Inquiry, ref_area: str, form: Form = "core"
) -> SubmissionDraft | Refused:
    """Open the submission of a country with what was said of it before."""
    found = opening_of(inquiry, ref_area, round_.year, form)
    return open_draft(person, round_, found.inventory, found.carried, form=form, base=found.base)


def open_round(
    person: Person, year: int, *, deadline: dt.date | None = None, language: Language = "en"
) -> Round | Refused:
    """Begin the collection of a year; where it has begun, the round is returned as it is.

    Args:
        person: A coordinator of a country, or a desk officer.
        year: Reference year.
        deadline: Day on which submissions are due, else that of the usual calendar; of a round that has begun it
            stays as it is.
        language: Language where a country has named none.
    """
    place = Place(item=str(year))
    if not any(each.role in MAY_OPEN for each in person.grants()):
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", place, {"may": ", ".join(MAY_OPEN)}),))
    usual: dict[str, object] = {"questionnaire_version": definitions().questionnaire.version}
    known = Round.objects.filter(year=year).first()
    if known is None and deadline is not None and deadline <= today():
        return Refused((Problem("ROUND_DEADLINE_PAST", place, {"deadline": deadline.isoformat()}),))
    calendar = worked_out(year, today(), deadline)
    usual |= {"deadline": dt.date.fromisoformat(calendar[DUE]), "calendar": calendar, "language": language}
    usual["state"] = state_on({step: dt.date.fromisoformat(each) for step, each in calendar.items()}, today())
    with transaction.atomic():
        found, _ = Round.objects.get_or_create(year=year, defaults=usual)
    if deadline is not None and found.deadline != deadline:
        stands = found.deadline.isoformat() if found.deadline else "-"
        return Refused((Problem("ROUND_DEADLINE_STANDS", place, {"deadline": stands}),))
    return found


def open_draft(
    person: Person,
    round_: Round,
    inventory: Inventory,
    carried: Mapping[CellKey, Content],
    *,
    form: Form = "core",
    base: str = "v0",
) -> SubmissionDraft | Refused:
    """Open the submission of a country to a round, with what is carried forward from the last one.

    Args:
        person: A coordinator of the country, or a desk officer.
        round_: The round.
        inventory: Schemes and benefits that are asked about.
        carried: Texts, codes, conventions and law of the last accepted round (`workbooks.exchange.carried_forward`).
        form: The core form or the full one.
        base: The accepted version that it is opened from.
    """
    area = inventory.ref_area
    grants = person.grants()
    if not sees_country(grants, area):
        raise Http404
    role = role_among(grants, area, MAY_OPEN)
    if role is None:
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", Place(item=area), {"may": ", ".join(MAY_OPEN)}),))
    with transaction.atomic():
        draft, is_new = SubmissionDraft.objects.get_or_create(
            round=round_, ref_area=area, defaults={"form": form, "base": base, "inventory": snapshot_of(inventory)}
        )
        if not is_new:
            return Refused((Problem("ROUND_EXISTS", Place(item=area), {"draft": str(draft)}),))
        request = Request(person=person, action="open", channel="opening", idempotency_key=None, asked=None)
        entry = record_entry(draft, request, role, {"cells": len(carried)})
        record_versions(draft, entry, carried, {})
        opened(draft, entry)
    return draft
