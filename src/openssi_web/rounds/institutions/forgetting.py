"""The action that erases the contact data of a focal point from the answers of a country. Named in `actions.py`.

Versions stay, with who entered them and when; what stood in them is gone, here and in the accepted answers.
"""

from django.db import transaction
from django.db.models import Q, QuerySet

from openssi.run.public_cells import FOCAL_POINT
from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import institution_key
from openssi_web.accounts.erasing import refuse_erasing
from openssi_web.accounts.models import Person
from openssi_web.guards import changes_let_through
from openssi_web.rounds.answers.content import EMPTY
from openssi_web.rounds.requests.recording import locked, record_versions
from openssi_web.rounds.submissions.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.workspace import inquiry

_TABLE = "rounds_answerversion"
_WORDS = ("text", "note", "source", "explanation")


def erase_focal_point(ref_area: str, institution: str = "", *, by: Person, reason: str) -> int:
    """Erase name, address and telephone of a focal point (table A1) from the answers of all rounds.

    Args:
        ref_area: The country.
        institution: Of which institution; of all where it is empty.
        by: An administrator.
        reason: One of `accounts.erasing.REASONS`.

    Returns:
        How many answers and versions of answers were erased.

    Raises:
        FixTheAnswer: if it is not for this person to do, or nothing is there.
    """
    key, place = institution_key(institution), Place(item=ref_area)
    with transaction.atomic():
        refuse_erasing(by, reason, place)
        drafts = SubmissionDraft.objects.filter(ref_area=ref_area).order_by("pk")
        erased = sum(_erased(locked(draft), key, by, reason) for draft in drafts)
        erased += inquiry().workspace.submissions.erase_texts(ref_area, FOCAL_POINT, key)
        if not erased:
            raise FixTheAnswer.because("ERASE_NOTHING_ANSWERED", place, area=ref_area, institution=institution or "-")
    return erased


def _erased(draft: SubmissionDraft, institution: str, by: Person, reason: str) -> int:
    says_something = ~Q(**dict.fromkeys(_WORDS, ""))
    rows = draft.versions.filter(says_something, item__in=FOCAL_POINT)
    if institution:
        rows = rows.filter(breakdown=institution)
    numbers = list(rows.values_list("pk", flat=True))
    if not numbers:
        return 0
    detail = {"institution": institution, "reason": reason, "versions": len(numbers)}
    entry = Entry.objects.create(
        draft=draft, action="erase", person=by, role="ADMINISTRATOR", channel="command", detail=detail
    )
    current = draft.current.filter(answer__in=numbers).select_related("answer")
    latest = {each.key: each.answer for each in current}
    record_versions(draft, entry, dict.fromkeys(latest, EMPTY), latest)
    with changes_let_through(_TABLE):
        # The manager of records changes none.
        erased: QuerySet[AnswerVersion] = QuerySet(AnswerVersion).filter(pk__in=numbers)
        erased.update(**dict.fromkeys(_WORDS, ""), place={})
    return len(numbers)
