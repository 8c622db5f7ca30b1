"""The indicators of programmes in surveys, as they are declared."""

from pathlib import Path

import pytest

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.indicators import INDICATORS
from openssi.vocabulary.errors import FixTheFile

DECLARED = load_benefit_indicators(default_root())


def test_what_is_declared_is_computed_and_what_is_computed_is_declared() -> None:
    assert set(DECLARED) == set(INDICATORS)


def test_the_ten_indicators_of_aspire_come_first_by_their_names() -> None:
    of_aspire = [each.name.en for each in DECLARED.values() if each.is_aspire]
    assert of_aspire == [
        "Coverage", "Beneficiary incidence", "Benefit incidence", "Relative incidence", "Adequacy of benefits",
        "Average transfer per capita", "Poverty headcount reduction", "Poverty gap reduction",
        "Gini inequality reduction", "Benefit-cost ratio",
    ]  # fmt: skip
    assert list(DECLARED)[:10] == [each.id for each in DECLARED.values() if each.is_aspire]


def test_each_says_where_it_comes_from_and_when() -> None:
    assert [each.id for each in DECLARED.values() if not each.source or not each.date[:4].isdecimal()] == []


def test_inequality_and_the_index_of_the_poorest_are_not_made_by_fifths() -> None:
    whole = {each.id for each in DECLARED.values() if not each.by_quintile}
    assert whole == {
        "gini_before", "gini_after", "gini_difference", "gini_reduction", "gini_efficiency", "coady_grosh_hoddinott",
        "concentration", "kakwani", "reynolds_smolensky", "reranking",
    }  # fmt: skip


def test_an_id_that_stands_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "microdata"
    folder.mkdir()
    for name in ("aspire", "targeting"):
        text = (default_root() / "microdata" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace("id: generosity", "id: coverage"), encoding="utf-8")
    with pytest.raises(FixTheFile, match="DEFINITION_ID_TWICE"):
        load_benefit_indicators(tmp_path)
