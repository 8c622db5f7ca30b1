"""The page of a table of the questionnaire: labels, controls, findings, languages, size, and nobody shut out."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import RequestFactory
from playwright.sync_api import Browser, Page

from in_a_browser import listening
from openssi.collect import WorkbookPlan
from openssi.collect.form_table import FormBuilder
from openssi.collect.workbook_choices import NOT_FOR_RESPONDENTS
from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.present.numbers import format_exact, format_number
from openssi.training import FilledQuestionnaire, demonstration_answers
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.application import application
from openssi_web.middleware import POLICY
from openssi_web.pages.form.page import SCRIPT_PARTS, SIGNS, FormAddresses, form_values
from openssi_web.pages.form.session import FormSession, Severity, ShownFinding
from openssi_web.pages.shell import page as framed

WIDTHS = (320, 360, 1280)
MOST_COMPRESSED = 200_000
SHOWN = (
    ("C1", "QMA01"),
    ("F2", "QMA01"),
    ("B2", "QMA01"),
    ("G1", "QMA01"),
    ("A3", "_Z"),
    ("M1", "_Z"),
    ("E1", "QMA01"),
)
EMPLOYEES, TOTAL_RECEIPTS, SELF = "S.REC_CONTR_EE", "S.REC_TOTAL", "S.REC_CONTR_SELF"


def key(item: str) -> str:
    return str(CellKey(item, "QMA01"))


def finding(item: str, severity: Severity, **more: Any) -> ShownFinding:
    values = {"state": "open", "message": f"{item} differs by <540>.", "remedy": "Correct or explain."} | more
    return ShownFinding(id=f"R9@{item}{severity}", key=key(item), rule="R9", severity=severity, **values)


FINDINGS = (finding(TOTAL_RECEIPTS, "E"), finding(SELF, "W"), finding(SELF, "I"))


@cache
def rounds() -> Sequence[FilledQuestionnaire]:
    return tuple(demonstration_answers(load(), "QMA"))


@cache
def plan(language: Language = "en", *, is_full: bool = True) -> WorkbookPlan:
    definitions, last = load(), rounds()[-1]
    whole = definitions.questionnaire
    return WorkbookPlan(
        fingerprint=Fingerprint("QMA", last.year, whole.version, language, "v1"),
        questionnaire=whole if is_full else whole.core_form(),
        codelists=definitions.codelists,
        inventory=last.inventory,
        area_name="Averlande",
        fictional=True,
        history=tuple(each for earlier in rounds()[:-1] for each in earlier.answers),
        answers=last.answers,
        context=(_context(last.year),),
        texts=definitions.texts,
        is_full=is_full,
        version=whole,
    )


def _context(year: int) -> Observation:
    value = next(each.value for each in rounds()[-1].answers if each.item == "S.REC_TOTAL")
    return Observation(
        ref_area="QMA", item="X.POP_TOTAL", time_period=year, value=value, channel="context", source="Census, invented"
    )


def render(
    table: str = "C1",
    scheme: str = "QMA01",
    of: WorkbookPlan | None = None,
    findings: Sequence[ShownFinding] = (),
    **more: Any,
) -> str:
    asked = of or plan()
    language = asked.fingerprint.language
    builder = FormBuilder.for_plan(asked, format_exact)
    found = builder.named(table, scheme)
    assert found is not None
    root = f"/{language}/round/QMA/2023"
    addresses = FormAddresses(
        save=f"{root}/cells",
        table=lambda each, subject: f"{root}/{'country' if subject == NOT_APPLICABLE else subject}/{each}",
        country=root,
    )
    session = FormSession(draft=17, person="Ama Oru", findings=findings, **more)
    values = form_values(found, builder.outline(), addresses, session, asked.texts, asked.codelists)
    request = RequestFactory().get(addresses.table(table, scheme))
    return framed(request, "form.html", language, "", values).content.decode()


class Elements(HTMLParser):
    """Start tags in their order, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


CONTROLS = ("input", "select", "textarea")


@pytest.mark.parametrize(("table", "scheme"), SHOWN)
def test_every_cell_has_a_place_in_the_page_and_those_that_are_typed_a_control_of_its_name(
    table: str, scheme: str
) -> None:
    found = FormBuilder.for_plan(plan(), format_exact).named(table, scheme)
    assert found is not None
    page = Elements(render(table, scheme))
    cells = [each["data-key"] for each in page.named("td") if "data-key" in each]
    assert sorted(cells) == sorted(str(cell.key) for cell in found.cells())
    controls = {each.get("name") for each in page.named(*CONTROLS)}
    typed = {str(cell.key) for cell in found.cells() if cell.kind not in {"fixed", "calculated"}}
    assert typed <= controls
    assert not {str(cell.key) for cell in found.cells() if cell.kind == "fixed"} & controls


