"""Comparable countries: the same question, in the same kind of scheme or benefit, relative to the country’s size."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from openssi.validate.outlier_cells import Looked, number_of
from openssi.vocabulary.area import AreaGroup, Membership
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.outlier import OutlierQuantity, PeerGrouping
from openssi.vocabulary.text import LANGUAGES, MultilingualText

LikeKey = tuple[str, ...]
"""Item, sex, age, function, breakdown, and the answers that make schemes or benefits comparable."""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Countries with which one country is compared.

    Attributes:
        id: Id of the grouping (`region_income`).
        label: How a message names them.
        areas: The countries, without the one that is compared.
    """

    id: str
    label: MultilingualText
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparable:
    """A value of one country relative to its size.

    Attributes:
        size_item: What it was divided by.
    """

    key: LikeKey
    size: float
    size_item: str


class CountrySizes:
    """What the answers and context data of one country and year say of its size and of the kinds of its schemes."""

    def __init__(self, observations: Iterable[Observation], looked: Looked) -> None:
        """Keep the sizes and the kinds; everything else is passed over."""
        self._looked = looked
        self._sizes: dict[tuple[str, str], float] = {}
        self._kinds: dict[tuple[str, str, str], str] = {}
        for each in observations:
            if each.item in looked.size_items and each.age == TOTAL:
                self._sizes[each.item, each.sex] = number_of(each) or 0.0
            elif each.item in looked.like_items and each.text_value:
                self._kinds[each.item, each.scheme, each.benefit] = each.text_value

    def comparable(self, cell: Observation, quantity: OutlierQuantity) -> Comparable | None:
        """Return what a cell is comparable with across countries; none where its kind or the size is not known."""
        kind = self._kind(cell)
        size_item = quantity.sizes.get(cell.item, quantity.size)
        sex = cell.sex if quantity.id == "persons" and self._by_sex(size_item) else TOTAL
        size = self._sizes.get((size_item, sex), 0.0)
        if kind is None or size <= 0:
            return None
        return Comparable((cell.item, cell.sex, cell.age, cell.func, cell.breakdown, *kind), size, size_item)

    def _by_sex(self, size_item: str) -> bool:
        known = self._looked.items.get(size_item)
        return known is not None and "SEX" in known.breakdowns

    def _kind(self, cell: Observation) -> tuple[str, ...] | None:
        if cell.scheme == NOT_APPLICABLE:
            return ()
        level = "scheme" if cell.benefit == NOT_APPLICABLE else "benefit"
        kind = [self._kinds.get((item, cell.scheme, cell.benefit), "") for item in self._looked.definitions.like[level]]
        return tuple(kind) if all(kind) else None


@dataclass(frozen=True, slots=True)
class PeerTable:
    """What other countries reported, relative to their size.

    Attributes:
        groups: Peers, the nearest first.
        ratios: By what is comparable, the value of each country; of several schemes or benefits, their median.
        years: Reference year of each country.
    """

    groups: Sequence[PeerGroup] = ()
    ratios: Mapping[LikeKey, Mapping[str, float]] | None = None
    years: Mapping[str, int] | None = None

    def of(self, key: LikeKey, least: int) -> tuple[PeerGroup, Mapping[str, float]] | None:
        """Return the nearest group that has enough peers, and their values; none where no group has."""
        known = (self.ratios or {}).get(key, {})
        for group in self.groups:
            found = {area: known[area] for area in sorted(group.areas & known.keys())}
            if len(found) >= least:
                return group, found
        return None

    def years_of(self, areas: Iterable[str]) -> tuple[int, ...]:
        """Return the years of some countries."""
        years = self.years or {}
        return tuple(sorted({years[each] for each in areas if each in years}))


def peer_table(
    countries: Mapping[str, Sequence[Observation]], groups: Sequence[PeerGroup], looked: Looked
) -> PeerTable:
    """Return what other countries reported.

    Args:
        countries: By country, the answers and context data of one year.
        groups: Peers of the country that is looked at, the nearest first.
        looked: Which items are looked at.
    """
    ratios: dict[LikeKey, dict[str, float]] = {}
    for area, observations in countries.items():
        for key, values in _ratios(observations, looked).items():
            ratios.setdefault(key, {})[area] = median(values)
    years = {area: each[0].time_period for area, each in countries.items() if each}
    return PeerTable(groups, ratios, years)


def _ratios(observations: Sequence[Observation], looked: Looked) -> Mapping[LikeKey, Sequence[float]]:
    """Return the positive values of a country relative to its size: of what it has not, nothing can be compared."""
    sizes, found = CountrySizes(observations, looked), dict[LikeKey, list[float]]()
    for each in observations:
        quantity, value = looked.quantities.get(each.item), number_of(each)
        if quantity is None or value is None or value <= 0 or each.channel == "context":
            continue
        like = sizes.comparable(each, quantity)
        if like is not None and 0 < value / like.size < math.inf:
            found.setdefault(like.key, []).append(value / like.size)
    return found


def peer_groups(
    area: str,
    year: int,
    groupings: Iterable[PeerGrouping],
    memberships: Iterable[Membership],
    groups: Iterable[AreaGroup],
) -> tuple[PeerGroup, ...]:
    """Return the peers of a country in a year, the nearest first; groupings that it belongs to none of are left out."""
    names = {(each.grouping, each.code): each.name for each in groups}
    members: dict[tuple[str, str], set[str]] = {}
    for each in memberships:
        if each.valid_from <= year <= each.valid_to:
            members.setdefault((each.grouping, each.group), set()).add(each.area)
    own = {grouping: (grouping, code) for (grouping, code), areas in members.items() if area in areas}
    found = []
    for grouping in groupings:
        chosen = [next((own[one] for one in dimension if one in own), None) for dimension in grouping.groupings]
        known = [one for one in chosen if one is not None]
        if known and len(known) == len(chosen):
            areas = frozenset.intersection(*(frozenset(members[one]) for one in known)) - {area}
            found.append(PeerGroup(grouping.id, _label(grouping, [names[one] for one in known if one in names]), areas))
    return tuple(found)


def _label(grouping: PeerGrouping, names: Sequence[MultilingualText]) -> MultilingualText:
    said = (
        grouping.label.in_language(each).format(names=", ".join(name.in_language(each) for name in names))
        for each in LANGUAGES
    )
    return MultilingualText(*said)
