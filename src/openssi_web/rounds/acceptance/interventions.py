"""What the compiler decided about answers: values imputed and suppressed at the end of queries, put in at the gate.

Nothing of it is entered: what the country answered stays the latest version of its cell.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.observations import Contents, current_answers, observations
from openssi_web.rounds.queries.models import QueryResult
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

IMPUTED, SUPPRESSED = "I", "Q"
"""Codes of CL_OBS_STATUS."""

OF_THE_COMPILER = "[IMPUTED]"
"""Source of an imputed value, in place of that of the table."""

Interventions = Mapping[CellKey, QueryResult]


def interventions_of(draft: SubmissionDraft) -> Interventions:
    """Return the decisions to impute or suppress that hold, by cell.

    The latest decision about a cell counts, and only as long as the answer is the version that was decided about.
    """
    wanted = QueryResult.objects.filter(query__draft=draft).exclude(decision="WITHDRAW").select_related("query")
    latest = {each.query.key: each for each in wanted.order_by("pk")}
    if not any(each.decision != "ACCEPT" for each in latest.values()):
        return {}
    versions = current_answers(draft).versions
    return {
        key: each
        for key, each in latest.items()
        if each.decision in {"IMPUTE", "SUPPRESS"} and each.version == versions.get(key, 0)
    }


def answers_for_the_gate(draft: SubmissionDraft) -> tuple[Observation, ...]:
    """Return the answers of a submission as they would be accepted, with what the compiler decided in place."""
    decided, answers = interventions_of(draft), current_answers(draft)
    questionnaire = definitions().questionnaire
    if not decided:
        return answers.observations(draft, questionnaire)
    return observations(draft.ref_area, draft.round.year, with_decisions(answers.contents, decided), questionnaire)


def with_decisions(contents: Contents, decided: Interventions) -> Contents:
    """Return what every cell says, with what the compiler decided in place."""
    return {**contents, **{key: _decided(contents.get(key, EMPTY), each) for key, each in decided.items()}}


def _decided(before: Content, result: QueryResult) -> Content:
    said = replace(before, number=None, text="", unit_mult=0, note=result.reason, method="", explanation="")
    if result.decision == "SUPPRESS":
        return replace(said, obs_status=SUPPRESSED)
    return replace(said, number=Decimal(result.proposal), obs_status=IMPUTED, source=OF_THE_COMPILER)