@pytest.mark.parametrize(("table", "scheme"), SHOWN)
def test_every_control_has_a_label(table: str, scheme: str) -> None:
    text = render(table, scheme, findings=FINDINGS)
    page = Elements(text)
    labelled = {each["for"] for each in page.named("label") if "for" in each}
    wrapped = set(re.findall(r"<label[^>]*>[^<]*<(?:input|select|textarea)[^>]*name=\"([^\"]+)\"", text))
    for each in page.named(*CONTROLS):
        if each.get("type") == "hidden":
            continue
        assert each.get("id") in labelled or each.get("aria-label") or each["name"] in wrapped, each


@pytest.mark.parametrize(("table", "scheme"), SHOWN)
def test_no_id_stands_twice_and_every_reference_finds_its_element(table: str, scheme: str) -> None:
    page = Elements(render(table, scheme, findings=FINDINGS))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = {name for _, attributes in page.tags for name in attributes.get("aria-describedby", "").split()}
    wanted |= {each["for"] for each in page.named("label") if "for" in each}
    wanted |= {each["href"][1:] for each in page.named("a") if each.get("href", "").startswith("#")}
    assert wanted <= set(ids)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "scheme"), SHOWN)
def test_no_text_is_missing_and_no_slot_is_left_open(language: Language, table: str, scheme: str) -> None:
    text = re.sub(r"<script.*?</script>", "", render(table, scheme, plan(language), FINDINGS), flags=re.DOTALL)
    shown = " ".join(Elements(text).texts)
    assert "{" not in shown
    assert not re.search(r"\bNone\b(?! of)", shown)
    assert "TEXT_MISSING" not in text
    assert not re.search(r"<(p|h1|h2|summary|b|small|label)\b[^>]*>\s*</\1>", text)


def test_every_table_of_the_questionnaire_says_what_it_is() -> None:
    said = load().texts.entries("form")
    for table in load().questionnaire.tables:
        assert table.id == "Q1" or f"about.{table.id}" in said


def test_every_status_has_a_short_name() -> None:
    said = load().texts.entries("form")
    assert [each for each in load().codelists["CL_OBS_STATUS"].ids if f"status.{each}" not in said] == []


def test_french_texts_have_their_spaces_and_apostrophes() -> None:
    for entry in load().texts.entries("form").values():
        texts = entry["fr"].values() if not isinstance(entry["fr"], str) else [entry["fr"]]
        for french in texts:
            assert not re.search(r"[^\u00a0][;?!»](?:\s|$)|[^\u00a0]:(?:\s|$)|«[^\u00a0]", french), french
            assert not re.search(r"\w'\w", french), french


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_stand_in_their_fields_as_the_language_writes_them(language: Language) -> None:
    page = Elements(render(of=plan(language)))
    value = next(each for each in plan().answers if each.item == EMPLOYEES and each.scheme == "QMA01").scaled_value
    assert value is not None
    field = next(each for each in page.named("input") if each.get("name") == key(EMPLOYEES))
    assert field["value"] == format_exact(value, language)
    assert field["inputmode"] == "decimal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signs_that_the_script_is_told_are_those_that_numbers_are_written_with(language: Language) -> None:
    decimal, thousands = SIGNS[language]
    assert format_number(12345.5, language, 1) == f"12{thousands}345{decimal}5"


