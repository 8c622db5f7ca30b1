"""What is counted in the submissions of a round: how far they are answered, and what is open in them.

It is kept in the memory of the process until somebody enters something, and counted again within the time that a page
may take; what is left over is counted in the background. Nothing is written.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.models import OuterRef, QuerySet, Subquery

from openssi.run.decisions import today
from openssi.run.inquiry import Inquiry
from openssi.run.rounds.monitor import Counted
from openssi.store.decisions import DecisionLog
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import Language
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.queries.standing import queries_now
from openssi_web.rounds.submissions.models import Entry, Round, SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent
from openssi_web.rounds.workspace import inquiry

SECONDS = 0.2
"""For so long a page counts; the rest follows in the background."""

COUNTED_IN: Language = "en"
"""Forms are counted in one language, so that they are not laid out twice for it."""

_log = logging.getLogger(__name__)


def drafts_of(round_: Round) -> QuerySet[SubmissionDraft]:
    """Return the submissions of a round, each with its newest entry; what they ask is read where it is counted."""
    newest = Entry.objects.filter(draft=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = SubmissionDraft.objects.filter(round=round_).select_related("round").defer("inventory")
    return found.annotate(newest=Subquery(newest))


def newest_entries(drafts: Iterable[SubmissionDraft]) -> dict[SubmissionDraft, int]:
    """Return the newest entry of each of some submissions that `drafts_of` read."""
    return {each: getattr(each, "newest", None) or 0 for each in drafts}


@dataclass(frozen=True, slots=True)
class _Stamp:
    """After what a submission was counted: its newest entry, accepted years before, decisions on rules, and the day."""

    entry: int
    accepted: tuple[int, ...]
    decisions: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted in a submission.

    Attributes:
        is_behind: Whether something was entered since, which is still to be counted.
    """

    counted: Counted
    is_behind: bool = False


_MOST_KEPT = 2000
_kept = Recent[tuple[Path, int, dt.datetime], tuple[_Stamp, Counted]](_MOST_KEPT)


def count_within(seconds: float, newest: Mapping[SubmissionDraft, int]) -> dict[int, Kept]:
    """Return what is counted in submissions, counting what is not for so many seconds.

    Args:
        seconds: For how long; what is left is counted in the background.
        newest: The newest entry of each submission.
    """
    until, found, left = time.monotonic() + seconds, dict[int, Kept](), list[SubmissionDraft]()
    served = inquiry()
    decisions, day = DecisionLog(served.workspace.root).fingerprint(), today()
    for draft, entry in newest.items():
        stamp = _Stamp(entry, served.accepted_at(draft.ref_area, draft.round.year), decisions, day)
        key = (served.workspace.root, draft.pk, draft.opened_at)
        known = _kept.get(key)
        if (known is None or known[0] != stamp) and time.monotonic() < until:
            known = _kept.put(key, (stamp, _count(served, draft, entry)))
        if known is not None:
            found[draft.pk] = Kept(known[1], is_behind=known[0] != stamp)
        if known is None or known[0] != stamp:
            left.append(draft)
    if left:
        _background.begin(left[0].round)
    return found


def _count(served: Inquiry, draft: SubmissionDraft, entry: int) -> Counted:
    outline = form_of(served, draft, COUNTED_IN).outline
    by_table: dict[str, tuple[int, int]] = {}
    for each in outline:
        answered, asked = by_table.get(each.table, (0, 0))
        by_table[each.table] = (answered + each.answered, asked + each.asked)
    found = live_findings(served, draft, entry).by_cell.values()
    opened = [each.severity for of_cell in found for each in of_cell if each.state == "open"]
    queries = sum(each.is_open for each in queries_now(draft))
    return Counted(by_table, opened.count("E"), opened.count("W"), queries)


def counting_steps() -> Iterator[Callable[[], object]]:
    """Iterate over steps that count the latest round, one submission each."""
    latest = Round.objects.order_by("-year").first()
    return _steps(latest) if latest is not None else iter(())


def _steps(round_: Round) -> Iterator[Callable[[], object]]:
    """What was answered last is counted last, so that forms which people fill right now stay in memory."""
    for draft, entry in sorted(newest_entries(drafts_of(round_)).items(), key=lambda each: each[1]):
        yield partial(count_within, 1, {draft: entry})


class _Background:
    """Counts a round beside the pages, one at a time, at half the pace so that they go on."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def begin(self, round_: Round) -> None:
        """Begin, unless it is under way."""
        if self._turn.acquire(blocking=False):
            threading.Thread(target=self._run, args=(round_,), name="monitor", daemon=True).start()

    def _run(self, round_: Round) -> None:
        try:
            for step in _steps(round_):
                began = time.monotonic()
                step()
                time.sleep(time.monotonic() - began)
        except (OpenSSIError, DatabaseError, OSError) as error:
            # The page says that something is still to be counted; here nobody is there to be told.
            _log.info("not counted: %s", error)
        finally:
            connection.close()
            self._turn.release()


_background = _Background()
