"""How outliers are looked for is declared, and every complaint about it names the line."""

from pathlib import Path
from string import Formatter

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.outliers import load_outliers
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.outlier import HISTORY_METHODS
from openssi.vocabulary.text import LANGUAGES, MultilingualText

DECLARED = (default_root() / "outliers.yaml").read_text(encoding="utf-8")
OUTLIERS = load().outliers
TEXTS = [
    *((method.id, text) for method in OUTLIERS.methods for text in (method.title, method.message, method.remedy)),
    *((each.id, each.label) for each in OUTLIERS.peer_groupings),
    ("real", OUTLIERS.real),
]


def line_of(text: str) -> int:
    return DECLARED[: DECLARED.index(text)].count("\n") + 1


def refused(tmp_path: Path, old: str, new: str) -> FixTheFile:
    assert old in DECLARED
    (tmp_path / "outliers.yaml").write_text(DECLARED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FixTheFile) as refusal:
        load_outliers(tmp_path)
    return refusal.value


def test_every_method_is_declared_once() -> None:
    assert sorted(each.id for each in OUTLIERS.methods) == sorted((*HISTORY_METHODS, "peers"))


def test_every_item_and_unit_that_is_named_is_in_the_questionnaire() -> None:
    questionnaire = load().questionnaire
    sizes = [size for each in OUTLIERS.quantities for size in (each.size, *each.sizes.values(), *each.sizes)]
    prices = [each.at_prices for each in OUTLIERS.quantities if each.at_prices]
    likes = [item for items in OUTLIERS.like.values() for item in items]
    named = {*sizes, *prices, *likes, *OUTLIERS.left_out, OUTLIERS.redenomination}
    assert named - questionnaire.items.keys() == set()
    assert {unit for each in OUTLIERS.quantities for unit in each.units} - questionnaire.units.keys() == set()


def test_every_kind_of_number_has_items_and_every_method_a_kind() -> None:
    units = {each.unit for each in load().questionnaire.items.values()}
    assert all(units & set(each.units) for each in OUTLIERS.quantities)
    assert all(each.quantities for each in OUTLIERS.methods)


def test_real_countries_have_groups_of_which_peers_can_be_made() -> None:
    known = {each.grouping for each in load().groups}
    for grouping in OUTLIERS.peer_groupings:
        assert all(known & set(dimension) for dimension in grouping.groupings), grouping.id


@pytest.mark.parametrize(("owner", "text"), TEXTS)
def test_the_languages_of_a_text_show_the_same(owner: str, text: MultilingualText) -> None:
    slots = [{name for _, name, _, _ in Formatter().parse(text.in_language(each)) if name} for each in LANGUAGES]
    assert slots[0] == slots[1] == slots[2], owner


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  - id: min_max", "  - id: maximum", "DEFINITION_VALUE_UNKNOWN"),
        ("  - id: min_max", "  - id: z", "DEFINITION_ID_TWICE"),
        ("    least_width: 3", "    least_width: wide", "DEFINITION_NOT_A_NUMBER"),
        ("    least_width: 3", "    least_width: -1", "DEFINITION_NOT_A_NUMBER"),
        ("    least_width: 3", "    least_width: .nan", "DEFINITION_NOT_A_NUMBER"),
        ("    least_values: 5", "    least_values: 0", "DEFINITION_NOT_A_NUMBER"),
        ("    scale: log", "    scale: square", "DEFINITION_VALUE_UNKNOWN"),
        ("    scale: log", "    scales: log", "DEFINITION_KEY_UNKNOWN"),
        ("history_years: 10", "history_years: ten", "DEFINITION_NOT_A_NUMBER"),
        ("    quantities: [persons, money, amounts]", "    quantities: [people]", "DEFINITION_VALUE_UNKNOWN"),
        (
            '      en: "{item}: {value}. The {count}',
            '      en: "{item}: {median}. The {count}',
            "DEFINITION_VALUE_UNKNOWN",
        ),
        (
            '      en: "{item}: {value}. The {count}',
            '      en: "{item}: {value. The {count}',
            "DEFINITION_VALUE_UNKNOWN",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    error = refused(tmp_path, old, new)
    assert [each.code for each in error.problems] == [code]
    if code != "DEFINITION_KEY_UNKNOWN":
        assert error.problems[0].place.row == line_of(old)


def test_a_message_about_history_cannot_show_peers(tmp_path: Path) -> None:
    error = refused(tmp_path, "From the {count} values of {years}{terms}", "From the {count} values of {group}{terms}")
    assert "{group}" in str(error)


def test_a_missing_language_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, 'real: {en: "at the prices of {year}", ', "real: {")
    assert [each.code for each in error.problems] == ["DEFINITION_LANGUAGE_MISSING"]
