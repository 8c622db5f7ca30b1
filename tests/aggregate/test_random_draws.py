"""Draws depend on names only, and their pools are those of the countries concerned."""

import numpy as np
import pytest

from openssi.aggregate.miss_pools import pools_of
from openssi.aggregate.random_draws import joined, keys_of, normals, uniforms


def test_the_hash_is_splitmix64() -> None:
    # The first numbers of the published generator from the seeds 0 and 1234567.
    keys = np.asarray([0, 1234567], np.uint64)
    first = (uniforms(keys, 2) * 2.0**53).astype(np.uint64)
    assert first[0, 0] == 0xE220A8397B1DCDAF >> 11
    assert first[1].tolist() == [6457827717110365317 >> 11, 3203168211198807973 >> 11]


def test_a_name_has_its_draws_whatever_stands_beside_it() -> None:
    alone = uniforms(keys_of(["KEN"]), 50)
    beside = uniforms(keys_of(["NOR", "KEN", "FRA"]), 50)
    assert (alone[0] == beside[1]).all()
    assert not (beside[0] == beside[1]).any()


def test_pairs_of_names_are_told_apart() -> None:
    names = keys_of(["A", "B"])
    pairs = {int(joined(names[[first]], names[[second]])[0]) for first in (0, 1) for second in (0, 1)}
    assert len(pairs) == 4


def test_normal_scores_have_mean_zero_and_variance_one() -> None:
    drawn = normals(keys_of(["A", "B", "C"]), 200)
    assert drawn.mean(axis=1) == pytest.approx(0, abs=1e-12)
    assert drawn.var(axis=1) == pytest.approx(1)
    assert abs(np.corrcoef(drawn)[0, 1]) < 0.2


def test_a_small_pool_gives_way_to_the_wider_one() -> None:
    misses = np.asarray([1.0, 3.0, 10.0, 20.0, 30.0])
    pools = pools_of(misses, np.asarray([0, 0, 1, 1, 1]), np.asarray([0, 1]), parts=4, fewest=3)
    assert pools.counts.tolist() == [5, 3]
    assert pools.mean.tolist() == [pytest.approx(12.8), pytest.approx(20)]
    drawn = pools.drawn(uniforms(keys_of(["A", "B"]), 100), np.asarray([0, 1]))
    assert set(drawn[1].round(9)) == {-10.0, 0.0, 10.0}
    assert set((drawn[0] + 12.8).round(9)) == set(misses)


def test_one_miss_is_no_pool() -> None:
    pools = pools_of(np.asarray([7.0]), np.asarray([0]), np.asarray([0]), parts=1, fewest=1)
    assert np.isnan(pools.drawn(uniforms(keys_of(["A"]), 5), np.asarray([0]))).all()


@pytest.mark.parametrize(("misses", "student"), [(5, 1.416), (10, 1.154), (30, 1.043)])
def test_a_small_pool_is_widened_as_student_widens_the_normal(misses: int, student: float) -> None:
    pools = pools_of(np.arange(float(misses)), np.zeros(misses, np.int64), np.zeros(1, np.int64), parts=1, fewest=1)
    assert pools.widening[0] == pytest.approx(student, rel=0.03)
