"""Hashing in several processes: the same extract, and what is said where one of them ends."""

import os
from pathlib import Path

import pytest

from openssi.microdata.registers import processes, register_rows
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.processes import in_order
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import read_rule
from openssi.vocabulary.errors import FixTheFile, TryAgain

KEY = bytes(range(100, 132))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other processes help from the first item on."""
    monkeypatch.setattr(processes, "_ALONE", 0)


def test_few_items_are_left_to_this_process() -> None:
    found = in_order(lambda item: (os.getpid(), item), range(32), 2)
    assert list(found) == [(os.getpid(), item) for item in range(32)]


def test_a_process_that_ends_too_early_is_told_of(at_once: None) -> None:
    with pytest.raises(TryAgain) as caught:
        list(in_order(os._exit, [3, 3, 3], 2))
    assert caught.value.problems[0].code == "REGISTER_PROCESS_ENDED"


def test_what_a_process_raises_is_raised(at_once: None, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        list(in_order(read_rule, [tmp_path / "rule.yaml"], 2))


def test_an_extract_is_the_same_to_the_byte_however_many_processes_work(
    at_once: None, tmp_path: Path, rule: ExerciseRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_rows, "_CSV_BYTES", 2_000)
    lines = "".join(f"{number % 700:06d},{'FM?'[number % 3]},{number % 90}\n" for number in range(1_000))
    (tmp_path / "r.csv").write_text("id,sex,age\n" + lines + "12345x,F,1\n,F,1\n")
    register = Register(path=tmp_path / "r.csv", scheme="PEN", column="id", columns={"sex": "sex", "age": "age"})
    shares: list[float] = []
    alone = hash_register(register, rule, KEY, tmp_path / "alone.parquet")
    helped = hash_register(register, rule, KEY, tmp_path / "helped.parquet", shares.append, 2)
    assert helped.path.read_bytes() == alone.path.read_bytes()
    assert helped.report == alone.report
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 256 + 3


def test_who_interrupts_processes_finds_nothing_half_written(
    at_once: None, tmp_path: Path, rule: ExerciseRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_rows, "_CSV_BYTES", 100)
    (tmp_path / "r.csv").write_text("id\n" + "123456\n" * 100)

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    register = Register(path=tmp_path / "r.csv", scheme="P", column="id")
    with pytest.raises(KeyboardInterrupt):
        hash_register(register, rule, KEY, tmp_path / "o.parquet", interrupt, 2)
    assert {each.name for each in tmp_path.iterdir()} == {"r.csv", "rule.yaml"}
