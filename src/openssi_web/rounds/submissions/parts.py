"""The parts of a submission: what each institution answers, and which of them are ready and signed.

A part is a scheme, or what is asked of the country as a whole. A mark holds until an answer of its part changes,
the part is returned, or a transition takes all marks away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from openssi.vocabulary.decision import Role
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi_web.accounts.access import ALL_SCHEMES, Grants, institution_key
from openssi_web.accounts.models import Membership
from openssi_web.rounds.submissions.models import Entry, MarkKind, PartMark, SubmissionDraft
from openssi_web.rounds.submissions.workbook_parts import members_of
from openssi_web.rounds.workspace import definitions

OF_THE_COUNTRY = NOT_APPLICABLE
"""What belongs to no scheme."""


@dataclass(frozen=True, slots=True)
class PartNow:
    """A part and where it stands.

    Attributes:
        part: A scheme, or `_Z`.
        institutions: Keys of the institutions that answer or approve it.
        is_assigned: Whether a respondent answers it.
        is_approved: Whether somebody approves it, so that it needs a signature.
        ready: The mark that holds, none where it is not ready.
        signed: The signature that holds, none where there is none.
    """

    part: str
    institutions: frozenset[str]
    is_assigned: bool
    is_approved: bool
    ready: PartMark | None
    signed: PartMark | None

    @property
    def is_complete(self) -> bool:
        """Whether it is ready, and signed where somebody approves it."""
        return self.ready is not None and (self.signed is not None or not self.is_approved)


def parts_now(draft: SubmissionDraft) -> tuple[PartNow, ...]:
    """Return the parts of a submission, that of the country first."""
    members = [each for each in members_of(draft.ref_area) if each.role in {"RESP", "APPROVER"}]
    holding, changed = _marks(draft), _changed(draft)
    known = (OF_THE_COUNTRY, *(str(each["id"]) for each in draft.inventory["schemes"]))
    return tuple(_part(part, members, holding.get(part, {}), changed.get(part, 0)) for part in known)


def _part(part: str, members: Iterable[Membership], marks: Mapping[str, PartMark], changed: int) -> PartNow:
    of_part = [each for each in members if part != OF_THE_COUNTRY and {part, ALL_SCHEMES} & set(each.schemes)]
    roles = {each.role for each in of_part}
    returned = marks["RETURNED"].entry_id if "RETURNED" in marks else 0
    ready = marks.get("READY")
    if ready is not None and ready.entry_id <= max(changed, returned):
        ready = None
    signed = marks.get("SIGNED")
    if ready is None or (signed is not None and signed.entry_id <= ready.entry_id):
        signed = None
    named = frozenset(institution_key(each.institution) for each in of_part) - {""}
    return PartNow(part, named, "RESP" in roles, "APPROVER" in roles, ready, signed)


def _marks(draft: SubmissionDraft) -> Mapping[str, Mapping[str, PartMark]]:
    """The latest marks of each part by kind, since all were taken away."""
    clearing = [each.id for each in definitions().states.moves.values() if "clear_all" in each.effects]
    cleared = draft.transitions.filter(move__in=clearing).aggregate(last=Max("entry_id"))["last"] or 0
    found: dict[str, dict[str, PartMark]] = {}
    for each in draft.marks.filter(entry_id__gt=cleared).select_related("entry__person").order_by("pk"):
        found.setdefault(each.part, {})[each.kind] = each
    return found


def _changed(draft: SubmissionDraft) -> Mapping[str, int]:
    """The newest entry that changed an answer of each part; what institutions say of themselves is of no part."""
    items = definitions().questionnaire.items.values()
    own = [each.id for each in items if each.level == "institution"]
    rows = draft.versions.exclude(item__in=own).values_list("scheme").annotate(last=Max("entry_id")).order_by()
    return dict(rows)


# Whose parts


def own_parts(grants: Grants, role: Role, draft: SubmissionDraft, parts: Sequence[PartNow]) -> tuple[PartNow, ...]:
    """Return the parts that a person marks, signs or returns in a role.

    The coordinator marks what is the country's own and what nobody was assigned to.
    """
    if role == "COORD":
        return tuple(each for each in parts if not each.is_assigned)
    held = [each for each in grants if each.role == role and each.is_for(draft.ref_area)]
    schemes = (each for each in parts if each.part != OF_THE_COUNTRY)
    return tuple(each for each in schemes if any(grant.includes_scheme(each.part) for grant in held))


def named_parts(parts: Sequence[PartNow], name: str) -> tuple[PartNow, ...] | None:
    """Return the parts of a name: a scheme, `_Z`, an institution, all where it is empty; none where it is unknown."""
    if not name:
        return tuple(parts)
    found = tuple(each for each in parts if name == each.part or institution_key(name) in each.institutions)
    return found or None


def institutions_of(draft: SubmissionDraft) -> Mapping[str, str]:
    """Return the names of the institutions that answer or approve parts of a submission, by key."""
    members = members_of(draft.ref_area)
    named = (each.institution for each in members if each.role in {"RESP", "APPROVER"} and each.institution)
    return {institution_key(each): each for each in sorted(named, reverse=True)}


def mark(draft: SubmissionDraft, entry: Entry, kind: MarkKind, parts: Iterable[PartNow], institution: str) -> None:
    """Record marks; only actions call this, inside their transaction."""
    rows = (PartMark(draft=draft, entry=entry, part=each.part, kind=kind, institution=institution) for each in parts)
    PartMark.objects.bulk_create(rows)
