"""How much each finding of a submission matters to what is published, as its answers are now."""

from collections.abc import Mapping
from functools import lru_cache

from openssi.validate.significance import Significance, indicators_by_item
from openssi_web.rounds.answers.findings import country_now
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry


@lru_cache(maxsize=1)
def published_items() -> Mapping[str, tuple[str, ...]]:
    """Return the indicators that each item enters."""
    parts = definitions()
    return indicators_by_item(parts.indicators.values(), parts.national_totals, parts.questionnaire)


def significance_of(draft: SubmissionDraft) -> Significance:
    """Return what weighs the findings of a submission."""
    answers = country_now(inquiry(), draft).answers
    return Significance.of(published_items(), (each for each in answers if each.channel != "context"))
