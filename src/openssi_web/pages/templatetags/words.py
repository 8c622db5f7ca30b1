"""Words of the site in the language of the page, and lengths of what is drawn."""

import hashlib
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openssi.definitions import load
from openssi.present.axis import Axis
from openssi.present.numbers import format_day, format_exact, format_number, share
from openssi.vocabulary.text import as_language
from openssi_web.pages.dashboards.known_addresses import path_to
from openssi_web.pages.dashboards.quoted import quoting
from openssi_web.pages.dashboards.row_writing import written

register = template.Library()
register.filter(quoting)

TILE = 40
WIDEST_TILE = 60
KILOBYTE = 1000
UNKNOWN = "und"


@register.simple_tag(takes_context=True)
def text(context: Context, key: str, **values: Any) -> str:  # noqa: ANN401 - whatever fills a slot
    """Return a text of `definitions/interface/site.yaml`."""
    return load().texts.get(f"site.{key}", as_language(str(context["language"])), **values)


@register.simple_tag(takes_context=True)
def text_of(context: Context, key: str, **values: Any) -> str:  # noqa: ANN401 - whatever fills a slot
    """Return a text of any file of `definitions/interface`."""
    return load().texts.get(key, as_language(str(context["language"])), **values)


@register.simple_tag(takes_context=True)
def number(context: Context, value: float) -> str:
    """Return a whole number with the thousands of the language."""
    return format_number(value, as_language(str(context["language"])))


@register.filter
def shown_in(value: float, language: str) -> str:
    """Return a whole number with the thousands of a language, for a slot of a text."""
    return format_number(value, as_language(language))


@register.simple_tag(takes_context=True)
def exact(context: Context, value: Decimal) -> str:
    """Return a number with all its digits."""
    return format_exact(value, as_language(str(context["language"])))


@register.simple_tag(takes_context=True)
def share_of_one(context: Context, value: str) -> str:
    """Return a share between 0 and 1 as a percentage; anything else as it stands."""
    try:
        return share(float(value), as_language(str(context["language"])))
    except ValueError:
        return value


@register.simple_tag(takes_context=True)
def kilobytes(context: Context, size: int) -> str:
    """Return a size in units of a thousand bytes, as downloads are measured."""
    language = as_language(str(context["language"]))
    return load().texts.get("site.data.kilobytes", language, size=format_number(max(size / KILOBYTE, 1), language))


@register.simple_tag(takes_context=True)
def day(context: Context, moment: str) -> str:
    """Return the day of a moment (`2026-11-25T11:58:30+00:00`) in words."""
    return format_day(date.fromisoformat(moment[:10]), as_language(str(context["language"])))


_places: dict[str, str] = {}
"""Where static files lie, by name."""


@lru_cache(maxsize=64)
def _fingerprint(path: str, _modified: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a static file with its fingerprint: it may be kept for a year, and changes when it does.

    Empty where the file is absent (the typeface is optional).
    """
    path = _places.get(name) or str(finders.find(name) or "")
    if not path:
        return ""
    # Where a file lies is found once: looking for it in every folder takes longer than a page has time.
    _places[name] = path
    return f"{settings.STATIC_URL}{name}?v={_fingerprint(path, Path(path).stat().st_mtime)}"


register.simple_tag(path_to)


@register.simple_tag(takes_context=True)
def rows_of(context: Context, template: str, **values: Any) -> SafeString:  # noqa: ANN401 - whatever it shows
    """Return a template of rows, with the values of the page and some more."""
    shown: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    return written(template, **{**shown, "tile_x": tile_x, "bar_pixels": bar_pixels, **values})


@register.filter
def tile_x(column: int) -> int:
    """Return the left edge of a tile in the drawing."""
    return (column - 1) * TILE


@register.filter
def tile_pixels(columns: int) -> int:
    """Return the widest that the drawing of so many columns gets."""
    return columns * WIDEST_TILE


@register.filter
def bar_start(axis: Axis, value: float | None) -> str:
    """Return where a bar begins, in per cent of the axis."""
    return f"{axis.start(value):g}"


@register.filter
def bar_length(axis: Axis, value: float | None) -> str:
    """Return the length of a bar, in per cent of the axis."""
    return f"{axis.length(value):g}"


@register.simple_tag
def bar_pixels(value: float | None, axis: Axis, longest: int) -> float:
    """Return the length of a bar in pixels; an axis with negative values carries no bars in a cell."""
    return 0.0 if axis.low < 0 else round(axis.length(value) * longest / 100, 1)


@register.filter
def as_printed(shown: str) -> int:
    """Return the length of the bar beside a printed share (`27 %`): half a pixel for each hundredth, rounded up."""
    found = re.search(r"\d+", shown)
    return (int(found.group()) + 1) // 2 if found else 0


@register.filter
def lang_of(told: str | None, language: str) -> SafeString:
    """Return the attribute that says in which language a text on a page of another is, empty where it is the same.

    Args:
        told: The language; `und` where nobody told it, empty for words of the page itself.
        language: The language of the page.
    """
    if not told or told == language:
        return SafeString("")
    return format_html(' lang="{}"', "" if told == UNKNOWN else told)


@register.filter
def unstopped(text: str) -> str:
    """Return a text without the full stop of an abbreviation at its end, for a place where another follows."""
    return str(text).rstrip(".")
