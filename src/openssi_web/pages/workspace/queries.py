"""What the workspace says of queries: how many ask for an answer, and the way to them."""

from django.urls import reverse

from openssi.vocabulary.text import Language
from openssi_web.accounts.access import Grants
from openssi_web.pages.query.words import FILE
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.standing import is_compiler, seen_queries
from openssi_web.rounds.workspace import definitions


def queries_values(draft: SubmissionDraft, grants: Grants, language: Language) -> dict[str, str]:
    """Return what `workspace_queries.html` shows: nothing to a country of which nothing was ever asked."""

    def of(key: str, **values: object) -> str:
        return definitions().texts.get(f"{FILE}.workspace.{key}", language, **values)

    if is_compiler(grants, draft.ref_area):
        words = of("desk")
    elif draft.query_cycles.exists():
        count = sum(each.state == "with_country" for each in seen_queries(grants, draft))
        words = of("asked", count=count) if count else of("none")
    else:
        return {}
    return {
        "queries_head": of("head"),
        "queries_words": words,
        "queries_link": of("link"),
        "queries_href": reverse("round-queries", args=[language, draft.ref_area, draft.round.year]),
    }
