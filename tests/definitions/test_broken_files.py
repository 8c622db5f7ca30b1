"""Every complaint about a definition file names the file and the line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.definitions.codelists import load_codelists
from openssi.definitions.csv_source import read_csv
from openssi.definitions.indicators import load_indicators, load_national_totals
from openssi.definitions.parameters import load_publications
from openssi.definitions.publication import load_publication
from openssi.definitions.questionnaire import load_questionnaire
from openssi.definitions.regions import load_regions
from openssi.definitions.rules import load_rules
from openssi.definitions.source import read_yaml
from openssi.definitions.texts import Texts
from openssi.vocabulary.errors import FixTheFile, TellUs

TEXT = "{en: a, fr: b, es: c}"
RULE = f"""\
group: g
rules:
  - id: R1
    severity: E
    stage: entry
    level: country
    expressions: ["1 = 1"]
    items: []
    title: {TEXT}
    message: {TEXT}
    remedy: {TEXT}
    reason: {TEXT}
    examples:
      - {{passes: true, cells: {{}}}}
"""
INDICATOR = f"""\
family: a
indicators:
  - {{id: A, code: A, weight: X, name: {TEXT}, short_name: {TEXT}, definition: {TEXT}, population: {TEXT}}}
"""
FAMILIES = f"families:\n  - {{id: a, name: {TEXT}}}\n"
PUBLICATION = "max_age: 5\nmethod: {method}\npublish_from: 0.6\nflag_from: 0.4\n"
CHOICES = """\
parameters:
  - {id: p, name: TEXT, options: [{id: A, name: TEXT}]}
publications:
  - {id: x, name: TEXT, parameters: {CHOICE}}
