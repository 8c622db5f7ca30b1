"""A level passes the gate with its figure, is stored with it, and a revision begins from what was stored."""

import pytest

from openssi.run.validation import Validation
from openssi.store import Workspace
from openssi.vocabulary.observation import Observation
from openssi_web.rounds.answers.observations import current_contents
from web_confidential.conftest import ADMIN
from web_moves.people import Everybody, do, done, everybody, published
from web_rounds.cast import RECEIPTS, make_cast, save, saved

DAY = "2031-01-01"


@pytest.fixture
def everyone(world: Workspace, db: None, monkeypatch: pytest.MonkeyPatch) -> Everybody:
    monkeypatch.setattr(Validation, "of_answers", lambda *_: ())
    people = everybody(make_cast())
    saved(save(people.ana, people.draft, ADMIN, "44", "g1", confidentiality=f"E {DAY}"))
    saved(save(people.ana, people.draft, RECEIPTS, "949", "g2", confidentiality="C"))
    monkeypatch.setattr("web_moves.people.save", _next_version)
    return people


def _next_version(*arguments: object) -> object:
    """Save on what the cell says already."""
    based_on = 1 if arguments[2] == RECEIPTS else 0
    return save(*arguments, based_on)  # type: ignore[arg-type]


def stored(world: Workspace, item: str) -> list[Observation]:
    return [each for each in world.submissions.accepted_observations("QMA", [2024]) if each.item == item]


def test_a_level_is_stored_with_its_figure_and_comes_back_in_a_revision(everyone: Everybody, world: Workspace) -> None:
    published(everyone)
    assert [each.conf_status for each in stored(world, "S.REC_TOTAL") if each.scheme == "QMA01"] == ["C"]
    assert [each.conf_status for each in stored(world, ADMIN.item)] == ["E"]
    assert [(each.breakdown, each.text_value) for each in stored(world, "Q.EMBARGO")] == [(ADMIN.item, DAY)]
    done(do(everyone.vera, everyone.draft, "open_revision", reason="It was corrected.", code="COMPILER"))
    done(do(everyone.cleo, everyone.draft, "begin_revision"))
    said = current_contents(everyone.draft)
    assert (said[RECEIPTS].conf_status, said[ADMIN].conf_status, said[ADMIN].embargo) == ("C", "E", DAY)
    assert not [key for key in said if key.item == "Q.EMBARGO"]
