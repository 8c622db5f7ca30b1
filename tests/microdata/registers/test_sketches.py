"""Theta sketches: what they tell, how far it is from the truth, and what they refuse."""

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.microdata.registers.extract import METADATA, SCHEMA, Extract, MatchReport
from openssi.microdata.registers.overlap import overlap_of
from openssi.microdata.registers.rule import ExerciseRule, IdentifierRule
from openssi.microdata.registers.sketches import SketchCount, counts, read_sketch, sketch_of, write_sketch
from openssi.vocabulary.errors import FixTheFile

RULE = ExerciseRule(exercise="E", identifier=IdentifierRule(alphabet="01", shortest=1, longest=9))
PERSONS = np.random.default_rng(11).integers(-(2**63), 2**63 - 1, 40_000, dtype=np.int64)


def extract(folder: Path, scheme: str, persons: np.ndarray, exercise: str = "E") -> Path:
    rule = ExerciseRule(exercise=exercise, identifier=RULE.identifier)
    report = MatchReport(
        rows=len(persons), empty=0, malformed=0, failed_check_digit=0, duplicated=0, changed=0, persons=len(persons)
    )
    path = folder / f"{scheme}.parquet"
    made = Extract(path=path, scheme=scheme, key_fingerprint="0" * 16, rule=rule, report=report)
    zeros = np.zeros(len(persons), dtype=np.int64)
    pq.write_table(pa.table([persons, zeros, zeros], schema=SCHEMA.with_metadata({METADATA: made.as_json()})), path)
    return path


def sketched(extract_path: Path, size: int = 9) -> Path:
    path = extract_path.with_suffix(".sketch")
    write_sketch(sketch_of(extract_path, size), path)
    return path


def by_kind(found: tuple[SketchCount, ...]) -> dict[tuple[str, tuple[str, ...]], SketchCount]:
    return {(each.kind, each.schemes): each for each in found}


def test_sketches_tell_the_union_and_every_pattern_within_their_limits(tmp_path: Path) -> None:
    extracts = [
        extract(tmp_path, scheme, PERSONS[first:last])
        for scheme, first, last in (("A", 0, 20_000), ("B", 10_000, 30_000), ("C", 15_000, 40_000))
    ]
    found = by_kind(counts([sketched(each, 10) for each in reversed(extracts)]))
    overlap = overlap_of(extracts)
    truth = {("union", ("A", "B", "C")): 40_000, ("at_least", ("A", "B")): 10_000, ("exactly", ("B", "C")): 10_000}
    truth |= {("at_least", ("A",)): 20_000, ("exactly", ("A", "B", "C")): 5_000, ("exactly", ("A", "C")): 0}
    for key, persons in truth.items():
        assert found[key].lower <= persons <= found[key].upper, key
    assert overlap.covered == 40_000
    assert len(found) == 1 + 2 * 7
    assert found[("exactly", ("A", "C"))].is_dominated_by_error
    assert not found[("union", ("A", "B", "C"))].is_dominated_by_error


def test_the_limits_hold_about_as_often_as_they_say(tmp_path: Path) -> None:
    within = 0
    for seed in range(20):
        persons = np.random.default_rng(seed).integers(-(2**63), 2**63 - 1, 9_000, dtype=np.int64)
        paths = [extract(tmp_path, "A", persons[:6_000]), extract(tmp_path, "B", persons[3_000:])]
        union = counts([sketched(each) for each in paths])[0]
        within += union.lower <= 9_000 <= union.upper
    assert within >= 17


def test_a_sketch_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = extract(tmp_path, "A", PERSONS[:6_000])
    made = sketch_of(path, 9)
    write_sketch(made, tmp_path / "a.sketch")
    read = read_sketch(tmp_path / "a.sketch")
    assert read.kept.get_estimate() == made.kept.get_estimate()
    assert read.extract.report == made.extract.report
    assert read.kept.num_retained <= 2**9


def test_a_register_whose_persons_a_sketch_would_show_is_refused(tmp_path: Path) -> None:
    path = extract(tmp_path, "A", PERSONS[:6_000])
    with pytest.raises(FixTheFile, match="--size 9 or less") as caught:
        sketch_of(path, 14)
    assert caught.value.problems[0].code == "REGISTER_SKETCH_SMALL"
    small = extract(tmp_path, "B", PERSONS[:5_119])
    with pytest.raises(FixTheFile, match="below 5,120 persons no sketch is made"):
        sketch_of(small, 9)
    with pytest.raises(FixTheFile, match="VALUE_NOT_ALLOWED"):
        sketch_of(path, 8)


def test_a_sketch_holds_at_most_one_person_of_ten(tmp_path: Path) -> None:
    path = extract(tmp_path, "A", PERSONS[:5_120])
    assert sketch_of(path, 9).kept.num_retained <= 512


def test_sketches_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    first = sketched(extract(tmp_path, "A", PERSONS[:6_000]))
    other = sketched(extract(tmp_path, "B", PERSONS[:6_000], "LATER"))
    for paths, code in (((first, other), "REGISTER_EXERCISES_DIFFER"), ((first, first), "REGISTER_SCHEME_TWICE")):
        with pytest.raises(FixTheFile, match=code):
            counts(paths)
    with pytest.raises(FixTheFile, match="REGISTER_NONE_GIVEN"):
        counts([])


def test_a_file_that_is_no_sketch_is_refused(tmp_path: Path) -> None:
    good = sketched(extract(tmp_path, "A", PERSONS[:6_000]))
    told = json.loads(good.read_text())
    broken = ["", "[]", "{}", "{", json.dumps({**told, "sketch": "AAAA"}), json.dumps({**told, "sketch": "*"})]
    broken += [json.dumps({**told, "size": None}), json.dumps({**told, "scheme": None, "rule": "{}"}), "[" * 100_000]
    for text in broken:
        (tmp_path / "broken").write_text(text)
        with pytest.raises(FixTheFile, match="REGISTER_SKETCH_UNREADABLE"):
            read_sketch(tmp_path / "broken")
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        read_sketch(tmp_path / "nothing")
    with pytest.raises(FixTheFile, match="REGISTER_NO_EXTRACT"):
        sketch_of(good)
    with pytest.raises(FixTheFile, match="REGISTER_CANNOT_WRITE"):
        write_sketch(read_sketch(good), tmp_path / "nowhere" / "a.sketch")


def test_without_the_library_a_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = extract(tmp_path, "A", PERSONS[:6_000])
    monkeypatch.setitem(sys.modules, "datasketches", None)
    with pytest.raises(FixTheFile, match="REGISTER_EXTRA_MISSING"):
        sketch_of(path)
