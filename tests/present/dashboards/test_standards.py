"""The Conventions: who has ratified, which parts are accepted, what the law reaches, and what is asked for."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from country_release import data_of, opened, value
from openssi.definitions import load
from openssi.present.dashboards.address_state import parse_state
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell
from openssi.present.dashboards.law.answer_table import AnswerColumn, AnswerRow, AnswerTable, most, outcome_of
from openssi.present.dashboards.page import DashboardPage, dashboard_page
from openssi.vocabulary.text import LANGUAGES, Language

Row = dict[str, Any]


def answer(item: str, area: str, convention: str, text: str, year: int = 2020) -> Row:
    return {
        "obs_id": f"{area}.{year}.{item}.{convention}",
        "ref_area": area,
        "item": item,
        "time_period": year,
        "scheme": "_Z",
        "benefit": "_Z",
        "sex": "_T",
        "age": "_T",
        "func": "_Z",
        "breakdown": convention,
        "text_value": text,
        "obs_status": "A",
        "source": "Ministry",
    }


OBSERVATIONS = [
    answer("L.RATIF", "QMA", "C102", "Y"),
    answer("L.RATIF_DATE", "QMA", "C102", "1987-06-15"),
    answer("L.RATIF", "QMA", "C183", "N"),
    answer("L.RATIF", "QMB", "C102", "Y", 2018),
    answer("L.RATIF", "QMB", "C183", "Y"),
    answer("L.RATIF_DATE", "QMB", "C183", "no date"),
    answer("L.RATIF", "QMC", "C102", "N"),
]


def yes_or_no(indicator: str, area: str, code: str, number: float | None) -> Row:
    return value("", area, 2020, number, indicator=indicator, breakdown=code)


VALUES = [
    *(yes_or_no("C102_RATIFIED", area, "_T", number) for area, number in (("QMA", 1), ("QMB", 1), ("QMC", 0))),
    *(yes_or_no("C102_RATIFIED", "QMA", part, number) for part, number in (("V", 1), ("IV", 0))),
    *(yes_or_no("C102_RATIFIED", area, part, 0) for area in ("QMB", "QMC") for part in ("V", "IV")),
    yes_or_no("C102_MET_IN_LAW", "QMA", "OLD", 1),
    yes_or_no("C102_MET_IN_LAW", "QMB", "OLD", 0),
    yes_or_no("C102_MET_IN_LAW", "QMB", "SIC", None),
]


@cache
def world(language: Language = "en") -> DashboardPage:
    return page(language=language)


def page(
    address: Mapping[str, Sequence[str]] | None = None,
    language: Language = "en",
    observations: Sequence[Row] = OBSERVATIONS,
    values: Sequence[Row] = VALUES,
) -> DashboardPage:
    with opened(values, (), observations) as connection:
        data = data_of(connection, load(), language)
        declared = load().pages["standards"]
        return dashboard_page(data, declared, parse_state(data, declared, address or {}))


def figure(found: DashboardPage, name: str) -> DashboardFigure:
    return next(each for each in found.figures if each.id == name)


def cell(found: DashboardFigure, country: str, column: str) -> FigureCell:
    number = [each.id for each in found.table.columns].index(column)
    return next(row for row in found.table.rows if row[0].text == country)[number]


def test_a_ratification_is_told_in_words_with_its_year_and_leads_to_its_cell() -> None:
    found = cell(figure(world(), "ratifications"), "Aldova", "c102")
    assert found.text == "Ratified 1987"
    assert found.note == "registered on 15 June 1987"
    assert found.origin is not None
    assert found.origin.cell == "QMA.2020.L.RATIF.C102"


def test_not_ratified_and_not_answered_look_and_read_differently() -> None:
    found = figure(world(), "ratifications")
    no, none = cell(found, "Aldova", "c183"), cell(found, "Aldova", "c121")
    assert (outcome_of(no), no.text) == ("no", "Not ratified")
    assert (outcome_of(none), none.text) == ("none", "…")


def test_an_answer_of_another_year_carries_it_and_a_date_that_is_none_is_left_out() -> None:
    found = figure(world(), "ratifications")
    years = [cell(found, "Borland", name).year for name in ("c102", "c183")]
    assert sorted([*years, cell(found, "Borland", "year").text]) == ["", "2018", "2020"]
    assert cell(found, "Borland", "c183").text == "Ratified"


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "2 of the 3 countries with an answer have ratified Convention No. 102"),
        ("fr", "2 des 3 pays ayant répondu ont ratifié la convention nº\u00a0102"),
        ("es", "2 de los 3 países que han respondido han ratificado el Convenio núm. 102"),
    ],
)
def test_the_headline_counts_those_who_have_ratified(language: Language, headline: str) -> None:
    assert world(language).sentence.headline == headline


def test_the_headline_agrees_with_all_none_and_one() -> None:
    south = page({"group": ["419"]}).sentence.headline
    assert south == "Southern lands: the one country with an answer has not ratified Convention No. 102"
    north = page({"group": ["202"]}).sentence.headline
    assert north == "Northern lands: all 2 countries with an answer have ratified Convention No. 102"
    chosen = page({"choice": ["C183"]}).sentence.headline
    assert chosen == "One of the 2 countries with an answer has ratified Convention No. 183"


def test_parts_are_counted_and_the_part_filter_leaves_one() -> None:
    rows = {row[0].text: [each.text for each in row[1:]] for row in figure(world(), "parts").table.rows}
    assert rows["V Old-age benefit"] == ["1", "2", "0"]
    chosen = figure(page({"breakdown": ["V"]}), "parts_by_country")
    assert [each.id for each in chosen.table.columns] == ["country", "v", "year"]


def test_a_branch_is_met_not_met_or_not_judged_in_words() -> None:
    found = figure(world(), "law_by_country")
    told = [
        cell(found, name, column).text for name, column in (("Aldova", "old"), ("Borland", "old"), ("Borland", "sic"))
    ]
    assert told == ["Met in law", "Not met in law", "Not judged"]
    assert "Legal conformity is for the supervisory bodies" in " ".join(found.notes)


def test_what_is_asked_for_is_there_without_any_answer_and_the_page_says_what_is_missing() -> None:
    for language in LANGUAGES:
        found = page(language=language, observations=(), values=())
        assert figure(found, "requirements").table.rows
        assert all(each.empty for each in found.figures if each.id != "requirements")
        assert "2026.1" in found.sentence.lead


def test_the_minimum_of_a_branch_is_that_of_the_standards() -> None:
    rows = {row[0].text: [each.text for each in row] for row in figure(world(), "requirements").table.rows}
    old_age, maternity = rows["C102 V Old age"], rows["C102 VIII Maternity"]
    assert old_age[1:4] == ["40", "as long as the contingency lasts", "a"]
    assert maternity[1:3] == ["45", "12"]
    assert "Art." in old_age[-1]


def test_a_figure_that_was_not_read_in_a_source_is_not_shown() -> None:
    unread = [
        branch.id
        for branch in load().standards.branches()
        if branch.qualifying is not None and not branch.qualifying.provenance.confirmed
    ]
    rows = figure(page({"choice": ["C168"]}), "requirements").table.rows
    assert ("C168.UNE" in unread) == any(each.text == "…" for each in rows[0])


def test_a_convention_without_branches_says_so() -> None:
    assert "No. 118" in figure(page({"choice": ["C118"]}), "requirements").empty


def test_the_first_place_that_two_share_is_told_of_neither() -> None:
    yes, no = FigureCell(text="yes"), FigureCell(text="no", state="zero")
    columns = tuple(AnswerColumn(each, each, each) for each in ("A", "B"))
    shared = AnswerTable(columns, (AnswerRow("QMA", "Aldova", (yes, yes)),))
    single = AnswerTable(columns, (AnswerRow("QMA", "Aldova", (yes, no)),))
    assert most(shared.counted()) is None
    found = most(single.counted())
    assert found is not None
    assert found.column.code == "A"
