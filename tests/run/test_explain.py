"""From a figure back to its cells, over a tiny literal release."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.engine import Connection, connect, table_of
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.lineage.words import LineageWords
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.errors import FixTheFile

KEY = FigureKey(indicator="SDG_1_3_1_OLD_AGE", year=2023)
FIGURE = {"indicator": "SDG_1_3_1_OLD_AGE", "sex": "_T", "breakdown": "_T", "time_period": 2023}
CELL = {"scheme": "_Z", "benefit": "_Z", "sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z", "unit_mult": 0}
BENEFIT = {**CELL, "scheme": "QMA01", "benefit": "QMA01-01"}
INPUT = {**FIGURE, "weight_item": "X.POP_PENAGE", "imputed": False, "imputed_from": ""}
AGGREGATE = {
    **FIGURE,
    "grouping": "WORLD",
    "group_code": "001",
    "value": 62.0,
    "publication": "published",
    "observed_share": 1.0,
    "countries": 2,
    "countries_total": 2,
    "year_mix": "2022:1 2023:1",
    "nature": "G",
    "obs_status": "A",
}
ROWS: dict[str, list[dict[str, object]]] = {
    "areas": [
        {"area": "QMA", "name_en": "Alba", "name_fr": "Albe", "name_es": "Alba"},
        {"area": "QMB", "name_en": "Bora", "name_fr": "Bore", "name_es": "Bora"},
    ],
    "groups": [
        {"grouping": "WORLD", "group_code": "001", "name_en": "World", "name_fr": "Monde", "name_es": "Mundo"},
        {"grouping": "REGION", "group_code": "N", "name_en": "North", "name_fr": "Nord", "name_es": "Norte"},
    ],
    "members": [
        {"grouping": grouping, "group_code": code, "area": area, "valid_from": 1900, "valid_to": 9999}
        for grouping, code in (("WORLD", "001"), ("REGION", "N"))
        for area in ("QMA", "QMB")
    ],
    "aggregates": [{"aggregate_id": "world", **AGGREGATE}],
    "aggregate_inputs": [
        {**INPUT, "ref_area": "QMA", "value_id": "v", "value": 50.0, "value_year": 2023, "weight": 300.0},
        {**INPUT, "ref_area": "QMB", "value_id": "w", "value": 80.0, "value_year": 2022, "weight": 200.0},
    ],
    "country_values": [
        {**FIGURE, "value_id": "v", "ref_area": "QMA", "value": 50.0, "origin": "inquiry", "obs_status": "A"},
        {
            **FIGURE,
            "value_id": "w",
            "ref_area": "QMB",
            "value": 80.0,
            "origin": "series",
            "series_value_id": "s",
            "footnote": "NOPROG",
        },
    ],
    "national_totals": [
        {
            "total_id": "t",
            "ref_area": "QMA",
            "item": "H.COV_OLD",
            "sex": "_T",
            "time_period": 2023,
            "value": Decimal(150),
            "lower": Decimal(140),
            "upper": Decimal(160),
            "chosen": "proposed",
            "obs_status": "E",
            "method": "BOUNDS",
        }
    ],
    "lineage": [
        {
            "ref_area": "QMA",
            "output_id": "v",
            "input_id": "t",
            "input_kind": "national_total",
            "role": "numerator",
            "sequence": 1,
        },
        {
            "ref_area": "QMA",
            "output_id": "v",
            "input_id": "pop",
            "input_kind": "context",
            "role": "denominator",
            "sequence": 2,
        },
        {
            "ref_area": "QMA",
            "output_id": "t",
            "input_id": "rec",
            "input_kind": "cell",
            "role": "part",
            "amount": 150.0,
            "sequence": 1,
        },
        {
            "ref_area": "QMA",
            "output_id": "t",
            "input_id": "hou",
            "input_kind": "cell",
            "role": "left_out",
            "reason": "in kind",
            "sequence": 2,
        },
    ],
    "observations": [
        {
            **BENEFIT,
            "obs_id": "rec",
            "ref_area": "QMA",
            "item": "B.REC",
            "time_period": 2023,
            "value": Decimal("0.15"),
            "unit_mult": 3,
            "source": "Register",
            "note": "Stock at 31 December",
            "channel": "workbook",
            "file": "QMA-2023.xlsx",
            "sheet": "S_QMA01",
            "cell": "G12",
            "row_number": 12,
            "obs_status": "P",
        },
        {
            **BENEFIT,
            "obs_id": "hou",
            "ref_area": "QMA",
            "item": "B.REC",
            "time_period": 2023,
            "value": Decimal(7),
            "channel": "workbook",
        },
        {
            **BENEFIT,
            "obs_id": "name",
            "ref_area": "QMA",
            "item": "B.NAME_EN",
            "time_period": 2022,
            "text_value": "Old-age pension",
            "channel": "workbook",
        },
        {
            **CELL,
            "obs_id": "pop",
            "ref_area": "QMA",
            "item": "X.POP_PENAGE",
            "time_period": 2023,
            "value": Decimal(300),
            "channel": "context",
        },
    ],
    "series_values": [
        {
            "value_id": "s",
            "series": "SI_COV_PENSN",
            "ref_area": "QMB",
            "area_name": "Bora",
            "time_period": 2023,
            "value": Decimal(80),
            "footnote": "Social assistance only",
            "file": "goal1.csv",
            "row_number": 99,
        }
    ],
    "findings": [
        {
            "finding_id": "R098@rec",
            "rule": "R098",
            "severity": "W",
            "ref_area": "QMA",
            "time_period": 2023,
            "obs_id": "rec",
            "item": "B.REC",
            "scheme": "QMA01",
            "benefit": "QMA01-01",
            "sex": "_T",
            "message_en": "Up by a third.",
            "message_fr": "Hausse d’un tiers.",
            "message_es": "Subida de un tercio.",
            "remedy_en": "-",
            "remedy_fr": "-",
            "remedy_es": "-",
            "state": "explained",
            "explanation": "New law",
        }
    ],
}


@pytest.fixture
def release() -> Iterator[Connection]:
    tables = {name: table_of(dataflow, ROWS.get(name, ())) for name, dataflow in DATAFLOWS.items()}
    with connect(**tables) as connection:
        yield connection


def explainer(release: Connection, language: str = "en") -> Explainer:
    return Explainer(release, load(), language)  # type: ignore[arg-type]


def test_the_world_is_the_weighted_sum_of_its_countries(release: Connection) -> None:
    node = explainer(release).aggregate(KEY, "WORLD", "001")
    assert [(child.label, child.weight_share, child.contribution) for child in node.children] == [
        ("Bora", 0.4, 32.0),
        ("Alba", 0.6, 30.0),
    ]
    assert sum(child.contribution or 0 for child in node.children) == node.value


def test_the_world_can_be_split_by_region_first(release: Connection) -> None:
    node = explainer(release).aggregate(KEY, "WORLD", "001", split="REGION")
    (north,) = node.children
    assert (north.label, north.kind, north.weight_share, north.value, north.more) == ("North", "group", 1.0, 62.0, 2)


def test_an_aggregate_says_its_observed_share_and_years(release: Connection) -> None:
    note = explainer(release).aggregate(KEY, "WORLD", "001").note
    assert "100%" in note
    assert "2022 (1), 2023 (1)" in note


def test_a_country_walks_to_numerator_denominator_and_cells(release: Connection) -> None:
    node = explainer(release).country(KEY, "QMA")
    numerator, denominator = node.children
    assert (numerator.kind, numerator.value, denominator.kind, denominator.value) == (
        "national_total",
        150.0,
        "context",
        300.0,
    )
    cell, left_out = numerator.children
    assert cell.label == "Old-age pension (QMA01-01): " + load().questionnaire.items["B.REC"].label.en
    assert (cell.value, cell.status, cell.source, cell.note) == (150.0, "P", "Register", "Stock at 31 December")
    assert (cell.place.file, cell.place.sheet, cell.place.cell) == ("QMA-2023.xlsx", "S_QMA01", "G12")
    assert left_out.left_out == "in kind"


def test_the_cell_brings_what_the_rules_said_and_what_the_country_answered(release: Connection) -> None:
    cell = explainer(release).country(KEY, "QMA").children[0].children[0]
    assert [(finding.rule, finding.explanation) for finding in cell.findings] == [("R098", "New law")]


def test_an_unknown_overlap_is_told_with_its_bounds(release: Connection) -> None:
    numerator = explainer(release).country(KEY, "QMA").children[0]
    assert "140" in numerator.note
    assert "160" in numerator.note


def test_a_published_series_ends_at_file_and_line(release: Connection) -> None:
    node = explainer(release).country(KEY, "QMB")
    (published,) = node.children
    assert (published.kind, published.place.file, published.place.row) == ("series_value", "goal1.csv", 99)
    assert published.note == "Social assistance only"


def test_names_follow_the_language(release: Connection) -> None:
    assert explainer(release, "fr").country(KEY, "QMA").label == "Albe"
    assert explainer(release, "es").aggregate(KEY, "WORLD", "001").label == "Mundo"


def test_a_code_is_recognised_as_group_or_country(release: Connection) -> None:
    asked = explainer(release)
    assert (asked.grouping_of("WORLD"), asked.grouping_of("1"), asked.grouping_of("QMA")) == ("WORLD", "WORLD", "")
    assert asked.group_code("WORLD", "world") == "001"


def test_a_figure_that_does_not_exist_is_answered_with_the_years_that_do(release: Connection) -> None:
    with pytest.raises(FixTheFile) as caught:
        explainer(release).country(FigureKey(indicator="SDG_1_3_1_OLD_AGE", year=1999), "QMA")
    assert caught.value.problems[0].code == "FIGURE_UNKNOWN"
    assert "2023" in caught.value.problems[0].message("fr")
    with pytest.raises(FixTheFile):
        explainer(release).aggregate(FigureKey(indicator="SDG_1_3_1_OLD_AGE", year=1999), "WORLD", "001")


def explainer_of(**changes: object) -> Iterator[Explainer]:
    rows = {**ROWS, "aggregates": [{"aggregate_id": "world", **AGGREGATE, **changes}]}
    tables = {name: table_of(DATAFLOWS[name], rows.get(name, ())) for name in DATAFLOWS}
    with connect(**tables) as connection:
        yield Explainer(connection, load(), "fr")


def test_a_world_figure_that_is_not_published_is_not_told() -> None:
    for explainer in explainer_of(publication="suppressed", observed_share=0.2, interval_lower=60.0):
        node = explainer.aggregate(KEY, "WORLD", "001")
        assert node.value is None
        assert "60" not in node.note
        assert "non publié" in node.note


def test_a_region_that_is_not_published_has_no_mean_on_the_way_back() -> None:
    region = {"grouping": "REGION", "group_code": "N", "publication": "suppressed"}
    rows = [{"aggregate_id": "world", **AGGREGATE}, {"aggregate_id": "north", **AGGREGATE, **region}]
    tables = {name: table_of(DATAFLOWS[name], {**ROWS, "aggregates": rows}.get(name, ())) for name in DATAFLOWS}
    with connect(**tables) as connection:
        node = Explainer(connection, load(), "en").aggregate(KEY, "WORLD", "001", split="REGION")
    assert node.value == 62.0
    assert [(child.label, child.value, child.more) for child in node.children] == [("North", None, 2)]


def test_a_benefit_stands_before_its_question_as_the_language_writes_it() -> None:
    with connect() as connection:
        english, french = (LineageWords(connection, load(), each) for each in ("en", "fr"))
    assert english.owned("Pension (QMA01-01)", "Recipients") == "Pension (QMA01-01): Recipients"
    assert french.owned("Pension (QMA01-01)", "Bénéficiaires") == "Pension (QMA01-01)\u00a0: Bénéficiaires"
    assert french.owned("", "Population") == "Population"
