"""The countries of the demonstration world in which a round is open, with two years and without a release."""

from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.run.demonstration import hand_in
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace, observations_table
from openssi.training import demonstration_answers, demonstration_frame
from openssi_web import releases

COUNTRIES = ("QMG", "QMH", "QMI", "QML", "QMO", "QMU")


@pytest.fixture(scope="session")
def three_countries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    definitions = load()
    frame = demonstration_frame(definitions)
    reference = {"areas": frame.areas, "groups": frame.groups, "members": frame.members}
    made = Workspace.create(tmp_path_factory.mktemp("three") / "world", "demonstration", reference)
    made.context.write({"observations": observations_table(frame.context)}, {})
    inquiry = Inquiry(made, definitions)
    for each in COUNTRIES:
        for filled in demonstration_answers(definitions, each)[-2:]:
            hand_in(inquiry, filled)
    return made.root


@pytest.fixture
def world(three_countries: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that the site serves."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(three_countries))
    return three_countries
