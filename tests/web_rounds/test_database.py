"""Which database the site uses, from an address or without one."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from openssi_web.database import database

HERE = Path("workspace")


def test_without_an_address_it_is_a_file_in_the_workspace_that_writes_ahead() -> None:
    found = database("", HERE)
    assert found["NAME"] == str(HERE / "site.sqlite3")
    assert found["OPTIONS"] == {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_a_file_can_lie_elsewhere() -> None:
    assert database("sqlite:////srv/open%20ssi.sqlite3", HERE)["NAME"] == str(Path("/srv/open ssi.sqlite3"))
    assert database("sqlite:///here.sqlite3", HERE)["NAME"] == "here.sqlite3"


def test_postgresql_is_named_by_its_address() -> None:
    found = database("postgresql://o%40i:p%3Aw@db.example:5433/openssi?sslmode=require", HERE)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("o@i", "p:w", "db.example", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("openssi", {"sslmode": "require"})


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "sqlite:", "nonsense"])
def test_another_address_is_refused_with_what_to_do_and_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Please either write postgresql://") as refused:
        database(url, HERE)
    assert url not in str(refused.value)
