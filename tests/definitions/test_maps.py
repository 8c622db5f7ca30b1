"""How maps are drawn is declared, and every complaint about it names the line."""

from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.check import maps_are_drawn
from openssi.definitions.loader import Definitions
from openssi.definitions.maps import load_map_policy
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES

DECLARED = (default_root() / "maps.yaml").read_text(encoding="utf-8")
AREAS = {each.id for each in load().areas}


def refused(tmp_path: Path, old: str, new: str) -> FixTheFile:
    assert old in DECLARED
    (tmp_path / "maps.yaml").write_text(DECLARED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FixTheFile) as refusal:
        load_map_policy(tmp_path, AREAS)
    return refusal.value


def test_no_area_without_a_code_takes_the_colour_of_a_neighbour() -> None:
    policy = load().maps
    assert {each.drawn for each in policy.without_code} <= {"plain", "area", "none"}
    assert [each.area for each in policy.without_code if each.drawn == "area"] == ["XKX"]


def test_the_note_on_boundaries_is_there_in_every_language() -> None:
    texts = [load().maps.disclaimer.in_language(language) for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("layer: un", "layer: world", "DEFINITION_VALUE_UNKNOWN"),
        ("layer: un", "layer: national", "DEFINITION_KEY_MISSING"),
        ("smallest: 14", "smallest: few", "DEFINITION_NOT_A_NUMBER"),
        ("smallest: 14", "smallest: 14\nlargest: 20", "DEFINITION_KEY_UNKNOWN"),
        ("area: XKX", "area: QQQ", "MAP_AREA_UNKNOWN"),
        ("of: FRA", "of: QQQ", "MAP_AREA_UNKNOWN"),
        ("ATA: no", "QQQ: no", "MAP_AREA_UNKNOWN"),
        ("latitude: 36.14", "latitude: 136.14", "MAP_PLACE_OFF_THE_GLOBE"),
        ("name: N. Cyprus", "name: Kosovo", "DEFINITION_ID_TWICE"),
        ("area: TKL", "area: TUV", "DEFINITION_ID_TWICE"),
        ("drawn: none", "drawn: striped", "DEFINITION_VALUE_UNKNOWN"),
        ("  fr:", "  de:", "DEFINITION_LANGUAGE_MISSING"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    problem = refused(tmp_path, old, new).problems[0]
    assert problem.code == code
    assert problem.place.file == "maps.yaml"
    assert problem.place.row


def test_outlines_of_a_host_that_are_not_there_are_found_by_the_check(tmp_path: Path) -> None:
    definitions = Definitions(default_root())
    changed = DECLARED.replace("layer: un", "layer: national\nfile: nowhere.json", 1)
    (tmp_path / "maps.yaml").write_text(changed, encoding="utf-8")
    definitions.__dict__["maps"] = load_map_policy(tmp_path, AREAS)
    assert [each.code for each in maps_are_drawn(definitions)] == ["MAP_FILE_UNREADABLE"]
    assert list(maps_are_drawn(load())) == []
