"""Plays in a real browser: people of the demonstration world answer the inquiry, and nothing they type is lost."""

from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from web_plays.conftest import ABROAD, COORDINATOR, PASSWORD, RESPONDENT, REVIEWER, SignIn

pytestmark = pytest.mark.browser

ROUND = "/en/round/QMH/2024"
F2 = f"{ROUND}/QMH04/F2"
MATERNITY = "B.REC|QMH04|QMH04-01|_T|_T|_Z|_Z"
WOMEN, MEN = (MATERNITY.replace("|_T|_T", f"|{sex}|_T", 1) for sex in "FM")
SICKNESS = MATERNITY.replace("QMH04-01", "QMH04-02")


def opened(page: Page) -> Page:
    page.wait_for_selector("#form[data-ready]")
    return page


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'td[data-key="{key}"]')


def field(page: Page, key: str) -> Locator:
    return cell(page, key).locator("input:not([type=hidden]), select, textarea")


def value(page: Page, key: str) -> str:
    return field(page, key).input_value().replace(",", "")


def type_into(page: Page, key: str, text: str) -> None:
    field(page, key).focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def shows(page: Page, key: str, state: str) -> None:
    page.wait_for_selector(f'td[data-key="{key}"].{state}')


def test_a_table_is_filled_by_keyboard_and_is_there_on_another_day(signed_in: SignIn, site: str) -> None:
    page = opened(signed_in(RESPONDENT, F2))
    for key, text in ((MATERNITY, "1 010"), (WOMEN, "1010"), (MEN, "0")):
        type_into(page, key, text)
        shows(page, key, "saved")
    page.goto(f"{site}{F2}")
    opened(page)
    assert [value(page, key) for key in (MATERNITY, WOMEN, MEN)] == ["1010", "1010", "0"]
    page.goto(f"{site}{ROUND}/history?cell={MATERNITY}")
    expect(page.locator("main")).to_contain_text("Ada Merrow")
    expect(page.locator("main")).to_contain_text("1,010")


def test_a_block_from_a_spreadsheet_is_shown_and_saved_whole(signed_in: SignIn, site: str) -> None:
    page = opened(signed_in(RESPONDENT, F2))
    page.evaluate("text => navigator.clipboard.writeText(text)", "460\n250\n210\n")
    field(page, SICKNESS).focus()
    page.keyboard.press("Control+v")
    dialog = page.locator("dialog.paste")
    expect(dialog).to_contain_text("250")
    dialog.locator("button").first.click()
    women, men = (SICKNESS.replace("|_T|_T", f"|{sex}|_T", 1) for sex in "FM")
    for key in (SICKNESS, women, men):
        shows(page, key, "saved")
    page.goto(f"{site}{F2}")
    opened(page)
    assert [value(page, key) for key in (SICKNESS, women, men)] == ["460", "250", "210"]


def test_what_is_typed_without_a_line_is_sent_when_it_is_back(signed_in: SignIn, site: str) -> None:
    page = opened(signed_in(RESPONDENT, f"{ROUND}/QMH07/C1"))
    employers = "S.REC_CONTR_ER|QMH07|_Z|_T|_T|_Z|_Z"
    page.context.set_offline(True)
    type_into(page, employers, "123456")
    shows(page, employers, "queued")
    expect(page.locator("#state")).to_contain_text("kept on this device")
    page.close()
    later = page.context.new_page()
    page.context.set_offline(False)
    later.goto(f"{site}{ROUND}/QMH07/C1")
    opened(later)
    shows(later, employers, "saved")
    assert value(later, employers) == "123456"


def test_two_people_in_one_cell_are_shown_both_values_and_one_decides(signed_in: SignIn) -> None:
    place, key = f"{ROUND}/QMH05/F2", "B.REC|QMH05|QMH05-01|_T|_T|_Z|_Z"
    ada, ines = opened(signed_in(RESPONDENT, place)), opened(signed_in(COORDINATOR, place))
    type_into(ines, key, "98")
    shows(ines, key, "saved")
    type_into(ada, key, "99")
    dialog = ada.locator("dialog.conflict")
    expect(dialog).to_contain_text("Ines Harrowgate, national coordinator")
    expect(dialog).to_contain_text("98")
    dialog.get_by_role("button", name="Save mine").click()
    shows(ada, key, "saved")
    ines.reload()
    opened(ines)
    assert value(ines, key) == "99"


