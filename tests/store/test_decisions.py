"""The log of decisions: added to, never changed; and the vintages that corrections make."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.store import Submissions
from openssi.store import decisions as log_module
from openssi.store.decisions import DecisionLog, held_corrections, keep_corrected
from openssi.vocabulary.decision import CellKey, Correction, Ending, Person, Tolerance, Waiver, shown, typed
from openssi.vocabulary.errors import FixTheFile, TryAgain
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission

NOW = "2026-03-01T09:00:00+00:00"
DAY = dt.date(2026, 3, 1)
LEAD = Person("Ama Oru", "VALIDATION_LEAD")
DESK = Person("Teo Lind", "DESK_OFFICER")
CELL = Observation(
    ref_area="QMA", item="B.REC", time_period=2023, scheme="QMA01", benefit="QMA01-02", value=Decimal(12)
)

TOLERANCE = Tolerance(
    rule="R020",
    name="share",
    ref_area="QMA",
    value=Decimal("0.02"),
    usual=Decimal("0.0005"),
    reason="The register\u2028is rounded — “à la centaine”.",
    decided_by=LEAD,
    decided_on=DAY,
    valid_to=dt.date(2027, 12, 31),
)
WAIVER = Waiver(rule="R020", severity="E", obs_id=CELL.id, reason="Merged funds.", decided_by=LEAD, decided_on=DAY)
CORRECTION = Correction(
    obs_id=CELL.id,
    field="value",
    expected="12",
    corrected="12000",
    reason="Typed in thousands.",
    source="Annual report 2023, p. 14",
    proposed_by=DESK,
    proposed_on=DAY,
)


def test_a_tolerance_is_read_back_as_it_was_decided(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    assert log.tolerances() == ()
    assert log.add_tolerance(TOLERANCE, NOW).id == "T0001"
    assert log.tolerances() == (replace(TOLERANCE, id="T0001"),)


def test_ending_a_tolerance_adds_a_line_and_changes_none(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.add_tolerance(TOLERANCE, NOW)
    log.add_tolerance(replace(TOLERANCE, ref_area="QMB"), NOW)
    before = lines_of(tmp_path, "tolerances")
    ending = Ending(dt.date(2026, 6, 1), DESK, "The register was repaired.")
    log.end("tolerances", "T0001", ending, NOW)
    after = lines_of(tmp_path, "tolerances")
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    ended, other = log.tolerances()
    assert ended.ending == ending
    assert other.ending is None


def lines_of(root: Path, kind: str) -> list[str]:
    pointer = json.loads((root / "decisions" / f"{kind}.json").read_text(encoding="utf-8"))
    text = (root / "decisions" / pointer["folder"] / "decisions.jsonl").read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n")


def test_a_tolerance_holds_from_its_day_to_its_last_and_not_on_the_day_it_is_ended() -> None:
    assert [TOLERANCE.holds(dt.date.fromisoformat(day)) for day in ("2026-02-28", "2026-03-01", "2027-12-31")] == [
        False, True, True,
    ]  # fmt: skip
    assert not TOLERANCE.holds(dt.date(2028, 1, 1))
    ended = replace(TOLERANCE, ending=Ending(dt.date(2026, 6, 1), LEAD, "Over."))
    assert ended.holds(dt.date(2026, 5, 31))
    assert not ended.holds(dt.date(2026, 6, 1))


def test_a_waiver_is_read_back_and_can_be_ended(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    assert log.add_waiver(WAIVER, NOW).id == "W0001"
    assert log.waivers() == (replace(WAIVER, id="W0001"),)
    log.end("waivers", "W0001", Ending(DAY, LEAD, "A mistake."), NOW)
    assert [each.holds(DAY) for each in log.waivers()] == [False]


def test_a_correction_goes_from_proposed_to_approved_to_applied(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.add_correction(CORRECTION, NOW)
    assert log.corrections()[0].status == "proposed"
    log.review("C0001", "approved", Ending(DAY, LEAD, "Seen in the report."), NOW)
    approved = log.corrections()[0]
    assert (approved.status, approved.reviewed_by, approved.reviewed_on) == ("approved", LEAD, DAY)
    log.applied("C0001", 2, DAY, NOW)
    applied = log.corrections()[0]
    assert (applied.status, applied.applied_vintage, applied.applied_on) == ("applied", 2, DAY)
    assert (applied.proposed_by, applied.reviewed_by, applied.reason) == (DESK, LEAD, "Typed in thousands.")


def test_a_withdrawn_correction_is_kept_with_its_reason(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.add_correction(CORRECTION, NOW)
    log.review("C0001", "withdrawn", Ending(DAY, DESK, "The report was wrong."), NOW)
    assert [(each.status, each.review_reason) for each in log.corrections()] == [("withdrawn", "The report was wrong.")]


def test_the_fingerprint_changes_with_every_decision(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    seen = [log.fingerprint()]
    log.add_tolerance(TOLERANCE, NOW)
    seen.append(log.fingerprint())
    log.add_waiver(WAIVER, NOW)
    seen.append(log.fingerprint())
    log.end("waivers", "W0001", Ending(DAY, LEAD, "A mistake."), NOW)
    seen.append(log.fingerprint())
    assert seen[0] == ""
    assert len(set(seen)) == len(seen)


def test_decisions_taken_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)

    def decide(number: int) -> None:
        with log.turn():
            log.add_tolerance(replace(TOLERANCE, reason=str(number)), NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(decide, range(12)))
    assert sorted(int(each.reason) for each in log.tolerances()) == list(range(12))
    assert len({each.id for each in log.tolerances()}) == 12


def test_a_decision_that_would_wait_for_ever_says_which_file_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "_PATIENCE", 0.0)
    log = DecisionLog(tmp_path)
    with log.turn(), pytest.raises(TryAgain) as caught, log.turn():
        pass
    assert caught.value.problems[0].code == "DECISIONS_BUSY"
    assert caught.value.problems[0].place.file.endswith(".turn")
    with log.turn():
        assert (tmp_path / "decisions" / ".turn").exists()
    assert not (tmp_path / "decisions" / ".turn").exists()


@pytest.mark.parametrize("damage", ["{", '{"id": "T0001"}', '{"id": "T0001", "by": "x", "role": "KING"}'])
def test_a_damaged_log_names_its_file(tmp_path: Path, damage: str) -> None:
    log = DecisionLog(tmp_path)
    log.add_tolerance(TOLERANCE, NOW)
    pointer = json.loads((tmp_path / "decisions" / "tolerances.json").read_text(encoding="utf-8"))
    file = tmp_path / "decisions" / pointer["folder"] / "decisions.jsonl"
    file.write_text(damage, encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        log.tolerances()
    assert caught.value.problems[0].code == "WORKSPACE_DAMAGED"
    assert caught.value.problems[0].place.file == str(file)


def test_one_person_is_one_person_however_the_name_is_written() -> None:
    assert Person(" ama  ORU", "DESK_OFFICER").is_same_as(LEAD)
    assert not DESK.is_same_as(LEAD)


def test_a_correction_matches_a_number_however_it_is_written() -> None:
    assert replace(CORRECTION, expected="12.0").matches(CELL)
    assert not replace(CORRECTION, expected="13").matches(CELL)
    assert not replace(CORRECTION, expected="").matches(CELL)
    assert replace(CORRECTION, expected="").matches(replace(CELL, value=None))
    assert replace(CORRECTION, field="text_value", expected="").matches(CELL)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_correction_and_the_one_back_restore_the_value(value: Decimal) -> None:
    there = replace(CORRECTION, id="C0001", corrected=f"{value:f}")
    corrected = there.applied_to(CELL)
    assert corrected.value == value
    back = replace(CORRECTION, id="C0002", expected=shown(corrected, "value"), corrected="12")
    assert back.matches(corrected)
    assert back.applied_to(corrected).value == CELL.value


def test_a_corrected_cell_keeps_what_stood_before_in_its_note() -> None:
    corrected = replace(CORRECTION, id="C0001").applied_to(replace(CELL, note="As in the register."))
    assert corrected.value == Decimal(12000)
    assert corrected.note == "As in the register. [C0001: value 12 → 12000. Typed in thousands.]"
    assert replace(corrected, note="", value=CELL.value) == CELL


def test_a_multiplier_is_a_whole_number_and_an_empty_text_is_none() -> None:
    assert typed("unit_mult", "3") == 3
    assert typed("text_value", "") is None
    assert typed("note", "") == ""
    with pytest.raises(ValueError, match="x"):
        typed("unit_mult", "x")


def test_the_id_of_a_cell_tells_its_key() -> None:
    assert CellKey.of(CELL.id) == CellKey("QMA", 2023, "B.REC")
    assert CellKey.of("QMA.2023.S_REC_CONTR_EE.QMA01._Z._T._T._Z._Z") == CellKey("QMA", 2023, "S.REC_CONTR_EE")
    assert [CellKey.of(text) for text in ("", "QMA.2023.B_REC", "QMA.x.B_REC.a.b.c.d.e.f")] == [None, None, None]


def test_a_corrected_vintage_keeps_the_earlier_one_and_its_findings(tmp_path: Path) -> None:
    submissions = Submissions(tmp_path)
    fingerprint = Fingerprint("QMA", 2023, "2026.2", "en", "v0")
    read = Submission(fingerprint=fingerprint, file="a.xlsx", sha256="00", state="read", read_at=NOW)
    submissions.save(read, [CELL], None)
    submissions.accept(read, [CELL], (), NOW)
    first = submissions.accepted("QMA-2023").path("observations.parquet")
    assert held_corrections(submissions, "QMA-2023") == frozenset()
    assert keep_corrected(submissions, "QMA-2023", [replace(CELL, value=Decimal(13))], {"C0001"}) == 2
    found = submissions.accepted_observations("QMA", [2023])
    assert [(each.value, each.vintage, each.submission) for each in found] == [(Decimal(13), 2, "QMA-2023")]
    assert held_corrections(submissions, "QMA-2023") == {"C0001"}
    assert first.exists()
    assert submissions.accepted_findings() == ()
    kept = submissions.find("QMA-2023")
    assert kept is not None
    assert (kept.vintage, kept.file) == (2, "a.xlsx")
