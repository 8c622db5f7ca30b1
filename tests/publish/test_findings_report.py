"""Validation reports of one submission and of the world: for machines, on a page, in a workbook."""

import csv
import html
import io
import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from openssi.definitions import Definitions, default_root, load
from openssi.publish.findings.report import world_text, write_findings_report
from openssi.publish.findings.report_model import FindingsReport
from openssi.publish.findings.report_tally import tally
from openssi.publish.findings.report_words import ReportWords
from openssi.publish.findings.report_world import WorldFindings, world_rows
from openssi.publish.findings.report_world_page import _blocks
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding, Severity
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText
from openssi.vocabulary.validation_report import Check, CheckDifference

WIDTH_OF_A_PHONE = 390
NAMES = {"QMA01": "National pension <scheme>", "QMA01-01": "Old-age pension"}
AREA = MultilingualText("Averland", "Averlande", "Averlandia")


def finding(rule: str, severity: Severity, item: str, scheme: str = "QMA01", area: str = "QMA", **more: Any) -> Finding:
    benefit = f"{scheme}-01" if item.startswith("B.") else "_Z"
    sex = more.pop("sex", "_T")
    func = more.pop("func", "_Z")
    usual = {
        "message": MultilingualText(f"{rule} found it.", f"{rule} l’a relevé.", f"{rule} lo encontró."),
        "remedy": MultilingualText("Please correct.", "Veuillez corriger.", "Corrija."),
        "place": Place(f"{area}-2023.xlsx", "S_QMA01", 12, "F12", item),
    }
    return Finding(
        rule=rule,
        severity=severity,
        ref_area=area,
        time_period=2023,
        obs_id=f"{area}.2023.{item.replace('.', '_')}.{scheme}.{benefit}.{sex}._T.{func}._Z",
        item=item,
        scheme=scheme,
        benefit=benefit,
        sex=sex,
        **{**usual, **more},
    )


HARD = finding(
    "R020", "E", "B.REC", value=Decimal("12345.5000"), expected_low=Decimal(11000), expected_high=Decimal(11000)
)
SOFT = finding(
    "R066", "W", "H.COV_OLD", "_Z", value=Decimal(-7), expected_low=Decimal(0), state="explained",
    explanation='=HYPERLINK("x") <b>ships</b>', explanation_reason="LAW", explained_in=2022,
)  # fmt: skip
WOMEN = finding("R020", "E", "B.REC", sex="F", func="OLD", expected_high=Decimal("0.5"))
WAIVED = finding("R033", "W", "S.RESERVES_END", state="waived", explanation="Known to the reviewer")
NOTE = finding("R999", "I", "S.NO_SUCH_ITEM", place=Place())
FINDINGS = (HARD, WOMEN, SOFT, WAIVED, NOTE)
GONE = finding("R023", "E", "S.REC_TOTAL")

CHECK = Check(
    submission="QMA-2023",
    stage="validate",
    checked_at="2026-11-25T10:04:05+00:00",
    number=2,
    file="QMA-2023.xlsx",
    sha256="ab" * 32,
    software="0.1.0",
    definitions="2026.2+00000000",
    questionnaire="2026.2",
    findings=FINDINGS,
    evaluated={"R020": 40, "R066": 1, "R031": 7},
)
BEFORE = replace(
    CHECK, number=1, checked_at="2026-11-24T10:00:00+00:00", findings=(HARD, replace(SOFT, state="open"), GONE)
)


def report(check: Check = CHECK, before: Check | None = BEFORE) -> FindingsReport:
    changes = CheckDifference.between(before, check)
    return FindingsReport(check=check, changes=changes, area_name=AREA, fictional=True, unit_names=NAMES)


NOTHING = report(replace(CHECK, findings=(), evaluated={}, number=1), None)


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def written(made: FindingsReport, format_id: str, folder: Path, language: Language = "en") -> Path:
    return write_findings_report(made, format_id, folder / f"report.{format_id}", language, load())


def records(made: FindingsReport, folder: Path) -> list[dict[str, Any]]:
    return list(json.loads(written(made, "json", folder).read_text(encoding="utf-8")))


