"""What the schemes give for a national total: its parts, what is left out and why, bounds, and the value proposed."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledPart, CompiledTotal, Formula
from openssi.indicators.overlap import PairOverlap, Registers
from openssi.indicators.ranges import Ranges, range_of
from openssi.indicators.union import NOBODY, Union, registers_of, union_of_registers
from openssi.vocabulary.indicator import LifeCycleGroup
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation

NIL_STATUSES = frozenset({"M", "N"})
NOT_ANSWERED = frozenset({"context", "computed"})
"""Channels of values that the country did not answer."""

PAIR_MARK = "+"
"""Parts the two schemes in the breakdown of an overlap rate."""

Overlaps = Mapping[frozenset[str], Decimal]
"""Overlap rates (0 to 1) by pair of schemes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartValue:
    """One benefit or scheme in a total.

    Attributes:
        persons: Its persons in units, none where they are missing.
        observation: The answer that they come from, or the one that says why there is none.
    """

    part: CompiledPart
    scheme: str
    benefit: str
    persons: Decimal | None
    observation: Observation | None

    @property
    def is_left_out(self) -> bool:
        """Whether its persons are certainly inside another part."""
        return self.part.declared.leave_out is not None

    @property
    def is_missing(self) -> bool:
        """Whether it would be added, and its persons are not known."""
        return self.persons is None and not self.is_left_out


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


def propose(total: CompiledTotal, cells: ObservationCells, known: Knowledge) -> Proposal:
    """Return what the schemes and benefits give for a total.

    Args:
        total: The total, made of parts or by a formula.
        cells: The country, for one sex.
        known: Of the country, for the same sex.
    """
    if total.formula is not None:
        union = _by_formula(total.formula, total.declared.formula, cells, known.ranges)
        return Proposal(method=known.method, groups=(), union=union, terms=tuple(total.formula.observations(cells)))
    parts = [part for each in total.parts for part in _part_values(each, cells)]
    groups = tuple(
        _group(total, group, [each for each in parts if each.part.declared.group == group], cells, known)
        for group in dict.fromkeys(each.part.declared.group for each in parts)
    )
    unions = [each.union for each in groups if each.union is not None]
    return Proposal(method=known.method, groups=groups, union=sum(unions, NOBODY) if unions else None)


def _by_formula(formula: Formula, text: str, cells: ObservationCells, ranges: Ranges) -> Union | None:
    value = formula.value(cells)
    if value is None:
        return None
    lower, upper = range_of(text, cells, ranges) or (value, value)
    return Union(value, value, value, frozenset({"formula"})).reaching(lower, upper)


def overlaps_of(observations: Sequence[Observation]) -> Overlaps:
    """Return the overlap rates among the answers of a country."""
    rates = (each for each in observations if each.item == "H.OVERLAP" and each.value is not None)
    found = {frozenset(each.breakdown.split(PAIR_MARK)): each.value / 100 for each in rates if each.value is not None}
    return {pair: rate for pair, rate in found.items() if len(pair) == 2}


def _group(
    total: CompiledTotal,
    group: LifeCycleGroup,
    parts: Sequence[PartValue],
    cells: ObservationCells,
    known: Knowledge,
) -> GroupProposal:
    formula = total.caps.get(group)
    cap = formula.value(cells) if formula is not None else None
    text = total.declared.group_caps.get(group, "")
    caps = range_of(text, cells, known.ranges) if cap is not None else None
    counted = [each for each in parts if not each.is_left_out and each.persons is not None]
    made = [_registers(counted, each, known, group) for each in (cap, *(caps or ()))] if counted else []
    union = _union(counted, made, known.method) if made else None
    if union is not None and any(each.is_missing for each in parts):
        most = caps[1] if caps is not None else cap
        union = union.reaching(union.lower, union.upper if most is None else most)
    return GroupProposal(
        group=group,
        cap=cap,
        parts=tuple(parts),
        overlaps=_of_schemes(known.overlaps, {each.scheme for each in counted}),
        union=union,
        registers=made[0] if made else None,
    )


def _of_schemes(overlaps: Overlaps, schemes: AbstractSet[str]) -> Overlaps:
    return {pair: rate for pair, rate in overlaps.items() if pair <= schemes}


def _registers(parts: Sequence[PartValue], cap: Decimal | None, known: Knowledge, group: LifeCycleGroup) -> Registers:
    overlap: PairOverlap = {frozenset[Hashable](pair): rate for pair, rate in known.overlaps.items()}
    made = registers_of(_persons(parts), cap, overlap, [each.scheme for each in parts])
    whole = known.whole.get(group)
    return replace(made, whole=whole) if whole is not None and made.sizes.keys() <= whole.sizes.keys() else made


def _persons(parts: Sequence[PartValue]) -> list[Decimal]:
    return [each.persons for each in parts if each.persons is not None]


def _union(parts: Sequence[PartValue], made: Sequence[Registers], method: str) -> Union:
    """Return the union of the known parts, its bounds wide enough for the least and the most that their cap can be."""
    found, *ends = (union_of_registers(_persons(parts), each, method) for each in made)
    return found.reaching(ends[0].lower, ends[1].upper) if ends else found


def _part_values(part: CompiledPart, country: ObservationCells) -> list[PartValue]:
    return [_part_value(part, cells) for cells in part.scopes(country)]


def _part_value(part: CompiledPart, cells: ObservationCells) -> PartValue:
    answers = [each for each in part.persons.observations(cells) if each.channel not in NOT_ANSWERED]
    persons = part.persons.value(cells)
    if persons is None and answers and all(each.obs_status in NIL_STATUSES for each in answers):
        persons = Decimal(0)
    answered = next((each for each in answers if each.is_answered), answers[0] if answers else None)
    return PartValue(
        part=part,
        scheme=cells.scheme_id,
        benefit=cells.benefit_id or NOT_APPLICABLE,
        persons=persons,
        observation=answered,
    )
