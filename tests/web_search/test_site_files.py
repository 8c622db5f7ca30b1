"""The site as files: everything is there, every link leads to a file, nothing is left half written."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from crawl import told
from crawl_files import FileCrawl
from openssi.vocabulary.errors import FixTheFile, TellUs
from openssi_web import pages_cache, published, releases
from openssi_web.site_files import export, plan, writing
from openssi_web.site_files.asking import Answer
from openssi_web.site_files.export import Written, export_site
from openssi_web.site_files.folder import MARK, SiteFolder
from openssi_web.site_files.rewriting import Rewriter, Words

OpenSSI = Callable[..., tuple[int, str, str]]
FEW = ("SDG_1_3_1_OLD_AGE", "SDG_1_3_1_TOTAL", "LEGAL_SCOPE_CLASS")
ONLINE = "https://statistics.example.org"
WORDS = Words("A copy.", "No form here.")
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


def nobody(*_: object) -> None:
    """Tell nobody how far things are."""


@pytest.fixture(scope="module")
def written(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Written, Path]:
    """A site in files with a few indicators and countries."""
    folder = tmp_path_factory.mktemp("files") / "site"
    whole = plan.planned
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
        patch.setattr(export, "planned", lambda held: [each for each in whole(held) if _is_of_few(each.address)])
        made = export_site(demonstration, folder, progress=nobody)
    pages_cache._page.cache_clear()
    published.clear()
    return made, folder


def _is_of_few(address: str) -> bool:
    indicator = re.search(r"/(?:indicators|figures)/(\w+)", address)
    area = re.search(r"/countries/(\w+)|area=(\w+)", address)
    return (not indicator or indicator[1] in FEW) and (not area or "QMA" in area.groups())


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_page_is_there_in_every_language(written: tuple[Written, Path]) -> None:
    _, folder = written
    for language in ("en", "fr", "es"):
        for page in (
            "index", "countries", "countries/QMA", "countries/QMA/metadata", "indicators/index",
            "indicators/SDG_1_3_1_OLD_AGE", "indicators/SDG_1_3_1_OLD_AGE/walk", "data", "data/DF_INDICATORS",
            "methods", "definitions", "metadata", "releases/index", "search", "dashboards/index", "dashboards/coverage",
        ):  # fmt: skip
            assert (folder / language / f"{page}.html").is_file(), page
    for file in ("index.html", "static/site.css", "files/manifest.json", "files/country_values.parquet"):
        assert (folder / file).is_file(), file
    assert (folder / "en/indicators/SDG_1_3_1_OLD_AGE.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_link_is_absolute_and_none_is_dead(written: tuple[Written, Path]) -> None:
    _, folder = written
    ids = {page: set(re.findall(r'\bid="([^"]*)"', page.read_text("utf-8"))) for page in pages(folder)}
    for page in ids:
        for found in LINK.findall(page.read_text("utf-8")):
            link = html.unescape(found)
            if link.startswith(("data:", "mailto:", "https://openssi.example/")):
                continue
            assert not link.startswith(("/", "http://localhost", "?")), f"{page}: {link}"
            if "://" in link:
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            assert target.is_file(), f"{page}: {link}"
            assert not anchor or target not in ids or anchor in ids[target], f"{page}: {link}"


def test_no_file_holds_a_slip(written: tuple[Written, Path]) -> None:
    crawl = FileCrawl(written[1])
    crawl.run()
    assert crawl.faults == {}, told(crawl.faults)


def test_a_slip_in_a_file_is_found(tmp_path: Path) -> None:
    files = {
        "fr/index.html": '<h1>Un</h1><a href="a.html#b">x</a><a href="c.html">y</a><a href="/en/">z</a>'
        "<p>Source: ici</p>",
        "fr/a.html": '<h1 id="a">Deux</h1>',
        "fr/d.csv": "a,b\n1,nan\n",
        "fr/e.svg": "<svg><text>NaN</text></svg>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    crawl = FileCrawl(tmp_path)
    crawl.run()
    assert {file: sorted(found) for file, found in crawl.faults.items()} == {
        "fr/index.html": [
            "anchor leads nowhere: fr/a.html#b", "dead link: /en/", "dead link: c.html", "no U+00A0: 'Source: ici'",
        ],
        "fr/d.csv": ["no value: b',nan'"],
        "fr/e.svg": ["no value: b'>NaN<'"],
    }  # fmt: skip


def test_no_page_holds_a_form(written: tuple[Written, Path]) -> None:
    _, folder = written
    assert [page for page in pages(folder) if "<form" in page.read_text("utf-8")] == []


def test_every_page_says_that_it_is_a_copy_and_of_which_release(written: tuple[Written, Path]) -> None:
    made, folder = written
    text = (folder / "fr/countries/QMA.html").read_text("utf-8")
    assert f"Ceci est une copie sous forme de fichiers de la publication {made.release}." in text
    assert "Les autres choix nécessitent le site en ligne." in (folder / "fr/index.html").read_text("utf-8")


def test_the_search_is_a_list_and_an_index(written: tuple[Written, Path]) -> None:
    _, folder = written
    text = (folder / "en/search.html").read_text("utf-8")
    assert '<a href="countries/QMA.html">Averland</a>' in text
    assert '<a href="definitions.html#B.REC">Recipients</a>' in text
    script = (folder / "static/search-en.js").read_text("utf-8")
    assert script.startswith("window.openssiSearch = [[")
    assert '"countries/QMA.html"' in script


def test_what_is_written_is_counted(written: tuple[Written, Path]) -> None:
    made, folder = written
    files = [each for each in folder.rglob("*") if each.is_file() and each.name != MARK]
    assert (made.files, made.size) == (len(files), sum(each.stat().st_size for each in files))
    assert made.first == folder / "index.html"
    assert not list(folder.parent.glob(".site.*"))


# Links


def rewriter(online: str = "") -> Rewriter:
    files = {"/en/": "en/index.html", "/en/countries/QMA": "en/countries/QMA.html"}
    return Rewriter(files, lambda address: address, "https://openssi.example", online)


def test_a_link_to_a_page_leads_to_its_file() -> None:
    page = '<a href="/en/countries/QMA#notes">A</a><a href="https://openssi.example/en/">B</a><a href="#here">C</a>'
    assert rewriter().page(page, "/en/", "en/index.html", WORDS) == (
        '<a href="countries/QMA.html#notes">A</a><a href="index.html">B</a><a href="#here">C</a>'
    )


def test_a_link_that_needs_the_site_is_marked() -> None:
    page = '<a class="n" href="walk?area=QMA&amp;year=2020">39.2</a>'
    assert rewriter().page(page, "/en/indicators/X/", "en/x.html", WORDS) == '<a class="n" data-online>39.2</a>'
    assert rewriter(ONLINE).page(page, "/en/indicators/X/", "en/x.html", WORDS) == (
        f'<a class="n" href="{ONLINE}/en/indicators/X/walk?area=QMA&amp;year=2020" data-online>39.2</a>'
    )


def test_forms_give_way_to_a_line() -> None:
    page = '<form class="bar-search" action="/en/search"><input></form>\n<form method="get">\n<select></select></form>'
    assert rewriter().page(page, "/en/", "en/index.html", WORDS) == '<p class="only-online">No form here.</p>'


def test_static_files_and_other_sites_keep_their_places() -> None:
    page = '<link rel="stylesheet" href="/static/openssi/site.css?v=1"><a href="https://unstats.un.org/">UN</a>'
    assert rewriter().page(page, "/en/", "en/a/b.html", WORDS) == (
        '<link rel="stylesheet" href="../../static/site.css"><a href="https://unstats.un.org/">UN</a>'
    )


# The folder


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(FixTheFile, match="SITE_FOLDER_TAKEN"):
        SiteFolder(tmp_path)
    with pytest.raises(FixTheFile, match="SITE_FOLDER_TAKEN"):
        SiteFolder(tmp_path / "letter.txt")


def test_the_earlier_files_stay_until_the_new_ones_are_complete(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        folder = SiteFolder(tmp_path / "site")
        folder.begin()
        folder.write("en/index.html", content)
        if content == b"second":
            assert (tmp_path / "site/en/index.html").read_bytes() == b"first"
        folder.finish({})
    assert (tmp_path / "site/en/index.html").read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_an_interruption_is_repaired_by_the_next_run(tmp_path: Path) -> None:
    (tmp_path / ".site.earlier").mkdir()
    (tmp_path / ".site.earlier" / MARK).write_text("{}", "utf-8")
    (tmp_path / ".site.partial").mkdir()
    (tmp_path / ".site.partial" / "half.html").write_text("<ht", "utf-8")
    SiteFolder(tmp_path / "site").begin()
    assert (tmp_path / "site" / MARK).is_file()
    assert list((tmp_path / ".site.partial").iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site")
    folder.begin()
    folder.write("taken", b"")
    with pytest.raises(FixTheFile, match=r"taken.below.*SITE_FILE_UNWRITTEN"):
        folder.write("taken/below", b"")


def test_a_page_that_cannot_be_made_is_named_and_changes_nothing(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    monkeypatch.setattr(writing, "ask", lambda *_: Answer(500, "text/html", b""))
    with pytest.raises(TellUs, match="SITE_PAGE_REFUSED"):
        export_site(demonstration, tmp_path / "site", progress=nobody)
    assert not (tmp_path / "site").exists()


def test_the_command_refuses_what_is_no_address(openssi: OpenSSI, demonstration: Path, tmp_path: Path) -> None:
    code, _, complaint = openssi(
        "export", "site", tmp_path / "site", "--address", "somewhere", "--workspace", demonstration
    )
    assert (code, "VALUE_NOT_ALLOWED" in complaint) == (2, True)


def test_the_command_refuses_a_release_that_is_not_for_everybody(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    assert openssi("release", "--id", "kept", "--level", "restricted", "--workspace", own_demonstration)[0] == 0
    code, _, complaint = openssi(
        "export", "site", tmp_path / "site", "--release", "kept", "--workspace", own_demonstration
    )
    assert (code, "SITE_RELEASE_NOT_PUBLIC" in complaint) == (2, True)