def test_a_finding_appears_at_its_cell_and_is_answered_in_place(signed_in: SignIn) -> None:
    place, key = f"{ROUND}/QMH01/F2", "B.REC|QMH01|QMH01-01|_T|_T|_Z|_Z"
    page = opened(signed_in(RESPONDENT, place))
    women, men = (key.replace("|_T|_T", f"|{sex}|_T", 1) for sex in "FM")
    before = [int(value(page, each)) for each in (key, women, men)]
    for each, number in zip((key, women, men), before, strict=True):
        type_into(page, each, str(number * 2))
        shows(page, each, "saved")
    finding = page.locator(f'[id="f-{key}"] li[data-severity=W]').first
    expect(finding).to_contain_text("Please check.")
    finding.locator("select").select_option("REAL")
    finding.locator("textarea").fill("Everybody above the pensionable age is paid since January.")
    finding.locator("button").click()
    expect(page.locator(f'[id="f-{key}"] li[data-state=explained]').first).to_contain_text("since January")


def test_the_workbook_is_taken_away_and_brought_back_changed(signed_in: SignIn, tmp_path: Path) -> None:
    page = signed_in(COORDINATOR, f"{ROUND}/")
    with page.expect_download() as taken:
        page.locator("a.go[download]").first.click()
    path = tmp_path / "taken.xlsx"
    taken.value.save_as(path)
    key = "S.REC_CONTR_EE|QMH07|_Z|_T|_T|_Z|_Z"
    _write(path, key, 4321)
    page.set_input_files('input[type="file"][accept*="xlsx"]', path)
    page.get_by_role("button", name="Show what it changes").click()
    expect(page.locator("main")).to_contain_text("4,321")
    page.locator("main form button.main").click()
    page.wait_for_url(lambda address: "upload" not in address)
    page.goto(f"{page.url.partition('/en/')[0]}{ROUND}/QMH07/C1")
    opened(page)
    assert value(page, key) == "4321"


def _write(path: Path, key: str, number: int) -> None:
    """Type a number into the cell of a key, as a person does who knows nothing of keys."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {str(each.value): each.column for row in sheet.iter_rows(max_row=12) for each in row if each.value}
        for row in sheet.iter_rows():
            if any(str(each.value) == key for each in row):
                sheet.cell(row[0].row, heads["Value 2024"]).value = number
                book.save(path)
                return
    raise AssertionError(f"no row for {key}")


def test_a_session_that_ended_keeps_what_is_typed_until_the_person_is_back(signed_in: SignIn) -> None:
    place, key = f"{ROUND}/QMH07/C2", "S.EXP_ADMIN|QMH07|_Z|_T|_T|_Z|_Z"
    page = opened(signed_in(RESPONDENT, place))
    page.context.clear_cookies()
    type_into(page, key, "777")
    shows(page, key, "queued")
    expect(page.locator("#state")).to_contain_text("session has ended")
    page.locator("#state a").click()
    page.fill("input[type=email]", RESPONDENT)
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    opened(page)
    shows(page, key, "saved")
    assert value(page, key) == "777"


def test_the_reviewer_reads_and_somebody_from_another_country_finds_nothing(signed_in: SignIn, site: str) -> None:
    reviewer = signed_in(REVIEWER, F2)
    expect(reviewer.locator("#state")).to_have_text("You can read this table; others answer it.")
    assert reviewer.locator("#form td.cell input:not([type=hidden])").count() == 0
    abroad = signed_in(ABROAD, "/es/work")
    answer = abroad.goto(f"{site}{F2}")
    assert answer is not None
    assert answer.status == 404


OTHERS = [
    pytest.param(language, width, marks=pytest.mark.long)
    for language, width in (("en", 360), ("fr", 1280), ("es", 360), ("es", 1280))
]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 360), *OTHERS])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    signed_in: SignIn, site: str, language: str, width: int
) -> None:
    page = signed_in(COORDINATOR, f"/{language}/work", width)
    root = f"{site}/{language}/round/QMH/2024"
    for place in ("/", "/QMH02/F2", "/country/A2", "/totals", f"/history?cell={MATERNITY}", "/files"):
        page.goto(f"{root}{place}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(place, each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
