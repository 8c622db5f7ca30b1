from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.layouts import load_layouts
from openssi.vocabulary.errors import FixTheFile

UNSD = """
series: [SI_COV_PENSN]
columns:
  series: {headers: [SeriesCode, series], required: true}
  sex: {headers: [Sex]}
codes:
  sex: {"": _T, FEMALE: F}
renamed:
  SI_OLD: {series: SI_COV_PENSN, breakdown: Q1}
missing: ["", N]
"""
CONTEXT = """
years: {first: 1990, last: 2030}
files:
  - file: people.csv
    source: A census
    area: iso3
    year: year
    values:
      - {item: X.BIRTHS, column: births_thousands, factor: 1000}
"""
AGGREGATES = """
files:
  - columns: {area: REF_AREA, value: Share}
    series: SI_COV_BENFTS
    sex: _T
names: {World: "001"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (("unsd", UNSD), ("context", CONTEXT), ("aggregates", AGGREGATES)):
        path = tmp_path / "layouts" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "layouts" / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_layout_is_read_as_it_is_written(root: Path) -> None:
    layouts = load_layouts(root)
    assert [(column.name, column.headers, column.required) for column in layouts.series.columns] == [
        ("series", ("SeriesCode", "series"), True),
        ("sex", ("Sex",), False),
    ]
    assert layouts.series.codes == {"sex": {"": "_T", "FEMALE": "F"}}
    assert layouts.series.renamed == {"SI_OLD": ("SI_COV_PENSN", "Q1")}
    (births,) = layouts.contexts[0].values
    assert (births.factor, births.sex, births.unit, births.status) == (Decimal(1000), "_T", "persons", "A")
    assert layouts.context_years == (1990, 2030)
    assert layouts.group_names == {"World": "001"}


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "row"),
    [
        ("unsd", "missing:", "mising:", "DEFINITION_KEY_UNKNOWN", 10),
        ("context", "factor: 1000", "factor: many", "DEFINITION_NOT_A_NUMBER", 9),
        ("context", "last: 2030", "last: soon", "DEFINITION_NOT_A_NUMBER", 2),
        ("context", "item:", "itm:", "DEFINITION_KEY_UNKNOWN", 9),
        ("aggregates", "series: SI_COV_BENFTS", "x: 1", "DEFINITION_KEY_UNKNOWN", 4),
    ],
)  # fmt: skip
def test_a_slip_is_refused_with_its_line(root: Path, name: str, old: str, new: str, code: str, row: int) -> None:
    change(root, name, old, new)
    with pytest.raises(FixTheFile) as caught:
        load_layouts(root)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == (code, f"{name}.yaml", row)


def test_the_twelve_series_are_those_of_the_indicators() -> None:
    carried = {each.series for each in load().indicators.values() if each.series}
    assert load_layouts(default_root()).series.series == carried
    assert len(carried) == 12


def test_every_named_group_of_countries_is_one_of_ours() -> None:
    codes = {group.m49 for group in load().groups}
    assert set(load_layouts(default_root()).group_names.values()) <= codes


def test_every_context_item_that_weights_an_indicator_or_falls_back_can_be_read() -> None:
    read = {column.item for layout in load_layouts(default_root()).contexts for column in layout.values}
    weighted = [each for each in load().indicators.values() if each.weight.startswith("X.")]
    for indicator in weighted:
        assert {indicator.weight, *indicator.weight_fallbacks} & read, indicator.id
    by_totals = [each.id for each in load().indicators.values() if each.has_aggregates and each not in weighted]
    assert by_totals == ["SDG_1_3_1_VULNERABLE_BY_VULNERABLE", "INJURY_CASES_COMPENSATED", "PENSION_SYSTEM_DEPENDENCY"]


def test_every_source_and_method_of_context_data_exists_in_the_three_languages() -> None:
    layouts = load_layouts(default_root())
    kept = {layout.source for layout in layouts.contexts}
    kept |= {column.method for layout in layouts.contexts for column in layout.values if column.method}
    assert kept - set(layouts.texts) == set()
    assert [each.en for each in layouts.texts.values() if len({each.en, each.fr, each.es}) < 3] == []


def test_the_parts_of_a_text_are_known_by_themselves(root: Path) -> None:
    change(root, "context", "files:", "texts:\n  - {en: A; B, fr: C; D, es: E; F}\nfiles:")
    texts = load_layouts(root).texts
    assert {key: text.fr for key, text in texts.items()} == {"A": "C", "B": "D", "A; B": "C; D"}
