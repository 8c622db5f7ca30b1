"""What a country says of a finding is recorded."""

from django.db import transaction

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import cell_in_words, entered_reader, plain
from openssi_web.rounds.answers.findings import cell_of, findings_of
from openssi_web.rounds.collection.saving import done_before
from openssi_web.rounds.requests.outcomes import Outcome, Refused, Saved
from openssi_web.rounds.requests.permission import cells_of, refuse_unseen, role_to_change, sees
from openssi_web.rounds.requests.recording import Request, locked, record_entry
from openssi_web.rounds.submissions.models import Channel, FindingExplanation, SubmissionDraft
from openssi_web.rounds.workspace import inquiry


def explain_finding(
    person: Person,
    draft: SubmissionDraft,
    finding_id: str,
    text: str,
    reason: str,
    idempotency_key: str,
    channel: Channel = "form",
) -> Outcome:
    """Record what the country says of a finding that asks for an explanation.

    Args:
        person: A respondent of the scheme, or the coordinator.
        draft: The submission.
        finding_id: `R020@QMA.2023.B_REC...`, among the findings of the answers as they are now.
        text: The explanation; it is published with the figure.
        reason: Code of CL_EXPL, or empty.
        idempotency_key: Made by the browser for this explanation.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    grants = person.grants()
    refuse_unseen(grants, draft, ())
    asking = {each.id: cell_of(each) for each in findings_of(inquiry(), draft) if each.severity == "W"}
    key = asking.get(finding_id)
    if key is None or not sees(grants, draft, key):
        place = Place(item=str(draft))
        return Refused((Problem("ROUND_FINDING_UNKNOWN", place, {"finding": plain(finding_id)[:100]}),))
    said = entered_reader().explanation(key, text, reason)
    if isinstance(said, list):
        return Refused(tuple(said))
    asked = [finding_id, said.text, said.reason]
    request = Request(person=person, action="explain", channel=channel, idempotency_key=idempotency_key, asked=asked)
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = done_before(draft, request)
        if done is not None:
            return done
        allowed = role_to_change(grants, draft, form, {key: Place(item=cell_in_words(key))}, entered=False)
        if isinstance(allowed, Refused):
            return allowed
        entry = record_entry(draft, request, allowed, {"finding": finding_id})
        FindingExplanation.objects.create(
            draft=draft, entry=entry, finding=finding_id, text=said.text, reason=said.reason
        )
        return Saved(entry, ())
