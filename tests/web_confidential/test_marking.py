"""A figure is marked as confidential where it is answered; the mark travels with it, and what is unfit is refused."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openssi.store import Workspace, observation_from_row, observations_table
from openssi.vocabulary.observation import Observation
from openssi_web.rounds.actions import import_workbook
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.observations import contents, current_contents, observations_of
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.confidentiality.small_counts import small_counts
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.models import AnswerVersion, SubmissionDraft
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import definitions, inquiry
from web_confidential.conftest import ADMIN, COVERED, MEN, OF_SCHEME, People, SignedIn
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, WOMEN, Cast, codes, make_cast, person, save, saved

TABLE = "/en/round/QMA/2024/QMA01/C1"


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return make_cast()


def now(cast: Cast, key: Any) -> Content:
    return current_contents(cast.draft)[key]


def observed(cast: Cast, key: Any) -> Observation:
    found = observations_of(cast.draft, definitions().questionnaire)
    return next(each for each in found if each.item == key.item and each.scheme == key.scheme)


def marked(cast: Cast, level: str, request: str = "m2") -> Any:
    return save(cast.ana, cast.draft, RECEIPTS, None, request, 1, confidentiality=level)


@pytest.fixture
def told(cast: Cast) -> Cast:
    saved(save(cast.ana, cast.draft, RECEIPTS, "5000", "m1"))
    return cast


def test_a_level_is_a_version_of_the_cell_and_says_so_in_its_history(told: Cast, signed_in: SignedIn) -> None:
    saved(marked(told, "C"))
    assert [each.content.conf_status for each in history_of(told.draft, RECEIPTS)] == ["", "C"]
    page = signed_in(told.ana).get(f"/fr/round/QMA/2024/history?cell={RECEIPTS}").content.decode()
    assert "modifié : confidentialité" in page.replace("\u00a0", " ")
    assert "Information statistique confidentielle" in page


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("Q", "ROUND_CODE_UNKNOWN"),
        ("secret", "ROUND_CODE_UNKNOWN"),
        ("E", "CONF_EMBARGO_WITHOUT_DAY"),
        ("C 2030-01-01", "CONF_DAY_WITHOUT_EMBARGO"),
        ("E 2030-13-01", "ROUND_NOT_A_DATE"),
        ("S", "CONF_STATUS_OF_COMPILER"),
    ],
)
def test_what_is_no_level_is_refused_and_nothing_changes(told: Cast, level: str, code: str) -> None:
    before = AnswerVersion.objects.count()
    assert codes(marked(told, level)) == [code]
    assert AnswerVersion.objects.count() == before


def test_a_level_without_a_figure_is_refused(cast: Cast) -> None:
    assert codes(save(cast.ana, cast.draft, RECEIPTS, None, "m1", confidentiality="C")) == ["ROUND_NOTE_ALONE"]


def test_others_and_a_closed_submission_set_no_level(told: Cast) -> None:
    nora = person("Nora Quist", ("NSOREV", "QMA", []))
    asked: dict[str, Any] = {"confidentiality": "C"}
    assert codes(save(nora, told.draft, RECEIPTS, None, "m3", 1, **asked)) == ["ROUND_CELL_OF_OTHERS"]
    SubmissionDraft.objects.filter(pk=told.draft.pk).update(state="SUBMITTED")
    told.draft.refresh_from_db()
    assert codes(marked(told, "C")) == ["ROUND_NOT_OPEN"]
    assert now(told, RECEIPTS).conf_status == ""


def test_a_cell_that_is_emptied_keeps_its_level_for_the_next_number(told: Cast) -> None:
    saved(marked(told, "E 2030-01-01"))
    saved(save(told.ana, told.draft, RECEIPTS, "", "m3", 2))
    saved(save(told.ana, told.draft, RECEIPTS, "6000", "m4", 3))
    assert (now(told, RECEIPTS).conf_status, now(told, RECEIPTS).embargo) == ("E", "2030-01-01")


def test_the_table_the_scheme_or_the_country_says_what_holds_for_the_rest(world: Workspace, db: None) -> None:
    cast = make_cast("full")
    saved(save(cast.ana, cast.draft, RECEIPTS, "5000", "m1"))
    assert observed(cast, RECEIPTS).conf_status == "F"
    stated = RECEIPTS._replace(item="Q.CONF_STATUS", breakdown="C1")
    saved(save(cast.ana, cast.draft, stated, "C", "m2"))
    assert observed(cast, RECEIPTS).conf_status == "C"
    saved(save(cast.ana, cast.draft, RECEIPTS, None, "m3", 1, confidentiality="F"))
    assert observed(cast, RECEIPTS).conf_status == "F"
    again = contents(observations_of(cast.draft, definitions().questionnaire), definitions().questionnaire)
    assert again[RECEIPTS].conf_status == "F"


def test_the_plain_form_sets_and_shows_a_level(told: Cast, signed_in: SignedIn) -> None:
    client, name = signed_in(told.ana), f"conf:{RECEIPTS}"
    page = client.get(f"{TABLE}?plain").content.decode()
    assert f'name="{name}"' in page
    fields = {str(RECEIPTS): "5,000", f"version:{RECEIPTS}": "1", "request": "m5"}
    assert client.post(TABLE, {**fields, name: "E  2030-01-01"}).status_code == 302
    assert (now(told, RECEIPTS).conf_status, now(told, RECEIPTS).embargo) == ("E", "2030-01-01")
    page = client.get(f"{TABLE}?plain").content.decode()
    assert ":c As N until the embargo elapses, as F afterwards, until 1 January 2030" in page
    refused = client.post(TABLE, {**fields, f"version:{RECEIPTS}": "2", "request": "m6", name: "E"})
    assert refused.status_code == 422
    assert "An embargo (status E) has no day on which it ends." in refused.content.decode()


def test_a_small_count_is_proposed_as_confidential_in_the_form(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, PENSIONERS, "3", "m1"))
    assert set(small_counts(inquiry(), cast.draft, {PENSIONERS})) == {PENSIONERS}
    page = signed_in(cast.ana).get("/en/round/QMA/2024/QMA01/F2").content.decode()
    assert "persons could be recognised" in page
    assert "Proposed: A" in page
    saved(save(cast.ana, cast.draft, PENSIONERS, None, "m2", 1, confidentiality="A"))
    assert small_counts(inquiry(), cast.draft, {PENSIONERS}) == {}


# The workbook


def sheet_of(path: Path, key: Any) -> tuple[Any, Any, int, dict[str, int]]:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        marks = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1) if cell.value}
        for row in range(2, sheet.max_row + 1) if "_key" in marks else ():
            if sheet.cell(row, marks["_key"]).value == str(key):
                return book, sheet, row, marks
    raise LookupError(key)


def test_levels_go_into_the_workbook_and_come_back(told: Cast, tmp_path: Path) -> None:
    saved(marked(told, "E 2030-01-01"))
    path = exchange.write(inquiry(), told.draft, tmp_path / "a.xlsx", "es")
    book, sheet, row, marks = sheet_of(path, RECEIPTS)
    cell = sheet.cell(row, marks["_confidentiality"])
    assert cell.value == "E 2030-01-01"
    returned = exchange.examine(inquiry(), told.draft, path)
    assert (returned.difference.changes, returned.reading.ignored) == ((), ())
    cell.value = "C"
    book.save(path)
    returned = exchange.examine(inquiry(), told.draft, path)
    outcome = saved(import_workbook(told.ana, told.draft, returned, "w1"))
    assert outcome.entry is not None
    assert (now(told, RECEIPTS).conf_status, now(told, RECEIPTS).embargo) == ("C", "")


def test_a_concealed_row_is_marked_and_changes_nothing_when_it_comes_back(people: People, tmp_path: Path) -> None:
    SubmissionDraft.objects.filter(pk=people.draft.pk).update(state="IN_PROGRESS")
    people.draft.refresh_from_db()
    kept = concealment_for(people.mira.grants(), people.draft)
    assert {RECEIPTS, WOMEN, MEN, ADMIN, COVERED} <= kept.cells
    assert PENSIONERS not in kept.cells
    assert AID not in kept.cells
    path = exchange.write(inquiry(), people.draft, tmp_path / "a.xlsx", "en", concealment=kept)
    with pytest.raises(LookupError):
        sheet_of(path, RECEIPTS)
    returned = exchange.examine(inquiry(), people.draft, path)
    assert saved(import_workbook(people.cleo, people.draft, returned, "w1")).entry is None
    assert now(people, RECEIPTS).number == Decimal(OF_SCHEME[RECEIPTS])


# Through the gate and back


def test_levels_pass_the_gate_and_a_revision_restores_them(told: Cast, world: Workspace) -> None:
    saved(save(told.ana, told.draft, ADMIN, "44", "m0", confidentiality="E 2030-01-01"))
    saved(marked(told, "C"))
    said = observations_of(told.draft, definitions().questionnaire)
    stored = tuple(map(observation_from_row, observations_table(said).to_pylist()))
    assert {each.conf_status for each in stored if each.item == RECEIPTS.item and each.scheme == "QMA01"} == {"C"}
    days = [each for each in stored if each.item == "Q.EMBARGO"]
    assert [(each.breakdown, each.text_value) for each in days] == [("S.EXP_ADMIN", "2030-01-01")]
    back = contents(stored, definitions().questionnaire)
    assert (back[ADMIN].conf_status, back[ADMIN].embargo) == ("E", "2030-01-01")
    assert back[RECEIPTS].conf_status == "C"
    assert not [key for key in back if key.item == "Q.EMBARGO"]


def test_what_may_be_known_follows_the_role_and_the_scheme(people: People) -> None:
    for who in (people.cleo, people.nora, people.teo, people.vera):
        assert not concealment_for(who.grants(), people.draft)
    assert concealment_for(people.ana.grants(), people.draft).cells == {COVERED}
    assert concealment_for(people.abel.grants(), people.draft).cells == {COVERED}
    assert concealment_for(people.rita.grants(), people.draft).cells == {COVERED}
