"""One cell’s footnote, a break, a source and a heading, found again in every format that can hold them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from openssi.definitions import Definitions
from openssi.engine import Connection, table_of
from openssi.publish import publish
from openssi.publish.cubes.notes import NotesAsked, notes
from openssi.vocabulary.reference_metadata import BREAKS, FOOTNOTES, REFERENCE_METADATA, SOURCES
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

FIGURE = "SDG_1_3_1_OLD_AGE.QMA.2020._T._T"
HOSTILE = '=SUM(A1) "estimé", <b>\nligne 2'
TEXTS = {"text_en": "Pensions only", "text_fr": "Pensions seulement", "text_es": "Solo pensiones", "language": ""}
NAMES = {"name_en": "Overall accuracy", "name_fr": "Exactitude globale", "name_es": "Exactitud general"}

Written = Callable[..., dict[str, Path]]


@pytest.fixture
def written(connection: Connection, release: Release, definitions: Definitions, tmp_path: Path) -> Written:
    own = {**dict.fromkeys(("text_en", "text_fr", "text_es"), HOSTILE), "language": "fr"}
    place = {"ref_area": "QMA", "time_period": 2020, "scheme": "_Z", "benefit": "_Z"}
    footnotes = [
        {"footnote_id": "N1", "scope": "cell", "kind": "footnote", "dataflow": "DF_INDICATORS", "figure": FIGURE,
         "indicator": "SDG_1_3_1_OLD_AGE", **place, **TEXTS},
        {"footnote_id": "N2", "scope": "table", "kind": "note", "dataflow": "DF_INQUIRY", "table_code": "H1",
         **place, **own},
    ]  # fmt: skip
    breaks = [{"break_id": "B1", "scope": "cell", "cause": "REGISTER", "previous_year": 2019,
               "previous_value": Decimal("0.1"), "value": Decimal(3), **place, **own}]  # fmt: skip
    sources = [{"source_id": "S1", "scope": "table", "dataflow": "DF_INQUIRY", "ref_area": "QMA", "title": "Register",
                "first_year": 2020, "last_year": 2020, "language": "fr"}]  # fmt: skip
    headings = [{"target": "DF_INDICATORS", "scope": "dataflow", "dataflow": "DF_INDICATORS",
                 "concept": "ACCURACY_OVERALL", "number": "13.1", "position": 1, **NAMES, **TEXTS}]  # fmt: skip
    tables = ((FOOTNOTES, footnotes), (BREAKS, breaks), (SOURCES, sources), (REFERENCE_METADATA, headings))
    for table, rows in tables:
        connection.register(table.id, table_of(table, rows))

    def made(format_id: str, language: Language = "en") -> dict[str, Path]:
        paths = publish(connection, release, format_id, tmp_path / format_id, language, definitions)
        return {path.name: path for path in paths}

    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_footnote_stands_in_a_sheet_and_in_a_file_in_the_language(written: Written, language: Language) -> None:
    text = TEXTS[f"text_{language}"]
    (book,) = written("xlsx", language).values()
    sheets = CalamineWorkbook.from_path(str(book))
    notes = sheets.get_sheet_by_index(8).to_python()
    assert [row[10] for row in notes[1:] if row[10] == FIGURE] == [FIGURE]
    assert any(text in row for row in notes)
    assert text in written("csv", language)["notes.csv"].read_text(encoding="utf-8")
    headings = sheets.get_sheet_by_index(7).to_python()
    assert headings[1][5:9] == ["13.1", "ACCURACY_OVERALL", NAMES[f"name_{language}"], text]


def test_hostile_text_stays_text_in_a_sheet_and_in_a_file(written: Written) -> None:
    (book,) = written("xlsx").values()
    notes = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(8).to_python()
    assert any(HOSTILE in row for row in notes)
    assert "'=SUM(A1)" in written("csv")["notes.csv"].read_text(encoding="utf-8")


def test_a_break_tells_both_values_exactly(written: Written) -> None:
    told = written("csv", "fr")["breaks.csv"].read_text(encoding="utf-8")
    assert "Registre" in told
    assert ",2019,0.1,3," in told


def test_the_tables_are_whole_in_parquet(written: Written) -> None:
    paths = written("parquet")
    found = {name: pq.read_table(paths[f"{name}.parquet"]).to_pylist() for name in ("footnotes", "breaks", "sources")}
    assert next((row["figure"], row["text_fr"]) for row in found["footnotes"]) == (FIGURE, "Pensions seulement")
    assert (found["breaks"][0]["cause"], found["sources"][0]["title"]) == ("REGISTER", "Register")


def test_the_notes_of_a_dataflow_are_its_headings_footnotes_breaks_and_sources(
    written: Written, connection: Connection
) -> None:
    assert written is not None
    flow = {"dataflow": "DF_INDICATORS"}
    found = notes(connection, "fr", NotesAsked(target="DF_INDICATORS", footnotes=flow, breaks={}, sources=None))
    assert found.lines() == ("13.1 Exactitude globale: Pensions seulement",)
    assert [row["figure"] for row in found.footnotes] == [FIGURE]
    assert found.sources == ()
    place = {"ref_area": "QMA"}
    asked = NotesAsked(target="QMA", footnotes={"dataflow": "DF_INQUIRY"}, breaks=place, sources=place)
    of_country = notes(connection, "es", asked)
    assert [row["text"] for row in of_country.footnotes] == [HOSTILE]
    assert [row["break_id"] for row in of_country.breaks] == ["B1"]
    assert [row["title"] for row in of_country.sources] == ["Register"]
    figure = notes(connection, "es", NotesAsked(target="", footnotes={"figure": FIGURE}))
    assert [row["text"] for row in figure.footnotes] == ["Solo pensiones"]
