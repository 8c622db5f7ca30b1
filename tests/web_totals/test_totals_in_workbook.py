"""A confirmed total goes into a workbook and comes back confirmed, unless its number was changed there."""

from pathlib import Path

import damaged
import openpyxl
import pytest

from openssi_web.rounds.actions import import_workbook
from openssi_web.rounds.models import Entry
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import Cast, saved
from web_totals.pensions import FIRST, OLD, number, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(cast: Cast, tmp_path: Path) -> Path:
    put(cast, OLD, "85", status="E", note="Proposal confirmed.", confirmed=True)
    assert number(cast.draft, OLD) == ("85", "E", "CONFIRMED", "Proposal confirmed.")
    return exchange.write(inquiry(), cast.draft, tmp_path / "a.xlsx", "en")


def import_(cast: Cast, path: Path) -> None:
    saved(import_workbook(cast.cleo, cast.draft, exchange.examine(inquiry(), cast.draft, path), "w1"))


def typed(path: Path, key: object, value: int) -> Path:
    book = openpyxl.load_workbook(path)
    damaged.cell_of(book, str(key)).value = value
    book.save(path)
    return path


def test_a_workbook_that_changes_something_else_leaves_the_confirmation(cast: Cast, path: Path) -> None:
    import_(cast, typed(path, FIRST, 71))
    assert number(cast.draft, FIRST)[0] == "71"
    assert number(cast.draft, OLD) == ("85", "E", "CONFIRMED", "Proposal confirmed.")
    assert cast.draft.versions.filter(**OLD._asdict()).count() == 1


def test_an_unchanged_workbook_makes_no_entry(cast: Cast, path: Path) -> None:
    before = Entry.objects.count()
    import_(cast, path)
    assert Entry.objects.count() == before


def test_another_number_in_the_workbook_is_no_confirmed_proposal(cast: Cast, path: Path) -> None:
    import_(cast, typed(path, OLD, 95))
    assert number(cast.draft, OLD)[:3] == ("95", "E", "")


def test_only_what_is_proposed_can_be_confirmed(cast: Cast) -> None:
    put(cast, FIRST, "72", confirmed=True)
    assert number(cast.draft, FIRST)[2] == ""
