"""The sentences above the figures: findings written from the data, people before percentages.

Where no finding survives, the sentence falls back to a neutral name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openssi.present.breakdowns import breakdown_name
from openssi.present.figures import INCOME, WORLD, AggregateFigure
from openssi.present.numbers import percent, rounded, share, year_range
from openssi.present.page_data import PageData
from openssi.present.unit_sentences import countries_headline, countries_title, group_headline, why_no_groups
from openssi.vocabulary.observation import TOTAL

LOW = 20.0
"""Coverage below which the title of the tile map counts countries: one person in five."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A percentage as people say it: the key of its words, and how many in ten where it is tenths."""

    key: str
    tenths: int = 0


def fraction(value: float) -> Fraction:
    """Return how people say a percentage: 46.9 is fewer than half, 78.5 nearly eight in ten.

    A fraction is exact only where the printed digit says so; 0 and 100 are said as percentages.
    """
    shown = float(rounded(value, 1))
    if shown in {0, 100}:
        return Fraction("exact")
    for limit, key in _AROUND_A_TENTH:
        if shown < limit:
            return Fraction(key)
    if 45 <= shown <= 55:
        return Fraction("under_half" if shown < 49.5 else "over_half" if shown > 50.5 else "about_half")
    return Fraction("nearly_all") if shown >= 95 else _in_ten(shown)


_AROUND_A_TENTH = (
    (5, "under_twentieth"),
    (8, "under_tenth"),
    (9.5, "nearly_tenth"),
    (10.6, "about_tenth"),
    (15, "over_tenth"),
)


def _in_ten(shown: float) -> Fraction:
    tenths = min(round(shown / 10), 9)
    over = shown - 10 * tenths
    if abs(over) <= 0.5:
        return Fraction("about_in_ten" if over else "in_ten", tenths)
    if over > 0:
        return Fraction("over_in_ten", tenths)
    return Fraction("nearly_in_ten" if over >= -2 else "under_in_ten", tenths)


def headline(data: PageData) -> str:
    """Return the sentence of the page: who had the benefit, in words and in per cent, and when.

    Where the definitions have no words for these people, or it is about no people, the sentence names the indicator.
    """
    figure = data.chosen
    if not data.has_groups:
        return _of_group(data, countries_headline(data, _name(data))) or _neutral(data)
    if figure is None or figure.value is None:
        return _neutral(data)
    said = _said(data, figure.value) if data.is_about_persons else ""
    did = _wording(data, "did")
    if not said or not did:
        return _of_group(data, group_headline(data, _name(data), figure.value))
    kind = "whole_figure" if fraction(figure.value).key == "exact" else "headline"
    values = {"fraction": said, "percent": percent(figure.value, data.language), "did": did}
    sentence = data.words.say(kind, year=data.selection.year, **values)
    if not figure.is_world:
        return data.words.say("of_group", group=figure.group.name, sentence=sentence)
    return capitalised(sentence)


def _neutral(data: PageData) -> str:
    place = "" if data.chosen is None or data.chosen.is_world else data.chosen.group.name
    has_values = data.selection.indicator in data.valued_indicators
    parts = ", ".join(part for part in (place, str(data.selection.year) if has_values else "") if part)
    return data.words.say("neutral", name=_name(data), parts=parts) if parts else _name(data)


def _name(data: PageData) -> str:
    return ", ".join([data.indicator.name.in_language(data.language), *_chosen_part(data)])


def _of_group(data: PageData, sentence: str) -> str:
    """Return a sentence about a group of countries with the name of the group before it."""
    chosen = data.selection
    if not sentence or chosen.grouping == WORLD:
        return sentence
    return data.words.say("of_group", group=data.group_name(chosen.grouping, chosen.group), sentence=sentence)


def _said(data: PageData, value: float) -> str:
    """Return the fraction with the people it is of, empty where the definitions have no words for these people."""
    people, whole = _wording(data, "people"), _wording(data, "whole")
    if not people or not whole:
        return ""
    place = data.words.world if data.chosen is not None and data.chosen.is_world else "group"
    of_whole = data.words.say(f"place.{place}.of", whole=whole)
    found = fraction(value)
    if found.key == "exact":
        return data.words.say("fraction.exact", percent=percent(value, data.language), whole=of_whole)
    if not found.tenths:
        return data.words.say(f"fraction.{found.key}", whole=of_whole)
    tenths = data.words.say(f"tenths.n{found.tenths}")
    where = data.words.say(f"place.{place}.adverb") if place != "group" else ""
    return _tidy(data.words.say(f"fraction.{found.key}", tenths=tenths, people=people, place=where))


def _wording(data: PageData, part: str) -> str:
    """Return the words of the indicator: `did`, or the people it is about in the sex or the fifth of the page."""
    selection = data.selection
    if part == "did":
        return data.words.say_or(f"indicators.{selection.indicator}.did", "")
    if data.breakdown:
        return data.words.say_or(f"fifth.{selection.breakdown}.{part}", "")
    sex = {TOTAL: "all"}.get(selection.sex, selection.sex)
    return data.words.say_or(f"indicators.{selection.indicator}.{sex}.{part}", "")


def lead(data: PageData) -> str:
    """Return who is left out, and where the figure is highest and lowest."""
    figure = data.chosen
    if not data.has_groups:
        return why_no_groups(data)
    if figure is None or figure.value is None:
        return why_no_figure(data, figure)
    parts = [left_out(data, figure)]
    if figure.is_world:
        parts.append(range_sentence(data, "lead_range", of_grouping(data, data.region_grouping)))
    if figure.publication == "flagged":
        parts.append(data.weighed("lead_flagged", share=share(figure.observed_share, data.language)))
    return " ".join(part for part in parts if part)


