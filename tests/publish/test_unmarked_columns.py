"""What is seen of few rows at a glance shortens the statement and changes no byte of a message."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile_text import AWKWARD, TEXTS
from message_world import ROWS, TYPES, Row, message_of, row, written
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.special_signs import unmarked_columns


def table(*rows: Row) -> pa.Table:
    return pa.Table.from_pylist([{name: each.get(name) for name in TYPES.names} for each in rows], schema=TYPES)


def written_at_a_glance(format_id: str, *rows: Row) -> str:
    given = table(*rows)
    types = dict(zip(given.schema.names, given.schema.types, strict=True))
    with message_of(rows, types=types, unmarked=unmarked_columns(given)) as message:
        return b"".join(DATA_FORMATS[format_id].write(message)).decode()


def test_codes_and_plain_words_are_unmarked_and_a_comma_or_a_quote_is_not() -> None:
    assert set(TYPES.names) - unmarked_columns(table(*ROWS)) == {"NOTE"}


@pytest.mark.parametrize("sign", [",", '"', "&", "<", ">", "\\", "\n", "\r", "\t", "\x00", "\x1f", "\ufffe", "\uffff"])
def test_a_sign_that_some_format_escapes_marks_its_column(sign: str) -> None:
    assert "NOTE" not in unmarked_columns(table(row("QMA", 2019, 1.0, NOTE=f"a{sign}b")))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_marks_its_column(number: float) -> None:
    assert "OBS_VALUE" not in unmarked_columns(table(*ROWS, row("QMB", 2021, number)))


def test_words_that_are_kept_as_numbers_are_looked_through_too() -> None:
    words = pa.array(["a", "b,c"]).dictionary_encode()
    both, plain = pa.chunked_array([words]), pa.chunked_array([words.slice(0, 1)])
    assert unmarked_columns(pa.table({"NOTE": both})) == frozenset()
    assert unmarked_columns(pa.table({"NOTE": plain})) == {"NOTE"}


@pytest.mark.parametrize("format_id", DATA_FORMATS)
@pytest.mark.parametrize("awkward", AWKWARD)
def test_no_byte_is_another_one(format_id: str, awkward: str) -> None:
    rows = (*ROWS, row("QMB", 2021, 1e-7, NOTE=awkward))
    assert written_at_a_glance(format_id, *rows) == written(format_id, rows)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(DATA_FORMATS)), TEXTS, TEXTS, st.floats())
def test_no_byte_is_another_one_whatever_is_said(format_id: str, note: str, title: str, number: float) -> None:
    rows = (row("QMA", 2019, number, NOTE=note, TITLE=title),)
    assert written_at_a_glance(format_id, *rows) == written(format_id, rows)
