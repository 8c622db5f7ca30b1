"""Equal Earth against the numbers of its authors, and areas that stay in proportion."""

from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.present.maps.equal_earth import project, rotated


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0, 0), (0, 0)),
        ((180, 0), (2.7066299836960748, 0)),
        ((0, 90), (0, 1.3173627591574133)),
        ((0, -90), (0, -1.3173627591574133)),
    ],
)
def test_places_stand_where_the_authors_put_them(place: tuple[float, float], expected: tuple[float, float]) -> None:
    assert project(*place) == pytest.approx(expected, abs=1e-12)


def test_poles_are_lines_somewhat_more_than_half_as_long_as_the_equator() -> None:
    assert project(180, 90)[0] / project(180, 0)[0] == pytest.approx(0.59247, abs=1e-4)


@given(st.floats(-179, 179), st.floats(-89, 89))
def test_areas_on_the_map_are_those_on_the_ground(longitude: float, latitude: float) -> None:
    step = 1e-4
    west, east = project(longitude - step, latitude), project(longitude + step, latitude)
    south, north = project(longitude, latitude - step), project(longitude, latitude + step)
    across = ((east[0] - west[0]) / 2, (east[1] - west[1]) / 2)
    up = ((north[0] - south[0]) / 2, (north[1] - south[1]) / 2)
    drawn = across[0] * up[1] - across[1] * up[0]
    ground = radians(step) ** 2 * cos(radians(latitude))
    assert drawn == pytest.approx(ground, rel=1e-4)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_the_map_is_the_same_on_both_sides_of_its_middle(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert project(-longitude, latitude) == pytest.approx((-x, y))
    assert project(longitude, -latitude) == pytest.approx((x, -y))


def test_the_whole_globe_has_the_area_of_its_sphere() -> None:
    step = 0.5
    rows = [(each * step - 90, (each + 1) * step - 90) for each in range(360)]
    area = sum(2 * project(180, (low + high) / 2)[0] * (project(0, high)[1] - project(0, low)[1]) for low, high in rows)
    assert area == pytest.approx(4 * pi, rel=1e-4)


@pytest.mark.parametrize(("longitude", "seen"), [(11, 0), (-169, -180), (-168, -179), (-170, 179), (180, 169)])
def test_longitudes_are_counted_from_the_middle_of_the_map(longitude: float, seen: float) -> None:
    assert rotated(longitude, 11) == pytest.approx(seen)
