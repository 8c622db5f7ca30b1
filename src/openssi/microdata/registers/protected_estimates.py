"""Disclosure control of counts that are estimates: from sketches, and by probabilistic linkage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openssi.microdata.disclosure.parts import PERSONS, Codes, FurtherSums, Part, dimensions_of, key_of, protected_parts
from openssi.microdata.disclosure.suppression import rounded
from openssi.microdata.registers.linkage import Linkage, LinkageCount
from openssi.microdata.registers.protection import ALL_OF, sums_of_patterns
from openssi.microdata.registers.sketches import SketchCount
from openssi.microdata.registers.tables import JOINED, SCHEMES
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.disclosure import DisclosureRule, GuardedCell, Key, ProtectedCell, State

THRESHOLD = "threshold"
"""Dimension of counts by linkage."""
RECORDS, LINKS = code_of("records"), code_of("links")
_TOLD = (RECORDS, PERSONS, LINKS)
_ONLY = " ∖ "
"""Between what a register or all of them hold and what is taken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingSketchCount:
    """A count of sketches as it may leave: None where it may not."""

    of: SketchCount
    estimate: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingLinkageCount:
    """What a linkage says at a threshold as it may leave: None where it may not, or where there is nothing."""

    threshold: float
    persons: int | None
    links: int | None
    precision: float | None
    recall: float | None
    measured_precision: float | None
    measured_recall: float | None


