"""The command line: the flow, wrong input, exit codes, nothing half written."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from openssi.definitions import load
from openssi.run.console import language
from openssi.run.loading import reference_tables
from openssi.store import Workspace

OpenSSI = Callable[..., tuple[int, str, str]]
FLOW = ["demo", "load", "check", "workbook", "read", "validate", "accept", "compute", "aggregate", "release", "publish"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "en")


def workbook_of(root: Path, submission: str = "QMA-2023-en") -> Path:
    return root / "workbooks" / f"{submission}.xlsx"


def changed(path: Path, sheet: str, item: str, value: object) -> Path:
    """Type a value into the cell of an item, found by its key as a respondent finds it by its label."""
    workbook = openpyxl.load_workbook(path)
    rows = workbook[sheet]
    marks = {cell.value: cell.column for cell in rows[1]}
    for row in rows.iter_rows(min_row=2):
        if str(row[marks["_key"] - 1].value or "").startswith(f"{item}|") and "|_T|_T|" in str(
            row[marks["_key"] - 1].value
        ):
            row[marks["_value"] - 1].value = value
            break
    else:
        raise AssertionError(item)
    workbook.save(path)
    return path


# The flow


def test_help_lists_the_commands_in_the_order_of_the_flow(openssi: OpenSSI) -> None:
    code, out, _ = openssi("--help")
    places = [out.index(f"│ {name} ") for name in FLOW]
    assert code == 0
    assert places == sorted(places)


def test_the_definitions_are_checked(openssi: OpenSSI) -> None:
    code, out, _ = openssi("check")
    assert code == 0
    assert "304 items" in out


def test_a_questionnaire_is_written_read_validated_and_accepted(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    at = ("--workspace", own_demonstration)
    path = tmp_path / "QMA-2023.xlsx"
    path.write_bytes(workbook_of(own_demonstration).read_bytes())
    assert openssi("read", path, *at)[0] == 0
    code, out, _ = openssi("validate", "QMA", 2023, *at)
    assert code == 0, out
    code, out, _ = openssi("accept", "QMA", 2023, *at)
    assert code == 0
    assert "vintage 2" in out
    for command in (("compute",), ("aggregate", "--year", 2023), ("release",)):
        assert openssi(*command, *at)[0] == 0
    assert Workspace.open(own_demonstration).releases.latest_id() != Workspace.open(own_demonstration).releases.ids()[0]


def test_a_blank_questionnaire_has_the_inventory_of_the_last_round(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.xlsx"
    code, out, _ = openssi("workbook", "qma", 2024, "--lang", "fr", "--output", path, "--workspace", own_demonstration)
    assert code == 0
    assert str(path) in out
    sheets = openpyxl.load_workbook(path).sheetnames
    assert "S_QMA01" in sheets
    assert openssi("read", path, "--workspace", own_demonstration)[0] == 0


def test_a_country_without_a_round_gets_as_many_blank_schemes_as_asked(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.xlsx"
    assert openssi("workbook", "QMJ", 2024, "--schemes", 2, "--output", path, "--workspace", own_demonstration)[0] == 0
    assert [name for name in openpyxl.load_workbook(path).sheetnames if name.startswith("S_")] == ["S_QMJ01", "S_QMJ02"]


def test_aggregates_are_printed_with_observed_share_and_mix_of_years(openssi: OpenSSI, own_demonstration: Path) -> None:
    code, out, _ = openssi("aggregate", "--year", 2023, "--format", "csv", "--workspace", own_demonstration)
    rows = list(csv.DictReader(io.StringIO(out)))
    world = rows[0]
    assert code == 0
    assert world["Group"] == "Demonstration world"
    assert float(world["Observed share, %"]) > 60
    assert ":" in world["Years of the values"]


@pytest.mark.long
def test_a_release_is_published_in_every_format(openssi: OpenSSI, own_demonstration: Path, tmp_path: Path) -> None:
    for name in ("xlsx", "csv", "sdmx-csv", "sdmx-ml", "sdmx-json", "parquet"):
        target = tmp_path / name
        code, out, err = openssi(
            "publish", "data", "--format", name, "--output", target, "--workspace", own_demonstration
        )
        assert code == 0, err
        assert all(Path(line.partition(": ")[2]).is_file() for line in out.splitlines())


def test_a_figure_is_explained_down_to_sheet_and_cell(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("explain", "QMA", "SDG_1_3_1_OLD_AGE", 2023, "--workspace", demonstration)
    assert code == 0
    assert "QMA-2023-en.xlsx, S_QMA01, " in out
    assert "release 2" in out


def test_the_world_is_explained_by_its_countries(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("--lang", "fr", "explain", "WORLD", "SDG_1_3_1_OLD_AGE", 2023, "--workspace", demonstration)
    assert code == 0
    assert "Calombre" in out


def test_the_country_s_explanation_stays_with_the_finding(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("validate", "QMI", 2023, "--workspace", demonstration)
    assert code == 0
    assert "R066" in out
    assert "explained" in out


# Wrong input


def test_a_draft_with_a_unit_error_is_never_accepted(openssi: OpenSSI, own_demonstration: Path) -> None:
    code, out, _ = openssi("validate", "QMF", 2023, "--workspace", own_demonstration)
    assert code == 1
    assert "R088" in out
    code, _, err = openssi("accept", "QMF", 2023, "--workspace", own_demonstration)
    assert code == 2
    assert "FINDING_BLOCKS" in err
    assert "S_QMF01" in err
    assert Workspace.open(own_demonstration).submissions.accepted_years("QMF") == [2019, 2020, 2021, 2022]


def test_a_finding_that_asks_is_answered_on_the_command_line(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    at = ("--workspace", own_demonstration)
    path = tmp_path / "QMA.xlsx"
    path.write_bytes(workbook_of(own_demonstration).read_bytes())
    changed(path, "S_QMA02", "B.REC", 999_999)
    changed(path, "S_QMA02", "B.EXP", 999_999 * 12 * 600)
    assert openssi("read", path, "--replace", *at)[0] == 0
    code, _, err = openssi("accept", "QMA", 2023, *at)
    assert code == 2
    assert "FINDING_BLOCKS" in err or "FINDING_NEEDS_ANSWER" in err


def test_text_in_a_number_is_refused_with_sheet_cell_and_remedy_and_nothing_is_written(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "QMA.xlsx"
    path.write_bytes(workbook_of(own_demonstration).read_bytes())
    before = Workspace.open(own_demonstration).submissions.draft("QMA-2023").record()
    code, _, err = openssi("read", changed(path, "S_QMA01", "B.REC", "many"), "--workspace", own_demonstration)
    assert code == 2
    assert "QMA.xlsx, S_QMA01, " in err
    assert "Please" in err
    assert Workspace.open(own_demonstration).submissions.draft("QMA-2023").record() == before


def test_another_file_for_the_same_country_and_year_is_refused_unless_it_is_to_replace(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second.xlsx"
    path.write_bytes(workbook_of(own_demonstration).read_bytes())
    changed(path, "H_Totals", "H.COV_INJ", 5)
    code, _, err = openssi("read", path, "--workspace", own_demonstration)
    assert (code, "SUBMISSION_EXISTS" in err) == (2, True)
    code, out, _ = openssi("read", path, "--replace", "--workspace", own_demonstration)
    assert code == 0
    assert "1 changed" in out


def test_a_workbook_of_another_version_is_refused(openssi: OpenSSI, own_demonstration: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    workbook = openpyxl.load_workbook(workbook_of(own_demonstration))
    for row in workbook["_meta"].iter_rows():
        for each in row:
            if each.value == "2026.2":
                each.value = "2019.4"
    workbook.save(path)
    code, _, err = openssi("read", path, "--workspace", own_demonstration)
    assert code == 2
    assert "VERSION" in err


def test_a_workbook_of_another_world_is_refused(
    openssi: OpenSSI, demonstration: Path, tmp_path: Path, shared_data: Path
) -> None:
    real = tmp_path / "real"
    assert openssi("load", "context", shared_data, "--workspace", real)[0] == 0
    code, _, err = openssi("read", workbook_of(demonstration), "--workspace", real)
    assert (code, "WORKBOOK_OF_UNKNOWN_COUNTRY" in err) == (2, True)


WRONG: list[tuple[str, tuple[object, ...]]] = [
    ("AREA_UNKNOWN", ("workbook", "ZZZ", 2024)),
    ("FILE_MISSING", ("read", "nowhere.xlsx")),
    ("SUBMISSION_UNKNOWN", ("validate", "QMJ", 2023)),
    ("SUBMISSION_UNKNOWN", ("accept", "QMA", 1950)),
    ("EXPLANATION_UNFIT", ("accept", "QMA", 2023, "--explain", "R066")),
    ("EXPLANATION_WITHOUT_FINDING", ("accept", "QMA", 2023, "--explain", "R066=paid abroad")),
    ("REASON_UNKNOWN", ("accept", "QMA", 2023, "--revision", "whim")),
    ("AREA_UNKNOWN", ("findings", "indicators", "--country", "ZZZ")),
    ("VALUE_NOT_ALLOWED", ("aggregate", "--method", "guess")),
    ("VALUE_NOT_ALLOWED", ("aggregate", "--format", "docx")),
    ("VALUE_NOT_ALLOWED", ("publish", "data", "--format", "docx")),
    ("VALUE_NOT_ALLOWED", ("workbook", "QMA", 2024, "--lang", "de")),
    ("FILE_MISSING", ("aggregate", "--year", 2023, "--compare", "nowhere.csv")),
    ("RELEASE_UNKNOWN", ("publish", "data", "--release", "1999.1")),
    ("INDICATOR_UNKNOWN", ("explain", "QMA", "SDG_9", 2023)),
    ("FIGURE_UNKNOWN", ("explain", "QMA", "SDG_1_3_1_OLD_AGE", 1950)),
    ("RELEASE_ID_UNFIT", ("release", "--id", "a/b")),
    ("WORKSPACE_IS_FICTIONAL", ("load", "unsd", __file__)),
    ("FOLDER_MISSING", ("check", "--definitions", "nowhere")),
]


@pytest.mark.parametrize(("code", "arguments"), WRONG)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_wrong_input_is_answered_with_its_remedy_and_exit_code_2(
    openssi: OpenSSI, demonstration: Path, language: str, code: str, arguments: tuple[object, ...]
) -> None:
    at = () if arguments[0] == "check" else ("--workspace", demonstration)
    left, _, err = openssi("--lang", language, *arguments, *at)
    assert left == 2
    assert f"[{code}]" in err


def test_a_folder_that_is_not_there_leaves_no_workspace_behind(openssi: OpenSSI, tmp_path: Path) -> None:
    code, _, err = openssi("load", "context", tmp_path / "nowhere", "--workspace", tmp_path / "real")
    assert (code, "FOLDER_MISSING" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_no_workspace_is_answered_with_how_to_make_one(openssi: OpenSSI, tmp_path: Path) -> None:
    code, _, err = openssi("compute", "--workspace", tmp_path / "nothing")
    assert code == 2
    assert "openssi demo" in err


def test_a_workspace_with_nothing_in_it_computes_nothing(openssi: OpenSSI, tmp_path: Path) -> None:
    real = tmp_path / "real"
    Workspace.create(real, "real", reference_tables(load()))
    code, _, err = openssi("compute", "--workspace", real)
    assert (code, "NOTHING_TO_COMPUTE" in err) == (2, True)
    code, _, err = openssi("publish", "data", "--workspace", real)
    assert (code, "NOTHING_RELEASED" in err) == (2, True)


def test_the_site_that_is_not_installed_is_said_to_be(
    openssi: OpenSSI, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openssi.run.commands.world.entry_points", lambda **_: [])
    code, _, err = openssi("serve", "--workspace", demonstration)
    assert (code, "SITE_MISSING" in err) == (70, True)


def test_the_workspace_may_be_named_by_the_environment(
    openssi: OpenSSI, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(demonstration))
    assert openssi("explain", "QMA", "SDG_1_3_1_TOTAL", 2023)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "spoken"),
    [
        (["--lang", "fr", "check"], "fr"),
        (["--lang=es", "check"], "es"),
        (["--workspace", "world", "--lang", "fr", "check"], "fr"),
        (["--workspace=world", "--lang", "es", "check"], "es"),
        (["--workspace", "world", "workbook", "QMA", "2024", "--lang", "fr"], "en"),
        (["--lang"], "en"),
    ],
)
def test_the_language_stands_anywhere_before_the_command(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], spoken: str
) -> None:
    monkeypatch.setattr("sys.argv", ["openssi", *arguments])
    assert language() == spoken
