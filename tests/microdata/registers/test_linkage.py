"""Probabilistic linkage of invented registers."""

import csv
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from openssi.microdata.registers.linkage import _count as count_at
from openssi.microdata.registers.linkage import _Pairs, link
from openssi.microdata.registers.linkage_rule import read_linkage_rule
from openssi.vocabulary.errors import FixTheFile

RULE = """
exercise: QMA-2026-L
id: number
compare:
  - {column: first, by: jaro_winkler}
  - {column: family, by: jaro_winkler}
  - {column: born, by: date}
  - {column: sex, by: exact}
block_on: [[born], [family]]
train_on: [[born], [family]]
certain: [[first, family, born]]
recall: 0.7
threshold: 0.9
"""
SYLLABLES = ("ba", "do", "ki", "lu", "mo", "na", "pe", "ri", "sa", "tu", "ve", "zo")


def people(draw: random.Random, number: int) -> list[dict[str, str]]:
    def name() -> str:
        return "".join(draw.choice(SYLLABLES) for _ in range(3))

    return [
        {
            "number": str(each),
            "first": name(),
            "family": name(),
            "born": f"{draw.randrange(1940, 2010)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}",
            "sex": draw.choice("FM"),
        }
        for each in range(number)
    ]


def mistyped(draw: random.Random, person: Mapping[str, str]) -> dict[str, str]:
    told = dict(person)
    for name, chance in (("first", 0.2), ("family", 0.1)):
        if draw.random() < chance:
            place = draw.randrange(len(told[name]))
            told[name] = told[name][:place] + draw.choice("abcdefgh") + told[name][place + 1 :]
    return told


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
    return path


def rule_file(folder: Path, text: str = RULE) -> Path:
    (folder / "linkage.yaml").write_text(text, encoding="utf-8")
    return folder / "linkage.yaml"


def test_persons_are_found_again_and_the_quality_is_told_beside_the_truth(tmp_path: Path) -> None:
    draw = random.Random(3)  # noqa: S311 - invented persons
    everybody = people(draw, 300)
    registers = {
        "HEA": write(tmp_path / "hea.csv", [mistyped(draw, each) for each in everybody[:200]]),
        "PEN": write(tmp_path / "pen.csv", [mistyped(draw, each) for each in everybody[100:]]),
    }
    truth = [("HEA", str(one), "PEN", str(other), int(one == other)) for one in range(90, 200) for other in (one, 250)]
    names = ("scheme_1", "id_1", "scheme_2", "id_2", "same")
    known = [dict(zip(names, map(str, each), strict=True)) for each in truth if each[1] >= "100"]
    labels = write(tmp_path / "labels.csv", known)
    found = link(registers, read_linkage_rule(rule_file(tmp_path)), labels)
    chosen = found.chosen
    assert found.records == (200, 200)
    assert abs(chosen.persons - 300) <= 6
    assert chosen.persons == 400 - chosen.links
    assert chosen.precision is not None
    assert chosen.precision > 0.9
    assert chosen.measured_precision is not None
    assert chosen.measured_precision > 0.97
    assert chosen.measured_recall is not None
    assert chosen.measured_recall > 0.9
    lower, _, upper = found.counts
    assert lower.threshold < 0.9 < upper.threshold
    assert lower.persons <= chosen.persons <= upper.persons


def test_linked_records_count_once_even_in_a_ring() -> None:
    a, b, c, d = ("A", "1"), ("B", "1"), ("C", "1"), ("A", "2")
    pairs = _Pairs([(a, b), (b, c), (c, a), (d, b)], np.array([0.99, 0.95, 0.9, 0.2]))
    found = count_at(pairs, {a, b, c, d}, 0.9, {frozenset({a, b}): True, frozenset({d, b}): True})
    assert (found.persons, found.links) == (2, 3)
    assert found.precision == pytest.approx((0.99 + 0.95 + 0.9) / 3)
    assert found.recall == pytest.approx(2.84 / 3.04)
    assert (found.measured_precision, found.measured_recall) == (1.0, 0.5)
    none = count_at(pairs, {a, b, c, d}, 0.999, {})
    assert (none.persons, none.precision, none.measured_recall) == (4, None, None)


def test_the_library_is_not_imported_unless_a_linkage_is_asked_for() -> None:
    told = "import sys, openssi.run.commands.register; print('splink' in sys.modules, 'datasketches' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("threshold: 0.9", "threshold: 1.5"), "LINKAGE_SHARE_UNFIT"),
        (("recall: 0.7", "recall: most"), "LINKAGE_SHARE_UNFIT"),
        (("by: exact", "by: feeling"), "DEFINITION_VALUE_UNKNOWN"),
        (("certain: [[first, family, born]]", "certain: []"), "DEFINITION_NOT_A_LIST"),
        (("recall: 0.7", "memory: 0.7"), "DEFINITION_KEY_UNKNOWN"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    with pytest.raises(FixTheFile, match=code):
        read_linkage_rule(rule_file(tmp_path, RULE.replace(*change)))


def test_one_column_alone_is_too_little(tmp_path: Path) -> None:
    lines = [each for each in RULE.splitlines() if "column: f" not in each and "column: b" not in each]
    with pytest.raises(FixTheFile, match="LINKAGE_TOO_LITTLE"):
        read_linkage_rule(rule_file(tmp_path, "\n".join(lines)))
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        read_linkage_rule(tmp_path / "nothing.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"exercise: \xe9")
    with pytest.raises(FixTheFile, match="REGISTER_NOT_UTF8"):
        read_linkage_rule(tmp_path / "latin.yaml")


def refused(tmp_path: Path, registers: Mapping[str, Path], labels: Path | None = None) -> str:
    with pytest.raises(FixTheFile) as caught:
        link(registers, read_linkage_rule(rule_file(tmp_path)), labels)
    return caught.value.problems[0].code


def test_registers_that_cannot_be_linked_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(1)  # noqa: S311 - invented persons
    good = write(tmp_path / "good.csv", people(draw, 5))
    head = tmp_path / "head.csv"
    head.write_text("number,first,family,born,sex\n")
    twice = write(tmp_path / "twice.csv", people(draw, 2) * 2)
    bare = tmp_path / "bare.csv"
    bare.write_text("number,first\n1,Ada\n")
    labels = tmp_path / "labels.csv"
    labels.write_text("scheme_1,id_1,scheme_2,id_2,same\nA,1,B,1,maybe\n")
    assert refused(tmp_path, {"A": good}) == "LINKAGE_ONE_REGISTER"
    assert refused(tmp_path, {"A": good, "B": head}) == "LINKAGE_NO_RECORDS"
    assert refused(tmp_path, {"A": good, "B": twice}) == "LINKAGE_RECORD_TWICE"
    assert refused(tmp_path, {"A": good, "B": bare}) == "REGISTER_COLUMN_MISSING"
    assert refused(tmp_path, {"A": good, "B": good}, labels) == "LINKAGE_LABEL_UNFIT"
    others = write(tmp_path / "others.csv", people(random.Random(2), 4))  # noqa: S311 - invented persons
    assert refused(tmp_path, {"A": good, "B": others}) == "LINKAGE_NOT_ESTIMATED"
    monkeypatch.setitem(sys.modules, "splink", None)
    assert refused(tmp_path, {"A": good, "B": good}) == "REGISTER_EXTRA_MISSING"
