"""What the schemes give for a national total: its parts, what is left out and why, bounds, and the value proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledPart, CompiledTotal, Formula
from openssi.indicators.overlap import PairOverlap, Range, Registers
from openssi.indicators.ranges import TOTALS, Ranges
from openssi.indicators.union import NOBODY, WITH_RATES, Union, registers_of, union_of, union_of_registers
from openssi.indicators.units import Counted, CountryUnits, Household
from openssi.vocabulary.indicator import LifeCycleGroup
from openssi.vocabulary.observation import Observation

PAIR_MARK = "+"
"""Parts the two schemes in the breakdown of an overlap rate."""

Overlaps = Mapping[frozenset[str], Decimal]
"""Overlap rates (0 to 1) by pair of schemes."""


# None of these is ever changed; frozen classes would take three times as long to make.
@dataclass(slots=True, kw_only=True)
class PartValue:
    """One benefit or scheme in a total.

    Attributes:
        persons: Its persons in units, none where they are missing.
        observation: The answer that they come from, or the one that says why there is none.
        household: Of a benefit whose unit is the household, how it became persons.
    """

    part: CompiledPart
    scheme: str
    benefit: str
    persons: Decimal | None
    observation: Observation | None
    household: Household | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether its persons are certainly inside another part."""
        return self.part.declared.leave_out is not None

    @property
    def is_missing(self) -> bool:
        """Whether it would be added, and its persons are not known."""
        return self.persons is None and not self.is_left_out


@dataclass(slots=True, kw_only=True)
class GroupProposal:
    """The parts of one life-cycle group, which may overlap.

    Attributes:
        cap: The population that none of them exceeds, none where it is not known.
        parts: Those added and those left out.
        overlaps: The known overlaps of their schemes, whether or not the method takes them.
        union: Bounds and proposal, none where no part is known.
        registers: The persons of each scheme, none where no part is known.
    """

    group: LifeCycleGroup
    cap: Decimal | None
    parts: tuple[PartValue, ...]
    overlaps: Overlaps
    union: Union | None
    registers: Registers | None = None


@dataclass(slots=True, kw_only=True)
class Proposal:
    """What is proposed for a national total of one sex, beside what the country reports.

    Attributes:
        method: How the country counts each person once (CL_DEDUP).
        union: Bounds and proposal of all groups, none where nothing is known.
        terms: Of a formula, the cells that it names.
        law: What the law says where no benefit serves the contingency and none is provided for: there are no persons.
    """

    method: str
    groups: tuple[GroupProposal, ...]
    union: Union | None
    terms: tuple[Observation, ...] = ()
    law: Observation | None = None

    @property
    def persons(self) -> Decimal | None:
        """The value proposed, in units; none where nothing is known."""
        if self.union is not None:
            return self.union.proposed
        return Decimal(0) if self.law is not None else None

    @property
    def parts(self) -> tuple[PartValue, ...]:
        """The parts in the order in which they are declared."""
        if len(self.groups) == 1:
            return self.groups[0].parts
        return tuple(sorted((part for each in self.groups for part in each.parts), key=lambda each: each.part.number))

    @property
    def added(self) -> tuple[PartValue, ...]:
        """The parts that count, known or not."""
        return tuple(each for each in self.parts if not each.is_left_out)

    @property
    def is_partial(self) -> bool:
        """Whether persons of some parts are missing."""
        return any(each.is_missing for each in self.parts)

    @property
    def status(self) -> str:
        """Status of the proposal once the country confirms it: low reliability, estimate, or that of its table."""
        if self.is_partial:
            return "U"
        return "E" if self.union is not None and self.union.is_assumed else ""


@dataclass(slots=True, kw_only=True)
class Knowledge:
    """What a country says of how its schemes overlap, and what is known of the totals that are made already.

    Attributes:
        method: How it counts each person once (CL_DEDUP).
        overlaps: The overlap rates that it states.
        ranges: The fewest and the most of totals, by item.
        whole: The registers of both sexes by life-cycle group, where the total is made for one of them.
    """

    method: str
    overlaps: Overlaps
    ranges: Ranges
    whole: Mapping[LifeCycleGroup, Registers] = field(default_factory=dict)


