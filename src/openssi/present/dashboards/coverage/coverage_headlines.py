"""The sentences of the pages on coverage: who had the benefit, and where coverage is widest and narrowest."""

from collections.abc import Sequence

from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, AggregateFigure
from openssi.present.sentences import headline, lead, left_out, why_no_figure
from openssi.vocabulary.dashboard import DeclaredPage

FEWEST_CONTINGENCIES = 3
"""Published contingencies from which the best and the least covered are told."""


def world_coverage(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:  # noqa: ARG001 - all alike
    """Return the sentence of the indicator that was chosen, and who is left out, by region."""
    read = indicator_data(data, state)
    return Sentence(headline(read), lead(read))


def coverage(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the sentence of the indicator that was chosen, and which contingency is covered best and least."""
    read = indicator_data(data, state)
    figure = read.chosen
    if figure is None or figure.value is None:
        first = why_no_figure(read, figure) if read.has_groups else ""
    else:
        first = left_out(read, figure)
    return Sentence(headline(read), " ".join(part for part in (first, _range(data, state, page)) if part))


def _range(data: ReleaseData, state: PageState, page: DeclaredPage) -> str:
    family = data.indicator(page.indicators[0]).family
    contingencies = [each for each in page.indicators if data.indicator(each).family == family]
    keys = [data.key(each, state.sex) for each in contingencies[1:]]
    # All that the figures of the page will ask for at once.
    every = dict.fromkeys([*keys, *(data.key(each, state.sex) for each in page.indicators)])
    found = data.aggregates(list(every), state.year, sorted({WORLD, data.region_grouping, state.grouping}))
    figures = [figure for key in keys if (figure := found.get((key, state.grouping, state.group))) is not None]
    ends = ends_of(figures)
    if ends is None:
        return ""
    return data.say("dashboards_coverage.range", **told_ends(data, *ends))


def ends_of(figures: Sequence[AggregateFigure]) -> tuple[AggregateFigure, AggregateFigure] | None:
    """Return the figures with the highest and the lowest value.

    None where fewer than three are published, or the two do not differ surely.
    """
    valued = sorted((each for each in figures if each.value is not None), key=lambda each: -(each.value or 0.0))
    if len(valued) < FEWEST_CONTINGENCIES:
        return None
    best, least = valued[0], valued[-1]
    return (best, least) if differ(best, least) else None


def differ(high: AggregateFigure, low: AggregateFigure) -> bool:
    """Whether one published figure is surely above another: apart by what is printed, and by their intervals."""
    if high.value is None or low.value is None or round(high.value, 1) <= round(low.value, 1):
        return False
    top_of_low = low.interval[1] if low.interval else low.value
    bottom_of_high = high.interval[0] if high.interval else high.value
    return bottom_of_high > top_of_low


def told_ends(data: ReleaseData, best: AggregateFigure, least: AggregateFigure) -> dict[str, str]:
    """Return the slots of a sentence on the highest and the lowest of several indicators."""
    return {
        "best": data.short_name(best.indicator),
        "least": data.short_name(least.indicator),
        "high": data.units(best.indicator).told(best.value or 0.0),
        "low": data.units(least.indicator).told(least.value or 0.0),
    }
