"""What each check of a submission found is kept, and compared with the check before."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.store.checks import Checks, findings_of
from openssi.store.observations import findings_table
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding, FindingState
from openssi.vocabulary.text import MultilingualText
from openssi.vocabulary.validation_report import CHANGES, Check, CheckDifference

MESSAGE = MultilingualText("Too much.", "Trop.", "Demasiado.")


def finding(rule: str = "R066", item: str = "H.COV_OLD", state: FindingState = "open") -> Finding:
    return Finding(
        rule=rule,
        severity="W",
        ref_area="QMA",
        time_period=2023,
        obs_id=f"QMA.2023.{item.replace('.', '_')}._Z._Z._T._T._Z._Z",
        item=item,
        scheme="_Z",
        benefit="_Z",
        sex="_T",
        message=MESSAGE,
        remedy=MESSAGE,
        value=Decimal("12345.5"),
        expected_high=Decimal(11000),
        place=Place("QMA-2023.xlsx", "A_Country", 12, "F12", item),
        state=state,
        explanation="Ships’ crews" if state != "open" else "",
    )


def check(*findings: Finding, at: str = "2026-01-01T00:00:00+00:00", **more: object) -> Check:
    return replace(Check(submission="QMA-2023", stage="validate", checked_at=at, findings=findings), **more)


def test_a_check_gets_the_next_number_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    first = checks.keep(check(finding(), evaluated={"R066": 9}, definitions="2026.2+00"))
    assert first.number == 1
    assert checks.read("QMA-2023", 1) == first
    assert checks.read("QMA-2023", 1).findings[0].value == Decimal("12345.5")
    assert checks.keep(check(finding(), finding("R067"))).number == 2
    assert checks.numbers("QMA-2023") == [1, 2]
    assert checks.numbers("QMB-2023") == []


def test_a_check_that_says_the_same_is_not_written_again_and_keeps_its_time(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    first = checks.keep(check(finding()))
    again = checks.keep(check(finding(), at="2026-01-02T00:00:00+00:00", software="9.9"))
    assert (again.number, again.checked_at) == (1, first.checked_at)
    assert checks.numbers("QMA-2023") == [1]


@pytest.mark.parametrize(
    "other",
    [check(finding(state="explained")), check(finding(), sha256="ff"), check(finding(), definitions="2026.3+00")],
    ids=["an answer", "another file", "other rules"],
)
def test_what_differs_is_another_check(tmp_path: Path, other: Check) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding()))
    assert checks.keep(other).number == 2


def test_a_number_that_another_process_took_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = Checks(tmp_path)
    first = checks.keep(check(finding()))
    second = checks.keep(check(finding("R067")))
    monkeypatch.setattr(Checks, "last", lambda *_: first)
    third = checks.keep(check(finding("R068")))
    assert third.number == 3
    assert checks.read("QMA-2023", 2) == second
    assert sorted(path.name for path in (tmp_path / "checks" / "QMA-2023").iterdir()) == ["1", "2", "3"]


def test_a_check_that_was_not_finished_is_not_seen(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding()))
    (tmp_path / "checks" / "QMA-2023" / ".2.half").mkdir()
    assert checks.numbers("QMA-2023") == [1]


@pytest.mark.parametrize("name", ["check.json", "findings.parquet"])
def test_a_damaged_check_is_named(tmp_path: Path, name: str) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding()))
    (tmp_path / "checks" / "QMA-2023" / "1" / name).write_text("{half", encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        checks.last("QMA-2023")
    assert caught.value.problems[0].code == "WORKSPACE_DAMAGED"
    assert "QMA-2023" in caught.value.problems[0].place.file


def test_a_record_of_another_layout_is_named(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding()))
    (tmp_path / "checks" / "QMA-2023" / "1" / "check.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FixTheFile, match="WORKSPACE_DAMAGED"):
        checks.last("QMA-2023")


def test_columns_that_a_table_did_not_know_yet_are_empty(tmp_path: Path) -> None:
    table = findings_table([finding()]).drop_columns(["value", "explanation_reason", "explained_in"])
    pyarrow.parquet.write_table(table, tmp_path / "findings.parquet")
    (found,) = findings_of(pyarrow.parquet.read_table(tmp_path / "findings.parquet"))
    assert (found.value, found.explanation_reason, found.explained_in) == (None, "", None)
    assert found.message == MESSAGE


def test_the_first_check_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    assert checks.difference(checks.keep(check(finding()))) == CheckDifference()


def test_what_is_new_still_there_answered_and_gone_is_told_apart(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding("R001"), finding("R002"), finding("R003")))
    after = checks.keep(check(finding("R002"), finding("R003", state="explained"), finding("R004")))
    found = checks.difference(after)
    assert {change: [each.rule for each in found.of(change)] for change in CHANGES} == {
        "new": ["R004"],
        "still": ["R002"],
        "answered": ["R003"],
        "gone": ["R001"],
    }
    assert found.before == checks.read("QMA-2023", 1)
    assert set(found.by_finding().values()) == {"new", "still", "answered", "gone"}


def test_the_same_rule_on_another_cell_is_another_finding() -> None:
    found = CheckDifference.between(check(finding(item="H.COV_OLD")), check(finding(item="H.COV_MAT")))
    assert [len(found.of(change)) for change in CHANGES] == [1, 0, 0, 1]


def test_a_finding_that_was_answered_before_is_still_there() -> None:
    known = check(finding(state="explained"))
    assert len(CheckDifference.between(known, known).still) == 1
    assert len(CheckDifference.between(known, check(finding())).still) == 1


findings = st.lists(
    st.builds(
        finding,
        rule=st.sampled_from(["R001", "R002", "R003"]),
        item=st.sampled_from(["H.COV_OLD", "H.COV_MAT"]),
        state=st.sampled_from(["open", "explained", "waived"]),
    ),
    unique_by=lambda each: each.id,
)


@given(before=findings, after=findings)
def test_every_finding_of_either_check_is_told_once(before: list[Finding], after: list[Finding]) -> None:
    found = CheckDifference.between(check(*before), check(*after))
    told = [each.id for change in CHANGES for each in found.of(change)]
    assert sorted(told) == sorted({each.id for each in (*before, *after)})
    assert {*found.new, *found.still, *found.answered} == set(after)
    assert {each.id for each in (*found.gone, *found.still, *found.answered)} == {each.id for each in before}


def test_the_check_of_a_vintage_is_found(tmp_path: Path) -> None:
    checks = Checks(tmp_path)
    checks.keep(check(finding()))
    accepted = checks.keep(check(finding(state="explained"), stage="accept", vintage=1))
    checks.keep(check(finding()))
    assert checks.of_vintage("QMA-2023", 1) == accepted
    assert checks.of_vintage("QMA-2023", 2) is None
