"""`openssi check` refuses definitions that do not hold together."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.check import check
from openssi.run.checking import problems_of

Change = Callable[[Path], None]


def edit(name: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


BROKEN: list[tuple[str, Change]] = [
    (
        "EXPRESSION_ITEM_UNKNOWN",
        edit("indicators/sdg_1_3_1.yaml", "100*H.COV_OLD/", "100*H.COV_OLDER/"),
    ),
    ("DEFINITION_ITEM_UNKNOWN", edit("indicators/sdg_1_3_1.yaml", "weight: X.BIRTHS", "weight: X.BIRTH")),
    ("DEFINITION_VALUE_UNKNOWN", edit("indicators/sdg_1_3_1.yaml", "unit: PT,", "unit: FURLONG,")),
    ("DEFINITION_VALUE_UNKNOWN", edit("indicators/sdg_1_3_1.yaml", "value: 25}", "value: 25, sex: X}")),
    (
        "INDICATOR_FORMULA_AND_PROCEDURE",
        edit("indicators/quality.yaml", "procedure: completeness", "procedure: completeness\n    formula: X.LF"),
    ),
    ("DEFINITION_VALUE_UNKNOWN", edit("indicators/quality.yaml", "procedure: completeness", "procedure: guess")),
    ("INDICATOR_ITEM_WITHOUT_SEX", edit("indicators/sdg_1_3_1.yaml", "    sexes: [F]\n", "")),
    (
        "INDICATOR_ITEM_RETIRED",
        edit("questionnaire/2026.2/H1.yaml", "    code: H1.03\n", "    code: H1.03\n    valid_to: 2020\n"),
    ),
    (
        "INDICATOR_NEEDS_EXAMPLE",
        edit(
            "indicators/sdg_1_3_1.yaml",
            "    examples:\n      - {cells: {H.COV_MAT: 30, X.BIRTHS: 40}, value: 75}\n"
            "      - {cells: {H.COV_MAT: 30}, value: none}\n",
            "",
        ),
    ),
    ("EXPRESSION_CIRCLE", edit("indicators/sdg_1_3_1.yaml", "100*H.COV_OLD/", "100*IND.C07/")),
    ("PARAMETER_CHANGES_NOTHING", edit("publications.yaml", "within: [SDG_1_3_1_INJURY]", "within: [SDG_1_3_1_POOR]")),
    ("INDICATOR_UNKNOWN", edit("publications.yaml", "within: [SDG_1_3_1_INJURY]", "within: [SDG_1_3_1_STARS]")),
    ("EXPRESSION_ITEM_UNKNOWN", edit("publications.yaml", "{X.LF: X.EMP}", "{X.LF: X.EMPLOYED}")),
    ("DEFINITION_ITEM_UNKNOWN", edit("layouts/context.yaml", "item: X.EMP,", "item: X.EMPLOYED,")),
    ("DEFINITION_CODELIST_UNKNOWN", edit("questionnaire/2026.2/B1.yaml", "CL_SCHSTAT", "CL_STATE")),
    ("DEFINITION_MEMBERSHIP_UNKNOWN", edit("regions/members.csv", "INCOME,HIC,ABW", "INCOME,HIC,ZZZ")),
    ("DEFINITION_MEMBERSHIP_UNKNOWN", edit("regions/historical_areas.csv", "SDN SSD", "SDN ZZZ")),
    ("DEFINITION_MEMBERSHIP_TWICE", edit("regions/members.csv", "UMIC,ABW,1991,1993", "UMIC,ABW,1991,1994")),
    ("DEFINITION_MEMBERSHIP_YEARS", edit("regions/members.csv", "UMIC,ABW,1991,1993", "UMIC,ABW,1993,1991")),
    ("DEFINITION_MEMBERSHIP_YEARS", edit("regions/members.csv", "SDF,1900,2011", "SDF,1900,2012")),
    ("DEFINITION_NOT_WHOLE", edit("regions/members.csv", "UMIC,ABW,1991,1993", "UMIC,ABW,,1993")),
    ("DEFINITION_ITEM_UNKNOWN", edit("publication.yaml", "numerator: X.POP_65P", "numerator: X.POP_66P")),
    ("DEFINITION_ITEM_UNKNOWN", edit("publication.yaml", "item: X.BIRTHS", "item: X.BIRTH")),
    ("DEFINITION_SLOTS_DIFFER", edit("interface/site.yaml", "Publication {release}", "Publication {id}")),
    ("DEFINITION_LANGUAGE_MISSING", edit("interface/site.yaml", 'fr: "Aller au contenu", ', "")),
    ("EXAMPLE_FAILS", edit("rules/arithmetic.yaml", "share: 0.0005", "share: 0.5")),
    ("EXAMPLE_FAILS", edit("indicators/sdg_1_3_1.yaml", "value: 25}", "value: 26}")),
    (
        "RULE_NEEDS_EXAMPLES",
        edit("rules/structure.yaml", "passes: false, cells: {B.REC: 4}}", "passes: true, cells: {B.FUNC: SUR}}"),
    ),
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    root = tmp_path / "definitions"
    shutil.copytree(default_root(), root)
    return root


@pytest.mark.parametrize(("code", "change"), BROKEN)
def test_what_does_not_hold_together_is_found(copied: Path, code: str, change: Change) -> None:
    change(copied)
    assert code in {problem.code for problem in problems_of(load(copied))}


def test_two_countries_in_one_square_are_found(copied: Path) -> None:
    path = copied / "regions" / "areas.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    afghanistan = next(line for line in lines if line.startswith("AFG"))
    square = ",".join(afghanistan.split(",")[-2:])
    changed = [",".join([*line.split(",")[:-2], square]) if line.startswith("ALB") else line for line in lines]
    path.write_text("\n".join(changed), encoding="utf-8")
    assert {problem.code for problem in check(copied)} == {"DEFINITION_TILES_COLLIDE"}


def test_the_definitions_of_the_program_are_sound() -> None:
    assert problems_of(load()) == ()


def test_the_version_changes_with_any_file(copied: Path) -> None:
    before = load(copied).version
    edit("interface/site.yaml", "Aller au contenu", "Passer au contenu")(copied)
    load.__globals__["_load"].cache_clear()
    assert load(copied).version != before
    assert load(copied).version.startswith("2026.2+")
