"""A tidy frame keeps what is known of its rows, and shows it where a notebook shows the frame."""

import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.present.tidy_frame import TidyFrame
from openssi.vocabulary.errors import FixTheFile

FRAME = TidyFrame(
    table=pa.table(
        {
            "country": ["QMA", "QMB"],
            "value": [1 / 3, None],
            "exact": [Decimal("26.1140000001"), None],
            "note": ["<b>" + "x" * 60, None],
        }
    ),
    title="Pensions",
    unit="Per cent",
    release="2026.1",
    notes=("A & B",),
    citation="OpenSSI, release 2026.1.",
    shown=("country", "value", "note"),
)


def test_numbers_are_shown_as_they_are_stored_and_missing_ones_are_empty() -> None:
    lines = repr(FRAME).splitlines()
    assert lines[0] == "Pensions [Per cent]"
    assert lines[2].split() == ["country", "value", "note"]
    assert lines[3].split()[:2] == ["QMA", "0.3333333333333333"]
    assert lines[4] == "QMB"
    assert lines[5] == "2 / 2"
    assert lines[-2:] == ["A & B", "OpenSSI, release 2026.1."]


def test_only_ten_rows_are_shown_of_many() -> None:
    many = TidyFrame(table=pa.table({"year": list(range(2000, 2025))}), title="Years", release="1", citation="")
    assert "10 / 25" in repr(many)
    assert "2009" in repr(many)
    assert "2010" not in repr(many)


def test_the_page_of_a_notebook_escapes_what_was_written() -> None:
    page = FRAME._repr_html_()
    assert "<caption>Pensions [Per cent]</caption>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "A &amp; B<br>OpenSSI" in page
    assert page.count("<tr>") == 3


def test_rows_columns_and_shape() -> None:
    assert (FRAME.shape, len(FRAME), FRAME.columns[0]) == ((2, 4), 2, "country")
    assert FRAME["exact"] == [Decimal("26.1140000001"), None]
    assert [row["country"] for row in FRAME] == ["QMA", "QMB"]
    with pytest.raises(KeyError):
        FRAME["nothing"]


def test_arrow_keeps_the_facts_in_its_metadata() -> None:
    kept = FRAME.to_arrow().schema.metadata
    assert kept[b"openssi.unit"] == b"Per cent"
    assert kept[b"openssi.citation"] == b"OpenSSI, release 2026.1."
    assert pa.table(FRAME).column_names == list(FRAME.columns)


def test_pandas_keeps_the_facts_in_its_attributes() -> None:
    pytest.importorskip("pandas")
    frame = FRAME.to_pandas()
    assert (frame.attrs["title"], frame.attrs["release"]) == ("Pensions", "2026.1")
    assert frame["value"].tolist()[0] == 1 / 3


COUNTED = TidyFrame(
    table=pa.table(
        {"n": pa.array([160, None], pa.int64()), "year": pa.array([2023, 2024], pa.int32()), "share": [0.5, None]}
    ),
    title="Counts",
    release="1",
    citation="",
)


def test_whole_numbers_stay_whole_in_pandas_beside_withheld_ones(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    parquet = tmp_path / "counts.parquet"
    pq.write_table(COUNTED.to_arrow(), parquet)
    for frame in (COUNTED.to_pandas(), pandas.read_parquet(parquet)):
        assert [str(each) for each in frame.dtypes] == ["Int64", "Int32", "float64"]
        assert frame["n"].isna().tolist() == [False, True]
        assert frame.to_csv(index=False).splitlines() == ["n,year,share", "160,2023,0.5", ",2024,"]


def test_whole_numbers_stay_whole_in_polars_beside_withheld_ones() -> None:
    polars = pytest.importorskip("polars")
    frame = COUNTED.to_polars()
    assert frame.schema["n"] == polars.Int64
    assert frame["n"].to_list() == [160, None]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named_with_the_remedy(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(FixTheFile, match="LIBRARY_MISSING") as refused:
        getattr(FRAME, f"to_{library}")()
    assert f"pip install {library}" in str(refused.value)


def test_polars_is_given_the_rows_where_it_is_installed() -> None:
    polars = pytest.importorskip("polars")
    assert isinstance(FRAME.to_polars(), polars.DataFrame)
