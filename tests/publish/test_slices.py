"""Questions to a dataflow as SQL."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.engine import Connection, connect
from openssi.publish.cubes.slices import count_of, slice_of
from openssi.publish.sdmx.requests.missing_observations import no_observations
from openssi.vocabulary.data_query import OPERATORS, Condition, DataQuery, Test

WHOLE = load().dataflows.dataflows["DF_INDICATORS"]
KEPT = ("FREQ", "REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "SOURCE", "LAST_UPDATE")
FLOW = replace(WHOLE, structure=replace(WHOLE.structure, components=tuple(e for e in WHOLE.structure if e.id in KEPT)))
OLD, NEW = "2025-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"
ROWS = [
    ("A", "QMA", "F", 2020, 1.5, "Register", OLD),
    ("A", "QMA", "F", 2021, 2.5, "Register", OLD),
    ("A", "QMA", "F", 2022, None, None, NEW),
    ("A", "QMA", "M", 2021, 30.0, "Survey 'x'; DROP TABLE", NEW),
    ("A", "QMB", "F", 2022, 4.0, "Survey", OLD),
]
QUERY = DataQuery(dataflow="DF_INDICATORS")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    columns = [pa.array(column) for column in zip(*ROWS, strict=True)]
    with connect(DF_INDICATORS=pa.table(dict(zip(KEPT, columns, strict=True)))) as opened:
        yield opened


def found(connection: Connection, **asked: object) -> list[int]:
    """The numbers of the rows that are found."""
    asked_for = slice_of(replace(QUERY, **asked), FLOW)
    rows = [tuple(each.values()) for each in connection.rows(asked_for.statement, asked_for.parameters)]
    assert count_of(connection, asked_for) == len(rows)
    return [ROWS.index(each) for each in rows]


def where(component: str, *alternatives: tuple[Test, ...]) -> dict[str, tuple[Condition, ...]]:
    return {"conditions": (Condition(component, alternatives),)}


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"codes": {"REF_AREA": ("QMA",), "SEX": ("F",)}}, [0, 1, 2]),
        ({"codes": {"REF_AREA": ("QMB", "QMZ", "QMB")}}, [4]),
        ({"codes": {"REF_AREA": ()}}, []),
        ({"keys": ({"SEX": ("M",)}, {"REF_AREA": ("QMB",)})}, [3, 4]),
        ({"first_period": 2021, "last_period": 2021}, [1, 3]),
        ({"first_n": 1}, [0, 3, 4]),
        ({"last_n": 1}, [2, 3, 4]),
        ({"first_n": 1, "last_n": 1}, [0, 2, 3, 4]),
        ({"first_n": 1, "first_period": 2021}, [1, 3, 4]),
        ({"updated_after": OLD}, [2, 3]),
        (where("OBS_VALUE", (Test("ge", 2.0), Test("lt", 4.0)), (Test("eq", 30.0),)), [1, 3]),
        (where("SOURCE", (Test("sw", "Surv"),)), [3, 4]),
        (where("SOURCE", (Test("co", "'x'; DROP"),)), [3]),
        (where("SOURCE", (Test("nc", "vey"),)), [0, 1]),
        (where("SOURCE", (Test("ew", "er"),)), [0, 1]),
        (where("REF_AREA", (Test("gt", "QMA"),)), [4]),
        (where("TIME_PERIOD", (Test("ne", 2021),)), [0, 2, 4]),
    ],
)
def test_exactly_what_is_asked_for_is_found(connection: Connection, asked: dict[str, object], rows: list[int]) -> None:
    assert found(connection, **asked) == rows


@given(st.text(min_size=1), st.sampled_from(OPERATORS))
def test_no_text_of_a_question_stands_in_its_statement(text: str, operator: str) -> None:
    marked = f"«{text}»"
    test = Test(operator, marked)  # type: ignore[arg-type]
    asked = replace(QUERY, codes={"SEX": (marked,)}, keys=({"REF_AREA": (marked,)},), **where("SOURCE", (test,)))
    made = slice_of(asked, FLOW)
    assert marked not in made.statement
    assert list(made.parameters.values()) == [marked] * 3


def test_a_component_of_another_dataflow_is_not_asked_for() -> None:
    with pytest.raises(KeyError):
        slice_of(replace(QUERY, codes={"SCHEME": ("QMA01",)}), FLOW)


@pytest.mark.parametrize(
    ("asked", "code", "instead"),
    [
        ({"codes": {"SEX": ("F",), "REF_AREA": ("QMZ",)}}, "SDMX_CODE_NOT_THERE", "QMA, QMB"),
        ({"keys": ({"REF_AREA": ("X",)}, {"REF_AREA": ("Y",)})}, "SDMX_CODE_NOT_THERE", "X, Y"),
        ({"codes": {"SEX": ("M",)}, "first_period": 2030}, "SDMX_YEARS_NOT_THERE", "1 in 2021 to 2021"),
        ({"codes": {"SEX": ("M",), "REF_AREA": ("QMB",)}}, "SDMX_NO_RESULTS", "5 in 2020 to 2022"),
    ],
)
def test_a_question_without_an_answer_is_told_what_there_is(
    connection: Connection, asked: dict[str, object], code: str, instead: str
) -> None:
    error = no_observations(connection, replace(QUERY, **asked), FLOW, "2026.1")
    assert error.problems[0].code == code
    assert instead in error.problems[0].message()


def test_an_empty_dataflow_is_told_as_such() -> None:
    with connect(DF_INDICATORS=pa.table({name: pa.array([], pa.string()) for name in KEPT})) as connection:
        error = no_observations(connection, QUERY, FLOW, "2026.1")
    assert error.problems[0].code == "SDMX_DATAFLOW_EMPTY"
