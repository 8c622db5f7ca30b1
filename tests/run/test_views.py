"""The commands `openssi views` and `openssi publish crosswalk`."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import OpenSSI

from openssi.definitions import load
from openssi.run.commands.views import view_of
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace

FRAMEWORKS = tuple(load().frameworks)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_accepted_account_of_the_demonstration_is_placed_to_the_last_unit(
    demonstration: Path, framework: str
) -> None:
    inquiry = Inquiry(Workspace.open(demonstration), load())
    with_schemes = []
    for each in inquiry.workspace.submissions.accepted_ids()[-30:]:
        area, year = each.rsplit("-", 1)
        if any(
            row.item == "S.EXP_TOTAL" for row in inquiry.workspace.submissions.accepted_observations(area, [int(year)])
        ):
            with_schemes.append((area, int(year)))
    assert len(with_schemes) > 10
    for area, number in with_schemes:
        found = view_of(inquiry, area, number, framework)
        assert abs(found.placed + found.remainder - found.total) < Decimal("0.000001")
        assert found.placed > 0


def test_the_views_of_a_country_have_one_total(demonstration: Path, openssi: OpenSSI) -> None:
    area, year = Workspace.open(demonstration).submissions.accepted_ids()[0].rsplit("-", 1)
    totals = set()
    for framework in FRAMEWORKS:
        code, printed, _ = openssi(
            "--workspace", demonstration, "views", area, year, "--framework", framework, "--format", "csv"
        )
        rows = list(csv.DictReader(io.StringIO(printed)))
        parts = sum(Decimal(row["amount"]) for row in rows if row["code"] != "TOTAL")
        assert code == 0
        assert abs(parts - Decimal(rows[-1]["amount"])) < Decimal("0.001")
        totals.add(rows[-1]["amount"])
    assert len(totals) == 1


@pytest.mark.parametrize(("lang", "word"), [("en", "Remainder"), ("fr", "Reste"), ("es", "Resto")])
def test_the_remainder_is_printed_in_the_language_of_the_person(
    demonstration: Path, openssi: OpenSSI, lang: str, word: str
) -> None:
    area, year = Workspace.open(demonstration).submissions.accepted_ids()[0].rsplit("-", 1)
    code, printed, _ = openssi("--lang", lang, "--workspace", demonstration, "views", area, year)
    assert code == 0
    assert word in printed


def test_a_year_without_accepted_expenditure_is_told(demonstration: Path, openssi: OpenSSI) -> None:
    code, _, complaint = openssi("--workspace", demonstration, "views", "QMA", "1999")
    assert code != 0
    assert "VIEW_NOTHING_REPORTED" in complaint


def test_an_unknown_framework_is_refused(demonstration: Path, openssi: OpenSSI) -> None:
    code, _, complaint = openssi("--workspace", demonstration, "views", "QMA", "2022", "--framework", "sna")
    assert code != 0
    assert "esspros, socx, cofog, c102" in complaint


def test_the_crosswalk_is_published_from_the_command_line(tmp_path: Path, openssi: OpenSSI) -> None:
    code, printed, _ = openssi("publish", "crosswalk", "--format", "csv", "--output", tmp_path)
    assert code == 0
    assert "crosswalk.csv" in printed.replace("\n", "")
