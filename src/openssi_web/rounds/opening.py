"""What the submission of a country is opened with: its schemes and benefits, and what it said in the last round."""

from collections.abc import Mapping
from dataclasses import dataclass

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import FULL, FormChoice, Inquiry
from openssi.vocabulary.scheme import Inventory
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import open_draft
from openssi_web.rounds.content import Content
from openssi_web.rounds.models import Form, Round, SubmissionDraft
from openssi_web.rounds.outcomes import Refused
from openssi_web.rounds.workbooks import carried_forward

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
