"""The layout of ILOSTAT as data: complete, and refused where a code stands twice."""

import shutil
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.ilostat import FILE, load_ilostat
from openssi.vocabulary.errors import FixTheFile


def test_every_function_that_indicators_name_has_a_name_in_the_layout() -> None:
    definitions = load()
    used = {each.ilostat for each in definitions.indicators.values() if each.ilostat}
    assert used <= set(definitions.ilostat.sdg.functions)


def test_every_group_with_a_code_of_ilostat_is_a_group_of_countries() -> None:
    definitions = load()
    groups = {(each.grouping, each.code) for each in definitions.groups}
    assert {(each.grouping, each.group) for each in definitions.ilostat.areas} <= groups


def test_a_code_of_two_groups_is_refused_with_its_line(tmp_path: Path) -> None:
    shutil.copy(default_root() / FILE, tmp_path / FILE)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace("code: X02", "code: X01"), encoding="utf-8")
    with pytest.raises(FixTheFile, match="X01") as refused:
        load_ilostat(tmp_path)
    assert refused.value.problems[0].code == "DEFINITION_ID_TWICE"
    assert refused.value.problems[0].place.row


def test_a_function_without_a_french_name_is_refused(tmp_path: Path) -> None:
    text = (default_root() / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace('fr: "Annuelle"', 'fr: ""'), encoding="utf-8")
    with pytest.raises(FixTheFile) as refused:
        load_ilostat(tmp_path)
    assert refused.value.problems[0].code == "DEFINITION_LANGUAGE_MISSING"
