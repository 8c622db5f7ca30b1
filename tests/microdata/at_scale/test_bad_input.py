"""What a table must not hold is refused with the messages of the exact path, and told with their numbers."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.engine import Connection
from openssi.microdata.at_scale.tables import TableEstimates, estimate_table
from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import counted
from survey_table import ROLES, persons

SURVEY = SurveyDescription(welfare="y", weight="w", strata="h", psu=("u",), fpc=("f",))
ROWS: dict[str, list[object]] = {
    "y": [1.0, 2.0, 3.0, 4.0],
    "w": [1.0, 1.0, 1.0, 1.0],
    "h": ["A", "A", "B", "B"],
    "u": [1, 2, 3, 4],
    "f": [9.0, 9.0, 9.0, 9.0],
}


def asked(connection: Connection, rows: dict[str, list[object]], roles: SurveyDescription = SURVEY) -> TableEstimates:
    connection.register("persons", pa.table({**ROWS, **rows}))
    return estimate_table(connection, "persons", roles, ["mean", "arpr"], place=Place(file="persons.parquet"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ({name: pa.array([], pa.float64()) for name in ROWS}, "SURVEY_EMPTY"),
        ({"w": [0.0] * 4}, "SURVEY_WEIGHTS_ZERO"),
        ({"w": [1.0, None, 1.0, 1.0]}, "SURVEY_WEIGHT_MISSING"),
        ({"w": [1.0, -1.0, 1.0, 1.0]}, "SURVEY_WEIGHT_NEGATIVE"),
        ({"w": [1.0, float("inf"), 1.0, 1.0]}, "SURVEY_WEIGHT_INFINITE"),
        ({"y": [1.0, float("-inf"), 1.0, 1.0]}, "SURVEY_WELFARE_INFINITE"),
        ({"y": [None, float("nan"), None, None]}, "SURVEY_WELFARE_NOWHERE"),
        ({"y": ["1", "", "two", "4"]}, "SURVEY_TEXT_IN_NUMBERS"),
        ({"y": [[1.0]] * 4}, "SURVEY_NOT_NUMBERS"),
        ({"h": [["A"]] * 4}, "SURVEY_NOT_CATEGORIES"),
        ({"h": ["A", "A", None, "B"]}, "SURVEY_DESIGN_COLUMN_EMPTY"),
        ({"u": [1, 2, None, 4]}, "SURVEY_DESIGN_COLUMN_EMPTY"),
        ({"h": ["A", "A", "A", "B"]}, "SURVEY_SINGLE_PSU"),
        ({"u": [1, 2, 1, 4]}, "SURVEY_PSU_IN_TWO_STRATA"),
        ({"f": [0.0, 9.0, 9.0, 9.0]}, "SURVEY_FPC_UNFIT"),
        ({"f": [8.0, 9.0, 9.0, 9.0]}, "SURVEY_FPC_VARIES"),
        ({"f": [9.0, 9.0, 1.0, 1.0]}, "SURVEY_FPC_TOO_SMALL"),
    ],
)
def test_rows_that_are_not_as_they_should_be_are_refused(
    connection: Connection, rows: dict[str, list[object]], code: str
) -> None:
    with pytest.raises(FixTheFile, match=rf"persons\.parquet.*\[{code}\]"):
        asked(connection, rows)


def test_households_without_members_are_refused(connection: Connection) -> None:
    roles = replace(SURVEY, rows="households", size="members")
    with pytest.raises(FixTheFile, match=r"\[SURVEY_SIZE_UNFIT\]"):
        asked(connection, {"members": [1.0, 2.0, 0.0, 4.0]}, roles)


def test_an_income_that_is_missing_may_be_refused(connection: Connection) -> None:
    with pytest.raises(FixTheFile, match=r"\[SURVEY_WELFARE_MISSING\]"):
        asked(connection, {"y": [1.0, None, 3.0, 4.0]}, replace(SURVEY, missing="refuse"))


def test_a_column_that_is_not_there_is_answered_with_the_nearest(connection: Connection) -> None:
    connection.register("persons", pa.table(ROWS))
    with pytest.raises(FixTheFile, match=r"“hh”.*“h”.*\[SURVEY_COLUMN_UNKNOWN\]"):
        estimate_table(connection, "persons", SURVEY, ["mean"], ["hh"])


def test_a_column_that_makes_groups_of_few_rows_is_refused_before_all_its_values_are_fetched(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[int] = []

    def rows(self: Connection, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.query(sql, parameters).to_pylist()
        fetched.append(len(found))
        return found

    many = {name: values * 30 for name, values in ROWS.items()} | {"rent": list(range(120)), "u": list(range(120))}
    connection.register("persons", pa.table(many))
    monkeypatch.setattr(Connection, "rows", rows)
    with pytest.raises(FixTheFile, match=r"“rent”.*120 groups of 120 rows.*\[SURVEY_GROUPS_TOO_MANY\]"):
        estimate_table(connection, "persons", replace(SURVEY, strata=None, fpc=()), ["mean"], ["rent"])
    assert max(fetched) == 101


def test_a_column_of_many_groups_with_rows_enough_is_answered(connection: Connection) -> None:
    many = {name: values * 150 for name, values in ROWS.items()}
    many |= {"area": [number // 5 for number in range(600)], "u": list(range(600))}
    connection.register("persons", pa.table(many))
    found = estimate_table(connection, "persons", replace(SURVEY, strata=None, fpc=()), ["mean"], ["area"])
    assert len(found.estimates) == 121


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zenga", r"zenga.*arpr.*gini.*\[AT_SCALE_MEASURE\]"),
        ("mean(rent)", r"mean\(rent\).*\[AT_SCALE_COLUMN\]"),
        ("proportion(region)", r"proportion\(region\).*\[AT_SCALE_COLUMN\]"),
        ("coverage(Dole)", r"Dole.*Pension, Grant.*\[BENEFITS_PROGRAMME_UNKNOWN\]"),
        ("censored_water", r"water.*young, old.*\[MEASURE_INDICATOR_UNKNOWN\]"),
    ],
)
def test_what_sql_does_not_compute_is_answered_with_its_cause(connection: Connection, name: str, said: str) -> None:
    with pytest.raises(FixTheFile, match=said):
        estimate_table(connection, "nowhere", ROLES, ["mean", name])


def test_a_misspelt_measure_is_answered_with_the_nearest(connection: Connection) -> None:
    with pytest.raises(FixTheFile, match=r"ginni.*gini.*\[MEASURE_UNKNOWN\]"):
        estimate_table(connection, "persons", ROLES, ["ginni"])


@pytest.mark.parametrize(
    "design",
    [
        {"replicate_weights": ReplicateColumns(columns=("r*",))},
        {"calibration": {"sex": 100.0}},
        {"fpc": ("f", "g"), "psu": ("u", "v")},
    ],
)
def test_a_design_that_only_the_exact_path_knows_is_refused(connection: Connection, design: dict[str, object]) -> None:
    with pytest.raises(FixTheFile, match=rf"{next(iter(design))}.*\[AT_SCALE_DESIGN\]"):
        asked(connection, {}, replace(SURVEY, **design))


def test_what_was_done_with_rows_is_told_with_their_number(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [-1.0, None, 3.0, 4.0], "w": [1.0, 1.0, 0.0, 1.0]}
    told = {each.code: each.values["count"] for each in asked(connection, rows).notices}
    assert told == dict.fromkeys(
        ("SURVEY_WEIGHT_ZERO", "SURVEY_WELFARE_LEFT_OUT", "SURVEY_WELFARE_NEGATIVE"), counted(1)
    )


def test_a_domain_without_rows_gives_a_reason_instead_of_figures(connection: Connection) -> None:
    connection.register("persons", pa.table({**ROWS, "r": ["N", "N", "N", "S"], "y": [1.0, 2.0, 3.0, None]}))
    found = estimate_table(connection, "persons", replace(SURVEY, fpc=()), ["mean", "gini", "qsr"], ["r"]).estimates
    empty = [each for each in found if each.domain == "S"]
    assert {(each.n, each.estimate, each.reason) for each in empty} == {(0, None, "SURVEY_DOMAIN_EMPTY")}


def test_incomes_of_zero_give_no_share_and_say_why(connection: Connection) -> None:
    connection.register("persons", pa.table({**ROWS, "y": [0.0] * 4}))
    roles = replace(SURVEY, fpc=())
    reasons = {
        each.measure: each.reason
        for each in estimate_table(connection, "persons", roles, ["palma", "gini", "theil", "arpr"]).estimates
    }
    assert reasons == {
        "palma": "MEASURE_BOTTOM_SHARE_ZERO",
        "gini": "MEASURE_SUM_NOT_POSITIVE",
        "theil": "MEASURE_NONE_POSITIVE",
        "arpr": "MEASURE_LINE_NOT_POSITIVE",
    }


def test_groups_that_nobody_knows_give_no_figure_and_say_why(connection: Connection) -> None:
    connection.register("persons", pa.table({**ROWS, "s": ["M", "M", "M", "M"], "d": [None] * 4}))
    water = Indicator(name="water", dimension="life", column="d", relation="above", limits=(0.0,), weight=1.0)
    index = MultidimensionalIndex(indicators=(water,), cutoff=0.5)
    plain = replace(SURVEY, fpc=())
    wanted = ["gpg", "rmir_65", "H", "A"]
    found = estimate_table(connection, "persons", plain, wanted).estimates
    assert [each.reason for each in found] == [
        "MEASURE_SEX_MISSING", "MEASURE_AGE_MISSING", "MEASURE_DIMENSIONS_MISSING", "MEASURE_DIMENSIONS_MISSING",
    ]  # fmt: skip
    told = replace(plain, sex="s", men=("M",), women=("M",), age="y", multidimensional=index)
    found = estimate_table(connection, "persons", told, wanted).estimates
    assert [each.reason for each in found] == [
        "", "MEASURE_AGE_EMPTY", "MEASURE_INDICATORS_UNKNOWN", "MEASURE_INDICATORS_UNKNOWN",
    ]  # fmt: skip
    with pytest.raises(FixTheFile, match=r"column s.*“W”.*\[SURVEY_GROUP_UNKNOWN\]"):
        estimate_table(connection, "persons", replace(told, men=("W",), women=("F",)), ["gpg"])
    (gap,) = estimate_table(connection, "persons", replace(told, women=("F",)), ["gpg"]).estimates
    assert (gap.estimate, gap.reason) == (None, "MEASURE_SEX_EMPTY")


def test_one_psu_gives_figures_without_errors(connection: Connection) -> None:
    found = asked(connection, {"u": [1] * 4, "h": ["A"] * 4}, replace(SURVEY, single_psu="certainty", fpc=()))
    assert [(each.se, each.reason) for each in found.estimates] == [(None, "SURVEY_NO_FREEDOM")] * 2


def test_who_is_told_of_progress_may_stop_it(connection: Connection, tmp_path: Path) -> None:
    connection.register("persons", persons(300))
    steps: list[tuple[int, int, str]] = []

    def progress(*step: object) -> None:
        steps.append(step)  # type: ignore[arg-type]
        if len(steps) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        estimate_table(connection, "persons", ROLES, ["mean"], ["sex"], conventions=Conventions(), progress=progress)
    assert steps == [(0, 6, "all"), (1, 6, "all"), (2, 6, "all")]


@pytest.mark.parametrize("scale", [1e-300, 1e120, 1e300])
def test_incomes_that_numbers_hardly_hold_have_figures_or_reasons_and_never_a_failure(
    scale: float, connection: Connection
) -> None:
    connection.register("persons", pa.table({**ROWS, "y": [1.0 * scale, 2.0 * scale, 3.0 * scale, 5.0 * scale]}))
    measures = ["mean", "gini", "arpr", "qsr", "theil", "atkinson_2", "sen", "polarization", "palma", "quantile_10"]
    for found in estimate_table(connection, "persons", SURVEY, measures).estimates:
        assert found.reason or found.se is not None, found.measure
        for number in (found.estimate, found.se, found.lower, found.upper):
            assert number is None or math.isfinite(number), found.measure


def test_equal_incomes_are_exactly_equal(connection: Connection) -> None:
    connection.register("persons", pa.table({**ROWS, "y": [123.45] * 4, "w": [0.1, 0.7, 3.3, 1.9]}))
    measures = ["gini", "theil", "mld", "jdiv", "gei_2", "gei_-1", "atkinson_0.5", "atkinson_1", "atkinson_2"]
    found = estimate_table(connection, "persons", SURVEY, measures).estimates
    assert all(0 <= (each.estimate or 0) < 1e-15 for each in found)
