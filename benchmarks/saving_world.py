"""An invented world to measure saving: countries of twenty schemes, people who answer, and who is signed in."""

import datetime as dt
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

SCHEMES = 20
BENEFITS = 3
PEOPLE_OF_A_COUNTRY = 30
YEAR = 2024

if TYPE_CHECKING:
    from openssi.collect.workbook_keys import CellKey
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import Round, SubmissionDraft


@dataclass(frozen=True)
class Respondent:
    """Somebody who answers, and the cells that are this person's alone."""

    person: "Person"
    draft: "SubmissionDraft"
    cells: "list[CellKey]"


def make_world(root: Path, countries: int) -> None:
    """Make a workspace of invented countries without an earlier round."""
    from openssi.engine import table_of
    from openssi.store import Workspace
    from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
    from openssi_web import releases

    usual = {"m49": "", "iso2": "", "fictional": True, "tile_column": 1, "tile_row": 1}
    areas = [
        {**usual, "area": area, **{f"name_{each}": area for each in ("en", "fr", "es")}} for area in areas_of(countries)
    ]
    reference = {"areas": table_of(AREAS, areas), "groups": table_of(GROUPS), "members": table_of(MEMBERS)}
    Workspace.create(root, "demonstration", reference)
    os.environ[releases.WORKSPACE_VARIABLE] = str(root)


def areas_of(countries: int) -> list[str]:
    """Return the codes of so many invented countries."""
    return [f"QM{chr(ord('A') + number)}" for number in range(countries)]


def make_respondents(people: int, answers: int) -> list[Respondent]:
    """Open a submission for every thirty people and give each of them cells of a scheme."""
    from openssi_web.rounds.models import Round

    round_ = Round.objects.create(year=YEAR, questionnaire_version="2026.2", state="COLLECTION")
    found: list[Respondent] = []
    for area in areas_of(-(-people // PEOPLE_OF_A_COUNTRY)):
        draft = open_submission(round_, area, answers)
        typed = numbers_of(draft)
        for number in range(min(PEOPLE_OF_A_COUNTRY, people - len(found))):
            scheme = f"{area}{number % SCHEMES + 1:02d}"
            own = [key for key in typed if key.scheme == scheme]
            found.append(
                Respondent(_person(f"{area}{number}", "RESP", area, scheme), draft, own[number // SCHEMES :: 2])
            )
    return found


def _person(name: str, role: str, area: str, scheme: str) -> "Person":
    from openssi_web.accounts.models import Membership, Person

    person = Person.objects.create_user(f"{name.lower()}@{area.lower()}.example", name)
    Membership.objects.create(person=person, role=role, ref_area=area, schemes=[scheme], valid_from=dt.date(2020, 1, 1))
    return person


def numbers_of(draft: "SubmissionDraft") -> "list[CellKey]":
    """Return the cells of schemes and benefits that hold numbers."""
    from openssi_web.rounds.requests.permission import cells_of

    form = cells_of(draft)
    items = form.questionnaire.items
    typed = {"number", "money"}
    return sorted(key for key in form.keys if items[key.item].type in typed and key.scheme != "_Z")


def open_submission(round_: "Round", area: str, answers: int) -> "SubmissionDraft":
    """Open a submission of twenty schemes in the full form and answer some of its cells."""
    from openssi.vocabulary.scheme import Inventory
    from openssi_web.rounds.actions import open_draft, save_block
    from openssi_web.rounds.answers.entered import Change
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.requests.outcomes import CellChange, Saved

    coordinator = _person(f"Coordinator {area}".replace(" ", "."), "COORD", area, "")
    draft = open_draft(coordinator, round_, Inventory.blank(area, SCHEMES, BENEFITS), {}, form="full")
    assert isinstance(draft, SubmissionDraft)
    cells = random.Random(1).sample(numbers_of(draft), answers)  # noqa: S311 - a fixed sample
    for start in range(0, answers, 300):
        block = [CellChange(key, Change(value="1000"), 0) for key in cells[start : start + 300]]
        assert isinstance(save_block(coordinator, draft, block, f"block-{start}"), Saved)
    return draft


def signed_in(person: "Person") -> str:
    """Return the key of a session in which a person is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
