"""The pages of the notebook: who sees them, what they say, what is sent from them, and the Word document."""

import datetime as dt
import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.http import HttpResponse
from django.test import Client

from openssi.present import word_document
from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import note_mission
from openssi_web.rounds.notebook.models import FollowUpVersion, MissionVersion
from web_notebook.conftest import SignedIn
from web_notebook.keeping import (
    AREA,
    Keepers,
    a_mission,
    follow_up_of,
    in_days,
    milestone_of,
    mission_of,
    note,
    noted,
    project_of,
    today,
)

pytestmark = pytest.mark.django_db

HOME = "/en/notebook/QMA"


@pytest.fixture
def filled(keepers: Keepers) -> dict[str, int]:
    mission, project = mission_of(keepers), project_of(keepers)
    follow_up = follow_up_of(keepers, mission, keepers.vera)
    return {
        "mission": mission,
        "follow_up": follow_up,
        "project": project,
        "milestone": milestone_of(keepers, project),
    }


def addresses(filled: dict[str, int]) -> list[str]:
    """The pages on which something is noted."""
    new = [
        "missions/new", f"missions/{filled['mission']}/follow-ups/new", "projects/new",
        f"projects/{filled['project']}/milestones/new",
    ]  # fmt: skip
    kept = [("missions", "mission"), ("follow-ups", "follow_up"), ("projects", "project"), ("milestones", "milestone")]
    return [f"{HOME}/{each}" for each in (*new, *(f"{path}/{filled[kind]}" for path, kind in kept))]


