"""Since when an observation is as it is, on one literal table before and one after."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.engine import Connection, connect
from openssi.publish.cubes.cube_history import keep_earlier, rounded, types_of, unlike, with_history

FLOW = load().dataflows.dataflows["DF_SIDE_BY_SIDE"]
FIRST, SECOND = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
KEY = "'A' AS FREQ, 'QMA' AS REF_AREA, '_Z' AS INDICATOR, '_Z' AS ITEM, '_Z' AS SCHEME, '_Z' AS BENEFIT"


def observation(sex: str, value: str, *, release: str, moment: str, figure: str = "f") -> str:
    return f"""SELECT {KEY}, '{sex}' AS SEX, '_Z' AS BREAKDOWN, 2023 AS TIME_PERIOD, {value}::DOUBLE AS OBS_VALUE,
        '{release}' AS RELEASE, 'OpenSSI {release}' AS SOURCE, '{figure}' AS FIGURE, '{moment}' AS LAST_UPDATE,
        NULL::VARCHAR AS REVISION_REASON"""


@pytest.fixture
def connection() -> Iterator[Connection]:
    with connect() as opened:
        opened.execute("CREATE TABLE revision_reasons (figure VARCHAR, reason VARCHAR)")
        opened.execute("INSERT INTO revision_reasons VALUES ('changed', 'ERROR')")
        yield opened


def after(connection: Connection, before: list[str], now: list[str]) -> dict[str, tuple[str, str | None]]:
    connection.execute(f"CREATE TABLE earlier AS {' UNION ALL '.join(before)}")
    statement = " UNION ALL ".join(now)
    types = types_of(connection, statement)
    columns = keep_earlier(connection, FLOW, "earlier", types)
    rows = connection.rows(with_history(FLOW, statement, columns, types))
    return {row["SEX"]: (row["LAST_UPDATE"], row["REVISION_REASON"]) for row in rows}


def test_what_is_as_it_was_keeps_its_moment_though_its_release_has_another_name(connection: Connection) -> None:
    before = [observation("F", "12.5", release="a", moment=FIRST)]
    now = [observation("F", "12.5", release="b", moment=SECOND, figure="g")]
    assert after(connection, before, now) == {"F": (FIRST, None)}


def test_what_changed_has_the_moment_of_now_and_its_reason(connection: Connection) -> None:
    before = [observation("F", "12.5", release="a", moment=FIRST)]
    now = [observation("F", "12.6", release="b", moment=SECOND, figure="changed")]
    assert after(connection, before, now) == {"F": (SECOND, "ERROR")}


def test_the_last_digit_of_a_sum_is_no_change(connection: Connection) -> None:
    before = [observation("F", "0.38800659167046153", release="a", moment=FIRST)]
    now = [observation("F", "0.3880065916704615", release="b", moment=SECOND, figure="changed")]
    assert after(connection, before, now) == {"F": (FIRST, None)}


def test_a_value_that_goes_missing_has_changed(connection: Connection) -> None:
    before = [observation("F", "12.5", release="a", moment=FIRST)]
    now = [observation("F", "NULL", release="b", moment=SECOND, figure="changed")]
    assert after(connection, before, now) == {"F": (SECOND, "ERROR")}


def test_what_is_new_has_no_reason(connection: Connection) -> None:
    before = [observation("F", "12.5", release="a", moment=FIRST)]
    now = [
        observation("F", "12.5", release="b", moment=SECOND),
        observation("M", "10", release="b", moment=SECOND, figure="changed"),
    ]
    assert after(connection, before, now) == {"F": (FIRST, None), "M": (SECOND, None)}


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_a_number_is_like_itself_and_unlike_another_in_the_eleventh_digit(number: float) -> None:
    with connect() as opened:
        sql = f"SELECT {unlike('$a::DOUBLE', '$b::DOUBLE', 'DOUBLE')} AS differs"
        assert opened.rows(sql, {"a": number, "b": number}) == [{"differs": False}]
        other = number * (1 + 1e-10)
        if other != number and abs(other) < 1e308:
            assert opened.rows(sql, {"a": number, "b": other}) == [{"differs": True}]


@pytest.mark.parametrize("number", ["0", "-0.0", "'inf'", "NULL", "1e300", "-1e-300"])
def test_a_number_that_has_no_twelfth_digit_is_compared_as_it_is(connection: Connection, number: str) -> None:
    same = f"{rounded(f'({number}::DOUBLE)', 'DOUBLE')} IS NOT DISTINCT FROM {number}::DOUBLE"
    assert connection.rows(f"SELECT {same} AS same") == [{"same": True}]
