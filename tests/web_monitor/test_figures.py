"""The figures of a round on small numbers that one can check by hand."""

import datetime as dt
from typing import Any

import pytest

from openssi.run.rounds.figures import ItemResponse, Share, by_phase, by_state, figures, item_response, timeliness
from openssi.run.rounds.monitor import PHASE_OF, PHASES, Calendar, Counted, Country, handed_in_on, need_key, reasons
from openssi.vocabulary.transitions import STATES

DUE = dt.date(2026, 5, 31)
TODAY = dt.date(2026, 6, 12)
PAST = Calendar(DUE, TODAY)
AHEAD = Calendar(dt.date(2026, 7, 1), TODAY)


def country(area: str, state: Any = "IN_PROGRESS", *, handed_in: str = "", last: str = "", **more: Any) -> Country:
    day, entry = (dt.date.fromisoformat(each) if each else None for each in (handed_in, last))
    return Country(area=area, is_opened=True, state=state, handed_in=day, last_entry=entry, **more)


def test_every_declared_state_belongs_to_a_phase() -> None:
    assert set(PHASE_OF) == set(STATES)
    assert set(PHASE_OF.values()) == set(PHASES)


def test_the_response_rate_counts_countries_and_its_weighted_form_their_people() -> None:
    found = figures(
        [
            country("QMA", "SUBMITTED", handed_in="2026-05-01", population=900.0),
            country("QMB", population=300.0),
            Country(area="QMC", population=600.0),
            Country(area="QMD"),
        ],
        PAST,
    )
    assert (found.asked, found.opened, found.handed_in) == (4, 2, 1)
    assert found.response_rate == 0.25
    assert found.weighted_rate == 0.5
    assert found.without_population == 1


def test_without_countries_or_people_there_is_no_rate() -> None:
    found = figures([], PAST)
    assert (found.response_rate, found.weighted_rate, found.completeness) == (None, None, None)
    assert (found.on_time_share, found.median_days) == (None, None)


def test_what_was_compiled_at_the_desk_is_no_response() -> None:
    found = figures([country("QMA", "DESK_COMPILED"), country("QMB", "PUBLISHED")], PAST)
    assert found.handed_in == 0


def test_days_from_the_deadline_are_negative_before_it() -> None:
    countries = [
        country("QMA", "SUBMITTED", handed_in="2026-05-28"),
        country("QMB", "SUBMITTED", handed_in="2026-05-31"),
        country("QMC", "SUBMITTED", handed_in="2026-06-10"),
    ]
    assert [PAST.days_from_deadline(each) for each in countries] == [-3, 0, 10]
    found = figures(countries, PAST)
    assert (found.on_time, found.on_time_share, found.median_days) == (2, 2 / 3, 0.0)


def test_late_is_who_has_not_handed_in_when_the_deadline_has_passed() -> None:
    countries = [country("QMA"), Country(area="QMB"), country("QMC", "SUBMITTED", handed_in="2026-06-10")]
    assert [PAST.days_late(each) for each in countries] == [12, 12, 0]
    assert figures(countries, PAST).late == 2
    assert figures(countries, AHEAD).late == 0
    assert figures(countries, Calendar(DUE, DUE)).late == 0
    assert figures(countries, Calendar(None, TODAY)).late == 0


@pytest.mark.parametrize(
    ("day", "timing"),
    [
        ("2026-05-01", "early"),
        ("2026-05-02", "on_time"),
        ("2026-05-31", "on_time"),
        ("2026-06-01", "late_14"),
        ("2026-06-14", "late_14"),
        ("2026-06-15", "late_60"),
        ("2026-07-30", "late_60"),
        ("2026-07-31", "late_more"),
    ],
)
def test_the_classes_of_timeliness_have_these_limits(day: str, timing: str) -> None:
    found = timeliness([country("QMA", "SUBMITTED", handed_in=day)], PAST)
    assert [each for each, count in found.items() if count] == [timing]


def test_who_has_not_handed_in_is_awaited_until_the_deadline_and_overdue_after_it() -> None:
    assert timeliness([Country(area="QMA")], AHEAD)["awaited"] == 1
    assert timeliness([Country(area="QMA")], PAST)["overdue"] == 1
    assert timeliness([Country(area="QMA")], Calendar(None, TODAY))["awaited"] == 1


