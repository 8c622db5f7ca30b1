"""The pages on expenditure, financing and adequacy as readers see them, on the demonstration world."""

import csv
import io
import re

import pytest
from django.test import Client

from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES

PAGES = load().pages
BROKEN = re.compile(r"\b(nan|None|inf)\b|\{\w*\}")
CHOICES = [(page, choice) for page in ("expenditure", "financing", "adequacy") for choice in PAGES[page].choices]


def text_of(html: str) -> str:
    """Return what a reader sees of a page, figures that are read aloud included."""
    spoken = " ".join(re.findall(r'(?:aria-label|title)="([^"]*)"', html))
    return re.sub(r"<[^>]+>", " ", html) + spoken


@pytest.mark.parametrize(("page", "choice"), CHOICES)
def test_every_choice_has_a_sentence_and_figures_without_holes(site: Client, page: str, choice: str) -> None:
    language = LANGUAGES[CHOICES.index((page, choice)) % len(LANGUAGES)]
    for group in ("001", "LIC"):
        answer = site.get(f"/{language}/dashboards/{page}", {"choice": choice, "group": group})
        html = answer.content.decode()
        assert answer.status_code == 200
        assert not BROKEN.search(text_of(html)), BROKEN.search(text_of(html))
        assert len(re.findall(r'(?:<section class="figure [^"]*"|<li) id="\w+"', html)) == len(PAGES[page].figures)


def test_a_function_that_was_chosen_is_shown_alone(site: Client) -> None:
    html = site.get("/en/dashboards/expenditure", {"function": "FAM"}).content.decode()
    assert "Benefits by function and region: Family / children" in html
    assert "Benefits by function and country: Family / children" in html


def test_a_function_without_such_a_benefit_says_so(site: Client) -> None:
    html = site.get("/en/dashboards/adequacy", {"choice": "minimum_wage", "function": "HOU"}).content.decode()
    assert html.count("No benefit of this function is compared with this.") == 2


def test_points_of_the_scatter_lead_to_pages_that_exist(site: Client) -> None:
    html = site.get("/en/dashboards/expenditure").content.decode()
    led = re.findall(r'<a href="(/en/countries/[^"]+)"[^>]*><circle', html)
    assert led
    assert site.get(led[0].replace("&amp;", "&")).status_code == 200


def test_the_table_behind_a_figure_can_be_taken_away_with_its_years(site: Client, release: str) -> None:
    address = "/en/dashboards/expenditure/countries.csv"
    text = site.get(address, {"choice": "all", "year": "2023", "release": release}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 20
    assert any("2022" in cell for row in rows for cell in row)
