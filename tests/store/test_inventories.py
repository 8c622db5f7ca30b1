"""Schemes and benefits over time, told by the answers and recorded by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from openssi.store.inventories import EventRegister, InventoryHistory
from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Benefit, EventKind, Inventory, Scheme, SchemeEvent

Told = tuple[int, str, str, str]


def observations(*told: Told) -> list[Observation]:
    return [
        Observation(
            ref_area="QMA",
            time_period=year,
            scheme=subject.partition("-")[0],
            benefit=subject if "-" in subject else "_Z",
            item=item,
            text_value=text,
        )
        for year, subject, item, text in told
    ]


def history(*told: Told, recorded: tuple[SchemeEvent, ...] = ()) -> InventoryHistory:
    return InventoryHistory.of("QMA", observations(*told), recorded)


MERGER = (
    (2022, "QMA01", "S.NAME_EN", "Workers’ fund"),
    (2022, "QMA02", "S.NAME_EN", "Clerks’ fund"),
    (2023, "QMA01", "S.STATUS", "ENDED"),
    (2023, "QMA01", "S.DATE_END", "2023-06-30"),
    (2023, "QMA02", "S.STATUS", "ENDED"),
    (2023, "QMA02", "S.DATE_END", "2023-06-30"),
    (2023, "QMA03", "S.NAME_EN", "Common fund"),
    (2023, "QMA03", "S.PARENT", "MERGE QMA01 QMA02"),
)


def event(kind: EventKind, date: str, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> SchemeEvent:
    return SchemeEvent(ref_area="QMA", kind=kind, date=date, before=before, after=after, source="register")


def told_of(events: tuple[SchemeEvent, ...]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(each.kind, each.date, each.before, each.after) for each in events]


def test_a_merger_is_told_by_the_new_scheme_and_the_ends_of_the_old_ones() -> None:
    assert told_of(history(*MERGER).events()) == [
        ("MERGE", "2023", ("QMA01", "QMA02"), ("QMA03",)),
        ("END", "2023-06-30", ("QMA01",), ()),
        ("END", "2023-06-30", ("QMA02",), ()),
    ]


def test_a_round_opens_without_what_had_ended_and_with_what_followed() -> None:
    during = history(*MERGER).in_year(2023)
    assert during is not None
    assert [scheme.id for scheme in during.schemes] == ["QMA01", "QMA02", "QMA03"]
    opening = history(*MERGER).at_start_of(2024)
    assert opening is not None
    assert [(scheme.id, scheme.name) for scheme in opening.schemes] == [("QMA03", "Common fund")]
    later = history(*MERGER, (2024, "QMA03", "S.NAME_EN", "Common fund")).at_start_of(2025)
    assert later is not None
    assert [scheme.id for scheme in later.schemes] == ["QMA03"]


def test_a_recorded_end_takes_a_scheme_out_of_the_next_round() -> None:
    ended = event("END", "2022-12-31", ("QMA01",))
    known = history((2022, "QMA01", "S.NAME_EN", "a"), (2022, "QMA02", "S.NAME_EN", "b"), recorded=(ended,))
    opening = known.at_start_of(2023)
    assert opening is not None
    assert [scheme.id for scheme in opening.schemes] == ["QMA02"]
    after = history((2023, "QMA01", "S.NAME_EN", "a"), (2023, "QMA02", "S.NAME_EN", "b"), recorded=(ended,))
    found = after.at_start_of(2024)
    assert found is not None
    assert [scheme.id for scheme in found.schemes] == ["QMA02"]


def test_a_benefit_has_one_scheme_one_function_and_several_contingencies() -> None:
    known = history(
        (2023, "QMA01-02", "B.NAME_EN", "Social pension"),
        (2023, "QMA01-02", "B.FUNC", "OLD"),
        (2023, "QMA01-02", "B.CONTIG", "PENSION VULN"),
    ).in_year(2023)
    assert known == Inventory(
        "QMA",
        (Scheme("QMA01", "QMA", "", (Benefit("QMA01-02", "QMA01", "Social pension", "OLD", ("PENSION", "VULN")),)),),
    )


def test_a_change_of_name_and_a_start_are_events() -> None:
    known = history(
        (2022, "QMA01", "S.NAME_EN", "Old name"),
        (2023, "QMA01", "S.NAME_EN", "New name"),
        (2023, "QMA02", "S.NAME_EN", "Youth fund"),
    )
    assert told_of(known.events()) == [
        ("RENAME", "2023", ("QMA01",), ("QMA01",)),
        ("START", "2023", (), ("QMA02",)),
    ]
    assert known.events()[0].note == "Old name → New name"


def test_an_attribute_holds_from_the_first_year_of_its_value_to_the_last() -> None:
    known = history(
        *((year, "QMA01", "S.MGMT", value) for year, value in ((2020, "PUBLIC"), (2021, "PUBLIC"), (2022, "MIXED")))
    )
    assert [(each.value, each.valid_from, each.valid_to) for each in known.attributes(["S.MGMT"])] == [
        ("PUBLIC", 2020, 2021),
        ("MIXED", 2022, None),
    ]


def test_new_ids_follow_the_highest_that_was_ever_used() -> None:
    known = history(*MERGER, (2022, "QMA02-04", "B.NAME_EN", "Grant"))
    assert known.used() == (3, {"QMA02": 4})
    later = Inventory("QMA", (Scheme("QMA02", "QMA"),)).extended(1, 1, *known.used())
    assert [scheme.id for scheme in later.schemes] == ["QMA02", "QMA04"]
    assert [benefit.id for benefit in later.schemes[0].benefits] == ["QMA02-05"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (event("MERGE", "2024-01-01", ("QMA03",), ("QMA04",)), "INVENTORY_EVENT_INCOMPLETE"),
        (event("END", "2024-01-01", ("QMA09",)), "INVENTORY_ID_UNKNOWN"),
        (event("END", "2024-01-01", ("QMA01",)), "INVENTORY_ID_ENDED"),
        (event("START", "2024-01-01", (), ("QMA02",)), "INVENTORY_ID_ENDED"),
        (event("START", "2024-01-01", (), ("QMB04",)), "INVENTORY_ID_FOREIGN"),
        (event("START", "2024-01-01", (), ("QMA03",)), "INVENTORY_ID_IN_USE"),
        (event("MERGE", "2024-01-01", ("QMA03", "QMA03"), ("QMA04",)), "INVENTORY_EVENT_INCOMPLETE"),
    ],
)
def test_an_impossible_event_is_refused(wrong: SchemeEvent, code: str) -> None:
    with pytest.raises(FixTheAnswer) as caught:
        history(*MERGER).refuse_impossible(wrong)
    assert caught.value.problems[0].code == code


def test_recorded_events_are_kept_in_order_and_only_added_to(tmp_path: Path) -> None:
    register = EventRegister(tmp_path)
    assert register.events("QMA") == ()
    first, second = event("END", "2023-06-30", ("QMA01",)), event("START", "2024-01-01", (), ("QMA04",))
    register.add(first, "now")
    register.add(second, "later")
    assert register.events("QMA") == (first, second)
    assert register.events("QMB") == ()


def test_what_was_recorded_as_ended_cannot_end_again_on_an_earlier_day() -> None:
    known = history((2022, "QMA01", "S.NAME_EN", "a"), recorded=(event("END", "2024-06-30", ("QMA01",)),))
    with pytest.raises(FixTheAnswer) as caught:
        known.refuse_impossible(event("END", "2023-06-30", ("QMA01",)))
    assert caught.value.problems[0].code == "INVENTORY_ENDS_TWICE"


def test_the_successor_of_a_recorded_merger_is_in_the_next_round() -> None:
    merged = event("MERGE", "2023-01-01", ("QMA01", "QMA02"), ("QMA03",))
    known = history((2022, "QMA01", "S.NAME_EN", "a"), (2022, "QMA02", "S.NAME_EN", "b"), recorded=(merged,))
    opening, before = known.at_start_of(2024), known.in_year(2022)
    assert opening is not None
    assert before is not None
    assert [scheme.id for scheme in opening.schemes] == ["QMA03"]
    assert [scheme.id for scheme in before.schemes] == ["QMA01", "QMA02"]
    known.refuse_impossible(event("RENAME", "2024-01-01", ("QMA03",)))


def test_a_year_without_answers_leaves_out_what_has_ended_since_the_last_ones() -> None:
    ended = event("END", "2022-12-31", ("QMA01",))
    known = history((2022, "QMA01", "S.NAME_EN", "a"), (2022, "QMA02", "S.NAME_EN", "b"), recorded=(ended,))
    found = known.in_year(2024)
    assert found is not None
    assert [scheme.id for scheme in found.schemes] == ["QMA02"]


def test_a_start_has_the_date_that_was_told_and_stands_once() -> None:
    known = InventoryHistory.of(
        "QMA",
        [
            *(
                Observation(ref_area="QMA", time_period=year, scheme="QMA01", item="S.YEAR_START", value=Decimal(1962))
                for year in (2021, 2023)
            ),
            *observations((2022, "QMA02", "S.NAME_EN", "b"), (2023, "QMA01-01", "B.START", "2019-04-01")),
        ],
    )
    assert told_of(known.events()) == [
        ("START", "1962", (), ("QMA01",)),
        ("START", "2019-04-01", (), ("QMA01-01",)),
        ("START", "2022", (), ("QMA02",)),
    ]
    assert [(each.subject, each.value) for each in known.attributes(["S.YEAR_START"])] == [("QMA01", "1962")]
