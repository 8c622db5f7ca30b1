"""Whole series taken out of a sorted table."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.engine import connect
from openssi.engine.series_shelf import Bounds, SeriesShelf, make_shelf

KEY = ("area", "sex")
ROWS = [("QMA", "F", 2020, "a"), ("QMA", "F", 2021, "b"), ("QMA", "M", 2020, "c"), ("QMB", "F", 2021, None)]


def shelf_of(rows: list[tuple[str, str, int, str | None]], path: Path | None = None) -> SeriesShelf:
    columns = list(zip(*rows, strict=True)) or [()] * 4
    types = (pa.string(), pa.string(), pa.int32(), pa.string())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    with connect() as connection:
        connection.materialise("figures", pa.table(arrays, names=["area", "sex", "year", "note"]))
        return make_shelf(connection, "figures", KEY, path)


def listed(taken: pa.Table | None) -> list[tuple[object, ...]]:
    assert taken is not None
    return [tuple(each.values()) for each in taken.to_pylist()]


@pytest.mark.parametrize("is_file", [False, True])
def test_the_rows_of_the_series_asked_for_are_taken_in_their_order(tmp_path: Path, is_file: bool) -> None:
    shelf = shelf_of(ROWS, tmp_path / "figures.arrow" if is_file else None)
    assert listed(shelf.rows_of({"sex": ["F"]}, 10)) == [ROWS[0], ROWS[1], ROWS[3]]
    assert listed(shelf.rows_of({}, 10)) == ROWS
    assert listed(shelf.rows_of({"area": ["QMA"], "sex": ["M", "X"]}, 10)) == [ROWS[2]]


def test_a_series_that_is_not_there_has_no_rows() -> None:
    assert listed(shelf_of(ROWS).rows_of({"area": ["QMZ"]}, 10)) == []


def test_more_rows_than_wanted_are_not_taken() -> None:
    assert shelf_of(ROWS).rows_of({"sex": ["F"]}, 2) is None


def test_years_outside_of_the_bounds_are_left() -> None:
    assert listed(shelf_of(ROWS).rows_of({}, 10, Bounds("year", 2021, 2021))) == [ROWS[1], ROWS[3]]
    assert listed(shelf_of(ROWS).rows_of({}, 10, Bounds("year", None, 2020))) == [ROWS[0], ROWS[2]]


def test_an_empty_table_has_no_shelf_to_take_from(tmp_path: Path) -> None:
    assert shelf_of([]).rows_of({}, 10) is None
    assert shelf_of([], tmp_path / "figures.arrow").rows_of({"sex": ["F"]}, 10) is None


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from("ABCD"), st.sampled_from("FM"), st.integers(2000, 2003)), min_size=1),
    st.sets(st.sampled_from("ABCDE"), min_size=1),
    st.sets(st.sampled_from("FM"), min_size=1),
)
def test_what_is_taken_is_what_a_search_finds(
    keys: set[tuple[str, str, int]], areas: set[str], sexes: set[str]
) -> None:
    rows = [(*each, "note") for each in sorted(keys)]
    wanted = [each for each in rows if each[0] in areas and each[1] in sexes]
    assert listed(shelf_of(rows).rows_of({"area": areas, "sex": sexes}, 100)) == wanted


def test_a_series_that_is_cut_by_a_border_between_batches_is_one() -> None:
    rows: list[tuple[str, str, int, str | None]] = [("A", "F", year, "n") for year in range(70_000)]
    shelf = shelf_of([*rows, ("B", "F", 1, "n")])
    assert shelf.places.rows.tolist() == [70_000, 1]
    assert len(listed(shelf.rows_of({"area": ["A"]}, 80_000))) == 70_000


@pytest.mark.parametrize("most_words", [0, 60_000])
def test_a_column_is_plain_where_every_row_of_it_was_found_so(monkeypatch: pytest.MonkeyPatch, most_words: int) -> None:
    monkeypatch.setattr("openssi.engine.series_shelf._MOST_WORDS", most_words)
    with connect() as connection:
        rows = [("QMA", "F", year, "marked!" if year == 69_999 else "n") for year in range(70_000)]
        columns = [pa.array(column) for column in zip(*rows, strict=True)]
        connection.materialise("figures", pa.table(columns, names=["area", "sex", "year", "note"]))
        shelf = make_shelf(connection, "figures", KEY, None, without_marks)
    assert shelf.plain == {"area", "sex", "year"}


def without_marks(rows: pa.Table) -> frozenset[str]:
    texts = {name: str(rows.column(name).to_pylist()) for name in rows.column_names}
    return frozenset(name for name, text in texts.items() if "!" not in text)


def test_no_column_is_plain_where_nothing_looks() -> None:
    assert shelf_of(ROWS).plain == frozenset()