def test_the_form_tells_the_script_what_the_protocol_says() -> None:
    page = Elements(render(versions={key(EMPLOYEES): 3}))
    form = next(each for each in page.named("form") if each.get("id") == "form")
    assert form == form | {
        "data-draft": "17",
        "data-save": "/en/round/QMA/2023/cells",
        "data-language": "en",
        "data-person": "Ama Oru",
        "data-decimal": ".",
        "data-group": ",",
        "method": "post",
        "action": "/en/round/QMA/2023/QMA01/C1",
    }
    cell = next(each for each in page.named("td") if each.get("data-key") == key(EMPLOYEES))
    assert (cell["data-version"], cell["data-type"]) == ("3", "money")
    assert {"name": f"version:{key(EMPLOYEES)}", "value": "3"}.items() <= next(
        each for each in page.named("input") if each.get("name") == f"version:{key(EMPLOYEES)}"
    ).items()
    beside = [(tag, each) for tag, each in page.tags if each.get("data-for") == key(EMPLOYEES)]
    assert [tag for tag, each in beside if "data-part" not in each] == ["select", "input"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_finds_its_words_its_reasons_and_its_parts(language: Language) -> None:
    text = render(of=plan(language))
    words = json.loads(re.findall(r'<script id="form-words" type="application/json">(.*?)</script>', text)[0])
    assert set(words) == {*load().texts.entries("form_script"), "reasons", "statuses"}
    assert [len(codes) for _, codes in words["statuses"]] == [12, 6]
    assert list(words["reasons"]) == list(load().codelists["CL_EXPL"].ids)
    parts = [each["href"] for each in Elements(text).named("link") if each["rel"] == "modulepreload"]
    assert [re.findall(r"form-(\w+)\.js\?v=", each) for each in parts] == [[each] for each in SCRIPT_PARTS]


def test_a_calculated_cell_is_marked_in_words_and_cannot_be_typed() -> None:
    text = render()
    row = text[text.index(f'data-key="{key("S.REC_CONTR_PP")}"') :].split("</tr>")[0]
    assert "data-calculated" in row
    assert "calculated</td>" in row
    assert not re.search(r"<(input|select|textarea)", row)


def test_the_usual_status_is_chosen_and_respondents_choose_no_status_of_the_compiler() -> None:
    text = render("B2")
    select = text[text.index(f'name="status:{key("S.CONTRIB")}"') :].split("</select>")[0]
    assert '<option value="A" selected>normal</option>' in select
    offered = set(re.findall(r'value="([A-Z])"', select))
    assert offered == set(load().codelists["CL_OBS_STATUS"].ids) - NOT_FOR_RESPONDENTS


def test_context_data_and_what_is_carried_on_say_where_they_come_from() -> None:
    assert "filled in beforehand: Census, invented" in render("A3", NOT_APPLICABLE)
    assert "from an earlier round, please check" in render("B2", of=replace(plan(), answers=()))


def test_an_earlier_text_that_is_cut_in_its_column_stands_whole_one_key_away() -> None:
    long_ago = "A board of employers, workers and the ministry, chaired in turn by each of them"
    earlier = tuple(
        replace(each, text_value=long_ago) if each.item == "S.INST" and each.scheme == "QMA01" else each
        for each in plan().history
    )
    text = render("B1", of=replace(plan(), history=earlier))
    assert "A board of employers, workers…" in text
    assert f"</b> {long_ago}</p>" in text


def test_findings_stand_under_their_row_and_are_told_apart_by_words() -> None:
    text = render(findings=FINDINGS)
    assert "Must be corrected before submission." in text
    assert "Please check." in text
    assert "For information." in text
    assert "1 value must be corrected." in text
    assert "1 value needs a look." in text
    assert "differs by &lt;540&gt;." in text
    cell = next(each for each in Elements(text).named("input") if each.get("name") == key(TOTAL_RECEIPTS))
    assert cell["aria-invalid"] == "true"
    assert cell["aria-describedby"] == f"f-{key(TOTAL_RECEIPTS)}"


def test_only_an_open_finding_that_may_be_explained_asks_for_an_explanation() -> None:
    answered = finding(EMPLOYEES, "W", state="explained", explanation="A new collector")
    page = Elements(render(findings=(*FINDINGS, answered)))
    assert [each["value"] for each in page.named("button") if each.get("name") == "explain"] == [f"R9@{SELF}W"]
    assert "A new collector" in " ".join(page.texts)


def test_what_a_person_wrote_is_shown_and_never_run() -> None:
    unkind = replace(
        plan(),
        answers=tuple(
            replace(each, text_value="<script>alert(1)</script>", note='"><b>') if each.item == "S.NAME_EN" else each
            for each in plan().answers
        ),
    )
    text = render("B1", of=unkind)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '"><b>' not in text


def test_the_rail_names_the_current_table_how_far_each_is_and_the_other_schemes() -> None:
    page = Elements(render(errors={("C1", "QMA01"): 2}))
    current = [each["href"] for each in page.named("a") if each.get("aria-current") == "page"]
    assert current == ["/en/round/QMA/2023/QMA01/C1"] * 2
    said = " ".join(page.texts)
    assert "2 to correct" in said
    assert "complete" in said
    assert "/en/round/QMA/2023/QMA02/B1" in {each.get("href") for each in page.named("a")}


def test_the_last_table_can_be_saved_without_going_on() -> None:
    page = Elements(render("M1", NOT_APPLICABLE))
    assert [each.get("name") for each in page.named("button") if each.get("class") != "out"] == [None]


@pytest.mark.parametrize("table", ["C1", "D1", "F2"])
def test_a_first_visit_stays_under_200_kilobytes(table: str) -> None:
    assert len(gzip.compress(render(table).encode())) + _static_files() < MOST_COMPRESSED


def _static_files() -> int:
    from django.contrib.staticfiles import finders

    names = ["site.css", "fonts.css", "form.css", "site.js", "form.js", "mark.svg"]
    names += [f"form-{part}.js" for part in SCRIPT_PARTS]
    faces = [f"fonts/source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600)]
    found = (path for name in (*names, *faces) if (path := finders.find(f"openssi/{name}")))
    return sum(len(gzip.compress(_read(str(path)))) for path in found)


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:  # noqa: PTH123 - finders return texts
        return stream.read()


# In a real browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The site, with the pages of the form under `/form/<language>/<table>/<scheme>`."""

    def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        way = str(environ["PATH_INFO"]).strip("/").split("/")
        if way[0] != "form":
            return application(environ, start)
        _, language, table, scheme = way
        body = render(table, scheme, plan(_language(language)), FINDINGS).encode()
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)])
        return [body]

    with listening(serve) as found:
        yield found


