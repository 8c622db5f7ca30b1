"""What the rules say of a submission."""

from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.validate import validate_submission
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding


def cell(
    item: str, value: int | str, sex: str = "_T", year: int = 2023, note: str = "", status: str = "A"
) -> Observation:
    level = load().questionnaire.items[item].level
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=year,
        scheme="QMA01" if level in {"scheme", "benefit"} else "_Z",
        benefit="QMA01-01" if level == "benefit" else "_Z",
        sex=sex,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        note=note,
        obs_status=status,
        channel="context" if item.startswith("X.") else "workbook",
        place=Place("QMA-2023.xlsx", "S_QMA01", 12, "F12", item),
    )


def found(*cells: Observation) -> tuple[Finding, ...]:
    by_year: dict[int, list[Observation]] = {}
    for each in cells:
        by_year.setdefault(each.time_period, []).append(each)
    parts = load()
    return validate_submission(by_year, 2023, parts.rules, parts.questionnaire, parts.codelists)


SUM = (cell("N.PERS_MULT", 0), cell("B.REC", 12345), cell("B.REC", 5000, "M"), cell("B.REC", 6000, "F"))


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert found(cell("N.PERS_MULT", 0), cell("B.REC", 11), cell("B.REC", 5, "M"), cell("B.REC", 6, "F")) == ()


def test_a_finding_names_cell_rule_values_and_expectation() -> None:
    (finding,) = found(*SUM)
    assert (finding.rule, finding.severity, finding.state) == ("R020", "E", "open")
    assert (finding.place.sheet, finding.place.cell) == ("S_QMA01", "F12")
    assert finding.obs_id == "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"
    assert (finding.expected_low, finding.expected_high) == (11000, 11000)


def test_numbers_in_a_message_follow_the_language() -> None:
    (finding,) = found(*SUM)
    assert "12,345" in finding.message.en
    assert "12\u00a0345" in finding.message.fr
    assert "12\u00a0345" in finding.message.es


def test_a_note_answers_what_asks_and_not_what_blocks() -> None:
    asks = found(cell("H.COV_OLD", 101, note="paid abroad"), cell("X.POP_PENAGE", 100))
    blocks = found(cell("N.PERS_MULT", 0), cell("B.REC", 30, note="sic"), cell("B.REC", 5, "M"), cell("B.REC", 6, "F"))
    assert [(each.rule, each.state, each.explanation) for each in asks] == [("R066", "explained", "paid abroad")]
    assert [(each.rule, each.state) for each in blocks] == [("R020", "open")]


def test_a_rule_with_a_missing_operand_is_not_evaluated() -> None:
    assert found(cell("N.PERS_MULT", 0), cell("B.REC", 12), cell("B.REC", 5, "M")) == ()
    assert found(cell("H.COV_OLD", 101)) == ()


def test_the_year_before_is_looked_at() -> None:
    jump = (cell("B.FUNC", "FAM"), cell("B.REC", 200), cell("B.REC", 100, year=2022))
    assert [each.rule for each in found(*jump)] == ["R098"]


def test_a_rule_of_cells_looks_at_every_answer() -> None:
    negative = found(cell("S.EXP_ADMIN", -1), cell("S.EXP_OTHER", -1))
    assert [(each.rule, each.item) for each in negative] == [("R002", "S.EXP_ADMIN")]


def test_a_value_with_a_missing_status_is_found() -> None:
    assert [each.rule for each in found(cell("B.AMT_PAY", 12, status="L"))] == ["R004"]


def test_what_blocks_stands_before_what_asks() -> None:
    severities = [each.severity for each in found(*SUM, cell("H.COV_OLD", 101), cell("X.POP_PENAGE", 100))]
    assert severities == ["E", "W"]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_slot_is_filled(language: str) -> None:
    for finding in found(*SUM):
        assert "{" not in getattr(finding.message, language) + getattr(finding.remedy, language)
