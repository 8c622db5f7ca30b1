"""The Word document of a country notebook: its structure, its languages, its numbers, its sources."""

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest

import libreoffice
from openssi.definitions import load
from openssi.present import word_document
from openssi.present.notebook_document import notebook_document
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.notebook import (
    CountryNotebook,
    FollowUpNoted,
    IndicatorReadings,
    MilestoneNoted,
    MissionNoted,
    ParticipantNoted,
    ProjectNoted,
    Reading,
    Standing,
)
from openssi.vocabulary.text import LANGUAGES, Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = dt.date(2026, 6, 12)
AT = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}


def a_notebook(**parts: Any) -> CountryNotebook:
    fund = Reading(2016, 1.25, "A", "Household survey, 2016")
    estimated = Reading(2024, 41.26, "E", "Household survey, 2016")
    old_age = IndicatorReadings("SDG_1_3_1_OLD_AGE", "Older persons: pension", fund, estimated)
    unknown = IndicatorReadings("SDG_1_3_1_CHILD", "Children: child benefit", None, None)
    late = FollowUpNoted(
        12, 3, "Send the template of the register.", "desk officer", True, dt.date(2026, 6, 1), None, ""
    )
    done = FollowUpNoted(
        13, 3, "Ask for the file of 2019.", "desk officer", False, dt.date(2026, 5, 1), dt.date(2026, 4, 2), "Received."
    )
    mission = MissionNoted(
        number=3,
        objective="Agree on the definition of an active contributor.\nSee the register.",
        place="Port Merrow",
        first=dt.date(2026, 3, 2),
        last=dt.date(2026, 3, 5),
        participants=(
            ParticipantNoted("desk officer", "", "", 2),
            ParticipantNoted("", "Ministry of Labour", "head of statistics", 1),
        ),
        findings=("The register counts contracts, not persons.", "Two files overlap."),
        follow_ups=(done, late),
        recorded="desk officer",
        recorded_at=AT,
    )
    project = ProjectNoted(
        number=5,
        title="A register of contributors",
        objective="One number for each person.",
        partners=("Pension Fund", "Statistical Office"),
        first=dt.date(2017, 1, 1),
        last=None,
        budget_line="SP-2017-04",
        state="RUNNING",
        milestones=(
            MilestoneNoted(7, "Numbers are assigned", dt.date(2026, 1, 31), None, (old_age, unknown)),
            MilestoneNoted(8, "The law is passed", dt.date(2025, 1, 31), dt.date(2025, 2, 3), ()),
        ),
        recorded="desk officer",
        recorded_at=AT,
    )
    usual: dict[str, Any] = {
        "area": "QMA",
        "country": "Amara",
        "day": DAY,
        "release": "2026.1",
        "standing": Standing(2025, "under validation", 3, ((dt.date(2026, 8, 1), "Confirmation"),)),
        "headlines": (IndicatorReadings("SDG_1_3_1_OLD_AGE", "Older persons: pension", None, estimated),),
        "missions": (mission,),
        "projects": (project,),
        "is_fictional": True,
    }
    return CountryNotebook(**{**usual, **parts})


def written(language: Language = "en", **parts: Any) -> bytes:
    return notebook_document(a_notebook(**parts), load(), language)


