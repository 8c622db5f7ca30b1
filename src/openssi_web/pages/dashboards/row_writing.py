"""The templates that Jinja writes: hundreds of rows, links or choices, which it writes several times as fast."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from openssi.present.quoting import own_words
from openssi_web.pages.dashboards.known_addresses import path_to
from openssi_web.pages.dashboards.quoted import quoting


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    loader = PackageLoader("openssi_web.pages", "row_templates")
    made = Environment(autoescape=True, loader=loader, undefined=StrictUndefined, auto_reload=False)
    made.globals["path_to"] = path_to
    made.filters["quoting"] = quoting
    made.filters["own_words"] = own_words
    return made


def written(name: str, /, **values: object) -> SafeString:
    """Return a template of the folder `row_templates` with its values filled in, escaped."""
    return mark_safe(_template(name).render(**values))  # noqa: S308 - Jinja escapes
