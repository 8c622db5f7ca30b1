"""The cells that a submission requires, answered or not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import Definitions
from openssi.expressions import ObservationCells
from openssi.validate.asked import AskedCells
from openssi.vocabulary.observation import TOTAL, Observation
from openssi_web.rounds.answers.findings import answers_by_year
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.submissions.form_cells import inventory_of
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry

CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class RequiredCell:
    """A cell that has to be answered.

    Attributes:
        is_answered: Whether it has a value.
        is_empty: Whether it has neither a value nor a status of its own.
        cells: The cells of the form that answer it: one for each function or code where the item is asked for each.
    """

    key: CellKey
    is_answered: bool
    is_empty: bool
    cells: tuple[CellKey, ...]


def required_cells(draft: SubmissionDraft) -> tuple[RequiredCell, ...]:
    """Return the cells that have to be answered, in the order of the questionnaire."""
    parts, year = definitions(), draft.round.year
    by_year = dict(answers_by_year(inquiry(), draft))
    answers = [each for each in by_year.get(year, ()) if each.channel != CONTEXT]
    by_year[year] = [*by_year.get(year, ()), *_ids(draft, answers)]
    items = parts.questionnaire.items
    form = [each.id for each in items.values() if draft.form == "full" or each.core]
    country = ObservationCells(by_year, year, parts.questionnaire)
    touched, places = {CellKey.of(each) for each in answers}, _places(draft)
    found = []
    for cells in _asked(parts).cells(country, answers, form, draft.ref_area):
        each = cells.current
        if each is not None:
            key = CellKey.of(each)
            own = places.get((key.item, key.scheme, key.benefit), ())
            found.append(RequiredCell(key, each.is_answered, key not in touched, own))
    return tuple(found)


def _ids(draft: SubmissionDraft, answers: Iterable[Observation]) -> Iterator[Observation]:
    """Iterate over the ids of the schemes and benefits of which nothing was answered: they are asked as well."""
    known = {CellKey.of(each) for each in answers}
    for scheme in inventory_of(draft.inventory).schemes:
        keys = [CellKey("S.ID", scheme.id), *(CellKey("B.ID", scheme.id, each.id) for each in scheme.benefits)]
        for key in (each for each in keys if each not in known):
            text = key.scheme if key.item == "S.ID" else key.benefit
            yield Observation(ref_area=draft.ref_area, time_period=draft.round.year, text_value=text, **key._asdict())


@lru_cache(maxsize=4)
def _asked(parts: Definitions) -> AskedCells:
    return AskedCells(parts.questionnaire, parts.codelists)


def _places(draft: SubmissionDraft) -> Mapping[tuple[str, str, str], tuple[CellKey, ...]]:
    """Return the cells of the form by item, scheme and benefit; totals of sex and age."""
    found: dict[tuple[str, str, str], tuple[CellKey, ...]] = {}
    for key in sorted(cells_of(draft).keys):
        if key.sex == TOTAL and key.age == TOTAL:
            place = (key.item, key.scheme, key.benefit)
            found[place] = (*found.get(place, ()), key)
    return found