def propose(total: CompiledTotal, units: CountryUnits, sex: str, known: Knowledge) -> Proposal:
    """Return what the schemes and benefits give for a total.

    Args:
        total: The total, made of parts or by a formula.
        units: Of the country.
        sex: `_T`, `M` or `F`.
        known: Of the country, for the same sex.
    """
    if total.formula is not None:
        cells = units.of_sex(sex)
        union = _by_formula(total.formula, cells, known.ranges)
        return Proposal(method=known.method, groups=(), union=union, terms=tuple(total.formula.observations(cells)))
    parts = [_part_value(each, found) for each in total.parts for found in units.counted(each, sex)]
    by_group: dict[LifeCycleGroup, list[PartValue]] = {}
    for each in parts:
        by_group.setdefault(each.part.declared.group, []).append(each)
    groups = tuple(
        _group(group, of_group, _cap(total, group, units, sex, known.ranges), known)
        for group, of_group in by_group.items()
    )
    unions = [each.union for each in groups if each.union is not None]
    return Proposal(method=known.method, groups=groups, union=sum(unions, NOBODY) if unions else None)


def _by_formula(formula: Formula, cells: ObservationCells, ranges: Ranges) -> Union | None:
    value = formula.value(cells)
    if value is None:
        return None
    lower, upper = formula.range(cells, ranges) or (value, value)
    return Union(value, value, value, frozenset({"formula"})).reaching(lower, upper)


def overlaps_of(observations: Sequence[Observation]) -> Overlaps:
    """Return the overlap rates among the answers of a country."""
    rates = (each for each in observations if each.item == "H.OVERLAP" and each.value is not None)
    found = {frozenset(each.breakdown.split(PAIR_MARK)): each.value / 100 for each in rates if each.value is not None}
    return {pair: rate for pair, rate in found.items() if len(pair) == 2}


@dataclass(slots=True)
class Cap:
    """The population that caps a life-cycle group, none where it is not known.

    Attributes:
        ends: The least and the most that it can be, none where it is certain.
    """

    persons: Decimal | None = None
    ends: Range | None = None

    @property
    def possible(self) -> tuple[Decimal | None, ...]:
        """The population, then the least and the most that it can be."""
        return (self.persons, *(self.ends or ()))


NO_CAP = Cap()


def _cap(total: CompiledTotal, group: LifeCycleGroup, units: CountryUnits, sex: str, ranges: Ranges) -> Cap:
    formula = total.caps.get(group)
    if formula is None:
        return NO_CAP
    text = total.declared.group_caps[group]
    persons = units.number(formula, text, sex)
    if persons is None:
        return NO_CAP
    ends = formula.range(units.of_sex(sex), ranges) if TOTALS in text else None
    return Cap(persons, ends if ends is not None and ends[0] < ends[1] else None)


def _group(group: LifeCycleGroup, parts: Sequence[PartValue], cap: Cap, known: Knowledge) -> GroupProposal:
    counted = [each for each in parts if not each.is_left_out and each.persons is not None]
    schemes = {each.scheme for each in counted}
    overlaps = {pair: rate for pair, rate in known.overlaps.items() if pair <= schemes}
    made = [_registers(counted, each, overlaps, known.whole.get(group)) for each in cap.possible] if overlaps else []
    union = _union([each.persons for each in counted if each.persons is not None], made, cap, known.method)
    if union is not None and any(each.is_missing for each in parts):
        most = cap.possible[-1]
        union = union.reaching(union.lower, union.upper if most is None else most)
    return GroupProposal(
        group=group,
        cap=cap.persons,
        parts=tuple(parts),
        overlaps=overlaps,
        union=union,
        registers=made[0] if made else None,
    )


def _registers(
    parts: Sequence[PartValue], cap: Decimal | None, overlaps: Overlaps, whole: Registers | None
) -> Registers:
    persons = [each.persons for each in parts if each.persons is not None]
    made = registers_of(persons, cap, cast("PairOverlap", overlaps), [each.scheme for each in parts])
    return replace(made, whole=whole) if whole is not None and made.sizes.keys() <= whole.sizes.keys() else made


def _union(persons: Sequence[Decimal], made: Sequence[Registers], cap: Cap, method: str) -> Union | None:
    """Return the union of the known parts, its bounds wide enough for the least and the most that their cap can be.

    Args:
        persons: Of the parts.
        made: Where overlaps are known, their registers under each population that `cap` says is possible.
        cap: The population.
        method: CL_DEDUP.
    """
    if not persons:
        return None
    if made and method in WITH_RATES:
        found, *ends = (union_of_registers(persons, each) for each in made)
    else:
        found, *ends = (union_of(persons, each, method, {}) for each in cap.possible)
    return found.reaching(ends[0].lower, ends[1].upper) if ends else found


def _part_value(part: CompiledPart, found: Counted) -> PartValue:
    return PartValue(
        part=part,
        scheme=found.scheme,
        benefit=found.benefit,
        persons=found.persons,
        observation=found.observation,
        household=found.household,
    )
