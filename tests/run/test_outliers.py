"""The command that shows outliers, in a workspace of a few invented countries."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.engine import table_of
from openssi.run.outliers import OutlierSearch
from openssi.store import Workspace, observations_table
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.submission import Fingerprint, Submission

OpenSSI = Callable[..., tuple[int, str, str]]

COUNTRIES = ("QMA", "QMB", "QMC", "QMD", "QME", "QMF")
PLACE = Place(file="QMA.xlsx", sheet="H", row=9, cell="E9")


def told(area: str, year: int, item: str, value: int, channel: str = "workbook", **key: str) -> Observation:
    place = PLACE if item.startswith("H.") else Place()
    number = Decimal(value)
    return Observation(
        ref_area=area,
        item=item,
        time_period=year,
        value=number,
        channel=channel,
        place=place,
        **key,  # type: ignore[arg-type]
    )


def hand_in(workspace: Workspace, area: str, year: int, *answers: Observation, accepted: bool = True) -> None:
    read = Submission(
        fingerprint=Fingerprint(area, year, "2026.2", "en", "v0"), file="", sha256="", state="read", read_at=""
    )
    workspace.submissions.save(read, answers, None)
    if accepted:
        workspace.submissions.accept(read, answers, (), "2026-01-01T00:00:00+00:00")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """QMA answers for three years, its last one a draft; its neighbours answered once, in 2022."""
    names = {f"{kind}_{each}": "North" for kind in ("name", "short") for each in ("en", "fr", "es")}
    areas = [{"area": each, "fictional": True, **names} for each in COUNTRIES]
    member = {
        "grouping": "REGION",
        "group_code": "N",
        "valid_from": 1900,
        "valid_to": 9999,
        "source": "",
        "source_date": "",
    }
    group = {"grouping": "REGION", "group_code": "N", "m49": "", "sort_order": 1, **names}
    reference = {
        "areas": table_of(AREAS, areas),
        "groups": table_of(GROUPS, [group]),
        "members": table_of(MEMBERS, [{**member, "area": each} for each in COUNTRIES]),
    }
    workspace = Workspace.create(tmp_path / "world", "demonstration", reference)
    population = [told(each, year, "X.POP_TOTAL", 10**6, "context") for each in COUNTRIES for year in (2022, 2023)]
    workspace.context.write({"observations": observations_table(population)}, {"sources": []})
    for number, area in enumerate(COUNTRIES[1:]):
        hand_in(workspace, area, 2022, told(area, 2022, "H.COV_ANY", 400_000 + 10_000 * number))
    for year in (2021, 2022):
        hand_in(workspace, "QMA", year, told("QMA", year, "S.EXP_TOTAL", 5_000_000, scheme="QMA01"))
    draft = (told("QMA", 2023, "S.EXP_TOTAL", 5000, scheme="QMA01"), told("QMA", 2023, "H.COV_ANY", 450))
    hand_in(workspace, "QMA", 2023, *draft, accepted=False)
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(workspace.root))
    monkeypatch.setenv("OPENSSI_LANG", "en")
    return workspace


def test_a_draft_is_compared_with_accepted_years_and_with_other_countries(world: Workspace) -> None:
    outliers = OutlierSearch(world, load()).outliers("QMA", 2023)
    assert [(each.item, each.method) for each in outliers] == [("S.EXP_TOTAL", "year_on_year"), ("H.COV_ANY", "peers")]
    peers = outliers[1]
    assert (peers.compared, peers.years, peers.group, peers.expected) == (5, (2022,), "region", 420_000)
    assert peers.place.cell == "E9"


def test_confidential_figures_of_others_are_not_used(world: Workspace) -> None:
    hand_in(world, "QMB", 2022, told("QMB", 2022, "H.COV_ANY", 400_000, conf_status="C"))
    assert [each.item for each in OutlierSearch(world, load()).outliers("QMA", 2023)] == ["S.EXP_TOTAL"]


def test_countries_that_answered_too_long_ago_are_no_peers(world: Workspace) -> None:
    answers = (told("QMA", 2025, "H.COV_ANY", 450),)
    context = [told("QMA", 2025, "X.POP_TOTAL", 10**6, "context")]
    world.context.write({"observations": observations_table(context)}, {"sources": []})
    hand_in(world, "QMA", 2025, *answers, accepted=False)
    assert OutlierSearch(world, load()).outliers("QMA", 2025) == ()


@pytest.mark.usefixtures("world")
def test_outliers_are_printed_and_do_not_fail_the_command(openssi: OpenSSI) -> None:
    code, out, err = openssi("outliers", "qma", 2023)
    assert (code, err) == (0, "")
    assert "Total expenditure (QMA01): 5,000, after 5,000,000 in 2022" in " ".join(out.split())
    assert "H E9" in out
    assert "2 outliers; shown: 2." in out


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "2 valeurs atypiques\u00a0; affichées\u00a0: 1."),
        ("es", "2 valores atípicos; mostrados: 1."),
        ("en", "2 outliers; shown: 1."),
    ],
)
def test_language_and_number_can_be_chosen(openssi: OpenSSI, language: str, words: str) -> None:
    code, out, _ = openssi("outliers", "QMA", 2023, "--language", language, "--limit", 1)
    assert code == 0
    assert words in out


@pytest.mark.usefixtures("world")
def test_outliers_leave_as_json(openssi: OpenSSI) -> None:
    _, out, _ = openssi("outliers", "QMA", 2023, "--format", "json", "--language", "es")
    read = json.loads(out)
    assert (read["ref_area"], read["time_period"], read["count"]) == ("QMA", 2023, 2)
    first = read["outliers"][0]
    assert (first["value"], first["method"], first["compared"]) == ("5000", "year_on_year", 1)
    assert first["message"].startswith("Total de gastos")


@pytest.mark.usefixtures("world")
def test_outliers_leave_as_csv(openssi: OpenSSI) -> None:
    _, out, _ = openssi("outliers", "QMA", 2023, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["item"], row["value"], row["group"]) for row in rows] == [
        ("S.EXP_TOTAL", "5000", ""),
        ("H.COV_ANY", "450", "region"),
    ]


def test_a_submission_in_which_nothing_stands_out_is_said_to_be_so(world: Workspace, openssi: OpenSSI) -> None:
    hand_in(world, "QMB", 2023)
    assert openssi("outliers", "QMB", 2023)[1] == "Nothing stands out.\n"
    assert json.loads(openssi("outliers", "QMB", 2023, "--format", "json")[1])["outliers"] == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("QMA", 1999), "SUBMISSION_UNKNOWN"),
        (("QMZ", 2023), "AREA_UNKNOWN"),
        (("QMA", 2023, "--format", "xml"), "VALUE_NOT_ALLOWED"),
        (("QMA", 2023, "--language", "de"), "VALUE_NOT_ALLOWED"),
    ],
)
def test_what_is_not_possible_is_refused(openssi: OpenSSI, arguments: tuple[object, ...], code: str) -> None:
    left, _, err = openssi("outliers", *arguments)
    assert left == 2
    assert code in err


def test_a_workspace_without_context_data_or_peers_is_enough(tmp_path: Path) -> None:
    reference = {
        "areas": table_of(AREAS, [{"area": "QMA", "name_en": "A"}]),
        "groups": table_of(GROUPS),
        "members": table_of(MEMBERS),
    }
    workspace = Workspace.create(tmp_path / "small", "demonstration", reference)
    hand_in(workspace, "QMA", 2023, told("QMA", 2023, "H.COV_ANY", 450))
    assert OutlierSearch(workspace, load()).outliers("QMA", 2023) == ()
