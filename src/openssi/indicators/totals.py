"""National totals of one country and year: what was reported, what the schemes give, what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledTotal
from openssi.indicators.proposal import Overlaps, PartValue, Proposal, overlaps_of, propose
from openssi.indicators.union import Union
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Observation

NO_LAW = frozenset({"NONE", "NOT_ANCH", "LIMITED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalValue:
    """A national total of one country, year and sex.

    Attributes:
        union: Bounds and proposal from schemes and benefits, none where they give nothing.
        chosen: `reported`, `proposed`, `formula` or `structural_zero`.
    """

    total: CompiledTotal
    ref_area: str
    time_period: int
    sex: str
    value: Decimal
    chosen: str
    obs_status: str
    union: Union | None = None
    method: str = ""
    footnote: str = ""
    source: str = ""
    reported: Observation | None = None
    parts: tuple[PartValue, ...] = ()
    terms: tuple[Observation, ...] = ()
    law: Observation | None = None

    @property
    def id(self) -> str:
        """`QMA.2023.H_COV_OLD.F`."""
        item = self.total.declared.id.replace(".", "_")
        return ".".join(("total", self.ref_area, str(self.time_period), item, self.sex))

    def as_observation(self, questionnaire: Questionnaire) -> Observation:
        """Return the total as a cell, so that other totals and indicators can name it."""
        item = questionnaire.items.get(self.total.declared.id)
        by_sex = item is None or "SEX" in item.breakdowns
        return Observation(
            ref_area=self.ref_area,
            item=self.total.declared.id,
            time_period=self.time_period,
            sex=self.sex if by_sex else TOTAL,
            value=self.value,
            obs_status=self.obs_status,
            channel="computed",
        )


@dataclass
class CountryTotals:
    """The totals of one country and year, made in the order in which they are declared.

    Attributes:
        years: What is known of the country in other years, for formulas that look back.
        made: What stands, by item and sex.
        proposals: What the schemes give, by item and sex, whether or not anything stands.
    """

    ref_area: str
    year: int
    observations: Sequence[Observation]
    questionnaire: Questionnaire
    years: Mapping[int, Sequence[Observation]] = field(default_factory=dict)
    made: dict[tuple[str, str], TotalValue] = field(default_factory=dict)
    proposals: dict[tuple[str, str], Proposal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the cells of the country as they were answered."""
        self.cells = ObservationCells({**self.years, self.year: self.observations}, self.year, self.questionnaire)

    def make(self, total: CompiledTotal) -> None:
        """Make one total for each of its sexes; what cannot be made is left missing."""
        found = [value for value in (self._value(total, sex) for sex in total.declared.sexes) if value is not None]
        self.made.update({(value.total.declared.id, value.sex): value for value in found})
        self.cells.add(value.as_observation(self.questionnaire) for value in found)

    def _value(self, total: CompiledTotal, sex: str) -> TotalValue | None:
        cells = self.cells.for_sex(sex)
        law = self._absent_in_law(total, cells)
        found = replace(propose(total, cells, self.method, self.overlaps), law=law)
        self.proposals[total.declared.id, sex] = found
        if total.formula is not None and self._is_calculated(total):
            return self._by_formula(total, sex, found)
        chosen = self._chosen(total, sex, cells, found)
        return replace(chosen, union=found.union, parts=found.parts) if chosen else None

    def _is_calculated(self, total: CompiledTotal) -> bool:
        """Whether the form itself makes a total, so that none is reported."""
        item = self.questionnaire.items.get(total.declared.id)
        return item is None or item.requirement == "calculated"

    def _chosen(self, total: CompiledTotal, sex: str, cells: ObservationCells, found: Proposal) -> TotalValue | None:
        """Return what stands: the report, else the proposal, else a zero that the law explains, else nothing."""
        reported = cells.observation(total.declared.id, {})
        law = found.law
        if reported is not None and reported.scaled_value is not None:
            return self._reported(total, sex, reported, law)
        if total.formula is not None:
            return self._by_formula(total, sex, found)
        if found.union is not None:
            return self._proposed(total, sex, found.union, found)
        return self._zero(total, sex, law) if law is not None else None

    @property
    def method(self) -> str:
        """How the country counted each person once (CL_DEDUP); bounds where it does not say."""
        answer = self.cells.observation("H.DEDUP", {})
        return (answer.text_value if answer else "") or "BOUNDS"

    @cached_property
    def overlaps(self) -> Overlaps:
        """The overlap rates that the country states."""
        return overlaps_of(self.observations)

    def _absent_in_law(self, total: CompiledTotal, cells: ObservationCells) -> Observation | None:
        function, contingency = total.declared.function, total.declared.contingency
        if not function or any(_counts_for(each, contingency) for each in cells.benefits()):
            return None
        law = cells.observation("L.EXISTS", {"FUNC": function})
        return law if law is not None and law.text_value in NO_LAW else None

    def _made(self, total: CompiledTotal, sex: str, value: Decimal, chosen: str, status: str) -> TotalValue:
        return TotalValue(
            total=total,
            ref_area=self.ref_area,
            time_period=self.year,
            sex=sex,
            value=value,
            chosen=chosen,
            obs_status=status,
        )

    def _reported(self, total: CompiledTotal, sex: str, reported: Observation, law: Observation | None) -> TotalValue:
        value = reported.scaled_value or Decimal(0)
        by_law = law if value == 0 else None
        return replace(
            self._made(total, sex, value, "reported", reported.obs_status),
            method=self.method,
            footnote="NOPROG" if by_law else "",
            source=reported.source,
            reported=reported,
            law=by_law,
        )

    def _proposed(self, total: CompiledTotal, sex: str, union: Union, found: Proposal) -> TotalValue:
        sources = dict.fromkeys(each.observation.source for each in found.parts if each.observation is not None)
        return replace(
            self._made(total, sex, union.proposed, "proposed", "U" if found.is_partial else "E"),
            method=self.method,
            source="; ".join(source for source in list(sources)[:3] if source),
        )

    def _zero(self, total: CompiledTotal, sex: str, law: Observation) -> TotalValue:
        made = self._made(total, sex, Decimal(0), "structural_zero", "A")
        return replace(made, footnote="NOPROG", source=law.source, law=law)

    def _by_formula(self, total: CompiledTotal, sex: str, found: Proposal) -> TotalValue | None:
        if found.union is None:
            return None
        terms = tuple(dict.fromkeys(found.terms))
        statuses = [each.obs_status for each in terms if each.channel == "computed"]
        return replace(self._made(total, sex, found.union.proposed, "formula", worst_status(statuses)), terms=terms)


_WORST_FIRST = ("U", "I", "E", "B", "P", "D", "A")


def worst_status(statuses: Sequence[str]) -> str:
    """Return the status that a figure inherits: low reliability, imputed, estimate, break, provisional, else normal."""
    return next((each for each in _WORST_FIRST if each in statuses), "A")


def _counts_for(benefit: ObservationCells, contingency: str) -> bool:
    codes = benefit.value("B.CONTIG", {})
    return isinstance(codes, frozenset) and contingency in codes
