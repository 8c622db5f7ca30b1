"""A TopoJSON of squares, made by hand: two neighbours that share a border, a dot, and an area without a code."""

from typing import Any

AREA_CODES = ("001", "002", "003")


def topology() -> dict[str, Any]:
    """Return squares of ten degrees at the equator: `001` west of `002`, `003` of a tenth, one nameless by code."""
    return {
        "type": "Topology",
        "arcs": [
            [[11, 0], [11, 10]],
            [[11, 10], [1, 10], [1, 0], [11, 0]],
            [[11, 0], [21, 0], [21, 10], [11, 10]],
            [[40, 0], [40.1, 0], [40.1, 0.1], [40, 0.1], [40, 0]],
            [[50, 0], [55, 0], [55, 5], [50, 5], [50, 0]],
        ],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "001", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "002", "properties": {"name": "East"}, "arcs": [[[2, -1]]]},
                    {"type": "Polygon", "id": "003", "properties": {"name": "Dot"}, "arcs": [[3]]},
                    {"type": "Polygon", "properties": {"name": "Between"}, "arcs": [[4]]},
                    {"type": None, "id": "004", "properties": {"name": "Nowhere"}},
                ],
            }
        },
    }
