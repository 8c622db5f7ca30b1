from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import Definitions
from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.walk import MOST_PARTS, Telling, walk, walk_columns
from openssi.present.walk_drawing import THINNEST, WalkColumn, WalkPart, heights, walk_drawing
from openssi.present.words import Words
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import Place


def node(kind: str, name: str, value: float | None, **more: object) -> LineageNode:
    filled: dict[str, object] = {"unit": "PT", "year": 2020, **more}
    return LineageNode(kind=kind, id=name, label=name, value=value, **filled)  # type: ignore[arg-type]


CELL = node(
    "cell",
    "QMA.2020.H_COV_OLD",
    26114,
    unit="persons",
    contribution=26114.0,
    source="Register",
    place=Place("QMA-2020.xlsx", "H1", 14, "D14", "H.COV_OLD"),
)
NUMERATOR = node("national_total", "Covered", 201757, unit="persons", children=(CELL,))
DENOMINATOR = node("context", "Population", 514686, unit="persons", role="denominator")
COUNTRY = node("country_value", "Aldova", 39.2, children=(NUMERATOR, DENOMINATOR))
IN_REGION = replace(COUNTRY, contribution=0.0061, weight_share=0.00046, children=())
OTHERS = tuple(
    node("country_value", f"Q{number:02d}", 20.0, contribution=1.0, weight_share=0.05) for number in range(12)
)
REGION = node("aggregate", "South", 13.7, children=(*OTHERS, IN_REGION))
PART = replace(REGION, kind="group", contribution=2.0, weight_share=0.143, children=())
NORTH = node("group", "North", 84.9, contribution=44.9, weight_share=0.857)
WORLD = node("aggregate", "World", 46.9, children=(NORTH, PART))
TRAIL = (WORLD, REGION, COUNTRY, NUMERATOR, CELL)


def link(each: LineageNode) -> str:
    return f"/walk/{each.id}"


@pytest.fixture
def telling(definitions: Definitions) -> Telling:
    return Telling(Words(definitions.texts, "en"), LineageNumbers(definitions, "en"), link)


def test_each_column_opens_the_selected_part_of_the_one_before(telling: Telling) -> None:
    columns = walk_columns(TRAIL, telling)
    assert [column.value for column in columns] == ["46.9%", "13.7%", "39.2%", "201,757", "26,114"]
    selected = [[part.label for part in column.parts if part.selected] for column in columns]
    assert selected == [["South"], ["Aldova"], ["covered"], ["QMA.2020.H_COV_OLD"], []]
    assert [part.text for part in columns[0].parts] == ["44.90", "2.00"]


def test_the_weight_and_the_operation_stand_with_every_step(telling: Telling) -> None:
    columns = walk_columns(TRAIL, telling)
    assert [column.note for column in columns] == ["2020", "weight 14.3%", "weight 0.046%", "2020", "2020"]
    assert [column.operation for column in columns] == [
        "weighted",
        "weighted",
        "÷ 514,686",
        "each person once",
        "",
    ]


def test_the_walk_ends_at_the_cell_with_its_file_and_place(telling: Telling) -> None:
    card = walk_columns(TRAIL, telling)[-1].card
    assert card == ("QMA.2020.H_COV_OLD", "2020", "Register", "QMA-2020.xlsx", "H1", "D14")


def test_small_parts_beyond_eight_are_joined_but_never_the_selected_one(telling: Telling) -> None:
    parts = walk_columns(TRAIL, telling)[1].parts
    assert len(parts) == MOST_PARTS
    assert (parts[-2].label, parts[-2].counted, parts[-2].text) == ("6 other countries", 6, "6.00")
    assert (parts[-1].label, parts[-1].href) == ("Aldova", "/walk/Aldova")


def test_a_published_series_shows_percentages_covered_and_not(telling: Telling) -> None:
    series = node("series_value", "SI_COV_PENSN, Aldova", 39.2, place=Place("unsd.csv", row=17))
    columns = walk_columns((replace(COUNTRY, children=(series,)), series), telling)
    assert [part.text for part in columns[0].parts] == ["60.8%", "39.2%"]
    assert (columns[0].operation, columns[1].head) == ("as published", "The published series")


def test_points_have_two_decimals_and_four_where_the_whole_is_small(telling: Telling) -> None:
    added = telling.numbers.added
    assert [added(1.958, "PT", 46.9), added(0.00261, "PT", 0.5)] == ["1.96", "0.0026"]


