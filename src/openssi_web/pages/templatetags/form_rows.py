"""The rows of a table of the form: hundreds of them on a page, which Jinja writes several times as fast."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from openssi_web.pages.form.rows import GroupShown

register = template.Library()

WORDS = ("w", "s", "conf", "reasons", "table")
"""What the rows say beside their own values."""


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = PackageLoader("openssi_web.pages", "row_templates")
    made = Environment(autoescape=True, loader=loader, undefined=StrictUndefined, auto_reload=False)
    return made.get_template("form_groups.html")


@register.simple_tag(takes_context=True)
def form_rows(context: Context, groups: Sequence[GroupShown]) -> SafeString:
    """Return groups of rows as the body of a table."""
    values = {name: context[name] for name in WORDS}
    return mark_safe(_template().render(groups=groups, **values))  # noqa: S308 - Jinja escapes every value
