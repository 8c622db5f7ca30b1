"""Excel of one dataset: numbers are numbers, codes are text, nothing is a formula, nothing is left out."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from openssi.definitions import Definitions, default_root
from openssi.publish.datasets import excel_dataset
from openssi.publish.datasets.dataset_files import write_dataset
from openssi.vocabulary.errors import FixTheFile
from publish.literal_dataset import HOSTILE, THIRD, Message

DEFINITIONS = Definitions(default_root())


def written(message: Any, path: Path) -> dict[str, list[list[Any]]]:
    write_dataset("xlsx", message, path, DEFINITIONS)
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_values_are_numbers_with_their_names_and_symbols(message: Message, tmp_path: Path) -> None:
    head, *rows = written(message(), tmp_path / "test.xlsx")["Données"]
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert head[:5] == ["REF_AREA (fr)", "REF_AREA (fr) (nom)", "TIME_PERIOD (fr)", "OBS_VALUE (fr)", "Symbole"]
    assert (found[0]["REF_AREA (fr)"], found[0]["REF_AREA (fr) (nom)"]) == ("QMA", "Aldova (fr)")
    assert found[0]["OBS_VALUE (fr)"] == pytest.approx(THIRD, rel=1e-15)
    assert [row["OBS_VALUE (fr)"] for row in found[1:]] == ["", "", -2.5e-7, ""]
    assert [row["Symbole"] for row in found] == ["", ":u", "a", "", "…"]


def test_a_text_is_never_a_formula(message: Message, tmp_path: Path) -> None:
    statement = "SELECT * REPLACE ('=1+1' AS COMMENT_OBS) FROM DF_TEST"
    write_dataset("xlsx", message(statement=statement), tmp_path / "test.xlsx", DEFINITIONS)
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "test.xlsx")["Données"].iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} <= {"s", "inlineStr"}


def test_the_cover_tells_release_citation_symbols_and_what_was_selected(message: Message, tmp_path: Path) -> None:
    cover = written(message(limits={"startPeriod": "2019"}), tmp_path / "test.xlsx")["Lisez-moi"]
    text = "\n".join(f"{row[0]} {row[1]}" for row in cover)
    for told in ("Test (fr)", "2026.1", "À citer ainsi", "startPeriod = 2019", ":u non publié", "inventés"):
        assert told in text.replace("\u00a0", " ")


def test_the_codes_that_occur_are_listed_with_their_names(message: Message, tmp_path: Path) -> None:
    rows = written(message(language="es"), tmp_path / "test.xlsx")["Códigos"]
    assert ["REF_AREA", "QMA", "Aldova (es)"] in rows
    assert ["OBS_STATUS", "Q", "Suppressed (es)"] in rows
    assert ["REF_AREA", "QMX", "QMX"] in rows
    assert all(row[1] != "QMB" for row in rows)


def test_texts_and_line_breaks_stay(message: Message, tmp_path: Path) -> None:
    rows = written(message(), tmp_path / "test.xlsx")["Données"]
    assert HOSTILE in {cell for row in rows for cell in row}


def test_rows_that_a_sheet_cannot_hold_go_on_in_the_next(
    message: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_dataset, "MOST_ROWS", 2)
    sheets = written(message(), tmp_path / "test.xlsx")
    parts = [sheets[name] for name in ("Données", "Données 2", "Données 3")]
    assert [len(each) - 1 for each in parts] == [2, 2, 1]
    assert len({tuple(each[0]) for each in parts}) == 1


def test_a_text_that_a_cell_cannot_hold_is_refused(message: Message, tmp_path: Path) -> None:
    statement = "SELECT * REPLACE (repeat('x', 32768) AS COMMENT_OBS) FROM DF_TEST"
    with pytest.raises(FixTheFile) as refused:
        write_dataset("xlsx", message(statement=statement), tmp_path / "test.xlsx", DEFINITIONS)
    assert refused.value.problems[0].code == "DATASET_TEXT_TOO_LONG"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_is_refused_with_those_that_there_are(message: Message, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="stata, spss, xlsx"):
        write_dataset("sas", message(), tmp_path / "test.sas7bdat", DEFINITIONS)


def test_polars_reads_the_values_as_numbers(message: Message, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    write_dataset("xlsx", message(), tmp_path / "test.xlsx", DEFINITIONS)
    read = polars.read_excel(tmp_path / "test.xlsx", sheet_name="Données", engine="openpyxl")
    assert read.schema["OBS_VALUE (fr)"] == polars.Float64
    assert read["OBS_VALUE (fr)"].to_list()[0] == pytest.approx(THIRD, rel=1e-15)
    assert read["OBS_VALUE (fr)"].null_count() == 3
