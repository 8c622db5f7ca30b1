"""Texts of others on a page: nobody told their language, and the page says so."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from openssi.present.quoting import parts_of


def quoting(text: str) -> SafeString:
    """Return a text whose quotations of others say that their language is not known."""
    return format_html_join(
        "",
        "{}",
        ((format_html('<span lang="">{}</span>', part) if quoted else part,) for part, quoted in parts_of(text)),
    )
