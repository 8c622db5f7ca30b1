import csv
from pathlib import Path

import pytest

from openssi.engine import connect, table_of
from openssi.publish.csv_files import write_csv
from openssi.vocabulary.csv_text import neutralised, neutralised_cell
from openssi.vocabulary.dataflow import OBSERVATIONS

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_leaves_with_an_apostrophe(tmp_path: Path, text: str) -> None:
    with connect(held=table_of(OBSERVATIONS, [{"obs_id": "a", "note": text}])) as connection:
        path = write_csv(connection, tmp_path / "a.csv", "SELECT obs_id, note FROM held", {})
    with path.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [["obs_id", "note"], ["a", f"'{text}"]]
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", " =1", "'=1", "“=1”"])
def test_any_other_text_leaves_as_it_is(text: str) -> None:
    assert neutralised(text) == text


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    with connect() as connection:
        sql = "SELECT -5 AS whole, -0.5 AS part, (-1.250)::DECIMAL(38, 10) AS exact"
        path = write_csv(connection, tmp_path / "a.csv", sql, {}, exact=("exact",))
    assert path.read_text(encoding="utf-8").splitlines()[1] == "-5,-0.5,-1.25"
    assert neutralised_cell(-5) == -5


def test_headings_are_put_in_the_order_of_the_columns(tmp_path: Path) -> None:
    with connect() as connection:
        path = write_csv(connection, tmp_path / "a.csv", "SELECT 1 AS a, 2 AS b", {}, heads=["Année", "Valeur"])
    assert path.read_text(encoding="utf-8").splitlines() == ["Année,Valeur", "1,2"]
