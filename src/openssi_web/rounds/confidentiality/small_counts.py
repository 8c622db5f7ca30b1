"""Counts so small that persons could be recognised, as the rule of publication finds them (R119), while answering."""

from collections.abc import Collection

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Inquiry
from openssi.validate.stages import published_cells
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding, RuleLevel
from openssi_web.rounds.answers.findings import cell_of, country_now
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.submissions.models import SubmissionDraft

PUBLICATION: RuleLevel = "publication"


def small_counts(inquiry: Inquiry, draft: SubmissionDraft, cells: Collection[CellKey]) -> dict[CellKey, Finding]:
    """Return what the rules of publication ask of small numbers among some cells; it blocks nothing."""
    validator = inquiry.validation.validator
    rules = {each.id: each for each in validator.rules if each.level == PUBLICATION and each.severity == "W"}
    limits = [value for each in rules.values() for value in each.tolerances.values()]
    known = current_answers(draft).by_key(draft, inquiry.definitions.questionnaire)
    small = [each for key, each in known.items() if key in cells and _is_small(each, max(limits, default=0))]
    if not small:
        return {}
    places = published_cells(country_now(inquiry, draft).cells, small, (), today().isoformat())
    found = validator.findings_at(PUBLICATION, places)
    return {cell_of(each): each for each in found if each.rule in rules}


def _is_small(each: Observation, most: object) -> bool:
    number = each.scaled_value
    return number is not None and 0 < abs(number) <= most  # type: ignore[operator]
