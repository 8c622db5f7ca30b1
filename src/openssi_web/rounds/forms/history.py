"""The history of a cell: every value that was ever entered, by whom, in which role, how, when, and what it replaced.

Beside it stands what was said of findings of the cell, which like the values is only ever added to.
"""

import datetime as dt
from dataclasses import dataclass, replace

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.confidentiality.confidential import Concealment, concealment_for
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.submissions.models import SubmissionDraft


@dataclass(frozen=True, slots=True)
class Moment:
    """One version in the history of a cell.

    Attributes:
        version: 1, 2, ...
        content: What was entered; empty where the cell was cleared.
        replaced: What the cell said before, none where it had never been answered.
        person: Name of who entered it, empty for the system.
        role: The role in which it was entered.
        channel: `form`, `workbook`, `api`, or `opening` for what was carried forward from the last round.
        action: The action that it was a part of: a single cell, a pasted block, an import.
        file: The workbook that it came from, else empty.
    """

    version: int
    content: Content
    replaced: Content | None
    person: str
    role: str
    channel: str
    action: str
    at: dt.datetime
    file: str


def history_for(person: Person, draft: SubmissionDraft, key: CellKey) -> tuple[Moment, ...]:
    """Return the history of a cell as a person may see it.

    Raises:
        Http404: if the person does not see the cell.
    """
    refuse_unseen(person.grants(), draft, [key])
    concealment = concealment_for(person.grants(), draft)
    return tuple(_as_seen(each, key, concealment) for each in history_of(draft, key))


def _as_seen(moment: Moment, key: CellKey, concealment: Concealment) -> Moment:
    replaced = moment.replaced if moment.replaced is None else concealment.content(key, moment.replaced)
    return replace(moment, content=concealment.content(key, moment.content), replaced=replaced)


def history_of(draft: SubmissionDraft, key: CellKey) -> tuple[Moment, ...]:
    """Return the history of a cell, the first version first."""
    rows = draft.versions.filter(**key._asdict()).select_related("entry__person").order_by("version")
    found: list[Moment] = []
    for row in rows:
        entry = row.entry
        before = found[-1].content if found else None
        name = entry.person.name if entry.person is not None else ""
        content = Content.of(row)
        found.append(
            Moment(
                row.version, content, before, name, entry.role, entry.channel, entry.action, entry.at, row.origin.file
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a finding of a cell.

    Attributes:
        rule: The rule that made the finding (`R020`).
        reason: Code of CL_EXPL, or empty.
        holds: Whether nothing was said of the finding since.
    """

    rule: str
    text: str
    reason: str
    person: str
    role: str
    at: dt.datetime
    holds: bool


def explanations_for(person: Person, draft: SubmissionDraft, key: CellKey) -> tuple[Said, ...]:
    """Return what was said of findings of a cell as a person may see it, the first first.

    Raises:
        Http404: if the person does not see the cell.
    """
    refuse_unseen(person.grants(), draft, [key])
    ending = f"@{_obs_id(draft, key)}"
    found = draft.explanations.filter(finding__endswith=ending).select_related("entry__person").order_by("pk")
    last = {row.finding: row.pk for row in found}
    concealment = concealment_for(person.grants(), draft)
    return tuple(
        Said(
            row.finding.removesuffix(ending),
            concealment.text_about(key, row.finding.removesuffix(ending), row.text),
            row.reason,
            row.entry.person.name if row.entry.person is not None else "",
            row.entry.role,
            row.entry.at,
            last[row.finding] == row.pk,
        )
        for row in found
    )


def _obs_id(draft: SubmissionDraft, key: CellKey) -> str:
    return Observation(ref_area=draft.ref_area, time_period=draft.round.year, **key._asdict()).id
