"""The outlines that maps are drawn with, as far as they are there, and the file that keeps them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from openssi.definitions import Definitions
from openssi.present.maps.outlines import OutlineRules, Outlines, as_json, cut, from_json, outlines_of
from openssi.present.maps.topology import decoded
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

OUTLINES = Path(__file__).parent / "outlines.json"
"""Outlines of the layer `un`; `make assets` writes them, and they are not part of the repository."""


def make_outlines(definitions: Definitions, content: Mapping[str, Any], collection: str) -> dict[str, Any]:
    """Return the outlines of a TopoJSON file as they are kept.

    Args:
        definitions: Codes of countries, and what is drawn.
        content: The file, read from JSON; ids of its features are the numbers of UN M49.
        collection: The collection of countries in it.

    Raises:
        FixTheFile: if there is no such collection, or the edge of the map would cut an area.
    """
    policy = definitions.maps
    numbers = {each.m49: each.id for each in definitions.areas if each.m49}
    hidden = {each.name for each in policy.without_code if each.drawn == "none"}
    left_out = hidden | {number for number, area in numbers.items() if area in policy.not_drawn}
    try:
        topology = decoded(content, collection)
    except (KeyError, TypeError, IndexError) as error:
        raise FixTheFile.because("MAP_FILE_UNREADABLE", Place(item=collection), problem=repr(error)) from error
    crossing = ", ".join(cut(topology, left_out))
    if crossing:
        raise FixTheFile.because("MAP_FILE_UNREADABLE", Place(item=crossing), problem=crossing)
    return as_json(outlines_of(topology, OutlineRules(codes=numbers, left_out=left_out, parts=policy.parts)))


def write_outlines(definitions: Definitions, topology: Path, collection: str, target: Path) -> None:
    """Make the outlines of a TopoJSON file and keep them in another."""
    content = json.loads(topology.read_text(encoding="utf-8"))
    made = make_outlines(definitions, content, collection)
    target.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def outlines_for(definitions: Definitions) -> Outlines | None:
    """Return the outlines of the layer that the host chose; none where it wants no map, or nobody fetched them.

    Raises:
        FixTheFile: if the file of the host is not there, or holds something else.
    """
    policy = definitions.maps
    if policy.layer == "none" or (policy.layer == "un" and not OUTLINES.is_file()):
        return None
    path = OUTLINES if policy.layer == "un" else definitions.root / policy.file
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FixTheFile.because("MAP_FILE_UNREADABLE", Place(file=path.name), problem=str(error)) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Outlines:  # noqa: ARG001 - a file that changed is read again
    return from_json(json.loads(path.read_text(encoding="utf-8")))
