"""Words of the site in the language of the page."""

from typing import Any

from django import template
from django.template import Context

from openssi.vocabulary.text import as_language
from openssi_web.releases import site

register = template.Library()


@register.simple_tag(takes_context=True)
def text(context: Context, key: str, **values: Any) -> str:  # noqa: ANN401 - whatever fills a slot
    """Return a text of `definitions/interface/site.yaml`."""
    return site().definitions.texts.get(f"site.{key}", as_language(str(context["language"])), **values)


@register.filter
def tile_x(column: int) -> int:
    """Return the left edge of a tile in the drawing."""
    return (column - 1) * 40


@register.filter
def tile_pixels(columns: int) -> int:
    """Return the widest that the drawing of so many columns gets."""
    return columns * 60


@register.filter
def bar_width(value: float | None) -> float:
    """Return the length of a bar on a scale of 0 to 100."""
    return 0 if value is None else round(max(0.0, min(100.0, value)), 2)