def text_of(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(client: Client, address: str) -> dict[str, str]:
    """The key and the version that a form sends along."""
    return dict(re.findall(r'name="(key|seen)" value="([^"]*)"', client.get(address).content.decode())[:2])


def sent(client: Client, address: str, **fields: Any) -> HttpResponse:
    return client.post(address, {**hidden(client, address), **fields})


MISSION = {
    "objective": "Agree on definitions.",
    "place": "Port Merrow",
    "first": "2024-03-02",
    "last": "2024-03-05",
    "findings": "The first.\r\n\r\nThe second,\r\nin two lines.",
    "participant-who": ["", "rMETHODOLOGIST", ""],
    "participant-institution": ["Ministry of Labour", "", ""],
    "participant-function": ["head of statistics", "", ""],
    "participant-count": ["", "2", "7"],
}


# Who


@pytest.mark.parametrize("name", ["ada", "far", "ana", "cleo", "bo"])
def test_for_others_there_is_no_such_page(
    keepers: Keepers, filled: dict[str, int], signed_in: SignedIn, name: str
) -> None:
    client = signed_in(keepers.strangers[name])
    for address in (HOME, f"{HOME}.docx", *addresses(filled)):
        assert client.get(address).status_code == 404, address
        if address not in {HOME, f"{HOME}.docx"}:
            assert client.post(address, MISSION).status_code == 404, address
    expected = 200 if name == "far" else 404
    assert client.get("/en/notebook").status_code == expected
    assert "QMA" not in text_of(client.get("/en/notebook"))


def test_who_is_not_signed_in_is_led_to_where_one_does(keepers: Keepers, client: Client) -> None:
    for address in (HOME, f"{HOME}.docx", f"{HOME}/missions/new", "/en/notebook"):
        assert client.get(address).headers["Location"].startswith("/en/sign-in")


def test_the_methodologist_reads_and_is_offered_nothing_to_write(
    keepers: Keepers, filled: dict[str, int], signed_in: SignedIn
) -> None:
    client = signed_in(keepers.mo)
    said = text_of(client.get(HOME))
    assert "Agree on the definition" in said
    assert "/missions/new" not in said
    assert [client.get(each).status_code for each in addresses(filled)] == [404] * 8
    assert client.get(f"{HOME}.docx").status_code == 200


@pytest.mark.parametrize(
    "address", ["/en/notebook/XXX", f"{HOME}/missions/999", f"{HOME}/missions/{10**30}", "/en/notebook/qma"]
)
def test_what_is_not_there(keepers: Keepers, signed_in: SignedIn, address: str) -> None:
    assert signed_in(keepers.teo).get(address).status_code == 404


# What they say


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_where_the_country_stands(
    keepers: Keepers, filled: dict[str, int], signed_in: SignedIn, language: str
) -> None:
    follow_up = FollowUpVersion.objects.get()
    FollowUpVersion.objects.bulk_create(
        [
            FollowUpVersion(
                entry=follow_up.entry,
                record=follow_up.record,
                version=2,
                text="Late.",
                owner=keepers.teo,
                due=today() - dt.timedelta(days=3),
            )
        ]
    )
    follow_up.record.latest = 2
    follow_up.record.save()
    answer = signed_in(keepers.teo).get(f"/{language}/notebook/QMA")
    said = text_of(answer)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    overdue = {"en": "overdue by 3 days", "fr": "en retard de 3 jours", "es": "vencido hace 3 días"}
    released = {"en": "Nothing has been released", "fr": "Rien n’a encore été publié", "es": "Aún no se ha publicado"}
    for each in ("Amara", "2024", overdue[language], released[language], "Teo Lind", "Port Merrow", "Pension Fund"):
        assert each in said


def test_the_list_shows_the_own_first_and_links_lead_to_it(
    keepers: Keepers, filled: dict[str, int], signed_in: SignedIn
) -> None:
    client = signed_in(keepers.vera)
    assert re.search(r"Amara</a></th><td class=\"n\">1</td><td class=\"n\">1</td>", text_of(client.get("/en/notebook")))
    teo = signed_in(keepers.teo)
    for address in ("/en/rounds/2024", "/en/round/QMA/2024/"):
        assert 'href="/en/notebook/QMA"' in text_of(teo.get(address)), address
    assert 'href="/en/notebook"' in text_of(teo.get("/en/work"))
    assert "/en/notebook" not in text_of(signed_in(keepers.cleo).get("/en/round/QMA/2024/"))


# What is sent


def test_a_mission_is_noted_from_its_form(keepers: Keepers, signed_in: SignedIn) -> None:
    client = signed_in(keepers.teo)
    answer = sent(client, f"{HOME}/missions/new", **MISSION)
    row = MissionVersion.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{HOME}?done=mission#mission-{row.record_id}")
    assert [each.text for each in row.findings.order_by("position")] == ["The first.", "The second,\nin two lines."]
    told = [(each.role, each.institution, each.count) for each in row.participants.order_by("position")]
    assert told == [("", "Ministry of Labour", 1), ("METHODOLOGIST", "", 2)]
    assert "The mission is in the notebook." in text_of(client.get(f"{HOME}?done=mission"))


def test_what_is_wrong_stands_at_its_field_with_what_was_typed(keepers: Keepers, signed_in: SignedIn) -> None:
    client = signed_in(keepers.teo)
    answer = sent(client, f"{HOME}/missions/new", **{**MISSION, "last": "2024-03-01", "objective": ""})
    said = text_of(answer)
    assert answer.status_code == 422
    assert 'aria-describedby="last-error-1"' in said
    assert "The last day, 2024-03-01, lies before the first, 2024-03-02." in said
    assert 'href="#objective"' in said
    assert 'value="Ministry of Labour"' in said
    assert not MissionVersion.objects.exists()


def test_sent_twice_it_is_noted_once(keepers: Keepers, signed_in: SignedIn) -> None:
    client = signed_in(keepers.teo)
    fields = {**hidden(client, f"{HOME}/missions/new"), **MISSION}
    places = [client.post(f"{HOME}/missions/new", fields).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert MissionVersion.objects.count() == 1


def test_two_who_correct_at_once_see_both(keepers: Keepers, filled: dict[str, int], signed_in: SignedIn) -> None:
    client, address = signed_in(keepers.teo), f"{HOME}/missions/{filled['mission']}"
    fields = hidden(client, address)
    noted(note_mission(keepers.vera, AREA, a_mission(place="Lake Town"), note(filled["mission"], 1)))
    answer = client.post(address, {**fields, **MISSION, "place": "Port of Call"})
    said = text_of(answer)
    assert answer.status_code == 409
    assert "Vera Holm wrote version 2 while you were working from version 1." in said
    assert "Lake Town" in said
    assert 'value="Port of Call"' in said
    again = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', answer.content.decode())[:2])
    assert client.post(address, {**again, **MISSION, "place": "Port of Call"}).status_code == 303
    assert [each.place for each in MissionVersion.objects.order_by("version")][1:] == ["Lake Town", "Port of Call"]


def test_every_record_is_noted_and_corrected(keepers: Keepers, filled: dict[str, int], signed_in: SignedIn) -> None:
    client = signed_in(keepers.vera)
    follow_up = {"text": "Read the law.", "owner": str(keepers.mo.pk), "due": in_days(3), "done": "", "outcome": ""}
    done = {**follow_up, "done": in_days(0), "outcome": "Read."}
    project = {"title": "A census", "objective": "Count.", "first": "2024-01-01", "state": "PLANNED", "last": ""}
    milestone = {"text": "Counted", "due": in_days(5), "reached": "", "indicators": ["SDG_1_3_1_CHILD"]}
    wanted = (None, follow_up, project, milestone, MISSION, done, project, milestone)
    for address, fields in zip(addresses(filled), wanted, strict=True):
        if fields is not None:
            assert sent(client, address, **fields).status_code == 303, address
    said = text_of(client.get(HOME))
    for each in ("Read the law.", "done on", "A census", "Counted", "Mo Sand"):
        assert each in said


def test_a_record_is_withdrawn_with_a_reason(keepers: Keepers, filled: dict[str, int], signed_in: SignedIn) -> None:
    client, address = signed_in(keepers.teo), f"{HOME}/projects/{filled['project']}"
    assert sent(client, address, do="withdraw", reason="").status_code == 422
    assert sent(client, address, do="withdraw", reason="Never began.").status_code == 303
    assert "A register of contributors" not in text_of(client.get(HOME))
    assert client.get(address).status_code == 404


# The document


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_names_nobody(
    keepers: Keepers, filled: dict[str, int], signed_in: SignedIn, language: str
) -> None:
    answer = signed_in(keepers.teo).get(f"/{language}/notebook/QMA.docx")
    assert answer.status_code == 200
    assert f"openssi-notebook-QMA-{today().isoformat()}-{language}.docx" in answer.headers["Content-Disposition"]
    document = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join([*(each.text for each in document.paragraphs), *cells])
    assert "Amara" in told
    assert not [each.name for each in Person.objects.all() if each.name in told]


def test_without_python_docx_the_page_says_what_to_install(
    keepers: Keepers, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, world: Workspace
) -> None:
    monkeypatch.setattr("openssi_web.pages.notebook.views.word_is_installed", lambda: False)
    monkeypatch.setattr(word_document, "word_is_installed", lambda: False)
    client = signed_in(keepers.teo)
    said = text_of(client.get(HOME))
    assert "Please install the extra `reports`" in said
    assert "QMA.docx" not in said
    answer = client.get(f"{HOME}.docx")
    assert answer.status_code != 200
    assert "Please install the extra `reports`" in text_of(answer)
