"""The round of the tests of rounds, with people who sign in to the site, and workbooks that they fill."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import CORE, FormChoice
from openssi.store import Workspace
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]

Filled = Callable[..., Path]

AT = "/en/round/QMA/2024/"
COMPARE = f"{AT}workbook/compare"


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return make_cast()


@pytest.fixture
def filled(cast: Cast, tmp_path: Path) -> Filled:
    """Writes the workbook of the submission as it is now and types into it."""

    def of(answers: Mapping[CellKey, Any], name: str = "a.xlsx", part: FormChoice = CORE) -> Path:
        path = exchange.write(inquiry(), cast.draft, tmp_path / name, "en", part)
        return typed_into(path, answers)

    return of


def typed_into(path: Path, answers: Mapping[CellKey, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for key, value in answers.items():
        damaged.cell_of(book, str(key)).value = value
    book.save(path)
    return path


def sent(client: Client, content: bytes, name: str = "a.xlsx", at: str = COMPARE) -> HttpResponse:
    return client.post(at, {"workbook": SimpleUploadedFile(name, content)})


def brought(client: Client, path: Path, at: str = COMPARE) -> str:
    """Bring a workbook back and return the address at which its difference is shown."""
    answer = sent(client, path.read_bytes(), path.name, at)
    assert answer.status_code == 303, answer.content.decode()
    return answer.headers["Location"]


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()
