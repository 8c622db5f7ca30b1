"""Findings that follow the answers: after a save only the rules that name what was saved are evaluated.

What stands here while somebody types may lag behind in what other cells owe to a save in a roundabout way. A page that
is opened, and the gate to submission, evaluate every rule.
"""

import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Inquiry
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.rule import Finding, RuleLevel
from openssi_web.rounds.answers.findings import cell_of, findings_of, findings_of_cell
from openssi_web.rounds.answers.observations import tells_of_others
from openssi_web.rounds.submissions.cell_rules import rules_naming
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent

ASKED: RuleLevel = "asked"
"""Level of the rules that ask for what was not answered: the progress of a table says it, not each empty cell."""

MANY_CELLS = 8
"""From so many cells on, all rules are evaluated at once."""

SECONDS_KEPT = 30

_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class LiveFindings:
    """Findings of a submission by cell, but for those on cells without an answer.

    Attributes:
        entry: The entry after which they were found.
        whole_at: When every rule was evaluated after that entry, in seconds of the clock of the process; none where
            only some were.
    """

    entry: int
    by_cell: Mapping[CellKey, tuple[Finding, ...]]
    whole_at: float | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether nothing can be missing: decisions on rules are made elsewhere, and show after some seconds."""
        return self.whole_at is not None and time.monotonic() - self.whole_at < SECONDS_KEPT

    def errors(self) -> Iterable[CellKey]:
        """Iterate over the cells that must be corrected."""
        return (key for key, found in self.by_cell.items() if any(each.severity == "E" for each in found))


_kept = Recent[tuple[int, dt.datetime], LiveFindings](_MOST_KEPT)


def live_findings(inquiry: Inquiry, draft: SubmissionDraft, entry: int) -> LiveFindings:
    """Return all findings of a submission as it is after an entry."""
    known = _kept.get((draft.pk, draft.opened_at))
    if known is not None and known.entry == entry and known.is_fresh:
        return known
    levels = _levels(inquiry)
    found = (each for each in findings_of(inquiry, draft) if levels.get(each.rule) != ASKED)
    return _keep(draft, LiveFindings(entry, by_cell(found), time.monotonic()))


def findings_after(
    inquiry: Inquiry, draft: SubmissionDraft, keys: Sequence[CellKey], entry: int
) -> Mapping[CellKey, tuple[Finding, ...]]:
    """Return the findings on the cells whose findings a save may have changed; none on a cell says that they are gone.

    Args:
        inquiry: The workspace and its rules.
        draft: The submission.
        keys: The cells that were saved.
        entry: The newest entry.
    """
    before = _kept.get((draft.pk, draft.opened_at))
    if before is None or len(keys) >= MANY_CELLS or any(map(tells_of_others, keys)):
        after = live_findings(inquiry, draft, entry)
        was = before.by_cell if before is not None else {}
        return {**dict.fromkeys((*was, *keys), ()), **after.by_cell}
    touched: dict[CellKey, tuple[Finding, ...]] = {}
    now = dict(before.by_cell)
    for key in keys:
        ids = {each.id for each in _touched_by(inquiry, key, now)}
        there = {cell: tuple(each for each in found if each.id not in ids) for cell, found in now.items()}
        changed = {cell: rest for cell, rest in there.items() if len(rest) != len(now[cell])} | {
            key: there.get(key, ())
        }
        for each in findings_of_cell(inquiry, draft, key):
            cell = cell_of(each)
            changed[cell] = (*changed.get(cell, there.get(cell, ())), each)
        changed = {cell: tuple({each.id: each for each in found}.values()) for cell, found in changed.items()}
        now.update(changed)
        touched.update(changed)
    _keep(draft, LiveFindings(entry, {cell: found for cell, found in now.items() if found}))
    return touched


def by_cell(found: Iterable[Finding]) -> dict[CellKey, tuple[Finding, ...]]:
    """Return findings by the cell that they are about."""
    cells: dict[CellKey, list[Finding]] = {}
    for each in found:
        cells.setdefault(cell_of(each), []).append(each)
    return {key: tuple(each) for key, each in cells.items()}


def _keep(draft: SubmissionDraft, found: LiveFindings) -> LiveFindings:
    return _kept.put((draft.pk, draft.opened_at), found)


def _levels(inquiry: Inquiry) -> Mapping[str, RuleLevel]:
    return {each.id: each.level for each in inquiry.definitions.rules}


def _touched_by(inquiry: Inquiry, key: CellKey, now: Mapping[CellKey, tuple[Finding, ...]]) -> Iterable[Finding]:
    """Iterate over the findings of the rules that name the item of a cell, where the cell stands."""
    levels = {each.id: each.level for each in rules_naming(inquiry.validation.validator, key.item)}
    items = inquiry.definitions.questionnaire.items
    for cell, found in now.items():
        is_in_table = (cell.scheme, cell.benefit) == (key.scheme, key.benefit) and (
            cell.item in items and items[cell.item].table == items[key.item].table
        )
        for each in found:
            level = levels.get(each.rule)
            is_beside = is_in_table if level == "table" else level is not None and _is_beside(cell, key, level)
            if level is not None and (cell == key or is_beside):
                yield each


def _is_beside(cell: CellKey, key: CellKey, level: RuleLevel) -> bool:
    if level in {"cell", "asked"}:
        return False
    if level == "benefit" and NOT_APPLICABLE not in {key.benefit, cell.benefit} and cell.benefit != key.benefit:
        return False
    return level == "country" or NOT_APPLICABLE in {key.scheme, cell.scheme} or cell.scheme == key.scheme
