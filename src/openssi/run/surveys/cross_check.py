"""SDG 1.3.1 from a survey beside administrative figures, as a table or for machines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite

from rich.markup import escape

from openssi.definitions import load
from openssi.microdata.benefits.sdg import SDG_INDICATORS, sdg_coverage
from openssi.microdata.benefits.surveyed import SurveyedBenefits
from openssi.microdata.measures.measure import Conventions
from openssi.present.numbers import EN_DASH, MINUS, format_number, percent
from openssi.present.punctuation import named
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import out
from openssi.run.surveys.output import Leaving
from openssi.run.surveys.records import print_records, print_rows
from openssi.vocabulary.cross_check import (
    FAR_APART,
    AdministrativeFigure,
    CrossCheck,
    GroupCoverage,
    cross_check,
)
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

FIELDS = (
    "indicator", "estimate", "se", "lower", "upper", "n", "population", "reason", "not_asked", "administrative",
    "difference", "verdict",
)  # fmt: skip
"""Columns of the CSV; figures of both sources in per cent, differences in percentage points."""

_HEADS = ("indicator", "estimate", "se", "interval", "n", "administrative", "difference", "remark")


Checks = Sequence[tuple[GroupCoverage, CrossCheck | None]]
"""The coverage of each group, and the comparison where there is an administrative figure."""


def administrative_figures(told: Iterable[Sequence[object]]) -> Mapping[str, AdministrativeFigure]:
    """Return administrative figures by indicator, of pairs such as ("SDG_1_3_1_OLD_AGE", 63.2), as typed or as numbers.

    Raises:
        FixTheFile: if a pair names no indicator of SDG 1.3.1 or no percentage from 0 on.
    """
    found = (_figure(str(name).strip(), number) for name, number in told)
    return {each.indicator: each for each in found}


def _figure(name: str, number: object) -> AdministrativeFigure:
    try:
        value = float(str(number))
    except ValueError:
        value = float("nan")
    if name not in SDG_INDICATORS or not (isfinite(value) and value >= 0):
        place, known = Place(item="--compare"), ", ".join(SDG_INDICATORS)
        raise FixTheFile.because("BENEFITS_FIGURE_UNFIT", place, text=f"{name}={number}", known=known)
    return AdministrativeFigure(indicator=name, value=value)


def cross_checked(
    survey: SurveyedBenefits,
    figures: Mapping[str, AdministrativeFigure],
    conventions: Conventions,
    leaving: Leaving,
) -> Checks:
    """Return the coverage of each group of SDG 1.3.1 as it may leave, beside the administrative figures.

    Raises:
        FixTheFile: if a column is not there or an amount cannot be used.
    """
    rows = list(sdg_coverage(survey.sample, survey.households, survey.transfers, survey.persons, conventions))
    return [
        (each, cross_check(each, figures[each.indicator]) if each.indicator in figures else None)
        for each in leaving.protected_coverage(rows)
    ]


def show_cross_checks(checks: Checks, words: SurveyWords, leaving: Leaving) -> None:
    """Print or write the coverage of each group, and beside it the administrative figure with what it says."""
    indicators = load().indicators
    with leaving.stream() as stream:
        if leaving.output_format != "table":
            records = [record_of(each, check) for each, check in checks]
            print_records(records, FIELDS, leaving.output_format, stream)
            return
        rows = [
            (indicators[each.indicator].name.in_language(words.language), *_cells(each, check, words))
            for each, check in checks
        ]
        print_rows([words.head(each) for each in _HEADS], rows, range(1, 7), stream)
    for each, check in checks:
        if check is not None:
            name = indicators[each.indicator].name.in_language(words.language)
            out.print(escape(named(name, explained(check, words), words.language)))


def explained(check: CrossCheck, words: SurveyWords) -> str:
    """Return what a comparison says, in words."""
    said = words.say(f"sdg.verdict.{check.verdict}")
    if not check.is_far_apart:
        return said
    return f"{said} {words.say('sdg.far_apart', points=format_number(FAR_APART, words.language))}"


def _cells(each: GroupCoverage, check: CrossCheck | None, words: SurveyWords) -> tuple[str, ...]:
    estimate = each.estimate
    shown = ("–",) * 3 + ("",) if estimate is None else (
        words.figure(estimate), words.error(estimate), words.interval(estimate),
        "" if estimate.n is None else format_number(estimate.n, words.language),
    )  # fmt: skip
    administrative = percent(check.administrative.value, words.language) if check else ""
    return (*shown, administrative, _difference(check, words), remark_of(each, words))


def _difference(check: CrossCheck | None, words: SurveyWords) -> str:
    if check is None or check.difference is None:
        return EN_DASH if check else ""
    sign = MINUS if check.difference < 0 else "+"
    return f"{sign}{format_number(abs(check.difference), words.language, 1)}"


def remark_of(each: GroupCoverage, words: SurveyWords) -> str:
    """Return why there is no figure, in words."""
    return " ".join(_remarks(each, words))


def _remarks(each: GroupCoverage, words: SurveyWords) -> Iterator[str]:
    if each.not_asked:
        asked = ", ".join(words.say(f"sdg.asks.{name}") for name in each.not_asked)
        yield words.say("sdg.not_asked", columns=asked)
    if each.estimate is not None and each.estimate.reason and each.estimate.n is not None:
        yield Problem(each.estimate.reason).message(words.language)


def record_of(each: GroupCoverage, check: CrossCheck | None) -> dict[str, object]:
    """Return both figures as a row of the CSV."""
    estimate = each.estimate
    found: dict[str, object] = dict.fromkeys(FIELDS)
    found.update(indicator=each.indicator, not_asked=" ".join(each.not_asked))
    if estimate is not None:
        numbers = {name: getattr(estimate, name) for name in ("estimate", "se", "lower", "upper")}
        found.update({name: None if value is None else 100 * value for name, value in numbers.items()})
        found.update(n=estimate.n, population=estimate.population, reason=estimate.reason)
    if check is not None:
        found.update(administrative=check.administrative.value, difference=check.difference, verdict=check.verdict)
    return found
