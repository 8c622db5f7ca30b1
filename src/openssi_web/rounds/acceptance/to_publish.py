"""What will be published of a submission, as its country is asked to confirm it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from openssi.collect.workbook_keys import CellKey
from openssi.run.computation import Computation
from openssi.run.preview import Preview, Row, preview
from openssi.store.decisions import DecisionLog
from openssi.vocabulary.confirmation import FigureKind
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.release import EVERYBODY
from openssi_web.releases import site
from openssi_web.rounds.acceptance.gate import answers_to_publish
from openssi_web.rounds.acceptance.interventions import interventions_of
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.observations import contents, current_answers
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent
from openssi_web.rounds.workspace import definitions, inquiry

InterventionKind = Literal["imputed", "suppressed", "corrected", "compiled"]
SHOWN_IN = frozenset(
    {"ACCEPTED", "ACCEPTED_WITH_RESERVE", "COUNTRY_CONFIRMATION", "SIDE_BY_SIDE", "PUBLISHED", "REVISION_OPEN"}
)
"""States in which there is something that will be or is published."""

PERCENT = "PT"
_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a country may object to.

    Attributes:
        id: `value_id` or `obs_id`.
        value: What will be published, in units; none where it is suppressed.
    """

    kind: FigureKind
    id: str
    value: Decimal | None
    unit: str
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ValueToPublish:
    """The value of an indicator beside the one that was published last.

    Attributes:
        row: A row of COUNTRY_VALUES as a release would hold it.
        before: The row of the latest release with the latest year up to this one, none where there is none.
    """

    row: Row
    before: Row | None


@dataclass(frozen=True, slots=True)
class Intervention:
    """A cell in which something else will be published than the country answered.

    Attributes:
        answered: What the country answered, as it was entered.
        taken: What will be published.
        reason: Why, where it was said.
        is_public: Whether readers see the cell.
    """

    kind: InterventionKind
    key: CellKey
    answered: Content
    taken: Observation
    reason: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ToPublish:
    """Everything that the country is asked to confirm."""

    values: tuple[ValueToPublish, ...]
    interventions: tuple[Intervention, ...]

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures that the country may object to, by id, in the order in which they are shown."""
        caps = {each.id: each.cap for each in definitions().indicators.values()}
        found = [
            Figure("indicator", row["value_id"], _exact(row["value"]), PERCENT, caps.get(row["indicator"]))
            for row in (each.row for each in self.values)
            if row["value"] is not None
        ]
        items = definitions().questionnaire.items
        found += [
            Figure("cell", each.taken.id, each.taken.scaled_value, items[each.key.item].unit)
            for each in self.interventions
            if each.is_public and items[each.key.item].is_numeric
        ]
        return {each.id: each for each in found}


_Key = tuple[int, dt.datetime, int, tuple[int, ...], str]
_kept = Recent[_Key, ToPublish](_MOST_KEPT)


def to_publish(draft: SubmissionDraft) -> ToPublish:
    """Return what will be published of a submission; computed once until somebody does something or releases."""
    newest = draft.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
    latest = inquiry().workspace.releases.latest_id() or ""
    vintage = int(inquiry().workspace.submissions.accepted(str(draft)).record().get("vintage", 0))
    accepted = inquiry().accepted_at(draft.ref_area, draft.round.year)
    key = (draft.pk, draft.opened_at, newest, (vintage, *accepted), latest)
    return _kept.get(key) or _kept.put(key, _worked_out(draft))


def _worked_out(draft: SubmissionDraft) -> ToPublish:
    answers = answers_to_publish(draft)
    found = _previewed(draft, answers)
    before = _published(draft)
    values = tuple(ValueToPublish(row, before.get(_series_of(row))) for row in found.values)
    return ToPublish(values, tuple(_interventions(draft, answers, found.closed)))


@lru_cache(maxsize=2)
def _computation(root: Path) -> Computation:  # noqa: ARG001 - part of the key
    return Computation(inquiry().workspace, definitions())


def _previewed(draft: SubmissionDraft, answers: tuple[Observation, ...]) -> Preview:
    computation = _computation(inquiry().workspace.root)
    return preview(computation, draft.ref_area, draft.round.year, answers)


def _published(draft: SubmissionDraft) -> dict[tuple[str, ...], Row]:
    """Return the last published value of each series of indicators up to the year of the submission."""
    try:
        connection = site().latest(EVERYBODY).connection()
    except FixTheFile:
        return {}
    rows = connection.rows(
        "FROM country_values WHERE ref_area = $1 AND time_period <= $2 AND value IS NOT NULL ORDER BY time_period",
        [draft.ref_area, draft.round.year],
    )
    return {_series_of(row): row for row in rows}


def _series_of(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("indicator", "sex", "breakdown"))


def _exact(value: Any) -> Decimal | None:  # noqa: ANN401 - a number of a table
    return None if value is None else Decimal(repr(float(value)))


# Where the compiler has intervened


def _interventions(
    draft: SubmissionDraft, answers: tuple[Observation, ...], closed: frozenset[str]
) -> Iterator[Intervention]:
    told, entered = contents(answers, definitions().questionnaire), current_answers(draft).contents
    by_key = {CellKey.of(each): each for each in answers}
    compiled, reasons = _compiled(draft), _reasons(draft)
    decided = interventions_of(draft)
    for key, said in told.items():
        taken, answered = by_key[key], entered.get(key, EMPTY)
        usual = replace(said, explanation=answered.explanation)
        kind: InterventionKind | None = None
        if key in decided:
            kind = "suppressed" if decided[key].decision == "SUPPRESS" else "imputed"
        elif not _is_answered_so(answered, usual):
            kind = "corrected"
        elif key in compiled and said.is_answered:
            kind = "compiled"
        if kind is not None:
            reason = decided[key].reason if key in decided else reasons.get(taken.id, "")
            yield Intervention(kind, key, answered, taken, reason or taken.note, taken.id not in closed)


def _is_answered_so(answered: Content, said: Content) -> bool:
    """Whether the country answered what will be published; the status of what was compiled changes at the gate."""
    return (answered.scaled, answered.text) == (said.scaled, said.text)


def _compiled(draft: SubmissionDraft) -> frozenset[CellKey]:
    """The cells whose latest answer the compiler entered."""
    rows = draft.current.filter(answer__entry__role="DESK_OFFICER").exclude(answer__entry__action="open")
    return frozenset(row.key for row in rows)


def _reasons(draft: SubmissionDraft) -> dict[str, str]:
    """Why cells were corrected after acceptance, by the id of the cell."""
    corrections = DecisionLog(inquiry().workspace.root).corrections()
    return {each.obs_id: each.reason for each in corrections if each.obs_id.startswith(f"{draft.ref_area}.")}


def reserve_of(draft: SubmissionDraft) -> str:
    """Return why the answers were accepted with reserve, empty where they were accepted without."""
    last = draft.transitions.filter(move__in=("accept", "accept_with_reserve")).order_by("-pk").first()
    return last.reason if last is not None and last.move == "accept_with_reserve" else ""
