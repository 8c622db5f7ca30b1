"""Whether a part of a large sample tells of nobody is decided without a sort, and only where a sort says the same."""

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from openssi.microdata.contributors import largest_shares
from openssi.microdata.measures import behind, plenty
from openssi.microdata.measures.measure import Measured


@pytest.fixture(autouse=True)
def of_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of some thousand rows counts as large, a hundred as plenty, and a hundredth of an amount as much."""
    monkeypatch.setattr(plenty, "SORTED", 0)
    monkeypatch.setattr(plenty, "PLENTY", 100)
    monkeypatch.setattr(plenty, "OF_A_PERCENT", 10)
    monkeypatch.setattr(plenty, "LEAST_SHARE", 0.01)
    monkeypatch.setattr(plenty, "_BLOCK", 700)
    monkeypatch.setattr(plenty, "_EVERY", 1)


def survey(rows: int, seed: int = 1, spread: float = 0.5) -> Measured:
    draw = np.random.default_rng(seed)
    return Measured(welfare=np.exp(draw.normal(0, spread, rows)), weight=draw.uniform(1, 3, rows))


def test_the_ends_of_many_alike_tell_of_nobody() -> None:
    many = survey(20_000)
    assert plenty.tells_of_nobody(many, 0, 20)
    assert plenty.tells_of_nobody(many, 80, 100)
    assert behind.smaller_end(many, 40, 10).having is None


@given(rows=st.integers(500, 3_000), seed=st.integers(0, 99), spread=st.floats(0.1, 2.5), line=st.floats(0.2, 2.0))
def test_that_nobody_holds_much_is_said_only_where_the_largest_shares_say_it(
    rows: int, seed: int, spread: float, line: float
) -> None:
    sample = survey(rows, seed, spread)
    everybody = np.ones(rows, dtype=np.bool_)
    lacking = np.maximum(line - sample.welfare, 0.0)
    for amounts, said in (
        (sample.welfare, plenty.nobody_holds_much(sample)),
        (lacking, plenty.nobody_holds_much(sample, line)),
        (lacking, plenty.nobody_holds_much(sample, line, positive=True)),
    ):
        largest = largest_shares(sample.weight * amounts, everybody, None)
        event(f"proved: {said}")
        assert not said or not largest or largest[0] <= plenty.LEAST_SHARE


def test_few_rows_are_not_plenty() -> None:
    assert not plenty.tells_of_nobody(survey(20_000), 99.9, 100)


def test_one_of_the_rich_who_holds_much_is_not_hidden_by_the_others() -> None:
    rich = survey(20_000)
    rich.welfare[123] = 10_000.0
    assert plenty.tells_of_nobody(rich, 0, 20) is False
    assert behind.ranks(rich, 80, 100).having is not None


def test_a_large_household_holds_what_its_members_hold_together() -> None:
    alone = survey(20_000)
    together = Measured(
        welfare=alone.welfare, weight=alone.weight, household=np.repeat(np.arange(20, dtype=np.int32), 1_000)
    )
    assert plenty.tells_of_nobody(alone, 0, 20)
    assert not plenty.tells_of_nobody(together, 0, 20)


def test_half_of_a_population_at_one_income_leaves_no_border_between_them() -> None:
    heaped = survey(20_000)
    heaped.welfare[:10_000] = 0.0
    assert not plenty.tells_of_nobody(heaped, 0, 20)


@given(
    rows=st.integers(2_000, 6_000), seed=st.integers(0, 99), spread=st.floats(0.1, 2.5),
    lower=st.sampled_from([0, 1, 10, 50, 80, 99]), width=st.sampled_from([1, 10, 20, 50]), half=st.booleans(),
)  # fmt: skip
def test_it_is_said_of_parts_only_of_which_a_sort_says_it(
    rows: int, seed: int, spread: float, lower: int, width: int, half: bool
) -> None:
    sample = survey(rows, seed, spread)
    inside = np.arange(rows) % 2 == 0 if half else None
    domain, upper = sample.within(inside), min(lower + width, 100)
    if not plenty.tells_of_nobody(domain, lower, upper):
        event("not proved")
        return
    event("proved")
    ordered = domain.ordered
    shares = np.cumsum(ordered.w) / ordered.population
    between = (shares > lower / 100) & (shares <= upper / 100)
    held = ordered.w * ordered.y
    for part in (between, ~between):
        assert part.sum() >= plenty.PLENTY
        assert held[part].max() <= plenty.LEAST_SHARE * held[part].sum() * (1 + 1e-9)
