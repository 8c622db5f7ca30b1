"""The form of a submission as it is now, in one language: what does not change while it is answered is kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from openssi.collect.form_model import TableProgress
from openssi.collect.form_table import FormBuilder
from openssi.collect.workbook_keys import CellKey
from openssi.present.numbers import format_exact
from openssi.run.inquiry import FormChoice, Inquiry
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.text import Language
from openssi_web.rounds.answers.findings import country_now
from openssi_web.rounds.answers.observations import Answers, current_answers
from openssi_web.rounds.confidentiality.confidential import NOTHING, Concealment
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent
from openssi_web.rounds.workbooks import exchange

_MOST_KEPT = 32
"""Forms that are kept in the memory of a process."""


@dataclass(frozen=True)
class Form:
    """The form of a submission after an entry.

    Attributes:
        answers: What its cells say.
        builder: Makes its tables.
    """

    answers: Answers
    builder: FormBuilder

    @property
    def versions(self) -> Mapping[CellKey, int]:
        """Version of every cell that was ever answered."""
        return self.answers.versions

    @cached_property
    def outline(self) -> tuple[TableProgress, ...]:
        """How far every table is answered, in the order of the form."""
        return self.builder.outline()


_Key = tuple[int, dt.datetime, Language, str]
_kept = Recent[_Key, tuple[tuple[int, ...], Form]](_MOST_KEPT)


def form_of(
    inquiry: Inquiry,
    draft: SubmissionDraft,
    language: Language,
    institution: str = "",
    concealment: Concealment = NOTHING,
) -> Form:
    """Return the form of a submission as it is now.

    Args:
        inquiry: The workspace and the definitions.
        draft: The submission.
        language: Language of its words.
        institution: Key of the institution whose part it is, empty for the whole country.
        concealment: What is kept from the person who asks; a form without it is made anew each time.
    """
    if concealment:
        plan = exchange.plan_of(inquiry, draft, language, FormChoice(institution=institution), concealment)
        return Form(current_answers(draft), FormBuilder.for_plan(plan, format_exact))
    key = (draft.pk, draft.opened_at, language, institution)
    accepted = inquiry.accepted_at(draft.ref_area, draft.round.year)
    answers = current_answers(draft)
    known = _kept.get(key)
    if known is None or known[0] != accepted:
        plan = exchange.plan_of(inquiry, draft, language, FormChoice(institution=institution))
        form = Form(answers, FormBuilder.for_plan(plan, format_exact))
    elif known[1].answers.entry == answers.entry:
        form = known[1]
    else:
        found = answers.by_key(draft, inquiry.definitions.questionnaire)
        country, unchanged = country_now(inquiry, draft).cells, _unchanged(known[1].answers, answers)
        form = Form(answers, known[1].builder.with_answers(found, country, unchanged))
    return _kept.put(key, (accepted, form))[1]


def _unchanged(before: Answers, after: Answers) -> frozenset[str]:
    """Return the schemes of which nothing was answered, none where something was that holds for the country."""
    versions = before.versions
    changed = {key.scheme for key, version in after.versions.items() if versions.get(key) != version}
    if NOT_APPLICABLE in changed:
        return frozenset()
    return frozenset(key.scheme for key in after.versions) - changed - {NOT_APPLICABLE}
