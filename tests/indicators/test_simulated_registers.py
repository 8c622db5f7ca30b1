"""Persons counted once on registers of which every person is known."""

from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.indicators import Union, union_of
from openssi.indicators.compiled import compiled_totals
from openssi.indicators.totals import CountryTotals, TotalValue
from openssi.training.registers import SEXES, InventedRegisters, invented_registers
from openssi.vocabulary.observation import Observation

DEFINITIONS = load()
METHODS = ("LINK", "SURVEY", "SINGLE", "PARTITION", "BOUNDS")
NOTHING: dict[frozenset[int], Decimal] = {}
ROUNDING = Decimal("0.0002")
WORLDS = [
    pytest.param(invented_registers(schemes, Decimal(share) / 100, 2000, seed=schemes * share), id=f"{schemes}-{share}")
    for schemes, share in product((2, 3, 4, 5), (0, 20, 60, 100))
]


def union(world: InventedRegisters, method: str, sex: str = "_T") -> Union:
    return union_of(world.counts(sex), world.size(sex), method, world.overlap_of(sex))


def holds(found: Union, truth: int) -> bool:
    return found.lower - ROUNDING <= truth <= found.upper + ROUNDING


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("world", WORLDS)
def test_bounds_hold_the_counted_truth_whatever_the_method(world: InventedRegisters, sex: str) -> None:
    for method in METHODS:
        found = union(world, method, sex)
        assert holds(found, world.truth(sex)), method
        assert found.lower <= found.proposed <= found.upper


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("share", [0, 20, 60, 100])
@pytest.mark.parametrize("method", ["LINK", "SURVEY"])
def test_two_registers_and_their_overlap_give_the_truth(method: str, share: int, sex: str) -> None:
    world = invented_registers(2, Decimal(share) / 100, 2000, seed=share)
    found = union(world, method, sex)
    assert abs(found.proposed - world.truth(sex)) < ROUNDING
    assert found.upper - found.lower < ROUNDING


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("schemes", [2, 3, 4, 5])
def test_disjoint_groups_are_counted_exactly_where_nobody_is_in_two(schemes: int, sex: str) -> None:
    world = invented_registers(schemes, Decimal(0), 2000, seed=schemes)
    assert union(world, "PARTITION", sex).proposed == world.truth(sex)
    assert abs(union(world, "LINK", sex).proposed - world.truth(sex)) < ROUNDING


@pytest.mark.parametrize("world", WORLDS)
def test_known_overlaps_never_widen_the_bounds(world: InventedRegisters) -> None:
    with_rates, without = union(world, "LINK"), union(world, "BOUNDS")
    assert with_rates.lower >= without.lower - ROUNDING
    assert with_rates.upper <= without.upper + ROUNDING


memberships = st.lists(st.integers(0, 31), min_size=1, max_size=40)
"""For each person the registers it is in, as bits."""


def registers_of(bits: list[int], count: int) -> InventedRegisters:
    members = tuple(frozenset(each for each, of in enumerate(bits) if of >> number & 1) for number in range(count))
    return InventedRegisters(frozenset(range(len(bits))), members)


@given(memberships, st.integers(1, 5), st.sampled_from(METHODS), st.sets(st.integers(0, 9)), st.sampled_from(SEXES))
def test_bounds_hold_the_truth_of_any_registers_and_whichever_overlaps_are_known(
    bits: list[int], count: int, method: str, unknown: set[int], sex: str
) -> None:
    world = registers_of(bits, count)
    known = {pair: rate for number, (pair, rate) in enumerate(world.overlap_of(sex).items()) if number not in unknown}
    found = union_of(world.counts(sex), world.size(sex), method, known)
    assert holds(found, world.truth(sex))
    assert "contradictory" not in found.basis


@given(memberships, st.integers(1, 5))
def test_bounds_are_never_wider_than_the_sum_less_all_overlaps_and_less_the_heaviest(
    bits: list[int], count: int
) -> None:
    world = registers_of(bits, count)
    sizes = world.counts()
    shared = [rate * min(sizes[each] for each in pair) for pair, rate in world.overlap.items()]
    found = union_of(sizes, world.size(), "LINK", world.overlap)
    assert found.lower >= sum(sizes) - sum(shared) - ROUNDING
    assert found.upper <= sum(sizes) - max(shared, default=Decimal(0)) + ROUNDING


def country(world: InventedRegisters, method: str, *, rates: bool) -> dict[str, TotalValue]:
    """Return the total of pensioners of a country whose schemes are the registers, by sex."""

    def answer(item: str, value: Decimal | str, sex: str = "_T", at: tuple[str, str] = ("_Z", "_Z")) -> Observation:
        is_number = isinstance(value, Decimal)
        return Observation(
            ref_area="QMA", item=item, time_period=2023, scheme=at[0], benefit=at[1], sex=sex,
            value=value if isinstance(value, Decimal) else None, text_value=None if is_number else str(value),
            channel="context" if item.startswith("X.") else "form",
        )  # fmt: skip

    answers = [answer("H.DEDUP", method)]
    told = {"B.CONTIG": "TOTAL PENSION", "B.FORM": "CASH_PER", "B.UNIT_REC": "PERSON", "B.CONTRIB": "CONTRIB"}
    for number in range(len(world.members)):
        at = (f"QMA{number + 1:02d}", f"QMA{number + 1:02d}-01")
        answers += [answer(item, text, at=at) for item, text in {**told, "B.FUNC": "OLD"}.items()]
        answers += [answer("B.REC", world.counts(sex)[number], sex, at) for sex in SEXES]
    answers += [answer("X.POP_PENAGE", world.size(sex), sex) for sex in SEXES]
    if rates:
        answers += [
            Observation(
                ref_area="QMA", item="H.OVERLAP", time_period=2023, value=100 * rate, channel="form",
                breakdown="+".join(f"QMA{number + 1:02d}" for number in sorted(pair)),
            )
            for pair, rate in world.overlap.items()
        ]  # fmt: skip
    made = CountryTotals("QMA", 2023, answers, DEFINITIONS.questionnaire)
    for total in compiled_totals(DEFINITIONS):
        if total.declared.id == "H.COV_OLD":
            made.make(total)
    return {sex: value for (_, sex), value in made.made.items()}


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize(
    ("method", "rates"), [("LINK", True), ("SURVEY", True), ("PARTITION", False), ("BOUNDS", False)]
)
def test_the_total_of_a_country_holds_the_truth_of_each_sex(
    world: InventedRegisters, method: str, *, rates: bool
) -> None:
    found = country(world, method, rates=rates)
    for sex in SEXES:
        lower, upper = found[sex].range
        assert lower - ROUNDING <= world.truth(sex) <= upper + ROUNDING, sex


def test_the_total_of_two_linked_schemes_is_the_truth_and_by_sex_an_estimate() -> None:
    world = invented_registers(2, Decimal("0.6"), 2000, seed=1)
    found = country(world, "LINK", rates=True)
    assert abs(found["_T"].value - world.truth()) < ROUNDING
    # The rate is of both sexes: how the persons in both registers divide between them is not known.
    of_women = found["F"].union
    assert of_women is not None
    assert of_women.basis == {"narrowed"}
    assert of_women.lower < found["F"].value < of_women.upper
    assert abs(found["F"].value + found["M"].value - found["_T"].value) < 1


def test_the_method_page_shows_what_the_benchmark_finds() -> None:
    root = Path(__file__).parents[2]
    spec = spec_from_file_location("counted_once", root / "benchmarks" / "counted_once.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    assert benchmark.table() in (root / "docs" / "methods" / "national-totals.md").read_text(encoding="utf-8")
