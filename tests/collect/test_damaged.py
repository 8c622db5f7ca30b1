"""Every damaged workbook gets its message, and memory stays bounded."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest
from damaged import CORPUS, Damaged

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES

MEMORY = 1_500_000_000
HEAVY = (
    "bomb",
    "bomb with a false size",
    "a million rows",
    "value in the last cell",
    "a rectangle between two cells",
    "thirty wide sheets",
    "far cells without addresses",
    "more rows without addresses than Excel has",
    "far cell in small letters",
    "far cell in single quotes",
    "endless texts",
    "a long text in many cells",
    "a text as Excel allows it in very many cells",
    "a long text in cells in single quotes",
    "a long text of a namespace with a name",
    "endless styles",
    "the same cell without end",
    "a tag of errors without end",
    "formulas without an end",
    "attributes without a value",
    "another sheet than the one that seems to be meant",
)


def test_the_corpus_holds_at_least_forty() -> None:
    assert len(CORPUS) >= 40
    assert len({each.name for each in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("each", CORPUS, ids=[each.name for each in CORPUS])
def test_a_damaged_workbook_is_refused_with_place_and_remedy(kitchen: Any, each: Damaged) -> None:
    path = kitchen.write()
    each.damage(path)
    with pytest.raises(FixTheFile) as caught:
        kitchen.read(path, kitchen.plan.fingerprint)
    problem = next(problem for problem in caught.value.problems if problem.code == each.code)
    assert problem.place.file == path.name
    if each.has_cell:
        assert problem.place.sheet
        assert problem.place.cell
    for language in LANGUAGES:
        message = problem.message(language)
        assert "{" not in message
        assert any(word in message.lower() for word in ("please", "veuillez")) or language == "es"


def test_a_hundred_sheets_of_ones_own_are_passed_over_and_named(kitchen: Any) -> None:
    path = kitchen.write()
    damaged.edited(damaged.hundred_sheets)(path)
    reading = kitchen.read(path)
    assert sum(each.code == "WORKBOOK_SHEET_IGNORED" for each in reading.ignored) == 100


@pytest.mark.parametrize("name", HEAVY)
def test_every_heavy_workbook_is_of_the_corpus(name: str) -> None:
    assert name in {each.name for each in CORPUS}


def test_a_folder_is_no_workbook(kitchen: Any, tmp_path: Path) -> None:
    folder = tmp_path / "answers.xlsx"
    folder.mkdir()
    kitchen.problem(folder, "WORKBOOK_FILE_MISSING")


def test_a_workbook_that_may_not_be_opened_is_told(kitchen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kitchen.write()

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    kitchen.problem(path, "WORKBOOK_FILE_MISSING")


def test_nobody_loses_characters_that_cannot_be_seen_to_the_text(kitchen: Any) -> None:
    found = kitchen.read(kitchen.typed({"S.NAME_EN|QMA01": "Pen_x0007_sion\u202e fund\u2069"})).observations
    assert [each.text_value for each in found if each.item == "S.NAME_EN"] == ["Pension fund"]


def test_deleted_keys_of_rows_are_noted_with_the_answers_that_are_lost(kitchen: Any) -> None:
    path = kitchen.typed({damaged.MONEY: 5})
    damaged.typed(damaged.MONEY, None, "_key")(path)
    codes = [each.code for each in kitchen.read(path).ignored]
    assert sorted(codes) == ["WORKBOOK_ROW_IGNORED", "WORKBOOK_ROW_MISSING"]


@pytest.mark.parametrize("text", ["שלום", "نص", "naïve café ☕👩‍👩‍👧", "=SUM(A1)", "-5", "@name", "+1"])
def test_a_text_of_any_script_comes_back_as_it_was(kitchen: Any, text: str) -> None:
    path = kitchen.write()
    workbook = openpyxl.load_workbook(path)
    found = damaged.cell_of(workbook, "S.NAME_EN|QMA01")
    found.value = text
    found.data_type = "s"
    workbook.save(path)
    names = [each.text_value for each in kitchen.read(path).observations if each.item == "S.NAME_EN"]
    assert names == [text]


@pytest.mark.parametrize("extent", ["A1:XFD1048576", "XFD1048576:A1", "A1:XFDZZZZ99999999999999"])
def test_what_a_sheet_declares_of_its_extent_does_not_matter(kitchen: Any, make: Any, extent: str) -> None:
    path = kitchen.write(make("S.REC_EE", "12", scheme="QMA01"))
    before = kitchen.read(path).observations
    declared = b'<dimension ref="%b"' % extent.encode()
    damaged.with_parts(path, lambda _name, content: re.sub(rb'<dimension ref="[^"]*"', declared, content))
    assert kitchen.read(path).observations == before


@pytest.mark.parametrize("text", ["Régime général. " * 500, "x" * 8_000], ids=["accents", "limit"])
def test_a_long_text_in_two_cells_does_no_harm(kitchen: Any, text: str) -> None:
    keys = (damaged.MONEY, damaged.PERSONS)
    path = kitchen.typed(dict.fromkeys(keys, 5))
    for key in keys:
        damaged.typed(key, text.strip(), "_note")(path)
    assert [each.note for each in kitchen.read(path).observations if each.note] == [text.strip()] * 2


@pytest.mark.parametrize("suffix", [".xlsb", ".xls", ".ods", ".xlsm", ""])
def test_the_name_of_a_file_does_not_decide_how_it_is_read(kitchen: Any, make: Any, suffix: str) -> None:
    path = kitchen.write(make("S.REC_EE", "12", scheme="QMA01"))
    other = [("content.xml", b"<office:document-content/>"), ("xl/workbook.bin", b"\x00" * 9)]
    damaged.with_parts(path, damaged.keep, *other)
    found = kitchen.read(path.rename(path.with_suffix(suffix))).observations
    assert [each.value for each in found if each.item == "S.REC_EE"] == [12]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
def test_a_process_that_reads_heavy_workbooks_survives_within_bounded_memory(kitchen: Any) -> None:
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "import sys; from pathlib import Path\n"
        "from openssi.collect.workbook_read import read_rows\n"
        "from openssi.vocabulary.errors import FixTheFile\n"
        "for path in sys.argv[1:]:\n"
        "    try: read_rows(Path(path))\n"
        "    except FixTheFile as error: print(error.problems[0].code, flush=True)\n"
    )
    heavy = [each for each in CORPUS if each.name in HEAVY]
    paths = [kitchen.write() for _ in heavy]
    for each, path in zip(heavy, paths, strict=True):
        each.damage(path)
    command = [sys.executable, "-c", program, *map(str, paths)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    told = dict(zip((each.name for each in heavy), done.stdout.split(), strict=False))
    assert told == {each.name: each.code for each in heavy}, done.stderr[-500:]
    assert done.returncode == 0
