"""The countries that a round asks, as a workspace knows them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from openssi.definitions import load
from openssi.engine import table_of
from openssi.run.rounds.countries import AskedCountries, asked_countries
from openssi.store import Workspace, observations_table
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation

LANGUAGES = ("en", "fr", "es")
EVER = {"valid_to": 9999, "source": "", "source_date": ""}


def area(code: str, tile: tuple[int, int] | None) -> dict[str, Any]:
    column, row = tile or (None, None)
    names = {f"name_{each}": f"{code} {each}" for each in LANGUAGES}
    return {"area": code, "m49": "", "iso2": "", "fictional": True, "tile_column": column, "tile_row": row, **names}


def group(code: str, order: int) -> dict[str, Any]:
    names = {f"{kind}_{each}": f"{code} {each}" for kind in ("name", "short") for each in LANGUAGES}
    return {"grouping": "SDG_REGION", "group_code": code, "m49": "", "sort_order": order, **names}


def persons(code: str, year: int, value: int, **more: Any) -> Observation:
    return Observation(ref_area=code, item="X.POP_TOTAL", time_period=year, value=Decimal(value), **more)


def asked(root: Path, context: list[Observation]) -> AskedCountries:
    member = {"grouping": "SDG_REGION", "area": "QMA", "valid_from": 1900, **EVER}
    members = [
        {**member, "group_code": "OLD", "valid_to": 2020},
        {**member, "group_code": "NEW", "valid_from": 2021},
    ]
    reference = {
        "areas": table_of(AREAS, [area("QMA", (2, 3)), area("QMB", None), area("QMC", None)]),
        "groups": table_of(GROUPS, [group("NEW", 2), group("OLD", 1)]),
        "members": table_of(MEMBERS, members),
    }
    workspace = Workspace.create(root, "demonstration", reference)
    if context:
        workspace.context.write({"observations": observations_table(context)}, {})
    return asked_countries(workspace, load(), 2024)


def test_population_is_that_of_the_year_or_of_the_last_before_it(tmp_path: Path) -> None:
    context = [
        persons("QMA", 2023, 900),
        persons("QMA", 2024, 1),
        persons("QMA", 2024, 7, sex="F"),
        persons("QMA", 2025, 2000),
        persons("QMB", 2022, 5, unit_mult=3),
    ]
    found = asked(tmp_path / "world", context).countries
    assert {code: each.population for code, each in found.items()} == {"QMA": 1.0, "QMB": 5000.0}


def test_who_has_neither_people_nor_a_place_on_the_map_is_not_asked(tmp_path: Path) -> None:
    found = asked(tmp_path / "world", []).countries
    assert list(found) == ["QMA"]
    assert (found["QMA"].tile, found["QMA"].population) == ((2, 3), None)


def test_the_region_is_that_of_the_year_and_regions_stand_in_their_order(tmp_path: Path) -> None:
    found = asked(tmp_path / "world", [persons("QMB", 2024, 5)])
    assert (found.countries["QMA"].region, found.countries["QMB"].region) == ("NEW", "")
    assert [(code, names["fr"]) for code, names in found.regions.items()] == [("OLD", "OLD fr"), ("NEW", "NEW fr")]
