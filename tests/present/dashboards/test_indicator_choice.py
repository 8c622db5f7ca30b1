"""An indicator is found by its name in any language, by its code, and by some words."""

import pytest

from country_release import data_of, opened, value
from openssi.definitions import load
from openssi.present.dashboards.address_state import parse_state
from openssi.present.dashboards.filters import filters_shown
from openssi.vocabulary.errors import FixTheFile
from programme_rows import page_state

VALUES = [value("TOTAL", "QMA", 2020, 40.0), value("OLD_AGE", "QMA", 2020, 90.0), value("CHILD", "QMA", 2020, 30.0)]


@pytest.mark.parametrize(
    "typed",
    [
        "SDG_1_3_1_OLD_AGE",
        "sdg_1_3_1_old_age",
        "Older persons: pension",
        "older persons pension",
        "Personnes âgées\u00a0: pension",
        "PERSONAS MAYORES: PENSION",
        "pension",
    ],
)
def test_words_choose_the_indicator_that_they_name(typed: str) -> None:
    with opened(VALUES) as connection:
        state = page_state(data_of(connection, load()), "map", indicator=typed)
    assert state.indicator == "SDG_1_3_1_OLD_AGE"
    assert state.asked == (("indicator", "SDG_1_3_1_OLD_AGE"),)


def test_what_was_typed_goes_before_the_list_and_an_empty_field_leaves_it() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        page = data.definitions.pages["map"]
        typed = parse_state(data, page, {"indicator": ["child benefit", "SDG_1_3_1_TOTAL"]})
        empty = parse_state(data, page, {"indicator": ["", "SDG_1_3_1_TOTAL"]})
    assert (typed.indicator, empty.indicator) == ("SDG_1_3_1_CHILD", "SDG_1_3_1_TOTAL")


@pytest.mark.parametrize("typed", ["no such thing", "<script>", "…", "x" * 10_000])
def test_words_that_name_nothing_are_refused(typed: str) -> None:
    with opened(VALUES) as connection, pytest.raises(FixTheFile) as refused:
        page_state(data_of(connection, load()), "map", indicator=typed)
    assert refused.value.problems[0].code == "VALUE_NOT_ALLOWED"


def test_only_what_has_values_is_offered_to_who_types() -> None:
    with opened([*VALUES, value("TOTAL", "QMA", 2020, 38.2, indicator="GINI")]) as connection:
        data = data_of(connection, load())
        page = data.definitions.pages["map"]
        shown = filters_shown(data, page, page_state(data, "map"))[0]
        other = filters_shown(data, data.definitions.pages["coverage"], page_state(data, "coverage"))[0]
    assert shown.is_searched
    assert {choice.value for group in shown.groups for choice in group.choices} == {
        "GINI",
        *(f"SDG_1_3_1_{each}" for each in ("TOTAL", "OLD_AGE", "CHILD")),
    }
    assert not other.is_searched
