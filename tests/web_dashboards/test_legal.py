"""The pages on legal coverage and on the Conventions, on the demonstration world."""

import csv
import html
import io
import re

import pytest
from django.test import Client

from openssi.vocabulary.text import LANGUAGES

LEGAL, STANDARDS = "/{}/dashboards/legal", "/{}/dashboards/standards"


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(text: str, figure: str) -> str:
    return text.split(f'id="{figure}"', 1)[1].split("</section>", 1)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pages_are_whole_in_every_language(site: Client, language: str) -> None:
    for page in (LEGAL, STANDARDS):
        text = text_of(site, page.format(language))
        shown = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"\bNone\b|\bnan\b|\{[a-z_]+\}", shown)
        assert 'class="nothing"' not in text
        assert ' style="' not in text


def test_answers_stand_in_words_with_a_sign_and_lead_to_their_cell(site: Client) -> None:
    table = section(text_of(site, STANDARDS.format("en")), "ratifications")
    row = next(each for each in table.split("<tr>") if "Averland" in each)
    assert row.count("<svg") == 8
    assert re.search(r"Ratified \d{4}", row)
    assert "Not ratified" in row
    address = html.unescape(re.findall(r'<td[^>]*>.*?<a href="([^"]+)"', row)[0])
    assert site.get(address).status_code == 200


def test_a_verdict_on_the_law_can_be_walked_back(site: Client) -> None:
    table = section(text_of(site, STANDARDS.format("en")), "law_by_country")
    address = html.unescape(re.findall(r'<td[^>]*>.*?<a href="([^"]+)"', table)[0])
    assert "C102_MET_IN_LAW" in address
    assert site.get(address).status_code == 200


def test_a_part_of_legal_coverage_can_be_walked_back(site: Client) -> None:
    table = section(text_of(site, LEGAL.format("en")), "branches")
    address = next(html.unescape(each) for each in re.findall(r'href="([^"]+)"', table) if "breakdown=MAND" in each)
    assert site.get(address).status_code == 200


def test_a_table_of_answers_leaves_with_the_same_words(site: Client) -> None:
    text = text_of(site, STANDARDS.format("fr"))
    address = next(
        html.unescape(each) for each in re.findall(r'href="([^"]+\.csv[^"]*)"', text) if "ratifications" in each
    )
    rows = list(csv.reader(io.StringIO(site.get(address).content.decode("utf-8-sig"))))
    words = {cell for row in rows for cell in row}
    assert "Non ratifiée" in words
    assert any(re.fullmatch(r"Ratifiée \d{4}", each) for each in words)
