"""Topology, simplification, outlines and their hatching, on squares made by hand."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import Definitions, default_root, load
from openssi.present.maps import shapes
from openssi.present.maps.hatching import hatched
from openssi.present.maps.outlines import (
    OutlineRules,
    Outlines,
    area_of,
    as_json,
    cut,
    from_json,
    middle_of,
    outlines_of,
    path_of,
    rings_of,
    turned,
)
from openssi.present.maps.shapes import make_outlines, outlines_for, write_outlines
from openssi.present.maps.simplify import simplified
from openssi.present.maps.topology import decoded, walked
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.maps import OutlinePart
from small_topology import topology

CODES = {"001": "WST", "002": "EST", "003": "DOT"}
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def squares(**more: object) -> Outlines:
    return outlines_of(decoded(topology(), "countries"), OutlineRules(codes=CODES, **more))  # type: ignore[arg-type]


def test_rings_walk_shared_arcs_in_both_directions() -> None:
    made = decoded(topology(), "countries")
    west, east = (walked(made.features[each].rings[0], made.arcs) for each in (0, 1))
    assert west == [(11, 0), (11, 10), (1, 10), (1, 0)]
    assert east == [(11, 0), (21, 0), (21, 10), (11, 10)]


def test_quantised_arcs_are_sums_of_their_steps() -> None:
    written = {
        "transform": {"scale": [0.5, 2], "translate": [-10, 1]},
        "arcs": [[[0, 0], [4, 1], [2, -1]]],
        "objects": {"c": {"geometries": []}},
    }
    assert decoded(written, "c").arcs == (((-10, 1), (-8, 3), (-7, 1)),)


def test_neighbours_share_their_border_after_simplification() -> None:
    made = squares(tolerance=2.0)
    west, east = (set(rings_of(made.countries[code].path)[0]) for code in ("WST", "EST"))
    assert len(west & east) == 2


def test_areas_without_a_code_keep_their_name_and_take_none() -> None:
    made = squares()
    assert sorted(made.countries) == ["DOT", "EST", "WST"]
    assert sorted(made.without_code) == ["Between"]


def test_what_is_left_out_does_not_widen_the_map() -> None:
    assert "Between" not in squares(left_out={"Between"}).without_code
    assert squares(left_out={"Between"}).scale > squares().scale


def test_equal_squares_are_equally_large_and_a_dot_is_small() -> None:
    made = squares()
    assert made.countries["WST"].size == pytest.approx(made.countries["EST"].size, rel=0.01)
    assert made.countries["DOT"].size < made.countries["WST"].size / 1000


def test_a_place_on_the_ground_lies_within_its_country() -> None:
    made = squares()
    ring = rings_of(made.countries["WST"].path)[0]
    x, y = made.placed(6, 5)
    assert min(px for px, _ in ring) < x < max(px for px, _ in ring)
    assert min(py for _, py in ring) < y < max(py for _, py in ring)
    assert made.countries["WST"].middle == pytest.approx((x, y), abs=2)


def test_a_part_with_a_code_of_its_own_leaves_its_country() -> None:
    part = OutlinePart(area="NEW", of="EST", west=10, south=-1, east=12, north=1)
    assert "NEW" in squares(parts=[part]).countries
    assert "EST" not in squares(parts=[part]).countries


def test_an_island_on_the_edge_of_the_map_stays_in_one_piece() -> None:
    seen = turned([(-168.5, 63), (-169.5, 63), (-170, 64)])
    assert max(x for x, _ in seen) - min(x for x, _ in seen) == pytest.approx(1.5)


def test_an_area_that_the_edge_cuts_is_named() -> None:
    crossing = topology()
    crossing["arcs"] += [[[-170, 0], [-171, 0], [-171, 5]], [[-168, 5], [-168, 0], [-167, 0]]]
    crossing["objects"]["countries"]["geometries"].append(
        {"type": "Polygon", "properties": {"name": "Torn"}, "arcs": [[5, 6]]}
    )
    assert cut(decoded(crossing, "countries")) == ("Torn",)
    assert cut(decoded(topology(), "countries")) == ()


def test_lines_lose_points_that_are_near_and_keep_those_that_are_not() -> None:
    assert simplified([(0, 0), (5, 0.1), (10, 0)], 0.5) == ((0, 0), (10, 0))
    assert simplified([(0, 0), (5, 3), (10, 0)], 0.5) == ((0, 0), (5, 3), (10, 0))


def test_a_closed_line_does_not_collapse() -> None:
    assert len(simplified([*SQUARE, SQUARE[0]], 0.5)) == 5


points = st.tuples(st.integers(-300, 300), st.integers(-300, 300)).map(lambda each: (each[0] / 10, each[1] / 10))


@given(st.lists(points, min_size=2, max_size=40))
def test_a_simplified_line_keeps_its_ends_and_no_new_points(line: list[tuple[float, float]]) -> None:
    kept = simplified(line, 0.5)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)


@given(st.lists(points, min_size=3, max_size=30, unique=True))
def test_a_path_says_the_points_that_it_was_written_from(ring: list[tuple[float, float]]) -> None:
    assert rings_of(path_of(ring)) == [ring]


def test_middle_and_area_of_a_square() -> None:
    assert abs(area_of(SQUARE)) == 100
    assert middle_of(SQUARE) == (5, 5)


def test_hatching_ends_at_the_edges_and_leaves_holes_free() -> None:
    hole = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]
    rows = list(hatched([SQUARE, hole], 1.0))
    places = [float(str(row[each])) for row in rows for each in ("x", "y", "x2", "y2")]
    assert rows
    assert min(places) >= -1e-9
    assert max(places) <= 10 + 1e-9
    ends = [tuple(float(str(row[each])) for each in ("x", "x2", "y", "y2")) for row in rows]
    ends = [tuple(float(str(row[each])) for each in ("x", "x2", "y", "y2")) for row in rows]
    middles = [((x + x2) / 2, (y + y2) / 2) for x, x2, y, y2 in ends]
    assert not any(4.01 < x < 5.99 and 4.01 < y < 5.99 for x, y in middles)


def test_outlines_come_back_from_their_file() -> None:
    made = squares()
    assert from_json(json.loads(json.dumps(as_json(made)))).countries == made.countries


def test_a_file_without_the_collection_is_refused() -> None:
    with pytest.raises(FixTheFile) as refusal:
        make_outlines(load(), topology(), "lands")
    assert refusal.value.problems[0].code == "MAP_FILE_UNREADABLE"


def layered(tmp_path: Path, layer: str, file: str = "") -> Definitions:
    made = Definitions(default_root())
    written = (default_root() / "maps.yaml").read_text(encoding="utf-8")
    changed = written.replace("layer: un\n", f"layer: {layer}\n{f'file: {file}' if file else ''}\n")
    (tmp_path / "maps.yaml").write_text(changed, encoding="utf-8")
    from openssi.definitions.maps import load_map_policy

    made.__dict__["maps"] = load_map_policy(tmp_path, {each.id for each in made.areas})
    return made


def test_a_host_draws_outlines_of_its_own(tmp_path: Path) -> None:
    source, target = tmp_path / "mine.json", tmp_path / "outlines.json"
    content = topology()
    content["objects"]["countries"]["geometries"][0]["id"] = "250"
    source.write_text(json.dumps(content), encoding="utf-8")
    write_outlines(load(), source, "countries", target)
    found = outlines_for(layered(tmp_path, "national", str(target)))
    assert found is not None
    assert list(found.countries) == ["FRA"]


def test_a_file_of_the_host_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as refusal:
        outlines_for(layered(tmp_path, "national", "nowhere.json"))
    assert refusal.value.problems[0].code == "MAP_FILE_UNREADABLE"


def test_there_is_no_map_where_the_host_wants_none_or_nobody_fetched_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outlines_for(layered(tmp_path, "none")) is None
    monkeypatch.setattr(shapes, "OUTLINES", tmp_path / "absent.json")
    assert outlines_for(load()) is None


@pytest.mark.skipif(not shapes.OUTLINES.is_file(), reason="the outlines of countries were not fetched")
def test_every_country_has_an_outline_or_a_mark_or_a_reason() -> None:
    definitions = load()
    found, policy = outlines_for(definitions), definitions.maps
    assert found is not None
    own = {each.area for each in policy.without_code if each.name in found.without_code}
    told = {*found.countries, *own, *policy.marks, *policy.not_drawn}
    assert {each.id for each in definitions.areas} - told == set()
    assert not set(policy.marks) & set(found.countries)
    assert sum(len(each.path) for each in found.countries.values()) < 52_000
