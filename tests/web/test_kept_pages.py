"""Public pages that are kept: for whom, for whom not, how long, and how many bytes of them."""

import gzip
from typing import Any

import pytest
from django.test import Client

from openssi_web.pages.dashboards import kept_pages
from openssi_web.pages.dashboards import views as dashboards
from openssi_web.pages.dashboards.kept_pages import KeptPage
from openssi_web.shelf import Shelf
from web_rounds.cast import person

PACKED = {"Accept-Encoding": "gzip"}
DOORS = (
    "/en/",
    "/fr/dashboards/",
    "/es/dashboards/coverage?year=2021",
    "/en/dashboards/region?group=HIC",
    "/fr/compare?areas=QMA,QMB",
    "/en/countries",
    "/es/countries/QMA",
    "/fr/indicators/SDG_1_3_1_OLD_AGE",
)
"""An address of every view whose pages are kept."""


class Watched(Shelf[KeptPage]):
    """A shelf that remembers what was looked for and what was kept."""

    def __init__(self, most_bytes: int = 1_000_000) -> None:
        super().__init__(most_bytes)
        self.sought: list[str] = []
        self.held: dict[str, KeptPage] = {}

    def find(self, key: str) -> KeptPage | None:
        self.sought.append(key)
        return super().find(key)

    def keep(self, key: str, made: KeptPage) -> None:
        self.held[key] = made
        super().keep(key, made)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """An empty shelf in the place of that of the site."""
    made = Watched()
    monkeypatch.setattr(kept_pages, "kept_pages", made)
    return made


@pytest.fixture
def stranger(site: Client) -> Client:
    """Somebody who never signed in, and who takes pages packed."""
    return Client(headers=PACKED)


@pytest.fixture
def somebody(site: Client, db: None) -> Client:
    """Somebody who signed in."""
    client = Client(headers=PACKED)
    client.force_login(person("Rea Ling"))
    return client


def text_of(answer: Any) -> str:
    content = answer.content
    return (gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content).decode()


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_given_the_kept_page_and_whoever_has_a_session_never(
    shelf: Watched, stranger: Client, somebody: Client, door: str
) -> None:
    before = somebody.get(door)
    assert (before.status_code, shelf.sought, shelf.held) == (200, [], {})
    first, again = stranger.get(door), stranger.get(door)
    (kept,) = shelf.held.values()
    assert first.content == again.content == kept.content
    shelf.sought.clear()
    after = somebody.get(door)
    assert (after.status_code, shelf.sought, len(shelf.held)) == (200, [], 1)
    assert text_of(after) == text_of(before)


def test_a_kept_page_is_not_made_again(shelf: Watched, stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stranger.get("/en/dashboards/coverage")
    monkeypatch.setattr(dashboards, "page_of", None)
    again = stranger.get("/en/dashboards/coverage")
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    known = stranger.get("/en/dashboards/coverage", headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = stranger.head("/en/dashboards/coverage")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(first.content)))


def test_a_kept_page_is_the_page(shelf: Watched, site: Client, stranger: Client) -> None:
    plain = site.get("/fr/dashboards/coverage")
    assert shelf.held == {}
    packed = stranger.get("/fr/dashboards/coverage")
    unpacked = site.get("/fr/dashboards/coverage")
    assert text_of(packed) == text_of(unpacked) == text_of(plain)
    assert "Content-Encoding" not in unpacked.headers
    for each in (packed, unpacked):
        assert {"Cookie", "Accept-Encoding"} <= {part.strip() for part in each.headers["Vary"].split(",")}
        assert each.headers["Content-Type"] == plain.headers["Content-Type"]
        assert each.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]


def test_a_page_that_changes_without_a_reload_is_the_same_page(shelf: Watched, stranger: Client) -> None:
    whole = stranger.get("/en/dashboards/coverage")
    part = stranger.get("/en/dashboards/coverage", headers={"HX-Request": "true", "HX-Target": "page"})
    assert part.content == whole.content


def test_each_host_and_each_query_has_pages_of_its_own(shelf: Watched, stranger: Client) -> None:
    here = stranger.get("/en/dashboards/coverage")
    there = stranger.get("/en/dashboards/coverage", headers={"host": "localhost"})
    assert "http://testserver/" in text_of(here)
    assert "http://testserver/" not in text_of(there)
    assert "http://localhost/" in text_of(there)
    stranger.get("/en/dashboards/coverage?year=2020")
    assert len(shelf.held) == 3


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/dashboards/nowhere", 404),
        ("/en/dashboards/coverage?year=abc", 400),
        ("/en/dashboards/coverage?release=1900.1", 404),
        ("/en/?indicator=SDG_1_3_1_OLD_AGE", 302),
        (f"/en/dashboards/coverage?x={'x' * kept_pages.LONGEST_ADDRESS}", 200),
    ],
)
def test_what_is_no_page_and_what_has_a_long_address_is_not_kept(
    shelf: Watched, stranger: Client, address: str, status: int
) -> None:
    assert stranger.get(address).status_code == status
    assert shelf.held == {}


def test_a_page_that_holds_a_token_or_a_cookie_is_not_kept(
    shelf: Watched, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpRequest, HttpResponse
    from django.middleware.csrf import get_token

    def with_token(request: HttpRequest, *_: object) -> HttpResponse:
        return HttpResponse(get_token(request))

    def with_cookie(*_: object) -> HttpResponse:
        answer = HttpResponse("once")
        answer.set_cookie("seen", "yes")
        return answer

    def with_session(request: HttpRequest, *_: object) -> HttpResponse:
        return HttpResponse(request.session.get("name", "nobody"))

    for made in (with_token, with_cookie, with_session):
        monkeypatch.setattr(dashboards, "page", made)
        assert stranger.get("/en/dashboards/").status_code == 200
        assert shelf.held == {}


def test_pages_that_nobody_asked_for_longest_leave_a_shelf_that_is_full(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [len(stranger.get(each).content) for each in DOORS[:3]]
    shelf = Watched(most_bytes=sum(sizes) - 1)
    monkeypatch.setattr(kept_pages, "kept_pages", shelf)
    for each in DOORS[:3]:
        stranger.get(each)
    first, second, third = shelf.held
    assert shelf.find(first) is None
    assert shelf.find(second) is not None
    assert shelf.find(third) is not None
