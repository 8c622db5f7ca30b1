"""Every damaged workbook gets its message, and memory stays bounded."""

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
HEAVY = {"bomb", "bomb with a false size", "a million rows", "value in the last cell"}


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


@pytest.mark.parametrize("text", ["שלום", "نص", "naïve café ☕", "=SUM(A1)", "-5", "@name", "+1"])
def test_a_text_of_any_script_comes_back_as_it_was(kitchen: Any, text: str) -> None:
    path = kitchen.write()
    workbook = openpyxl.load_workbook(path)
    found = damaged.cell_of(workbook, "S.NAME_EN|QMA01")
    found.value = text
    found.data_type = "s"
    workbook.save(path)
    names = [each.text_value for each in kitchen.read(path).observations if each.item == "S.NAME_EN"]
    assert names == [text]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
@pytest.mark.parametrize("each", [each for each in CORPUS if each.name in HEAVY], ids=sorted(HEAVY))
def test_a_heavy_workbook_is_refused_within_bounded_memory(kitchen: Any, each: Damaged, tmp_path: Path) -> None:
    path = kitchen.write()
    each.damage(path)
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "import sys; from pathlib import Path\n"
        "from openssi.collect.workbook_read import read_rows\n"
        "from openssi.vocabulary.errors import FixTheFile\n"
        "try: read_rows(Path(sys.argv[1]))\n"
        "except FixTheFile as error: print(error.problems[0].code)\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip(), done.returncode) == (each.code, 0), done.stderr[-500:]
