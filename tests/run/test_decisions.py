"""Tolerances, waivers and corrections: who may decide, what is refused, and what a release tells of them."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from older_releases import say_what_is_there
from openssi.definitions import Definitions, default_root, load, load_texts
from openssi.engine import read_parquet, table_of
from openssi.run.computation import Computation
from openssi.run.deciding import Deciding
from openssi.run.decisions import (
    apply_corrections,
    corrected,
    decision_tables,
    due_corrections,
    state_of,
    today,
    tolerances_of,
    waived,
)
from openssi.run.inquiry import Inquiry
from openssi.run.site import ReleaseSite
from openssi.store import Workspace
from openssi.store.decisions import DecisionLog
from openssi.validate import Validator
from openssi.validate.scopes import SUBMISSION_LEVELS
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.decision import Correction as CorrectionRecord
from openssi.vocabulary.decision import Ending, Person, Tolerance, Waiver
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, OpenSSIError
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText
from openssi_web import pages_cache, releases

OpenSSI = Callable[..., tuple[int, str, str]]

DAY = dt.date(2026, 3, 1)
AMA = Person("Ama Oru", "VALIDATION_LEAD")
TEO = Person("Teo Lind", "DESK_OFFICER")
INES = Person("Ines Vaal", "ADMINISTRATOR")
CELL = "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"
COVERED = "QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z"


def told(item: str, text: str = "", value: str = "", **key: str) -> Observation:
    number = Decimal(value) if value else None
    return Observation(ref_area="QMA", item=item, time_period=2023, text_value=text or None, value=number, **key)  # type: ignore[arg-type]


BENEFIT = {"scheme": "QMA01", "benefit": "QMA01-01"}
ANSWERS = (
    told("S.NAME_EN", "Workers’ fund", scheme="QMA01"),
    told("B.NAME_EN", "Old-age pension", **BENEFIT),
    told("N.PERS_MULT", value="0"),
    told("B.REC", value="30", **BENEFIT),
    told("B.REC", value="12", sex="M", **BENEFIT),
    told("B.REC", value="10", sex="F", **BENEFIT),
    told("B.REC", value="0", sex="U", **BENEFIT),
    told("H.COV_OLD", value="20"),
)


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    area = {"area": "QMA", "m49": "", "iso2": "", "name_en": "A", "name_fr": "A", "name_es": "A", "fictional": True}
    areas = table_of(AREAS, [{**area, "tile_column": 1, "tile_row": 1}])
    reference = {"areas": areas, "groups": table_of(GROUPS, []), "members": table_of(MEMBERS, [])}
    made = Workspace.create(tmp_path / "world", "demonstration", reference)
    accept(made)
    return made


def accept(workspace: Workspace, answers: tuple[Observation, ...] = ANSWERS) -> None:
    fingerprint = Fingerprint("QMA", 2023, "2026.2", "en", "v0")
    read = Submission(fingerprint=fingerprint, file="a.xlsx", sha256="00", state="read", read_at="")
    workspace.submissions.save(read, answers, None)
    workspace.submissions.accept(read, answers, (), "2026-01-01T00:00:00+00:00")


@pytest.fixture
def deciding(workspace: Workspace, definitions: Definitions) -> Deciding:
    return Deciding(workspace, definitions, DAY)


def tolerance(**changes: object) -> Tolerance:
    given = {"rule": "R020", "name": "share", "ref_area": "QMA", "value": Decimal("0.3"), "usual": Decimal(0)}
    given |= {"reason": "The register is rounded.", "decided_by": AMA, "decided_on": DAY}
    return Tolerance(**{**given, "valid_to": dt.date(2027, 12, 31), **changes})  # type: ignore[arg-type]


def waiver(**changes: object) -> Waiver:
    given = {"rule": "R015", "severity": "E", "obs_id": COVERED, "reason": "One fund only.", "decided_by": AMA}
    return Waiver(**{**given, "decided_on": DAY, **changes})  # type: ignore[arg-type]


def correction(**changes: object) -> CorrectionRecord:
    given = {"obs_id": CELL, "field": "value", "expected": "30", "corrected": "22", "reason": "Sum of the sexes."}
    given |= {"source": "Annual report, p. 14", "proposed_by": TEO, "proposed_on": DAY}
    return CorrectionRecord(**{**given, **changes})  # type: ignore[arg-type]


def code_of(decide: Callable[[], object]) -> str:
    with pytest.raises(OpenSSIError) as caught:
        decide()
    return caught.value.problems[0].code


# Tolerances


def test_a_tolerance_keeps_what_the_rule_has_for_all_others(deciding: Deciding) -> None:
    done = deciding.set_tolerance(tolerance())
    assert (done.id, done.value, done.usual) == ("T0001", Decimal("0.3"), Decimal("0.0005"))
    assert deciding.log.tolerances() == (done,)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "R999"}, "DECISION_RULE_UNKNOWN"),
        ({"name": "slack"}, "TOLERANCE_UNKNOWN"),
        ({"ref_area": "QMZ"}, "AREA_UNKNOWN"),
        ({"value": Decimal(-1)}, "TOLERANCE_VALUE_UNFIT"),
        ({"value": Decimal("Infinity")}, "TOLERANCE_VALUE_UNFIT"),
        ({"value": Decimal("0.00000000001")}, "TOLERANCE_VALUE_UNFIT"),
        ({"value": Decimal("0.0005")}, "DECISION_CHANGES_NOTHING"),
        ({"reason": "  "}, "DECISION_REASON_MISSING"),
        ({"decided_by": Person(" ", "VALIDATION_LEAD")}, "DECISION_PERSON_MISSING"),
        ({"valid_to": dt.date(2026, 2, 28)}, "TOLERANCE_END_PAST"),
        ({"valid_to": dt.date(2029, 3, 2)}, "TOLERANCE_END_FAR"),
        ({"decided_by": INES}, "DECISION_ROLE_MAY_NOT"),
        ({"decided_by": TEO}, "DECISION_ROLE_MAY_NOT"),
    ],
)
def test_a_tolerance_is_refused(deciding: Deciding, changes: dict[str, object], code: str) -> None:
    assert code_of(lambda: deciding.set_tolerance(tolerance(**changes))) == code
    assert deciding.log.tolerances() == ()


def test_a_tolerance_may_last_three_years_to_the_day(workspace: Workspace, definitions: Definitions) -> None:
    leap = Deciding(workspace, definitions, dt.date(2028, 2, 29))
    late = tolerance(decided_on=leap.today, valid_to=dt.date(2031, 2, 28))
    assert leap.set_tolerance(late).valid_to == dt.date(2031, 2, 28)
    later = replace(late, name="rounding", valid_to=dt.date(2031, 3, 1))
    assert code_of(lambda: leap.set_tolerance(later)) == "TOLERANCE_END_FAR"


def test_a_second_tolerance_for_the_same_needs_the_end_of_the_first(deciding: Deciding) -> None:
    deciding.set_tolerance(tolerance())
    assert code_of(lambda: deciding.set_tolerance(tolerance(value=Decimal("0.4")))) == "DECISION_STANDS"
    deciding.end("T0001", AMA, "Too narrow.")
    assert deciding.set_tolerance(tolerance(value=Decimal("0.4"))).id == "T0002"
    assert tolerances_of(deciding.log.tolerances(), "QMA", DAY) == {"R020": {"share": Decimal("0.4")}}


def test_tolerances_hold_for_their_country_until_their_day() -> None:
    given = (tolerance(), tolerance(name="rounding", value=Decimal(2)), tolerance(rule="R021", ref_area="QMB"))
    assert tolerances_of(given, "QMA", DAY) == {"R020": {"share": Decimal("0.3"), "rounding": Decimal(2)}}
    assert tolerances_of(given, "QMB", DAY) == {"R021": {"share": Decimal("0.3")}}
    assert tolerances_of(given, "QMA", dt.date(2028, 1, 1)) == {}


def test_a_tolerance_lets_the_country_pass_and_no_other(definitions: Definitions) -> None:
    parts = definitions
    validator = Validator(parts.rules, parts.questionnaire, parts.codelists)
    of_country = tolerances_of([tolerance()], "QMA", DAY)
    assert "R020" in {each.rule for each in validator.findings({2023: ANSWERS}, 2023)}
    assert "R020" not in {each.rule for each in validator.findings({2023: ANSWERS}, 2023, of_country)}
    other = tolerances_of([tolerance()], "QMB", DAY)
    assert "R020" in {each.rule for each in validator.findings({2023: ANSWERS}, 2023, other)}


# Waivers


def finding(**changes: object) -> Finding:
    text = MultilingualText("a", "a", "a")
    given: dict[str, object] = {"rule": "R015", "severity": "E", "ref_area": "QMA", "time_period": 2023}
    given |= {"obs_id": COVERED, "item": "H.COV_OLD", "scheme": "_Z", "benefit": "_Z", "sex": "_T"}
    return Finding(**{**given, "message": text, "remedy": text, **changes})  # type: ignore[arg-type]


def test_a_waiver_waives_the_rule_for_its_cell_only() -> None:
    given = (finding(), finding(rule="R016"), finding(obs_id=CELL))
    found = waived(given, [waiver()], DAY)
    assert [(each.state, each.explanation) for each in found] == [
        ("waived", "One fund only."),
        ("open", ""),
        ("open", ""),
    ]


def test_an_ended_waiver_waives_nothing() -> None:
    ended = waiver(ending=Ending(DAY, AMA, "A mistake."))
    assert waived([finding()], [ended], DAY) == (finding(),)


def test_a_waiver_leaves_the_explanation_of_a_country() -> None:
    explained = finding(severity="W", state="explained", explanation="New law.")
    assert waived([explained], [waiver()], DAY) == (explained,)


def test_the_lead_waives_a_rule_that_blocks_and_the_others_may_not(deciding: Deciding) -> None:
    for person in (TEO, INES, Person("Ben Sato", "COORD"), Person("Mia Dorn", "METHODOLOGIST")):
        assert code_of(lambda by=person: deciding.waive(waiver(decided_by=by))) == "DECISION_ROLE_MAY_NOT"  # type: ignore[misc]
    assert deciding.log.waivers() == ()
    assert deciding.waive(waiver()).id == "W0001"


def test_a_desk_officer_waives_a_rule_that_does_not_block(deciding: Deciding) -> None:
    rules = (each for each in deciding.definitions.rules if each.level not in SUBMISSION_LEVELS)
    rule = next(each for each in rules if each.severity != "E")
    given = waiver(rule=rule.id, obs_id=CELL, decided_by=TEO)
    assert code_of(lambda: deciding.waive(replace(given, decided_by=INES))) == "DECISION_ROLE_MAY_NOT"
    assert deciding.waive(given).severity == rule.severity
    assert deciding.end("W0001", TEO, "Over.").id == "W0001"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "R999"}, "DECISION_RULE_UNKNOWN"),
        ({"obs_id": "B.REC"}, "DECISION_CELL_UNFIT"),
        ({"obs_id": CELL.replace("QMA.", "QMZ.", 1)}, "AREA_UNKNOWN"),
        ({"obs_id": CELL.replace("2023", "2019", 1)}, "SUBMISSION_UNKNOWN"),
        ({"obs_id": CELL.replace("._T._T.", ".M._T.", 1)}, "WAIVER_WITHOUT_FINDING"),
        ({"reason": ""}, "DECISION_REASON_MISSING"),
    ],
)
def test_a_waiver_is_refused(deciding: Deciding, changes: dict[str, object], code: str) -> None:
    assert code_of(lambda: deciding.waive(waiver(**changes))) == code


def test_a_rule_is_waived_once_and_a_waiver_is_ended_once(deciding: Deciding) -> None:
    deciding.waive(waiver())
    assert code_of(lambda: deciding.waive(waiver())) == "DECISION_STANDS"
    assert code_of(lambda: deciding.end("W0001", TEO, "Over.")) == "DECISION_ROLE_MAY_NOT"
    deciding.end("W0001", AMA, "Over.")
    assert code_of(lambda: deciding.end("W0001", AMA, "Over.")) == "DECISION_OVER"
    assert state_of(deciding.log.waivers()[0], DAY) == "ended"


# Corrections


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expected": "31"}, "CORRECTION_NO_MATCH"),
        ({"obs_id": CELL.replace("QMA01-01", "QMA01-09")}, "CORRECTION_CELL_UNKNOWN"),
        ({"obs_id": CELL.replace("2023", "2019", 1)}, "CORRECTION_CELL_UNKNOWN"),
        ({"obs_id": "QMA"}, "DECISION_CELL_UNFIT"),
        ({"field": "conf_status"}, "CORRECTION_FIELD_UNKNOWN"),
        ({"corrected": "about 22"}, "CORRECTION_VALUE_UNFIT"),
        ({"corrected": "22,5"}, "CORRECTION_VALUE_UNFIT"),
        ({"corrected": "NaN"}, "CORRECTION_VALUE_UNFIT"),
        ({"field": "unit_mult", "expected": "0", "corrected": "2"}, "CORRECTION_VALUE_UNFIT"),
        ({"field": "obs_status", "expected": "A", "corrected": "??"}, "CORRECTION_VALUE_UNFIT"),
        ({"corrected": "30.0"}, "DECISION_CHANGES_NOTHING"),
        ({"reason": ""}, "DECISION_REASON_MISSING"),
        ({"proposed_by": INES}, "DECISION_ROLE_MAY_NOT"),
    ],
)
def test_a_correction_is_refused(deciding: Deciding, changes: dict[str, object], code: str) -> None:
    assert code_of(lambda: deciding.propose(correction(**changes))) == code
    assert deciding.log.corrections() == ()


def test_a_code_that_is_not_in_its_list_is_no_correction(deciding: Deciding) -> None:
    accept(deciding.workspace, (*ANSWERS, told("S.STATUS", "ACTIVE", scheme="QMA01")))
    wanted = correction(obs_id="QMA.2023.S_STATUS.QMA01._Z._T._T._Z._Z", field="text_value", expected="ACTIVE")
    assert code_of(lambda: deciding.propose(replace(wanted, corrected="ASLEEP"))) == "CORRECTION_VALUE_UNFIT"
    assert deciding.propose(replace(wanted, corrected="ENDED")).id == "C0001"


def test_whoever_proposes_a_correction_does_not_approve_it(deciding: Deciding) -> None:
    deciding.propose(correction(proposed_by=Person("ama oru", "METHODOLOGIST")))
    assert code_of(lambda: deciding.review("C0001", "approved", AMA, "")) == "CORRECTION_SAME_PERSON"
    assert code_of(lambda: deciding.review("C0001", "approved", TEO, "")) == "DECISION_ROLE_MAY_NOT"
    assert code_of(lambda: deciding.review("C0001", "approved", INES, "")) == "DECISION_ROLE_MAY_NOT"
    second = Person("Noor Haab", "VALIDATION_LEAD")
    assert deciding.review("C0001", "approved", second, "").status == "approved"
    assert code_of(lambda: deciding.review("C0001", "approved", second, "")) == "DECISION_OVER"


def test_a_correction_is_proposed_once_until_it_is_withdrawn(deciding: Deciding) -> None:
    deciding.propose(correction())
    assert code_of(lambda: deciding.propose(correction(corrected="23"))) == "DECISION_STANDS"
    assert code_of(lambda: deciding.review("C0001", "withdrawn", TEO, "")) == "DECISION_REASON_MISSING"
    assert deciding.review("C0001", "withdrawn", TEO, "The report was wrong.").status == "withdrawn"
    assert deciding.propose(correction(corrected="23")).id == "C0002"


def test_an_approval_looks_at_the_cell_again(deciding: Deciding) -> None:
    deciding.propose(correction())
    accept(deciding.workspace, tuple(replace(each, value=Decimal(29)) if each.id == CELL else each for each in ANSWERS))
    assert code_of(lambda: deciding.review("C0001", "approved", AMA, "")) == "CORRECTION_NO_MATCH"


def test_what_is_decided_elsewhere_is_named(deciding: Deciding) -> None:
    deciding.propose(correction())
    deciding.waive(waiver())
    assert code_of(lambda: deciding.end("C0001", AMA, "Over.")) == "DECISION_OF_ANOTHER_KIND"
    assert code_of(lambda: deciding.review("W0001", "approved", AMA, "")) == "DECISION_OF_ANOTHER_KIND"
    assert code_of(lambda: deciding.end("T0001", AMA, "Over.")) == "DECISION_UNKNOWN"


def test_corrections_that_follow_one_another_are_applied_in_their_order() -> None:
    two = (correction(id="C0001"), correction(id="C0002", expected="22", corrected="23"))
    found = {each.id: each for each in corrected(ANSWERS, two)}
    assert found[CELL].value == Decimal(23)
    assert "30 → 22" in found[CELL].note
    assert "22 → 23" in found[CELL].note
    assert [each for each in found.values() if each.id != CELL] == [each for each in ANSWERS if each.id != CELL]


def test_every_correction_without_a_match_is_named_with_place_cause_and_remedy() -> None:
    wrong = (correction(id="C0001", expected="99"), correction(id="C0002", obs_id="QMA.2023.B_REC.a.b.c.d.e.f"))
    with pytest.raises(FixTheAnswer) as caught:
        corrected(ANSWERS, wrong)
    assert [each.code for each in caught.value.problems] == ["CORRECTION_NO_MATCH", "CORRECTION_CELL_UNKNOWN"]
    message = caught.value.problems[0].message("en")
    assert f"C0001 {CELL}" in message
    assert "“99”" in message
    assert "“30”" in message
    assert "Please either" in message


def approve(deciding: Deciding, **changes: object) -> str:
    done = deciding.propose(correction(**changes))
    deciding.review(done.id, "approved", AMA, "Seen.")
    return done.id


def value_of(workspace: Workspace, obs_id: str = CELL) -> tuple[Decimal | None, int]:
    answers = workspace.submissions.accepted_observations("QMA", [2023])
    return next((each.value, each.vintage) for each in answers if each.id == obs_id)


def test_a_computation_applies_what_was_approved_as_a_new_vintage(deciding: Deciding) -> None:
    workspace = deciding.workspace
    computation = Computation(workspace, deciding.definitions)
    computation.compute()
    assert computation.is_computed
    deciding.propose(correction())
    assert computation.is_computed
    deciding.review("C0001", "approved", AMA, "Seen.")
    assert not computation.is_computed
    computation.compute()
    assert value_of(workspace) == (Decimal(22), 2)
    done = deciding.log.corrections()[0]
    assert (done.status, done.applied_vintage) == ("applied", 2)
    assert computation.is_computed
    computation.compute()
    assert value_of(workspace) == (Decimal(22), 2)


def test_a_corrected_total_is_what_is_computed_and_released(deciding: Deciding) -> None:
    computation = Computation(deciding.workspace, deciding.definitions)
    totals = computation.compute()["national_totals"].to_pylist()
    assert {each["item"]: each["value"] for each in totals}["H.COV_OLD"] == Decimal(20)
    approve(deciding, obs_id=COVERED, expected="20", corrected="21")
    computation.release()
    totals = computation.computed()["national_totals"].to_pylist()
    assert {each["item"]: each["value"] for each in totals}["H.COV_OLD"] == Decimal(21)


def test_an_applied_correction_is_undone_by_one_in_the_other_direction_only(deciding: Deciding) -> None:
    approve(deciding)
    apply_corrections(deciding.workspace)
    assert code_of(lambda: deciding.review("C0001", "withdrawn", AMA, "Wrong.")) == "DECISION_OVER"
    approve(deciding, expected="22", corrected="30")
    apply_corrections(deciding.workspace)
    assert value_of(deciding.workspace) == (Decimal(30), 3)


def test_answers_accepted_anew_take_their_corrections_again(deciding: Deciding) -> None:
    approve(deciding)
    apply_corrections(deciding.workspace)
    accept(deciding.workspace)
    assert value_of(deciding.workspace) == (Decimal(30), 3)
    assert [each.id for each in due_corrections(deciding.workspace)["QMA-2023"]] == ["C0001"]
    apply_corrections(deciding.workspace)
    assert value_of(deciding.workspace) == (Decimal(22), 4)


def test_answers_accepted_anew_with_another_value_stop_the_computation_until_the_correction_is_withdrawn(
    deciding: Deciding,
) -> None:
    approve(deciding)
    apply_corrections(deciding.workspace)
    accept(deciding.workspace, tuple(replace(each, value=Decimal(25)) if each.id == CELL else each for each in ANSWERS))
    computation = Computation(deciding.workspace, deciding.definitions)
    assert code_of(computation.compute) == "CORRECTION_NO_MATCH"
    assert value_of(deciding.workspace) == (Decimal(25), 3)
    deciding.review("C0001", "withdrawn", AMA, "The country sent the figure.")
    computation.compute()
    assert value_of(deciding.workspace) == (Decimal(25), 3)


def test_a_vintage_that_was_written_before_a_crash_only_lacks_its_line(deciding: Deciding) -> None:
    approve(deciding)
    log = DecisionLog(deciding.workspace.root)
    pointer = deciding.workspace.root / "decisions" / "corrections.json"
    before = pointer.read_bytes()
    folder = deciding.workspace.root / "decisions" / json.loads(before)["folder"]
    line = (folder / "decisions.jsonl").read_bytes()
    apply_corrections(deciding.workspace)
    folder.mkdir(exist_ok=True)
    (folder / "decisions.jsonl").write_bytes(line)
    pointer.write_bytes(before)
    assert log.corrections()[0].status == "approved"
    apply_corrections(deciding.workspace)
    assert log.corrections()[0].status == "applied"
    assert value_of(deciding.workspace) == (Decimal(22), 2)


# Releases


def test_every_release_lists_tolerances_waivers_and_corrections(deciding: Deciding) -> None:
    workspace = deciding.workspace
    computation = Computation(workspace, deciding.definitions)
    computation.release("one")
    assert computation.is_released
    now = Deciding(workspace, deciding.definitions, today())
    now.set_tolerance(tolerance(decided_on=now.today, valid_to=now.today))
    assert not computation.is_released
    now.waive(waiver(decided_on=now.today))
    approve(now)
    now.propose(correction(field="obs_status", expected="A", corrected="E"))
    computation.release("two")
    assert computation.is_released
    rows = {name: released(workspace, "two", name) for name in ("tolerances", "waivers", "corrections")}
    assert [(each["rule"], each["value"], each["usual_value"], each["state"]) for each in rows["tolerances"]] == [
        ("R020", Decimal("0.3"), Decimal("0.0005"), "in_force")
    ]
    assert [(each["rule"], each["obs_id"], each["decided_role"]) for each in rows["waivers"]] == [
        ("R015", COVERED, "VALIDATION_LEAD")
    ]
    assert [(each["field"], each["expected"], each["corrected"], each["status"]) for each in rows["corrections"]] == [
        ("value", "30", "22", "applied")
    ]
    assert released(workspace, "one", "tolerances") == []
    assert workspace.releases.read("one").waivers == ()
    assert workspace.releases.read("two").waivers == (
        {
            "finding": f"R015@{COVERED}",
            "state": "waived",
            "explanation": "One fund only.",
            "role": "VALIDATION_LEAD",
        },
    )
    assert "Ama Oru" not in str(rows)


@pytest.mark.parametrize(("language", "words"), [("en", "0.3 in place of 0.0005"), ("fr", "0,3 au lieu de 0,0005")])
def test_the_site_says_what_was_decided(
    deciding: Deciding, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    now = Deciding(deciding.workspace, deciding.definitions, today())
    now.set_tolerance(tolerance(decided_on=now.today, valid_to=now.today))
    approve(now)
    Computation(deciding.workspace, deciding.definitions).release()
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(deciding.workspace.root))
    page = Client(raise_request_exception=True).get(f"/{language}/methods").content.decode()
    pages_cache._page.cache_clear()
    assert words in page
    assert "30 → 22" in page


def released(workspace: Workspace, release: str, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = read_parquet(workspace.releases.folder(release) / f"{table}.parquet").to_pylist()
    return rows


def test_readers_learn_of_a_correction_of_a_closed_cell_and_not_of_its_figures() -> None:
    given = [correction(id="C0001", status="applied")]
    assert decision_tables((), (), given, DAY)["corrections"][0]["expected"] == "30"
    row = decision_tables((), (), given, DAY, {CELL})["corrections"][0]
    assert [row[name] for name in ("expected", "corrected", "reason", "source")] == [""] * 4
    assert row["obs_id"] == CELL


def test_readers_do_not_see_proposals_but_see_what_was_applied_and_withdrawn_later() -> None:
    applied = correction(id="C0003", status="withdrawn", applied_on=DAY)
    given = [correction(id="C0001"), correction(id="C0002", status="withdrawn"), applied]
    assert [each["correction_id"] for each in decision_tables((), (), given, DAY)["corrections"]] == ["C0003"]


def test_a_tolerance_is_in_force_then_expired_or_ended() -> None:
    rows = [
        decision_tables([each], (), (), day)["tolerances"][0]["state"]
        for each, day in (
            (tolerance(), DAY),
            (tolerance(), dt.date(2028, 1, 1)),
            (tolerance(ending=Ending(DAY, AMA, "Over.")), dt.date(2026, 5, 1)),
        )
    ]
    assert rows == ["in_force", "expired", "ended"]


# Commands


@pytest.fixture
def decide(workspace: Workspace, openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch) -> OpenSSI:
    monkeypatch.setenv("OPENSSI_LANG", "en")
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(workspace.root))
    return lambda *arguments: openssi("decide", *arguments)


LEAD = ("--by", "Ama Oru", "--role", "VALIDATION_LEAD", "--reason", "=Because")
DESK = ("--by", "Teo Lind", "--role", "desk_officer", "--reason", "Typing error")


def test_decisions_are_taken_and_listed_by_commands(decide: OpenSSI) -> None:
    until = (today() + dt.timedelta(days=300)).isoformat()
    assert "Nothing" in decide("list")[1]
    assert decide("tolerance", "R020", "QMA", "share=0.3", "--until", until, *LEAD)[0] == 0
    assert decide("waiver", "R015", COVERED, *LEAD)[0] == 0
    assert decide("correction", CELL, "value=22", "--expect", "30", "--source", "Report", *DESK)[0] == 0
    assert decide("review", "c0001", "--approve", *LEAD)[0] == 0
    assert decide("end", "T0001", *LEAD)[0] == 0
    rows = list(csv.DictReader(io.StringIO(decide("list", "--format", "csv")[1])))
    assert [(each["id"], each["state"]) for each in rows] == [
        ("T0001", "ended"), ("W0001", "in_force"), ("C0001", "approved"),
    ]  # fmt: skip
    assert rows[0]["reason"] == "'=Because"
    listed = json.loads(decide("list", "--country", "qma", "--format", "json")[1])
    assert [each["reason"] for each in listed] == ["=Because", "=Because", "Typing error"]
    assert listed[2]["reviewed"] == "Ama Oru (VALIDATION_LEAD)"
    assert "in force" in decide("list")[1]


def test_open_findings_are_shown_with_the_ids_of_their_cells(decide: OpenSSI) -> None:
    code, out, _ = decide("findings", "QMA", "2023")
    assert code == 0
    assert COVERED in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tolerance", "R020", "QMA", "share", "--until", "2027-01-01", *LEAD), "DECISION_ASSIGNMENT_UNFIT"),
        (("tolerance", "R020", "QMA", "share=much", "--until", "2027-01-01", *LEAD), "TOLERANCE_VALUE_UNFIT"),
        (("tolerance", "R020", "QMA", "share=0.3", "--until", "soon", *LEAD), "DATE_UNFIT"),
        (("correction", CELL, "colour=red", "--expect", "30", *DESK), "CORRECTION_FIELD_UNKNOWN"),
        (("correction", CELL, "value=22", "--expect", "31", *DESK), "CORRECTION_NO_MATCH"),
        (("review", "C0001", *LEAD), "CORRECTION_REVIEW_UNCLEAR"),
        (("review", "C0001", "--approve", "--withdraw", *LEAD), "CORRECTION_REVIEW_UNCLEAR"),
        (("waiver", "R015", COVERED, "--by", "Ama Oru", "--role", "KING"), "VALUE_NOT_ALLOWED"),
        (("list", "--country", "QMZ"), "AREA_UNKNOWN"),
    ],
)
def test_a_command_says_what_is_wrong(decide: OpenSSI, arguments: tuple[str, ...], code: str) -> None:
    left, _, err = decide(*arguments)
    assert left == 2
    assert f"[{code}]" in err


def test_the_reviewer_is_shown_what_the_corrected_cell_breaks(decide: OpenSSI, deciding: Deciding) -> None:
    answers = tuple(replace(each, value=Decimal(22)) if each.id == CELL else each for each in ANSWERS)
    accept(deciding.workspace, answers)
    decide("correction", CELL, "value=30", "--expect", "22", *DESK)
    assert [each.rule for each in deciding.consequences("C0001")] == ["R020"]
    code, out, _ = decide("review", "C0001", "--approve", *LEAD)
    assert code == 0
    assert "R020" in out


def test_a_reviewer_is_told_nothing_where_the_corrected_cell_breaks_no_rule(decide: OpenSSI) -> None:
    decide("correction", CELL, "value=22", "--expect", "30", *DESK)
    assert "R020" not in decide("review", "C0001", "--approve", *LEAD)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_written_in_the_language_of_the_reader(
    decide: OpenSSI, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("OPENSSI_LANG", language)
    until = (today() + dt.timedelta(days=300)).isoformat()
    decide("tolerance", "R020", "QMA", "share=0.3", "--until", until, *LEAD)
    decide("correction", CELL, "value=22", "--expect", "30", *DESK)
    decide("review", "C0001", "--withdraw", *DESK)
    _, out, _ = decide("list")
    for word in ("state.in_force", "state.withdrawn", "kind.tolerance", "kind.correction", "heads.on"):
        assert load_texts(default_root()).get(f"decide.{word}", language) in out


def test_a_waived_finding_no_longer_stands_in_the_way(deciding: Deciding) -> None:
    inquiry = Inquiry(deciding.workspace, deciding.definitions)
    before = inquiry.validate(inquiry.submission("QMA", 2023))
    deciding.waive(waiver())
    after = waived(before, deciding.log.waivers(), DAY)
    blocking = [sum(each.state == "open" and each.severity == "E" for each in found) for found in (before, after)]
    assert blocking[1] == blocking[0] - 1


def test_the_store_is_as_it_was_after_a_refusal(deciding: Deciding) -> None:
    with pytest.raises(FixTheFile):
        deciding.set_tolerance(tolerance(decided_by=INES))
    assert deciding.log.fingerprint() == ""


def test_a_release_from_before_decisions_were_recorded_opens_with_empty_tables(deciding: Deciding) -> None:
    workspace = deciding.workspace
    Computation(workspace, deciding.definitions).release("old")
    for name in ("tolerances", "waivers", "corrections"):
        (workspace.releases.folder("old") / f"{name}.parquet").unlink()
    say_what_is_there(workspace.releases.folder("old"))
    with closing(ReleaseSite(workspace.root, deciding.definitions)) as site:
        opened = site.open("old").connection()
        assert [opened.rows(f"FROM {name}") for name in ("tolerances", "waivers", "corrections")] == [[], [], []]


def test_tolerances_leave_with_the_parquet_files(decide: OpenSSI, deciding: Deciding, openssi: OpenSSI) -> None:
    until = (today() + dt.timedelta(days=300)).isoformat()
    decide("tolerance", "R020", "QMA", "share=0.3", "--until", until, *LEAD)
    workspace = deciding.workspace
    Computation(workspace, deciding.definitions).release("new")
    output = workspace.root.parent / "out"
    assert openssi("publish", "data", "--format", "parquet", "--output", output)[0] == 0
    assert [row["tolerance_id"] for row in read_parquet(output / "tolerances.parquet").to_pylist()] == ["T0001"]
