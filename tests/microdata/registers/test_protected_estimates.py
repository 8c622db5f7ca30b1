"""Which counts of sketches and of a linkage may leave."""

import pytest

from openssi.microdata.registers.linkage import Linkage, LinkageCount
from openssi.microdata.registers.protected_estimates import protected_linkage, protected_sketch_counts
from openssi.microdata.registers.sketches import Kind, SketchCount
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)


def count(kind: Kind, schemes: str, persons: float) -> SketchCount:
    return SketchCount(kind, tuple(schemes), persons, 0.9 * persons, 1.1 * persons)


def counts_of(a_alone: float, b_alone: float, both: float) -> list[SketchCount]:
    return [
        count("union", "AB", a_alone + b_alone + both),
        count("at_least", "A", a_alone + both), count("exactly", "A", a_alone),
        count("at_least", "B", b_alone + both), count("exactly", "B", b_alone),
        count("at_least", "AB", both), count("exactly", "AB", both),
    ]  # fmt: skip


def shown(found: list[SketchCount], rule: DisclosureRule = RULE) -> dict[tuple[Kind, str], float | None]:
    left, _ = protected_sketch_counts(found, rule)
    return {(each.of.kind, "".join(each.of.schemes)): each.estimate for each in left}


def test_a_pattern_of_few_is_withheld_with_its_limits_and_what_gives_it_away() -> None:
    left, decided = protected_sketch_counts(counts_of(9_000, 8_000, 4), RULE)
    by_key = {(each.of.kind, "".join(each.of.schemes)): each for each in left}
    small = by_key["exactly", "AB"]
    assert (small.estimate, small.lower, small.upper) == (None, None, None)
    assert by_key["at_least", "AB"].estimate is None
    assert by_key["exactly", "A"].estimate is None or by_key["at_least", "A"].estimate is None
    assert by_key["exactly", "B"].estimate is None or by_key["at_least", "B"].estimate is None
    assert {cell.reason for cell in decided.told if cell.reason} == {"DISCLOSURE_SMALL", "DISCLOSURE_COMPLEMENTARY"}


def test_everybody_less_a_register_does_not_tell_of_few() -> None:
    found = shown(counts_of(9_000, 4, 5_000))
    assert found["exactly", "B"] is None
    assert found["union", "AB"] is None or found["at_least", "A"] is None


def test_of_many_schemes_a_register_less_what_it_shares_does_not_tell_of_few() -> None:
    """No patterns are told of more than six schemes: 5,000 of A, of whom all but 3 stand in B."""
    found = [count("union", "AB", 9_000), count("at_least", "A", 5_000), count("at_least", "B", 8_997)]
    left = shown([*found, count("at_least", "AB", 4_997)])
    assert left["at_least", "A"] is None or left["at_least", "AB"] is None
    assert left["union", "AB"] is None or left["at_least", "B"] is None


def test_counts_of_many_leave_as_they_are_or_rounded_with_their_limits() -> None:
    given = counts_of(9_001, 8_000, 502)
    assert all(each is not None for each in shown(given).values())
    rounded = DisclosureRule(id="test", name=RULE.name, minimum=10, protection=10, rounding=5)
    left, _ = protected_sketch_counts(given, rounded)
    assert {each.estimate % 5 for each in left if each.estimate is not None} == {0}
    assert {each.lower % 5 for each in left if each.lower is not None} == {0}


def linkage(links: int, labelled: int = 200) -> Linkage:
    counts = tuple(
        LinkageCount(
            threshold=threshold, persons=1_000 - links, links=links, precision=0.9, recall=0.8,
            measured_precision=0.95, measured_recall=0.75, labelled_linked=labelled, labelled_same=labelled,
        )
        for threshold in (0.5, 0.9, 0.99)
    )  # fmt: skip
    return Linkage(schemes=("A", "B"), records=(600, 400), compared=2_000, counts=counts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("links", "leaves"), [(3, False), (9, False), (10, True), (300, True)])
def test_records_less_persons_are_those_who_were_linked_and_must_not_be_few(links: int, leaves: bool) -> None:
    left, records, _ = protected_linkage(linkage(links), RULE)
    assert all((each.links == links) == leaves for each in left)
    assert all((records is not None and each.persons is not None) == leaves for each in left)
    assert all((each.precision is not None) == leaves for each in left)


def test_quality_that_was_measured_by_few_labelled_pairs_does_not_leave() -> None:
    (first, *_), _, _ = protected_linkage(linkage(300, labelled=4), RULE)
    assert (first.measured_precision, first.measured_recall) == (None, None)
    (first, *_), _, _ = protected_linkage(linkage(300), RULE)
    assert (first.measured_precision, first.measured_recall) == (0.95, 0.75)


def linked_at(*links: int) -> Linkage:
    counts = tuple(
        LinkageCount(threshold=threshold, persons=1_000 - each, links=each, precision=0.9, recall=0.8)
        for threshold, each in zip((0.5, 0.9, 0.99), links, strict=True)
    )
    return Linkage(schemes=("A", "B"), records=(600, 400), compared=2_000, counts=counts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("links", "leave"),
    [
        ((320, 300, 280), (True, True, True)),
        ((310, 300, 300), (True, True, True)),
        ((303, 300, 280), (False, True, True)),
        ((320, 300, 291), (True, True, False)),
        ((303, 300, 291), (False, True, False)),
    ],
)
def test_two_thresholds_do_not_tell_of_few_who_are_joined_at_one_of_them_only(
    links: tuple[int, int, int], leave: tuple[bool, bool, bool]
) -> None:
    left, records, _ = protected_linkage(linked_at(*links), RULE)
    assert tuple(each.persons is not None for each in left) == leave
    assert tuple(each.links is not None for each in left) == leave
    assert records == 1_000
