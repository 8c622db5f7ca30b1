"""No door through which something leaves carries contact data; a name leaves only where the draft itself is seen."""

import io
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
from django.http import HttpResponseBase

from openssi.collect.workbook_keys import CellKey
from openssi.run.public_cells import FOCAL_POINT
from openssi_web.accounts import actions
from openssi_web.accounts.contact_models import Contact
from openssi_web.pages.cell_words import cell_address
from openssi_web.rounds.actions import log_correspondence
from openssi_web.rounds.correspondence.corresponding import LogAsked
from openssi_web.rounds.models import SubmissionDraft
from web_people.conftest import Register, SignedIn
from web_rounds.cast import PENSIONERS, make_cast, save

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
WORKBOOK = "/en/round/QMA/2024/workbook"
MONITOR = "/en/rounds/2024/countries"


def unpacked(answer: HttpResponseBase) -> str:
    """Everything that a file says, whatever it is packed in."""
    assert answer.status_code == 200, answer.headers
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode(errors="ignore") for name in package.namelist())


def cell_in_history(draft: SubmissionDraft) -> str:
    """The address of the history of a cell, as the page itself links to it."""
    return cell_address("round-history", "en", draft, PENSIONERS)


def test_no_file_carries_contact_data(register: Register, signed_in: SignedIn) -> None:
    cast = register.cast
    ana = Contact.objects.create(
        person=cast.ana, ref_area="QMA", phone="+999 555 0177", function="Registrar", valid_from="2024-01-01"
    )
    save(cast.ana, cast.draft, PENSIONERS, "5000", "a")
    asked = LogAsked(day="2026-01-01", direction="IN", medium="CALL", subject="Secretive", people=(register.mina.pk,))
    log_correspondence(register.fay, "QMA", asked, "k")
    contact_data = ["okoro", "555 0142", "555 0177", "chief actuary", "registrar", "secretive"]
    contact_data += [each.email for each in (cast.ana, cast.cleo, cast.teo, register.fay, register.ada)]
    assert ana.called == "Ana Silo"
    for who in (cast.cleo, cast.teo):
        client = signed_in(who)
        history = unpacked(client.get(f"{cell_in_history(cast.draft)}&format=csv"))
        assert "Ana Silo" in history
        found = [history, unpacked(client.get(WORKBOOK))]
        if who is cast.teo:
            found += [unpacked(client.get(f"{MONITOR}.{kind}")) for kind in ("csv", "xlsx")]
            assert "Ana Silo" not in found[-1] + found[-2]
        assert [each for each in contact_data if any(each in text.lower() for text in found)] == []


def test_the_history_of_an_erased_person_says_the_token_in_the_language(
    register: Register, signed_in: SignedIn
) -> None:
    cast = register.cast
    save(cast.ana, cast.draft, PENSIONERS, "5000", "a")
    before = cast.draft.entries.count()
    actions.erase_address(cast.ana.email, by=register.ada, reason="REQUEST")
    client = signed_in(cast.cleo)
    at = cell_in_history(cast.draft)
    for language, said in (("en", "Erased person"), ("fr", "Personne effacée"), ("es", "Persona borrada")):
        there = at.replace("/en/", f"/{language}/")
        for text in (unpacked(client.get(there)), unpacked(client.get(f"{there}&format=csv"))):
            assert f"{said} {cast.ana.pk}" in text
            assert "Ana Silo" not in text
            assert re.search(r"5.?000", text)
        workspace = client.get(f"/{language}/round/QMA/2024/").content.decode()
        assert "Ana Silo" not in workspace
        assert f"{said} {cast.ana.pk}" in workspace
        monitor = signed_in(cast.teo).get(f"/{language}/rounds/2024").content.decode()
        assert "Ana Silo" not in monitor
    assert cast.draft.entries.count() == before


def test_the_history_of_a_focal_point_leaves_on_no_file(world: object, db: None, signed_in: SignedIn) -> None:
    cast = make_cast("full")
    client = signed_in(cast.cleo)
    for item in sorted(FOCAL_POINT):
        key = CellKey(item, breakdown="PENSION_FUND")
        at = cell_address("round-history", "en", cast.draft, key)
        page = client.get(at)
        assert page.status_code == 200
        assert "format=csv" not in page.content.decode()
        assert client.get(f"{at}&format=csv").status_code == 404


def test_what_is_published_does_not_know_people() -> None:
    """Neither the library, which writes what is published, nor the doors of the site that send it, read people."""
    doors = [*SOURCE.glob("openssi/**/*.py"), *SOURCE.glob("openssi_web/api/*.py")]
    doors += [SOURCE / "openssi_web" / name for name in ("published.py", "releases.py", "warm.py")]
    doors += [SOURCE / "openssi_web" / "pages" / name for name in ("views.py", "walk.py", "country_page.py")]
    readers = re.compile(r"openssi_web\.accounts|Contact\b|rounds\.correspond")
    assert [each.name for each in doors if readers.search(each.read_text(encoding="utf-8"))] == []


def test_no_table_of_a_release_names_a_focal_point(demonstration: Path) -> None:
    values = ("focal.point@", "+000 000 000", "I.FOCAL_NAME", "I.FOCAL_EMAIL", "I.FOCAL_PHONE")
    answered = "\n".join("\n".join(texts_of(each)) for each in demonstration.glob("submissions/**/*.parquet"))
    assert [each for each in values if each not in answered] == []
    for each in demonstration.glob("releases/**/*.parquet"):
        if not each.stem.startswith(("items", "rules")):
            assert [text for text in texts_of(each) if any(value in text for value in values)] == [], each.name


def texts_of(path: Path) -> set[str]:
    """Return the different texts of a table."""
    table = pq.read_table(path)
    columns = [name for name in table.column_names if str(table.schema.field(name).type) == "string"]
    return {text for name in columns for text in table.column(name).unique().to_pylist() if text}
