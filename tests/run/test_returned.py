"""Workbooks that come back: what changes is shown first, then each is taken whole or not at all."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import damaged
import openpyxl
import pytest

import libreoffice
from openssi.definitions import load
from openssi.expressions import ObservationCells, compile_python, parse
from openssi.run.inquiry import CORE, FULL, FormChoice, Inquiry
from openssi.run.returned import examine_all
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile

OpenSSI = Callable[..., tuple[int, str, str]]
YEAR = 2024


def inquiry_of(root: Path) -> Inquiry:
    return Inquiry(Workspace.open(root), load())


def blank(root: Path, path: Path, form: FormChoice = CORE, area: str = "QMA") -> Path:
    return inquiry_of(root).write_workbook(area, YEAR, "en", (1, 1), path, form)


def filled(path: Path, **cells: object) -> Path:
    workbook = openpyxl.load_workbook(path)
    for key, value in cells.items():
        damaged.cell_of(workbook, key.replace("__", "|").replace("_dot_", ".")).value = value
    workbook.save(path)
    return path


RECEIPTS = {"S_dot_REC_TOTAL__QMA01": 900}


def test_a_preview_shows_every_change_and_writes_nothing(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = filled(blank(own_demonstration, tmp_path / "a.xlsx"), **RECEIPTS)
    table = tmp_path / "changes.csv"
    code, out, _ = openssi("read", path, "--preview", "--difference", table, "--workspace", own_demonstration)
    assert code == 0
    assert "nothing was written" in out
    assert Workspace.open(own_demonstration).submissions.find(f"QMA-{YEAR}") is None
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = {(row["item"], row["scheme"]): row for row in csv.DictReader(stream)}
    told = rows["S.REC_TOTAL", "QMA01"]
    assert (told["kind"], told["before"], told["after"], told["code"]) == ("new", "", "900", "C1.16")
    assert told["sheet"] == "S_QMA01"


def test_a_second_reading_shows_what_was_changed_and_cleared(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    path = filled(blank(own_demonstration, tmp_path / "a.xlsx"), S_dot_REC_TOTAL__QMA01=900, S_dot_EXP_TOTAL__QMA01=7)
    assert openssi("read", path, "--workspace", own_demonstration)[0] == 0
    filled(path, S_dot_REC_TOTAL__QMA01=950, S_dot_EXP_TOTAL__QMA01=None)
    code, out, err = openssi("read", path, "--workspace", own_demonstration)
    assert (code, "SUBMISSION_EXISTS" in err) == (2, True)
    code, out, _ = openssi("read", path, "--replace", "--workspace", own_demonstration)
    assert code == 0
    assert "1 changed" in out
    assert "1 removed" in out
    assert "950" in out


def test_institutions_answer_in_workbooks_of_their_own_and_clear_nothing_of_one_another(
    own_demonstration: Path, tmp_path: Path
) -> None:
    inquiry = inquiry_of(own_demonstration)
    first = FormChoice(institution="Pension Fund", schemes=frozenset({"QMA01"}))
    second = FormChoice(institution="Ministry", schemes=frozenset({"QMA02"}))
    a = filled(blank(own_demonstration, tmp_path / "a.xlsx", first), S_dot_REC_TOTAL__QMA01=900)
    b = filled(blank(own_demonstration, tmp_path / "b.xlsx", second), S_dot_REC_TOTAL__QMA02=50)
    assert {"S_QMA02", "H_Totals"}.isdisjoint(openpyxl.load_workbook(a, read_only=True).sheetnames)
    inquiry.read(a)
    inquiry.read(b)
    held = inquiry.workspace.submissions.observations(f"QMA-{YEAR}")
    receipts = {each.scheme: each.value for each in held if each.item == "S.REC_TOTAL"}
    assert receipts == {"QMA01": Decimal(900), "QMA02": Decimal(50)}


def test_what_one_workbook_of_many_gets_wrong_does_not_keep_out_the_others(
    openssi: OpenSSI, own_demonstration: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "returned"
    folder.mkdir()
    filled(blank(own_demonstration, folder / "QMA.xlsx"), **RECEIPTS)
    filled(blank(own_demonstration, folder / "QMB.xlsx", area="QMB"), S_dot_REC_TOTAL__QMB01="lots")
    (folder / "~$QMA.xlsx").write_bytes(b"lock of an open file")
    code, out, err = openssi("read", folder, "--workspace", own_demonstration)
    assert code == 2
    assert "QMB.xlsx, S_QMB01" in err
    assert "1 workbook of 2 was refused" in out
    submissions = Workspace.open(own_demonstration).submissions
    assert submissions.find(f"QMA-{YEAR}") is not None
    assert submissions.find(f"QMB-{YEAR}") is None


def test_several_workbooks_are_looked_at_in_their_order_and_with_their_findings(
    own_demonstration: Path, tmp_path: Path
) -> None:
    paths = [blank(own_demonstration, tmp_path / f"{area}.xlsx", area=area) for area in ("QMA", "QMB", "QMD")]
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    found = list(examine_all(inquiry_of(own_demonstration), [*paths, tmp_path / "broken.xlsx"]))
    assert [each.path.name for each in found] == ["QMA.xlsx", "QMB.xlsx", "QMD.xlsx", "broken.xlsx"]
    assert [each.returned is None for each in found] == [False, False, False, True]
    assert found[-1].problems[0].code == "WORKBOOK_NOT_EXCEL"


def test_a_folder_without_workbooks_is_told(openssi: OpenSSI, own_demonstration: Path, tmp_path: Path) -> None:
    code, _, err = openssi("read", tmp_path, "--workspace", own_demonstration)
    assert (code, "FOLDER_WITHOUT_WORKBOOKS" in err) == (2, True)


def test_a_scheme_that_is_not_there_is_told(openssi: OpenSSI, own_demonstration: Path) -> None:
    code, _, err = openssi("workbook", "QMA", YEAR, "--scheme", "QMA77", "--workspace", own_demonstration)
    assert (code, "SCHEME_UNKNOWN" in err, "QMA01" in err) == (2, True, True)


def test_context_is_confirmed_by_group_and_only_then_becomes_an_answer(own_demonstration: Path, tmp_path: Path) -> None:
    root = own_demonstration
    inquiry = inquiry_of(root)
    path = inquiry.write_workbook("QMA", 2023, "en", (1, 1), tmp_path / "a.xlsx")
    assert not [each for each in inquiry.examine(path).reading.observations if each.item.startswith("X.")]
    workbook = openpyxl.load_workbook(path)
    damaged.cell_of(workbook, "CONFIRM|_Z|_Z|_T|_T|_Z|A3:POPULATION").value = "Y"
    workbook.save(path)
    confirmed = [each for each in inquiry.examine(path).reading.observations if each.item.startswith("X.")]
    assert {each.method for each in confirmed} == {"CONFIRMED"}
    assert "X.POP_TOTAL" in {each.item for each in confirmed}
    assert "X.GDP" not in {each.item for each in confirmed}


def test_no_figure_of_last_year_stands_in_this_years_cells(own_demonstration: Path, tmp_path: Path) -> None:
    path = blank(own_demonstration, tmp_path / "a.xlsx", FULL)
    observations = inquiry_of(own_demonstration).examine(path).reading.observations
    items = load().questionnaire.items
    statistics = {
        each.item for each in observations if items[each.item].is_numeric and items[each.item].table not in {"A2", "G1"}
    }
    assert statistics == set()
    assert {"S.NAME_EN", "L.AGE_M", "B.FUNC"} <= {each.item for each in observations}


def test_a_country_chosen_in_an_open_row_becomes_the_country_of_the_answer(
    own_demonstration: Path, tmp_path: Path
) -> None:
    path = blank(own_demonstration, tmp_path / "a.xlsx", FULL)
    workbook = openpyxl.load_workbook(path)
    row = "M.REC_ABROAD|_Z|_Z|_T|_T|_Z|?1"
    damaged.cell_of(workbook, row).value = 12
    damaged.cell_of(workbook, row, "_item").value = "QMB  Brisamar"
    workbook.save(path)
    found = inquiry_of(own_demonstration).examine(path).reading.observations
    assert [(each.breakdown, each.value) for each in found if each.item == "M.REC_ABROAD"] == [("QMB", Decimal(12))]
    damaged.edited(lambda book: setattr(damaged.cell_of(book, row, "_item"), "value", "somewhere"))(path)
    with pytest.raises(FixTheFile) as caught:
        inquiry_of(own_demonstration).examine(path)
    assert [each.code for each in caught.value.problems] == ["WORKBOOK_COUNTRY_CODE"]


def test_last_years_explanation_is_offered_again_and_stays_with_this_years_answer(
    own_demonstration: Path, tmp_path: Path
) -> None:
    inquiry = inquiry_of(own_demonstration)
    history = inquiry.history("QMI", YEAR)
    explained = next(each for each in history if each.time_period == YEAR - 1 and each.explanation)
    path = blank(own_demonstration, tmp_path / "a.xlsx", FULL, "QMI")
    parts = (explained.scheme, explained.benefit, explained.sex, explained.age, explained.func, explained.breakdown)
    cell, row = "|".join((explained.item, *parts)), "|".join((f"EXPLAIN:{explained.item}", *parts))

    def answer(book: openpyxl.Workbook) -> None:
        assert damaged.cell_of(book, row, "_source").value == explained.explanation
        damaged.cell_of(book, row).value = "Y"

    damaged.edited(answer)(path)
    ignored = inquiry.examine(path).reading.ignored
    assert [each.code for each in ignored if each.place.sheet == "Q_Notes"] == ["WORKBOOK_EXPLANATION_ALONE"]
    damaged.typed(cell, 5)(path)
    found = [each for each in inquiry.examine(path).reading.observations if each.id.endswith(explained.id[9:])]
    assert [each.explanation for each in found] == [explained.explanation]


def test_the_full_form_holds_every_item(own_demonstration: Path, tmp_path: Path) -> None:
    inquiry = inquiry_of(own_demonstration)
    scope = inquiry.examine(blank(own_demonstration, tmp_path / "a.xlsx", FULL)).reading.scope
    items = load().questionnaire.items
    in_columns = {"L.VALID_FROM", "L.REF", "Q.NOTE", "Q.OBS_STATUS"}
    assert {item.id for item in items.values() if item.table != "Q1"} - in_columns <= {key.item for key in scope}


@libreoffice.needed
@pytest.mark.parametrize("name", ["QMA-2023-en.xlsx", "QMF-2023-fr.xlsx"])
def test_libreoffice_calculates_a_real_workbook_as_we_do(demonstration: Path, tmp_path: Path, name: str) -> None:
    inquiry = inquiry_of(demonstration)
    path = inquiry.workspace.workbooks / name
    (saved,) = libreoffice.saved_again([path], tmp_path)
    before, after = inquiry.examine(path).reading, inquiry.examine(saved).reading
    assert {(each.id, each.scaled_value, each.text_value, each.obs_status) for each in after.observations} == {
        (each.id, each.scaled_value, each.text_value, each.obs_status) for each in before.observations
    }
    assert compared(saved, before.observations, inquiry) > 20


def compared(path: Path, observations: object, inquiry: Inquiry) -> int:
    """Compare every subtotal that LibreOffice calculated with the one that we calculate; return how many there were."""
    definitions, book = inquiry.definitions, openpyxl.load_workbook(path, data_only=True)
    year = int(path.name.split("-")[1])
    cells = ObservationCells({year: observations}, year, definitions.questionnaire)  # type: ignore[dict-item]
    powers = {each.item: each.value for each in observations if each.item in {"N.UNIT_MULT", "N.PERS_MULT"}}  # type: ignore[attr-defined]
    number = 0
    for scheme in cells.schemes():
        for item in definitions.questionnaire.items.values():
            if item.requirement != "calculated" or item.level != "scheme" or item.breakdowns:
                continue
            ours = compile_python(parse(item.formula), definitions.questionnaire, definitions.codelists)(scheme)
            shown = damaged.cell_of(book, f"{item.id}|{scheme.scheme_id}").value
            expected = None if ours is None else float(Decimal(str(ours)).scaleb(-int(powers["N.UNIT_MULT"])))
            assert (None if shown in {"", None} else shown) == pytest.approx(expected), (item.id, scheme.scheme_id)
            number += ours is not None
    return number
