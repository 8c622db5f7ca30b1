"""The page of sources: what it shows to whom, what its forms record, and the source in the table of the form."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from openssi_web.rounds.compilation.compiled import sources_of
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourcedValue
from web_desk.conftest import SignedIn
from web_desk.desk import (
    REPORT,
    answer,
    cell_of,
    compiled,
    key,
    search,
    searched,
    second,
    source,
    state,
)
from web_files.samples import PDF, sent
from web_moves.people import Everybody, in_state
from web_rounds.cast import AID, RECEIPTS

HERE = "/en/round/QMA/2024/sources"


def text(response: Any) -> str:
    return str(response.content.decode())


def post(client: Client, what: str, **fields: Any) -> Any:
    return client.post(HERE, {"do": what, "key": key(), **fields})


def filled(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), "927", page="p. 3"))
    compiled(search(people, "F2"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Sources: Amara 2024", "Differs by more than 1%: a reason is needed.", "+27\u00a0million", "+3.0%")),
        ("fr", ("Sources\u00a0: Amara 2024", "Écart supérieur à 1\u00a0%", "+3,0\u00a0%", "non trouvé")),
        ("es", ("Fuentes: Amara 2024", "Difiere en más del 1\u00a0%", "+3,0\u00a0%", "no encontrado")),
    ],
)
def test_the_page_shows_both_sources_with_their_files_and_what_was_searched(
    people: Everybody, signed_in: SignedIn, language: str, words: tuple[str, ...]
) -> None:
    filled(people)
    page = text(signed_in(people.teo).get(HERE.replace("/en/", f"/{language}/")))
    file = next(iter(sources_of(people.draft).values())).file
    assert file is not None
    assert [
        each for each in (*words, file.sha256, "Annual report", "https://stat.amara.example") if each not in page
    ] == []


def test_who_reads_the_page_and_who_does_not(people: Everybody, signed_in: SignedIn) -> None:
    filled(people)
    for who in (people.vera, people.cleo, people.noa, people.ana):
        page = text(signed_in(who).get(HERE))
        assert ("Yearbook 2024" in page, 'name="do"' in page) == (True, False)
    assert signed_in(people.bo).get(HERE).status_code == 404
    assert signed_in(people.bo).get(f"{HERE}/values.csv").status_code == 404
    assert post(signed_in(people.bo), "search").status_code == 404
    assert Client().get(HERE).status_code == 302


def test_a_respondent_reads_of_its_own_schemes_only(people: Everybody, signed_in: SignedIn) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), "12", AID))
    client = signed_in(people.ana)
    assert "Annual report" not in text(client.get(HERE))
    assert "QMA02" not in text(client.get(f"{HERE}/values.csv"))


def test_somebody_who_may_not_write_is_told_so(people: Everybody, signed_in: SignedIn) -> None:
    response = post(
        signed_in(people.cleo), "search", tables=["F2"], place="x", day="2025-01-01", sought="x", result="FOUND"
    )
    assert (response.status_code, "DESK_OFFICER" in text(response)) == (422, True)
    assert not SearchRecord.objects.exists()


def test_a_country_that_answers_has_an_empty_page(people: Everybody, signed_in: SignedIn) -> None:
    in_state(people, "IN_PROGRESS")
    assert "Nothing was compiled for this country." in text(signed_in(people.cleo).get(HERE))


def test_the_workspace_leads_to_the_page(people: Everybody, signed_in: SignedIn) -> None:
    address = "/en/round/QMA/2024/"
    assert HERE in text(signed_in(people.teo).get(address))
    assert HERE not in text(signed_in(people.cleo).get(address))
    filled(people)
    page = text(signed_in(people.cleo).get(address))
    assert (HERE in page, "recorded what a source states" in page) == (True, True)


def test_a_source_is_recorded_with_its_file_and_the_file_replaced(people: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(people.teo)
    fields = {each: getattr(REPORT, each) for each in ("title", "publisher", "address", "accessed", "language")}
    response = post(client, "source", **fields, file=sent("report.pdf"))
    assert (response.status_code, response["Location"]) == (303, f"{HERE}?done=source#sources")
    assert "The source is recorded." in text(client.get(f"{HERE}?done=source"))
    (found,) = sources_of(people.draft).values()
    assert found.file is not None
    assert post(client, "file", source=found.row.pk, file=sent("later.pdf", PDF + b"later")).status_code == 303
    again = sources_of(people.draft)[found.row.pk].file
    assert again is not None
    assert again.name == "later.pdf"


def test_what_was_typed_stands_in_the_form_that_was_refused(people: Everybody, signed_in: SignedIn) -> None:
    response = post(signed_in(people.teo), "source", title="Yearbook", publisher="Office", address="stat.example")
    page = text(response)
    assert (response.status_code, 'value="Yearbook"' in page, "is not an address on the web" in page) == (
        422,
        True,
        True,
    )
    assert not CompiledSource.objects.exists()


def test_a_value_is_chosen_among_the_cells_of_a_table(people: Everybody, signed_in: SignedIn) -> None:
    client, number = signed_in(people.teo), source(people)
    page = text(client.get(HERE, {"part": "C1|QMA01"}))
    assert f'value="{RECEIPTS}"' in page
    response = post(client, "value", cell=str(RECEIPTS), source=number, value="900", page="p. 7", seen="0")
    assert response["Location"].endswith("?done=value#record")
    assert answer(people.draft).number == "900"
    chosen = text(client.get(HERE, {"cell": str(RECEIPTS)}))
    assert "Now: 900" in chosen
    late = post(client, "value", cell=str(RECEIPTS), source=number, value="901", page="p. 7", seen="0")
    assert (late.status_code, "The cell changed since you opened the page." in text(late)) == (422, True)
    for cell in ("", "X|_Z", "S.NONE|QMA01|_Z|_T|_T|_Z|_Z"):
        assert post(client, "value", cell=cell, source=number, value="1").status_code == 404
    assert post(client, "nothing").status_code == 404


def test_a_choice_is_made_with_its_reason(people: Everybody, signed_in: SignedIn) -> None:
    filled(people)
    client, other = signed_in(people.teo), cell_of(people).others[0].row.pk
    refused = post(client, "choose", cell=str(RECEIPTS), number=other, reason="", seen="1")
    assert (refused.status_code, "Choosing between sources needs a reason" in text(refused)) == (422, True)
    done = post(client, "choose", cell=str(RECEIPTS), number=other, reason="The account itself.", seen="1")
    assert done.status_code == 303
    assert "Why: The account itself. (Teo Lind, desk officer" in text(client.get(HERE))
    assert post(client, "choose", cell="?", number=other).status_code == 404


def test_a_search_is_recorded_and_what_is_left_is_listed(people: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(people.teo)
    assert "for which no search is recorded" in text(client.get(HERE))
    fields = {"place": "The library", "day": "2025-03-04", "sought": "Receipts", "result": "NOT_FOUND", "marks": "1"}
    assert post(client, "search", tables=["C1", "C2"], codes="B.REC, B.EXP", **fields).status_code == 303
    assert SearchRecord.objects.get().items == ["B.EXP", "B.REC", "C1", "C2"]
    refused = post(client, "search", codes="B.NONE", **fields)
    assert (refused.status_code, "unknown here: B.NONE" in text(refused)) == (422, True)
    searched(people)
    assert "Every value has its source" in text(client.get(HERE))


@pytest.mark.parametrize("kind", ["sources", "values", "searches"])
def test_what_was_compiled_is_taken_away(people: Everybody, signed_in: SignedIn, kind: str) -> None:
    filled(people)
    compiled(search(people, "F2", place="=cmd()", sought="-1+1"))
    response = signed_in(people.teo).get(f"{HERE}/{kind}.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Disposition"] == f'attachment; filename="{kind}-QMA-2024.csv"'
    told = {
        "sources": lambda: (
            [(each["title"], len(each["sha256"])) for each in rows] == [("Yearbook 2024", 64), ("Annual report", 64)]
        ),
        "values": lambda: (
            [(each["value"], each["used"], each["difference_percent"]) for each in rows[:2]]
            == [("900", "yes", ""), ("927", "no", "3")]
        ),
        "searches": lambda: (rows[-1]["place"], rows[-1]["sought"]) == ("'=cmd()", "'-1+1"),
    }
    assert told[kind]()
    assert signed_in(people.teo).get(f"{HERE}/people.csv").status_code == 404


# The table of the form


def test_a_table_is_filled_in_from_the_source_that_its_address_names(people: Everybody, signed_in: SignedIn) -> None:
    client, number, table = signed_in(people.teo), source(people), "/en/round/QMA/2024/QMA01/C1"
    page = text(client.get(table))
    assert ("Please choose a source with its page" in page, "data-closed" in page) == (True, True)
    page = text(client.get(table, {"source": number, "page": "p. 9"}))
    assert ("Values are saved with the source Yearbook 2024, p. 9." in page, "data-closed" in page) == (True, False)
    assert f'data-save="/en/round/QMA/2024/cells?source={number}&amp;page=p.+9"' in page
    address = f"{table}?source={number}&page=p.+9"
    assert f'action="{address.replace("&", "&amp;")}"' in page
    fields = {"request": key(), str(RECEIPTS): "900", f"version:{RECEIPTS}": "0"}
    assert client.post(address, fields)["Location"] == address
    row = answer(people.draft)
    assert (row.number, row.obs_status, "p. 9" in row.source) == ("900", "V", True)
    assert SourcedValue.objects.get().page == "p. 9"


def test_the_script_saves_with_the_source_too(people: Everybody, signed_in: SignedIn) -> None:
    client, number = signed_in(people.teo), source(people)
    body = {"idempotency": key(), "changes": [{"key": str(RECEIPTS), "value": "900", "based_on": 0}]}
    cells = "/en/round/QMA/2024/cells"
    refused = client.post(cells, body, content_type="application/json")
    assert (refused.status_code, refused.json()["refused"][0]["code"]) == (422, "COMPILE_SOURCE_NEEDED")
    saved = client.post(
        f"{cells}?source={number}&page=7", {**body, "idempotency": key()}, content_type="application/json"
    )
    assert (saved.status_code, saved.json()["saved"][0]["status"]) == (200, "V")


def test_others_see_nothing_of_it_in_the_form(people: Everybody, signed_in: SignedIn) -> None:
    source(people)
    page = text(signed_in(people.ana).get("/en/round/QMA/2024/QMA01/C1"))
    assert ("Source of what you enter here" in page, "data-closed" in page) == (False, False)
