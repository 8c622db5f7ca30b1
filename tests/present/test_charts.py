import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.captions import bars_caption, map_caption
from openssi.present.charts import region_chart
from openssi.present.drawing import Drawing, hatching, wrapped
from openssi.present.indicator_page import indicator_page
from openssi.present.page_model import IndicatorPage, RegionFigure, RegionRow
from openssi.present.selection import default_selection
from openssi.present.theme import FONT, NARROW, WIDE
from openssi.present.tile_chart import tile_map_chart
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Page = Callable[[Language], IndicatorPage]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def page(connection: Connection, definitions: Definitions, release: Release) -> Page:
    def made(language: Language) -> IndicatorPage:
        return indicator_page(connection, definitions, release, default_selection(connection, definitions, language))

    return made


def row(name: str, value: float | None, text: str, publication: str = "published", **more: object) -> RegionRow:
    filled = {"grouping": "REGION", "group": name, "observed_share": "", "countries": "", "years": "", **more}
    return RegionRow(name=name, value=value, text=text, publication=publication, **{"is_world": False, **filled})  # type: ignore[arg-type]


FIGURE = RegionFigure(
    title="Title",
    subtitle="Subtitle",
    rows=(
        row("World", 46.9, "46.9", is_world=True),
        row("North", 100.0, "100"),
        row("South", 13.7, "13.7", "flagged"),
        row("East", 0.0, "0"),
        row("West", None, ":u", "suppressed"),
    ),
    notes=(),
)


def texts(drawing: Drawing) -> list[str]:
    root = ET.fromstring(drawing.svg())  # noqa: S314 - we wrote it
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def fills(drawing: Drawing) -> list[str]:
    root = ET.fromstring(drawing.svg())  # noqa: S314 - we wrote it
    return [each.get("fill", "") for each in root.iter(f"{SVG}rect")]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_drawing_is_as_wide_as_asked_whatever_font_is_installed(page: Page, width: int) -> None:
    shown = page("fr")
    for drawing in (
        region_chart(shown.regions, "fr", width, bars_caption(shown, shown.regions)),
        tile_map_chart(shown, width, map_caption(shown)),
    ):
        assert f'width="{width + 8}"' in drawing.svg()[:300]


def test_every_value_and_symbol_is_printed(page: Page) -> None:
    drawn = texts(region_chart(FIGURE, "en"))
    assert {"46.9", "100", "13.7", "0", ":u"} <= set(drawn)
    assert {"0%", "25", "50", "75", "100"} <= set(drawn)


def test_the_percent_sign_stands_once_at_the_zero_with_the_space_of_the_language(page: Page) -> None:
    assert [text for text in texts(region_chart(page("fr").regions, "fr")) if "%" in text] == ["0\u00a0%"]


def test_a_suppressed_figure_has_no_bar_and_a_zero_has_a_ring() -> None:
    drawing = region_chart(FIGURE, "en")
    assert fills(drawing).count("#237895") == 2
    assert fills(drawing).count("#16232e") == 1
    assert drawing.svg().count("<circle ") == 1


def test_a_figure_on_a_small_share_is_hatched() -> None:
    plain = RegionFigure(title="", subtitle="", rows=(row("South", 13.7, "13.7"),), notes=())
    flagged = RegionFigure(title="", subtitle="", rows=(row("South", 13.7, "13.7", "flagged"),), notes=())
    lines = [len(re.findall(r"<path ", region_chart(figure, "en").svg())) for figure in (plain, flagged)]
    assert lines[1] > lines[0]


def test_the_font_is_named_in_quotes_so_that_text_does_not_vanish() -> None:
    assert "'Source Sans 3'" in FONT
    assert "'Source Sans 3'" in unescape(region_chart(FIGURE, "en").svg())


def test_a_png_is_drawn_at_the_scale_asked_for() -> None:
    picture = region_chart(FIGURE, "en", NARROW).png(scale=2)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 2 * (NARROW + 8)


def test_what_leaves_the_page_carries_title_source_and_release(page: Page) -> None:
    shown = page("en")
    drawn = " ".join(texts(tile_map_chart(shown, WIDE, map_caption(shown))))
    assert "Every country counts once" in drawn
    assert "invented countries" in drawn
    assert "Release 2026.1" in drawn


def test_on_the_page_the_title_stands_in_the_page_and_not_in_the_drawing(page: Page) -> None:
    assert "Every country counts once" not in " ".join(texts(tile_map_chart(page("en"))))


def test_squares_lead_where_they_are_told(page: Page) -> None:
    svg = tile_map_chart(page("en"), link=lambda area: f"/en/country/{area}/?year=2020&sex=F").svg()
    links = re.findall(r'href="([^"]*)"', svg)
    assert "/en/country/QMA/?year=2020&amp;sex=F" in links
    assert not [link for link in links if not link.startswith("/en/country/")]


def test_a_square_is_described_for_a_reader_who_does_not_see_it(page: Page) -> None:
    assert "Esmar: 0%, 2020. A true zero: No programme in law" in tile_map_chart(page("en")).svg()


def test_where_squares_would_be_too_small_the_map_is_grouped_by_region(page: Page) -> None:
    assert "Northern lands" not in texts(tile_map_chart(page("en"), WIDE))
    drawn = texts(tile_map_chart(page("en"), 100))
    headings = [text for text in drawn if text in {"Northern lands", "Southern lands", "Without a region"}]
    assert headings == ["Northern lands", "Southern lands", "Without a region"]


@given(st.floats(1, 300), st.floats(1, 300), st.floats(3, 20))
def test_hatching_stays_inside_its_rectangle(width: float, height: float, step: float) -> None:
    for line in hatching(10, 10 + width, 20, 20 + height, step):
        x, x2, y, y2 = (float(str(line[key])) for key in ("x", "x2", "y", "y2"))
        assert all(10 - 1e-6 <= at <= 10 + width + 1e-6 for at in (x, x2))
        assert all(20 - 1e-6 <= at <= 20 + height + 1e-6 for at in (y, y2))
        assert x2 - x == pytest.approx(y - y2, abs=1e-6)


@given(st.lists(st.text(alphabet="abcdef", min_size=1, max_size=12), min_size=1, max_size=40))
def test_breaking_lines_loses_no_word(words: list[str]) -> None:
    lines = wrapped(" ".join(words), 200, 14)
    assert " ".join(lines).split(" ") == words
    assert all(len(f"{line} {after.split(' ')[0]}") > 26 for line, after in pairwise(lines))
