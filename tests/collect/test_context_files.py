from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openssi.collect import read_context
from openssi.definitions import default_root
from openssi.definitions.layouts import ContextColumn, ContextLayout, Layouts, load_layouts
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.errors import FixTheFile

REAL = load_layouts(default_root())


def column(item: str, name: str, **changes: Any) -> ContextColumn:
    plain = {"sex": "_T", "age": "_T", "times": (), "plus": {}, "factor": Decimal(1), "unit": "persons", "currency": ""}
    return ContextColumn(**{"item": item, "column": name, "status": "A", "method": "", **plain, **changes})


LAYOUTS: Layouts = replace(
    REAL,
    contexts=(
        ContextLayout(
            file="people.csv",
            source="A census",
            area="iso3",
            year="year",
            leave_out=frozenset({"WLD"}),
            values=(
                column("X.POP_TOTAL", "pop"),
                column("X.POP_TOTAL", "women", sex="F"),
                column("X.BIRTHS", "births_thousands", factor=Decimal(1000), status="E", method="Live births"),
                column("X.LF", "rate", sex="F", times=("women",), factor=Decimal("0.01"), status="E"),
            ),
        ),
    ),
)
HEADER = "iso3,year,pop,women,births_thousands,rate,other\n"


def write(folder: Path, *lines: str, header: str = HEADER) -> Path:
    (folder / "people.csv").write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def values(folder: Path) -> Mapping[tuple[str, str, str, int], Decimal]:
    rows = read_context(folder, LAYOUTS).table.to_pylist()
    return {(row["ref_area"], row["item"], row["sex"], row["time_period"]): row["value"] for row in rows}


def refusal(folder: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(FixTheFile) as caught:
        read_context(folder, LAYOUTS)
    assert all(problem.message(language) for problem in caught.value.problems for language in ("en", "fr", "es"))
    return [(problem.code, problem.place.row) for problem in caught.value.problems]


def test_columns_become_items(tmp_path: Path) -> None:
    assert values(write(tmp_path, "AFG,2020,38972230,19279930,1.5,20,x")) == {
        ("AFG", "X.POP_TOTAL", "_T", 2020): 38972230,
        ("AFG", "X.POP_TOTAL", "F", 2020): 19279930,
        ("AFG", "X.BIRTHS", "_T", 2020): 1500,
        ("AFG", "X.LF", "F", 2020): 3855986,
    }


def test_births_in_thousands_become_births(tmp_path: Path) -> None:
    assert values(write(tmp_path, "AFG,2020,,,1.229,,"))["AFG", "X.BIRTHS", "_T", 2020] == 1229


def test_an_observation_names_source_file_row_status_and_method(tmp_path: Path) -> None:
    table = read_context(write(tmp_path, "AFG,2020,,,,,", "AFG,2021,,,2,,"), LAYOUTS).table
    (row,) = table.to_pylist()
    assert tuple(row) == OBSERVATIONS.names
    assert row["obs_id"] == "AFG.2021.X_BIRTHS._Z._Z._T._T._Z._Z"
    assert (row["channel"], row["scheme"], row["benefit"], row["source"]) == ("context", "_Z", "_Z", "A census")
    assert (row["file"], row["row_number"], row["obs_status"], row["method"]) == ("people.csv", 3, "E", "Live births")


def test_an_empty_cell_is_no_zero_and_a_zero_is_no_empty_cell(tmp_path: Path) -> None:
    found = values(write(tmp_path, "AFG,2020,0,,,20,", "NAM,2020,5,NaN,,20,"))
    assert found == {("AFG", "X.POP_TOTAL", "_T", 2020): 0, ("NAM", "X.POP_TOTAL", "_T", 2020): 5}


def test_groups_of_countries_and_years_far_away_are_left_out(tmp_path: Path) -> None:
    found = values(
        write(tmp_path, "WLD,2020,9,,,,", ",2020,9,,,,", "AFG,1989,1,,,,", "AFG,1990,2,,,,", "AFG,2031,3,,,,")
    )
    assert found == {("AFG", "X.POP_TOTAL", "_T", 1990): 2}


def test_a_short_row_ends_in_empty_cells(tmp_path: Path) -> None:
    assert len(values(write(tmp_path, "AFG,2020,5"))) == 1


def test_a_folder_without_a_known_file_names_those_expected(tmp_path: Path) -> None:
    assert refusal(tmp_path) == [("CONTEXT_NO_FILES", None)]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("iso3,year,pop\nAFG,2020,1\n", encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        read_context(tmp_path, LAYOUTS)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.row) == ("CONTEXT_COLUMNS_MISSING", 1)
    assert problem.values == {"columns": "women, births_thousands, rate"}


def test_texts_years_and_repetitions_are_refused_with_their_rows(tmp_path: Path) -> None:
    write(tmp_path, "AFG,2020,many,,,,", "AFG,20,1,,,,", "NAM,2020,1,,few,,", "NAM,2020,1,,,,")
    assert refusal(tmp_path) == [
        ("CONTEXT_YEAR", 3),
        ("CONTEXT_REPEATED", 5),
        ("CONTEXT_NOT_A_NUMBER", 2),
        ("CONTEXT_NOT_A_NUMBER", 4),
    ]


def test_an_empty_file_and_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"")
    assert refusal(tmp_path) == [("CONTEXT_COLUMNS_MISSING", 1)]
    (tmp_path / "people.csv").write_bytes(HEADER.encode() + b"C\xf4te,2020,1,,,,\n")
    assert refusal(tmp_path) == [("PUBLISHED_ENCODING", None)]


