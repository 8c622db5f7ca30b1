"""Countries on a map: each state of a value looks different, the legend counts, the table holds everything."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from openssi.definitions import Definitions, load
from openssi.engine import Connection
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.kinds import FIGURE_KINDS, HEADLINES
from openssi.present.dashboards.maps.map_chart import MapChart
from openssi.present.dashboards.maps.map_model import MapPlace, MapShown
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.drawing import Caption, Drawing
from openssi.present.maps import shapes
from openssi.present.maps.outlines import OutlineRules, as_json, outlines_of
from openssi.present.maps.topology import decoded
from openssi.present.page_model import CountryTile, TileMap, ValueState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language, MultilingualText
from small_topology import topology

MEASURE = MultilingualText("{measure}", "{measure}", "{measure}")
NAME = MultilingualText("By country", "Par pays", "Por país")
DECLARED = DeclaredFigure(id="map", kind="choropleth", name=NAME, subtitle=MEASURE, indicators=("SDG_1_3_1_TOTAL",))
PAGE = DeclaredPage(
    id="map", codes=("D02",), name=NAME, description=NAME, headline="map", indicators=("SDG_1_3_1_TOTAL",)
)
STATE = PageState(page="map", language="en", indicator="SDG_1_3_1_TOTAL", year=2020, is_latest=False)
CODES = {"001": "QMA", "002": "QMB", "003": "QMC"}


@pytest.fixture
def data(connection: Connection, definitions: Definitions, release: Release) -> ReleaseData:
    lists = {**definitions.codelists, "CL_OBS_STATUS": load().codelists["CL_OBS_STATUS"]}
    definitions.__dict__["codelists"] = lists
    return ReleaseData(connection, definitions, release, "en")


@pytest.fixture
def outlines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "outlines.json"
    made = outlines_of(decoded(topology(), "countries"), OutlineRules(codes=CODES))
    path.write_text(json.dumps(as_json(made)), encoding="utf-8")
    monkeypatch.setattr(shapes, "OUTLINES", path)
    return path


@pytest.fixture
def no_outlines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "OUTLINES", tmp_path / "absent.json")


def made(data: ReleaseData, kind: str = "choropleth", **asked: object) -> DashboardFigure:
    return FIGURE_KINDS[kind](data, replace(STATE, language=data.language, **asked), replace(DECLARED, kind=kind))


def shown_in(figure: DashboardFigure) -> MapShown:
    assert isinstance(figure.payload, MapShown)
    return figure.payload


def test_without_outlines_tiles_are_shown_and_no_map_is_offered(data: ReleaseData, no_outlines: None) -> None:
    for asked in ("", "map"):
        figure = made(data, view=asked)
        assert figure.shape == "tiles"
        assert [each.value for each in figure.views] == ["tiles", "table"]
        assert "projection" not in " ".join(figure.notes)


def test_with_outlines_the_map_comes_first_and_two_other_views_are_offered(data: ReleaseData, outlines: Path) -> None:
    figure = made(data)
    assert figure.shape == "map"
    assert [(each.value, each.is_current) for each in figure.views] == [
        ("map", True),
        ("tiles", False),
        ("table", False),
    ]


@pytest.mark.parametrize("view", ["map", "tiles", "table"])
def test_each_view_is_shown_where_it_is_asked_for(data: ReleaseData, outlines: Path, view: str) -> None:
    assert made(data, view=view).shape == view


def test_few_outlines_make_no_map(data: ReleaseData, outlines: Path) -> None:
    content = json.loads(outlines.read_text(encoding="utf-8"))
    content["countries"] = {"QMA": content["countries"]["QMA"]}
    outlines.write_text(json.dumps(content), encoding="utf-8")
    assert made(data).shape == "tiles"


def test_small_states_become_circles_and_others_outlines(data: ReleaseData, outlines: Path) -> None:
    shown = shown_in(made(data))
    assert {each.tile.area for each in shown.drawn} == {"QMA", "QMB"}
    assert [each.tile.area for each in shown.marks] == ["QMC"]


def test_areas_that_no_code_stands_for_take_no_colour(data: ReleaseData, outlines: Path) -> None:
    data.definitions.__dict__["maps"] = replace(
        data.definitions.maps,
        without_code=(replace(data.definitions.maps.without_code[1], name="Between", drawn="plain"),),
    )
    assert [is_disputed for _, is_disputed in shown_in(made(data)).nobody] == [True]
    assert "#7f8d9a" in drawing_of(made(data)).svg()


def test_the_legend_counts_countries_and_persons(data: ReleaseData, outlines: Path) -> None:
    told = [(row.label, row.countries, row.share) for row in shown_in(made(data)).tile_map.legend]
    assert told == [
        ("80 to 100%", 1, "30%"),
        ("60 to 80%", 0, "0%"),
        ("40 to 60%", 0, "0%"),
        ("20 to 40%", 1, "40%"),
        ("0 to 20%", 2, "22%"),
        ("No data", 2, "8%"),
    ]


def test_fixed_classes_and_quantiles_are_named_as_such(data: ReleaseData, outlines: Path) -> None:
    assert "Classes of 20 points" in " ".join(made(data).notes)
    figure = made(data, choice="quantiles")
    assert "Quantiles" in " ".join(figure.notes)
    assert next(row.label for row in shown_in(figure).tile_map.legend) != "80 to 100%"


@pytest.mark.parametrize("view", ["map", "tiles"])
def test_the_note_on_boundaries_is_under_every_map(data: ReleaseData, outlines: Path, view: str) -> None:
    real = ReleaseData(data.connection, data.definitions, replace(data.release, kind="release"), "en")
    assert data.definitions.maps.disclaimer.en in made(real, view=view).notes


def test_a_value_leads_to_its_walk_and_a_gap_does_not(data: ReleaseData, outlines: Path) -> None:
    origins = {each.tile.area: each.origin for each in shown_in(made(data)).places}
    assert origins["QMA"] is not None
    assert origins["QMA"].area == "QMA"
    assert origins["QMD"] is None


def test_the_table_holds_every_country_with_codes_to_join_by(data: ReleaseData, outlines: Path) -> None:
    table = made(data).table
    assert [each.id for each in table.columns][:3] == ["country", "iso3", "m49"]
    rows = {row[1].text: [cell.text for cell in row] for row in table.rows}
    assert rows["QMA"][4:7] == ["39.2", "20 to 40%", "2020"]
    assert rows["QMD"][4:7] == ["…", "", ""]


@pytest.mark.parametrize(
    ("sort", "first"), [("", "QMB"), ("value", "QMB"), ("country", "QMA"), ("year", "QMA"), ("unknown", "QMB")]
)
def test_rows_stand_in_the_order_that_was_asked_for(data: ReleaseData, outlines: Path, sort: str, first: str) -> None:
    assert made(data, "ranked_countries", sort=sort).table.rows[0][1].text == first


def test_the_ranked_table_names_the_highest_and_the_lowest(data: ReleaseData, outlines: Path) -> None:
    assert made(data, "ranked_countries").title == "Highest in Borland, lowest in Esmar, of 4 countries with a value"


def test_without_values_a_figure_says_so(data: ReleaseData, outlines: Path) -> None:
    for kind in ("choropleth", "tile_map", "ranked_countries"):
        figure = made(data, kind, indicator="SDG_1_3_1_NEW")
        assert figure.empty
        assert "{" not in figure.subtitle


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_sentence_counts_countries_where_few_are_covered(
    data: ReleaseData, outlines: Path, language: Language
) -> None:
    told = ReleaseData(data.connection, data.definitions, data.release, language)
    sentence = HEADLINES["map"](told, replace(STATE, language=language), PAGE)
    assert (
        sentence.headline
        == {
            "en": "In 2 of 4 countries, fewer than one person in five is covered: TOTAL en, 2018–\u206020",
            "fr": "Dans 2 pays sur 4, moins d’une personne sur cinq est couverte\u00a0: TOTAL fr, 2018–\u20602020",
            "es": "En 2 de 4 países, menos de una de cada cinco personas está cubierta: TOTAL es, 2018–\u20602020",
        }[language]
    )
    begins = {"en": "From 0% (Esmar)", "fr": "De 0\u00a0% (Écomar)", "es": "Del 0\u00a0%"}[language]
    assert sentence.lead.startswith(begins)


def test_the_sentence_of_a_group_begins_with_its_name(data: ReleaseData, outlines: Path) -> None:
    sentence = HEADLINES["map"](data, replace(STATE, grouping="REGION", group="NOR"), PAGE)
    assert sentence.headline == (
        "Northern lands: in all 2 countries with a value, at least one person in five is covered: "
        "TOTAL en, 2018–\u206020"
    )


def test_a_page_without_values_has_a_plain_sentence(data: ReleaseData, outlines: Path) -> None:
    assert HEADLINES["map"](data, replace(STATE, indicator="SDG_1_3_1_NEW"), PAGE).headline == "By country: World, 2020"


def drawing_of(figure: DashboardFigure, width: int = 720) -> Drawing:
    assert figure.draws is not None
    return figure.draws(width, Caption(figure.title, figure.subtitle, " ".join(figure.notes)))


@pytest.mark.parametrize("width", [720, 358])
def test_a_drawing_carries_its_title_its_notes_and_every_country(data: ReleaseData, outlines: Path, width: int) -> None:
    svg = drawing_of(made(data), width).svg()
    assert "Aldova: 39.2%" in svg
    assert "Equal Earth" in svg
    assert svg.count("<circle") >= 1
    assert drawing_of(made(data), width).specification


def in_state(state: ValueState, *, is_older: bool = False) -> MapShown:
    class_index = None if state in {"missing", "not_applicable"} else 1 if state == "zero" else 3
    text = {"zero": "0", "missing": "…", "not_applicable": "a"}.get(state, "50")
    tile = CountryTile(
        area="QMA", name="Aldova", text=text, description=state, column=1, row=1,
        class_index=class_index, state=state, is_older=is_older, group_name="North",
    )  # fmt: skip
    place = MapPlace(tile=tile, origin=None, path="M0 0l200 0 0 200-200 0z", middle=(20.0, 20.0), size=1600.0)
    mark = replace(place, path="", middle=(60.0, 20.0))
    empty = TileMap(title="", subtitle="", tiles=(tile,), columns=1, rows=1, legend=(), notes=())
    return MapShown(
        tile_map=empty, places=(place, mark), groups=(), size=(100.0, 50.0), nobody=(), older=0, year=2020,
        view="map", is_about_persons=True,
    )  # fmt: skip


def test_every_state_of_a_value_looks_different_on_a_map() -> None:
    states: list[tuple[ValueState, bool]] = [
        ("normal", False), ("normal", True), ("imputed", False), ("zero", False), ("missing", False),
        ("not_applicable", False),
    ]  # fmt: skip
    drawn = [
        MapChart(shown=in_state(state, is_older=is_older), language="en", description="").draw(720).svg()
        for state, is_older in states
    ]
    untold = [svg.replace(f"<title>{state}</title>", "") for svg, (state, _) in zip(drawn, states, strict=True)]
    assert len(set(untold)) == len(states)
