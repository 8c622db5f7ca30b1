"""Observations and findings survive the way to a table and back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openssi.store import finding_from_row, findings_table, observation_from_row, observations_table
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import MultilingualText

CELL = Observation(
    ref_area="QMA",
    item="B.REC",
    time_period=2023,
    scheme="QMA01",
    benefit="QMA01-02",
    sex="F",
    value=Decimal("1234.5"),
    unit="persons",
    unit_mult=3,
    note="« pensions » versées",
    place=Place("QMA-2023.xlsx", "S_QMA01", 12, "G12", "B.REC"),
    submission="QMA-2023",
)


def test_an_observation_survives_the_table() -> None:
    (row,) = observations_table([CELL]).to_pylist()
    assert observation_from_row(row) == CELL


def test_the_id_reads_from_country_to_breakdown() -> None:
    assert CELL.id == "QMA.2023.B_REC.QMA01.QMA01-02.F._T._Z._Z"


def test_the_multiplier_is_applied_in_views_and_not_in_the_value() -> None:
    assert CELL.value == Decimal("1234.5")
    assert CELL.scaled_value == Decimal(1234500)


def test_an_empty_cell_stays_empty_and_a_zero_stays_zero() -> None:
    empty = Observation(ref_area="QMA", item="B.REC", time_period=2023, obs_status="L")
    zero = Observation(ref_area="QMA", item="B.EXP", time_period=2023, value=Decimal(0))
    back = [observation_from_row(row) for row in observations_table([empty, zero]).to_pylist()]
    assert [each.value for each in back] == [None, Decimal(0)]
    assert [each.is_answered for each in back] == [False, True]


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6, allow_nan=False, allow_infinity=False))
def test_every_decimal_is_kept_exactly(value: Decimal) -> None:
    cell = Observation(ref_area="QMA", item="B.EXP", time_period=2023, value=value)
    (row,) = observations_table([cell]).to_pylist()
    assert observation_from_row(row).value == value


def test_a_finding_survives_the_table_with_its_three_languages() -> None:
    text = MultilingualText("The sum differs.", "La somme diffère.", "La suma difiere.")
    finding = Finding(
        rule="R020",
        severity="E",
        ref_area="QMA",
        time_period=2023,
        obs_id=CELL.id,
        item="B.REC",
        scheme="QMA01",
        benefit="QMA01-02",
        sex="_T",
        message=text,
        remedy=text,
        expected_low=Decimal(10),
        place=CELL.place,
        state="explained",
        explanation="Registers of two offices",
    )
    (row,) = findings_table([finding]).to_pylist()
    assert finding_from_row(row) == finding
