"""National totals and indicators from the answers of countries, with their lineage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from openssi.engine import table_of
from openssi.indicators.compiled import CompiledIndicator, Compiler, Formula
from openssi.indicators.proposal import PartValue
from openssi.indicators.totals import CountryTotals, TotalValue
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.dataflow import COUNTRY_VALUES, LINEAGE, NATIONAL_TOTALS
from openssi.vocabulary.indicator import Indicator, NationalTotal
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Observation

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class InquiryResults:
    """NATIONAL_TOTALS, COUNTRY_VALUES and LINEAGE."""

    national_totals: pa.Table
    country_values: pa.Table
    lineage: pa.Table


def compute_inquiry(
    observations: Iterable[Observation],
    questionnaire: Questionnaire,
    indicators: Sequence[Indicator],
    national_totals: Sequence[NationalTotal],
    codelists: Mapping[str, CodeList],
) -> InquiryResults:
    """Return totals and indicators of every country and year that answered.

    Args:
        observations: Accepted answers and the context data of the same countries.
        questionnaire: Types and breakdowns of the items.
        indicators: Those without a formula are passed over.
        national_totals: In the order in which they are made; later ones may name earlier ones.
        codelists: Code lists that expressions may need.
    """
    compiler = Compiler(questionnaire, codelists)
    totals = [compiler.total(each) for each in national_totals]
    formulas = [compiler.indicator(each) for each in indicators if each.numerator]
    total_rows: list[Row] = []
    value_rows: list[Row] = []
    lineage: list[Row] = []
    for (area, year), answers in _by_country_and_year(observations):
        country = CountryTotals(area, year, answers, questionnaire)
        for total in totals:
            country.make(total)
        for value in country.made.values():
            total_rows.append(_total_row(value))
            lineage.extend(_numbered(_total_links(value)))
        for indicator in formulas:
            for row, links in _country_values(indicator, country):
                value_rows.append(row)
                lineage.extend(_numbered(links))
    return InquiryResults(
        table_of(NATIONAL_TOTALS, total_rows), table_of(COUNTRY_VALUES, value_rows), table_of(LINEAGE, lineage)
    )


def _by_country_and_year(
    observations: Iterable[Observation],
) -> Iterator[tuple[tuple[str, int], list[Observation]]]:
    found: dict[tuple[str, int], list[Observation]] = {}
    for each in observations:
        found.setdefault((each.ref_area, each.time_period), []).append(each)
    for key in sorted(found):
        if any(each.channel != "context" for each in found[key]):
            yield key, found[key]


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
        "reported_obs_id": value.reported.id if value.reported else "",
    }


def _stored(persons: Decimal) -> Decimal:
    """Return persons to four decimals; a quotient (members of a household) has no end of its own."""
    return round(persons, 4)


def _link(output: str, observation: Observation, role: str, amount: Decimal | None = None) -> Row:
    return {
        "output_id": output,
        "input_id": observation.id,
        "input_kind": "context" if observation.channel == "context" else "cell",
        "role": role,
        "part_group": "",
        "scheme": observation.scheme,
        "benefit": observation.benefit,
        "amount": None if amount is None else float(amount),
        "reason": "",
    }


def _total_links(value: TotalValue) -> Iterator[Row]:
    if value.reported is not None:
        yield _link(value.id, value.reported, "reported", value.value)
    for part in value.parts:
        if part.observation is not None:
            yield _part_link(value, part, part.observation)
    for term in value.terms:
        yield _term_link(value, term)
    if value.law is not None:
        yield _link(value.id, value.law, "absent_in_law")


def _part_link(value: TotalValue, part: PartValue, observation: Observation) -> Row:
    declared = part.part.declared
    reason = f"{value.total.declared.id}:{part.part.number}" if part.is_left_out else ""
    role = "left_out" if part.is_left_out else "part"
    amount = None if part.is_left_out else part.persons
    return {**_link(value.id, observation, role, amount), "part_group": declared.group, "reason": reason}


def _term_link(value: TotalValue, term: Observation) -> Row:
    link = _link(value.id, term, "term", term.scaled_value)
    if term.channel != "computed":
        return link
    return {**link, "input_id": _id_of_total(term, value.sex), "input_kind": "national_total"}


def _id_of_total(computed: Observation, sex: str) -> str:
    item = computed.item.replace(".", "_")
    return ".".join(("total", computed.ref_area, str(computed.time_period), item, sex))


def _country_values(indicator: CompiledIndicator, country: CountryTotals) -> Iterator[tuple[Row, list[Row]]]:
    for sex in indicator.declared.sexes:
        cells = country.cells.for_sex(sex)
        numerator, denominator = indicator.numerator.value(cells), indicator.denominator.value(cells)
        if numerator is None or not denominator:
            continue
        declared = indicator.declared
        value_id = ".".join((declared.id, country.ref_area, str(country.year), sex, TOTAL))
        tops = _named(indicator.numerator, country, sex)
        bottoms = _named(indicator.denominator, country, sex)
        total = next((country.made[each] for each, _ in tops if each in country.made), None)
        row = _value_row(declared, country, sex, (numerator, denominator), total)
        ids = {"value_id": value_id, "numerator_id": _first(tops), "denominator_id": _first(bottoms)}
        links = [
            {**link, "output_id": value_id, "role": role}
            for role, found in (("numerator", tops), ("denominator", bottoms))
            for _, link in found
        ]
        yield {**row, **ids}, links


def _first(found: Sequence[tuple[tuple[str, str], Row]]) -> str:
    return str(found[0][1]["input_id"]) if found else ""


def _named(formula: Formula, country: CountryTotals, sex: str) -> list[tuple[tuple[str, str], Row]]:
    found = []
    for observation in formula.observations(country.cells.for_sex(sex)):
        key = (observation.item, sex)
        link = _link("", observation, "", observation.scaled_value)
        if observation.channel == "computed":
            link |= {"input_id": country.made[key].id, "input_kind": "national_total"}
        found.append((key, link))
    return found


def _value_row(
    declared: Indicator,
    country: CountryTotals,
    sex: str,
    ratio: tuple[Decimal, Decimal],
    total: TotalValue | None,
) -> Row:
    numerator, denominator = ratio
    computed = declared.factor * numerator / denominator
    bounds = _bounds(declared, denominator, total)
    is_estimate = total is not None and (total.chosen == "proposed" or total.obs_status == "E")
    return {
        "indicator": declared.id,
        "ref_area": country.ref_area,
        "sex": sex,
        "breakdown": TOTAL,
        "time_period": country.year,
        "value": float(_capped(declared, computed)),
        "value_computed": float(computed),
        "lower": bounds[0],
        "upper": bounds[1],
        "numerator": float(numerator),
        "denominator": float(denominator),
        "method": total.method if total else "",
        "obs_status": total.obs_status if total else "A",
        "nature": _nature(total, is_estimate=is_estimate),
        "footnote": total.footnote if total else "",
        "source": total.source if total else "",
        "origin": "inquiry",
        "series_value_id": "",
    }


def _nature(total: TotalValue | None, *, is_estimate: bool) -> str:
    """Return the nature of a value (CL_NATURE): what rests on a total that the compiler imputed is modelled."""
    if total is not None and total.obs_status == "I":
        return "M"
    return "E" if is_estimate else "C"


def _capped(declared: Indicator, value: Decimal) -> Decimal:
    return value if declared.cap is None else min(value, declared.cap)


def _bounds(declared: Indicator, denominator: Decimal, total: TotalValue | None) -> tuple[float | None, float | None]:
    """Return the bounds where the country does not know the overlap; none where each person was counted."""
    union = total.union if total is not None and total.method in {"BOUNDS", "PARTITION", ""} else None
    if total is not None and total.chosen == "proposed":
        union = total.union
    if union is None or union.lower == union.upper:
        return None, None
    low, high = (declared.factor * each / denominator for each in (union.lower, union.upper))
    return float(_capped(declared, low)), float(_capped(declared, high))
