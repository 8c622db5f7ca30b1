"""Columns of whole numbers that never fall are numbered without a table of values, and come out as all others do."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.microdata import survey_columns, survey_rows
from openssi.microdata.survey_columns import Wanted, typed
from openssi.microdata.survey_rows import Category, _category
from openssi.vocabulary.observation import Place

INT64 = pa.int64()


def read(batches: list[pa.Array]) -> Category:
    wanted = Wanted(numbers=(), categories=("household",))
    parts = [typed({"household": each}, wanted, Place(file="persons.parquet")) for each in batches]
    return _category([each.categories["household"] for each in parts], ())


def hashed(monkeypatch: pytest.MonkeyPatch, batches: list[pa.Array]) -> Category:
    with monkeypatch.context() as changed:
        changed.setattr(survey_columns, "_ascending", lambda _: None)
        changed.setattr(survey_rows, "_joined", lambda _: None)
        return read(batches)


def plain(*batches: list[int | None], kind: pa.DataType = INT64) -> list[pa.Array]:
    return [pa.array(each, type=kind) for each in batches]


CASES: dict[str, list[pa.Array]] = {
    "ascending": plain([1, 1, 2, 5], [5, 5, 9], [12]),
    "one household over three batches": plain([7], [7, 7], [7, 8]),
    "a batch without rows": plain([1, 2], [], [2, 3]),
    "below zero": plain([-5, -5, 0], [3]),
    "a batch that begins anew": plain([1, 2, 3], [1, 2, 3]),
    "falling": plain([3, 2, 2], [1]),
    "a missing number": plain([1, None, 2], [3]),
    "the greatest numbers": plain([2**63, 2**63, 2**64 - 1], [2**64 - 1], kind=pa.uint64()),
    "the least and the greatest": plain([-(2**63), 2**63 - 1]),
    "small numbers": plain([1, 1], [2], kind=pa.int8()),
}


@pytest.mark.parametrize("batches", CASES.values(), ids=CASES)
def test_numbers_are_the_same_whether_they_are_hashed_or_not(
    monkeypatch: pytest.MonkeyPatch, batches: list[pa.Array]
) -> None:
    found, expected = read(batches), hashed(monkeypatch, batches)
    assert found.codes.tolist() == expected.codes.tolist()
    assert found.codes.dtype == np.int32
    assert found.values.equals(expected.values)
    assert found.division({}).labels == expected.division({}).labels


@given(st.lists(st.lists(st.integers(-4, 4), max_size=5), min_size=1, max_size=4), st.booleans())
def test_any_batches_come_out_by_their_values(rows: list[list[int]], sort: bool) -> None:
    if sort:
        together = sorted(each for batch in rows for each in batch)
        sizes = np.cumsum([len(batch) for batch in rows])
        rows = [part.tolist() for part in np.split(np.array(together, dtype=np.int64), sizes[:-1])]
    together = [each for batch in rows for each in batch]
    if not together:
        return
    found = read(plain(*rows))
    assert [found.values[int(code)].as_py() for code in found.codes] == together
    assert found.values.to_pylist() == sorted(set(together))
