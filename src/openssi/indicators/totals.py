"""National totals of one country and year: what was reported, what the schemes give, what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openssi.expressions import ObservationCells
from openssi.indicators.compiled import CompiledPart, CompiledTotal, Formula
from openssi.indicators.union import NOBODY, Union, union_of
from openssi.vocabulary.indicator import LifeCycleGroup
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

NIL_STATUSES = frozenset({"M", "N"})
NO_LAW = frozenset({"NONE", "NOT_ANCH", "LIMITED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartValue:
    """One benefit or scheme in a total."""

    part: CompiledPart
    scheme: str
    benefit: str
    persons: Decimal | None
    observation: Observation | None

    @property
    def is_left_out(self) -> bool:
        """Whether its persons are certainly inside another part."""
        return self.part.declared.leave_out is not None


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
    """The totals of one country and year, made in the order in which they are declared."""

    ref_area: str
    year: int
    observations: Sequence[Observation]
    questionnaire: Questionnaire
    made: dict[tuple[str, str], TotalValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the cells of the country as they were answered."""
        self.cells = ObservationCells({self.year: self.observations}, self.year, self.questionnaire)

    def make(self, total: CompiledTotal) -> None:
        """Make one total for each of its sexes; what cannot be made is left missing."""
        found = [value for value in (self._value(total, sex) for sex in total.declared.sexes) if value is not None]
        self.made.update({(value.total.declared.id, value.sex): value for value in found})
        self.cells.add(value.as_observation(self.questionnaire) for value in found)

    def _value(self, total: CompiledTotal, sex: str) -> TotalValue | None:
        cells = self.cells.for_sex(sex)
        if total.formula is not None:
            return self._by_formula(total, total.formula, sex, cells)
        parts = tuple(part for each in total.parts for part in _part_values(each, cells))
        union = self._union(total, parts, cells)
        found = self._chosen(total, sex, cells, union, parts)
        return replace(found, union=union, parts=parts) if found else None

    def _chosen(
        self,
        total: CompiledTotal,
        sex: str,
        cells: ObservationCells,
        union: Union | None,
        parts: tuple[PartValue, ...],
    ) -> TotalValue | None:
        """Return what stands: the report, else the proposal, else a zero that the law explains, else nothing."""
        reported = cells.observation(total.declared.id, {})
        law = self._absent_in_law(total, cells)
        if reported is not None and reported.scaled_value is not None:
            return self._reported(total, sex, reported, law)
        if union is not None:
            return self._proposed(total, sex, union, parts)
        return self._zero(total, sex, law) if law is not None else None

    def _union(self, total: CompiledTotal, parts: Sequence[PartValue], cells: ObservationCells) -> Union | None:
        known = [each for each in parts if not each.is_left_out and each.persons is not None]
        if not known:
            return None
        union = NOBODY
        for group in dict.fromkeys(each.part.declared.group for each in known):
            union += self._group(total, group, [each for each in known if each.part.declared.group == group], cells)
        return union

    def _group(
        self, total: CompiledTotal, group: LifeCycleGroup, parts: Sequence[PartValue], cells: ObservationCells
    ) -> Union:
        cap = total.caps.get(group)
        persons = [each.persons for each in parts if each.persons is not None]
        return union_of(persons, cap.value(cells) if cap else None, self.method, self._overlaps(parts))

    @property
    def method(self) -> str:
        """How the country counted each person once (CL_DEDUP); bounds where it does not say."""
        answer = self.cells.observation("H.DEDUP", {})
        return (answer.text_value if answer else "") or "BOUNDS"

    def _overlaps(self, parts: Sequence[PartValue]) -> Mapping[frozenset[int], Decimal]:
        positions = {each.scheme: number for number, each in enumerate(parts)}
        rates = (each for each in self.observations if each.item == "H.OVERLAP" and each.value is not None)
        found: dict[frozenset[int], Decimal] = {}
        for rate in rates:
            pair = frozenset(positions[each] for each in rate.breakdown.split("/") if each in positions)
            if len(pair) == 2 and rate.value is not None:
                found[pair] = rate.value / 100
        return found

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

    def _proposed(self, total: CompiledTotal, sex: str, union: Union, parts: tuple[PartValue, ...]) -> TotalValue:
        sources = dict.fromkeys(each.observation.source for each in parts if each.observation is not None)
        is_partial = any(each.persons is None for each in parts if not each.is_left_out)
        return replace(
            self._made(total, sex, union.proposed, "proposed", "U" if is_partial else "E"),
            method=self.method,
            source="; ".join(source for source in list(sources)[:3] if source),
        )

    def _zero(self, total: CompiledTotal, sex: str, law: Observation) -> TotalValue:
        made = self._made(total, sex, Decimal(0), "structural_zero", "A")
        return replace(made, footnote="NOPROG", source=law.source, law=law)

    def _by_formula(
        self, total: CompiledTotal, formula: Formula, sex: str, cells: ObservationCells
    ) -> TotalValue | None:
        value = formula.value(cells)
        if value is None:
            return None
        terms = tuple(dict.fromkeys(formula.observations(cells)))
        statuses = [each.obs_status for each in terms if each.channel == "computed"]
        return replace(self._made(total, sex, value, "formula", worst_status(statuses)), terms=terms)


_WORST_FIRST = ("U", "E", "B", "P", "D", "A")


def worst_status(statuses: Sequence[str]) -> str:
    """Return the status that a figure inherits: low reliability, estimate, break, provisional, else normal."""
    return next((each for each in _WORST_FIRST if each in statuses), "A")


def _counts_for(benefit: ObservationCells, contingency: str) -> bool:
    codes = benefit.value("B.CONTIG", {})
    return isinstance(codes, frozenset) and contingency in codes


def _part_values(part: CompiledPart, country: ObservationCells) -> list[PartValue]:
    return [_part_value(part, cells) for cells in part.scopes(country)]


def _part_value(part: CompiledPart, cells: ObservationCells) -> PartValue:
    answers = [each for each in part.persons.observations(cells) if each.channel == "workbook"]
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
