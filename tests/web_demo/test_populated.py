"""The people of the demonstration world answer a round together."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import Http404
from pytest_django import DjangoDbBlocker

from database import kept_for_a_file
from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES
from openssi_web import releases
from openssi_web.accounts.models import Person
from openssi_web.demonstration import populate
from openssi_web.demonstration_people import InventedRound, load_people
from openssi_web.rounds.acceptance.gate import at_the_gate
from openssi_web.rounds.actions import carry_out
from openssi_web.rounds.answers.findings import findings_of
from openssi_web.rounds.answers.observations import observations_of
from openssi_web.rounds.models import Round, SubmissionDraft
from openssi_web.rounds.moves.moving import MoveAsked, Moved
from openssi_web.rounds.queries.standing import queries_now
from openssi_web.rounds.requests.permission import draft_for
from openssi_web.rounds.workspace import inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

SURVIVORS = CellKey("B.REC", "QMH01", "QMH01-02")


@pytest.fixture(scope="module")
def populated(
    three_countries: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[InventedRound]:
    """The round in which the people have answered, made once; what a test changes is taken back after it."""
    invented = load_people(load().root)
    with pytest.MonkeyPatch.context() as patch, kept_for_a_file(django_db_blocker):
        patch.setenv(releases.WORKSPACE_VARIABLE, str(three_countries))
        assert populate(invented)
        yield invented


def submission(area: str) -> SubmissionDraft:
    return SubmissionDraft.objects.select_related("round").get(ref_area=area)


def test_ten_people_speak_three_languages_and_sign_in_with_one_password(populated: InventedRound) -> None:
    people = list(Person.objects.all())
    assert len(people) == len(populated.people) >= 10
    assert {each.language for each in people} == set(LANGUAGES)
    assert people[0].check_password(populated.password)
    assert len({each.password for each in people}) == 1
    assert all(each.email.endswith(".example") for each in people)


def test_a_respondent_the_desk_officer_and_a_coordinator_elsewhere_see_what_is_theirs(populated: InventedRound) -> None:
    ada, odile, xulia = (Person.objects.get(name__startswith=each) for each in ("Ada", "Odile", "Xulia"))
    assert draft_for(ada, "QMH", 2024) == draft_for(odile, "QMH", 2024) == submission("QMH")
    with pytest.raises(Http404):
        draft_for(xulia, "QMH", 2024)


def test_several_people_have_answered_one_submission_and_corrected_each_other(populated: InventedRound) -> None:
    draft = submission("QMH")
    assert draft.state == "IN_PROGRESS"
    versions = draft.versions.filter(**SURVIVORS._asdict()).order_by("version")
    assert [each.entry.person.name for each in versions if each.entry.person] == [
        "Ada Merrow",
        "Ada Merrow",
        "Ines Harrowgate",
    ]
    first, second, third = (each.value for each in versions)
    assert first == third
    assert second == 10 * (first or 0)


def test_it_has_an_open_error_and_an_explained_finding(populated: InventedRound) -> None:
    found = {(each.rule, each.benefit): each.state for each in findings_of(inquiry(), submission("QMH"))}
    assert found["R020", "QMH02-01"] == "open"
    assert found["R098", "QMH03-01"] == "explained"


def test_another_submission_is_filled_with_errors_to_find(populated: InventedRound) -> None:
    found = [each for each in findings_of(inquiry(), submission("QML")) if each.severity == "E"]
    assert {(each.rule, each.benefit) for each in found} == {("R003", "QML01-03"), ("R020", "QML01-01")}


def test_the_third_holds_what_was_carried_forward_and_no_figure(populated: InventedRound) -> None:
    draft = submission("QMI")
    assert draft.state == "NOT_STARTED"
    assert set(draft.versions.values_list("entry__channel", flat=True)) == {"opening"}
    assert not draft.current.filter(item="B.REC").exists()


def test_a_fourth_is_submitted_and_nothing_stands_in_the_way_of_accepting_it(populated: InventedRound) -> None:
    draft = submission("QMU")
    assert draft.state == "SUBMITTED"
    found = at_the_gate(draft)
    assert (found.hard, found.soft) == ((), ())


def test_a_fifth_has_queries_one_answered_and_two_not(populated: InventedRound) -> None:
    draft = submission("QMG")
    assert draft.state == "QUERIES_OPEN"
    assert [each.state for each in queries_now(draft)] == ["answered", "with_country", "with_country"]


def test_a_sixth_is_under_validation_with_a_query_decided_and_one_to_be_sent(populated: InventedRound) -> None:
    draft = submission("QMO")
    assert draft.state == "UNDER_VALIDATION"
    assert [each.state for each in queries_now(draft)] == ["decided", "raised"]


def test_it_is_accepted_with_the_rules_as_they_are_and_stands_in_the_statistics(
    populated: InventedRound, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Path(shutil.copytree(world, tmp_path / "world"))
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(copied))
    draft = submission("QMU")
    for who, action in (("Odile", "start_validation"), ("Bruno", "accept")):
        person = Person.objects.get(name__startswith=who)
        assert isinstance(carry_out(person, draft, MoveAsked(action=action), who), Moved)
    accepted = Workspace.open(copied).submissions.accepted_observations("QMU", [2024])
    assert {each.id for each in observations_of(draft, load().questionnaire)} == {each.id for each in accepted}


def test_making_them_again_adds_nothing(populated: InventedRound) -> None:
    before = (Person.objects.count(), Round.objects.count(), SubmissionDraft.objects.count())
    assert populate(populated)
    assert (Person.objects.count(), Round.objects.count(), SubmissionDraft.objects.count()) == before