def test_completeness_and_item_response_add_cells_and_not_shares() -> None:
    countries = [
        country("QMA", counted=Counted({"C1": (8, 10), "F2": (0, 0)}, hard=2, soft=3, queries=1)),
        country("QMB", counted=Counted({"C1": (1, 90), "F2": (5, 20)}, hard=1)),
        Country(area="QMC"),
    ]
    found = figures(countries, PAST)
    assert (found.answered, found.required, found.counted) == (14, 120, 2)
    assert found.completeness == 14 / 120
    assert (found.hard, found.soft, found.queries) == (3, 3, 1)
    assert item_response(countries) == (ItemResponse("C1", 9, 100, 2), ItemResponse("F2", 5, 20, 1))
    assert item_response(countries)[0].share == 0.09


def test_a_table_in_which_nothing_is_required_has_no_item_response() -> None:
    assert item_response([country("QMA", counted=Counted({"F9": (0, 0)}))]) == ()
    assert Counted({"F9": (0, 0)}).completeness is None


def test_states_and_phases_are_counted_with_the_people_who_live_there() -> None:
    countries = [
        country("QMA", "ACCEPTED", population=30.0),
        country("QMB", "NATIONAL_REVIEW", population=10.0),
        Country(area="QMC"),
    ]
    assert by_state(countries) == {"NOT_STARTED": 1, "NATIONAL_REVIEW": 1, "ACCEPTED": 1}
    found = by_phase(countries)
    assert (found["DONE"], found["ANSWERING"], found["NOT_STARTED"]) == (Share(1, 0.75), Share(1, 0.25), Share(1, 0.0))


def day(number: int) -> dt.date:
    return dt.date(2026, 5, number)


def test_a_submission_is_handed_in_on_the_first_day_that_was_not_recalled() -> None:
    recalled = [("NATIONAL_REVIEW", "SUBMITTED", day(2)), ("SUBMITTED", "NATIONAL_REVIEW", day(3))]
    assert handed_in_on([]) is None
    assert handed_in_on(recalled[:1]) == day(2)
    assert handed_in_on(recalled) is None
    assert handed_in_on([*recalled, ("NATIONAL_REVIEW", "SUBMITTED", day(5))]) == day(5)


def test_it_stays_handed_in_through_queries_and_a_revision() -> None:
    moves = [
        ("NATIONAL_REVIEW", "SUBMITTED", day(2)),
        ("UNDER_VALIDATION", "QUERIES_OPEN", day(4)),
        ("PUBLISHED", "REVISION_OPEN", day(8)),
        ("REVISION_OPEN", "IN_PROGRESS", day(9)),
        ("IN_PROGRESS", "INSTITUTION_READY", day(10)),
        ("NATIONAL_REVIEW", "SUBMITTED", day(12)),
    ]
    assert [handed_in_on(moves[:number]) for number in (2, 4, 6)] == [day(2), day(2), day(2)]


# Who needs a hand


def test_reasons_stand_in_the_order_in_which_they_press() -> None:
    found = reasons(country("QMA", last="2026-05-29", counted=Counted({}, hard=4)), PAST)
    assert list(found.items()) == [("late", 12), ("hard", 4), ("silent", 14)]


def test_thirteen_days_without_an_entry_are_no_reason_yet() -> None:
    assert reasons(country("QMA", last="2026-05-30"), AHEAD) == {}
    assert reasons(country("QMA", last="2026-05-29"), AHEAD) == {"silent": 14}


def test_a_country_without_a_submission_needs_a_hand() -> None:
    assert reasons(Country(area="QMA"), AHEAD) == {"unopened": 1}


def test_what_is_accepted_or_given_up_needs_no_hand() -> None:
    old = "2026-01-01"
    for state in ("ACCEPTED", "PUBLISHED", "NO_RESPONSE", "DESK_COMPILED"):
        assert reasons(country("QMA", state, last=old, counted=Counted({}, hard=1)), PAST) == {}


def test_late_goes_before_findings_and_findings_before_silence() -> None:
    handed_in = "2026-05-30"
    late = country("QMD", last="2026-06-12")
    hard = country("QMC", "UNDER_VALIDATION", handed_in=handed_in, last="2026-06-12", counted=Counted({}, hard=1))
    harder = country("QMF", "UNDER_VALIDATION", handed_in=handed_in, last="2026-06-12", counted=Counted({}, hard=9))
    silent = country("QMB", "UNDER_VALIDATION", handed_in=handed_in, last="2026-05-01")
    nothing = country("QMA", "UNDER_VALIDATION", handed_in=handed_in, last="2026-06-12")
    found = sorted([nothing, silent, hard, harder, late], key=lambda each: need_key(each, PAST))
    assert [each.area for each in found] == ["QMD", "QMF", "QMC", "QMB", "QMA"]
