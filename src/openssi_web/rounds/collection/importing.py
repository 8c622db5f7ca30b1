"""A workbook is taken over: all that it changes, or nothing."""

from collections.abc import Mapping

from django.db import transaction

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Returned
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.observations import conventions_of
from openssi_web.rounds.collection.saving import done_before, write_changes
from openssi_web.rounds.compilation.saving import prepared
from openssi_web.rounds.requests.outcomes import Conflict, Decision, Outcome, Refused
from openssi_web.rounds.requests.permission import cells_of, refuse_unseen, role_to_change
from openssi_web.rounds.requests.recording import Request, latest_versions, locked
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import definitions


def import_workbook(
    person: Person,
    draft: SubmissionDraft,
    returned: Returned,
    idempotency_key: str,
    decisions: Mapping[CellKey, Decision] | None = None,
) -> Outcome:
    """Take over what a workbook changes, all of it or nothing.

    Args:
        person: Who uploaded it.
        draft: The submission.
        returned: The workbook as it was read and shown (`workbooks.exchange.examine`).
        idempotency_key: Made by the page that showed it.
        decisions: What the person decided about cells that somebody else changed since the workbook was written.

    Raises:
        Http404: if the person does not see the country.
    """
    grants, decided = person.grants(), dict(decisions or {})
    refuse_unseen(grants, draft, ())
    found = exchange.wanted_by(draft, returned, definitions().questionnaire)
    if isinstance(found, Refused):
        return found
    base, before, wanted = found.base, found.before, found.changes
    asked = [returned.submission.sha256, sorted((str(key), each.version, each.take) for key, each in decided.items())]
    request = Request(
        person=person,
        action="import",
        channel="workbook",
        idempotency_key=idempotency_key,
        asked=asked,
        keys=tuple(wanted),
    )
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = done_before(draft, request)
        if done is not None:
            return done
        cells = {key: exchange.place_of(key, each, returned.path.name) for key, each in wanted.items()}
        allowed = role_to_change(grants, draft, form, cells)
        if isinstance(allowed, Refused):
            return allowed
        latest = latest_versions(draft, tuple(wanted))
        merged = exchange.merge(wanted, before, latest, decided)
        if merged.clashes:
            return Conflict(exchange.with_seen(draft, base, merged.clashes))
        file = {"file": returned.path.name, "sha256": returned.submission.sha256}
        ready = prepared(draft, allowed, merged.changed, latest, None, conventions_of({}, draft.round.year))
        if isinstance(ready, Refused):
            return ready
        return write_changes(draft, request, allowed, ready, latest, file)
