"""The pages on programmes, comparison, context and crisis measures as a reader meets them."""

import csv
import html
import io
import re

import pytest
from django.test import Client

from openssi.vocabulary.text import LANGUAGES

PAGES = ("programmes", "compare", "context", "crisis")
COUNTRIES = "QMA,QMB,QMC,QMD,QME,QMF,QMG,QMH"


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def visible(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_one_sentence_and_no_word_of_a_program(site: Client, language: str, page: str) -> None:
    text = text_of(site, f"/{language}/dashboards/{page}")
    assert text.count("<h1") == 1
    assert not re.search(r"\b(nan|inf)\b", visible(text))
    assert not re.search(r">\s*None\s*<", text)
    told = re.findall(r"<(h1|h2|p class=\"(?:lead|subtitle)\")[^>]*>(.*?)</", text, re.DOTALL)
    assert language != "fr" or not any(re.search(r"\w [:;!?]", each) for _, each in told)


def test_the_comparison_has_a_short_address_of_its_own(site: Client) -> None:
    assert text_of(site, "/en/compare?areas=QMA,QMB").count('id="positions"') == 1


def test_eight_countries_can_be_compared_and_nine_are_refused_with_words(site: Client) -> None:
    assert "8 countries, with their latest values" in text_of(site, f"/en/dashboards/compare?areas={COUNTRIES}")
    refused = site.get(f"/en/dashboards/compare?areas={COUNTRIES},QMI")
    assert refused.status_code == 400
    assert "9 countries were chosen; 8 can be shown at once" in refused.content.decode()


def test_the_inventory_is_laid_out_in_parts_that_keep_the_choices(site: Client) -> None:
    text = text_of(site, "/en/dashboards/programmes?choice=CONTRIB")
    assert text.count('<th scope="row">') >= 50
    second = next(
        html.unescape(each) for each in re.findall(r'href="([^"]+)#inventory"', text) if "page=2" in html.unescape(each)
    )
    assert "choice=CONTRIB" in second
    assert 'aria-current="true">2<' in text_of(site, second)


def test_words_that_were_looked_for_stand_in_their_field_and_are_escaped(site: Client) -> None:
    text = text_of(site, "/en/dashboards/programmes?q=%3Cb%3E%22pension")
    assert 'value="&lt;b&gt;&quot;pension"' in text
    assert "<b>&quot;" not in text
    assert '<b>"pension' not in text
    assert "No scheme or benefit fits these words and filters." in text


def test_a_name_leads_to_the_answer_that_gives_it_and_its_country_to_its_page(site: Client) -> None:
    text = text_of(site, "/en/dashboards/programmes?area=QMA")
    table = text.split('<table class="inventory">')[1].split("</table>")[0]
    cell, country = (html.unescape(each) for each in re.findall(r'href="([^"]+)"', table)[:2])
    assert "B_NAME_EN" in text_of(site, cell) or "B.NAME_EN" in text_of(site, cell)
    assert country.startswith("/en/countries/QMA")
    assert site.get(country).status_code == 200


def test_the_file_holds_the_rows_of_all_parts(site: Client) -> None:
    page = text_of(site, "/en/dashboards/programmes")
    whole = int(re.search(r"Rows 1 to 50 of (\d+)", page)[1])  # type: ignore[index]
    address = next(
        html.unescape(each) for each in re.findall(r'href="([^"]+)"', page) if "/inventory.csv" in html.unescape(each)
    )
    rows = list(csv.reader(io.StringIO(site.get(address).content.decode("utf-8-sig"))))
    codes = [row for row in rows if any(re.fullmatch(r"QM[A-Z]", cell) for cell in row)]
    assert len(codes) == whole


def test_no_country_answers_a_crisis_here_and_the_page_counts_who_said_so(site: Client) -> None:
    text = visible(text_of(site, "/en/dashboards/crisis"))
    assert "No crisis measure is reported" in text
    assert re.search(r"of \d+ benefits whose crisis was reported \(\d+ countries\), none answers one", text)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This release has figures on:"),
        ("fr", "Cette publication contient des chiffres sur\u00a0:"),
        ("es", "Esta publicación contiene cifras sobre:"),
    ],
)
def test_a_page_without_any_figure_says_so_once_and_leads_to_those_that_have_some(
    site: Client, language: str, said: str
) -> None:
    text = text_of(site, f"/{language}/dashboards/crisis")
    assert text.count('class="nothing"') == 1
    assert 'id="months"' in text
    assert said in text
    links = text.split(said)[1].split("</p>")[0]
    found = re.findall(r'href="([^"]+)"', links)
    assert f"/{language}/dashboards/coverage" in found
    assert f"/{language}/dashboards/crisis" not in found
    assert {site.get(each).status_code for each in found} == {200}


def test_the_ages_of_the_population_are_drawn_twice_for_a_country(site: Client) -> None:
    text = text_of(site, "/es/dashboards/context?area=QMA")
    figure = text.split('id="ages"')[1].split("</section>")[0]
    assert figure.count("<svg") >= 2
    assert "Menores de 15 años" in figure
