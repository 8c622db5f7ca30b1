"""All items of the questionnaire are there, as the specification lists them, in three languages."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.vocabulary.item import Item
from openssi.vocabulary.text import LANGUAGES, MultilingualText

SPECIFICATION = Path(__file__).parents[3] / "shared" / "spec" / "items.csv"
ITEMS = load().questionnaire.items
TYPES = {
    "txt": "text",
    "num": "number",
    "money": "money",
    "pct": "percent",
    "MM-DD": "month_day",
    "int": "integer",
    "ref": "reference",
}
REQUIREMENTS = {"M": "mandatory", "C": "conditional", "R": "recommended", "O": "optional", "calc": "calculated"}
UNITS = {"LCU per int. USD": "LCU per international USD", "int. USD": "international USD", "-": ""}
OTHER_TYPES = {
    "N.CURRENCY": "text: the codes of ISO 4217, and those of invented countries",
    "S.INST": "text: an institution is named, it has no id in a workbook",
    "S.PARENT": "text: an event and ids",
    "Q.REF_MOMENT": "text: a date, a period or words",
}
SIZES = {
    "A1": 8, "A2": 11, "A3": 48, "B1": 15, "B2": 19, "B3": 5, "B4": 4, "C1": 17, "C2": 14, "C3": 7, "D1": 19, "E1": 19,
    "F1": 3, "F2": 17, "F3": 10, "G1": 35, "G2": 9, "H1": 21, "M1": 7, "Q1": 16,
}  # fmt: skip


def specified() -> Iterator[dict[str, str]]:
    with SPECIFICATION.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def texts(item: Item) -> tuple[MultilingualText, ...]:
    return (item.label, item.definition, item.example)


def test_every_table_holds_its_items_in_the_order_of_their_codes() -> None:
    tables = load().questionnaire.tables
    assert {table.id: len(table.items) for table in tables} == SIZES
    assert list(SIZES) == [table.id for table in tables]
    for table in tables:
        assert [item.code for item in table.items] == [f"{table.id}.{n:02d}" for n in range(1, len(table.items) + 1)]


@pytest.mark.skipif(not SPECIFICATION.is_file(), reason="the specification does not lie beside the repository")
def test_items_agree_with_the_specification() -> None:
    for row in specified():
        item = ITEMS[row["mnemonic"]]
        assert item.code == row["code"]
        assert item.breakdowns == (() if row["breakdowns"] == "-" else tuple(row["breakdowns"].split(","))) or (
            item.table == "Q1" and item.breakdowns == ("TABLE",)
        )
        assert item.unit == UNITS.get(row["unit"], row["unit"])
        wanted = "prefilled" if item.table == "A3" else REQUIREMENTS[row["requirement"]]
        assert (item.id, item.requirement) == (item.id, wanted)
        if row["type"].startswith("CL_"):
            codelist, _, several = row["type"].partition(" ")
            kind = "text" if item.id in OTHER_TYPES else "codes" if several else "code"
            assert (item.codelist, item.type) == (codelist, kind)
        elif item.id not in OTHER_TYPES:
            assert (item.id, item.type) == (item.id, TYPES.get(row["type"], row["type"]))


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_label_definition_and_example_exist_in_every_language(item: Item) -> None:
    for text in texts(item):
        spoken = [text.in_language(language) for language in LANGUAGES]
        assert all(spoken)
        assert len(set(spoken)) > 1 or len(text.en) < 12 or text.en == text.fr
    assert item.definition.en.endswith((".", "?"))
    assert item.definition.fr[-1] in ".?"
    assert len(item.label.fr) <= 80


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_french_and_spanish_are_set_properly(item: Item) -> None:
    for text in texts(item):
        for sign in ":;?!%»":
            assert f" {sign}" not in text.fr
        assert "'" not in text.fr + text.en + text.es
        assert text.es.count("¿") == text.es.count("?")


def test_the_core_form_is_a_part_of_the_same_items() -> None:
    core = load().questionnaire.core_form().items
    typed = [item for item in core.values() if item.is_typed]
    assert len(typed) == 70
    assert sum(item.requirement == "calculated" for item in core.values()) == 7
    assert sum(item.requirement == "prefilled" for item in core.values()) == 48
    assert all(ITEMS[name] == item for name, item in core.items())


def test_every_context_figure_belongs_to_a_group_that_is_confirmed_together() -> None:
    table = next(table for table in load().questionnaire.tables if table.id == "A3")
    assert {item.group for item in table.items} == set(table.groups)
