"""Rows for notebooks: an Arrow table that knows its title, unit, release, notes and citation."""

import importlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pyarrow as pa

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_ROWS_SHOWN = 10
_LONGEST = 40


@dataclass(frozen=True, eq=False, kw_only=True)
class TidyFrame:
    """One row per observation, every number as it is stored.

    pandas (`pandas.DataFrame.from_arrow`), polars (`polars.DataFrame`) and DuckDB (`duckdb.sql("FROM frame")`) take it
    as it is, through the Arrow stream interface. Whole numbers stay whole where some are missing: in pandas their
    columns are of the nullable type `Int64`, also when they are read from a Parquet file that was written from it.

    Attributes:
        table: The rows.
        title: What is measured, in the language of the labels.
        unit: In words ("Per cent"), empty where rows have units of their own.
        release: Id of the release that the rows are from.
        notes: What has to be known of the rows: definition, year rule, who has no value.
        citation: How to cite them.
        withheld: Which figures do not leave and why, for those who hold the data: it names small groups, and goes
            neither into what a notebook shows nor into the metadata of another library.
        shown: The columns that are shown where a notebook shows the frame; all others are there as well.
    """

    table: pa.Table
    title: str
    release: str
    citation: str
    unit: str = ""
    notes: tuple[str, ...] = ()
    withheld: tuple[str, ...] = field(default=(), repr=False)
    shown: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.table.column_names)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return self.table.num_rows, self.table.num_columns

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Iterate over the rows as dictionaries."""
        return iter(self.table.to_pylist())

    def __getitem__(self, column: str) -> list[Any]:
        """Return the values of a column as a list.

        Raises:
            KeyError: if there is no such column.
        """
        values: list[Any] = self.table[column].to_pylist()
        return values

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the rows to another library without copying them."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, whose metadata keep title, unit, release, notes and citation."""
        facts = {f"openssi.{name}": text for name, text in self._facts().items()}
        return self.table.replace_schema_metadata({**facts, "pandas": _types_in_pandas(self.table.schema)})

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is not needed by OpenSSI
        """Return a pandas DataFrame; `attrs` keeps title, unit, release, notes and citation.

        Columns of whole numbers are of a nullable type (`Int64`), so that a count beside a withheld one stays whole.

        Raises:
            FixTheFile: if pandas is not installed.
        """
        _library("pandas", "to_pandas")
        frame = self.to_arrow().to_pandas()
        frame.attrs = self._facts()
        return frame

    def to_polars(self) -> Any:  # noqa: ANN401 - polars is not needed by OpenSSI
        """Return a polars DataFrame.

        Raises:
            FixTheFile: if polars is not installed.
        """
        return _library("polars", "to_polars").from_arrow(self.table)

    def __repr__(self) -> str:
        names, rows = self._extract()
        widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
        lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in (names, *rows))
        return "\n".join((self._heading(), "", *lines, self._counted(), "", *self.notes, self.citation))

    def _repr_html_(self) -> str:
        names, rows = self._extract()
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        below = "<br>".join(map(escape, (self._counted(), *self.notes, self.citation)))
        caption = f"<caption>{escape(self._heading())}</caption>"
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table><p>{below}</p>"

    def _facts(self) -> dict[str, str]:
        facts = {"title": self.title, "unit": self.unit, "release": self.release}
        return {**facts, "notes": " ".join(self.notes), "citation": self.citation}

    def _heading(self) -> str:
        return f"{self.title} [{self.unit}]" if self.unit else self.title

    def _counted(self) -> str:
        return f"{min(len(self), _ROWS_SHOWN)} / {len(self)}"

    def _extract(self) -> tuple[Sequence[str], list[list[str]]]:
        shown = self.table.select(list(self.shown or self.columns)).slice(0, _ROWS_SHOWN)
        return shown.column_names, [[_cell(value) for value in row.values()] for row in shown.to_pylist()]


def _types_in_pandas(schema: pa.Schema) -> str:
    """Return what tells pandas which type a column of whole numbers has; its own would be of fractions with a gap.

    The form is that of `pandas_metadata` of Parquet files (https://pandas.pydata.org/docs/development/developer.html).
    """
    columns = [
        {"name": each.name, "field_name": each.name, "pandas_type": str(each.type), "numpy_type": _nullable(each.type)}
        for each in schema
        if pa.types.is_integer(each.type)
    ]
    told = [{**each, "metadata": None} for each in columns]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": told, "pandas_version": "1.0.0"})


def _nullable(of: pa.DataType) -> str:
    """Return the nullable type of pandas for an integer of Arrow: `Int64` for `int64`, `UInt8` for `uint8`."""
    return str(of).replace("int", "Int").replace("u", "U")


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _library(name: str, what: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise FixTheFile.because("LIBRARY_MISSING", Place(item=what), what=what, library=name) from error
