"""Pages of the dashboards as they are declared."""

import re
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.definitions.pages import load_pages
from openssi.vocabulary.dashboard import DeclaredPage
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import MultilingualText

PAGES = tuple(load().pages.values())

TEXT = "{en: A, fr: B, es: C}"
PAGE = f"""
id: coverage
name: {TEXT}
description: {TEXT}
headline: plain
filters: [year]
figures:
  - {{id: bars, kind: contingency_bars, name: {TEXT}, subtitle: {TEXT}, indicators: [SDG_1_3_1_TOTAL]}}
"""


def loaded(folder: Path, text: str) -> DeclaredPage:
    (folder / "pages").mkdir()
    (folder / "pages" / "coverage.yaml").write_text(text, encoding="utf-8")
    return load_pages(folder, {"SDG_1_3_1_TOTAL"})["coverage"]


def test_a_page_holds_its_figures_in_their_order(tmp_path: Path) -> None:
    page = loaded(tmp_path, PAGE)
    assert [each.id for each in page.figures] == ["bars"]
    assert page.filters == ("year",)
    assert page.is_listed


@pytest.mark.parametrize(
    ("written", "wrong", "code"),
    [
        ("filters: [year]", "filters: [month]", "DEFINITION_VALUE_UNKNOWN"),
        ("indicators: [SDG_1_3_1_TOTAL]", "indicators: [SDG_9]", "INDICATOR_UNKNOWN"),
        ("kind: contingency_bars", "sort: x, kind: contingency_bars", "DEFINITION_KEY_UNKNOWN"),
        ("headline: plain", "headlines: plain", "DEFINITION_KEY_UNKNOWN"),
        ("{en: A, fr: B, es: C}", "{en: A, fr: B}", "DEFINITION_LANGUAGE_MISSING"),
    ],
)
def test_what_is_wrong_in_a_page_is_refused_with_its_line(tmp_path: Path, written: str, wrong: str, code: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        loaded(tmp_path, PAGE.replace(written, wrong, 1))
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].place.row


def texts_of(page: DeclaredPage) -> list[MultilingualText]:
    figures = [text for each in page.figures for text in (each.name, each.subtitle)]
    return [page.name, page.description, *page.choices.values(), *figures]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_the_texts_of_a_page_have_the_signs_of_their_language(page: DeclaredPage) -> None:
    french = [each.in_language("fr") for each in texts_of(page)]
    assert not [each for each in french if re.search(r"[^\u00a0][:;!?»](\s|$)|«[^\u00a0]|'|[^\u00a0]%", each)]
    spanish = [each.in_language("es") for each in texts_of(page)]
    assert not [each for each in spanish if re.search(r"\s[:;!]|'|\d ?%(?<!\u00a0%)", each)]
