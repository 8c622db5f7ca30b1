"""The people of the demonstration world are made whole or not at all, and exist nowhere else."""

from dataclasses import replace
from pathlib import Path

import pytest

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile
from openssi_web.accounts.models import Person
from openssi_web.demonstration import demonstrate, populate, print_people
from openssi_web.demonstration_people import Correcting, Explaining, InventedRound, Querying, load_people
from openssi_web.rounds.models import Round

pytestmark = pytest.mark.django_db

PENSIONERS = CellKey("B.REC", "QML01", "QML01-01")


@pytest.fixture
def invented() -> InventedRound:
    return load_people(load().root)


def test_they_are_not_added_to_people_who_were_registered_first(world: Path, invented: InventedRound) -> None:
    Person.objects.create_user("ana@silo.example", "Ana Silo")
    assert not populate(invented)
    assert Person.objects.count() == 1


def test_they_are_never_made_in_a_workspace_of_real_data(tmp_path: Path) -> None:
    real = Workspace.create(tmp_path / "real", "real", {})
    with pytest.raises(FixTheFile) as refused:
        demonstrate(real.root)
    assert refused.value.problems[0].code == "DEMONSTRATION_ONLY"
    assert not Person.objects.exists()


def test_they_are_never_made_in_a_database_outside_the_workspace(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demonstrate(world)
    assert "DATABASE_URL" in capsys.readouterr().out
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        Correcting(by="xulia.barvero@lumaro.example", cell=CellKey("S.REC_TOTAL", "QML99"), times="1", note=""),
        Correcting(by="bruno.teslado@compiler.example", cell=PENSIONERS, times="1", note=""),
        Explaining(by="xulia.barvero@lumaro.example", rule="R098", cell=PENSIONERS, text="So.", reason=""),
        Querying(by="odile.varenque@compiler.example", what="asks", cell=PENSIONERS, text="So?", days=14, decision=""),
        Querying(
            by="odile.varenque@compiler.example", what="answers", cell=PENSIONERS, text="So.", days=14, decision=""
        ),
    ],
)
def test_a_step_that_is_refused_leaves_nobody_behind(world: Path, invented: InventedRound, step: Correcting) -> None:
    one = replace(invented.submissions[1], steps=(step,))
    with pytest.raises(FixTheFile) as refused:
        populate(replace(invented, submissions=(one,)))
    assert refused.value.problems[0].code == "DEMONSTRATION_STEP_REFUSED"
    assert (Person.objects.count(), Round.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("desk officer", "respondent", "Hespera", "every country", "Password")),
        ("fr", ("responsable de dossier", "répondant", "Hespère", "tous les pays", "mot de passe")),
        ("es", ("responsable de expediente", "informante", "Héspera", "todos los países", "Contraseña")),
    ],
)
def test_they_are_introduced_in_the_language_of_the_reader(
    world: Path,
    invented: InventedRound,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setattr("sys.argv", ["openssi", "--lang", language, "demo"])
    print_people(invented)
    printed = capsys.readouterr().out
    assert [each for each in words if each not in printed] == []
    assert invented.password in printed
    assert all(each.email in printed for each in invented.people)
