"""Figures of surveys in files, opened as those who get them do: pandas, polars, openpyxl, pyreadstat, JSON."""

import json
import math
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest

import openssi as library
from conftest import OpenSSI
from openssi.present.tidy_frame import TidyFrame

ASKED = ("--measures", "arpr,mean", "--by", "region,age_group,sex")


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library.example_survey(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def frame(design: Path) -> TidyFrame:
    """Rates and means of small groups, of which some are withheld, in French."""
    found = library.open_survey(None, design, labels="fr").estimate("arpr, mean", by="region,age_group,sex")
    assert None in found["n"]
    return found


def written(openssi: OpenSSI, design: Path, path: Path) -> Path:
    left, _, complaints = openssi("survey", "estimate", "--design", design, *ASKED, "--output", path)
    assert left == 0, complaints
    return path


def same(read: list[dict[str, Any]], frame: TidyFrame, *names: str) -> bool:
    """Tell whether rows that were read say the same as those of a frame, withheld numbers being missing in both."""
    return len(read) == len(frame) and all(
        _is_missing(one[name]) if other[name] in {None, ""} else _is_same(one[name], other[name])
        for one, other in zip(read, frame, strict=True)
        for name in names
    )


def _is_same(one: object, other: object) -> bool:
    """Tell whether two values are one; a workbook keeps sixteen digits of a number."""
    is_number = isinstance(one, float) and isinstance(other, float)
    return math.isclose(one, other, rel_tol=1e-15) if is_number else one == other  # type: ignore[arg-type]


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>"


FIGURES = ("measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n", "unit", "reason")


def test_csv_is_read_by_pandas_as_numbers(openssi: OpenSSI, design: Path, frame: TidyFrame, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    read = pandas.read_csv(written(openssi, design, tmp_path / "f.csv"), dtype={"n": "Int64"})
    assert tuple(read.columns) == FIGURES
    assert read["estimate"].dtype == "float64"
    assert same(read.to_dict("records"), frame, *FIGURES)


def test_json_has_numbers_and_null(openssi: OpenSSI, design: Path, frame: TidyFrame, tmp_path: Path) -> None:
    read = json.loads(written(openssi, design, tmp_path / "f.json").read_text("utf-8"))
    assert tuple(read[0]) == FIGURES
    assert same(read, frame, *FIGURES)
    assert {type(each["n"]) for each in read} == {int, type(None)}


def test_a_frame_goes_through_excel_as_numbers_and_words(frame: TidyFrame, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("pandas")
    frame.to_pandas().to_excel(tmp_path / "pandas.xlsx", index=False)
    frame.to_polars().write_excel(tmp_path / "polars.xlsx")
    for name in ("pandas.xlsx", "polars.xlsx"):
        heads, *rows = openpyxl.load_workbook(tmp_path / name).active.iter_rows(values_only=True)
        read = [dict(zip(heads, row, strict=True)) for row in rows]
        assert same(read, frame, "measure_name", "domain_name", "estimate", "n", "reason")
        assert {type(each["n"]) for each in read} == {int, type(None)}
        of_polars = polars.read_excel(tmp_path / name, engine="openpyxl")
        assert of_polars.schema["n"] == polars.Int64
        assert of_polars.schema["estimate"] == polars.Float64


def test_a_frame_goes_through_stata_with_what_its_columns_are_called(frame: TidyFrame, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    table = frame.to_pandas()
    labels = {"estimate": "Estimation", "domain_name": "Domaine en français"}
    table.to_stata(tmp_path / "f.dta", write_index=False, version=118, variable_labels=labels)
    read, facts = pyreadstat.read_dta(tmp_path / "f.dta")
    assert facts.column_names_to_labels["domain_name"] == "Domaine en français"
    assert same(read.to_dict("records"), frame, "measure_name", "domain_name", "estimate", "n")
