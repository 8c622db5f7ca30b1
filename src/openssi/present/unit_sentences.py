"""Sentences about indicators that are not a share of persons: no verb or article depends on their names.

An indicator without figures of groups speaks of its countries: from the lowest to the highest, or how many answered
what.
"""

from collections import Counter

from openssi.present.figures import WORLD, CountryFigure
from openssi.present.numbers import EN_DASH, WORD_JOINER, year_range
from openssi.present.page_data import PageData


def group_headline(data: PageData, name: str, value: float) -> str:
    """Return the sentence of a figure of the world or of a group."""
    is_world = data.selection.grouping == WORLD
    place = data.words.say(f"place.{data.words.world}.adverb") if is_world else ""
    key = "share" if data.units.unit.kind == "share" else "level"
    values = {"name": name, "value": data.units.told(value), "place": place, "year": data.selection.year}
    return data.words.of(f"headline.{key}.{'world' if is_world else 'group'}", **values)


def countries_headline(data: PageData, name: str) -> str:
    """Return the sentence of an indicator that has values of countries only, empty where none has any."""
    if not data.valued:
        return ""
    values = {"name": name, "years": years(data), "count": len(data.valued)}
    total = data.words.counted(len(data.valued))
    if data.units.codes:
        label, found = _most_frequent(data)
        return data.words.of("headline.answer", label=label, found=data.words.counted(found), total=total, **values)
    if not data.is_comparable:
        return data.words.of("headline.currency", total=total, **values)
    low, high = extremes(data)
    if len(data.valued) == 1:
        return data.words.of("headline.one", value=data.units.told(low.value or 0.0), country=low.name, **values)
    if _are_the_same(data):
        return data.words.of("headline.same", total=total, value=data.units.told(low.value or 0.0), **values)
    ends = {"low": data.units.told(low.value or 0.0), "high": data.units.told(high.value or 0.0)}
    return data.words.of("headline.range", total=total, lowest=low.name, highest=high.name, **ends, **values)


def why_no_groups(data: PageData) -> str:
    """Return why an indicator has no figure of the world and of groups."""
    if data.units.codes:
        return data.words.of("no_groups.answers")
    return data.words.of("no_groups.no_weight" if data.is_comparable else "no_groups.currency")


def countries_title(data: PageData, otherwise: str) -> str:
    """Return the finding of a map: what the middle country has, or how many countries answered what."""
    total = len(data.valued)
    if data.units.codes and total:
        label, found = _most_frequent(data)
        numbers = {"found": data.words.counted(found), "total": data.words.counted(total)}
        return data.words.of("title.answer", label=label, count=total, **numbers)
    if total < 4 or not data.is_comparable or _are_the_same(data):
        return otherwise
    middle = sorted(country.value or 0.0 for country in data.valued)[(total - 1) // 2]
    value = data.units.told(middle)
    return data.words.of("title.middle", count=total, total=data.words.counted(total), value=value)


def _are_the_same(data: PageData) -> bool:
    low, high = extremes(data)
    return data.units.number(low.value or 0.0) == data.units.number(high.value or 0.0)


def extremes(data: PageData) -> tuple[CountryFigure, CountryFigure]:
    """Return the countries with the lowest and the highest value."""
    ordered = sorted(data.valued, key=lambda each: (each.value or 0.0, each.area))
    return ordered[0], ordered[-1]


def years(data: PageData) -> str:
    """Return the years that the values of the countries are of, on one line."""
    known = [country.year for country in data.valued if country.year is not None] or [data.selection.year]
    return year_range(min(known), max(known), data.language).replace(EN_DASH, f"{EN_DASH}{WORD_JOINER}")


def _most_frequent(data: PageData) -> tuple[str, int]:
    """Return the answer that a title tells with its countries: yes where anybody said so, else the most frequent."""
    counted = Counter(data.units.number(country.value or 0.0) for country in data.valued)
    if data.units.unit.kind == "yes_no":
        yes = data.units.number(1.0)
        return yes, counted[yes]
    return counted.most_common(1)[0]