@dataclass(frozen=True, slots=True)
class DecidedEstimates:
    """What was decided on estimated counts.

    Attributes:
        dimensions: Of the keys.
        cells: By key.
        told: Those that were to leave.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Key, ProtectedCell]
    told: tuple[ProtectedCell, ...]

    @classmethod
    def on(cls, parts: Sequence[Part], rule: DisclosureRule, further: FurtherSums) -> "DecidedEstimates":
        """Decide on parts."""
        dimensions, cells = dimensions_of(parts), protected_parts(parts, rule, further)
        return cls(dimensions, cells, tuple(cells[key_of(each, dimensions)] for each in parts if each.state == "asked"))

    def persons(self, part: Part) -> int | None:
        """Return a number of persons as it may leave."""
        return self.cells[key_of(part, self.dimensions)].count


def protected_sketch_counts(
    found: Sequence[SketchCount], rule: DisclosureRule
) -> tuple[tuple[LeavingSketchCount, ...], DecidedEstimates]:
    """Return counts of sketches as they may leave.

    They are looked at as if they were exact: what all schemes cover less a register, or a register less what it shares
    with another, must not tell of a small number of persons either.

    Args:
        found: Union, what schemes share, and patterns where there are few schemes.
        rule: What a count must fulfil.
    """
    parts = [_of_sketch(each) for each in found]
    parts += _differences_of_sketches(found)
    decided = DecidedEstimates.on(parts, rule, _sums_of_sketches)
    return tuple(_leaving(each, decided, rule) for each in found), decided


def _of_sketch(count: SketchCount) -> Part:
    persons = round(count.estimate)
    if count.kind == "union":
        return Part(counted=PERSONS, codes=count.group, count=persons)
    schemes = JOINED.join(count.schemes)
    if count.kind == "at_least":
        return Part(counted=ALL_OF + schemes, codes=count.group, count=persons)
    return Part(counted=PERSONS, codes={SCHEMES: schemes}, count=persons)


def _differences_of_sketches(found: Sequence[SketchCount]) -> Iterator[Part]:
    """Give what follows by one subtraction: persons outside a register, and those of one who are not in another."""
    by_group: dict[frozenset[tuple[str, str]], list[SketchCount]] = {}
    for each in found:
        by_group.setdefault(frozenset(each.group.items()), []).append(each)
    for counts in by_group.values():
        yield from _differences_in_group(counts, counts[0].group)


def _differences_in_group(found: Sequence[SketchCount], group: Codes) -> Iterator[Part]:
    persons = {frozenset(each.schemes): each.estimate for each in found if each.kind == "at_least"}
    union = next((each.estimate for each in found if each.kind == "union"), None)
    for schemes, shared in persons.items():
        if len(schemes) == 1 and union is not None:
            (scheme,) = schemes
            yield _without("", scheme, union - shared, group)
        elif len(schemes) == 2:
            for scheme in sorted(schemes):
                (other,) = schemes - {scheme}
                yield _without(scheme, other, persons[frozenset({scheme})] - shared, group)


def _without(scheme: str, other: str, persons: float, group: Codes) -> Part:
    return Part(counted=f"{scheme}{_ONLY}{other}", codes=group, count=max(0, round(persons)), state="kept")


def _sums_of_sketches(
    dimensions: Sequence[str], cells: Mapping[Key, GuardedCell]
) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    yield from sums_of_patterns(dimensions, cells)
    for key in cells:
        programme, counted, *codes = key
        scheme, is_difference, other = counted.partition(_ONLY)
        if is_difference:
            whole = f"{ALL_OF}{scheme}" if scheme else PERSONS
            shared = ALL_OF + JOINED.join(sorted({scheme, other} - {""}))
            yield (programme, whole, *codes), (key, (programme, shared, *codes))


def _leaving(count: SketchCount, decided: DecidedEstimates, rule: DisclosureRule) -> LeavingSketchCount:
    if decided.persons(_of_sketch(count)) is None:
        return LeavingSketchCount(of=count, estimate=None, lower=None, upper=None)
    if rule.rounding == 1:
        return LeavingSketchCount(of=count, estimate=count.estimate, lower=count.lower, upper=count.upper)
    estimate, lower, upper = (
        float(rounded(round(each), rule.rounding)) for each in (count.estimate, count.lower, count.upper)
    )
    return LeavingSketchCount(of=count, estimate=estimate, lower=lower, upper=upper)


def protected_linkage(
    found: Linkage, rule: DisclosureRule
) -> tuple[tuple[LeavingLinkageCount, ...], int | None, DecidedEstimates]:
    """Return the counts of a linkage as they may leave, and the number of its records.

    Records less persons are those that were joined to another one: they must not be few. Whoever is joined at a higher
    threshold is joined at a lower one: those joined at one of two thresholds only follow by subtraction, and must not
    be few either. Where they are, only the count at the threshold that the rule declares leaves.

    Args:
        found: The linkage.
        rule: What a count must fulfil. Measured shares rest on labelled pairs, of which there must be enough.
    """
    records = Part(counted=RECORDS, count=sum(found.records))
    parts = [records]
    for each in found.counts:
        state: State = "kept" if _tells_of_few(each, found.chosen, rule) else "asked"
        parts += [replace(part, state=state) for part in (_persons_at(each), _links_at(each))]
        parts.append(_joined_at(each, sum(found.records)))
    decided = DecidedEstimates.on(parts, rule, _sums_of_linkage)
    shown = tuple(decided.cells[key_of(part, decided.dimensions)] for part in parts if part.counted in _TOLD)
    left = tuple(_leaving_linkage(each, decided, rule) for each in found.counts)
    return left, decided.persons(records), replace(decided, told=shown)


def _tells_of_few(count: LinkageCount, chosen: LinkageCount, rule: DisclosureRule) -> bool:
    """Return whether few are linked at one of two thresholds only."""
    between = (abs(count.persons - chosen.persons), abs(count.links - chosen.links))
    return any(0 < each < rule.minimum for each in between)


def _persons_at(count: LinkageCount) -> Part:
    return Part(counted=PERSONS, codes=_threshold(count), count=count.persons)


def _links_at(count: LinkageCount) -> Part:
    return Part(counted=LINKS, codes=_threshold(count), count=count.links)


def _joined_at(count: LinkageCount, records: int) -> Part:
    return Part(counted=f"{RECORDS} - {PERSONS}", codes=_threshold(count), count=records - count.persons, state="kept")


def _threshold(count: LinkageCount) -> Mapping[str, str]:
    return {THRESHOLD: f"{count.threshold:.12g}"}


def _sums_of_linkage(
    dimensions: Sequence[str], cells: Mapping[Key, GuardedCell]
) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    records = next(key for key in cells if key[1] == RECORDS)
    for key in cells:
        programme, counted, *codes = key
        if counted == f"{RECORDS} - {PERSONS}" and key[len(dimensions) - 1] != records[-1]:
            yield records, ((programme, PERSONS, *codes), key)
            yield (programme, LINKS, *codes), (key,)


def _leaving_linkage(count: LinkageCount, decided: DecidedEstimates, rule: DisclosureRule) -> LeavingLinkageCount:
    links = decided.persons(_links_at(count))
    return LeavingLinkageCount(
        threshold=count.threshold,
        persons=decided.persons(_persons_at(count)),
        links=links,
        precision=None if links is None else count.precision,
        recall=None if links is None else count.recall,
        measured_precision=count.measured_precision if count.labelled_linked >= rule.minimum else None,
        measured_recall=count.measured_recall if count.labelled_same >= rule.minimum else None,
    )
