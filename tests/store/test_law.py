"""The law over time: an amendment closes one row and opens the next."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.store.law import legal_parameters, reference_law, reference_schemes
from openssi.vocabulary.law import in_force
from openssi.vocabulary.observation import Observation

ITEMS = load().questionnaire.items
Row = tuple[Decimal | None, str, str | None]


def age(year: int, value: str, since: str = "", article: str = "s. 14", **more: str) -> Observation:
    return Observation(
        ref_area="QMA",
        item="L.AGE_M",
        time_period=year,
        value=Decimal(value),
        ref_detail=since,
        source=article,
        **more,  # type: ignore[arg-type]
    )


def rows(*reports: Observation) -> list[Row]:
    return [
        (each.value, each.valid_from.isoformat(), each.valid_to.isoformat() if each.valid_to else None)
        for each in legal_parameters(reports, ITEMS)
    ]


def test_an_amendment_closes_one_row_the_day_before_it_opens_the_next() -> None:
    assert rows(age(2021, "62", "2010-01-01"), age(2022, "63", "2022-07-01")) == [
        (Decimal(62), "2010-01-01", "2022-06-30"),
        (Decimal(63), "2022-07-01", None),
    ]


def test_the_same_rule_reported_every_year_is_one_row() -> None:
    assert rows(*(age(year, "62", "2010-01-01") for year in (2020, 2021, 2022))) == [(Decimal(62), "2010-01-01", None)]
    assert rows(age(2020, "62", "2010-01-01"), age(2021, "62")) == [(Decimal(62), "2010-01-01", None)]


def test_a_later_report_corrects_an_earlier_one_of_the_same_day() -> None:
    assert rows(age(2020, "62", "2010-01-01"), age(2021, "60", "2010-01-01")) == [(Decimal(60), "2010-01-01", None)]


def test_another_value_without_a_day_opens_a_row_at_the_start_of_its_year_and_says_so() -> None:
    found = legal_parameters([age(2020, "62", "2010-01-01"), age(2022, "63")], ITEMS)
    assert [(each.valid_from.isoformat(), each.date_unknown) for each in found] == [
        ("2010-01-01", False),
        ("2022-01-01", True),
    ]


def test_the_law_as_of_a_day_is_what_was_in_force_then() -> None:
    law = legal_parameters([age(2021, "62", "2010-01-01"), age(2022, "63", "2022-07-01", "s. 15")], ITEMS)
    assert [each.article for each in in_force(law, dt.date(2022, 6, 30))] == ["s. 14"]
    assert [each.article for each in in_force(law, dt.date(2022, 7, 1))] == ["s. 15"]
    assert in_force(law, dt.date(2009, 12, 31)) == ()


def test_each_function_has_its_reference_scheme() -> None:
    told = [
        Observation(
            ref_area="QMA", item="L.REF_SCHEME", time_period=2022, func=func, text_value=scheme, ref_detail="2020-01-01"
        )
        for func, scheme in (("OLD", "QMA01"), ("MAT", "QMA04"))
    ]
    assert reference_schemes(legal_parameters(told, ITEMS), dt.date(2022, 12, 31)) == {"OLD": "QMA01", "MAT": "QMA04"}


def test_counts_of_persons_covered_by_law_are_no_rules() -> None:
    counted = Observation(ref_area="QMA", item="L.COV_MAND", time_period=2022, func="OLD", value=Decimal(5))
    assert legal_parameters([counted], ITEMS) == ()


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2025, 12, 31))


@given(st.lists(st.tuples(st.integers(2000, 2025), st.integers(50, 70), st.none() | DAYS), min_size=1), DAYS)
def test_from_the_first_day_on_exactly_one_row_is_in_force(
    reports: list[tuple[int, int, dt.date | None]], day: dt.date
) -> None:
    told = [age(year, str(value), since.isoformat() if since else "") for year, value, since in reports]
    law = legal_parameters(told, ITEMS)
    first = min(each.valid_from for each in law)
    assert len(in_force(law, day)) == (1 if day >= first else 0)
    for earlier, later in pairwise(law):
        assert earlier.valid_to == later.valid_from - dt.timedelta(days=1)
    assert law[-1].valid_to is None


def test_a_repeated_value_without_day_or_article_is_no_amendment() -> None:
    assert rows(age(2021, "65", "", ""), age(2022, "65", "2005-03-01")) == [(Decimal(65), "2005-03-01", None)]
    assert rows(age(2021, "65", "2005-03-01"), age(2022, "65", "", ""), age(2023, "65", "2005-03-01")) == [
        (Decimal(65), "2005-03-01", None)
    ]


def test_a_law_announced_for_later_does_not_hide_the_one_in_force() -> None:
    assert rows(age(2021, "62", "2010-01-01"), age(2022, "65", "2030-01-01"), age(2023, "62")) == [
        (Decimal(62), "2010-01-01", "2029-12-31"),
        (Decimal(65), "2030-01-01", None),
    ]


def test_only_an_iso_day_is_a_day() -> None:
    found = legal_parameters([age(2021, "62", "20100101")], ITEMS)
    assert [(each.valid_from.isoformat(), each.date_unknown) for each in found] == [("2021-01-01", True)]


def test_each_function_is_shown_with_the_rules_of_its_reference_scheme() -> None:
    def told(item: str, scheme: str, func: str, text: str = "", value: str = "") -> Observation:
        return Observation(
            ref_area="QMA",
            item=item,
            time_period=2022,
            scheme=scheme,
            func=func,
            text_value=text or None,
            value=Decimal(value) if value else None,
            ref_detail="2020-01-01",
        )

    law = legal_parameters(
        [
            told("L.REF_SCHEME", "_Z", "OLD", text="QMA01"),
            told("L.CR_EE", "QMA01", "OLD", value="5"),
            told("L.CR_EE", "QMA01", "MAT", value="1"),
            told("L.CR_EE", "QMA02", "OLD", value="7"),
            told("L.CEIL", "QMA01", "_Z", value="900"),
        ],
        ITEMS,
    )
    assert {(each.func, each.item, each.scheme) for each in reference_law(law, dt.date(2022, 1, 1))} == {
        ("OLD", "L.REF_SCHEME", "_Z"),
        ("OLD", "L.CR_EE", "QMA01"),
        ("OLD", "L.CEIL", "QMA01"),
    }
