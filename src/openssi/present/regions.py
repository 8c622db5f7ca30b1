"""Bars by region or income group, the world first."""

from openssi.present.figures import INCOME, WORLD, WORLD_CODE, AggregateFigure, Group
from openssi.present.numbers import format_number, share, year_range
from openssi.present.page_data import PageData
from openssi.present.page_model import RegionFigure, RegionRow
from openssi.present.punctuation import listed
from openssi.present.sentences import bars_title, measure
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.symbols import SUPPRESSED


def region_figure(data: PageData) -> RegionFigure:
    """Return bars by region."""
    return bars(data, data.region_grouping)


def income_figure(data: PageData) -> RegionFigure:
    """Return bars by income group."""
    return bars(data, INCOME)


def bars(data: PageData, grouping: str) -> RegionFigure:
    """Return the bars of a grouping: the world, then its groups by value, those without a figure last."""
    groups = [group for group in data.groups_of(grouping) if group.grouping != WORLD]
    rows = [_row(data, group, data.aggregate(grouping, group.code)) for group in groups]
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0.0)))
    world = data.aggregate(WORLD, WORLD_CODE)
    shown = [*([_row(data, world.group, world)] if world and groups else []), *rows] if data.has_groups else []
    return RegionFigure(
        title=bars_title(data, grouping),
        subtitle=data.words.say("bars_measure", measure=measure(data), weight=weight_name(data)),
        rows=tuple(shown),
        notes=_notes(data, shown),
        axis=axis_of((row.value for row in shown if row.value is not None), data.units),
    )


def weight_name(data: PageData) -> str:
    """Return what the countries were weighted by, as the questionnaire calls it."""
    items = {each.weight_item for each in data.aggregates if each.weight_item}
    names = data.definitions.questionnaire.items
    labels = [names[item].label.in_language(data.language) if item in names else item for item in sorted(items)]
    return listed(labels, data.language) or data.words.say("weight_unknown")


def _row(data: PageData, group: Group, figure: AggregateFigure | None) -> RegionRow:
    is_world = group.grouping == WORLD
    name = data.words.say(f"place.{data.words.world}.name") if is_world else group.name
    return RegionRow(
        grouping=group.grouping,
        group=group.code,
        name=name,
        value=figure.value if figure else None,
        text=figure.text(data.units) if figure else SUPPRESSED,
        publication=figure.publication if figure else "suppressed",
        observed_share=share(figure.observed_share, data.language) if figure else "",
        countries=_countries(data, figure),
        years=_years(data, figure),
        is_world=is_world,
    )


def _countries(data: PageData, figure: AggregateFigure | None) -> str:
    if figure is None:
        return ""
    numbers = (format_number(number, data.language) for number in (figure.countries, figure.countries_total))
    reported, total = numbers
    return data.words.say("countries_of", reported=reported, total=total)


def _years(data: PageData, figure: AggregateFigure | None) -> str:
    if figure is None or figure.oldest_year is None or figure.newest_year is None:
        return ""
    return year_range(figure.oldest_year, figure.newest_year, data.language)


def _notes(data: PageData, rows: list[RegionRow]) -> tuple[str, ...]:
    rules = data.definitions.publication
    flag = float(data.release.method.get("flag_from", rules.flag_from))
    publish = float(data.release.method.get("publish_from", rules.publish_from))
    limits = {"flag": share(flag, data.language), "publish": share(publish, data.language)}
    kinds = {row.publication for row in rows}
    notes = [data.weighed("notes.flagged", **limits)] if "flagged" in kinds else []
    if "suppressed" in kinds:
        notes.append(data.weighed("notes.suppressed", flag=limits["flag"]))
    if any(each.imputed_share > 0 for each in data.aggregates):
        notes.append(data.words.say("notes.imputed"))
    return tuple(notes)
