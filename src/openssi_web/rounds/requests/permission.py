"""Who may change which cells of a submission, and when."""

from collections.abc import Iterable, Mapping

from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi_web.accounts.access import (
    MAY_COMPILE,
    ROLES_OF_AN_INSTITUTION,
    Grants,
    role_to_answer,
    sees_cell,
    sees_country,
)
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import cell_in_words
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.form_cells import FormCells, form_cells, is_entered
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions


def answering_roles(draft: SubmissionDraft) -> tuple[Role, ...]:
    """Return the roles that enter answers in the state of a submission, as the table of states declares them."""
    return definitions().states.answering(draft.state)


def draft_for(person: Person, ref_area: str, year: int) -> SubmissionDraft:
    """Return the submission of a country to a round.

    Raises:
        Http404: if there is none, or the person does not see the country.
    """
    found = SubmissionDraft.objects.select_related("round").filter(ref_area=ref_area, round__year=year).first()
    if found is None or not sees_country(person.grants(), ref_area):
        raise Http404
    return found


def sees(grants: Grants, draft: SubmissionDraft, key: CellKey) -> bool:
    """Whether a person sees a cell of a submission."""
    item = definitions().questionnaire.items.get(key.item)
    return sees_cell(grants, draft.ref_area, key.scheme, item.level if item is not None else "country", key.breakdown)


def sees_findings(grants: Grants, draft: SubmissionDraft, key: CellKey) -> bool:
    """Whether a person sees what the rules find on a cell.

    Those on cells of the country tell of all schemes together, and are kept from people who see some of them only.
    """
    item = definitions().questionnaire.items.get(key.item)
    is_of_the_country = key.scheme == NOT_APPLICABLE and (item is None or item.level != "institution")
    roles = {each.role for each in grants if each.is_for(draft.ref_area)}
    return sees(grants, draft, key) and not (is_of_the_country and roles <= ROLES_OF_AN_INSTITUTION)


def refuse_unseen(grants: Grants, draft: SubmissionDraft, keys: Iterable[CellKey]) -> None:
    """Answer as if it were not there where the country or a cell is not seen.

    Raises:
        Http404: if the person does not see them all.
    """
    if not sees_country(grants, draft.ref_area) or not all(sees(grants, draft, key) for key in keys):
        raise Http404


def is_answered_now(draft: SubmissionDraft) -> bool:
    """Whether answers are entered in the state of a submission."""
    return bool(answering_roles(draft))


def is_compiled_now(draft: SubmissionDraft) -> bool:
    """Whether the compiler enters answers in the state of a submission."""
    return bool(set(MAY_COMPILE) & set(answering_roles(draft)))


def closed_cells(grants: Grants, draft: SubmissionDraft, keys: Iterable[CellKey]) -> frozenset[CellKey]:
    """Return those of some cells that a person does not answer in the state of a submission."""
    items = definitions().questionnaire.items
    known: dict[tuple[str, str, str], bool] = {}
    found = []
    for key in keys:
        level = items[key.item].level if key.item in items else "country"
        place = (key.scheme, level, key.breakdown if level == "institution" else "")
        if place not in known:
            known[place] = is_answered_now(draft) and _role_in(grants, draft, key, level) is not None
        if not known[place]:
            found.append(key)
    return frozenset(found)


def _role_in(grants: Grants, draft: SubmissionDraft, key: CellKey, level: Level) -> Role | None:
    """Return the role in which a person answers a cell, none where the person does not."""
    cell = (draft.ref_area, key.scheme, level, key.breakdown)
    role = role_to_answer(grants, *cell)
    if role is None and is_compiled_now(draft):
        role = role_to_answer(grants, *cell, compiled=True)
    return role


def cells_of(draft: SubmissionDraft) -> FormCells:
    """Return the cells of the form of a submission; worked out once, and before anybody has to wait for it."""
    return form_cells(definitions(), draft.form, draft.inventory, draft.round.year)


def role_to_change(
    grants: Grants, draft: SubmissionDraft, form: FormCells, cells: Mapping[CellKey, Place], *, entered: bool = True
) -> Role | Refused:
    """Return the role in which a person changes some cells, or why the person may not.

    Args:
        grants: The roles of the person.
        draft: The submission as it is now.
        form: The cells of its form.
        cells: The cells, with the places that a message names.
        entered: Whether an answer is entered, else only something is said of it.
    """
    if not is_answered_now(draft):
        return Refused((Problem("ROUND_NOT_OPEN", Place(item=str(draft)), {"state": draft.state}),))
    roles: set[Role] = set()
    problems = []
    for key, place in cells.items():
        found = _role(grants, draft, form, key, entered=entered)
        if found in _ROLES:
            roles.add(found)
        else:
            problems.append(Problem(found, place, {"cell": cell_in_words(key)}))
    return Refused(tuple(problems)) if problems else next((role for role in _ROLES if role in roles), _ROLES[0])


_ROLES: tuple[Role, ...] = ("COORD", "DESK_OFFICER", "RESP")
"""Those who change answers, the widest role first: an entry on cells of several is made in the widest."""


def _role(grants: Grants, draft: SubmissionDraft, form: FormCells, key: CellKey, *, entered: bool) -> str:
    """Return the role in which a person changes a cell, else the code of the message that says why not."""
    item = form.item(key) if entered else definitions().questionnaire.items.get(key.item)
    level = item.level if item is not None else "country"
    cell = (draft.ref_area, key.scheme, level, key.breakdown)
    if not sees_cell(grants, *cell) or (item is None and entered):
        return "ROUND_CELL_UNKNOWN"
    if item is not None and entered and not is_entered(item):
        return "ROUND_CELL_NOT_TYPED"
    return _role_in(grants, draft, key, level) or "ROUND_CELL_OF_OTHERS"
