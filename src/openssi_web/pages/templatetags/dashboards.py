"""What templates of the dashboards ask for: addresses of figures and origins, texts of declarations."""

from django import template
from django.template import Context

from openssi.present.dashboards.figure import Origin
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
def figure_file(at: DashboardAddresses, figure_id: str, kind: str) -> str:
    """Return the address of a figure as a file."""
    return at.figure(figure_id, kind)


@register.simple_tag
def part_of(at: DashboardAddresses, number: int) -> str:
    """Return the address of a page with another part of its long table."""
    return at.page(page=str(number))


@register.filter
def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()
