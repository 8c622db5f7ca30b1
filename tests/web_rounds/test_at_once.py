"""Many people at once: no answer is lost, no number of a version is given twice."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi_web.rounds.answers import observations
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.models import AnswerVersion, Entry
from openssi_web.rounds.requests.outcomes import Conflict, Saved
from web_rounds.cast import RECEIPTS, SPENT, Cast, make_cast, save
from web_rounds.cleaning import empty_records

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(world: Workspace) -> Iterator[Cast]:
    yield make_cast("full")
    empty_records()


def at_once(cast: Cast, jobs: list[tuple[CellKey, str, str]]) -> list[object]:
    def job(each: tuple[CellKey, str, str]) -> object:
        key, value, request = each
        try:
            return save(cast.cleo, cast.draft, key, value, request)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(job, jobs))


def test_sqlite_writes_ahead_and_locks_at_once() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("another database")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_people_in_cells_of_their_own_do_not_disturb_one_another(cast: Cast) -> None:
    items = ("S.REC_TOTAL", "S.EXP_TOTAL", "S.EXP_ADMIN", "S.ACTIVE", "S.AFFIL", "S.PROTECTED")
    keys = [CellKey(item, scheme) for item in items for scheme in ("QMA01", "QMA02")]
    outcomes = at_once(cast, [(key, "5", f"r{number}") for number, key in enumerate(keys)])
    assert Counter(type(each) for each in outcomes) == {Saved: len(keys)}
    assert AnswerVersion.objects.filter(entry__action="save").count() == len(keys)


def test_of_many_in_one_cell_one_saves_and_the_others_are_shown_its_answer(cast: Cast) -> None:
    outcomes = at_once(cast, [(RECEIPTS, str(100 + number), f"r{number}") for number in range(8)])
    assert Counter(type(each) for each in outcomes) == {Saved: 1, Conflict: 7}
    assert len(history_of(cast.draft, RECEIPTS)) == 1


def test_a_request_that_arrives_many_times_at_once_is_done_once(cast: Cast) -> None:
    outcomes = at_once(cast, [(RECEIPTS, "100", "same")] * 8)
    assert Counter(each.repeated for each in outcomes if isinstance(each, Saved)) == {False: 1, True: 7}
    assert Entry.objects.filter(action="save").count() == 1


def test_what_was_read_before_is_brought_up_to_date(cast: Cast) -> None:
    before = current_contents(cast.draft)
    assert RECEIPTS not in before
    at_once(cast, [(RECEIPTS, "100", "a"), (SPENT, "90", "b")])
    after = current_contents(cast.draft)
    assert (after[RECEIPTS].number, after[SPENT].number) == (Decimal(100), Decimal(90))
    save(cast.cleo, cast.draft, SPENT, "", "c", based_on=1)
    with transaction.atomic():
        within = current_contents(cast.draft)
    assert (current_contents(cast.draft), within[SPENT].is_empty) == (within, True)
    assert current_contents(cast.draft) is current_contents(cast.draft)


def test_the_answers_of_the_least_recently_read_submissions_are_read_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observations._kept, "most", 0)
    first = current_contents(cast.draft)
    assert current_contents(cast.draft) == first
    assert current_contents(cast.draft) is not first
