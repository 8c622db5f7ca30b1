"""What templates of the dashboards ask for: addresses of figures and origins, texts of declarations."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from openssi.definitions import load
from openssi.present.dashboards.figures.figure import DashboardFigure, Origin
from openssi.present.dashboards.figures.spacing import spaced
from openssi.present.dashboards.filters import FilterShown
from openssi.present.dashboards.maps.map_model import MapShown
from openssi.present.numbers import format_number
from openssi.vocabulary.text import MultilingualText, as_language
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.figure_map import figure_map, figure_tiles
from openssi_web.pages.dashboards.figure_table import ANSWERS, figure_table
from openssi_web.pages.dashboards.row_writing import written

register = template.Library()


@register.simple_tag(takes_context=True)
def in_language(context: Context, declared: MultilingualText) -> str:
    """Return a declared text in the language of the page."""
    return declared.in_language(as_language(str(context["language"])))


@register.simple_tag
def origin(at: DashboardAddresses, found: Origin) -> str:
    """Return the address of the walk back from a value."""
    return at.origin(found)


@register.simple_tag
def chosen_with(at: DashboardAddresses, name: str, value: str) -> str:
    """Return the address of the page with another value of a choice."""
    return at.page(**{name: value})


@register.simple_tag(takes_context=True)
def older_values(context: Context, shown: MapShown) -> str:
    """Return how many values of a map are older than its year."""
    language = as_language(str(context["language"]))
    count = {"count": shown.older, "count_text": format_number(shown.older, language)}
    return load().texts.get("dashboards_maps.legend.older", language, year=shown.year, **count)


@register.simple_tag
def figure_file(at: DashboardAddresses, figure_id: str, kind: str) -> str:
    """Return the address of a figure as a file."""
    return at.figure(figure_id, kind)


@register.simple_tag
def figure_rows(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return the table behind a figure."""
    return figure_table(figure, at, keep)


@register.simple_tag(name="figure_map")
def _figure_map(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return the map of a figure."""
    return figure_map(figure, at, keep)


@register.simple_tag(name="figure_tiles")
def _figure_tiles(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return the tiles of a figure."""
    return figure_tiles(figure, at, keep)


@register.simple_tag
def figure_answers(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return a figure that is a table of answers."""
    return figure_table(figure, at, keep, ANSWERS)


@register.simple_tag
def filter_choices(shown: FilterShown) -> SafeString:
    """Return what can be chosen of a filter: the entries of a list, or boxes where several can be chosen."""
    return written("choices.html", filter=shown, is_multiple=shown.is_multiple)


@register.simple_tag(takes_context=True)
def chosen_number(context: Context, shown: FilterShown) -> str:
    """Return how many entries of a filter are chosen."""
    number = sum(choice.selected for group in shown.groups for choice in group.choices)
    language = as_language(str(context["language"]))
    key = "dashboards_frame.several.chosen" if number else "dashboards_frame.several.none"
    return load().texts.get(key, language, count=number)


@register.simple_tag
def part_of(at: DashboardAddresses, number: int) -> str:
    """Return the address of a page with another part of its long table."""
    return at.page(page=str(number))


@register.filter
def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


@register.filter
def spaced_in(text: str, language: str) -> str:
    """Return a text that is put together from parts with the spaces of a language."""
    return spaced(text, as_language(language))
