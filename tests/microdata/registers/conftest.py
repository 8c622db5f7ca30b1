"""Registers of invented institutions, and the rule that they share."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from openssi.microdata.registers.extract import Extract
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import read_rule

KEY = bytes(range(100, 132))
RULE = """
exercise: QMA-2026
identifier:
  drop: "-."
  leading_zeros: pad
  alphabet: digits
  length: 6
travels:
  sex: {codes: {F: [female, 2], M: [male, 1]}}
  age: {groups: [0, 15, 65], made_of: age}
  region: {codes: [N, S]}
"""

Row = Mapping[str, str]
MakesExtract = Callable[..., Extract]


def rule_file(folder: Path, text: str = RULE, name: str = "rule.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def rule(tmp_path: Path) -> ExerciseRule:
    return read_rule(rule_file(tmp_path))


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row)) or ["id"]
    lines = [",".join(names), *(",".join(row.get(name, "") for name in names) for row in listed)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def extract(tmp_path: Path, rule: ExerciseRule) -> MakesExtract:
    """Make the extract of a scheme from rows, or from identifiers alone."""

    def make(
        scheme: str, rows: Iterable[Row | str], agreed: ExerciseRule = rule, key: bytes = KEY, name: str = ""
    ) -> Extract:
        told = [{"id": each} if isinstance(each, str) else dict(each) for each in rows]
        source = write_csv(tmp_path / f"{scheme}.csv", told)
        present = {each for row in told for each in row}
        columns = {each: each for each in agreed.layout.names if each in present}
        register = Register(path=source, scheme=scheme, column="id", columns=columns)
        return hash_register(register, agreed, key, tmp_path / f"{name or scheme}.parquet")

    return make
