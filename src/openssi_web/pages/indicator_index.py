"""The page of all indicators by family; a search of it works without JavaScript."""

from django.http import HttpRequest, HttpResponse

from openssi.present.indicator_index import indicator_index
from openssi.present.words import Words
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site

LONGEST_QUERY = 100


def index_page(request: HttpRequest, language: str) -> HttpResponse:
    """List all indicators, or those whose name or code holds what the reader typed."""
    held = held_release(request)
    definitions, chosen = site().definitions, spoken(language)
    query = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].split())
    families = indicator_index(held.connection(), definitions, chosen, query)
    rows = [row for family in families for row in family.rows]
    words = Words(definitions.texts, chosen)
    count, valued = len(rows), sum(1 for row in rows if row.countries)
    totals = {"valued": words.counted(valued), "total": words.counted(count)}
    values = {
        "release": held.release,
        "families": families,
        "query": query,
        "lead": words.of("index.lead", **totals),
        "found": words.of("index.found", count=count, count_text=words.counted(count), query=query) if query else "",
        "kept": {"release": pinned} if (pinned := pinned_release(request)) else {},
    }
    return page(request, "indicator_index.html", language, "chosen-indicator", values)
