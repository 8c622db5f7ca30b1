"""How a country says that a value is right as it stands: by explaining the finding, else in the thread of the query."""

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import Language
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.findings import cell_of
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.collection.explaining import explain_finding
from openssi_web.rounds.queries.querying import QueryAnswer, write_about_query
from openssi_web.rounds.queries.standing import QueryNow, finding_of
from openssi_web.rounds.requests.outcomes import Outcome
from openssi_web.rounds.submissions.models import Channel, SubmissionDraft
from openssi_web.rounds.workspace import inquiry


def finding_on(draft: SubmissionDraft, key: CellKey, rule: str) -> Finding | None:
    """Return what a rule finds on a cell now, none where it finds nothing."""
    if not rule:
        return None
    live = live_findings(inquiry(), draft, current_answers(draft).entry)
    return next((each for each in live.by_cell.get(key, ()) if each.rule == rule and cell_of(each) == key), None)


def confirm_value(
    person: Person,
    draft: SubmissionDraft,
    now: QueryNow,
    said: tuple[str, str],
    language: Language,
    idempotency_key: str,
    channel: Channel = "form",
) -> QueryAnswer | Outcome:
    """Record why a value is right: as the explanation of its finding where the rule asks for one.

    Args:
        person: A respondent of the scheme, or the coordinator.
        draft: The submission.
        now: The query.
        said: The explanation, and its code of CL_EXPL or nothing.
        language: In which it is written.
        idempotency_key: Made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the query.
    """
    text, reason = said
    finding = finding_on(draft, now.query.key, now.query.rule)
    if finding is not None and finding.severity == "W":
        return explain_finding(person, draft, finding_of(now.query), text, reason, idempotency_key, channel)
    return write_about_query(
        person, draft, now.query.pk, text, language, idempotency_key, confirms=True, channel=channel
    )
