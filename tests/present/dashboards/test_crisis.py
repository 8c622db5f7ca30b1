"""Crisis measures: the months in which they were in force, and what is said where there is none."""

import datetime as dt

import pytest

from country_release import data_of, opened
from openssi.definitions import load
from openssi.present.dashboards.kinds import HEADLINES
from openssi.present.dashboards.programmes.crisis_data import first_day, month_of, months_of, peak, spans
from openssi.present.dashboards.programmes.crisis_months import month_name
from openssi.present.dashboards.values.programme_data import Programme
from openssi.vocabulary.text import Language
from programme_rows import benefit, drawn, figure_of, page_state, texts

PAGE = "crisis"
MAY_2020 = month_of(dt.date(2020, 5, 1))


def measure(start: str, end: str = "", year: int = 2023) -> Programme:
    return Programme(
        area="QMA",
        scheme="QMA01",
        benefit="QMA01-01",
        crisis="HEALTH",
        functions=("SOC",),
        year=year,
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
    )


def rows() -> list[dict[str, object]]:
    health = {"FUNC": "SOC", "CRISIS": "HEALTH"}
    return [
        *benefit("QMA01-01", 2021, **health, START="2020-05-01", END="2020-07-31"),
        *benefit("QMA01-02", 2021, **health, START="2020-06-15", END="2021-02-01"),
        *benefit("QMB01-01", 2021, FUNC="UNE", CRISIS="ECON", START="2020-06-01"),
        *benefit("QMB01-02", 2021, **health),
        *benefit("QMB01-03", 2021, FUNC="OLD", CRISIS="NONE", START="1990-01-01"),
    ]


def test_a_month_is_its_year_and_place_in_it() -> None:
    assert first_day(MAY_2020) == dt.date(2020, 5, 1)
    assert first_day(MAY_2020 + 8) == dt.date(2021, 1, 1)


def test_a_measure_is_in_force_in_the_months_of_its_first_and_its_last_payment() -> None:
    assert list(months_of(measure("2020-05-31", "2020-07-01"))) == [MAY_2020, MAY_2020 + 1, MAY_2020 + 2]


def test_without_a_last_payment_it_counts_to_the_end_of_the_year_that_was_reported() -> None:
    assert months_of(measure("2020-05-01", year=2021))[-1] == month_of(dt.date(2021, 12, 1))


def test_without_a_first_payment_nothing_is_known_of_its_months() -> None:
    assert not months_of(measure("", "2020-07-01"))
    assert peak([measure("")]) is None


def test_spans_follow_each_other_and_leave_out_months_without_a_measure() -> None:
    found = spans(
        [measure("2020-05-01", "2020-06-30"), measure("2020-06-01", "2020-06-30"), measure("2020-09-01", "2020-09-30")]
    )
    assert [(each.first - MAY_2020, each.last - MAY_2020, len(each.measures)) for each in found] == [
        (0, 0, 1),
        (1, 1, 2),
        (4, 4, 1),
    ]


@pytest.mark.parametrize(("language", "told"), [("en", "May 2020"), ("fr", "mai 2020"), ("es", "mayo de 2020")])
def test_months_are_told_in_words(language: Language, told: str) -> None:
    assert month_name(MAY_2020, language) == told


def test_measures_are_counted_by_function_and_month_and_the_undated_ones_are_said() -> None:
    with opened(observations=rows()) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "months")
    told = list(zip(*(texts(figure, each) for each in ("function", "month", "measures")), strict=True))
    assert ("Other income support and assistance n.e.c.", "2020-06", "2") in told
    assert ("Unemployment", "2021-12", "1") in told
    assert not any(month > "2021-12" for _, month, _ in told)
    assert figure.title == "Crisis measures were most numerous in June 2020: 3 in force"
    assert any("One measure without a day" in each for each in figure.notes)
    assert "May 2020 to May 2020: one measure" in drawn(figure)


def test_every_measure_stands_in_the_table_with_its_crisis() -> None:
    with opened(observations=rows()) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "measures")
        economic = figure_of(data_of(connection, load()), PAGE, "measures", choice="ECON")
    assert len(figure.table.rows) == 4
    assert figure.title == "4 crisis measures are reported"
    assert texts(economic, "crisis") == ["Economic or financial crisis"]
    assert texts(economic, "end") == ["…"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Crisis measures were most numerous in June 2020: 3 in force"),
        ("fr", "Les mesures de crise ont été les plus nombreuses en juin 2020\u00a0: 3 en vigueur"),
        ("es", "Las medidas de crisis fueron más numerosas en junio de 2020: 3 vigentes"),
    ],
)
def test_the_sentence_is_the_month_with_the_most(language: Language, told: str) -> None:
    with opened(observations=rows()) as connection:
        data = data_of(connection, load(), language)
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert sentence.headline == told


def test_two_measures_are_no_peak() -> None:
    with opened(observations=rows()) as connection:
        data = data_of(connection, load())
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE, area="QMB"), data.definitions.pages[PAGE])
    assert sentence.headline == "2 crisis measures are reported"


def test_none_is_told_apart_from_not_asked() -> None:
    with opened(observations=benefit("QMA01-01", 2023, FUNC="OLD", CRISIS="NONE")) as connection:
        none = figure_of(data_of(connection, load()), PAGE, "months").empty
    with opened(observations=benefit("QMA01-01", 2023, FUNC="OLD")) as connection:
        not_told = figure_of(data_of(connection, load()), PAGE, "months").empty
    with opened() as connection:
        data = data_of(connection, load())
        nothing = figure_of(data, PAGE, "months").empty
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert none == "World: one benefit was asked about (one country); it answers no crisis."
    assert not_told.startswith("World: no answer of release 2026.1 says")
    assert nothing
    assert sentence.headline == "No crisis measure is reported"


def test_another_crisis_than_the_chosen_one_is_said() -> None:
    with opened(observations=rows()) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "months", choice="CONFLICT")
    assert figure.empty == "World: 4 measures answer other crises; please choose all crises."


def test_measures_without_any_first_payment_are_said_in_place_of_an_axis() -> None:
    undated = benefit("QMA01-01", 2023, FUNC="SOC", CRISIS="PRICE")
    with opened(observations=undated) as connection:
        data = data_of(connection, load())
        figure = figure_of(data, PAGE, "months")
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert figure.empty.startswith("The day of the first payment")
    assert sentence.lead == "Reported by one country; no day of a first payment is known."
