"""Parameters of the plain API: names and values that stay."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from ninja import Path, Query
from pydantic import WithJsonSchema

from openssi.definitions import load
from openssi.present import PARAMETERS

MOST_ROWS = 100_000
"""Rows of one answer in JSON; more follow under its `next`."""

Lang = Annotated[Literal["en", "fr", "es"], Query()]
Release = Annotated[str, Query(max_length=40)]
AsOf = Annotated[str, Query(max_length=40)]
Labels = Annotated[bool, Query()]
Limit = Annotated[int | None, Query(ge=1, le=MOST_ROWS)]
Offset = Annotated[int, Query(ge=0, le=10**12)]
Year = Annotated[int | None, Query(ge=1, le=9999)]
Latest = Annotated[int | None, Query(ge=1, le=1000)]
Word = Annotated[str, Query()]
Width = Annotated[str, Query(), WithJsonSchema({"type": "string", "enum": ["720", "358"]})]

ReleasePart = Annotated[str, Path()]


def query_parameter(name: str, description: str = "") -> dict[str, Any]:
    """Describe a parameter that is read by its name."""
    return {
        "in": "query",
        "name": name,
        "required": False,
        "schema": {"type": "string"},
        **({"description": description} if description else {}),
    }


def dimension_names() -> tuple[str, ...]:
    """Return the dimensions of all dataflows, each once, in their order."""
    structures = load().dataflows.structures.values()
    return tuple(dict.fromkeys(each.id for structure in structures for each in structure.dimensions))


def dimension_parameters() -> list[Mapping[str, Any]]:
    """Describe the dimensions as parameters: codes with commas between them."""
    return [query_parameter(each) for each in dimension_names()]


def parts_of_a_selection() -> Iterable[Mapping[str, Any]]:
    """Describe the parts of a selection of an indicator that its address does not name."""
    return [query_parameter(each) for each in PARAMETERS]
