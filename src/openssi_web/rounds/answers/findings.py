"""What the rules find in a submission as it is now, and what those that name one cell find."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from openssi.collect.workbook_keys import CellKey
from openssi.expressions import ObservationCells
from openssi.run.decisions import today, tolerances_of, waived
from openssi.run.inquiry import HISTORY_YEARS, Inquiry
from openssi.run.validation import Explanation
from openssi.store.decisions import DecisionLog
from openssi.validate import in_order
from openssi.validate.carried import carried_over
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi_web.rounds.answers.observations import current_answers, observations_of
from openssi_web.rounds.submissions.cell_rules import CellRules
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent


def findings_of(inquiry: Inquiry, draft: SubmissionDraft) -> tuple[Finding, ...]:
    """Return what the rules find in the answers as they are now, with what was said of it."""
    area, now = draft.ref_area, country_now(inquiry, draft)
    found = inquiry.validation.of_cells(
        area, now.cells, now.answers, _earlier(inquiry, area, draft.round.year).findings
    )
    return explained(inquiry, draft, found)


def findings_of_cell(inquiry: Inquiry, draft: SubmissionDraft, key: CellKey) -> tuple[Finding, ...]:
    """Return what the rules that name the item of a cell find in its scheme or benefit.

    Whether everything that is asked for was answered is a question to the whole submission, and is left out.
    """
    area, now = draft.ref_area, country_now(inquiry, draft)
    log, day = DecisionLog(inquiry.workspace.root), today()
    one = CellRules(inquiry.validation.validator, key, tolerances_of(log.tolerances(), area, day))
    earlier = _earlier(inquiry, area, draft.round.year)
    found = carried_over(one.findings(area, now.cells, now.answers), earlier.findings)
    return explained(inquiry, draft, in_order(waived(found, log.waivers(), day)))


@dataclass(frozen=True, slots=True)
class CountryNow:
    """What a country says in a submission after an entry.

    Attributes:
        answers: Its answers, and the context data of the year.
        cells: The same as cells, with the years before.
    """

    answers: Sequence[Observation]
    cells: ObservationCells


_MOST_KEPT = 16
_kept = Recent[tuple[int, dt.datetime], tuple[int, tuple[int, ...], CountryNow]](_MOST_KEPT)


def country_now(inquiry: Inquiry, draft: SubmissionDraft) -> CountryNow:
    """Return what a country says now, with context data and the years before; kept until somebody answers."""
    key, accepted = (draft.pk, draft.opened_at), inquiry.accepted_at(draft.ref_area, draft.round.year)
    now = current_answers(draft)
    known = _kept.get(key)
    if known is None or known[:2] != (now.entry, accepted):
        by_key = now.by_key(draft, inquiry.definitions.questionnaire)
        earlier = _earlier(inquiry, draft.ref_area, draft.round.year)
        answers = [*by_key.values(), *earlier.by_year.get(draft.round.year, ())]
        known = (now.entry, accepted, CountryNow(answers, earlier.country.with_answers(answers, by_key.items())))
    return _kept.put(key, known)[2]


def explained(inquiry: Inquiry, draft: SubmissionDraft, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with what the country said of them in this round; the latest explanation counts."""
    there = {each.id for each in findings}
    said = {finding: each for finding, each in explanations_of(draft).items() if finding in there}
    return inquiry.validation.explained(findings, said)


def explanations_of(draft: SubmissionDraft) -> dict[str, Explanation]:
    """Return the latest explanation of each finding, by finding."""
    rows = draft.explanations.order_by("pk")
    return {row.finding: Explanation(row.text, row.reason) for row in rows}


def cell_of(finding: Finding) -> CellKey:
    """Return the cell that a finding is about."""
    codes = finding.obs_id.split(".")[-6:]
    return CellKey(finding.item, *codes) if len(codes) == 6 else CellKey(finding.item, finding.scheme, finding.benefit)


def answers_by_year(inquiry: Inquiry, draft: SubmissionDraft) -> Mapping[int, Sequence[Observation]]:
    """Return the answers of the submission with the accepted answers and context data of the years before."""
    year = draft.round.year
    by_year = dict(_earlier(inquiry, draft.ref_area, year).by_year)
    by_year[year] = _answers_with_context(inquiry, draft)
    return by_year


def _answers_with_context(inquiry: Inquiry, draft: SubmissionDraft) -> list[Observation]:
    """Return the answers as they are now with the context data of the year."""
    year = draft.round.year
    answers = observations_of(draft, inquiry.definitions.questionnaire)
    return [*answers, *_earlier(inquiry, draft.ref_area, year).by_year.get(year, ())]


# What does not change while a submission is answered


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Accepted answers and their findings of the years before, and context data of all years.

    Attributes:
        country: Their cells, in the year that is answered.
    """

    by_year: Mapping[int, Sequence[Observation]]
    findings: tuple[Finding, ...]
    country: ObservationCells


def _earlier(inquiry: Inquiry, area: str, year: int) -> _Earlier:
    return _read_earlier(_Hashed(inquiry), area, year, inquiry.accepted_at(area, year))


class _Hashed:
    """An inquiry as a key of a cache: its folder tells it from another."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.inquiry.workspace.root == other.inquiry.workspace.root

    def __hash__(self) -> int:
        return hash(self.inquiry.workspace.root)


@lru_cache(maxsize=64)
def _read_earlier(hashed: _Hashed, area: str, year: int, written: tuple[int, ...]) -> _Earlier:  # noqa: ARG001 - a key
    inquiry = hashed.inquiry
    years = range(year - HISTORY_YEARS, year)
    by_year: dict[int, list[Observation]] = {}
    for each in (*inquiry.history(area, year), *inquiry.context(area, [*years, year])):
        by_year.setdefault(each.time_period, []).append(each)
    country = ObservationCells(by_year, year, inquiry.definitions.questionnaire)
    return _Earlier(by_year, inquiry.workspace.submissions.findings_of(area, years), country)
