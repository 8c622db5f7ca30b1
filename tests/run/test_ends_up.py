"""From a cell to every figure that it ends up in, over a tiny literal release."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.engine import Connection, connect, table_of
from openssi.run.lineage.ends_up import CellKey, WayForward
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.lineage import LineageNode

OLD, ANY = "SDG_1_3_1_OLD_AGE", "SDG_1_3_1_TOTAL"
CELL = {
    "ref_area": "QMA", "time_period": 2023, "scheme": "QMA01", "benefit": "QMA01-01", "sex": "_T", "age": "_T",
    "func": "_Z", "breakdown": "_Z", "unit_mult": 0, "channel": "workbook", "conf_status": "F", "obs_status": "A",
    "item": "B.REC", "value": Decimal(150),
}  # fmt: skip
FIGURE = {"sex": "_T", "breakdown": "_T", "time_period": 2023, "ref_area": "QMA", "origin": "inquiry"}
TOTAL = {"ref_area": "QMA", "sex": "_T", "time_period": 2023, "value": Decimal(150), "obs_status": "E"}
INPUT = {"indicator": OLD, "sex": "_T", "breakdown": "_T", "time_period": 2023, "imputed": False}


def link(output: str, given: str, role: str, kind: str = "cell", **more: object) -> dict[str, object]:
    return {
        "ref_area": "QMA",
        "output_id": output,
        "input_id": given,
        "role": role,
        "input_kind": kind,
        "sequence": 1,
        **more,
    }


ROWS: dict[str, list[dict[str, object]]] = {
    "areas": [{"area": "QMA", "name_en": "Alba", "name_fr": "Albe", "name_es": "Alba"}],
    "groups": [{"grouping": "WORLD", "group_code": "001", "name_en": "World", "name_fr": "Monde", "name_es": "Mundo"}],
    "members": [
        {"grouping": "WORLD", "group_code": "001", "area": area, "valid_from": 1900, "valid_to": 9999}
        for area in ("QMA", "QMB")
    ],
    "observations": [
        {**CELL, "obs_id": "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"},
        {**CELL, "obs_id": "QMA.2023.B_REC.QMA01.QMA01-02._T._T._Z._Z", "benefit": "QMA01-02", "value": None,
         "conf_status": "C", "obs_status": "Q"},
        {**CELL, "obs_id": "QMA.2023.X_POP_PENAGE._Z._Z._T._T._Z._Z", "item": "X.POP_PENAGE", "scheme": "_Z",
         "benefit": "_Z", "value": Decimal(300), "channel": "context"},
    ],
    "national_totals": [
        {**TOTAL, "total_id": "total.old", "item": "H.COV_OLD", "chosen": "proposed"},
        {**TOTAL, "total_id": "total.any", "item": "H.COV_ANY", "chosen": "reported"},
        {**TOTAL, "total_id": "total.vuln", "item": "H.COV_VULN", "chosen": "proposed"},
    ],
    "country_values": [
        {**FIGURE, "value_id": "old", "indicator": OLD, "value": 50.0},
        {**FIGURE, "value_id": "any", "indicator": ANY, "value": 70.0},
        {**FIGURE, "value_id": "gap", "indicator": "SDG_1_3_1_CHILD", "value": 20.0},
    ],
    "scheme_values": [
        {"value_id": "rate", "indicator": OLD, "ref_area": "QMA", "scheme": "QMA01", "benefit": "_Z", "sex": "_T",
         "breakdown": "_T", "time_period": 2023, "value": 9.0},
    ],
    "lineage": [
        link("total.old", "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z", "part", amount=150.0),
        link("total.any", "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z", "part", amount=150.0),
        link("total.vuln", "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z", "left_out", reason="in kind"),
        link("old", "total.old", "numerator", "national_total"),
        link("old", "QMA.2023.X_POP_PENAGE._Z._Z._T._T._Z._Z", "denominator", "context"),
        link("any", "total.any", "numerator", "national_total"),
        link("gap", "old", "numerator", "country_value"),
        link("rate", "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z", "numerator"),
    ],
    "aggregate_inputs": [
        {**INPUT, "ref_area": "QMA", "value_id": "old", "value": 50.0, "value_year": 2023, "weight": 300.0,
         "weight_id": "QMA.2023.X_POP_PENAGE._Z._Z._T._T._Z._Z"},
        {**INPUT, "ref_area": "QMA", "value_id": "old", "value": 50.0, "value_year": 2023, "weight": 300.0,
         "time_period": 2024, "weight_id": ""},
        {**INPUT, "ref_area": "QMB", "value_id": "w", "value": 80.0, "value_year": 2022, "weight": 100.0},
    ],
    "aggregates": [
        {**INPUT, "aggregate_id": f"world.{year}", "grouping": "WORLD", "group_code": "001", "value": 57.5,
         "publication": publication, "time_period": year}
        for year, publication in ((2023, "published"), (2024, "suppressed"))
    ],
}  # fmt: skip
RECIPIENTS = "QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"


@pytest.fixture
def release() -> Iterator[Connection]:
    for row in ROWS["aggregates"]:
        row.pop("imputed", None)
    tables = {name: table_of(dataflow, ROWS.get(name, ())) for name, dataflow in DATAFLOWS.items()}
    with connect(**tables) as connection:
        yield connection


def way(release: Connection, language: str = "en") -> WayForward:
    return WayForward(release, load(), language)  # type: ignore[arg-type]


def by_id(nodes: tuple[LineageNode, ...]) -> dict[str, LineageNode]:
    return {each.id: each for each in nodes}


def test_a_cell_ends_up_in_totals_indicators_schemes_and_aggregates(release: Connection) -> None:
    found = way(release).of(RECIPIENTS, ["2026.1"])
    assert found.origin.value == 150.0
    assert set(by_id(found.totals)) == {"total.old", "total.any", "total.vuln"}
    assert set(by_id(found.indicators)) == {"old", "any"}
    assert set(by_id(found.made_of_indicators)) == {"gap"}
    assert set(by_id(found.units)) == {"rate"}
    assert [grouping for grouping, _ in found.aggregates] == ["WORLD"]
    assert found.releases == ("2026.1",)


def test_a_total_says_whether_it_contains_the_cell_and_why_not(release: Connection) -> None:
    totals = by_id(way(release).of(RECIPIENTS).totals)
    assert totals["total.old"].left_out == ""
    assert "the country reported stands" in totals["total.any"].left_out
    assert totals["total.vuln"].left_out == "not added: in kind"


def test_what_only_looks_at_a_cell_is_told_apart_all_the_way(release: Connection) -> None:
    found = way(release).of(RECIPIENTS)
    indicators = by_id(found.indicators)
    assert indicators["old"].left_out == ""
    assert "do not contain it" in indicators["any"].left_out
    assert by_id(found.made_of_indicators)["gap"].left_out == ""


def test_an_indicator_says_by_way_of_which_figures_it_was_reached(release: Connection) -> None:
    found = way(release).of(RECIPIENTS)
    assert by_id(found.indicators)["old"].operation == f"by way of: {load().questionnaire.items['H.COV_OLD'].label.en}"
    assert load().indicators[OLD].short_name.en in by_id(found.made_of_indicators)["gap"].operation


def test_an_aggregate_tells_the_share_of_the_country_what_it_adds_and_the_other_years(release: Connection) -> None:
    ((_, (world,)),) = way(release).of(RECIPIENTS).aggregates
    assert (world.id, world.value, world.weight_share, world.contribution) == ("world.2023", 57.5, 0.75, 37.5)
    assert world.note == "also in 2024"


def test_a_context_value_ends_up_in_aggregates_as_the_weight(release: Connection) -> None:
    found = way(release).of("QMA.2023.X_POP_PENAGE._Z._Z._T._T._Z._Z")
    assert set(by_id(found.indicators)) == {"old"}
    ((_, (world,)),) = found.aggregates
    assert world.weight_share == 0.75


def test_a_total_or_a_value_can_be_asked_for_as_well(release: Connection) -> None:
    assert way(release).of("total.old").ids == {"old", "gap"}
    assert way(release).of("old").ids == {"gap"}
    assert way(release).of("rate").ids == frozenset()


def test_a_withheld_cell_shows_why_and_no_value(release: Connection) -> None:
    found = way(release).of("QMA.2023.B_REC.QMA01.QMA01-02._T._T._Z._Z")
    assert found.origin.value is None
    assert "confidential" in found.origin.note.lower()


def test_a_cell_is_found_by_country_item_year_scheme_and_benefit(release: Connection) -> None:
    key = CellKey(area="QMA", item="B.REC", year=2023, benefit="QMA01-01")
    assert way(release).cell_id(key) == RECIPIENTS
    with pytest.raises(FixTheFile) as caught:
        way(release).cell_id(CellKey(area="QMA", item="B.REC", year=2023, benefit="QMA01-09"))
    assert caught.value.problems[0].code == "CELL_UNKNOWN"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_an_unknown_id_is_answered_with_the_nearest_ones(release: Connection, language: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        way(release, language).of("QMA.2023.B_REC.QMA01.QMA01-1._T._T._Z._Z")
    assert caught.value.problems[0].code == "CELL_UNKNOWN"
    assert RECIPIENTS in caught.value.problems[0].message(language)  # type: ignore[arg-type]
