"""What a dataflow holds within a question: counted by hand on a small release, and by Hypothesis."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.engine import Connection
from openssi.publish.cubes.availability import availability, without
from openssi.vocabulary.data_query import DataQuery
from small_release import small_release

FLOW = load().dataflows.dataflows["DF_INDICATORS"]


@pytest.fixture(scope="module")
def release() -> Iterator[Connection]:
    with small_release(load()) as opened:
        yield opened


def asked(**more: object) -> DataQuery:
    return DataQuery(dataflow=FLOW.id, **more)  # type: ignore[arg-type]


def test_everything_is_counted(release: Connection) -> None:
    found = availability(release, FLOW)
    assert found.codes == {
        "FREQ": ("A",),
        "REF_AREA": ("QMA",),
        "INDICATOR": ("COVERED", "SPENT"),
        "SEX": ("F", "_T"),
        "BREAKDOWN": ("OLD", "_T"),
    }
    assert (found.first, found.last, found.series, found.observations) == (2019, 2020, 4, 5)


def test_exact_tells_the_codes_of_what_is_selected(release: Connection) -> None:
    found = availability(release, FLOW, asked(codes={"SEX": ("F",)}))
    assert (found.codes["INDICATOR"], found.codes["SEX"]) == (("COVERED",), ("F",))
    assert (found.first, found.last, found.series, found.observations) == (2020, 2020, 1, 1)


def test_available_tells_what_could_be_selected_beside_the_other_dimensions(release: Connection) -> None:
    found = availability(release, FLOW, asked(codes={"SEX": ("F",)}), "available")
    assert (found.codes["INDICATOR"], found.codes["SEX"]) == (("COVERED",), ("F", "_T"))
    assert found.observations == 1


def test_years_and_dimensions_limit_what_is_told(release: Connection) -> None:
    found = availability(release, FLOW, asked(last_period=2019), dimensions=("INDICATOR",))
    assert found.codes == {"INDICATOR": ("COVERED",)}


def test_a_question_without_an_answer_has_no_codes_and_no_years(release: Connection) -> None:
    found = availability(release, FLOW, asked(codes={"REF_AREA": ("XXX",)}))
    assert set(found.codes.values()) == {()}
    assert (found.first, found.series, found.observations) == (None, 0, 0)


def test_a_dimension_is_left_out_of_keys_as_well() -> None:
    question = asked(codes={"SEX": ("F",), "REF_AREA": ("QMA",)}, keys=({"SEX": ("F",), "FREQ": ("A",)},))
    assert without(question, "SEX") == asked(codes={"REF_AREA": ("QMA",)}, keys=({"FREQ": ("A",)},))


CODES = {"INDICATOR": ["COVERED", "SPENT", "NONE"], "SEX": ["_T", "F", "M"], "BREAKDOWN": ["_T", "OLD"]}
SELECTIONS = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(codes), min_size=1, max_size=2) for name, codes in CODES.items()}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(selected=SELECTIONS)
def test_available_never_tells_fewer_codes_than_exact_and_no_code_of_it_is_empty(
    release: Connection, selected: dict[str, list[str]]
) -> None:
    question = asked(codes={name: tuple(codes) for name, codes in selected.items()})
    exact, beside = availability(release, FLOW, question), availability(release, FLOW, question, "available")
    for dimension, codes in beside.codes.items():
        assert set(exact.codes[dimension]) <= set(codes)
        for code in codes:
            chosen = asked(codes={**question.codes, dimension: (code,)})
            assert availability(release, FLOW, chosen).observations > 0
