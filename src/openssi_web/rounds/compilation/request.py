"""Who asks for something of a compilation, and whether it may be done now. The actions stand beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import MAY_COMPILE, Grants, role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import cell_in_words
from openssi_web.rounds.compilation.compiled import needs_source
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import cells_of, is_compiled_now, refuse_unseen, role_to_change
from openssi_web.rounds.requests.recording import Request, entry_before, locked
from openssi_web.rounds.submissions.models import Action, Channel, Entry, SubmissionDraft
from openssi_web.rounds.workspace import definitions


@dataclass(frozen=True, slots=True)
class Compiled:
    """It was recorded, now or before.

    Attributes:
        number: Of the source, the statement or the search that it is about.
        entry: The entry that it made, none where everything stood there already.
        repeated: Whether it had been recorded before.
    """

    number: int
    entry: Entry | None = None
    repeated: bool = False


CompileAnswer = Compiled | Refused


def may_compile(person: Person, draft: SubmissionDraft) -> bool:
    """Whether a person compiles a submission now."""
    return role_among(person.grants(), draft.ref_area, MAY_COMPILE) is not None and is_compiled_now(draft)


def request_of(person: Person, action: Action, channel: Channel, idempotency_key: str, asked: object) -> Request:
    """Return what is asked of a compilation."""
    return Request(person=person, action=action, channel=channel, idempotency_key=idempotency_key, asked=asked)


def because(code: str, place: Place, **values: object) -> Refused:
    """Return why something is not done."""
    return Refused((Problem(code, place, values),))


def done_by(
    request: Request,
    draft: SubmissionDraft,
    do: Callable[[SubmissionDraft, Role], CompileAnswer],
    key: CellKey | None = None,
) -> CompileAnswer:
    """Do what is asked of a compilation, under the lock of its submission, where the person may.

    Args:
        request: What is asked, and by whom.
        draft: The submission.
        do: Does it in the role in which the person compiles.
        key: The cell that it is about, none where it is about no single one.

    Raises:
        Http404: if the person does not see the country, or the cell.
    """
    refuse_unseen(request.person.grants(), draft, () if key is None else (key,))
    with transaction.atomic():
        draft = locked(draft)
        role = _allowed(draft, request, key)
        return do(draft, role) if isinstance(role, str) else role


def _allowed(draft: SubmissionDraft, request: Request, key: CellKey | None) -> Role | CompileAnswer:
    """Return the role in which a person compiles, else what becomes of the request."""
    done = _before(draft, request)
    if done is not None:
        return done
    place, grants = Place(item=str(draft)), [each for each in request.person.grants() if each.role in MAY_COMPILE]
    role = role_among(grants, draft.ref_area, MAY_COMPILE)
    if role is None:
        return because("ROUND_ACTION_OF_OTHERS", place, may=", ".join(MAY_COMPILE))
    if not is_compiled_now(draft):
        return because("COMPILE_NOT_NOW", place, state=draft.state)
    return role if key is None else _of_cell(grants, draft, key)


def _before(draft: SubmissionDraft, request: Request) -> CompileAnswer | None:
    entry = entry_before(draft, request)
    if not isinstance(entry, Entry):
        return entry
    return Compiled(_number_of(entry), entry, repeated=True)


def _of_cell(grants: Grants, draft: SubmissionDraft, key: CellKey) -> Role | Refused:
    item, place = definitions().questionnaire.items.get(key.item), Place(item=cell_in_words(key))
    if item is not None and not needs_source(item):
        return because("COMPILE_NO_SOURCE_HERE", place)
    return role_to_change(grants, draft, cells_of(draft), {key: place})


def _number_of(entry: Entry) -> int:
    """Return what an entry is about: a source, the source of a file, a statement, a search."""
    kinds: tuple[tuple[Any, str], ...] = (
        (entry.sources, "pk"),
        (entry.source_files, "source_id"),
        (entry.sourced, "pk"),
        (entry.choices, "value_id"),
        (entry.searches, "pk"),
    )
    found = ((rows.first(), name) for rows, name in kinds)
    return next((int(getattr(row, name)) for row, name in found if row is not None), 0)
