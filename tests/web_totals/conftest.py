"""Two schemes that pay pensions to persons above the same age, and the people who answer for them."""

import pytest
from django.test import Client

from openssi.store import Workspace, observations_table
from openssi_web import releases
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import make_world
from web_totals.pensions import answer_two_pensions, population


@pytest.fixture(scope="session")
def pension_world(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that knows the population; tests answer in the database and leave it as it is."""
    made = make_world(tmp_path_factory.mktemp("pensions") / "world")
    made.context.write({"observations": observations_table(population())}, {"sources": [], "written": "2024-01-01"})
    return made


@pytest.fixture
def cast(pension_world: Workspace, monkeypatch: pytest.MonkeyPatch, db: None) -> Cast:
    """The submission of QMA: 70 pensioners of one scheme and 60 of another, among 100 persons above the age."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(pension_world.root))
    made = make_cast("full")
    answer_two_pensions(made)
    return made


@pytest.fixture
def browser_of() -> Client:
    """A browser in which nobody has signed in yet."""
    return Client()
