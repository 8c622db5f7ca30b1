"""National totals of one country and year: what was reported, what the schemes give, what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledTotal
from openssi.indicators.overlap import Range
from openssi.indicators.proposal import Knowledge, Overlaps, PartValue, Proposal, overlaps_of, propose
from openssi.indicators.union import Union
from openssi.indicators.units import CountryUnits
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Observation

NOT_COUNTED = frozenset({"BOUNDS", "PARTITION"})
"""Methods by which a country reports a total without having counted its persons."""

NO_LAW = frozenset({"NONE", "NOT_ANCH", "LIMITED"})


@dataclass(slots=True, kw_only=True)
class TotalValue:
    """A national total of one country, year and sex; never changed.

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

    @property
    def household(self) -> str:
        """The conventions by which households became persons, `members` or `recipient`; empty where none were."""
        if self.chosen != "proposed":
            return ""
        found = {each.household for each in self.parts if each.household is not None and not each.is_left_out}
        return " ".join(sorted(found))

    @property
    def range(self) -> Range:
        """The fewest and the most persons: the bounds where they were not counted each once, else the value itself."""
        is_counted = self.chosen == "reported" and self.method not in NOT_COUNTED
        if self.union is None or is_counted:
            return self.value, self.value
        return min(self.union.lower, self.value), max(self.union.upper, self.value)

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
        self._units = CountryUnits(self.cells)
        self._ranges: dict[str, dict[str, Range]] = {}

    def make(self, total: CompiledTotal) -> None:
        """Make one total for each of its sexes; what cannot be made is left missing."""
        found = [value for value in (self._value(total, sex) for sex in total.declared.sexes) if value is not None]
        for value in found:
            self.made[total.declared.id, value.sex] = value
            self._ranges.setdefault(value.sex, {})[total.declared.id] = value.range
        self.cells.add(value.as_observation(self.questionnaire) for value in found)
        self._units.computed.add(total.declared.id)

    def _value(self, total: CompiledTotal, sex: str) -> TotalValue | None:
        cells = self._units.of_sex(sex)
        law = self._absent_in_law(total, cells)
        found = propose(total, self._units, sex, self._knowledge(total, sex))
        if law is not None:
            found = replace(found, law=law)
        self.proposals[total.declared.id, sex] = found
        if total.formula is not None and self._is_calculated(total):
            return self._by_formula(total, sex, found)
        return self._chosen(total, sex, cells, found)

    def _is_calculated(self, total: CompiledTotal) -> bool:
        """Whether the form itself makes a total, so that none is reported."""
        item = self.questionnaire.items.get(total.declared.id)
        return item is None or item.requirement == "calculated"

    def _chosen(self, total: CompiledTotal, sex: str, cells: ObservationCells, found: Proposal) -> TotalValue | None:
        """Return what stands: the report, else the proposal, else a zero that the law explains, else nothing."""
        reported = cells.observation(total.declared.id, {})
        if total.declared.uses_reported and reported is not None and reported.scaled_value is not None:
            return self._reported(total, sex, reported, found)
        if total.formula is not None:
            return self._by_formula(total, sex, found)
        if found.union is not None:
            return self._proposed(total, sex, found.union, found)
        if found.law is not None:
            return self._zero(total, sex, found.law, found)
        return self._nobody(total, sex, found) if self._has_nobody(total, found) else None

    def _has_nobody(self, total: CompiledTotal, found: Proposal) -> bool:
        """Whether the inventory says that a total counts nobody: schemes are reported, and none serves it."""
        return total.declared.is_zero_without_parts and not found.parts and bool(self.cells.schemes())

    @cached_property
    def method(self) -> str:
        """How the country counted each person once (CL_DEDUP); bounds where it does not say."""
        answer = self.cells.observation("H.DEDUP", {})
        return (answer.text_value if answer else "") or "BOUNDS"

    def _knowledge(self, total: CompiledTotal, sex: str) -> Knowledge:
        both = self.proposals.get((total.declared.id, TOTAL))
        return Knowledge(
            method=self.method,
            overlaps=self.overlaps,
            ranges=self._ranges.get(sex, {}),
            whole={each.group: each.registers for each in both.groups if each.registers is not None} if both else {},
        )

    @cached_property
    def overlaps(self) -> Overlaps:
        """The overlap rates that the country states."""
        return overlaps_of(self.observations)

    def _absent_in_law(self, total: CompiledTotal, cells: ObservationCells) -> Observation | None:
        function, contingency = total.declared.function, total.declared.contingency
        if not function or contingency in self._units.contingencies:
            return None
        law = cells.observation("L.EXISTS", {"FUNC": function})
        return law if law is not None and law.text_value in NO_LAW else None

    def _made(self, total: CompiledTotal, sex: str, found: Proposal, value: Decimal, **said: Any) -> TotalValue:  # noqa: ANN401 - fields
        return TotalValue(
            total=total,
            ref_area=self.ref_area,
            time_period=self.year,
            sex=sex,
            value=value,
            union=found.union,
            parts=found.parts,
            **said,
        )

    def _reported(self, total: CompiledTotal, sex: str, reported: Observation, found: Proposal) -> TotalValue:
        value = reported.scaled_value or Decimal(0)
        by_law = found.law if value == 0 else None
        return self._made(
            total,
            sex,
            found,
            value,
            chosen="reported",
            obs_status=reported.obs_status,
            method=self.method,
            footnote="NOPROG" if by_law else "",
            source=reported.source,
            reported=reported,
            law=by_law,
        )

    def _proposed(self, total: CompiledTotal, sex: str, union: Union, found: Proposal) -> TotalValue:
        sources = dict.fromkeys(each.observation.source for each in found.parts if each.observation is not None)
        return self._made(
            total,
            sex,
            found,
            union.proposed,
            chosen="proposed",
            obs_status="U" if found.is_partial else "E",
            method=self.method,
            source="; ".join(source for source in list(sources)[:3] if source),
        )

    def _nobody(self, total: CompiledTotal, sex: str, found: Proposal) -> TotalValue:
        return self._made(total, sex, found, Decimal(0), chosen="proposed", obs_status="A", method=self.method)

    def _zero(self, total: CompiledTotal, sex: str, law: Observation, found: Proposal) -> TotalValue:
        said = {"chosen": "structural_zero", "obs_status": "A", "footnote": "NOPROG", "source": law.source, "law": law}
        return self._made(total, sex, found, Decimal(0), **said)

    def _by_formula(self, total: CompiledTotal, sex: str, found: Proposal) -> TotalValue | None:
        if found.union is None:
            return None
        terms = tuple(dict.fromkeys(found.terms))
        status = worst_status([each.obs_status for each in terms if each.channel == "computed"])
        return self._made(total, sex, found, found.union.proposed, chosen="formula", obs_status=status, terms=terms)


_WORST_FIRST = ("U", "I", "E", "B", "P", "D", "A")


def worst_status(statuses: Sequence[str]) -> str:
    """Return the status that a figure inherits: low reliability, imputed, estimate, break, provisional, else normal."""
    return next((each for each in _WORST_FIRST if each in statuses), "A")