@pytest.mark.shared_data
def test_the_real_context_gives_births_in_persons_and_no_groups(shared_data: Path) -> None:
    reading = read_context(shared_data, REAL)
    assert reading.files == tuple(layout.file for layout in REAL.contexts)
    rows = reading.table.to_pylist()
    births = {row["ref_area"]: row["value"] for row in rows if row["item"] == "X.BIRTHS" and row["time_period"] == 2020}
    assert 100_000_000 < sum(births.values()) < 160_000_000
    gdp = [row for row in rows if row["item"] == "X.GDP"]
    assert {(row["currency"], row["unit"]) for row in gdp} == {("USD", "USD")}
    assert not {"WLD", "EUU", "LDC"} & {row["ref_area"] for row in gdp}
    assert all(1990 <= row["time_period"] <= 2030 for row in rows)


@pytest.mark.shared_data
def test_the_real_sexes_add_up_to_their_total(shared_data: Path) -> None:
    rows = read_context(shared_data, REAL).table.to_pylist()
    people = {
        (row["ref_area"], row["time_period"], row["sex"]): row["value"] for row in rows if row["item"] == "X.POP_TOTAL"
    }
    totals = [(area, year) for area, year, sex in people if sex == "_T"]
    assert len(totals) > 6000
    for area, year in totals:
        assert abs(people[area, year, "M"] + people[area, year, "F"] - people[area, year, "_T"]) <= 2


@pytest.mark.shared_data
def test_a_real_poverty_rate_carries_its_line_and_the_year_of_its_prices(shared_data: Path) -> None:
    rows = read_context(shared_data, REAL).table.to_pylist()
    of_brazil = {
        row["item"]: row
        for row in rows
        if row["ref_area"] == "BRA" and row["time_period"] == 2015 and row["file"][0] == "p"
    }
    rate, line, year = of_brazil["X.POV_RATE_INT"], of_brazil["X.POV_LINE_INT"], of_brazil["Q.PPP_YEAR"]
    assert (rate["unit"], line["value"]) == ("%", Decimal("3.00"))
    assert "3.00 international dollars a day at 2021 prices" in rate["method"]
    assert (year["value"], year["text_value"], year["breakdown"]) == (None, "2021", "X.POV_RATE_INT")
    assert len({row["obs_id"] for row in rows}) == len(rows)


@pytest.mark.shared_data
def test_no_real_country_and_year_has_two_lines_of_one_rate(shared_data: Path) -> None:
    rows = read_context(shared_data, REAL).table.to_pylist()
    lines = [(row["ref_area"], row["time_period"]) for row in rows if row["item"] == "X.POV_LINE_INT"]
    rates = [(row["ref_area"], row["time_period"]) for row in rows if row["item"] == "X.POV_RATE_INT"]
    assert len(set(lines)) == len(lines) > 2000
    assert sorted(lines) == sorted(rates)


def test_a_constant_and_what_is_said_stand_where_the_column_has_a_value(tmp_path: Path) -> None:
    rate = column("X.POV_RATE_INT", "rate", unit="%")
    line = column("X.POV_LINE_INT", "rate", constant=Decimal("3.00"))
    year = column("Q.PPP_YEAR", "rate", says="2021", about="X.POV_RATE_INT")
    layouts = replace(LAYOUTS, contexts=(replace(LAYOUTS.contexts[0], values=(rate, line, year)),))
    found = read_context(write(tmp_path, "AFG,2020,1,1,1,20,x", "AFG,2021,1,1,1,,x"), layouts).table.to_pylist()
    told = {(row["item"], row["breakdown"]): row["text_value"] or row["value"] for row in found}
    assert told == {
        ("X.POV_RATE_INT", "_Z"): 20,
        ("X.POV_LINE_INT", "_Z"): 3,
        ("Q.PPP_YEAR", "X.POV_RATE_INT"): "2021",
    }
