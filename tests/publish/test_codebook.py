"""The codebook tells every item in three languages."""

import csv
import html
import re
from pathlib import Path

import openpyxl
import pytest

from openssi.definitions import Definitions, load
from openssi.publish import publish_codebook
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, Language


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_item_is_told_once_with_its_labels(definitions: Definitions, tmp_path: Path) -> None:
    paths = {path.name: path for path in publish_codebook(definitions, "csv", tmp_path, "en")}
    rows = records(paths["items.csv"])
    assert list(rows[0])[:8] == ["code", "mnemonic", "table", "level", "type", "label_en", "label_fr", "label_es"]
    assert [row["mnemonic"] for row in rows] == list(definitions.questionnaire.items)
    old_age = next(row for row in rows if row["mnemonic"] == "B.REC")
    assert (old_age["code"], old_age["multiplier"], old_age["codelist"]) == ("F2.01", "recipients", "")
    assert "SEX" in old_age["breakdowns"].split()
    codes = records(paths["codes.csv"])
    assert {row["codelist"] for row in codes} == set(definitions.codelists)
    assert {"codelist": "CL_YN", "code": "Y", "label_en": "Yes", "label_fr": "Oui", "label_es": "Sí"}.items() <= next(
        row for row in codes if (row["codelist"], row["code"]) == ("CL_YN", "Y")
    ).items()


def test_the_multiplier_rule_is_that_of_the_unit(definitions: Definitions, tmp_path: Path) -> None:
    rows = {row["mnemonic"]: row for row in records(publish_codebook(definitions, "csv", tmp_path, "en")[0])}
    assert rows["S.REC_TOTAL"]["multiplier"] == "money"
    assert rows["H.COV_OLD"]["multiplier"] == "persons"
    assert rows["B.AMT_AVG"]["multiplier"] == "none"
    assert rows["X.GDP"]["multiplier"] == "none"


def test_the_workbook_holds_the_same_tables_as_text(definitions: Definitions, tmp_path: Path) -> None:
    (path,) = publish_codebook(definitions, "xlsx", tmp_path, "fr")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["Items", "Tableaux", "Dimensions", "Unités", "Codes"]
    rows = list(book["Items"].iter_rows(values_only=True))
    assert len(rows) == len(definitions.questionnaire.items) + 1
    assert {type(cell) for row in rows for cell in row} <= {str, type(None)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_language(definitions: Definitions, tmp_path: Path, language: Language) -> None:
    (path,) = publish_codebook(definitions, "html", tmp_path, language)
    page = path.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"(?:src|href)=.http", page)
    assert "<script" not in page
    for item in definitions.questionnaire.items.values():
        assert f'<article id="{item.id}">' in page
        assert html.escape(item.label.in_language(language)) in page
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_an_unknown_format_is_refused_with_those_that_are_known(definitions: Definitions, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        publish_codebook(definitions, "pdf", tmp_path, "en")
    assert "csv, xlsx, html" in caught.value.problems[0].message("en")
