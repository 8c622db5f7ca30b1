"""A figure that a country does not agree with carries both values in every format, with both explanations."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow.parquet import read_table

from openssi.vocabulary.text import Language
from publish.conftest import INDICATOR, Publish

VALUE = f"{INDICATOR}.QMA.2020._T._T"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def named(paths: tuple[Path, ...], name: str) -> Path:
    return next(each for each in paths if each.name == name)


def test_flat_csv_has_the_value_of_the_country_beside_the_published_one(written: Publish) -> None:
    paths = written("csv")
    values = {(each["Country code"], each["Year"]): each for each in rows(named(paths, "country_values.csv"))}
    assert values["QMA", "2020"]["Value of the country"] == "41.25"
    assert values["QMB", "2020"]["Value of the country"] == ""
    answers = {each["Country code"]: each for each in rows(named(paths, "observations.csv"))}
    assert answers["QMB"]["Value of the country"] == "90000"


def test_flat_csv_tells_both_explanations_and_no_formula(written: Publish) -> None:
    first = rows(named(written("csv"), "side_by_side.csv"))[0]
    assert (first["Value of the country"], first["Language of the country"]) == ("41.25", "fr")
    assert first["What the country says"] == "'=Le registre a été corrigé."
    assert first["What the compiler says"] == "The register counts persons twice."


def test_sdmx_csv_has_a_column_and_a_dataflow_of_its_own(written: Publish) -> None:
    paths = written("sdmx-csv")
    values = {(each["REF_AREA"], each["TIME_PERIOD"]): each for each in rows(named(paths, "DF_INDICATORS.csv"))}
    assert values["QMA", "2020"]["COUNTRY_VALUE"] == "41.25"
    told = {each["FIGURE"]: each for each in rows(named(paths, "DF_SIDE_BY_SIDE.csv"))}
    assert told[VALUE]["COUNTRY_VALUE"] == "41.25"
    assert told[VALUE]["COMPILER_COMMENT"] == "The register counts persons twice."
    assert told["QMB.2020.H.COV_OLD"]["ITEM"] == "H_COV_OLD"


def test_the_workbook_has_a_sheet_of_them(written: Publish) -> None:
    book = load_workbook(written("xlsx")[0])
    heads, first, second = book["Side by side"].iter_rows(values_only=True)
    told = dict(zip(heads, first, strict=True))
    assert (told["Value of the country"], told["What the country says"]) == (41.25, "=Le registre a été corrigé.")
    assert dict(zip(heads, second, strict=True))["Value"] == 100000


@pytest.mark.parametrize("language", ["fr", "es"])
def test_headings_speak_the_language(written: Publish, language: Language) -> None:
    head = named(written("csv", language), "side_by_side.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert ("Ce que dit le pays" if language == "fr" else "Lo que dice el país") in head


def test_parquet_has_the_table_as_it_is(written: Publish) -> None:
    table = read_table(named(written("parquet"), "side_by_side.parquet"))
    assert table.column("figure_id").to_pylist() == [VALUE, "QMB.2020.H.COV_OLD"]
