"""The search as a page and as JSON: one index, every address leads somewhere, nothing is printed unescaped."""

import html
import re

import pytest
from django.test import Client

from openssi.vocabulary.text import LANGUAGES
from openssi_web.searching import index_of, question_of

FIRST = re.compile(r'<ul class="results"><li><a href="([^"]+)">([^<]+)</a>')


def text_of(site: Client, path: str) -> str:
    response = site.get(path)
    assert response.status_code == 200
    return response.content.decode()


def first(site: Client, path: str) -> tuple[str, str]:
    found = FIRST.search(text_of(site, path))
    assert found
    return html.unescape(found[1]), html.unescape(found[2])


@pytest.mark.parametrize(
    ("path", "href", "name"),
    [
        ("/en/search?q=QMA", "/en/countries/QMA", "Averland"),
        ("/fr/search?q=qma", "/fr/countries/QMA", "Averlande"),
        ("/en/search?q=C07", "/en/indicators/SDG_1_3_1_OLD_AGE", "Older persons receiving a pension"),
        (
            "/es/search?q=SDG_1_3_1_POOR",
            "/es/indicators/SDG_1_3_1_POOR",
            "Personas pobres cubiertas por la asistencia social",
        ),
        ("/en/search?q=B.REC", "/en/definitions#B.REC", "Recipients"),
        ("/fr/search?q=averlnade", "/fr/countries/QMA", "Averlande"),
    ],
)  # fmt: skip
def test_the_first_result_is_what_was_meant(site: Client, path: str, href: str, name: str) -> None:
    assert first(site, path) == (href, name)


def test_a_scheme_is_found_by_its_name_and_leads_to_its_country(site: Client) -> None:
    text = text_of(site, "/en/search?q=national+pension+insurance+averland")
    assert "Scheme, Averland" in text
    assert 'href="/en/countries/QMA"' in text


def test_the_question_stays_in_the_field_and_is_never_markup(site: Client) -> None:
    asked = '"><script>alert(1)</script>'
    text = text_of(site, f"/en/search?q={asked}")
    assert "<script>alert" not in text
    assert f'value="{html.escape(asked)}"' in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Enter a name or a code"), ("fr", "Saisissez un nom ou un code"), ("es", "Escriba un nombre o un código")],
)
def test_an_empty_question_says_what_can_be_asked(site: Client, language: str, said: str) -> None:
    assert said in text_of(site, f"/{language}/search")
    assert said in text_of(site, f"/{language}/search?q=+++")


def test_a_question_of_signs_is_explained(site: Client) -> None:
    assert "holds no letter and no digit" in text_of(site, "/en/search?q=!!!")


def test_a_question_that_is_too_long_is_cut_and_it_is_said(site: Client) -> None:
    text = text_of(site, f"/en/search?q={'pension ' * 1250}")
    assert "The question has 9,999 characters; the first 200 were searched for." in text
    refused = site.get(f"/v1/search?q={'a' * 10_000}")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "SEARCH_TOO_LONG")


def test_a_miss_offers_names_and_lists(site: Client) -> None:
    text = text_of(site, "/en/search?q=Averxxxd")
    assert "Did you mean" in text
    assert "Averland" in text
    assert 'href="/en/definitions"' in text_of(site, "/en/search?q=xyzzy")


def test_more_than_a_few_of_a_kind_stand_behind_a_link(site: Client) -> None:
    text = text_of(site, "/en/search?q=pension")
    link = re.search(r'href="(/en/search\?q=pension&amp;kind=scheme)">Show all', text)
    assert link
    shown = text_of(site, html.unescape(link[1]))
    assert shown.count("<li>") > text.count("<li>") / 2
    assert "All kinds of results" in shown


def test_the_release_stays_chosen(site: Client, demonstration: object) -> None:
    assert 'name="release"' not in text_of(site, "/en/search?q=QMA")


def test_every_page_has_the_search(site: Client) -> None:
    for path in ("/en/", "/fr/countries", "/es/methods"):
        text = text_of(site, path)
        assert f'action="{path[:3]}/search" role="search"' in text
        assert f'href="{path[:3]}/search"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_result_leads_somewhere(site: Client, language: str) -> None:
    entries = index_of(site.get("/v1/releases").json()["latest"], language).entries  # type: ignore[arg-type]
    kinds = {each.kind: each.name for each in reversed(entries)}
    assert set(kinds) == {"page", "country", "group", "indicator", "scheme", "item", "method"}
    for kind, name in kinds.items():
        found = site.get("/v1/search", {"q": name, "lang": language, "limit": 200}).json()["results"]
        address = next(each["address"] for each in found if each["kind"] == kind)
        assert site.get(address).status_code == 200, address


def test_the_names_of_an_answer_stay(site: Client) -> None:
    found = site.get("/v1/search?q=C07&limit=1").json()
    assert list(found) == ["release", "query", "language", "total", "results", "nearest"]
    assert found["results"] == [
        {
            "kind": "indicator",
            "id": "SDG_1_3_1_OLD_AGE",
            "code": "C07",
            "name": "Older persons receiving a pension",
            "line": found["results"][0]["line"],
            "has_values": True,
            "address": "/en/indicators/SDG_1_3_1_OLD_AGE",
        }
    ]


def test_an_answer_without_a_question_says_what_to_do(site: Client) -> None:
    refused = site.get("/v1/search?lang=fr")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "SEARCH_EMPTY")
    assert site.get("/v1/search?q=a&limit=0").json()["errors"][0]["code"] == "VALUE_NOT_ALLOWED"
    assert site.get("/v1/search?q=a&what=b").status_code == 400


def test_signs_that_cannot_be_printed_are_left_out() -> None:
    assert question_of("C07\x00\n").text == "C07"
    assert not question_of("a" * 200).is_cut
    assert question_of("a" * 201).is_cut


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_definitions_stand_under_their_codes(site: Client, language: str) -> None:
    text = text_of(site, f"/{language}/definitions")
    assert '<dt id="B.REC">' in text
    assert text.count("<dt ") == 304