""".replace("TEXT", TEXT)
REGIONS = {
    "areas.csv": "area,m49,iso2,name_en,name_fr,name_es,tile_column,tile_row\nQMA,,,A,A,A,{column},1\n",
    "groups.csv": "grouping,group_code,m49,name_en,name_fr,name_es,short_en,short_fr,short_es,sort_order\n",
    "members.csv": "grouping,group_code,area,valid_from,valid_to,source,source_date\n",
}

Loader = Callable[[Path], object]


def with_key(written: str) -> str:
    return INDICATOR.replace("weight: X", f"weight: X, {written}")


def indicators_of(root: Path) -> object:
    (root / "indicator_families.yaml").write_text(FAMILIES, encoding="utf-8")
    return load_indicators(root, {})


BROKEN: list[tuple[str, str, Loader, str, int | None]] = [
    ("a.yaml", "a: [1", lambda root: read_yaml(root / "a.yaml"), "DEFINITION_NOT_YAML", 2),
    ("a.yaml", "# nothing\n", lambda root: read_yaml(root / "a.yaml"), "DEFINITION_EMPTY", None),
    ("a.yaml", "a: 1\nb: 2", lambda root: list(read_yaml(root / "a.yaml")["b"].items()), "DEFINITION_NOT_A_LIST", 2),
    ("a.yaml", "- 1", lambda root: read_yaml(root / "a.yaml").find("a"), "DEFINITION_NOT_A_MAPPING", 1),
    ("a.yaml", "a: [1]", lambda root: read_yaml(root / "a.yaml").text("a"), "DEFINITION_NOT_A_TEXT", 1),
    ("a.yaml", "a: 1", lambda root: read_yaml(root / "a.yaml").text("b"), "DEFINITION_KEY_MISSING", 1),
    ("a.yaml", "a: 1\nc: 2", lambda root: read_yaml(root / "a.yaml").only("a"), "DEFINITION_KEY_UNKNOWN", 2),
    (
        "a.yaml",
        "x: 1\na: {en: one, fr: un}",
        lambda root: read_yaml(root / "a.yaml").multilingual("a"),
        "DEFINITION_LANGUAGE_MISSING",
        2,
    ),
    ("rules/a.yaml", RULE, load_rules, "RULE_NEEDS_EXAMPLES", 14),
    ("rules/a.yaml", RULE.replace("severity: E", "severity: X"), load_rules, "RULE_NEEDS_EXAMPLES", 14),
    (
        "rules/a.yaml",
        RULE.replace("severity: E", "severity: X") + "      - {passes: false, cells: {}}\n",
        load_rules,
        "DEFINITION_VALUE_UNKNOWN",
        4,
    ),
    ("indicators/a.yaml", INDICATOR + INDICATOR.splitlines()[-1], indicators_of, "DEFINITION_ID_TWICE", 4),
    ("indicators/a.yaml", with_key("cap: many"), indicators_of, "DEFINITION_NOT_A_NUMBER", 3),
    ("indicators/a.yaml", with_key("bounds: [0]"), indicators_of, "DEFINITION_NOT_A_NUMBER", 3),
    ("indicators/a.yaml", with_key("bounds: [0, all]"), indicators_of, "DEFINITION_NOT_A_NUMBER", 3),
    ("indicators/a.yaml", with_key("direction: sideways"), indicators_of, "DEFINITION_VALUE_UNKNOWN", 3),
    ("indicators/a.yaml", with_key("formula: 1, turns: CL_STARS"), indicators_of, "DEFINITION_CODELIST_UNKNOWN", 3),
    ("indicators/a.yaml", with_key("formula: 1 +"), indicators_of, "EXPRESSION_ENDS_EARLY", 3),
    ("indicators/a.yaml", INDICATOR.replace("family: a", "family: b"), indicators_of, "DEFINITION_VALUE_UNKNOWN", 1),
    (
        "national_totals.yaml",
        "totals:\n  - {id: H, caps: {everybody: X}}",
        load_national_totals,
        "DEFINITION_VALUE_UNKNOWN",
        2,
    ),
    ("publication.yaml", PUBLICATION.format(method="guess"), load_publication, "DEFINITION_VALUE_UNKNOWN", 2),
    ("publications.yaml", CHOICES.replace("CHOICE", "stars: A"), load_publications, "DEFINITION_VALUE_UNKNOWN", 4),
    ("publications.yaml", CHOICES.replace("CHOICE", "p: B"), load_publications, "DEFINITION_VALUE_UNKNOWN", 4),
    ("codelists/CL_A.csv", "code,en,fr,es\nA,a,a,a\nA,a,a,a\n", load_codelists, "DEFINITION_ID_TWICE", 3),
    ("codelists/CL_A.csv", "code,en,fr,es\nA,a,,a\n", load_codelists, "DEFINITION_LANGUAGE_MISSING", 2),
    ("codelists/CL_A.csv", "code,en\nA,a\n", load_codelists, "DEFINITION_COLUMNS_MISSING", 1),
    ("a.csv", "", lambda root: list(read_csv(root / "b.csv", ())), "DEFINITION_FILE_MISSING", None),
]


@pytest.mark.parametrize(("name", "content", "loader", "code", "line"), BROKEN)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, name: str, content: str, loader: Loader, code: str, line: int | None
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        loader(tmp_path)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.row) == (code, line)
    assert problem.place.file


def test_a_tile_that_is_no_whole_number_is_named(tmp_path: Path) -> None:
    (tmp_path / "regions").mkdir()
    for name, content in REGIONS.items():
        (tmp_path / "regions" / name).write_text(content.format(column="left"), encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        load_regions(tmp_path)
    assert caught.value.problems[0].code == "DEFINITION_NOT_WHOLE"
    assert caught.value.problems[0].place.row == 2


def test_an_item_that_stands_twice_is_refused(tmp_path: Path) -> None:
    item = f"{{id: A.B, code: A1.01, type: number, requirement: optional, label: {TEXT}, definition: {TEXT}}}"
    folder = tmp_path / "questionnaire" / "1"
    folder.mkdir(parents=True)
    (tmp_path / "version.yaml").write_text("version: '1'", encoding="utf-8")
    (folder / "version.yaml").write_text("version: '1'\ntables: [A1]", encoding="utf-8")
    table = f"table: A1\nlevel: country\ntitle: {TEXT}\nitems:\n  - {item}\n  - {item}\n"
    (folder / "A1.yaml").write_text(table, encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        load_questionnaire(tmp_path)
    assert (caught.value.problems[0].code, caught.value.problems[0].place.row) == ("DEFINITION_ID_TWICE", 6)


def test_a_folder_without_definitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        load(tmp_path)
    assert caught.value.problems[0].code == "DEFINITIONS_MISSING"


def test_a_text_that_is_not_defined_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(TellUs) as caught:
        Texts(tmp_path).get("cli.nothing", "en")
    assert caught.value.problems[0].code == "TEXT_MISSING"


def test_plurals_follow_the_language(tmp_path: Path) -> None:
    text = "n: {en: {one: '{count} country', other: '{count} countries'}, fr: {one: '{count} pays', other: x}, es: y}"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    texts = Texts(tmp_path)
    assert [texts.get("a.n", "en", count=n) for n in (0, 1, 2)] == ["0 countries", "1 country", "2 countries"]
    assert texts.get("a.n", "fr", count=0) == "0 pays"
