"""A submission under validation, everybody who has a part in it, and persons above pensionable age to divide by.

It is made once for a file, in the database and in a workspace: each test takes the database back, and has a copy of the
workspace. A file whose submission has come further says so in `STEPS`.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from database import kept_for_a_file
from openssi.run.validation import Validation
from openssi.store import Workspace
from openssi_web import releases
from openssi_web.rounds.models import SubmissionDraft
from web_confirmation.confirming import under_validation, with_population
from web_moves.conftest import quiet, signed_in
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import make_world

__all__ = ["quiet", "signed_in"]

Kept = tuple[Path, Everybody]
_TESTS = count(1)


@contextmanager
def working_in(root: Path) -> Iterator[None]:
    """The site serves this workspace, and its rules find nothing in answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(releases.WORKSPACE_VARIABLE, str(root))
        patch.setattr(Validation, "of_answers", lambda *_: ())
        yield


@pytest.fixture(scope="module")
def kept(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Kept]:
    root = tmp_path_factory.mktemp("validated") / "world"
    with kept_for_a_file(django_db_blocker):
        with working_in(root):
            with_population(make_world(root))
            people = everybody(make_cast())
            under_validation(people)
            for step in getattr(request.module, "STEPS", ()):
                step(people)
        yield root, people


@pytest.fixture
def world(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of its own for each test, which the site serves."""
    copied = Path(shutil.copytree(kept[0], tmp_path / "world"))
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(copied))
    return Workspace.open(copied)


@pytest.fixture
def validated(kept: Kept, world: Workspace, db: None, quiet: None) -> Everybody:
    """Everybody, with a submission that the memory of the process does not know from the test before."""
    people = deepcopy(kept[1])
    people.draft.opened_at += dt.timedelta(microseconds=next(_TESTS))
    SubmissionDraft.objects.filter(pk=people.draft.pk).update(opened_at=people.draft.opened_at)
    return people
