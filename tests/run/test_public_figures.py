"""Figures that would tell a cell which is not free are withheld, and only these."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest

from openssi.engine import table_of
from openssi.run.public_figures import public_figures
from openssi.vocabulary.dataflow import DATAFLOWS

WITHHELD = "QMA.2023.B_REC.QMA01.QMA01-01"
OTHER = "QMA.2023.B_REC.QMA02.QMA02-01"


def rows(dataflow: str, *given: Mapping[str, Any]) -> pa.Table:
    names = DATAFLOWS[dataflow].names
    return table_of(DATAFLOWS[dataflow], [{**dict.fromkeys(names), **each} for each in given])


def total(name: str, value: int, reported: str = "") -> Mapping[str, Any]:
    return {
        "total_id": name, "value": value, "lower": value, "upper": value, "proposed": value, "obs_status": "A",
        "reported_obs_id": reported,
    }  # fmt: skip


def edge(output: str, source: str, role: str, amount: float) -> Mapping[str, Any]:
    return {"output_id": output, "input_id": source, "role": role, "amount": amount}


TABLES = {
    "national_totals": rows("national_totals", total("reported", 12, WITHHELD), total("added", 30), total("rest", 70)),
    "country_values": rows(
        "country_values",
        {"value_id": "share", "value": 12.0, "numerator": 12, "numerator_id": "reported", "obs_status": "A"},
        {"value_id": "other", "value": 30.0, "numerator": 30, "numerator_id": "added", "obs_status": "A"},
        {"value_id": "direct", "value": 30.0, "lowest": 12.0, "highest": 18.0, "obs_status": "A"},
        {"value_id": "gap", "value": 70.0, "obs_status": "A"},
    ),
    "lineage": rows(
        "lineage",
        edge("reported", WITHHELD, "reported", 12),
        edge("added", WITHHELD, "part", 12),
        edge("added", OTHER, "part", 18),
        edge("rest", "reported", "term", 12),
        edge("share", "reported", "numerator", 12),
        edge("other", "added", "numerator", 30),
        edge("direct", WITHHELD, "numerator", 12),
        edge("direct", OTHER, "numerator", 18),
        edge("scheme", WITHHELD, "denominator", 12),
        {**edge("gap", "direct", "numerator", 30), "input_kind": "country_value"},
        edge("free", OTHER, "numerator", 18),
    ),
    "scheme_values": rows(
        "scheme_values",
        {"value_id": "scheme", "value": 1.5, "numerator": 18, "denominator": 12, "obs_status": "A"},
        {"value_id": "free", "value": 1.8, "numerator": 18, "denominator": 10, "obs_status": "A"},
    ),
    "aggregate_inputs": rows(
        "aggregate_inputs", {"value_id": "share", "value": 12.0}, {"value_id": "other", "value": 30.0}
    ),
}


@pytest.fixture(scope="module")
def public() -> Mapping[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in public_figures(TABLES, frozenset({WITHHELD})).items()}


def test_where_everything_is_free_nothing_changes() -> None:
    found = public_figures(TABLES, frozenset())
    assert {name: sorted(map(str, table.to_pylist())) for name, table in found.items()} == {
        name: sorted(map(str, table.to_pylist())) for name, table in TABLES.items()
    }


def test_a_total_reported_in_such_a_cell_is_withheld_with_what_is_made_of_it(
    public: Mapping[str, list[dict[str, Any]]],
) -> None:
    totals = {row["total_id"]: (row["value"], row["obs_status"]) for row in public["national_totals"]}
    assert totals["reported"] == (None, "Q")
    assert totals["rest"] == (None, "Q")
    values = {row["value_id"]: (row["value"], row["numerator"], row["obs_status"]) for row in public["country_values"]}
    assert values["share"] == (None, None, "Q")
    assert {row["value_id"]: row["value"] for row in public["aggregate_inputs"]} == {"share": None, "other": 30.0}


def test_a_total_of_several_cells_stays_but_none_of_its_amounts_is_told(
    public: Mapping[str, list[dict[str, Any]]],
) -> None:
    assert next(row["value"] for row in public["national_totals"] if row["total_id"] == "added") == 30
    amounts = {(row["output_id"], row["input_id"]): row["amount"] for row in public["lineage"]}
    assert amounts["added", WITHHELD] is None
    assert amounts["added", OTHER] is None
    assert amounts["rest", "reported"] is None
    assert amounts["share", "reported"] is None
    assert amounts["other", "added"] == 30


def test_a_value_is_withheld_with_any_cell_that_its_formula_names(public: Mapping[str, list[dict[str, Any]]]) -> None:
    values = {each["value_id"]: each for each in public["country_values"]}
    assert [values["direct"][name] for name in ("value", "lowest", "highest", "obs_status")] == [None, None, None, "Q"]
    schemes = {each["value_id"]: each for each in public["scheme_values"]}
    assert [schemes["scheme"][name] for name in ("value", "numerator", "denominator")] == [None, None, None]
    assert schemes["free"]["value"] == 1.8


def test_a_value_is_withheld_with_another_that_it_is_computed_from(public: Mapping[str, list[dict[str, Any]]]) -> None:
    values = {each["value_id"]: each for each in public["country_values"]}
    assert (values["gap"]["value"], values["gap"]["obs_status"]) == (None, "Q")
    assert values["other"]["value"] == 30.0
