"""CSV, JSON and Parquet for those who know no SDMX, under hostile text and with awkward numbers."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.engine import Connection
from openssi.engine.connection import open_connection
from openssi.publish.sdmx.data.data_messages import DataMessage, Labels
from openssi.publish.sdmx.data.plain_formats import json_rows, write_csv, write_ndjson, write_parquet
from openssi.vocabulary.release import Release
from publish.literal_dataset import DATAFLOW, STRUCTURES

RELEASE = Release(
    id="2026.1",
    created="2026-11-29T12:00:00+00:00",
    kind="demonstration",
    software_version="1",
    definitions_version="1",
    questionnaire_version="1",
    method={},
    sources=(),
    waivers=(),
    files=(),
)
HOSTILE = ['a,"b"', "=1+1", "-5", "@x", "two\nlines\r\nhere", "tab\tand \x01 bell \x07", "é ✓ \\ </x>", "", None]


def table(comments: list[str | None]) -> pa.Table:
    number = len(comments)
    values = [Decimal("-12.3400000000"), Decimal("100.0000000000"), None, Decimal("0.0000000001")]
    return pa.table(
        {
            "REF_AREA": ["QMA"] * number,
            "TIME_PERIOD": pa.array(range(2000, 2000 + number), pa.int32()),
            "OBS_VALUE": pa.array([values[each % 4] for each in range(number)], pa.decimal128(38, 10)),
            "OBS_STATUS": ["A"] * number,
            "UPPER": pa.array([[1.5, float("nan"), 1e20, None][each % 4] for each in range(number)], pa.float64()),
            "COMMENT_OBS": pa.array(comments, pa.string()),
        }
    )


@contextmanager
def holding(rows: pa.Table) -> Iterator[Connection]:
    opened = open_connection()
    opened.materialise("told", rows)
    yield opened
    opened.close()


def message(connection: Connection, labels: Labels = "id") -> DataMessage:
    return DataMessage(
        connection=connection,
        dataflow=DATAFLOW,
        structures=STRUCTURES,
        statement="SELECT * FROM told",
        release=RELEASE,
        labels=labels,
        language="fr",
    )


@pytest.fixture
def connection() -> Iterator[Connection]:
    with holding(table(HOSTILE)) as opened:
        yield opened


def test_csv_gives_every_text_back_and_marks_what_a_spreadsheet_would_calculate(connection: Connection) -> None:
    content = b"".join(write_csv(message(connection))).decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    texts = [row["COMMENT_OBS"] for row in rows]
    assert texts == ['a,"b"', "'=1+1", "'-5", "'@x", *HOSTILE[4:7], "", ""]
    assert [row["OBS_VALUE"] for row in rows][:4] == ["-12.34", "100", "", "0.0000000001"]
    assert [float(row["UPPER"]) if row["UPPER"] else None for row in rows][:4] == [1.5, None, 1e20, None]


def test_json_gives_every_text_back_and_what_is_missing_is_null(connection: Connection) -> None:
    lines = b"".join(write_ndjson(message(connection))).decode().split("\n")
    rows = [json.loads(line, parse_float=Decimal) for line in lines if line]
    assert [row["COMMENT_OBS"] for row in rows] == HOSTILE
    assert [row["OBS_VALUE"] for row in rows][:4] == [Decimal("-12.34"), 100, None, Decimal("1E-10")]
    assert [row["UPPER"] for row in rows][:4] == [Decimal("1.5"), None, Decimal("1e20"), None]
    listed = json.loads(b"[" + b"".join(json_rows(message(connection))) + b"]", parse_float=Decimal)
    assert listed == rows


def test_names_stand_beside_or_instead_of_codes(connection: Connection) -> None:
    both = pq.read_table(io.BytesIO(b"".join(write_parquet(message(connection, "both")))))
    assert both.column_names[:3] == ["REF_AREA", "REF_AREA_NAME", "TIME_PERIOD"]
    assert both["REF_AREA_NAME"][0].as_py() == STRUCTURES.codelists["CL_AREA"].by_id["QMA"].name.fr
    names = b"".join(write_csv(message(connection, "name"))).decode().splitlines()[0]
    assert names == "REF_AREA_NAME,TIME_PERIOD,OBS_VALUE,OBS_STATUS_NAME,UPPER,COMMENT_OBS"


def test_parquet_keeps_values_and_types(connection: Connection) -> None:
    kept = pq.read_table(io.BytesIO(b"".join(write_parquet(message(connection)))))
    assert kept.schema.equals(table(HOSTILE).schema)
    assert kept.drop_columns("UPPER").equals(table(HOSTILE).drop_columns("UPPER"))


def test_many_rows_are_given_in_many_pieces() -> None:
    with holding(table(["x"] * 100_000)) as opened:
        pieces = list(write_csv(message(opened)))
        assert len(pieces) > 5
        assert b"".join(pieces).count(b"\n") == 100_001
        assert len(list(write_parquet(message(opened)))) > 2


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(comments=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=5))
def test_any_text_comes_back_from_json(comments: list[str]) -> None:
    texts = [each.replace("\x00", "") for each in comments]
    with holding(table(list(texts))) as opened:
        content = b"".join(write_ndjson(message(opened))).decode()
    assert [json.loads(line)["COMMENT_OBS"] for line in content.split("\n")[:-1]] == texts
