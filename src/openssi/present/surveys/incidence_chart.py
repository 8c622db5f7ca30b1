"""Incidence by fifths: the share of beneficiaries and the share of money of each, beside the fifth that it would be."""

from collections.abc import Sequence

from openssi.present.axis import STEPS, Axis, decimals_of, limits_of
from openssi.present.dashboards.drawings.bar_chart import BarRow, Reference
from openssi.present.dashboards.drawings.paired_chart import PairedChart, PairedRow, described_pairs
from openssi.present.numbers import percent, percent_number
from openssi.present.surveys.survey_words import SurveyWords, of_measure
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import FIFTHS, QUINTILE

MEASURES = ("beneficiary_incidence", "benefit_incidence")


def incidence_chart(estimates: Sequence[Estimate], words: SurveyWords) -> PairedChart | None:
    """Return the bars of a programme by fifths; none where no fifth has a figure.

    Args:
        estimates: Those of one programme; `beneficiary_incidence` and `benefit_incidence` by quintile are drawn.
        words: The words of a language.
    """
    by_measure = {name: {each.domain: each for each in of_measure(estimates, name, QUINTILE)} for name in MEASURES}
    names = tuple(words.say(f"chart.{name}") for name, by_fifth in by_measure.items() if by_fifth)
    found = [by_fifth for by_fifth in by_measure.values() if by_fifth]
    shown = [fifth for fifth in FIFTHS if found and all(fifth in each for each in found)]
    if not any(each.estimate is not None for by_fifth in found for each in by_fifth.values()):
        return None
    rows = tuple(
        PairedRow(name=words.say(f"fifth.{fifth}"), bars=tuple(_bar(each[fifth], words) for each in found))
        for fifth in shown
    )
    equal = 100 / len(FIFTHS)
    return PairedChart(
        measures=names,
        rows=rows,
        axis=_axis([*(end for row in rows for bar in row.bars for end in _ends(bar)), equal], words),
        language=words.language,
        description=described_pairs(names, rows, words.language),
        references=(Reference(equal, words.say("chart.equal", share=percent(equal, words.language, 0))),),
    )


def _bar(estimate: Estimate, words: SurveyWords) -> BarRow:
    value = None if estimate.estimate is None else 100 * estimate.estimate
    limits = estimate.lower, estimate.upper
    interval = None if limits[0] is None or limits[1] is None else (100 * max(limits[0], 0.0), 100 * limits[1])
    return BarRow(name="", value=value, text=words.figure(estimate), interval=interval)


def _ends(bar: BarRow) -> tuple[float, ...]:
    return (bar.value or 0.0, *(bar.interval or ()))


def _axis(values: Sequence[float], words: SurveyWords) -> Axis:
    """Return an axis of percentages from zero that holds the values."""
    low, step = limits_of([0.0, *values])
    decimals = decimals_of(step)
    ticks = [low + number * step for number in range(STEPS + 1)]
    first = percent(ticks[0], words.language, decimals)
    return Axis(low, ticks[-1], (first, *(percent_number(each, words.language, decimals) for each in ticks[1:])))


def percent_axis_of(values: Sequence[float], words: SurveyWords) -> Axis:
    """Return the axis of percentages that holds values and zero."""
    return _axis(values, words)
