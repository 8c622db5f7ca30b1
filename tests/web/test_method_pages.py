"""The pages of methods: the text in the language of the reader, and word of it where there is only the English one."""

import html
import re

import pytest
from django.test import Client

from openssi.vocabulary.text import LANGUAGES
from openssi_web.method_texts import method_names, method_text
from openssi_web.pages.method_writing import MethodLinks, written_method

LINKS = MethodLinks(
    page=lambda name: f"/en/methods/{name}" if name == "coverage" else None,
    indicator=lambda each: "Pension" if each == "A_PENSION" else None,
    indicator_page=lambda each: f"/en/indicators/{each}",
    table="Table",
)


def page_of(site: Client, path: str) -> str:
    response = site.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_and_every_common_method_leads_to_its_text(site: Client, language: str) -> None:
    text = page_of(site, f"/{language}/methods")
    linked = set(re.findall(rf'href="/{language}/methods/([a-z0-9-]+)"', text))
    assert linked == set(method_names())


def test_a_translated_method_is_shown_in_the_language_of_the_reader(site: Client) -> None:
    text = html.unescape(page_of(site, "/fr/methods/coverage"))
    assert '<h1 class="work" lang="fr">Couverture effective</h1>' in text
    assert '<div class="prose" lang="fr">' in text
    assert "n’existe qu’en anglais" not in text


def test_a_heading_of_an_indicator_carries_its_name_and_leads_to_its_page(site: Client) -> None:
    text = html.unescape(page_of(site, "/es/methods/coverage"))
    assert re.search(
        r'<h2 id="part-HEALTH_PROTECTION">C15 <a href="/es/indicators/HEALTH_PROTECTION">[^<]+</a></h2>', text
    )
    assert "<h2>HEALTH_PROTECTION" not in text


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Ce texte n’existe qu’en anglais."), ("es", "Este texto solo existe en inglés.")]
)
def test_a_method_in_english_only_says_so_and_is_marked_as_english(site: Client, language: str, said: str) -> None:
    text = html.unescape(page_of(site, f"/{language}/methods/registers"))
    assert said in text
    assert '<div class="prose" lang="en">' in text


def test_an_unknown_method_is_refused_with_those_that_there_are(site: Client) -> None:
    answer = site.get("/en/methods/readme")
    assert answer.status_code == 400
    assert "coverage" in answer.content.decode()


def test_every_text_begins_with_its_title() -> None:
    texts = [method_text(name, language) for name in method_names() for language in LANGUAGES]
    assert [each for each in texts if each is None or not each.markdown.startswith(f"# {each.title}\n")] == []


def test_markup_in_a_text_is_shown_and_not_taken() -> None:
    assert "&lt;script&gt;" in written_method("# T\n\n<script>x</script>\n", LINKS).content


def test_a_link_to_a_file_that_the_site_does_not_show_keeps_its_words_alone() -> None:
    content = written_method("[a](coverage.md) [b](../decisions/0001-x.md) [c](https://example.org/)", LINKS).content
    assert content == '<p><a href="/en/methods/coverage">a</a> <a>b</a> <a href="https://example.org/">c</a></p>\n'


def test_a_table_stands_in_a_box_of_its_own_with_its_numbers_on_the_right() -> None:
    content = written_method("| a | b |\n|---|---:|\n| x | 1 |\n", LINKS).content
    assert '<div class="scroll" tabindex="0" role="group" aria-label="Table">' in content
    assert '<th scope="col">a</th>' in content
    assert '<td class="n">1</td>' in content
    assert "style=" not in content


def test_a_long_cell_keeps_a_width_in_which_it_can_be_read() -> None:
    content = written_method(f"| a |\n|---|\n| {'word ' * 12} |\n", LINKS).content
    assert '<td class="long">' in content


def test_the_parts_of_a_text_are_listed_by_their_words() -> None:
    written = written_method("# T\n\n## Rules\n\n## C12 A_PENSION\n\n## C13 OTHER\n", LINKS)
    assert written.parts == [
        ("part-rules", "Rules"),
        ("part-A_PENSION", "C12 Pension"),
        ("part-c13-other", "C13 OTHER"),
    ]
