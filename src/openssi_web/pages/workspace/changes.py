"""What changed since the last accepted year, as the workspace shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.collect.workbook_keys import CellKey
from openssi.present.numbers import MINUS, format_exact, format_number, percent
from openssi.vocabulary.observation import Observation
from openssi_web.accounts.access import Grants, seen_schemes
from openssi_web.pages.workspace.words import CellNames
from openssi_web.rounds.forms.year_changes import (
    InventoryChanges,
    Subject,
    YearChange,
    inventory_changes,
    largest_changes,
    last_year,
)
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import sees
from openssi_web.rounds.workspace import definitions

HALF = 40
"""Pixels of the longest bar, on each side of its base line."""

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A figure of this year beside that of the last accepted year.

    Attributes:
        left: Where its bar begins.
        width: How long its bar is; a change of 100 per cent or more fills its side.
    """

    label: str
    subject: str
    unit: str
    href: str
    before: str
    after: str
    change: str
    left: float
    width: float


def changes_values(
    draft: SubmissionDraft, grants: Grants, answers: Iterable[Observation], names: CellNames, *, show_all: bool
) -> dict[str, Any]:
    """Return what the template shows of changes: figures, then schemes and benefits.

    Args:
        draft: The submission.
        grants: The roles of the person, who is shown nothing of other schemes.
        answers: All answers of the submission.
        names: Words and addresses of cells; its plan has the history.
        show_all: Whether all changes are shown, or the first only.
    """
    plan, words, rules = names.plan, names.words, definitions().year_changes
    year = last_year(plan.history)
    if year is None:
        return {"changed_since": None, "changes_head": words.of("jump.changes")}
    seen = [each for each in answers if sees(grants, draft, CellKey.of(each))]
    found = largest_changes(seen, plan.history, definitions().questionnaire.items, rules)
    shown = found if show_all else found[: rules.shown]
    share = percent(float(rules.at_least * HUNDRED), words.language, 0)
    least = format_number(rules.least_count, words.language)
    rule = "changes.rule" if found else "changes.none"
    return {
        "changed_since": year,
        "changes_head": words.of("changes.head", year=year),
        "changes_rule": words.of(rule, share=share, year=year, least=least),
        "changes_caption": words.of("changes.caption", year=year),
        "changes": tuple(_shown(each, names) for each in shown),
        "all_changes": words.of("changes.all", count=len(found)) if len(shown) < len(found) else "",
        **_inventory(inventory_changes(plan.inventory, seen, plan.history), draft, grants, names, year),
    }


def _inventory(
    found: InventoryChanges, draft: SubmissionDraft, grants: Grants, names: CellNames, year: int
) -> dict[str, Any]:
    def called(subjects: Iterable[Subject]) -> tuple[str, ...]:
        return tuple(names.subject(*each) for each in subjects if seen_schemes(grants, draft.ref_area, each[:1]))

    new, gone = called(found.new), called(found.gone)
    same = "" if new or gone else names.words.of("changes.same", year=year)
    return {"new_subjects": new, "gone_subjects": gone, "same_subjects": same}


def _shown(change: YearChange, names: CellNames) -> ChangeShown:
    power = _power(change, names)
    share = change.share
    size = Decimal(1) if share is None else min(Decimal(1), abs(share))
    width = round(float(size) * HALF, 1)
    falls = change.after < change.before
    return ChangeShown(
        names.label(change.key),
        names.subject(change.key.scheme, change.key.benefit),
        names.unit(change.key, power),
        names.href(change.key),
        format_exact(change.before.scaleb(-power), names.words.language),
        format_exact(change.after.scaleb(-power), names.words.language),
        names.words.of("changes.from_zero") if share is None else _percent(share, names),
        HALF - width if falls else HALF,
        max(width, 1),
    )


def _power(change: YearChange, names: CellNames) -> int:
    """The multiplier in which the figure was entered this year."""
    found = names.plan.answered.get(change.key)
    return found.unit_mult if found is not None else 0


def _percent(share: Decimal, names: CellNames) -> str:
    """A change always carries its sign."""
    shown = percent(float(share * HUNDRED), names.words.language)
    return shown if shown.startswith(MINUS) else f"+{shown}"
