"""Nothing edits or deletes what was recorded: not the models, not a query, not the database."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError

from openssi.store import Workspace
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.models import AnswerVersion, Entry, FindingExplanation, SubmissionDraft, Transition
from web_rounds.cast import RECEIPTS, Cast, make_cast, save, saved

pytestmark = pytest.mark.django_db
RECORDS: list[type[models.Model]] = [AnswerVersion, Entry, FindingExplanation, Transition]


@pytest.fixture
def cast(world: Workspace) -> Cast:
    made = make_cast()
    outcome = saved(save(made.ana, made.draft, RECEIPTS, "100", "a"))
    assert outcome.entry is not None
    FindingExplanation.objects.create(draft=made.draft, entry=outcome.entry, finding="R001@x", text="So it was.")
    return made


def first(model: Any) -> Any:
    found = model.objects.first()
    assert found is not None
    return found


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_is_neither_saved_again_nor_deleted(cast: Cast, model: type[models.Model]) -> None:
    record = first(model)
    with pytest.raises(AppendOnly, match=f"{model.__name__} {record.pk} is a record"):
        record.save()
    with pytest.raises(AppendOnly, match="not removed"):
        record.delete()


@pytest.mark.parametrize("model", RECORDS)
def test_a_query_neither_updates_nor_deletes_records(cast: Cast, model: Any) -> None:
    with pytest.raises(AppendOnly):
        model.objects.update(draft=cast.draft)
    with pytest.raises(AppendOnly):
        model.objects.all().delete()
    with pytest.raises(AppendOnly):
        model.objects.bulk_update([first(model)], ["draft"])


@pytest.mark.parametrize("model", RECORDS)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET draft_id = draft_id", "DELETE FROM {table}"])
def test_the_database_itself_refuses(cast: Cast, model: type[models.Model], statement: str) -> None:
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


def test_people_and_submissions_that_records_name_stay(cast: Cast) -> None:
    with pytest.raises(ProtectedError):
        cast.ana.delete()
    with pytest.raises(ProtectedError):
        SubmissionDraft.objects.all().delete()


def test_a_row_that_was_written_once_is_not_written_under_the_same_number(cast: Cast) -> None:
    row = AnswerVersion.objects.get(item=RECEIPTS.item)
    again = AnswerVersion(**{each.name: getattr(row, each.name) for each in row._meta.fields if each.name != "id"})
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()


def test_records_name_themselves(cast: Cast) -> None:
    assert str(AnswerVersion.objects.get(item=RECEIPTS.item)).endswith("S.REC_TOTAL|QMA01|_Z|_T|_T|_Z|_Z 1")
    assert str(first(Transition)).endswith("→ NOT_STARTED")
