"""Rows that measures leave out are told with the figures: in memory, compiled and by SQL, and in Python."""

import csv
import io
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import openssi as library
from conftest import OpenSSI
from openssi.microdata import large_samples
from openssi.microdata.design_file import read_design
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.catalogue import FAMILIES, MEASURES
from openssi.microdata.read_survey import read_survey
from openssi.run.leaving import Leaves
from openssi.run.surveys.output import Leaving
from openssi.run.surveys.sending import SendQuestion, sent_of

ROWS, NOT_ABOVE, BELOW, WITHOUT_WEIGHT, WITHOUT_RENT = 400, 30, 10, 1, 40
DESIGN = """
welfare: income
weight: weight
psu: psu
sex: sex
age: age
country: FRA
year: 2022
"""
DEFINED_ABOVE_ZERO = {"watts", "prosperity_gap", "theil", "mld", "jdiv", "gei", "atkinson", "zenga"}
LEFT_OUT = "theil, watts_abs900: rows left out, 30 of 399, because they have no amount above zero"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 persons, of whom 10 have an income below zero and 20 none; one more without an income has no weight."""
    folder = tmp_path_factory.mktemp("left_out")
    number = np.arange(ROWS)
    income = 400.0 + number * 7919 % 2600
    income[:BELOW], income[BELOW : NOT_ABOVE + WITHOUT_WEIGHT] = -50.0, 0.0
    columns = {
        "income": income,
        "weight": np.where(number == NOT_ABOVE, 0.0, 2.5),
        "psu": number % 50,
        "sex": np.where(number % 2, "M", "F"),
        "age": number % 90,
        "rent": np.where(number < ROWS - WITHOUT_RENT, income / 4 + 20, np.nan),
    }
    pq.write_table(pa.table(columns), folder / "persons.parquet")
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return folder


def estimated(openssi: OpenSSI, folder: Path, *more: object) -> tuple[list[dict[str, str]], str]:
    asked = ("survey", "estimate", folder / "persons.parquet", "--design", folder / "design.yaml", "--format", "csv")
    code, printed, said = openssi(*asked, *more)
    assert code == 0, said
    return list(csv.DictReader(io.StringIO(printed))), said


@pytest.mark.parametrize("engine", ["memory", "compiled", "duckdb"])
def test_it_is_told_how_many_rows_which_measures_leave_out(
    engine: str, openssi: OpenSSI, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "compiled":
        monkeypatch.setattr(large_samples, "LARGE", 0)
    more = ("--engine", "duckdb") if engine == "duckdb" else ()
    rows, said = estimated(openssi, folder, "--measures", "theil,gini,watts_abs900", *more)
    assert said.count("[MEASURE_NONPOSITIVE_LEFT_OUT]") == 1
    assert LEFT_OUT in said
    assert {row["n"] for row in rows} == {"399"}


@pytest.mark.parametrize(
    ("lang", "told"), [("fr", "lignes écartées, 30 sur 399"), ("es", "filas excluidas, 30 de 399")]
)
def test_it_is_told_in_the_language_of_the_reader(lang: str, told: str, openssi: OpenSSI, folder: Path) -> None:
    asked = ("--design", folder / "design.yaml", "--measures", "mld")
    _, _, said = openssi("--lang", lang, "survey", "estimate", folder / "persons.parquet", *asked)
    assert told in said


def test_a_count_below_the_minimum_of_the_rule_is_told_as_such(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    table = pq.read_table(folder / "persons.parquet").to_pandas()
    table.loc[3:, "income"] = table.loc[3:, "income"].clip(lower=1)
    table.to_parquet(tmp_path / "persons.parquet")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    _, said = estimated(openssi, tmp_path, "--measures", "theil")
    assert "rows left out, < 25 of 399" in said
    _, said = estimated(openssi, tmp_path, "--measures", "theil", "--protect", "none")
    assert "rows left out, 3 of 399" in said


def test_the_convention_refuses_instead_and_nothing_is_left_out(openssi: OpenSSI, folder: Path) -> None:
    rows, said = estimated(openssi, folder, "--measures", "theil,gini", "--nonpositive", "refuse")
    assert [row["reason"] for row in rows] == ["MEASURE_NONPOSITIVE_REFUSED", ""]
    assert "MEASURE_NONPOSITIVE_LEFT_OUT" not in said


def test_nothing_is_said_of_measures_in_which_everybody_counts(openssi: OpenSSI, folder: Path) -> None:
    _, said = estimated(openssi, folder, "--measures", "mean,median,arpr,gini,qsr,fgt1_abs900,hoover")
    assert "LEFT_OUT" not in said


def test_values_that_are_missing_are_told_apart_from_amounts_below_zero(openssi: OpenSSI, folder: Path) -> None:
    _, said = estimated(openssi, folder, "--measures", "mean(rent),theil(rent),theil")
    assert "mean(rent): rows left out, 40 of 399, because what the measure needs" in said
    assert "[MEASURE_MISSING_LEFT_OUT]" in said
    assert "theil(rent): rows left out, 40 of 399, because they have no amount above zero" in said
    assert "theil: rows left out, 30 of 399" in said


def test_what_a_scenario_leaves_out_is_told_too(openssi: OpenSSI, folder: Path, tmp_path: Path) -> None:
    table = pq.read_table(folder / "persons.parquet").to_pandas()
    table["more"] = table["income"] + 100
    table.to_parquet(tmp_path / "persons.parquet")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    _, said = estimated(openssi, tmp_path, "--measures", "theil", "--scenario", "more", "--protect", "none")
    assert "theil: rows left out, 30 of 399" in said


def test_in_python_it_is_a_note_of_the_frame(folder: Path) -> None:
    survey = library.open_survey(folder / "persons.parquet", folder / "design.yaml")
    frame = survey.estimate("theil, gini, watts_abs900", by="sex")
    assert sum(LEFT_OUT in note for note in frame.notes) == 1
    assert not any("LEFT_OUT" in note for note in survey.estimate("gini").notes)


def test_what_is_sent_says_it_with_its_method(folder: Path) -> None:
    description = read_design(folder / "design.yaml")
    survey = read_survey(folder / "persons.parquet", description)
    leaving = Leaving.of(description, None, Leaves("none"))
    assert sent_of(survey, SendQuestion(measure="theil"), leaving).method.endswith("; rows left out: 30 of 399")
    assert "left out" not in sent_of(survey, SendQuestion(), leaving).method


def test_the_rows_that_a_measure_counts_are_n_less_those_left_out(folder: Path) -> None:
    survey = read_survey(folder / "persons.parquet", read_design(folder / "design.yaml"))
    measures = [name for name, each in MEASURES.items() if each.family not in {"H", "A", "M0"}]
    families = {name: each.family for name, each in MEASURES.items()}
    for found in estimate(survey.sample, [*measures, "gei_0.5"], ["sex"]):
        left = 0 if found.contributors is None else found.contributors.left_out
        is_defined_above = families.get(found.measure, "gei") in DEFINED_ABOVE_ZERO
        assert left == (0 if not is_defined_above else 30 if found.domain == "all" else 15), found.measure
        if found.contributors is not None:
            assert found.contributors.rows == (found.n or 0) - left, found.measure
    assert {each.id for each in FAMILIES} >= DEFINED_ABOVE_ZERO