def part(content: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return ET.fromstring(file.read(name))  # noqa: S314 - written a line above


def texts(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def cells(content: bytes, table: int) -> list[list[str]]:
    return [[each.text for each in row.cells] for row in docx.Document(BytesIO(content)).tables[table].rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_stands_on_the_document(language: Language) -> None:
    content = written(language)
    (lang,) = part(content, "word/styles.xml").iter(f"{W}lang")
    assert (lang.get(f"{W}val"), lang.get(f"{W}eastAsia")) == (LOCALES[language], LOCALES[language])
    told = docx.Document(BytesIO(content)).core_properties
    assert told.language == LOCALES[language]
    assert (told.author, told.comments, told.created) == ("OpenSSI", "", dt.datetime(2026, 6, 12, tzinfo=dt.UTC))
    assert "Amara" in told.title


def test_headings_lead_through_it() -> None:
    found = [
        (each.style.name, each.text)
        for each in docx.Document(BytesIO(written())).paragraphs
        if each.style is not None and each.style.name.startswith(("Heading", "Title"))
    ]
    assert found == [
        ("Title", "Country notebook: Amara"),
        ("Heading 1", "Where the country stands"),
        ("Heading 2", "Next days of the round"),
        ("Heading 2", "Headline indicators"),
        ("Heading 1", "Follow-ups to do"),
        ("Heading 1", "Missions"),
        ("Heading 2", "2 March 2026 to 5 March 2026, Port Merrow"),
        ("Heading 3", "Findings"),
        ("Heading 1", "Cooperation projects"),
        ("Heading 2", "A register of contributors"),
        ("Heading 3", "Partner institutions"),
        ("Heading 3", "Budget line"),
        ("Heading 1", "Sources"),
    ]


def test_every_table_repeats_its_head_and_breaks_no_row() -> None:
    content = written()
    tables = list(part(content, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 6
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None


def test_pages_are_numbered_and_say_what_they_are_of() -> None:
    content = written()
    with zipfile.ZipFile(BytesIO(content)) as file:
        names = file.namelist()
        foot = next(file.read(each).decode() for each in names if "footer" in each)
        head = next(file.read(each).decode() for each in names if "header" in each)
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    assert "Country notebook: Amara · Release 2026.1 · 12 June 2026" in foot
    assert "Restricted" in head


@pytest.mark.parametrize(
    ("language", "estimate", "start"),
    [("en", "41.3 e\u00a0[1]", "1.3 (2016)\u00a0[2]"), ("fr", "41,3 e\u00a0[1]", "1,3 (2016)\u00a0[2]")],
)
def test_values_are_written_as_the_language_does_with_the_number_of_their_source(
    language: Language, estimate: str, start: str
) -> None:
    content, letter = (
        written(language),
        {"en": "Estimated value (by the country)", "fr": "Valeur estimée (par le pays)"},
    )
    assert cells(content, 0)[1][1:] == [estimate, "2024"]
    assert cells(content, 5)[1][2] == start
    assert texts(content)[-2:] == [
        f"1.\tHousehold survey, 2016 (e = {letter[language]})",
        "2.\tHousehold survey, 2016",
    ]


def test_what_has_no_value_says_so() -> None:
    assert cells(written(), 5)[2][2:] == ["no value", "no value"]


def test_where_follow_ups_stand_is_said_in_words() -> None:
    content = written()
    assert [row[4] for row in cells(content, 1)] == ["State", "overdue by 11 days"]
    assert [row[4] for row in cells(content, 3)] == ["State", "done on 2 April 2026: Received.", "overdue by 11 days"]
    assert [row[2] for row in cells(content, 4)] == [
        "State",
        "not reached, overdue by 132 days",
        "reached on 3 February 2025",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_notebook_is_a_document_too(language: Language) -> None:
    content = written(language, standing=None, release="", headlines=(), missions=(), projects=())
    assert not docx.Document(BytesIO(content)).tables
    assert len(texts(content)) > 8


def test_what_no_document_can_hold_is_left_out() -> None:
    odd = FollowUpNoted(1, 3, "a\ufffe\x07b <&> \U0001f30d", "x", False, DAY, None, "")
    (mission,) = a_notebook().missions
    content = written(missions=(MissionNoted(**{**_fields(mission), "follow_ups": (odd,)}),))
    assert cells(content, 1)[1][1] == "ab <&> \U0001f30d"


def _fields(mission: MissionNoted) -> dict[str, Any]:
    return {name: getattr(mission, name) for name in MissionNoted.__slots__}


@libreoffice.needed
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(written("fr"))
    told = libreoffice.as_text(path, tmp_path)
    if told is None:
        pytest.skip("LibreOffice Writer is not installed (Debian: apt-get install libreoffice-writer)")
    assert "Carnet du pays\u00a0: Amara" in told
    assert "en retard de 11 jours" in told


def test_without_python_docx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_document, "word_is_installed", lambda: False)
    with pytest.raises(FixTheFile) as caught:
        written()
    assert [each.code for each in caught.value.problems] == ["REPORTS_NOT_INSTALLED"]
    assert "reports" in caught.value.problems[0].text.en
