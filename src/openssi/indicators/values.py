"""The indicators of one country and year: values, their lineage, and why a value is not there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openssi.expressions import ObservationCells
from openssi.indicators.compiled_indicators import (
    PREFIX,
    CompiledFormula,
    CompiledIndicator,
    Evaluated,
    MeanOfBenefits,
    mean_of_benefits,
)
from openssi.indicators.links import Row, link_to
from openssi.indicators.totals import CountryTotals, TotalValue, worst_status
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

_SOURCES_NAMED = 3
_METHODS_NAMED = 3


@dataclass
class CountryIndicators:
    """Makes the indicators of one country and year, one after the other.

    Attributes:
        country: Its totals, made already.
        functions: Codes that are functions, for figures that formulas name by function.
        values: Rows of COUNTRY_VALUES.
        scheme_values: Rows of SCHEME_VALUES.
        lineage: Rows of LINEAGE of both.
        findings: Rows of COMPUTATION_FINDINGS.
    """

    country: CountryTotals
    functions: frozenset[str]
    values: list[Row] = field(default_factory=list)
    scheme_values: list[Row] = field(default_factory=list)
    lineage: list[Row] = field(default_factory=list)
    findings: dict[str, Row] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _natures: dict[str, str] = field(default_factory=dict)

    def make(self, indicators: Sequence[CompiledIndicator], named: frozenset[str]) -> None:
        """Make every indicator for which anything is answered.

        Args:
            indicators: In the order in which they name one another.
            named: Items under which formulas name indicators (`IND.E05`).
        """
        answered = set(self.country.cells.answered_items())
        for indicator in indicators:
            item = f"{PREFIX}{indicator.declared.code}"
            is_named = item in named and not indicator.declared.variant_of
            for formula in indicator.formulas:
                if not formula.asked.isdisjoint(answered):
                    made = self._formula(indicator.declared, formula)
                    if made and is_named:
                        answered.add(item)
                        self.country.cells.add(self._as_observation(item, row) for row in made)
            self._parts(indicator, answered)

    # Countries

    def _formula(self, declared: Indicator, formula: CompiledFormula) -> list[Row]:
        made = []
        for sex in formula.declared.sexes or declared.sexes:
            cells = self.country.cells.for_sex(sex)
            row = self._of_benefits(declared, formula, cells, sex) if declared.level == "benefit" else None
            if declared.level == "country":
                row = self._value(declared, formula, formula.evaluate(cells), sex)
            if row is not None:
                made.append(row)
        self.values += made
        return made

    def _of_benefits(
        self, declared: Indicator, formula: CompiledFormula, cells: ObservationCells, sex: str
    ) -> Row | None:
        if not formula.declared.benefits:
            return None
        mean = mean_of_benefits(formula, cells)
        return self._value(declared, formula, mean.evaluated, sex, mean) if mean is not None else None

    def _value(
        self,
        declared: Indicator,
        formula: CompiledFormula,
        found: Evaluated,
        sex: str,
        mean: MeanOfBenefits | None = None,
    ) -> Row | None:
        country, breakdown = self.country, formula.declared.breakdown
        value_id = ".".join((declared.id, country.ref_area, str(country.year), sex, breakdown))
        if found.value is None:
            self._note_trouble(declared, formula, found, value_id, (NOT_APPLICABLE, NOT_APPLICABLE), sex)
            return None
        total = self._total(found, sex)
        lower, upper = bounds(declared, formula, found, total, country.made.get((formula.declared.denominator, sex)))
        row = {
            **self._common(declared, formula, found, sex, value_id),
            "lower": lower,
            "upper": upper,
            "numerator_id": self._id(found.numerator_reads[0], sex) if found.numerator_reads else "",
            "denominator_id": self._id(found.denominator_reads[0], sex) if found.denominator_reads else "",
            "method": total.method if total else "",
            "nature": self._nature(found, sex),
            "footnote": self._footnote(total, mean),
            "origin": "inquiry",
            "series_value_id": "",
            "lowest": float(_capped(declared, mean.lowest)) if mean else None,
            "highest": float(_capped(declared, mean.highest)) if mean else None,
            "note": self._note(declared, found),
        }
        self._link(value_id, found, sex)
        return row

    def _common(self, declared: Indicator, formula: CompiledFormula, found: Evaluated, sex: str, value_id: str) -> Row:
        computed = found.value or Decimal(0)
        return {
            "value_id": value_id,
            "indicator": declared.id,
            "ref_area": self.country.ref_area,
            "sex": sex,
            "breakdown": formula.declared.breakdown,
            "time_period": self.country.year,
            "value": float(_capped(declared, computed)),
            "value_computed": float(computed),
            "numerator": None if found.numerator is None else float(found.numerator),
            "denominator": None if found.denominator is None else float(found.denominator),
            "obs_status": self._status(found, sex),
            "source": self._source(found, sex),
            "terms": found.terms,
            "terms_missing": found.terms_missing,
        }

    # Schemes and benefits

    def _parts(self, indicator: CompiledIndicator, answered: set[str]) -> None:
        declared = indicator.declared
        for formula, level in self._part_formulas(indicator):
            if not formula.asked.isdisjoint(answered):
                for sex in formula.declared.sexes or declared.sexes:
                    cells = self.country.cells.for_sex(sex)
                    for unit in cells.schemes() if level == "scheme" else cells.benefits():
                        self._part(declared, formula, unit, sex)

    @staticmethod
    def _part_formulas(indicator: CompiledIndicator) -> Iterator[tuple[CompiledFormula, str]]:
        if indicator.declared.level != "country":
            first = {formula.declared.text: formula for formula in reversed(indicator.formulas)}
            yield from ((each, indicator.declared.level) for each in first.values())
        if indicator.by_scheme is not None:
            yield indicator.by_scheme, "scheme"
        if indicator.by_benefit is not None:
            yield indicator.by_benefit, "benefit"

    def _part(self, declared: Indicator, formula: CompiledFormula, unit: ObservationCells, sex: str) -> None:
        types = {code for choice in _choices(declared) for code in choice}
        if types and unit.value("B.TYPE", {}) not in types:
            return
        scheme, benefit = unit.scheme_id, unit.benefit_id or NOT_APPLICABLE
        owner = scheme if benefit == NOT_APPLICABLE else benefit
        found = formula.evaluate(unit)
        value_id = ".".join((declared.id, owner, str(self.country.year), sex, formula.declared.breakdown))
        if found.value is None:
            self._note_trouble(declared, formula, found, value_id, (scheme, benefit), sex)
            return
        row = self._common(declared, formula, found, sex, value_id)
        self.scheme_values.append({**row, "scheme": scheme, "benefit": benefit, "nature": self._nature(found, sex)})
        self._link(value_id, found, sex)

    # What belongs to a value

    def _total(self, found: Evaluated, sex: str) -> TotalValue | None:
        """Return the first national total that the dividend rests on, none where it rests on none."""
        return next((total for each in found.numerator_reads if (total := self._made_of(each, sex))), None)

    def _made_of(self, read: Observation, sex: str) -> TotalValue | None:
        return self.country.made.get((read.item, sex)) if read.channel == "computed" else None

    def _status(self, found: Evaluated, sex: str) -> str:
        if found.terms_missing:
            return "U"
        return worst_status(
            [
                total.obs_status if (total := self._made_of(each, sex)) else each.obs_status
                for each in found.numerator_reads
                if each.channel != "context"
            ]
        )

    def _nature(self, found: Evaluated, sex: str) -> str:
        """Return the nature (CL_NATURE): M where an input was imputed, E where one was estimated or proposed."""
        totals = [total for each in found.numerator_reads if (total := self._made_of(each, sex))]
        statuses = {each.obs_status for each in totals} | {
            each.obs_status for each in found.numerator_reads if each.channel not in {"context", "computed"}
        }
        natures = {self._natures[each.id] for each in found.numerator_reads if each.id in self._natures}
        if "I" in statuses or "M" in natures:
            return "M"
        is_estimate = "E" in statuses | natures or any(each.chosen == "proposed" for each in totals)
        return "E" if is_estimate else "C"

    def _source(self, found: Evaluated, sex: str) -> str:
        sources = dict.fromkeys(
            total.source if (total := self._made_of(each, sex)) else each.source for each in found.numerator_reads
        )
        return "; ".join([each for each in sources if each][:_SOURCES_NAMED])

    @staticmethod
    def _footnote(total: TotalValue | None, mean: MeanOfBenefits | None) -> str:
        if mean is not None and not mean.is_weighted:
            return "UNWEIGHTED"
        return total.footnote if total else ""

    def _note(self, declared: Indicator, found: Evaluated) -> str:
        """Return what is told beside the value: what it cannot be compared without, and estimated inputs."""
        told = [f"{item}={text}" for item in declared.told if (text := self._told(item, found))]
        reads = (*found.numerator_reads, *found.denominator_reads)
        methods = dict.fromkeys(each.method for each in reads if each.channel == "context" and each.method)
        return "; ".join((*told, *list(methods)[:_METHODS_NAMED]))

    def _told(self, item: str, found: Evaluated) -> str:
        if not item.startswith("Q."):
            value = self.country.cells.value(item, {})
            return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")
        said = (self.country.cells.for_cell(each).said(item) for each in found.numerator_reads)
        return next((str(each) for each in said if each), "")

    def _id(self, read: Observation, sex: str) -> str:
        if total := self._made_of(read, sex):
            return total.id
        return self._ids.get(read.id, read.id)

    def _link(self, value_id: str, found: Evaluated, sex: str) -> None:
        ways = [("numerator", each) for each in found.numerator_reads]
        ways += [("denominator", each) for each in found.denominator_reads]
        ways += [("filter", each) for each in found.looked_at]
        for number, (role, read) in enumerate(ways, start=1):
            link = link_to(value_id, read, role, read.scaled_value)
            if total := self._made_of(read, sex):
                link |= {"input_id": total.id, "input_kind": "national_total"}
            elif (known := self._ids.get(read.id)) is not None:
                link |= {"input_id": known, "input_kind": "country_value"}
            self.lineage.append({**link, "sequence": number})

    def _as_observation(self, item: str, row: Mapping[str, object]) -> Observation:
        """Return a value as a cell, so that the formulas of other indicators can name it."""
        breakdown = str(row["breakdown"])
        made = Observation(
            ref_area=self.country.ref_area,
            item=item,
            time_period=self.country.year,
            sex=str(row["sex"]),
            func=breakdown if breakdown in self.functions else NOT_APPLICABLE,
            breakdown=NOT_APPLICABLE if breakdown in self.functions or breakdown == TOTAL else breakdown,
            value=Decimal(repr(row["value_computed"])),
            obs_status=str(row["obs_status"]),
            source=str(row["source"]),
            channel="computed",
        )
        self._ids[made.id] = str(row["value_id"])
        self._natures[made.id] = str(row["nature"])
        return made

    def _note_trouble(
        self,
        declared: Indicator,
        formula: CompiledFormula,
        found: Evaluated,
        value_id: str,
        unit: tuple[str, str],
        sex: str,
    ) -> None:
        if not found.trouble:
            return
        item = formula.declared.denominator
        values = {
            "indicator": declared.code or declared.id,
            "area": unit[0] if unit[0] != NOT_APPLICABLE else self.country.ref_area,
            "year": self.country.year,
            "item": item,
            "value": found.denominator,
        }
        message = Problem(found.trouble, values=values).text
        finding = f"{found.trouble}.{value_id}"
        self.findings[finding] = {
            "finding_id": finding,
            "code": found.trouble,
            "indicator": declared.id,
            "ref_area": self.country.ref_area,
            "scheme": unit[0],
            "benefit": unit[1],
            "sex": sex,
            "breakdown": formula.declared.breakdown,
            "time_period": self.country.year,
            "item": item,
            "message_en": message.en,
            "message_fr": message.fr,
            "message_es": message.es,
        }


def _choices(declared: Indicator) -> list[tuple[str, ...]]:
    return [choice for formula in declared.formulas for choice in formula.benefits]


def _capped(declared: Indicator, value: Decimal) -> Decimal:
    return value if declared.cap is None else min(value, declared.cap)


def bounds(
    declared: Indicator,
    formula: CompiledFormula,
    found: Evaluated,
    total: TotalValue | None,
    divisor: TotalValue | None,
) -> tuple[float | None, float | None]:
    """Return the bounds where the overlap of schemes is not known; none where each person was counted.

    Args:
        declared: The indicator.
        formula: The one of its formulas that gave the value.
        found: What it gave.
        total: The national total that is the dividend, none where it is anything else.
        divisor: The national total that is the divisor, none where it is anything else: bounds of the vulnerable
            population widen those of the indicator.
    """
    if total is None or formula.declared.numerator != total.total.declared.id or not found.denominator:
        return None, None
    fewest, most = divisor.range if divisor is not None else (found.denominator, found.denominator)
    lower, upper = total.range
    if found.value is None or fewest <= 0 or (lower == upper and fewest == most):
        return None, None
    factor = formula.declared.factor
    return float(_capped(declared, factor * lower / most)), float(_capped(declared, factor * upper / fewest))
