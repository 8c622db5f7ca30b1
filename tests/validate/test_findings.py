"""What the rules say of a submission."""

from dataclasses import replace
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.validate import failing_examples, validate_submission
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Example, Finding, Rule


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
    # A submission of a few cells is incomplete: what every form must have is looked at elsewhere.
    rules = [rule for rule in parts.rules if rule.level not in {"asked", "table"} and rule.id not in ABOUT_WHOLE_FORMS]
    return validate_submission(by_year, 2023, rules, parts.questionnaire, parts.codelists)


ABOUT_WHOLE_FORMS = {"R013", "R093"}

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


def test_each_condition_makes_a_finding_on_the_cell_that_it_is_about() -> None:
    parts = found(cell("B.REC", 10), cell("B.REC_PENAGE", 11), cell("B.REC_SEVDIS", 12))
    assert [(each.item, each.expected_high) for each in parts] == [("B.REC_PENAGE", 10), ("B.REC_SEVDIS", 10)]
    assert "11 is more than the whole it is part of, 10." in parts[0].message.en
    assert parts[0].message.fr.startswith("Dont ayant dépassé l’âge de la retraite\u00a0: 11")


def test_a_ratio_tells_what_would_have_been_accepted() -> None:
    (finding,) = found(cell("H.COV_INJ", 160), cell("X.LF", 100), cell("S.INSURED", 1))[:1]
    assert (finding.rule, finding.severity, finding.expected_low, finding.expected_high) == ("R065", "E", None, 150)


def test_each_sex_is_told_apart_and_the_total_only_once() -> None:
    cells = (cell("B.REC", 10), cell("B.REC_PENAGE", 9), cell("B.REC", 4, "F"), cell("B.REC_PENAGE", 5, "F"))
    assert [(each.rule, each.sex) for each in found(*cells) if each.rule == "R035"] == [("R035", "F")]


def test_a_finding_on_a_cell_that_is_empty_still_names_country_and_cell() -> None:
    cells = (
        cell("S.CONTRIB", "CONTRIB"),
        cell("S.STATUS", "ACTIVE"),
        *(cell(f"S.REC_CONTR_{name}", 0) for name in ("ER", "EE", "SELF")),
    )
    (finding,) = found(*cells)
    assert (finding.rule, finding.ref_area, finding.scheme) == ("R046", "QMA", "QMA01")
    assert finding.obs_id.startswith("QMA.2023.S_")
    assert str(finding.place)


def test_findings_come_in_the_order_of_the_sheet() -> None:
    def at(item: str, row: int) -> Observation:
        return replace(cell(item, -1), place=Place("QMA-2023.xlsx", "S_QMA01", row, f"F{row}", item))

    rows = [each.place.row for each in found(at("S.EXP_ADMIN", 12), at("S.EXP_TRANSF", 9), at("S.EXP_KIND", 101))]
    assert rows == [9, 12, 101]


def test_a_rule_that_blocks_does_not_block_on_a_sum_with_missing_terms() -> None:
    parts = load()
    template = next(rule for rule in parts.rules if rule.id == "R059")
    rule = replace(template, expressions=("H.COV_OLD <= sumB(B.REC; PENSION in B.CONTIG)",), severity="E")
    second = {"benefit": "QMA01-02"}
    known = (cell("H.COV_OLD", 90), cell("B.CONTIG", "PENSION"), cell("B.REC", 50))
    missing = (replace(cell("B.CONTIG", "PENSION"), **second),)

    def rules_found(rule: Rule, *cells: Observation) -> list[str]:
        found = validate_submission({2023: list(cells)}, 2023, [rule], parts.questionnaire, parts.codelists)
        return [each.rule for each in found]

    assert rules_found(rule, *known) == ["R059"]
    assert rules_found(rule, *known, *missing) == []
    assert rules_found(replace(rule, severity="W"), *known, *missing) == ["R059"]
    above = replace(rule, expressions=("sumB(B.REC; PENSION in B.CONTIG) <= 49",))
    assert rules_found(above, *known, *missing) == ["R059"]


def test_context_alone_is_not_a_submission() -> None:
    assert found(cell("X.LF", -5)) == ()


def test_four_digits_stay_closed_in_spanish_only() -> None:
    (finding,) = found(cell("N.PERS_MULT", 0), cell("B.REC", 1234), cell("B.REC", 500, "M"), cell("B.REC", 600, "F"))
    assert "1,234" in finding.message.en
    assert "1\u00a0234" in finding.message.fr
    assert "1234" in finding.message.es


@pytest.mark.parametrize("name", ["B.RECC", "B.REC[", "rec"])
def test_an_example_of_a_cell_that_is_not_there_is_refused(name: str) -> None:
    rule = replace(load().rules[0], examples=(Example({name: Decimal(1)}, passes=True),))
    with pytest.raises(FixTheFile) as caught:
        failing_examples(rule, load().questionnaire, load().codelists)
    assert caught.value.problems[0].code == "RULE_EXAMPLE_CELL"
