"""What tests share in the database of the process."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def kept_for_a_file(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep what is written inside for every test of a file, and take it back at the end.

    It is what `TestCase.setUpTestData` does for a class: the transactions of the tests lie within this one.
    """
    whole = transaction.atomic()
    whole._from_testcase = True
    with blocker.unblock(), whole:
        yield
        transaction.set_rollback(True)
