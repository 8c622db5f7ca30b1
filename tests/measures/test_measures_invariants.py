"""What holds of any incomes and weights."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.lorenz import lorenz_curve
from openssi.microdata.measures.measure import Conventions, Linearised, Measured

Floats = NDArray[np.float64]

amounts = st.floats(0.01, 1e6).map(lambda number: round(number, 2))
weights = st.floats(0.1, 1e3).map(lambda number: round(number, 2))
populations = st.lists(st.tuples(amounts, weights), min_size=1, max_size=10)
incomes_of_any_sign = st.lists(st.tuples(st.integers(-50, 500), weights), min_size=1, max_size=10)
few = settings(max_examples=15, deadline=None)

INEQUALITY = (
    "gini", "theil", "mld", "gei_2", "atkinson_0.5", "atkinson_1", "qsr", "palma", "share_ratio_10_10", "lorenz_30",
    "hoover", "jdiv", "polarization", "quantile_ratio_90_10", "sgini_1.5", "sgini_3", "rich", "rich_concave_0.5",
    "rich_convex_1", "rich_cha_2_relm150", "zenga",
)  # fmt: skip
POVERTY = (
    "arpr", "fgt0", "fgt1", "fgt2", "watts", "rmpg", "income_gap_ratio", "sen", "sst", "prosperity_gap",
)  # fmt: skip
LEVELS = ("mean", "median", "arpt", "quantile_20", "bottom_mean_40")
EVEN_OUT = (
    "gini",
    "theil",
    "mld",
    "gei_2",
    "gei_-1",
    "atkinson_0.5",
    "atkinson_1",
    "atkinson_2",
    "jdiv",
    "hoover",
    "sgini_1.5",
    "sgini_4",
)
"""What falls, or stays, where a richer person gives to a poorer one."""


def measured(rows: list[tuple[float, float]], **conventions: object) -> Measured:
    table = np.array(rows, dtype=float)
    given_conventions = Conventions(**conventions)  # type: ignore[arg-type]
    return Measured(welfare=table[:, 0].copy(), weight=table[:, 1].copy(), conventions=given_conventions)


def found(name: str, of: Measured) -> Linearised:
    return measure_of(name).of(of)


def same(first: Linearised, second: Linearised, rel: float = 1e-7) -> None:
    assert first.reason == second.reason
    if first.value is None or second.value is None:
        assert first.value is second.value is None
    else:
        assert second.value == pytest.approx(first.value, rel=rel, abs=1e-9)


@few
@given(populations)
def test_inequality_and_relative_poverty_do_not_depend_on_the_unit_of_incomes(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    for name in INEQUALITY + POVERTY:
        same(found(name, of), found(name, of.with_welfare(of.welfare * 4)))


@few
@given(populations)
def test_the_scale_of_weights_changes_neither_figures_nor_errors(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    heavier = of.weighted(of.weight * 8)
    for name in INEQUALITY + POVERTY + LEVELS:
        first, second = found(name, of), found(name, heavier)
        same(first, second)
        if first.influence is not None and second.influence is not None:
            assert second.influence * 8 == pytest.approx(first.influence, rel=1e-6, abs=1e-9)


@few
@given(populations)
def test_a_population_twice_over_is_as_unequal_and_as_poor(rows: list[tuple[float, float]]) -> None:
    # Zenga counts each row among those below itself, which is more the fewer rows there are.
    twice = measured([*rows, *rows])
    for name in (*INEQUALITY[:-1], *POVERTY, *LEVELS):
        same(found(name, measured(rows)), found(name, twice))


@few
@given(populations, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[float, float]], chance: object) -> None:
    of = measured(rows)
    order = np.argsort([chance.random() for _ in rows])  # type: ignore[attr-defined]
    shuffled = measured([rows[each] for each in order])
    for name in INEQUALITY + POVERTY + LEVELS:
        first, second = found(name, of), found(name, shuffled)
        same(first, second)
        # Zenga ranks rows that are the same in all, so that their influences are theirs in turn.
        if first.influence is not None and second.influence is not None and name != "zenga":
            scale = np.abs(first.influence).max()
            assert second.influence == pytest.approx(first.influence[order], rel=1e-6, abs=1e-8 * scale + 1e-15)


@few
@given(populations, st.floats(1, 1e6), st.floats(1, 10))
def test_poverty_grows_with_the_line_and_falls_with_the_power(
    rows: list[tuple[float, float]], line: float, factor: float
) -> None:
    of, higher = measured(rows, line=line), measured(rows, line=line * factor)
    rates = [found(f"fgt{power}", of).value or 0.0 for power in (0, 1, 2)]
    assert rates[0] >= rates[1] >= rates[2] >= 0
    for name in ("fgt0", "fgt1", "fgt2", "watts", "sst", "prosperity_gap"):
        assert (found(name, higher).value or 0.0) >= (found(name, of).value or 0.0) - 1e-12


@few
@given(populations)
def test_the_lorenz_curve_is_convex_and_lies_between_nothing_and_the_diagonal(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    curve = lorenz_curve(of)
    slopes = np.diff(curve.income) / np.diff(curve.population)
    assert (np.diff(slopes) >= -1e-7 * slopes.max()).all()
    points = [found(f"lorenz_{percent}", of).value or 0.0 for percent in range(0, 101, 10)]
    assert all(0 <= point <= percent / 10 + 1e-12 for percent, point in enumerate(points))
    assert (np.diff(points, 2) >= -1e-9).all()
    assert points == pytest.approx(lorenz_curve(of, 10).income, abs=1e-9)


@few
@given(populations)
def test_inequality_stays_within_its_bounds(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    for name in ("gini", "atkinson_0.5", "atkinson_1", "atkinson_2"):
        assert -1e-12 <= (found(name, of).value or 0.0) < 1
    for name in ("theil", "mld", "gei_2", "gei_-1"):
        assert (found(name, of).value or 0.0) >= -1e-12
    assert (found("qsr", of).value or 1.0) >= 1 - 1e-9


@few
@given(incomes_of_any_sign)
def test_there_is_a_figure_or_a_reason_and_never_a_warning(rows: list[tuple[float, float]]) -> None:
    of = measured([(float(income), weight) for income, weight in rows])
    for name in INEQUALITY + POVERTY + LEVELS:
        each = found(name, of)
        assert (each.value is None or each.influence is None) == bool(each.reason)
        assert each.value is None or np.isfinite(each.value)
        assert each.influence is None or np.isfinite(each.influence).all()


@few
@given(populations)
def test_a_row_without_weight_is_as_if_it_were_not_there(rows: list[tuple[float, float]]) -> None:
    of, more = measured(rows), measured([(3.0, 0.0), *rows])
    for name in INEQUALITY + POVERTY + LEVELS:
        same(found(name, of), found(name, more), rel=1e-12)


@few
@given(populations)
def test_a_domain_that_holds_everybody_is_everybody(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    for name in INEQUALITY + POVERTY:
        same(found(name, of), found(name, of.within(np.ones(len(rows), dtype=bool))), rel=1e-12)


@few
@given(populations)
def test_a_sorting_is_not_used_for_another_welfare(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    domain = of.within(np.arange(len(rows)) < 5)
    other = replace(domain, welfare=-of.welfare)
    assert (np.diff(other.ordered.y) >= 0).all()
    assert domain.order is of.order
    assert domain.with_welfare(-of.welfare).whole.welfare.max() < 0


@few
@given(populations)
def test_figures_without_influence_are_the_same_figures(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    for name in INEQUALITY + POVERTY + LEVELS:
        plain = found(name, replace(of, with_influence=False))
        assert plain.value == found(name, of).value
        assert plain.influence is None


@few
@given(populations, st.floats(0, 1), st.data())
def test_whoever_gives_to_a_poorer_person_makes_incomes_more_equal_and_no_poverty_deeper(
    rows: list[tuple[float, float]], part: float, data: st.DataObject
) -> None:
    alike = [(income, 1.0) for income, _ in rows]
    giver, taker = (data.draw(st.integers(0, len(alike) - 1)) for _ in range(2))
    welfare = np.array([income for income, _ in alike])
    gift = part * max(0.0, welfare[giver] - welfare[taker]) / 2
    after = welfare.copy()
    after[giver] -= gift
    after[taker] += gift
    before = measured(alike, line=float(np.median(welfare)) * 1.5)
    then = before.with_welfare(after)
    for name in (*EVEN_OUT, "fgt1", "fgt2", "watts", "sst"):
        was = found(name, before).value or 0.0
        assert (found(name, then).value or 0.0) <= was + 1e-9 * max(1.0, was)


@few
@given(populations)
def test_the_extended_gini_of_two_is_the_gini_and_it_grows_with_its_parameter(rows: list[tuple[float, float]]) -> None:
    of = measured(rows)
    assert found("sgini_2", of).value == pytest.approx(found("gini", of).value, rel=1e-9, abs=1e-12)
    values = [found(f"sgini_{v}", of).value or 0.0 for v in (1.01, 1.5, 2, 4, 20)]
    assert (np.diff(values) >= -1e-12).all()
    assert 0 <= values[0] <= values[-1] <= 1 - min(of.welfare) / of.ordered.mean + 1e-12


@few
@given(populations, st.floats(0.5, 5))
def test_richness_falls_with_the_line_and_its_concave_indices_lie_below_the_rate(
    rows: list[tuple[float, float]], times: float
) -> None:
    of = measured(rows)
    low, high = 100 * times, 150 * times
    for name in ("rich", "rich_concave_0.3", "rich_concave_1", "rich_convex_1", "rich_convex_2", "rich_cha_0.3"):
        values = [found(f"{name}_relq{percent:g}", of).value or 0.0 for percent in (low, high)]
        assert values[0] >= values[1] - 1e-12
    rate = found(f"rich_relq{low:g}", of).value or 0.0
    for name in ("rich_concave_0.3", "rich_concave_1", "rich_cha_0.3", "rich_cha_20"):
        assert 0 <= (found(f"{name}_relq{low:g}", of).value or 0.0) <= rate + 1e-12


@few
@given(populations, st.integers(1, 9))
def test_poverty_of_all_is_that_of_parts_by_their_persons(rows: list[tuple[float, float]], border: int) -> None:
    of = measured(rows, line=1000.0)
    parts = [each for each in _divided(of, border) if each.ordered.n]
    for name in ("fgt0", "fgt1", "fgt2", "watts", "prosperity_gap", "rich_convex_2_abs500", "rich_cha_1_abs500"):
        together = sum(each.ordered.population * (found(name, each).value or 0.0) for each in parts)
        assert together / of.ordered.population == pytest.approx(found(name, of).value, rel=1e-9, abs=1e-12)


@few
@given(populations, st.integers(1, 9), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]))
def test_entropy_is_what_parts_have_within_and_what_their_means_have_between_them(
    rows: list[tuple[float, float]], border: int, a: float
) -> None:
    of = measured(rows)
    parts = [each for each in _divided(of, border) if each.ordered.n]
    means = [each.ordered.mean for each in parts]
    persons = [each.ordered.population for each in parts]
    within = sum(
        number / of.ordered.population * (mean / of.ordered.mean) ** a * (found(f"gei_{a:g}", each).value or 0.0)
        for each, number, mean in zip(parts, persons, means, strict=True)
    )
    between = found(f"gei_{a:g}", measured(list(zip(means, persons, strict=True)))).value or 0.0
    whole = found(f"gei_{a:g}", of).value or 0.0
    assert within + between == pytest.approx(whole, rel=1e-7, abs=1e-9)


def _divided(of: Measured, border: int) -> list[Measured]:
    first = np.arange(len(of.welfare)) < border
    return [of.within(first), of.within(~first)]


def test_one_owner_of_all_is_as_unequal_as_can_be() -> None:
    of = measured([(0.0, 1.0)] * 9 + [(50.0, 1.0)])
    assert [found(name, of).value for name in ("gini", "hoover", "share_90_100")] == pytest.approx([0.9, 0.9, 1.0])
