"""What templates of the dashboards ask for: addresses of figures and origins, texts of declarations."""

from django import template
from django.template import Context

from openssi.definitions import load
from openssi.present.dashboards.figure import Origin
from openssi.present.dashboards.map_model import MapShown
from openssi.present.numbers import format_number
from openssi.vocabulary.text import MultilingualText, as_language
from openssi_web.pages.dashboard_addresses import DashboardAddresses

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
