"""Multidimensional poverty by Alkire and Foster, on persons one can count by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.deprivations import MultidimensionalIndex, deprivations_of
from openssi.microdata.measures.deprivations_file import read_multidimensional_index
from openssi.microdata.measures.measure import Measured
from openssi.vocabulary.errors import FixTheFile

FILE = """
cutoff: 1/3
dimensions:
  living:
    indicators:
      water: {column: water, deprived: {equal_to: [3, 4]}}
      power: {column: power, deprived: {below: 1}, weight: 3}
  learning:
    indicators:
      school: {column: years, deprived: {at_or_below: 5}}
"""
# Weights: water 1/8, power 3/8, school 1/2. Deprivations: none; water; power; water and power; school; all.
COLUMNS = {
    "water": np.array([1.0, 3, 2, 4, 1, 3]),
    "power": np.array([1.0, 1, 0, 0, 1, 0]),
    "years": np.array([9.0, 8, 6, 12, 5, 0]),
}
WEIGHT = np.array([1.0, 1, 2, 1, 1, 2])


def read(folder: Path, text: str = FILE) -> MultidimensionalIndex:
    path = folder / "index.yaml"
    path.write_text(text, encoding="utf-8")
    return read_multidimensional_index(path)


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    deprivations = deprivations_of(read(tmp_path), COLUMNS)
    return Measured(welfare=np.zeros(6), weight=WEIGHT, deprivations=deprivations)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("H", 6 / 8), ("M0", (2 * 3 / 8 + 1 / 2 + 1 / 2 + 2) / 8), ("A", (2 * 3 / 8 + 1 / 2 + 1 / 2 + 2) / 6),
        ("uncensored_water", 4 / 8), ("censored_water", 3 / 8), ("censored_power", 5 / 8), ("censored_school", 3 / 8),
        ("contribution_water", 3 / 8 / 3.75), ("contribution_school", 1.5 / 3.75),
        ("contribution_living", (3 / 8 + 5 * 3 / 8) / 3.75),
    ],
)  # fmt: skip
def test_measures_of_six_persons(measured: Measured, name: str, expected: float) -> None:
    assert measure_of(name).of(measured).value == pytest.approx(expected)


def test_contributions_of_dimensions_and_of_indicators_add_up_to_one(measured: Measured) -> None:
    for names in (("living", "learning"), ("water", "power", "school")):
        assert sum(measure_of(f"contribution_{name}").of(measured).value or 0 for name in names) == pytest.approx(1)


def test_weighted_censored_headcounts_add_up_to_the_index(measured: Measured) -> None:
    parts = {"water": 1 / 8, "power": 3 / 8, "school": 1 / 2}
    together = sum(weight * (measure_of(f"censored_{name}").of(measured).value or 0) for name, weight in parts.items())
    assert measure_of("M0").of(measured).value == pytest.approx(together)


def test_with_a_cutoff_of_one_only_those_deprived_of_all_are_poor(measured: Measured) -> None:
    assert measured.deprivations is not None
    strict = replace(measured, deprivations=replace(measured.deprivations, cutoff=1.0))
    assert measure_of("H").of(strict).value == 2 / 8
    assert measure_of("A").of(strict).value == 1


def test_a_cutoff_that_weights_reach_but_for_their_last_digit_is_reached(tmp_path: Path) -> None:
    names = [f"i{number}" for number in range(6)]
    lines = "\n".join(f"      {name}: {{column: {name}, deprived: {{above: 0}}}}" for name in names)
    index = read(tmp_path, f"cutoff: 1/2\ndimensions:\n  one:\n    indicators:\n{lines}\n")
    columns = {name: np.array([float(number < 3)]) for number, name in enumerate(names)}
    one = Measured(welfare=np.zeros(1), weight=np.ones(1), deprivations=deprivations_of(index, columns))
    assert measure_of("H").of(one).value == 1


def test_rows_with_a_missing_indicator_are_left_out_and_counted(tmp_path: Path) -> None:
    water = COLUMNS["water"].copy()
    water[:2] = np.nan
    deprivations = deprivations_of(read(tmp_path), {**COLUMNS, "water": water})
    found = measure_of("H").of(Measured(welfare=np.zeros(6), weight=WEIGHT, deprivations=deprivations))
    assert (found.value, found.left_out) == (1, 2)
    assert found.influence is not None
    assert found.influence[:2].tolist() == [0, 0]


def test_a_design_weighted_error_is_that_of_a_share(measured: Measured) -> None:
    found = measure_of("H").of(measured)
    poor = np.array([0.0, 0, 1, 1, 1, 1])
    assert found.influence == pytest.approx((poor - 0.75) / 8)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cutoff: 1/3", "cutoff: 0", "DIMENSIONS_CUTOFF_UNFIT"),
        ("cutoff: 1/3", "cutoff: 1/0", "DIMENSIONS_CUTOFF_UNFIT"),
        ("cutoff: 1/3", "cutoff: [1]", "DIMENSIONS_CUTOFF_UNFIT"),
        ("weight: 3", "weight: -1", "DIMENSIONS_WEIGHT_UNFIT"),
        ("weight: 3", "weight: much", "DIMENSIONS_WEIGHT_UNFIT"),
        ("{below: 1}", "{below: one}", "DIMENSIONS_RELATION_UNFIT"),
        ("{below: 1}", "{below: 1, above: 3}", "DIMENSIONS_RELATION_UNFIT"),
        ("{below: 1}", "{}", "DIMENSIONS_RELATION_UNFIT"),
        ("[3, 4]", "[]", "DIMENSIONS_RELATION_UNFIT"),
        ("{below: 1}", "{under: 1}", "DEFINITION_KEY_UNKNOWN"),
        ("      school:", "      water:", "DIMENSIONS_NAME_TWICE"),
        ("      school:", "      living:", "DIMENSIONS_NAME_TWICE"),
        ("column: power, ", "", "DEFINITION_KEY_MISSING"),
    ],
)
def test_a_file_that_leaves_something_open_is_refused_with_the_line(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    assert old in FILE
    with pytest.raises(FixTheFile, match=rf"index\.yaml, row \d+.*{code}"):
        read(tmp_path, FILE.replace(old, new))


@pytest.mark.parametrize("text", ["cutoff: 1\ndimensions: {}\n", "cutoff: 1\ndimensions: {a: {indicators: {}}}\n"])
def test_an_index_of_nothing_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FixTheFile, match="DIMENSIONS_EMPTY"):
        read(tmp_path, text)


def test_a_column_that_the_file_does_not_have_is_named_beside_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=r"“years”.*water, power.*DIMENSIONS_COLUMN_MISSING"):
        deprivations_of(read(tmp_path), {"water": COLUMNS["water"], "power": COLUMNS["power"]})


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=r"index\.yaml.*DIMENSIONS_FILE_UNREADABLE"):
        read_multidimensional_index(tmp_path / "index.yaml")
    (tmp_path / "index.yaml").write_bytes(b"cutoff: \xff")
    with pytest.raises(FixTheFile, match="DIMENSIONS_FILE_UNREADABLE"):
        read_multidimensional_index(tmp_path / "index.yaml")
