"""What is kept in memory while a submission is answered says the same as what is worked out anew."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.collect.form_table import FormBuilder
from openssi.collect.workbook_keys import CellKey
from openssi.present.numbers import format_exact
from openssi.store import Workspace
from openssi_web.rounds.answers import findings as findings_module
from openssi_web.rounds.answers import live_findings as live_module
from openssi_web.rounds.answers import observations as answers_module
from openssi_web.rounds.answers.findings import findings_of
from openssi_web.rounds.answers.live_findings import by_cell, findings_after, live_findings
from openssi_web.rounds.answers.observations import contents_after, current_answers, observations
from openssi_web.rounds.forms import form as forms_module
from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.requests.outcomes import Saved
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import PENSIONERS, RECEIPTS, SPENT, WOMEN, Cast, make_cast, save

pytestmark = pytest.mark.django_db

UNIT_OF_COUNT = CellKey("B.UNIT_REC", "QMA01", "QMA01-01")
STATUS = CellKey("Q.OBS_STATUS", "QMA01", "QMA01-01", breakdown="F2")
AID = CellKey("S.REC_TOTAL", "QMA02")
STEPS = st.lists(
    st.tuples(
        st.sampled_from((PENSIONERS, WOMEN, RECEIPTS, SPENT, AID)), st.sampled_from(("", "0", "-3", "1000", "5000"))
    ),
    min_size=1,
    max_size=8,
)
FEW = settings(
    max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def cast(world: Workspace, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A submission whose state is kept, as outside a test: nothing here is taken back while it is looked at."""
    made = make_cast()
    monkeypatch.setattr(answers_module, "connections", {"default": type("Open", (), {"in_atomic_block": False})})
    for kept in (answers_module._kept, findings_module._kept, forms_module._kept, live_module._kept):
        kept.clear()
    return made


def enter(cast: Cast, key: CellKey, value: str) -> None:
    version = current_answers(cast.draft).versions.get(key, 0)
    outcome = save(cast.cleo, cast.draft, key, value, str(uuid.uuid4()), based_on=version)
    assert isinstance(outcome, Saved), outcome


def test_answers_that_were_worked_in_are_those_read_anew(cast: Cast) -> None:
    questionnaire, year = inquiry().definitions.questionnaire, cast.draft.round.year
    steps = ((PENSIONERS, "5"), (WOMEN, "3"), (PENSIONERS, "7"), (UNIT_OF_COUNT, "HOUSEHOLD"), (WOMEN, ""))
    for key, value in (*steps, (STATUS, "E"), (RECEIPTS, "9"), (AID, "4")):
        enter(cast, key, value)
        kept = current_answers(cast.draft)
        entry = cast.draft.entries.order_by("-pk")[0]
        anew = observations("QMA", year, contents_after(cast.draft, entry), questionnaire)
        assert kept.observations(cast.draft, questionnaire) == anew
        assert kept.entry == entry.pk


@FEW
@given(STEPS)
def test_form_and_answers_follow_any_steps(cast: Cast, steps: list[tuple[CellKey, str]]) -> None:
    for key, value in steps:
        enter(cast, key, value)
        form = form_of(inquiry(), cast.draft, "en")
        anew = FormBuilder.for_plan(exchange.plan_of(inquiry(), cast.draft, "en"), format_exact)
        assert form.outline == anew.outline()
        assert form.builder.cell(key) == anew.cell(key)
        assert form.versions.get(key, 0) == cast.draft.versions.filter(**key._asdict()).count()


@FEW
@given(STEPS)
def test_findings_that_follow_any_steps_are_those_of_all_rules(cast: Cast, steps: list[tuple[CellKey, str]]) -> None:
    live_findings(inquiry(), cast.draft, current_answers(cast.draft).entry)
    for key, value in steps:
        enter(cast, key, value)
        entry = current_answers(cast.draft).entry
        findings_after(inquiry(), cast.draft, [key], entry)
        asked = {rule.id for rule in inquiry().definitions.rules if rule.level == "asked"}
        whole = by_cell(each for each in findings_of(inquiry(), cast.draft) if each.rule not in asked)
        known = live_module._kept.get((cast.draft.pk, cast.draft.opened_at))
        kept = known.by_cell if known is not None else {}
        assert {each.id for found in kept.values() for each in found} == {
            each.id for found in whole.values() for each in found
        }


def test_decisions_made_elsewhere_show_after_a_while(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(cast, PENSIONERS, "5000")
    entry = current_answers(cast.draft).entry
    first = live_findings(inquiry(), cast.draft, entry)
    assert live_findings(inquiry(), cast.draft, entry) is first
    monkeypatch.setattr(live_module, "SECONDS_KEPT", 0)
    assert live_findings(inquiry(), cast.draft, entry) is not first
