"""What rules are evaluated on, and what is found without looking at every cell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.expressions import parse
from openssi.validate import Validator
from openssi.validate.guards import Guard
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding

PARTS = load()


def cell(item: str, value: int | str, scheme: str = "QMA01", benefit: str = "_Z", sex: str = "_T") -> Observation:
    level = PARTS.questionnaire.items[item].level
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=2023,
        scheme=scheme if level in {"scheme", "benefit"} else "_Z",
        benefit=benefit if level == "benefit" else "_Z",
        sex=sex,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
    )


def found(rule: str, answers: list[Observation], earlier: list[Observation] | None = None) -> tuple[Finding, ...]:
    rules = [each for each in PARTS.rules if each.id == rule]
    validator = Validator(rules, PARTS.questionnaire, PARTS.codelists)
    before = [replace(each, time_period=2022) for each in earlier or ()]
    return validator.findings({2023: answers, 2022: before}, 2023)


@pytest.mark.parametrize(
    ("condition", "item", "status", "settled"),
    [
        ("Q.OBS_STATUS in {E, I} => not null(Q.METHOD)", "B.REC", "A", True),
        ("Q.OBS_STATUS in {E, I} => not null(Q.METHOD)", "B.REC", "E", False),
        ("item = B.EXP or cell >= 0", "B.EXP", "A", True),
        ("item = B.EXP or cell >= 0", "B.REC", "A", False),
        ("item in {B.EXP, B.REC} and Q.OBS_STATUS != L", "B.REC", "A", True),
        ("not (not null(cell) and Q.OBS_STATUS in {L, M})", "B.REC", "A", True),
        ("not (not null(cell) and Q.OBS_STATUS in {L, M})", "B.REC", "L", False),
        ("cell > r where r = 1", "B.REC", "A", False),
    ],
)
def test_what_item_and_status_tell_of_a_condition(condition: str, item: str, status: str, settled: bool) -> None:
    assert Guard(parse(condition)).settles(replace(cell("B.REC", 1), item=item, obs_status=status)) is settled


def test_a_total_by_sex_is_asked_for_though_its_parts_are_there() -> None:
    parts = [cell("B.EXP", 5, benefit="QMA01-01", sex=sex) for sex in ("M", "F")]
    assert "B.EXP" in {each.item for each in found("R003", parts)}
    assert "B.EXP" not in {each.item for each in found("R003", [*parts, cell("B.EXP", 10, benefit="QMA01-01")])}


def test_a_country_without_a_scheme_is_not_asked_for_its_totals() -> None:
    assert {each.item for each in found("R003", [cell("L.EXISTS", "NONE")])} & {"H.COV_OLD", "L.COV_MAND"} == set()
    assert "H.COV_OLD" in {each.item for each in found("R003", [cell("S.STATUS", "ACTIVE")])}


def test_a_rule_that_begins_with_for_finds_each_member_at_its_own_cell() -> None:
    answers = [cell("S.STATUS", "ACTIVE"), cell("S.AVAIL", "REPORTED"), cell("S.MAIN_FUNC", "OLD")]
    assert {each.obs_id.rsplit(".", 1)[1] for each in found("R008", answers)} == {
        "C1", "C2", "C3", "D1", "E1", "F1", "F2", "F3",
    }  # fmt: skip


def test_each_scheme_that_is_gone_is_found_under_its_own_id() -> None:
    here = cell("S.STATUS", "ACTIVE")
    gone = found("R011", [here], [here, replace(here, scheme="QMA02"), replace(here, scheme="QMA03")])
    assert [each.scheme for each in gone] == ["QMA02", "QMA03"]


def test_members_that_share_a_cell_are_named_together() -> None:
    (one,) = found("R012", [cell("S.STATUS", "ACTIVE"), cell("I.SCHEMES", "QMA01; QMA02; QMA03")])
    assert "QMA02, QMA03" in one.message.en
