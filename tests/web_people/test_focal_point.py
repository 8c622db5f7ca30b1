"""What a country answered about its focal points is erased on request, and who answered it stays."""

from dataclasses import replace

import pytest

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import erase_focal_point
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.models import AnswerVersion, Entry
from openssi_web.rounds.requests.recording import latest_versions, record_versions
from web_people.conftest import Register, SignedIn
from web_rounds.cast import PENSIONERS, save, saved
from web_rounds.invented import YEAR, last_round

NAME = CellKey("I.FOCAL_NAME", breakdown="PENSION_FUND")
OTHER = NAME._replace(breakdown="FAMILY_AID")
WHO = "Zenobia Fiksdal"

pytestmark = pytest.mark.django_db


def answered(register: Register) -> None:
    """Two institutions name their focal points, one of them twice, and somebody says something else."""
    cast = register.cast
    named = Content(text=WHO, note=f"{WHO} is back in May.")
    for key, said in ((NAME, named), (NAME, replace(named, text=f"Dr. {WHO}")), (OTHER, Content(text="Ulla Prent"))):
        entry = Entry.objects.create(draft=cast.draft, action="save", person=cast.cleo, role="COORD", channel="form")
        record_versions(cast.draft, entry, {key: said}, latest_versions(cast.draft, [key]))
    saved(save(cast.ana, cast.draft, PENSIONERS, "1000", "a-4"))


def accepted(world: Workspace) -> None:
    """Two versions of the last round name the focal point."""
    focal = Observation(ref_area="QMA", time_period=YEAR - 1, **NAME._asdict(), text_value=WHO, note=WHO)
    other = replace(focal, breakdown=OTHER.breakdown, text_value="Ulla Prent", note="")
    for sha in ("f1", "f2"):
        fingerprint = Fingerprint("QMA", YEAR - 1, "2026.2", "en", "v1")
        read = Submission(fingerprint=fingerprint, file="f.xlsx", sha256=sha, state="read", read_at="")
        answers = (*last_round("QMA"), focal, other)
        world.submissions.save(read, answers, None)
        world.submissions.accept(read, answers, (), "2024-07-01T00:00:00+00:00")


def whole(world: Workspace) -> bytes:
    """Everything that lies in the workspace, text columns unpacked."""
    folders = [world.root / "accepted", world.root / "submissions"]
    tables = [path for folder in folders for path in folder.rglob("observations.parquet")]
    from openssi.engine import read_parquet

    return (
        repr([read_parquet(path).column("text_value").to_pylist() for path in tables]).encode()
        + repr([read_parquet(path).column("note").to_pylist() for path in tables]).encode()
    )


def test_what_was_answered_is_gone_and_who_answered_stays(
    register: Register, world: Workspace, signed_in: SignedIn
) -> None:
    answered(register)
    accepted(world)
    draft = register.cast.draft
    assert WHO.encode() in whole(world)
    assert erase_focal_point("QMA", "Pension Fund", by=register.ada, reason="REQUEST") == 2 + 3
    rows = draft.versions.filter(**NAME._asdict()).order_by("version")
    assert [(row.text, row.note, row.entry.person) for row in rows] == [
        ("", "", register.cast.cleo),
        ("", "", register.cast.cleo),
        ("", "", register.ada),
    ]
    assert NAME not in {key for key, said in current_contents(draft).items() if said.is_answered}
    assert current_contents(draft)[OTHER].text == "Ulla Prent"
    assert current_contents(draft)[PENSIONERS].number == 1000
    assert WHO.encode() not in whole(world)
    assert b"Ulla Prent" in whole(world)
    entry = draft.entries.get(action="erase")
    assert (entry.role, entry.detail) == (
        "ADMINISTRATOR",
        {"institution": "PENSION_FUND", "reason": "REQUEST", "versions": 2},
    )
    page = signed_in(register.cast.cleo).get("/en/round/QMA/2024/").content.decode()
    assert "erased contact data of a focal point, on request" in page
    assert WHO not in page


def test_without_an_institution_all_of_the_country_is_erased(register: Register) -> None:
    answered(register)
    assert erase_focal_point("QMA", by=register.ada, reason="LEFT") == 3
    assert not AnswerVersion.objects.filter(item="I.FOCAL_NAME").exclude(text="").exists()


def test_the_guard_stands_again_afterwards(register: Register) -> None:
    from django.db import DatabaseError, connection, transaction

    answered(register)
    erase_focal_point("QMA", by=register.ada, reason="REQUEST")
    with pytest.raises(AppendOnly):
        AnswerVersion.objects.update(text="x")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE rounds_answerversion SET text = 'x'")


@pytest.mark.parametrize("who", ["ana", "cleo", "teo", "bo"])
def test_nobody_else_erases(register: Register, who: str) -> None:
    answered(register)
    with pytest.raises(FixTheAnswer) as caught:
        erase_focal_point("QMA", by=getattr(register.cast, who), reason="REQUEST")
    assert [each.code for each in caught.value.problems] == ["ERASE_OF_OTHERS"]
    assert AnswerVersion.objects.filter(**NAME._asdict(), text=WHO).exists()


@pytest.mark.parametrize(
    ("area", "institution", "reason", "code"),
    [
        ("QMA", "Nobody", "REQUEST", "ERASE_NOTHING_ANSWERED"),
        ("QMB", "", "REQUEST", "ERASE_NOTHING_ANSWERED"),
        ("QMA", "Pension Fund", "BECAUSE", "ERASE_REASON_UNFIT"),
    ],
)
def test_what_cannot_be_erased_is_said_and_nothing_changes(
    register: Register, area: str, institution: str, reason: str, code: str
) -> None:
    answered(register)
    before = AnswerVersion.objects.count()
    with pytest.raises(FixTheAnswer) as caught:
        erase_focal_point(area, institution, by=register.ada, reason=reason)
    assert [each.code for each in caught.value.problems] == [code]
    assert AnswerVersion.objects.count() == before
    assert AnswerVersion.objects.filter(**NAME._asdict(), text=WHO).exists()
