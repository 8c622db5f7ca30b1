"""Significance: the effect of a correction on what is published, times the doubt, from 0 to 100."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from openssi.definitions import load
from openssi.validate.significance import Significance, doubt_of, indicators_by_item
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import MultilingualText

NOTHING = MultilingualText("", "", "")


def cell(item: str, value: int | None, scheme: str = "QMA01", **key: Any) -> Observation:
    number = Decimal(value) if value is not None else None
    return Observation(ref_area="QMA", item=item, time_period=2024, value=number, scheme=scheme, **key)


def finding(of: Observation, low: int | None = None, high: int | None = None, **parts: Any) -> Finding:
    usual: dict[str, Any] = {
        "rule": "R098",
        "severity": "W",
        "ref_area": "QMA",
        "time_period": 2024,
        "obs_id": of.id,
        "item": of.item,
        "scheme": of.scheme,
        "benefit": of.benefit,
        "sex": of.sex,
        "message": NOTHING,
        "remedy": NOTHING,
        "value": of.scaled_value,
        "expected_low": None if low is None else Decimal(low),
        "expected_high": None if high is None else Decimal(high),
    }
    return Finding(**{**usual, **parts})


def weights(*cells: Observation) -> Significance:
    return Significance.of({"B.REC": ("SDG",)}, cells)


def test_the_example_of_the_methods() -> None:
    found = cell("B.REC", 2500)
    assert weights(found).of_finding(finding(found, 900, 1100)) == 70


def test_a_thousandth_of_a_large_scheme_counts_by_the_total_that_was_meant() -> None:
    small, other = cell("B.REC", 9), cell("B.REC", 1000, "QMA02")
    weighed = weights(small, other)
    assert weighed.of_finding(finding(small, 8100, 9900)) == 85
    assert weighed.of_finding(finding(replace(small, value=Decimal(8000)), 8100, 9900)) == 2


def test_a_small_scheme_stands_below_a_large_one() -> None:
    large, small = cell("B.REC", 100_000), cell("B.REC", 100, "QMA02")
    weighed = weights(large, small)
    found = [weighed.of_finding(finding(each, 0, each.value // 2 if each.value else 0)) for each in (large, small)]
    assert found == [47, 1]


def test_what_enters_no_indicator_weighs_half_under_the_root() -> None:
    money = cell("S.EXP_TOTAL", 2500)
    assert weights(money).of_finding(finding(money, 900, 1100)) == 49


@pytest.mark.parametrize(
    ("parts", "doubt"),
    [
        ({"severity": "E", "low": 900, "high": 1100}, 1.0),
        ({"severity": "E"}, 0.5),
        ({"severity": "W"}, 0.5),
        ({"severity": "I"}, 0.2),
        ({"low": 900, "high": 2300}, 200 / 900),
        ({"high": 500}, 0.8),
        ({"low": 5000}, 1 / 3),
        ({"high": 2499}, 0.2),
        ({"low": 1000, "high": 3000}, 0.5),
    ],
)
def test_doubt_grows_with_the_distance_beyond_what_is_expected(parts: dict[str, Any], doubt: float) -> None:
    assert doubt_of(finding(cell("B.REC", 2500), **parts)) == pytest.approx(doubt)


def test_an_explanation_halves_it_and_a_waiver_ends_it() -> None:
    found = cell("B.REC", 2500)
    asked, weighed = finding(found, 900, 1100), weights(found)
    assert weighed.of_finding(replace(asked, state="explained")) == 35
    assert weighed.of_finding(replace(asked, state="waived")) == 0


def test_a_text_and_a_zero_have_a_small_effect_and_nothing_open_has_none() -> None:
    text, zero = cell("B.REC", None), cell("B.REC", 0)
    assert weights(text).of_finding(finding(text)) == 16
    assert weights(zero).of_finding(finding(zero)) == 16
    tiny = cell("B.REC", 1)
    assert weights(tiny, cell("B.REC", 10**12, "QMA02")).of_finding(finding(tiny, 0, 0)) == 1


def test_women_are_compared_with_women() -> None:
    women, all_ = cell("B.REC", 50, sex="F"), cell("B.REC", 1_000_000)
    weighed = weights(women, all_)
    assert weighed.total_of(women) == 50
    assert weighed.of_finding(finding(women)) == 50


def test_items_enter_indicators_by_way_of_national_totals_and_calculated_items() -> None:
    parts = load()
    found = indicators_by_item(parts.indicators.values(), parts.national_totals, parts.questionnaire)
    assert found["H.COV_OLD"][0] == "SDG_1_3_1_OLD_AGE"
    assert "OLDER_PERSONS_NON_CONTRIBUTORY_PENSION" in found["H.COV_OLD"]
    assert "SDG_1_3_1_OLD_AGE" in found["B.REC"]
    assert "RECEIPTS_TOTAL" in found["S.REC_TOTAL"]
    assert "Q.BURDEN" not in found
