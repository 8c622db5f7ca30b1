"""What taking over a workbook would do to a submission as it is now: the cells that it changes, and what is in the way.

Nothing is written here; `actions.import_workbook` looks again, under its lock.
"""

from dataclasses import dataclass

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Returned
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.requests.outcomes import Clash, Refused
from openssi_web.rounds.requests.permission import cells_of, refuse_unseen, role_to_change, sees
from openssi_web.rounds.requests.recording import latest_versions
from openssi_web.rounds.submissions.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import definitions


@dataclass(frozen=True, slots=True)
class CellChanged:
    """A cell that a workbook changes.

    Attributes:
        before: What it says now.
        after: What it would say.
    """

    key: CellKey
    before: Content
    after: Content

    @property
    def place(self) -> Place:
        """Sheet, row and cell of the workbook, nothing where the cell was cleared."""
        return self.after.place


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a workbook would change.

    Attributes:
        base: The entry that it was written after.
        changes: In the order of the workbook; cells that somebody changed meanwhile in another way are not among them.
        clashes: Those cells, with what they said when the workbook was written.
        refused: Why nothing can be taken over.
    """

    base: Entry
    changes: tuple[CellChanged, ...]
    clashes: tuple[Clash, ...]
    refused: tuple[Problem, ...]


def compare(person: Person, draft: SubmissionDraft, returned: Returned) -> Comparison | Refused:
    """Compare a workbook with a submission; a person is shown nothing of cells that the person does not see.

    Raises:
        Http404: if the person does not see the country.
    """
    grants = person.grants()
    refuse_unseen(grants, draft, ())
    asked = exchange.wanted_by(draft, returned, definitions().questionnaire)
    if isinstance(asked, Refused):
        return asked
    base, before, wanted = asked.base, asked.before, asked.changes
    places = {key: exchange.place_of(key, each, returned.path.name) for key, each in wanted.items()}
    allowed = role_to_change(grants, draft, cells_of(draft), places)
    seen = {key: each for key, each in wanted.items() if sees(grants, draft, key)}
    concealment = concealment_for(grants, draft)
    latest = latest_versions(draft, tuple(seen))
    merged = exchange.merge(seen, before, latest, {})
    changes = (
        CellChanged(key, concealment.content(key, _said(latest.get(key))), each) for key, each in merged.changed.items()
    )
    clashes = (each for each in merged.clashes if not concealment.hides(each.key))
    return Comparison(
        base,
        tuple(sorted(changes, key=_in_order)),
        exchange.with_seen(draft, base, clashes),
        allowed.problems if isinstance(allowed, Refused) else (),
    )


def _said(row: AnswerVersion | None) -> Content:
    return Content.of(row) if row is not None else EMPTY


def _in_order(change: CellChanged) -> tuple[str, int, CellKey]:
    return change.place.sheet, change.place.row or 0, change.key
