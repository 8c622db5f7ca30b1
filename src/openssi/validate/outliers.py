"""Outliers beside the rules: values far from what history or comparable countries would have led one to expect."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from openssi.validate.outlier_cells import CountryCells, Looked
from openssi.validate.outlier_methods import Range, expected_range
from openssi.validate.outlier_peers import CountrySizes, PeerTable
from openssi.validate.outlier_words import OutlierWords, Said
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation, Place
from openssi.vocabulary.outlier import Outlier, OutlierDefinitions, OutlierMethod, OutlierQuantity
from openssi.vocabulary.text import MultilingualText

NO_PEERS = PeerTable()

# A value on the limit is none beyond it, whatever its last binary digit.
_LIMIT = 1 + 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What a cell is compared with: its own past, or peers.

    Attributes:
        size: What the cell and its peers were divided by, 1 for its own past.
    """

    values: Sequence[float]
    years: tuple[int, ...]
    real_year: int | None = None
    size: float = 1.0
    size_item: str = ""
    group_id: str = ""
    group: MultilingualText | None = None


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A method by which a cell stands out."""

    method: OutlierMethod
    basis: _Basis
    expected: tuple[float, float, float]
    score: float
    share: float

    @property
    def significance(self) -> float:
        return self.method.weight * (self.score - 1) * math.sqrt(self.share)


@dataclass(frozen=True)
class OutlierFinder:
    """Looks for outliers in the answers of one country after another.

    Attributes:
        definitions: Methods, thresholds and peers.
        questionnaire: Types and units of the items.
        codelists: Names of the codes that messages show.
    """

    definitions: OutlierDefinitions
    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList] = field(default_factory=dict)

    @cached_property
    def looked(self) -> Looked:
        """Which items are looked at."""
        return Looked(self.definitions, self.questionnaire.items)

    @cached_property
    def _words(self) -> OutlierWords:
        return OutlierWords(self.definitions, self.questionnaire.items, self.codelists)

    def outliers(
        self, observations_by_year: Mapping[int, Sequence[Observation]], year: int, peers: PeerTable = NO_PEERS
    ) -> tuple[Outlier, ...]:
        """Return the outliers among the answers of one country, the most significant first.

        Args:
            observations_by_year: Answers and context data of the country; everything may be missing.
            year: The year that is looked at.
            peers: What other countries reported.

        A cell that several methods find is one outlier, with the method by which it stands out most.
        """
        cells = CountryCells(observations_by_year, year, self.looked)
        sizes = CountrySizes(observations_by_year.get(year, ()), self.looked)
        found = []
        for cell, quantity, value in cells.numbers():
            judged = tuple(self._judgements(cells, sizes, peers, (cell, quantity, value)))
            if judged:
                found.append(self._outlier(cell, judged, year))
        return tuple(sorted(found, key=lambda each: (-each.significance, each.obs_id)))

    def _judgements(
        self,
        cells: CountryCells,
        sizes: CountrySizes,
        peers: PeerTable,
        judged: tuple[Observation, OutlierQuantity, float],
    ) -> Iterator[_Judgement]:
        cell, quantity, value = judged
        past = cells.past(cell, quantity)
        history = _Basis(
            values=tuple(past.values.values()),
            years=tuple(past.values),
            real_year=cells.year if past.is_real else None,
        )
        for method in self.definitions.methods:
            if quantity.id not in method.quantities or (_is_part(cell) and not method.parts):
                continue
            if method.id == "peers":
                basis = _peers_of(cell, quantity, value, sizes, peers, method.least_values)
            else:
                basis = _year_before(history, cells.year) if method.id == "year_on_year" else history
            found = basis and expected_range(method, basis.values, value / basis.size)
            if basis and found:
                yield from _beyond(method, basis, found, cells, judged)

    def _outlier(self, cell: Observation, judged: Sequence[_Judgement], year: int) -> Outlier:
        ordered = sorted(judged, key=lambda each: -each.significance)
        first, basis = ordered[0], ordered[0].basis
        value = cell.scaled_value or Decimal(0)
        said = Said(
            method=first.method,
            cell=cell,
            value=value,
            range_=first.expected,
            years=basis.years,
            compared=len(basis.values),
            real_year=basis.real_year,
            size_item=basis.size_item,
            group=basis.group,
        )
        expected, low, high = (Decimal(f"{each:.10g}") for each in first.expected)
        return Outlier(
            method=first.method.id,
            others=tuple(each.method.id for each in ordered[1:]),
            ref_area=cell.ref_area,
            time_period=year,
            obs_id=cell.id,
            item=cell.item,
            scheme=cell.scheme,
            benefit=cell.benefit,
            sex=cell.sex,
            age=cell.age,
            func=cell.func,
            breakdown=cell.breakdown,
            value=value,
            expected=expected,
            expected_low=low,
            expected_high=high,
            score=first.score,
            share=first.share,
            significance=first.significance,
            compared=len(basis.values),
            years=tuple(sorted(basis.years)),
            group=basis.group_id,
            message=self._words.filled(first.method.message, said),
            remedy=self._words.filled(first.method.remedy, said),
            place=cell.place if str(cell.place) else Place(item=cell.item),
        )


def _is_part(cell: Observation) -> bool:
    return (cell.sex, cell.age, cell.breakdown) != (TOTAL, TOTAL, NOT_APPLICABLE)


def _year_before(history: _Basis, year: int) -> _Basis | None:
    """Return the past without all but the year before; none where that has no value."""
    if not history.years or history.years[0] != year - 1:
        return None
    return _Basis(values=history.values[:1], years=history.years[:1], real_year=history.real_year)


def _peers_of(
    cell: Observation, quantity: OutlierQuantity, value: float, sizes: CountrySizes, peers: PeerTable, least: int
) -> _Basis | None:
    """Return what comparable countries have; none for a zero, since not having a benefit is no matter of size."""
    like = sizes.comparable(cell, quantity) if value > 0 and peers.groups else None
    found = peers.of(like.key, least) if like is not None else None
    if like is None or found is None:
        return None
    group, ratios = found
    return _Basis(
        values=tuple(ratios.values()),
        years=peers.years_of(ratios),
        size=like.size,
        size_item=like.size_item,
        group_id=group.id,
        group=group.label,
    )


def _beyond(
    method: OutlierMethod,
    basis: _Basis,
    found: Range,
    cells: CountryCells,
    judged: tuple[Observation, OutlierQuantity, float],
) -> Iterator[_Judgement]:
    """Return that a value lies beyond what was expected, nothing where it does not or where it is too small."""
    cell, quantity, value = judged
    score = found.score(value / basis.size)
    centre, low, high = (each * basis.size for each in found.in_units())
    if score <= _LIMIT or not all(map(math.isfinite, (score, centre, low, high))):
        return
    share = cells.share(cell, quantity, value, centre)
    if max(abs(value), abs(centre)) >= quantity.least and share >= quantity.least_share:
        yield _Judgement(method, basis, (centre, low, high), score, share)
