"""What changed since the last accepted year is measured by declared thresholds."""

from decimal import Decimal
from pathlib import Path

import pytest

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import default_root, load
from openssi.definitions.year_changes import load_year_changes
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme
from openssi.vocabulary.year_changes import YearChangeRules
from openssi_web.rounds.forms.year_changes import (
    InventoryChanges,
    YearChange,
    inventory_changes,
    largest_changes,
    last_year,
)

RULES = YearChangeRules(
    at_least=Decimal("0.10"), shown=10, least_count=Decimal(100), types=frozenset({"money", "number"})
)
ITEMS = load().questionnaire.items
DECLARED = (default_root() / "year_changes.yaml").read_text(encoding="utf-8")


def told(year: int, item: str, number: str = "", text: str = "", **key: str) -> Observation:
    value = Decimal(number) if number else None
    return Observation(
        ref_area="QMA", item=item, time_period=year, value=value, text_value=text or None, **{"scheme": "S1", **key}
    )  # type: ignore[arg-type]


def changes(now: list[Observation], before: list[Observation]) -> list[tuple[str, Decimal | None]]:
    return [(each.key.item, each.share) for each in largest_changes(now, before, ITEMS, RULES)]


def test_figures_that_changed_by_the_declared_share_are_ordered_by_it() -> None:
    before = [told(2023, "S.REC_TOTAL", "100"), told(2023, "S.EXP_TOTAL", "100"), told(2023, "S.EXP_ADMIN", "100")]
    now = [told(2024, "S.REC_TOTAL", "110"), told(2024, "S.EXP_TOTAL", "50"), told(2024, "S.EXP_ADMIN", "109")]
    assert changes(now, before) == [("S.EXP_TOTAL", Decimal("-0.5")), ("S.REC_TOTAL", Decimal("0.1"))]


def test_a_figure_that_rises_from_zero_comes_first_and_has_no_share() -> None:
    before = [told(2023, "S.REC_TOTAL", "0"), told(2023, "S.EXP_TOTAL", "1")]
    now = [told(2024, "S.REC_TOTAL", "1"), told(2024, "S.EXP_TOTAL", "9")]
    assert changes(now, before) == [("S.REC_TOTAL", None), ("S.EXP_TOTAL", Decimal(8))]


def test_numbers_are_compared_in_units() -> None:
    before = [told(2023, "S.REC_TOTAL", "2000")]
    now = [
        Observation(ref_area="QMA", item="S.REC_TOTAL", time_period=2024, scheme="S1", value=Decimal(2), unit_mult=3)
    ]
    assert changes(now, before) == []


def test_small_counts_parts_rates_and_texts_are_left_out() -> None:
    before = [
        told(2023, "S.ACTIVE", "50"), told(2023, "S.AFFIL", "99"), told(2023, "S.PROTECTED", "500", sex="F"),
        told(2023, "S.NAME_EN", text="Fund"), told(2023, "S.LAST_YEAR", "2020"),
    ]  # fmt: skip
    now = [
        told(2024, "S.ACTIVE", "99"), told(2024, "S.AFFIL", "200"), told(2024, "S.PROTECTED", "900", sex="F"),
        told(2024, "S.NAME_EN", text="Funds"), told(2024, "S.LAST_YEAR", "9999"),
    ]  # fmt: skip
    assert [item for item, _ in changes(now, before)] == ["S.AFFIL"]


def test_a_new_currency_is_no_change() -> None:
    before = [told(2023, "S.REC_TOTAL", "1000000"), told(2023, "S.AFFIL", "1000")]
    now = [
        told(2024, "N.CURR_CHANGE", "1000", scheme="_Z"), told(2024, "S.REC_TOTAL", "1000"), told(2024, "S.AFFIL", "1")
    ]  # fmt: skip
    found = largest_changes(now, before, ITEMS, RULES)
    assert found == (YearChange(CellKey("S.AFFIL", "S1"), Decimal(1000), Decimal(1)),)


def test_the_last_accepted_year_is_compared_with_and_no_earlier_one() -> None:
    before = [told(2021, "S.REC_TOTAL", "1"), told(2022, "S.REC_TOTAL", "100"), told(2021, "S.EXP_TOTAL", "1")]
    now = [told(2024, "S.REC_TOTAL", "100"), told(2024, "S.EXP_TOTAL", "100")]
    assert (last_year(before), changes(now, before)) == (2022, [])
    assert (last_year([]), changes(now, [])) == (None, [])


def test_schemes_and_benefits_that_came_or_went() -> None:
    def scheme(name: str, *benefits: str) -> Scheme:
        return Scheme(name, "QMA", name, tuple(Benefit(each, name, each, "OLD") for each in benefits))

    inventory = Inventory("QMA", (scheme("S1", "S1-01", "S1-02"), scheme("S3", "S3-01"), scheme("S4", "S4-01")))
    before = [
        told(2023, "S.NAME_EN", text="a"), told(2023, "B.NAME_EN", text="a", benefit="S1-01"),
        told(2023, "B.NAME_EN", text="a", benefit="S1-03"), told(2023, "S.NAME_EN", text="a", scheme="S2"),
        told(2023, "B.NAME_EN", text="a", scheme="S2", benefit="S2-01"), told(2023, "S.NAME_EN", text="a", scheme="S4"),
        told(2023, "B.NAME_EN", text="a", scheme="S4", benefit="S4-01"), told(2022, "S.NAME_EN", text="a", scheme="S9"),
    ]  # fmt: skip
    now = [told(2024, "S.STATUS", text="ENDED", scheme="S4")]
    assert inventory_changes(inventory, now, before) == InventoryChanges(
        new=(("S1", "S1-02"), ("S3", "_Z")), gone=(("S1", "S1-03"), ("S2", "_Z"), ("S4", "_Z"))
    )
    assert inventory_changes(inventory, now, []) == InventoryChanges((), ())


def test_the_declared_thresholds_are_read() -> None:
    found = load().year_changes
    assert (found.at_least, found.types) == (Decimal("0.10"), {"money", "number"})
    assert found.shown > 0
    assert found.least_count > 0


BROKEN = [
    ("at_least: 0.10", "at_least: none", "DEFINITION_NOT_A_NUMBER"),
    ("at_least: 0.10", "at_least: 0", "DEFINITION_NOT_A_NUMBER"),
    ("shown: 10", "shown: -1", "DEFINITION_NOT_A_NUMBER"),
    ("[money, number]", "[money, coins]", "DEFINITION_VALUE_UNKNOWN"),
    ("least_count: 100", "least: 100", "DEFINITION_KEY_UNKNOWN"),
]


@pytest.mark.parametrize(("old", "new", "code"), BROKEN)
def test_what_is_declared_wrongly_is_named_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    (tmp_path / "year_changes.yaml").write_text(DECLARED.replace(old, new), encoding="utf-8")
    with pytest.raises(FixTheFile) as refusal:
        load_year_changes(tmp_path)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.place.row) == (code, DECLARED[: DECLARED.index(old)].count("\n") + 1)