def _language(code: str) -> Language:
    return next(each for each in LANGUAGES if each == code)


def _complaints(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if "Content Security Policy" in each.text else None)
    return said


WIDE_TABLES = ("G1", "M1")
"""Tables that take long to look through; make test looks at them in French, whose words are longest, on a phone."""


def _looks() -> Iterator[object]:
    for table, scheme in (("C1", "QMA01"), ("B2", "QMA01"), ("G1", "QMA01"), ("M1", "_Z")):
        for language in LANGUAGES:
            for width in WIDTHS:
                is_long = table in WIDE_TABLES and (language, width) != ("fr", min(WIDTHS))
                yield pytest.param(language, table, scheme, width, marks=[pytest.mark.long] if is_long else [])


@pytest.mark.browser
@pytest.mark.parametrize(("language", "table", "scheme", "width"), list(_looks()))
def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    browser: Browser, address: str, language: Language, table: str, scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    said = _complaints(page)
    page.goto(f"{address}/form/{language}/{table}/{scheme}")
    for opened in (False, True):
        page.evaluate("open => document.querySelectorAll('form details').forEach(each => each.open = open)", opened)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found] == []
    context.close()
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900, 1280])
def test_both_themes_have_contrast(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/form/fr/C1/QMA01")
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_a_definition_is_one_key_away(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/form/en/C1/QMA01")
    definition = load().questionnaire.items[EMPLOYEES].definition.en
    row = page.locator(f'tr:has(td[data-key="{key(EMPLOYEES)}"])')
    assert not row.get_by_text(definition).is_visible()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.get_by_text(definition).wait_for(state="visible")
    context.close()


@pytest.mark.browser
def test_the_script_takes_the_page_over_without_a_complaint(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said = _complaints(page)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/form/fr/F2/QMA01")
    page.wait_for_selector("#form[data-ready]")
    field = page.locator("td.cell[data-key^='B.REC|'] input:not([type=hidden])").first
    before = field.input_value()
    field.focus()
    page.keyboard.press("F2")
    page.keyboard.press("Escape")
    assert field.input_value() == before
    assert said == []
    context.close()


@pytest.mark.browser
def test_a_phone_shows_the_last_year_above_the_field_and_the_rail_folded(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/form/en/C1/QMA01")
    row = page.locator(f'tr:has(td[data-key="{key(EMPLOYEES)}"])')
    assert row.locator("td.past:visible").count() == 1
    field, past = row.locator("td.cell").bounding_box(), row.locator("td.past:visible").bounding_box()
    assert field is not None
    assert past is not None
    assert past["y"] + past["height"] <= field["y"]
    assert not page.is_visible("nav.rail")
    page.click("details.rail-fold summary")
    page.wait_for_selector("nav.rail-list a[aria-current]", state="visible")
    context.close()


@pytest.mark.browser
def test_findings_look_different_without_colour(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/form/en/C1/QMA01")
    style = "each => [getComputedStyle(each).borderLeftStyle, getComputedStyle(each, '::before').content]"
    looks = [tuple(each.evaluate(style)) for each in page.locator(".findings > li").all()]
    assert len(looks) == 3
    assert len({line for line, _ in looks}) == 3
    assert len({sign for _, sign in looks}) == 3
    context.close()
