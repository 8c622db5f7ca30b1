"""No public page holds a slip: no value in words, a broken sentence, a dead link, an id twice, an empty figure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from crawl import crawl_site, faults_of, rough_shape_of, shape_of, told
from openssi_web import releases

SAMPLE = 1
"""Pages of each kind that every run visits, in the language with the most rules."""

MOST_ON_REAL_DATA = 12


OpenSSI = Callable[..., tuple[int, str, str]]


@pytest.fixture
def real_workspace(openssi: OpenSSI, shared_data: Path, tmp_path: Path) -> Path:
    root = tmp_path / "real"
    for step in (
        ("load", "context", shared_data),
        ("load", "unsd", shared_data / "unsd_goal1_download_2024.xlsx"),
        ("compute",),
        ("aggregate", "--year", 2020),
        ("release",),
    ):
        assert openssi(*step, "--workspace", root)[0] == 0
    return root


def page(main: str) -> str:
    return f"<html><body><h1>Title</h1>{main}</body></html>"


@pytest.mark.parametrize(
    ("main", "language", "fault"),
    [
        ("<p>Covered: nan%</p>", "en", "no value: 'Covered: nan%'"),
        ("<p>None</p>", "en", "no value: 'None'"),
        ("<p>In {place}</p>", "en", "slot: 'In {place}'"),
        ("<p>One  two</p>", "en", "two spaces: 'One  two'"),
        ("<p>In 2023..</p>", "en", "double sign: 'In 2023..'"),
        ("<p>Source : ici</p>", "fr", "no U+00A0: 'Source : ici'"),
        ("<p>Source: ici</p>", "fr", "no U+00A0: 'Source: ici'"),
        ("<p>« ici »</p>", "fr", "no U+00A0: '« ici »'"),
        ("<p>l'État</p>", "fr", 'straight apostrophe: "l\'État"'),
        ("<p>Fuente : aquí</p>", "es", "space before a sign: 'Fuente : aquí'"),
        ('<p id="a"></p><p id="a"></p>', "en", "id twice: a"),
        ("<h3>Too deep</h3>", "en", "heading h3 under h1"),
        ('<section class="figure" id="bars"><h2>Bars</h2><svg></svg></section>', "en", "figure without text: bars"),
        ('<a href="#nothing">x</a>', "en", "anchor leads nowhere: #nothing"),
        ('<svg class="drawing"><g fill="none"><path d="M0 0"/></g><text>0</text></svg>', "en", "axis without marks"),
        ('<svg class="drawing"><rect fill="red"/><text></text></svg>', "en", "axis with an empty label"),
        ('<p title="nan">x</p>', "fr", "no value: 'nan'"),
        ('<p lang="">Source: None</p>', "fr", "no value: 'Source: None'"),
    ],
)
def test_a_slip_is_found(main: str, language: str, fault: str) -> None:
    assert faults_of(page(main), language) == [fault]


@pytest.mark.parametrize(
    ("main", "language"),
    [
        ("<p>39.2% in 2023; all countries: 26.</p>", "en"),
        ("<p>39,2\u00a0%\u00a0; tous\u00a0: «\u00a0ici\u00a0» à 14:32, l’État</p>", "fr"),
        ('<p>¿Qué? 39,2\u00a0%: «aquí»</p><p lang="en">Who? All: 3; 4</p>', "es"),
        ("<p><code>{place} None</code></p>", "en"),
        ("<p>Formula: IND.L14 >= 8 ? 4 : 0; max_B(L.DUR = 1 ? 1 : 0; S.ID = 2)</p>", "en"),
        ("<p>None reported</p><p>None: no scheme exists</p>", "en"),
        ('<p>Selon <span lang="">Source: Census; 2020</span></p><p title="1\u00a0: un">1</p>', "fr"),
        ('<svg role="group"><a href="/" data-source="Census: Book"><title>Aldovie</title></a></svg>', "fr"),
        ('<svg class="drawing"><g fill="none"><path/></g><rect fill="red"/><text>0</text></svg>', "en"),
        ('<section class="figure"><h2>Bars</h2><svg><text>39.2</text></svg></section>', "en"),
    ],
)
def test_what_is_well_written_is_let_alone(main: str, language: str) -> None:
    assert faults_of(page(main), language) == []


def test_addresses_that_differ_in_codes_and_values_have_one_shape() -> None:
    assert shape_of("/en/indicators/C07?sex=F&year=2020") == shape_of("/en/indicators/SDG_9?year=2021&sex=M")
    assert shape_of("/en/countries/QMA") != shape_of("/en/countries/QMA/metadata")


def test_all_figures_of_one_kind_of_file_have_one_rough_shape() -> None:
    one, other = "/fr/dashboards/world/change.svg?year=2023", "/fr/dashboards/map/countries.svg?year=2021"
    assert rough_shape_of(one) == rough_shape_of(other) != rough_shape_of(one.replace("svg", "csv"))
    assert rough_shape_of("/fr/dashboards/world") != rough_shape_of("/fr/dashboards/map")


def test_a_sample_of_every_kind_of_page_holds_no_slip(site: Client) -> None:
    crawl = crawl_site(SAMPLE, ("fr",), shape=rough_shape_of)
    assert len(crawl.visited) > 60
    assert crawl.faults == {}, told(crawl.faults)


@pytest.mark.long
def test_no_page_of_the_demonstration_holds_a_slip(site: Client) -> None:
    crawl = crawl_site(None)
    assert crawl.faults == {}, told(crawl.faults)


@pytest.mark.long
@pytest.mark.shared_data
def test_no_page_of_the_real_data_holds_a_slip(
    real_workspace: Path, site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(real_workspace))
    crawl = crawl_site(MOST_ON_REAL_DATA)
    assert crawl.faults == {}, told(crawl.faults)
