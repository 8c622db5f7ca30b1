"""The form in a real browser: nothing that is typed is lost, and everything can be done with the keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from web_form.script_server import DAY, KIND, PARTS, STATIC, TEXT, TOTAL, Form, key, serving

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]


@pytest.fixture
def server() -> Iterator[Form]:
    with serving(Form()) as form:
        yield form


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="en-GB", timezone_id="UTC")
    made.set_default_timeout(30_000)
    complaints: list[str] = []
    made.on("weberror", lambda error: complaints.append(str(error.error)))
    made.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield made
    made.close()
    assert complaints == []


@pytest.fixture
def open_form(context: BrowserContext, server: Form) -> Opener:
    def opened(language: str = "en") -> Page:
        page = context.new_page()
        page.goto(f"{server.address}/{language}/form")
        page.wait_for_selector("#form[data-ready]")
        return page

    return opened


@pytest.fixture
def page(open_form: Opener) -> Page:
    return open_form()


def at(page: Page, cell: str) -> str:
    return page.input_value(f'td[data-key="{cell}"] :is(input, select, textarea)')


def focus(page: Page, cell: str) -> None:
    page.focus(f'td[data-key="{cell}"] :is(input, select, textarea)')


def shows(page: Page, cell: str, state: str) -> None:
    page.wait_for_selector(f'td[data-key="{cell}"].{state}')


def press(page: Page, *keys: str) -> None:
    for each in keys:
        page.keyboard.press(each)


def fill(page: Page, cell: str, text: str) -> None:
    focus(page, cell)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def paste(page: Page, cell: str, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    focus(page, cell)
    page.keyboard.press("Control+v")


def comes_true(page: Page, fact: Callable[[], bool]) -> None:
    for _ in range(100):
        if fact():
            return
        page.wait_for_timeout(50)
    assert fact()


def selected(page: Page) -> str | None:
    return page.get_attribute("td.selected", "data-key")


def test_a_table_is_filled_with_the_keyboard_alone(page: Page, server: Form) -> None:
    assert page.inner_text("#state") == "Each value is saved as you leave its cell."
    focus(page, key("OLD"))
    for value in ("120", "45", "31", "9"):
        page.keyboard.type(value)
        press(page, "Enter")
    press(page, "ArrowUp", "ArrowUp", "ArrowRight")
    page.keyboard.type("7")
    press(page, "Tab")
    shows(page, key("DIS", "M"), "saved")
    assert server.values() == {
        key("OLD"): "120", key("SUR"): "45", key("DIS"): "31", key("UNE"): "9", key("DIS", "M"): "7",
    }  # fmt: skip


def test_arrows_go_from_cell_to_cell_and_in_an_edited_text_they_move_the_caret(page: Page) -> None:
    fill(page, key("OLD"), "15")
    focus(page, key("OLD"))
    press(page, "ArrowDown")
    assert selected(page) == key("SUR")
    press(page, "ArrowUp", "F2", "ArrowLeft", "0")
    assert selected(page) == key("OLD")
    assert at(page, key("OLD")) == "105"


def test_escape_restores_the_value_before_and_nothing_is_saved(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "15")
    shows(page, key("OLD"), "saved")
    focus(page, key("OLD"))
    page.keyboard.type("99")
    press(page, "Escape", "ArrowDown")
    assert at(page, key("OLD")) == "15"
    assert len(server.posts) == 1


def test_arrows_pass_over_choices_and_days_which_f2_opens_for_change(page: Page, server: Form) -> None:
    focus(page, KIND)
    press(page, "ArrowDown")
    assert selected(page) == DAY
    press(page, "ArrowDown", "ArrowUp", "ArrowUp")
    assert (at(page, KIND), at(page, DAY)) == ("", "")
    press(page, "F2", "ArrowDown", "Enter")
    page.keyboard.type("12312023")
    press(page, "Enter")
    page.keyboard.type("Old-age fund")
    press(page, "Enter")
    shows(page, TEXT, "saved")
    assert server.values()[KIND] == "PUB"
    assert server.values()[DAY] in {"2023-12-31", "2023-12-03"}
    assert server.values()[TEXT] == "Old-age fund"


def test_tab_goes_right_and_on_to_the_next_row_and_passes_over_what_is_folded(page: Page) -> None:
    focus(page, key("UNE"))
    stops = []
    for _ in range(5):
        press(page, "Tab")
        stops.append(
            page.evaluate("document.activeElement.dataset.for || document.activeElement.closest('td').dataset.key")
        )
    assert stops == [key("UNE", "M"), key("UNE"), key("UNE"), TOTAL, KIND]
    press(page, "Shift+Tab")
    assert selected(page) == TOTAL


def test_the_question_mark_opens_the_definition_of_the_row_and_escape_closes_it(page: Page) -> None:
    assert not page.is_visible("#d-SUR")
    focus(page, key("SUR"))
    press(page, "?")
    assert page.is_visible("#d-SUR")
    press(page, "Escape")
    assert not page.is_visible("#d-SUR")
    press(page, "F1")
    assert page.get_attribute("tr[data-row=SUR] .what", "aria-expanded") == "true"
    assert at(page, key("SUR")) == ""


def test_status_and_note_are_saved_with_their_cell(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "120")
    page.select_option(f'select[data-for="{key("OLD")}"]', "E")
    page.focus(f'input[data-for="{key("OLD")}"]')
    page.keyboard.type("From the register")
    press(page, "Enter")
    comes_true(page, lambda: server.cells[key("OLD")].note == "From the register")
    stored = server.cells[key("OLD")]
    assert (stored.value, stored.status) == ("120", "E")
    expect(page.locator("#state")).to_contain_text("Saved at")


def test_a_save_is_small_and_totals_and_progress_come_with_its_answer(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "1200")
    fill(page, key("SUR"), "34")
    shows(page, key("SUR"), "saved")
    assert at(page, key("OLD")) == "1,200"
    assert at(page, TOTAL) == "1,234"
    assert page.inner_text("span[data-progress=F2]") == "2 of 9"
    assert page.get_attribute("progress[data-progress=F2]", "value") == "2"
    assert max(post["size"] for post in server.posts) <= 2000


def test_a_refused_value_stays_with_its_message_and_a_better_one_takes_its_place(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "about ten")
    shows(page, key("OLD"), "refused")
    assert page.inner_text(f'td[data-key="{key("OLD")}"] .refusal') == "This is no number."
    page.reload()
    shows(page, key("OLD"), "refused")
    assert at(page, key("OLD")) == "about ten"
    fill(page, key("OLD"), "10")
    shows(page, key("OLD"), "saved")
    assert not page.is_visible(f'td[data-key="{key("OLD")}"] .refusal')
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    assert server.written == [(key("OLD"), "10")]


def test_what_is_typed_offline_survives_a_reload_and_arrives_once(
    page: Page, context: BrowserContext, server: Form
) -> None:
    server.answers = 503
    fill(page, key("OLD"), "120")
    context.set_offline(True)
    fill(page, key("SUR"), "45")
    fill(page, key("OLD"), "121")
    shows(page, key("SUR"), "queued")
    expect(page.locator("#state")).to_contain_text("kept on this device (3 changes)")
    context.set_offline(False)
    page.reload()
    shows(page, key("SUR"), "queued")
    assert (at(page, key("OLD")), at(page, key("SUR"))) == ("121", "45")
    server.answers = 0
    shows(page, key("SUR"), "saved")
    shows(page, key("OLD"), "saved")
    assert server.written == [(key("OLD"), "120"), (key("SUR"), "45"), (key("OLD"), "121")]


def test_the_return_of_the_network_sends_the_queue(page: Page, context: BrowserContext, server: Form) -> None:
    context.set_offline(True)
    fill(page, key("OLD"), "120")
    shows(page, key("OLD"), "queued")
    assert server.posts == []
    context.set_offline(False)
    shows(page, key("OLD"), "saved")
    assert server.written == [(key("OLD"), "120")]


def test_a_save_whose_answer_was_lost_is_sent_again_and_written_once(page: Page, server: Form) -> None:
    server.answers = -1
    fill(page, key("OLD"), "120")
    shows(page, key("OLD"), "queued")
    server.answers = 0
    shows(page, key("OLD"), "saved")
    keys = [post["idempotency"] for post in server.posts]
    assert len(keys) >= 2
    assert len(set(keys)) == 1
    assert server.written == [(key("OLD"), "120")]


def test_a_value_that_was_being_typed_when_the_page_went_is_saved_after_the_reload(page: Page, server: Form) -> None:
    focus(page, key("OLD"))
    page.keyboard.type("12")
    page.wait_for_timeout(200)
    page.evaluate("document.addEventListener('focusout', event => event.stopImmediatePropagation(), true)")
    page.reload()
    shows(page, key("OLD"), "saved")
    assert server.values() == {key("OLD"): "12"}


def test_what_a_lost_tab_had_typed_meets_what_was_saved_since(page: Page, open_form: Opener, server: Form) -> None:
    focus(page, key("OLD"))
    page.keyboard.type("12")
    page.wait_for_timeout(200)
    page.evaluate("document.addEventListener('focusout', event => event.stopImmediatePropagation(), true)")
    page.goto("about:blank")
    server.somebody_else_saves(key("OLD"), "77")
    expect(open_form().locator("dialog.conflict")).to_contain_text("77")
    assert server.written == []


def test_what_was_typed_and_taken_back_leaves_nothing_behind(page: Page, server: Form) -> None:
    focus(page, key("OLD"))
    page.keyboard.type("12")
    press(page, "Escape")
    focus(page, key("SUR"))
    page.keyboard.type("5")
    press(page, "Backspace", "Enter")
    page.wait_for_timeout(200)
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    page.wait_for_timeout(300)
    assert server.posts == []


def test_an_ended_session_keeps_the_queue_and_says_where_to_sign_in(page: Page, server: Form) -> None:
    server.answers = 401
    fill(page, key("OLD"), "120")
    expect(page.locator("#state")).to_contain_text("1 change is kept on this device")
    assert page.get_attribute("#state a", "href") == "/en/sign-in?next=%2Fen%2Fform"
    assert "Your session has ended" in page.inner_text("#form-said")
    server.answers = 0
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    shows(page, key("OLD"), "saved")
    assert server.values() == {key("OLD"): "120"}


@pytest.mark.parametrize(("status", "words"), [(403, "You cannot change this form"), (404, "no longer at its address")])
def test_a_closed_form_says_so_and_keeps_what_was_typed(page: Page, server: Form, status: int, words: str) -> None:
    server.answers = status
    fill(page, key("OLD"), "120")
    expect(page.locator("#state")).to_contain_text(words)
    page.reload()
    shows(page, key("OLD"), "queued")
    assert at(page, key("OLD")) == "120"


def test_two_values_of_one_cell_are_shown_with_their_authors_and_theirs_can_stay(page: Page, server: Form) -> None:
    server.somebody_else_saves(key("OLD"), "2686")
    fill(page, key("OLD"), "261")
    dialog = page.locator("dialog.conflict")
    expect(dialog).to_contain_text("Ilse Varn, National coordinator")
    expect(dialog).to_contain_text("5 Mar 2024, 14:30")
    expect(dialog).to_contain_text("Ama Oru")
    expect(dialog).to_contain_text("OLD recipients · Women")
    press(page, "Tab", "Enter")
    shows(page, key("OLD"), "saved")
    assert at(page, key("OLD")) == "2,686"
    assert server.written == []
    fill(page, key("OLD"), "2687")
    shows(page, key("OLD"), "saved")
    assert server.values() == {key("OLD"): "2687"}


def test_of_two_values_of_one_cell_ones_own_can_be_saved_on_top(page: Page, server: Form) -> None:
    server.somebody_else_saves(key("OLD"), "2686")
    fill(page, key("OLD"), "261")
    page.click("dialog.conflict button:has-text('Save mine: 261')")
    shows(page, key("OLD"), "saved")
    assert server.posts[-1]["changes"][0]["based_on"] == 2
    assert server.written == [(key("OLD"), "261")]


def test_an_undecided_conflict_waits_at_its_cell_also_after_a_reload(page: Page, server: Form) -> None:
    server.somebody_else_saves(key("OLD"), "2686")
    fill(page, key("OLD"), "261")
    page.wait_for_selector("dialog.conflict")
    press(page, "Escape")
    shows(page, key("OLD"), "conflict")
    fill(page, key("SUR"), "5")
    shows(page, key("SUR"), "saved")
    assert page.locator("dialog").count() == 0
    page.reload()
    page.wait_for_selector("dialog.conflict")
    press(page, "Escape")
    page.click(f'td[data-key="{key("OLD")}"] .decide')
    page.click("dialog.conflict button:has-text('Keep theirs: 2,686')")
    shows(page, key("OLD"), "saved")
    assert server.values() == {key("OLD"): "2686", key("SUR"): "5"}


def test_a_block_with_a_heading_and_mixed_marks_is_previewed_and_saved_as_one(page: Page, server: Form) -> None:
    paste(page, key("OLD"), "Women\tMen\r\n1.234,56\t1,234.57\r\n1 234,58\t1\u00a0234\r\n1'234.5\t\r\n")
    dialog = page.locator("dialog.paste")
    assert dialog.locator("[name=header]").is_checked()
    assert dialog.locator("tbody tr").all_inner_texts() == [
        "OLD recipients · Women\t1.234,56\t1,234.56",
        "OLD recipients · Men\t1,234.57\t1,234.57",
        "SUR recipients · Women\t1 234,58\t1,234.58",
        "SUR recipients · Men\t1\u00a0234\t1,234",
        "DIS recipients · Women\t1'234.5\t1,234.5",
        "DIS recipients · Men\t\tleft as it is",
    ]
    assert server.posts == []
    dialog.locator("button:has-text('Save 5 values')").click()
    shows(page, key("DIS"), "saved")
    assert len(server.posts) == 1
    assert server.values() == {
        key("OLD"): "1234.56", key("OLD", "M"): "1234.57", key("SUR"): "1234.58", key("SUR", "M"): "1234",
        key("DIS"): "1234.5",
    }  # fmt: skip


def test_a_number_of_two_meanings_is_asked_before_the_block_can_be_saved(page: Page, server: Form) -> None:
    paste(page, key("OLD"), "1,234\n2,500\n")
    dialog = page.locator("dialog.paste")
    save = dialog.locator(".buttons button >> nth=0")
    expect(save).to_be_disabled()
    assert dialog.locator("legend").inner_text() == "What is “1,234”?"
    dialog.locator("label:has-text('1.234 (the mark is the decimal mark)')").click()
    save.click()
    shows(page, key("SUR"), "saved")
    assert server.posts[0]["changes"][0]["value"] == "1.2340"
    assert server.values() == {key("OLD"): "1.2340", key("SUR"): "2.5000"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12\nmany\n", "This is text; the cell takes a number."),
        ("1\n2\n3\n4\n5\n", "The form calculates this cell."),
        ("1\t2\t3\n", "There is no cell of the form here."),
    ],
)
def test_a_block_that_does_not_fit_is_refused_as_a_whole_with_the_reason(
    page: Page, server: Form, text: str, reason: str
) -> None:
    paste(page, key("OLD"), text)
    assert reason in page.inner_text("dialog.paste tbody tr.refused")
    assert page.is_disabled("dialog.paste .buttons button >> nth=0")
    press(page, "Escape")
    assert server.posts == []
    assert at(page, key("OLD")) == ""


def test_more_than_300_cells_are_not_pasted(page: Page, server: Form) -> None:
    paste(page, key("OLD"), "1\n" * 301)
    expect(page.locator("#state")).to_contain_text("The block has 301 cells; at most 300")
    assert page.locator("dialog").count() == 0
    assert server.posts == []


def test_a_value_in_a_refused_block_is_corrected_and_then_the_block_is_saved_whole(page: Page, server: Form) -> None:
    server.somebody_else_saves(key("SUR"), "7")
    paste(page, key("OLD"), "1\n2\n3\n")
    page.click("dialog.paste button:has-text('Save 3 values')")
    page.wait_for_selector("dialog.conflict")
    assert server.written == []
    page.click("dialog.conflict button:has-text('Keep theirs')")
    shows(page, key("DIS"), "saved")
    assert server.values() == {key("OLD"): "1", key("SUR"): "7", key("DIS"): "3"}


def test_undo_takes_back_the_last_change_and_then_the_block_before(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "1500")
    shows(page, key("OLD"), "saved")
    paste(page, key("OLD"), "7\n8\n")
    page.click("dialog.paste button:has-text('Save 2 values')")
    fill(page, key("DIS"), "9")
    shows(page, key("DIS"), "saved")
    press(page, "Control+z")
    expect(page.locator("td.saving")).to_have_count(0)
    press(page, "Control+z")
    expect(page.locator("td.saving")).to_have_count(0)
    assert server.values()[key("OLD")] == "1500"
    last = server.posts[-1]["changes"]
    assert [(each["key"], each["value"], each["based_on"]) for each in last] == [
        (key("OLD"), "1500", 3), (key("SUR"), "", 2),
    ]  # fmt: skip
    assert (at(page, key("OLD")), at(page, key("SUR")), at(page, key("DIS"))) == ("1,500", "", "")


def test_findings_come_with_the_answer_and_differ_by_sign_and_word(page: Page) -> None:
    for cell, value in ((key("OLD"), "-4"), (key("SUR"), "2000000"), (key("DIS"), "0")):
        fill(page, cell, value)
        page.wait_for_selector(f'[id="f-{cell}"] li')
    said = page.locator("li[data-finding]")
    assert said.locator("b").all_inner_texts() == [
        "Must be corrected before submission.", "Please check.", "For information.",
    ]  # fmt: skip
    signs = said.evaluate_all("items => items.map((each) => getComputedStyle(each, '::before').content)")
    assert len(set(signs)) == 3
    field = page.locator(f'td[data-key="{key("OLD")}"] input >> nth=0')
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("aria-describedby") == f"f-{key('OLD')}"
    assert page.inner_text("#form-said") == "For information. Nobody receives this benefit."
    fill(page, key("OLD"), "4")
    expect(page.locator(f'[id="f-{key("OLD")}"] li')).to_have_count(0)
    assert field.get_attribute("aria-invalid") == "false"


def test_f8_goes_from_finding_to_finding_and_round_again(page: Page) -> None:
    for cell, value in ((key("SUR"), "-4"), (key("UNE"), "0")):
        fill(page, cell, value)
        page.wait_for_selector(f'[id="f-{cell}"] li')
    focus(page, key("OLD"))
    press(page, "F8")
    assert selected(page) == key("SUR")
    press(page, "F8")
    assert selected(page) == key("UNE")
    press(page, "F8")
    assert selected(page) == key("SUR")


def test_the_plain_form_goes_after_what_is_queued_and_with_its_versions(page: Page, server: Form) -> None:
    server.answers = 503
    fill(page, key("OLD"), "120")
    shows(page, key("OLD"), "queued")
    page.click("button[name=plain]")
    server.answers = 0
    page.wait_for_url("**/sent")
    assert server.written == [(key("OLD"), "120")]
    assert server.plain[f"version:{key('OLD')}"] == ["2"]
    assert server.plain["plain"] == ["yes"]


def test_leaving_warns_only_of_fields_that_the_script_does_not_save(page: Page, server: Form) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    focus(page, key("OLD"))
    page.keyboard.type("120")
    page.reload()
    shows(page, key("OLD"), "saved")
    assert asked == []
    page.fill("input[name=article]", "Act 12, section 3")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_soft_finding_is_answered_in_place_with_the_keyboard(page: Page, server: Form) -> None:
    fill(page, key("OLD"), "2000000")
    finding = page.locator("li[data-finding]")
    finding.locator("button").click()
    expect(finding.locator(".refusal")).to_have_text("Please choose a reason.")
    finding.locator("select").focus()
    page.keyboard.type("Real")
    press(page, "Tab")
    page.keyboard.type("new")
    press(page, "Tab", "Enter")
    expect(finding.locator(".refusal")).to_have_text("Please say more.")
    finding.locator("textarea").fill("A new register of recipients.")
    finding.locator("button").press("Enter")
    expect(finding).to_have_attribute("data-state", "explained")
    assert finding.locator("b").inner_text() == "Explained."
    assert server.explained == {f"R066@{key('OLD')}": "REAL: A new register of recipients."}


def test_an_answer_being_written_stays_when_the_finding_comes_again(page: Page) -> None:
    fill(page, key("OLD"), "2000000")
    page.locator("li[data-finding] textarea").fill("Half a sent")
    fill(page, key("OLD"), "2000001")
    shows(page, key("OLD"), "saved")
    assert page.locator("li[data-finding] textarea").input_value() == "Half a sent"


def test_a_second_tab_shows_what_the_first_saves_and_only_one_tab_sends(
    page: Page, open_form: Opener, server: Form
) -> None:
    other = open_form()
    server.answers = 503
    fill(page, key("OLD"), "120")
    shows(page, key("OLD"), "queued")
    fill(other, key("SUR"), "45")
    shows(page, key("SUR"), "queued")
    assert (at(other, key("OLD")), at(page, key("SUR"))) == ("120", "45")
    server.answers = 0
    for each in (page, other):
        shows(each, key("OLD"), "saved")
        shows(each, key("SUR"), "saved")
    assert server.written == [(key("OLD"), "120"), (key("SUR"), "45")]
    fill(other, key("OLD"), "1200")
    expect(page.locator(f'input[name="{key("OLD")}"]')).to_have_value("1,200")
    fill(page, key("OLD"), "1201")
    expect(other.locator(f'input[name="{key("OLD")}"]')).to_have_value("1,201")
    assert server.values()[key("OLD")] == "1201"


def test_a_tab_that_closes_leaves_its_queue_to_the_other(page: Page, open_form: Opener, server: Form) -> None:
    other = open_form()
    server.answers = 503
    fill(page, key("OLD"), "120")
    shows(other, key("OLD"), "queued")
    page.close()
    server.answers = 0
    shows(other, key("OLD"), "saved")
    assert server.written == [(key("OLD"), "120")]


def test_a_french_form_reads_and_speaks_french(open_form: Opener, server: Form) -> None:
    page = open_form("fr")
    paste(page, key("OLD"), "1.234,5\n12,25\n")
    assert page.inner_text("dialog.paste tbody tr >> nth=0").endswith("1\u00a0234,5")
    page.click("dialog.paste button:has-text('Enregistrer 2 valeurs')")
    expect(page.locator("#state")).to_contain_text("Enregistré à")
    assert [each["value"] for each in server.posts[0]["changes"]] == ["1234,5", "12,25"]


NUMBERS = [
    ("1034", "1034"), ("1 034", "1034"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1 234,56", "1234.56"),
    ("1\u00a0234,56", "1234.56"), ("1\u202f234,56", "1234.56"), ("1'234.56", "1234.56"), ("1’234", "1234"),
    ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("12,34,567", "1234567"), ("−12", "-12"), ("–12,5", "-12.5"),
    ("+7", "7"), ("-0", "0"), ("0012", "12"), ("1234,5", "1234.5"), ("0,125", "0.125"), (".5", "0.5"), ("1,5", "1.5"),
    ("1234,567", "1234.567"), ("1 234,567", "1234.567"), ("1,234", "1234 or 1.234"), ("-12.500", "-12500 or -12.500"),
    ("", None), ("many", None), ("1,23,4", None), ("1 23", None), ("--1", None), ("12 %", None), ("1.2.3", None),
    ("1,234.", None), ("n/a", None), ("…", None), ("1e5", None), ("1.234,567,8", None),
]  # fmt: skip


def test_a_number_is_read_in_every_manner_and_no_other_text_is(page: Page) -> None:
    script = """async (texts) => {
      const { readNumber } = await import("/static/form-numbers.js?v=1");
      return texts.map((text) => {
        const found = readNumber(text);
        return [text, found && (found.value ?? `${found.grouped} or ${found.fraction}`)];
      });
    }"""
    assert dict(page.evaluate(script, [text for text, _ in NUMBERS])) == dict(NUMBERS)


@pytest.mark.parametrize(("text", "decimal", "number"), [
    ("1,234", ".", "1234"), ("1,234", ",", "1.234"), ("1.234", ",", "1234"), ("-1.234", ".", "-1.234"),
])  # fmt: skip
def test_the_decimal_mark_of_the_form_settles_a_doubt(page: Page, text: str, decimal: str, number: str) -> None:
    script = (
        """async ([text, decimal]) => (await import("/static/form-numbers.js?v=1")).readNumber(text, decimal).value"""
    )
    assert page.evaluate(script, [text, decimal]) == number


def test_the_script_weighs_less_than_45_kilobytes_and_makes_no_code_from_text() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (STATIC / "form.js", *STATIC.glob("form-*.js"))]
    assert len(sources) == 1 + len(PARTS)
    assert sum(len(source.encode()) for source in sources) <= 45_000
    assert not any(
        word in source for source in sources for word in ("eval(", "innerHTML", "Function(", 'setAttribute("on')
    )