def test_a_figure_that_is_no_share_is_stacked_from_its_dividend_in_the_unit_of_that(telling: Telling) -> None:
    money = node("cell", "Expenditure", 94.0, unit="LCU", role="numerator", contribution=94.0)
    output = node("context", "GDP", 1000.0, unit="LCU", role="denominator")
    spent = node("country_value", "Aldova", 9.4, unit="PT_GDP", children=(money, output))
    first, second = walk_columns((spent, money), telling)
    assert [(part.label, part.text) for part in first.parts] == [("Expenditure", "94")]
    assert (first.value, second.value) == ("9.4% of GDP", "94")
    assert first.operation == "÷ 1,000"


def test_a_group_that_is_not_published_shows_its_symbol(telling: Telling) -> None:
    assert walk_columns((replace(WORLD, value=None),), telling)[0].value == ":u"


def test_what_was_left_out_is_not_stacked(telling: Telling) -> None:
    left = replace(CELL, id="other", left_out="inside another group")
    column = walk_columns((replace(NUMERATOR, children=(CELL, left)),), telling)[0]
    assert [part.label for part in column.parts] == ["QMA.2020.H_COV_OLD"]


def test_a_part_too_thin_to_see_is_drawn_3_high_and_says_so(telling: Telling) -> None:
    drawing = walk(TRAIL, telling)
    thin = next(rect for rect in drawing.rects if rect.label == "Aldova")
    assert (thin.is_thin, thin.height, thin.label_fits) == (True, THINNEST, False)
    notes = [label.text for label in drawing.labels if label.role == "foot"]
    assert notes == ["drawn 3 px high; true: 0.2"]


def test_there_is_one_band_between_neighbouring_columns(telling: Telling) -> None:
    assert len(walk(TRAIL, telling).curves) == len(TRAIL) - 1
    assert walk(TRAIL[:1], telling).curves == ()


def test_the_walk_is_described_in_words(telling: Telling) -> None:
    assert walk(TRAIL, telling).description.startswith("How 46.9% is made: 5 columns")
    assert walk((), telling).rects == ()


@given(st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=12))
def test_heights_fill_the_column_and_none_is_thinner_than_3(values: list[float]) -> None:
    found = heights(values, 400)
    assert sum(found) == pytest.approx(400) or all(height == THINNEST for height in found)
    assert min(found) >= THINNEST


@given(st.lists(st.floats(min_value=0.001, max_value=1e6), min_size=1, max_size=8))
def test_no_part_leaves_its_column(values: list[float]) -> None:
    parts = tuple(WalkPart(label=str(value), value=value, text="") for value in values)
    drawing = walk_drawing([WalkColumn(head="", value="", parts=parts)])
    for rect in drawing.rects:
        assert rect.y >= 0
        assert rect.y + rect.height <= drawing.height


def test_a_figure_that_would_leave_the_drawing_ends_with_it() -> None:
    columns = [WalkColumn(head="", value=value, parts=()) for value in (*["10.1%"] * 4, "14.7% of GDP")]
    first, *_, last = (each for each in walk_drawing(columns).labels if each.role == "value")
    assert (first.x, first.anchor) == (0, "start")
    assert (last.x, last.anchor) == (1200, "end")


def test_the_name_of_the_selected_part_leaves_room_for_bold_type() -> None:
    drawn = [
        walk_drawing(
            [
                WalkColumn(
                    head="",
                    value="",
                    parts=(WalkPart(label="Marcas del Norte", value=4.17, text="4,17", selected=each),),
                )
            ]
            * 5
        )
        for each in (False, True)
    ]
    plain, bold = (drawing.rects[0].label for drawing in drawn)
    assert len(bold) < len(plain)


def test_a_walk_of_few_steps_has_wide_columns_and_whole_names() -> None:
    column = WalkColumn(head="", value="", parts=(WalkPart(label="Marches septentrionales", value=1.0, text="1,00"),))
    few, many = walk_drawing([column] * 3).rects, walk_drawing([column] * 5).rects
    assert (few[0].label, many[0].label[-1]) == ("Marches septentrionales", "…")
    assert [few[-1].x + few[-1].width, many[-1].x + many[-1].width] == [1200, 1200]
