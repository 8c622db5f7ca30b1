"""Who has most of a programme by rank, and what it does to inequality: by algebra, then against other estimates."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.measures.measure import Conventions
from openssi.microdata.replicate_weights import with_replicates
from small_survey import division, found, survey, value

FOUR = ("concentration", "kakwani", "reynolds_smolensky", "reranking")
TEN = np.array([1.0, 2, 3, 4, 5, 20, 30, 40, 50, 60])


def given_to(welfare_before: np.ndarray, transfers: np.ndarray) -> Any:
    return survey(list(welfare_before + transfers), benefit=list(transfers))


def test_a_flat_transfer_has_no_concentration_and_is_as_progressive_as_welfare_is_unequal() -> None:
    flat = given_to(TEN, np.ones(10))
    assert value(flat, "concentration") == pytest.approx(0, abs=1e-15)
    assert value(flat, "kakwani") == pytest.approx(value(flat, "gini_before"))
    assert value(flat, "reranking") == pytest.approx(0, abs=1e-15)


def test_a_transfer_in_proportion_to_welfare_is_not_progressive() -> None:
    proportional = given_to(TEN, TEN / 10)
    assert value(proportional, "concentration") == pytest.approx(value(proportional, "gini_before"))
    for indicator in ("kakwani", "reynolds_smolensky", "reranking"):
        assert value(proportional, indicator) == pytest.approx(0, abs=1e-14)


def test_all_for_the_poorest_or_the_richest_of_ten_are_the_ends() -> None:
    poorest, richest = np.eye(10)[0] * 0.5, np.eye(10)[9] * 0.5
    assert value(given_to(TEN, poorest), "concentration") == pytest.approx(-0.9)
    assert value(given_to(TEN, richest), "concentration") == pytest.approx(0.9)


def test_where_all_have_the_same_before_nobody_is_ranked() -> None:
    equal = given_to(np.full(4, 7.0), np.array([4.0, 0, 0, 1]))
    assert value(equal, "concentration") == pytest.approx(0, abs=1e-15)
    assert value(equal, "reynolds_smolensky") == pytest.approx(0, abs=1e-15)
    assert value(equal, "reranking") == pytest.approx(value(equal, "gini_after"))


def test_two_who_change_places_are_reranked() -> None:
    # 1 and 3 become 5 and 3: the Gini coefficient after is 1/8, the concentration by rank before -1/8.
    passing = given_to(np.array([1.0, 3.0]), np.array([4.0, 0.0]))
    assert value(passing, "reynolds_smolensky") == pytest.approx(1 / 4 + 1 / 8)
    assert value(passing, "reranking") == pytest.approx(1 / 4)


def test_where_nobody_receives_or_nothing_was_there_before_the_reason_is_given() -> None:
    nobody = found(survey([1, 2], benefit=[0, 0]), *FOUR)
    assert nobody["concentration", "all"].reason == nobody["kakwani", "all"].reason == "BENEFITS_NOBODY_RECEIVES"
    nothing = found(survey([1, 2], benefit=[1, 2]), *FOUR)
    assert nothing["kakwani", "all"].reason == "BENEFITS_WELFARE_NOT_POSITIVE"
    assert nothing["reynolds_smolensky", "all"].reason == "BENEFITS_WELFARE_NOT_POSITIVE"


def test_the_convention_of_the_gini_and_the_order_of_rows_do_not_matter() -> None:
    before, transfers = np.array([3.0, 3.0, 3.0, 9.0]), np.array([0.0, 2.0, 0.0, 1.0])
    once = found(given_to(before, transfers), *FOUR)
    again = found(given_to(before[::-1], transfers[::-1]), *FOUR, conventions=Conventions(line=10.0, gini="convey"))
    for key, each in once.items():
        assert again[key].estimate == pytest.approx(each.estimate, abs=1e-15)
        assert again[key].se == pytest.approx(each.se)


persons = st.lists(
    st.tuples(
        st.floats(0.5, 100).map(lambda each: round(each, 1)),
        st.sampled_from([0.0, 0.0, 1.0, 5.5, 40.0]),
        st.floats(0.5, 5),
    ),
    min_size=2,
    max_size=15,
)


@settings(max_examples=40, deadline=None)
@given(persons)
def test_redistribution_is_progressivity_by_size_less_reranking(rows: list[tuple[float, float, float]]) -> None:
    before, transfers, weight = map(np.array, zip(*rows, strict=True))
    if not transfers.any():
        return
    given = survey(list(before + transfers), weight=list(weight), benefit=list(transfers))
    figure = {name: each.estimate for (name, _), each in found(given, *FOUR, "gini_difference").items()}
    size = float((weight * transfers).sum() / (weight * before).sum())
    assert figure["reynolds_smolensky"] == pytest.approx(figure["kakwani"] * size / (1 + size), abs=1e-12)
    assert figure["gini_difference"] == pytest.approx(figure["reynolds_smolensky"] - figure["reranking"], abs=1e-12)
    assert figure["reranking"] >= -1e-12
    assert -1 <= figure["concentration"] <= 1


def test_linearised_errors_are_those_of_the_jackknife_overall_and_in_groups() -> None:
    draw = np.random.default_rng(6)
    before = np.round(draw.lognormal(2, 0.7, 400), 1)
    transfers = np.where(draw.random(400) < 0.4, np.round(draw.uniform(0, 6, 400), 1), 0.0)
    groups = {"sex": division(list(draw.integers(0, 2, 400)), "m", "f")}
    sample, households = survey(
        list(before + transfers), weight=list(draw.uniform(1, 9, 400)), divisions=groups, benefit=list(transfers)
    )
    asked: dict[str, Any] = {"by": ((), ("sex",))}
    linearised = found((sample, households), *FOUR, **asked)
    again = found((with_replicates(sample, "JK1"), households), *FOUR, **asked)
    for key, each in linearised.items():
        assert each.se == pytest.approx(again[key].se, rel=0.05), key