# JSON


@pytest.mark.parametrize("made", [report(), report(before=None), NOTHING], ids=["second", "first", "nothing"])
def test_the_json_follows_its_schema(made: FindingsReport, tmp_path: Path) -> None:
    schema = json.loads((default_root() / "schemas" / "validation_report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(records(made, tmp_path), schema)


def test_the_json_has_the_fields_of_the_ess_structure(tmp_path: Path) -> None:
    first = records(report(), tmp_path)[0]
    assert list(first)[:6] == ["id", "type", "event", "rule", "data", "value"]
    assert (first["type"], first["value"]) == ("validation", "0")
    assert first["event"]["time"] == "2026-11-25T10:04:05+00:00"
    assert first["event"]["actor"] == "OpenSSI 0.1.0"
    assert first["rule"]["severity"] == "error"
    assert first["rule"]["language"] == "OpenSSI 1"
    assert first["rule"]["expression"] == "; ".join(next(r for r in load().rules if r.id == "R020").expressions)
    assert first["data"]["target"] == ["QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"]
    assert "QMA.2023.N_PERS_MULT" in first["data"]["source"]


def test_the_json_keeps_every_digit_and_every_language(tmp_path: Path) -> None:
    more = records(report(), tmp_path)[0]["openssi"]
    assert (more["value"], more["expected_low"], more["expected_high"]) == ("12345.5", "11000", "11000")
    assert more["message"] == {"en": "R020 found it.", "fr": "R020 l’a relevé.", "es": "R020 lo encontró."}
    women = records(report(), tmp_path)[1]["openssi"]
    assert (women["sex"], women["function"]) == ("F", "OLD")


def test_ids_are_unique_and_aggregations_count_validations(tmp_path: Path) -> None:
    found = {each["id"]: each for each in records(report(), tmp_path)}
    assert len(found) == len(records(report(), tmp_path))
    assert found["QMA-2023/2/failed"]["value"] == "5"
    assert found["QMA-2023/2/severity/error"]["value"] == "2"
    assert found["QMA-2023/2/scheme/QMA01"]["value"] == "4"
    assert found["QMA-2023/2/scheme/QMA"]["value"] == "1"
    assert found["QMA-2023/2/failed/R020"]["value"] == "2"
    assert found["QMA-2023/2/evaluated/R020"]["value"] == "40"
    assert (found["QMA-2023/2/evaluated/R031"]["value"], found["QMA-2023/2/failed/R031"]["value"]) == ("7", "0")
    for name, each in found.items():
        if each["type"] == "aggregation" and each["data"]["source"] and not name.endswith("/gone"):
            assert set(each["data"]["source"]) <= set(found)
            assert each["value"] == str(len(each["data"]["source"]))


def test_what_is_gone_is_named_as_the_check_before_named_it(tmp_path: Path) -> None:
    found = {each["id"]: each for each in records(report(), tmp_path)}
    counts = {name: found[f"QMA-2023/2/changes/{name}"]["value"] for name in ("new", "still", "answered", "gone")}
    assert counts == {"new": "3", "still": "1", "answered": "1", "gone": "1"}
    assert found["QMA-2023/2/changes/gone"]["data"]["source"] == [f"QMA-2023/1/{GONE.id}"]
    assert not any("/changes/" in each["id"] for each in records(report(before=None), tmp_path))


def test_a_waived_rule_is_of_lower_severity_for_this_cell_with_the_reason(tmp_path: Path) -> None:
    rules = {each["openssi"]["rule"]: each["rule"] for each in records(report(), tmp_path) if "rule" in each}
    assert (rules["R033"]["change"], rules["R033"]["explanation"]) == ("down", "Known to the reviewer")
    assert "change" not in rules["R066"]


@pytest.mark.parametrize("format_id", ["json", "html", "xlsx"])
def test_the_same_check_gives_the_same_file(format_id: str, tmp_path: Path) -> None:
    once = written(report(), format_id, tmp_path / "a").read_bytes()
    assert written(report(), format_id, tmp_path / "b").read_bytes() == once


# The page


def page(made: FindingsReport, folder: Path, language: Language = "en") -> str:
    return written(made, "html", folder, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_every_finding_once(tmp_path: Path, language: Language) -> None:
    text = page(report(), tmp_path, language)
    assert f'<html lang="{language}">' in text
    assert AREA.in_language(language) in text
    assert text.count("<article ") == len(FINDINGS)
    messages = Counter(each.message.in_language(language) for each in FINDINGS)
    assert {message: text.count(html.escape(message)) for message in messages} == messages
    assert not re.findall(r"(?:src|href)=.http|<script|<link", text)
    for target in re.findall(r'href="#([^"]+)"', text):
        assert text.count(f'id="{target}"') == 1


def test_kinds_differ_without_colour(tmp_path: Path) -> None:
    text = page(report(), tmp_path)
    assert Counter(re.findall(r'<article class="(\w+)">', text)) == {"hard": 2, "soft": 2, "note": 1}
    lines = dict(re.findall(r"article\.(\w+)\{border-left:\d+px (\w+)", text))
    assert len(set(lines.values())) == len(lines) == 3
    for words in ("Must be corrected", "To correct or explain", "For information"):
        assert f"<b>{words}</b>" in text


def test_what_people_wrote_is_text_on_the_page(tmp_path: Path) -> None:
    text = page(report(), tmp_path)
    assert "National pension &lt;scheme&gt;" in text
    assert "&lt;b&gt;ships&lt;/b&gt; (explanation of 2022)" in text
    assert "<b>ships" not in text


def test_a_finding_tells_cell_value_expectation_state_and_explanation(tmp_path: Path) -> None:
    text = page(report(), tmp_path)
    rec = load().questionnaire.items["B.REC"].label.en
    assert f"<h4>{html.escape(rec)}</h4>" in text
    assert re.search(rf"<h4>{html.escape(rec)}, Women, [^<]+</h4>", text)
    assert "<dd>12,345.5</dd>" in text
    assert "<dd>11,000</dd>" in text
    assert "<dd>at least 0</dd>" in text
    assert "<dd>at most 0.5</dd>" in text
    assert "<dd>\u22127</dd>" in text
    assert "<dd>S_QMA01, F12</dd>" in text
    assert "<dd>Change of law or programme</dd>" in text
    assert "Explained · Answered since" in text
    assert "<h4>S.NO_SUCH_ITEM</h4>" in text


@pytest.mark.parametrize(("language", "value"), [("fr", "12\u00a0345,5"), ("es", "12\u00a0345,5"), ("en", "12,345.5")])
def test_numbers_follow_the_language(tmp_path: Path, language: Language, value: str) -> None:
    assert f"<dd>{value}</dd>" in page(report(), tmp_path, language)


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ((), "The rules find nothing in this submission."),
        (FINDINGS, "2 findings must be corrected before acceptance."),
        ((HARD,), "1 finding must be corrected before acceptance."),
        ((replace(SOFT, state="open"),), "Nothing blocks; 1 finding awaits a correction or an explanation."),
        ((SOFT, NOTE), "Nothing is left to correct or to explain."),
    ],
)
def test_the_first_sentence_says_what_is_left(findings: tuple[Finding, ...], sentence: str, tmp_path: Path) -> None:
    text = page(report(replace(CHECK, findings=findings)), tmp_path)
    assert f'<p class="headline">{sentence}</p>' in text


def test_a_first_check_says_that_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert "there is nothing to compare it with" in page(report(before=None), tmp_path)
    text = page(report(), tmp_path)
    assert "Compared with check 1 of 24 November 2026, 10:00 UTC." in text
    assert html.escape(GONE.message.en) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_submission_without_findings_has_a_page_and_a_workbook(tmp_path: Path, language: Language) -> None:
    text = page(NOTHING, tmp_path, language)
    assert load().texts.get("findings.headline.none", language) in text
    assert "<article" not in text
    book = openpyxl.load_workbook(written(NOTHING, "xlsx", tmp_path, language))
    assert book.worksheets[1].max_row == 1
    assert book.worksheets[0]["A2"].value == load().texts.get("findings.headline.none", language)


def test_a_vintage_is_told_from_a_draft(tmp_path: Path) -> None:
    accepted = report(replace(CHECK, stage="accept", vintage=3, evaluated={}))
    assert "at the acceptance of vintage 3" in page(accepted, tmp_path)
    assert "Times evaluated" not in page(accepted, tmp_path)
    assert "Times evaluated" in page(report(), tmp_path)


# The workbook

SHEETS: dict[Language, list[str]] = {
    "en": ["Summary", "Findings", "By rule", "By scheme", "What changed"],
    "fr": ["Synthèse", "Constats", "Par règle", "Par régime", "Ce qui a changé"],
    "es": ["Resumen", "Observaciones", "Por regla", "Por régimen", "Qué ha cambiado"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_a_row_for_each_finding(tmp_path: Path, language: Language) -> None:
    book = openpyxl.load_workbook(written(report(), "xlsx", tmp_path, language))
    assert book.sheetnames == SHEETS[language]
    sheet = book.worksheets[1]
    assert (sheet.max_row, sheet.freeze_panes) == (len(FINDINGS) + 1, "E2")
    assert sheet.auto_filter.ref == f"A1:O{len(FINDINGS) + 1}"
    assert [sheet.cell(row, 12).value for row in range(2, 7)] == [
        each.message.in_language(language) for each in FINDINGS
    ]
    assert len(list(book.worksheets[4].iter_rows(min_row=2))) == 6
    assert [cell.value for cell in book.worksheets[2]["A"]][1:] == ["R020", "R033", "R066", "R999"]


def test_numbers_are_numbers_and_texts_stay_texts(tmp_path: Path) -> None:
    rows = openpyxl.load_workbook(written(report(), "xlsx", tmp_path)).worksheets[1]
    heads = {cell.value: cell.column for cell in rows[1]}
    assert rows.cell(2, heads["Value"]).value == 12345.5
    assert rows.cell(2, heads["Expected from"]).value == 11000
    explained = rows.cell(4, heads["Explanation"])
    assert explained.value.startswith("=HYPERLINK")
    assert (explained.data_type, explained.quotePrefix) == ("s", True)


def test_counts_of_the_workbook_agree_with_its_findings(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(report(), "xlsx", tmp_path))
    by_scheme = [[cell.value for cell in row] for row in book["By scheme"].iter_rows()]
    assert by_scheme[1] == ["The country as a whole", 0, 1, 0, 1, 1, 0, 1, 0]
    assert by_scheme[2] == ["QMA01 National pension <scheme>", 2, 1, 1, 4, 4, 3, 0, 1]


def test_an_unknown_format_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="html, xlsx, json"):
        written(report(), "pdf", tmp_path)
    with pytest.raises(FixTheFile, match="csv, html, json"):
        world_text(WORLD, "rule", "pdf", "en", load())
    assert list(tmp_path.iterdir()) == []


# The world

B_CHECK = replace(
    CHECK,
    submission="QMB-2023",
    checked_at="2026-11-26T00:00:00+00:00",
    findings=(finding("R066", "W", "H.COV_OLD", "_Z", "QMB"), finding("R066", "W", "H.COV_MAT", "_Z", "QMB")),
)
C_CHECK = replace(CHECK, submission="QMC-2023", findings=())
WORLD = WorldFindings(
    checks=(CHECK, B_CHECK, C_CHECK),
    area_names={"QMA": AREA, "QMB": MultilingualText("=Borland", "Borlande", "Borlandia")},
    fictional=True,
    unit_names=NAMES,
    software="0.1.0",
)


def test_rules_that_find_most_stand_first() -> None:
    rows = tally(WORLD.findings, "rule")
    assert [(each.key, each.findings, each.cells, each.countries) for each in rows] == [
        ("R066", 3, 3, 2),
        ("R020", 2, 2, 1),
        ("R033", 1, 1, 1),
        ("R999", 1, 1, 1),
    ]
    assert (rows[0].open, rows[0].explained, rows[0].waived) == (2, 1, 0)
    assert dict(rows[0].by_country) == {"QMB": 2, "QMA": 1}


def test_severities_stand_in_their_own_order() -> None:
    assert [each.key for each in tally((NOTE, SOFT, SOFT, HARD), "severity")] == ["E", "W", "I"]


def test_the_world_view_is_told_in_words(definitions: Definitions) -> None:
    words = ReportWords(definitions, "en", NAMES)
    assert WORLD.lead(words) == "Findings: 7, of which open: 5. Submissions checked: 3. Countries: 3."
    assert world_rows(WORLD, "rule", words)[0][3:] == ["3", "3", "2", "33", "67", "QMB 2, QMA 1"]
    assert world_rows(WORLD, "country", words)[0] == ["QMA", "Averland", "5", "5", "20", "60"]
    assert world_rows(WORLD, "severity", words)[0] == ["Must be corrected", "2", "2", "1", "0", "100", "QMA 2"]
    schemes = {row[0]: row[1] for row in world_rows(WORLD, "scheme", words)}
    assert schemes["QMA01"] == "National pension <scheme>"
    assert schemes["QMA"] == "Averland (The country as a whole)"


def test_a_world_without_findings_says_so(definitions: Definitions) -> None:
    empty = replace(WORLD, checks=(C_CHECK,))
    assert (
        empty.lead(ReportWords(definitions, "en")) == "The rules find nothing in the one submission of this workspace."
    )
    assert json.loads(world_text(empty, "rule", "json", "en", definitions)) == []
    assert "The rules find nothing" in world_text(empty, "rule", "html", "en", definitions)


def test_the_world_view_as_csv_holds_shares_and_no_formula(definitions: Definitions) -> None:
    text = world_text(WORLD, "country", "csv", "en", definitions)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["share_open"] == "0.6"
    assert (rows[0]["findings"], rows[0]["countries_checked"], rows[0]["severity"]) == ("5", "3", "E")
    assert rows[1]["label"] == "'=Borland"


def test_the_world_view_as_json_is_a_list_of_aggregations(definitions: Definitions) -> None:
    schema = json.loads((default_root() / "schemas" / "validation_report.schema.json").read_text(encoding="utf-8"))
    found = json.loads(world_text(WORLD, "rule", "json", "fr", definitions))
    jsonschema.validate(found, schema)
    assert found[0]["id"] == "world/rule/R066"
    assert found[0]["value"] == "3"
    assert found[0]["event"]["time"] == "2026-11-26T00:00:00+00:00"
    assert found[0]["openssi"]["by_country"] == {"QMB": 2, "QMA": 1}
    assert set(found[0]["openssi"]["label"]) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_shows_where_and_what_is_open(definitions: Definitions, language: Language) -> None:
    text = world_text(WORLD, "rule", "html", language, definitions)
    matrix = text.partition('<table class="matrix">')[2].partition("</table>")[0]
    assert re.findall(r"<abbr[^>]*>(\w+)</abbr>", matrix) == ["QMA", "QMB"]
    first = matrix.partition("<tbody>")[2].partition("</tr>")[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", first) == ["3", "1", "<b>2*</b>"]
    assert "QMC" in text.partition("</table>")[2]


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (18, [18]), (19, [10, 9]), (40, [14, 14, 12])])
def test_many_countries_stand_in_blocks_of_about_the_same_size(count: int, sizes: list[int]) -> None:
    areas = [f"Q{number:02d}" for number in range(count)]
    blocks = list(_blocks(areas))
    assert [len(block) for block in blocks] == sizes
    assert [area for block in blocks for area in block] == areas


# In a browser


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, WIDTH_OF_A_PHONE, 1200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_a_phone_and_shut_nobody_out(
    browser: Browser, tmp_path: Path, definitions: Definitions, language: Language, width: int
) -> None:
    (tmp_path / "world.html").write_text(world_text(WORLD, "rule", "html", language, definitions), encoding="utf-8")
    for path in (written(report(), "html", tmp_path, language), tmp_path / "world.html"):
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened = context.new_page()
        opened.goto(path.as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        if width == WIDTH_OF_A_PHONE:
            assert Axe().run(opened).response["violations"] == []
        context.close()
