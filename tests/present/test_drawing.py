"""Layers as SVG and as Vega-Lite: the same marks at the same places."""

import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.svg import outline

SVG = "{http://www.w3.org/2000/svg}"
CANVAS = Canvas(100, 50)


def drawn(text: str = "39.2", caption: Caption | None = None) -> Drawing:
    canvas = Canvas(100, 50, caption)
    layers = [
        canvas.rectangles(
            [{"x": 10, "x2": 40, "y": 5, "y2": 20, "fill": "#237895", "href": "/en/a?b=1&c=2", "tooltip": text}]
        ),
        canvas.lines([{"x": 0, "x2": 100, "y": 25, "y2": 25}], color="#d9e0e5"),
        canvas.texts(
            [{"x": 50, "y": 30, "text": text, "fill": "#16232e"}], fontSize=14, align="right", baseline="middle"
        ),
        canvas.points([{"x": 60, "y": 40, "fill": "#ffffff"}], size=100, stroke="#16232e", strokeWidth=2),
        canvas.shapes([{"path": "M0 0L10 0L10 10Z", "fill": "#97cdc5"}]),
    ]
    return finish(layers, canvas, "en", "A drawing")


def test_a_mark_stands_where_it_was_put() -> None:
    root = ET.fromstring(drawn().svg())  # noqa: S314 - we wrote it
    rectangle = root.findall(f".//{SVG}a/{SVG}rect")[0]
    assert {name: rectangle.get(name) for name in ("x", "y", "width", "height", "fill")} == {
        "x": "10", "y": "5", "width": "30", "height": "15", "fill": "#237895"
    }  # fmt: skip
    assert root.find(f".//{SVG}circle").attrib == {"cx": "60", "cy": "40", "r": "5", "fill": "#ffffff"}  # type: ignore[union-attr]
    assert root.find(f".//{SVG}text").get("x") == "50"  # type: ignore[union-attr]


def test_a_text_without_words_leaves_no_empty_label() -> None:
    assert "<text" not in drawn("").svg()


def test_both_ways_of_writing_a_drawing_hold_the_same_marks() -> None:
    root = ET.fromstring(drawn().svg())  # noqa: S314 - we wrote it
    groups = [len(list(each.iter())) - 1 for each in root.findall(f"{SVG}g")]
    layers = json.loads(drawn().specification)["layer"]
    assert len(groups) == len(layers) == 5


def test_a_drawing_in_a_page_has_the_colours_of_the_theme_and_no_styles() -> None:
    svg = drawn().inline_svg()
    assert 'fill="var(--bar)"' in svg
    assert "style=" not in svg
    assert "#16232e" not in svg


def test_a_caption_stands_above_and_below_what_is_drawn() -> None:
    plain, told = drawn(), drawn(caption=Caption("Title", "Subtitle", "Source: none"))
    assert told.top < plain.top == 0
    assert told.size[1] > plain.size[1]


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1
    ).filter(str.strip)
)
def test_hostile_text_leaves_a_drawing_well_formed(text: str) -> None:
    root = ET.fromstring(drawn(text).svg())  # noqa: S314 - we wrote it
    assert root.find(f".//{SVG}text").text == text  # type: ignore[union-attr]
    assert root.find(f".//{SVG}title").text == text  # type: ignore[union-attr]


def test_shapes_of_points_lie_around_their_place() -> None:
    assert outline("square", 10, 10, 16) == "M8 8L12 8L12 12L8 12Z"
    assert outline("cross", 10, 10, 16) == "M8 10L12 10M10 8L10 12"
    assert outline("times", 10, 10, 25).count("M") == 2