def left_out(data: PageData, figure: AggregateFigure) -> str:
    """Return how many persons had no benefit, empty where the weights do not count the persons concerned."""
    weighs_persons = data.indicator.weight == data.indicator.denominator == figure.weight_item
    is_share_of_persons = data.is_about_persons and weighs_persons
    if figure.value is None or not is_share_of_persons or data.breakdown or not _wording(data, "did"):
        return ""
    persons = figure.weight_total * (100 - figure.value) / 100
    return data.words.say("left_out", number=data.words.about(persons)) if persons >= 1 else ""


def why_no_figure(data: PageData, figure: AggregateFigure | None) -> str:
    """Return why a group has no figure, in numbers."""
    if figure is None or not figure.countries:
        return data.words.say("no_country", year=data.selection.year)
    limit = float(data.release.method.get("flag_from", data.definitions.publication.flag_from))
    return data.weighed(
        "suppressed",
        count=figure.countries,
        count_text=data.words.counted(figure.countries),
        share=share(figure.observed_share, data.language),
        limit=share(limit, data.language),
    )


def of_grouping(data: PageData, grouping: str) -> tuple[AggregateFigure, ...]:
    """Return the published figures of a grouping, widest coverage first."""
    figures = (each for each in data.aggregates if each.group.grouping == grouping and each.value is not None)
    return tuple(sorted(figures, key=lambda each: (-(each.value or 0.0), each.group.name)))


def range_sentence(data: PageData, key: str, figures: Sequence[AggregateFigure]) -> str:
    """Return a sentence that names the lowest and the highest figure, empty where they do not differ surely."""
    if len(figures) < 2 or not _differ(data, figures[0], figures[-1]):
        return ""
    best, worst = figures[0], figures[-1]
    values = {
        "best": best.group.name,
        "worst": worst.group.name,
        "high": data.units.told(best.value or 0.0),
        "low": data.units.told(worst.value or 0.0),
    }
    return data.covered(key, **values)


def _differ(data: PageData, best: AggregateFigure, worst: AggregateFigure) -> bool:
    if best.value is None or worst.value is None or data.units.number(best.value) == data.units.number(worst.value):
        return False
    return best.interval is None or worst.interval is None or best.interval[0] > worst.interval[1]


def bars_title(data: PageData, grouping: str) -> str:
    """Return the finding of bars by group: from the narrowest to the widest coverage."""
    found = range_sentence(data, "title.range", of_grouping(data, grouping))
    kind = "incomes" if grouping == INCOME else "regions"
    return found or data.words.say(f"title.{kind}", name=short_name(data))


def tiles_title(data: PageData) -> str:
    """Return how many countries are below one person in five; for other units what the middle country has."""
    neutral = data.words.say("title.tiles", name=short_name(data))
    if not data.valued:
        return neutral
    if not data.is_coverage:
        return countries_title(data, neutral)
    low = sum(1 for country in data.valued if country.value is not None and country.value < LOW)
    limit, total = percent(LOW, data.language, 0), len(data.valued)
    if not low:
        return data.words.count("title.none_low", total, limit=limit)
    return data.words.count("title.low", low, total=total, limit=limit)


def matrix_title(data: PageData, worlds: Iterable[AggregateFigure]) -> str:
    """Return which contingency is covered best and which least; for other units the highest and the lowest."""
    published = sorted((each for each in worlds if each.value is not None), key=lambda each: -(each.value or 0.0))
    if len(published) < 3 or round(published[0].value or 0, 1) == round(published[-1].value or 0, 1):
        return data.covered("title.matrix", family=_family(data))
    names = [data.definitions.indicators[each.indicator].short_name for each in (published[0], published[-1])]
    return data.covered(
        "title.best_and_least",
        best=names[0].in_language(data.language),
        least=names[1].in_language(data.language),
        high=data.units.told(published[0].value or 0.0),
        low=data.units.told(published[-1].value or 0.0),
    )


def _family(data: PageData) -> str:
    declared = data.definitions.indicator_families.get(data.indicator.family)
    return declared.name.in_language(data.language) if declared is not None else data.indicator.family


def short_name(data: PageData) -> str:
    """Return the short name of the indicator, with sex and breakdown where they are not the headline."""
    return ", ".join([data.indicator.short_name.in_language(data.language), *_chosen_part(data)])


def _chosen_part(data: PageData) -> list[str]:
    """Return the names of sex and breakdown; of the headline only a breakdown that is not the total."""
    selection = data.selection
    parts = [data.words.say(f"sex.s{selection.sex}")] if selection.sex != data.indicator.headline_sex else []
    if data.breakdown or selection.breakdown != TOTAL:
        name = breakdown_name(data.definitions, selection.breakdown, data.language)
        parts.append(data.words.say_or(f"fifth.{selection.breakdown}.name", name) if data.is_about_persons else name)
    return parts


def measure(data: PageData) -> str:
    """Return the subtitle of a figure: measure, unit, population and period."""
    if not data.is_about_persons:
        parts = {"name": short_name(data), "unit": data.units.name, "period": capitalised(period(data))}
        return data.words.of("measure_answer" if data.units.unit.kind == "yes_no" else "measure", **parts)
    return data.words.say(
        "measure",
        name=short_name(data),
        population=data.indicator.population.in_language(data.language),
        period=period(data),
    )


def period(data: PageData) -> str:
    """Return the years that the values of the page come from, `latest value 2016–20` or the year alone."""
    years = [country.year for country in data.valued if country.year is not None]
    first, last = min(years, default=data.selection.year), max(years, default=data.selection.year)
    if first == last == data.selection.year:
        return str(data.selection.year)
    return data.words.say("latest_value", years=year_range(first, last, data.language))


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def _tidy(text: str) -> str:
    return re.sub(" +", " ", text).strip(" ")
