"""National totals and indicators from the answers of countries, with their lineage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import pyarrow as pa

from openssi.engine import table_of
from openssi.indicators.compiled import CompiledTotal, Compiler
from openssi.indicators.compiled_indicators import PREFIX, CompiledIndicator, compile_indicators
from openssi.indicators.links import Row, link_to
from openssi.indicators.proposal import PartValue
from openssi.indicators.totals import CountryTotals, TotalValue
from openssi.indicators.values import CountryIndicators
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.dataflow import (
    COMPUTATION_FINDINGS,
    COUNTRY_VALUES,
    LINEAGE,
    NATIONAL_TOTALS,
    SCHEME_VALUES,
)
from openssi.vocabulary.indicator import Indicator, NationalTotal
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.structure import Dataflow

COMPUTED: tuple[Dataflow, ...] = (NATIONAL_TOTALS, COUNTRY_VALUES, SCHEME_VALUES, LINEAGE, COMPUTATION_FINDINGS)
"""The tables that are made from the answers, in this order."""


@dataclass(frozen=True, slots=True)
class InquiryResults:
    """What is made from the answers: the tables of `COMPUTED`."""

    national_totals: pa.Table
    country_values: pa.Table
    scheme_values: pa.Table
    lineage: pa.Table
    computation_findings: pa.Table


def compute_inquiry(
    observations: Iterable[Observation],
    questionnaire: Questionnaire,
    indicators: Sequence[Indicator],
    national_totals: Sequence[NationalTotal],
    codelists: Mapping[str, CodeList],
) -> InquiryResults:
    """Return totals and indicators of every country and year that anything is known of.

    Args:
        observations: Accepted answers and the context data of the same countries.
        questionnaire: Types and breakdowns of the items, the indicators among them where formulas name any.
        indicators: Those without a formula are passed over.
        national_totals: In the order in which they are made; later ones may name earlier ones.
        codelists: Code lists that expressions may need.
    """
    return CompiledInquiry.of(questionnaire, indicators, national_totals, codelists).results(observations)


@dataclass(frozen=True, slots=True)
class CompiledInquiry:
    """Totals and indicators ready to be made for one country and year after the other.

    Attributes:
        of_context: The indicators that context data alone can give.
        named: Items under which formulas name indicators (`IND.E05`).
        functions: Codes that are functions.
    """

    questionnaire: Questionnaire
    totals: tuple[CompiledTotal, ...]
    indicators: tuple[CompiledIndicator, ...]
    of_context: tuple[CompiledIndicator, ...]
    named: frozenset[str]
    functions: frozenset[str]

    @classmethod
    def of(
        cls,
        questionnaire: Questionnaire,
        indicators: Sequence[Indicator],
        national_totals: Sequence[NationalTotal],
        codelists: Mapping[str, CodeList],
    ) -> Self:
        """Return declarations compiled, each once."""
        compiler = Compiler(questionnaire, codelists)
        compiled = compile_indicators(indicators, questionnaire, codelists)
        items = (item for each in compiled for formula in each.formulas for item in formula.items)
        return cls(
            questionnaire,
            tuple(compiler.total(each) for each in national_totals),
            compiled,
            tuple(each for each in compiled if _rests_on_context(each)),
            frozenset(item for item in items if item.startswith(PREFIX)),
            frozenset(codelists["CL_FUNC"].ids if "CL_FUNC" in codelists else ()),
        )

    @property
    def items_of_context(self) -> frozenset[str]:
        """Items that the indicators made from context data alone rest on, with what is told beside them."""
        formulas = (formula for each in self.of_context for formula in each.formulas)
        named = (item for each in formulas for item in each.all_items)
        return frozenset({*named, *(item for each in self.of_context for item in each.declared.told)})

    def results(self, observations: Iterable[Observation]) -> InquiryResults:
        """Return totals and indicators of every country and year that anything is known of."""
        rows: dict[str, list[Row]] = {each.id: [] for each in COMPUTED}
        for years in _by_country(observations).values():
            for year in sorted(years):
                self.make(years, year, rows)
        return InquiryResults(*(table_of(each, rows[each.id]) for each in COMPUTED))

    def make(self, years: Mapping[int, Sequence[Observation]], year: int, rows: Mapping[str, list[Row]]) -> None:
        """Add the rows of one country and year to those of the tables.

        Args:
            years: Everything that is known of the country, by year.
            year: The year in hand.
            rows: Rows by table, which are added to.
        """
        answers = years[year]
        country = CountryTotals(answers[0].ref_area, year, answers, self.questionnaire, years)
        is_answered = any(each.channel != "context" for each in answers)
        for total in self.totals if is_answered else ():
            country.make(total)
        for value in country.made.values():
            rows["national_totals"].append(_total_row(value))
            rows["lineage"].extend(_numbered(_total_links(value)))
        made = CountryIndicators(country, self.functions)
        made.make(self.indicators if is_answered else self.of_context, self.named)
        rows["country_values"] += made.values
        rows["scheme_values"] += made.scheme_values
        rows["lineage"] += made.lineage
        rows["computation_findings"] += made.findings.values()


def _rests_on_context(indicator: CompiledIndicator) -> bool:
    items = {item for formula in indicator.formulas for item in formula.all_items}
    return indicator.declared.level == "country" and all(item.startswith("X.") for item in items)


def _by_country(observations: Iterable[Observation]) -> dict[str, dict[int, list[Observation]]]:
    found: dict[str, dict[int, list[Observation]]] = {}
    for each in observations:
        found.setdefault(each.ref_area, {}).setdefault(each.time_period, []).append(each)
    return dict(sorted(found.items()))


def _numbered(links: Iterable[Row]) -> Iterator[Row]:
    return ({**link, "sequence": number} for number, link in enumerate(links, start=1))


def _total_row(value: TotalValue) -> Row:
    union = value.union
    return {
        "total_id": value.id,
        "ref_area": value.ref_area,
        "item": value.total.declared.id,
        "sex": value.sex,
        "time_period": value.time_period,
        "value": _stored(value.value),
        "lower": _stored(union.lower) if union else None,
        "upper": _stored(union.upper) if union else None,
        "proposed": _stored(union.proposed) if union else None,
        "chosen": value.chosen,
        "method": value.method,
        "obs_status": value.obs_status,
        "footnote": value.footnote,
        "household": value.household,
        "reported_obs_id": value.reported.id if value.reported else "",
    }


def _stored(persons: Decimal) -> Decimal:
    """Return persons to four decimals; a quotient (members of a household) has no end of its own."""
    return round(persons, 4)


def _total_links(value: TotalValue) -> Iterator[Row]:
    if value.reported is not None:
        yield link_to(value.id, value.reported, "reported", value.value)
    for part in value.parts:
        if part.observation is not None:
            yield _part_link(value, part, part.observation)
    for term in value.terms:
        yield _term_link(value, term)
    if value.law is not None:
        yield link_to(value.id, value.law, "absent_in_law")


def _part_link(value: TotalValue, part: PartValue, observation: Observation) -> Row:
    declared = part.part.declared
    reason = f"{value.total.declared.id}:{part.part.number}" if part.is_left_out else ""
    role = "left_out" if part.is_left_out else "part"
    amount = None if part.is_left_out else part.persons
    return {**link_to(value.id, observation, role, amount), "part_group": declared.group, "reason": reason}


def _term_link(value: TotalValue, term: Observation) -> Row:
    link = link_to(value.id, term, "term", term.scaled_value)
    if term.channel != "computed":
        return link
    return {**link, "input_id": _id_of_total(term, value.sex), "input_kind": "national_total"}


def _id_of_total(computed: Observation, sex: str) -> str:
    item = computed.item.replace(".", "_")
    return ".".join(("total", computed.ref_area, str(computed.time_period), item, sex))
