"""Every code of the demonstration world and of the real data has a name, and every key is unique."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.publish.cubes.published_codes import unnamed_codes
from openssi.run.site import OpenRelease, ReleaseSite
from openssi.vocabulary.data_structure import Component, PublishedDataflow
from openssi.vocabulary.text import LANGUAGES

OpenSSI = Callable[..., tuple[int, str, str]]


def opened(root: Path) -> OpenRelease:
    return ReleaseSite(root, load()).latest()


@pytest.fixture(scope="module")
def world(demonstration: Path) -> OpenRelease:
    return opened(demonstration)


@pytest.fixture
def real(openssi: OpenSSI, shared_data: Path, tmp_path: Path) -> OpenRelease:
    root = tmp_path / "real"
    for name, path in (("context", shared_data), ("unsd", shared_data / "unsd_goal1_download_2024.xlsx")):
        assert openssi("load", name, path, "--workspace", root)[0] == 0
    assert openssi("release", "--workspace", root)[0] == 0
    return opened(root)


def keys_with(release: OpenRelease, flow: PublishedDataflow, key: tuple[Component, ...], condition: str) -> int:
    columns = ", ".join(f'"{each.id}"' for each in key)
    statement = f"SELECT {columns} FROM {flow.id} GROUP BY ALL HAVING {condition}"  # noqa: S608 - declared names
    return len(release.connection().rows(statement))


def repeated_keys(release: OpenRelease) -> list[str]:
    flows = release.structures.dataflows.values()
    return [
        each.id
        for each in flows
        if keys_with(release, each, (*each.structure.dimensions, each.structure.time), "count(*) > 1")
    ]


def changing_attributes(release: OpenRelease) -> list[tuple[str, str]]:
    return [
        (flow.id, each.id)
        for flow in release.structures.dataflows.values()
        for each in flow.structure.attached_to("series")
        if keys_with(release, flow, flow.structure.dimensions, f'count(DISTINCT "{each.id}") > 1')
    ]


def test_every_code_of_the_demonstration_world_is_named(world: OpenRelease) -> None:
    assert len(world.structures.codelists["CL_SCHEME"].codes) > 100
    assert list(unnamed_codes(world.connection(), world.definitions)) == []


def test_no_name_of_the_demonstration_world_is_empty(world: OpenRelease) -> None:
    for codelist in world.structures.codelists.values():
        assert all(codelist.name.in_language(each) != codelist.id for each in LANGUAGES)
        assert all(code.name.in_language(each) for code in codelist.codes for each in LANGUAGES)


def test_keys_of_the_demonstration_world_are_unique_and_series_attributes_constant(world: OpenRelease) -> None:
    assert repeated_keys(world) == []
    assert changing_attributes(world) == []


def test_groups_of_sdg_1_3_1_have_codes_of_their_own(world: OpenRelease) -> None:
    areas = world.structures.codelists["CL_AREA_ILOSTAT"]
    assert [each.id for each in areas.codes][:5] == ["X01", "X02", "X03", "X04", "X05"]
    assert areas.by_id["NREACH"].parent == "X01"
    assert areas.by_id["QMA"].parent == "NREACH"


@pytest.mark.shared_data
def test_every_code_of_the_real_data_is_named_and_every_key_unique(real: OpenRelease) -> None:
    release = real
    assert release.structures.codelists["CL_AREA"].by_id["NAM"].name.en == "Namibia"
    assert list(unnamed_codes(release.connection(), release.definitions)) == []
    assert repeated_keys(release) == []
    assert changing_attributes(release) == []
    groups = [each.id for each in release.structures.codelists["CL_AREA_ILOSTAT"].codes if not each.id.isalpha()]
    worlds, incomes = ["X01"], ["X02", "X03", "X04", "X05"]
    of_the_sdg = ["753", "062", "513", "202", "419", "747", "053", "543"]
    of_the_ilo = ["X06", "X36", "X13", "X26", "X45", "X56"]
    assert groups == [*worlds, *incomes, *of_the_sdg, *of_the_ilo]
