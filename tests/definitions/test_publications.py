"""Contested definitions are parameters, and a publication is a named set of choices."""

from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.definitions.choices import PublishedDefinitions, under
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.parameter import Publication
from openssi.vocabulary.text import MultilingualText


def choosing(**choices: str) -> PublishedDefinitions:
    name = MultilingualText("a", "b", "c")
    return PublishedDefinitions(load().root, Publication(id="test", name=name, choices=choices), load())


def test_the_publication_in_force_is_the_declaration_itself() -> None:
    current = under(load())
    assert current.published.id == "current"
    assert current.indicators == load().indicators
    assert current.national_totals == load().national_totals
    assert current.publication == load().publication


def test_employment_injury_over_employed_persons_changes_denominator_and_weight_and_nothing_else() -> None:
    settled = under(load(), "series_label").indicators
    injury = settled["SDG_1_3_1_INJURY"]
    assert (injury.numerator, injury.denominator, injury.weight) == ("H.COV_INJ", "X.EMP", "X.EMP")
    assert injury.formula is not None
    assert injury.formula.factor == Decimal(100)
    changed = [name for name, each in settled.items() if each.formulas != load().indicators[name].formulas]
    assert changed == ["SDG_1_3_1_INJURY"]


def test_children_to_17_are_the_denominator_the_weight_and_the_cap_of_the_total() -> None:
    settled = choosing(child_age="Y0T17")
    children = settled.indicators["SDG_1_3_1_CHILD"]
    assert (children.denominator, children.weight) == ("X.POP_CHILD[Y0T17]", "X.POP_CHILD[Y0T17]")
    assert settled.national_totals["H.COV_CHILD"].group_caps["children"] == "X.POP_CHILD[Y0T17]"
    assert "X.POP_CHILD[Y0T17]" in settled.national_totals["H.DEN_VULN"].formula


def test_the_vulnerable_may_weigh_as_the_metadata_say() -> None:
    assert load().indicators["SDG_1_3_1_VULNERABLE"].weight == "X.POP_TOTAL"
    assert under(load(), "metadata_2018").indicators["SDG_1_3_1_VULNERABLE"].weight == "H.DEN_VULN"


def test_without_private_schemes_every_part_of_a_total_asks_for_government_control() -> None:
    totals = choosing(private_schemes="excluded").national_totals.values()
    parts = [part.where for total in totals for part in total.parts]
    assert parts
    assert all(where.endswith("and (S.GOV_CTRL = Y)") for where in parts)
    assert not any(total.uses_reported for total in totals)


def test_a_publication_may_have_rules_of_its_own() -> None:
    rules = under(load(), "same_year").publication
    assert (rules.max_age, rules.method) == (0, "observed")
    assert rules.publish_from == load().publication.publish_from


def test_two_choices_are_made_together() -> None:
    settled = choosing(child_age="Y0T14", older_persons="Y_GE65")
    caps = settled.national_totals["H.COV_ANY"].group_caps
    assert caps["older"] == "X.POP_65P"
    assert caps["working_age"] == "X.POP_TOTAL - X.POP_CHILD[Y0T14] - X.POP_65P"


def test_a_publication_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(FixTheFile) as caught:
        under(load(), "wspr_1999")
    problem = caught.value.problems[0]
    assert problem.code == "PUBLICATION_UNKNOWN"
    assert "same_year" in problem.message("en")


def test_a_formula_that_nothing_is_replaced_in_keeps_its_text() -> None:
    settled = choosing(working_age="Y_GE15")
    assert settled.indicators["SDG_1_3_1_TOTAL"].formulas == load().indicators["SDG_1_3_1_TOTAL"].formulas
