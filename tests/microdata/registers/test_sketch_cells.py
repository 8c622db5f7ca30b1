"""Sketches by sex, age and region: what they tell of 200,000 persons, and which groups have none."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.microdata.registers.extract import METADATA, SCHEMA, Extract, MatchReport
from openssi.microdata.registers.overlap import overlap_of
from openssi.microdata.registers.protected_estimates import protected_sketch_counts
from openssi.microdata.registers.rule import Dimension, ExerciseRule, IdentifierRule
from openssi.microdata.registers.sketch_cells import SketchCell
from openssi.microdata.registers.sketches import SketchCount, counts, read_sketch, sketch_of, write_sketch
from openssi.microdata.registers.tables import covered, pairs
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import MultilingualText

LEAVES = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)
SEXES, AGES, REGIONS = ("F", "M"), ("0-14", "15-64", "65+"), ("E", "N", "S", "W")
RULE = ExerciseRule(
    exercise="E",
    identifier=IdentifierRule(alphabet="01", shortest=1, longest=9),
    dimensions=(
        Dimension(name="sex", codes=SEXES, spelled={each: each for each in SEXES}),
        Dimension(name="age", codes=AGES, limits=(0, 15, 65), made_of="age"),
        Dimension(name="region", codes=REGIONS, spelled={each: each for each in REGIONS}),
    ),
)
DRAWN = np.random.default_rng(2026)
HASHES = DRAWN.integers(-(2**63), 2**63 - 1, 200_000, dtype=np.int64)
TRAITS = {
    "sex": DRAWN.integers(0, 2, 200_000),
    "age": DRAWN.choice(3, 200_000, p=(0.3, 0.55, 0.15)),
    "region": DRAWN.choice(4, 200_000, p=(0.4, 0.3, 0.2, 0.1)),
}


def extract(folder: Path, scheme: str, chosen: np.ndarray, traits: Mapping[str, np.ndarray] = TRAITS) -> Path:
    rows = np.flatnonzero(chosen)
    rows = rows[np.argsort(HASHES[rows])]
    numbers = {name: traits[name][rows] for name in RULE.layout.names}
    unknown = {name: int((each < 0).sum()) for name, each in numbers.items()}
    report = MatchReport(
        rows=len(rows), empty=0, malformed=0, failed_check_digit=0, duplicated=0, changed=0, persons=len(rows),
        unknown=unknown,
    )  # fmt: skip
    path = folder / f"{scheme}.parquet"
    made = Extract(path=path, scheme=scheme, key_fingerprint="0" * 16, rule=RULE, report=report)
    columns = [HASHES[rows], np.zeros(len(rows), dtype=np.int64), RULE.layout.pack(numbers, len(rows))]
    pq.write_table(pa.table(columns, schema=SCHEMA.with_metadata({METADATA: made.as_json()})), path)
    return path


def sketched(path: Path, *by: str, rule: DisclosureRule | None = LEAVES) -> Path:
    out = path.with_suffix(".sketch")
    write_sketch(sketch_of(path, 11, by, rule), out)
    return out


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Of 200,000 persons: everybody under 65 in A, half of all in B, nobody under 65 in C."""
    folder = tmp_path_factory.mktemp("sketches")
    half = np.random.default_rng(3).random(200_000) < 0.5
    old = TRAITS["age"] == 2
    return [extract(folder, "A", ~old), extract(folder, "B", half), extract(folder, "C", old)]


@pytest.fixture(scope="module")
def found(extracts: list[Path]) -> tuple[SketchCount, ...]:
    return counts([sketched(each, "sex", "age", "region", "age,sex") for each in extracts])


def test_groups_are_counted_within_their_limits_of_the_exact_count(
    extracts: list[Path], found: tuple[SketchCount, ...]
) -> None:
    overlap = overlap_of(extracts)
    unions = {tuple(each.group.items()): each for each in found if each.kind == "union"}
    missed, errors = [], []
    for by in ((), ("sex",), ("age",), ("region",), ("sex", "age")):
        for row in covered(overlap, by).rows:
            told = unions.pop(tuple(zip(by, row.codes, strict=True)))
            truth = row.persons or 0
            errors.append(abs(told.estimate / truth - 1))
            if not told.lower <= truth <= told.upper:
                missed.append((by, row, told))
    assert unions == {}
    assert len(errors) == 1 + 2 + 3 + 4 + 6
    assert len(missed) <= 2
    assert max(errors) < 0.15


def test_what_two_registers_share_is_told_by_group_too(extracts: list[Path], found: tuple[SketchCount, ...]) -> None:
    both = {(each.group.get("age"), each.schemes): each for each in found if tuple(each.group) == ("age",)}
    exact = {(each.first, each.second): each for each in pairs(overlap_of(extracts))}
    young = [both[age, ("A", "B")].estimate for age in ("0-14", "15-64")]
    assert sum(young) == pytest.approx(exact["A", "B"].both, rel=0.1)
    assert both["65+", ("A", "B")].estimate == both["65+", ("A",)].estimate == 0


def test_an_empty_group_is_told_and_a_small_one_only_to_be_small(tmp_path: Path) -> None:
    chosen = np.zeros(200_000, dtype=bool)
    chosen[np.flatnonzero(TRAITS["age"] == 0)[:20_000]] = True
    chosen[np.flatnonzero(TRAITS["age"] == 1)[:700]] = True
    told = {each.codes: each for each in read_sketch(sketched(extract(tmp_path, "A", chosen), "age")).groups.cells}
    assert told["15-64",] == SketchCell(("age",), ("15-64",), None, 5_120)
    assert told["65+",].kept.get_estimate() == 0
    assert told["0-14",].kept.get_estimate() == pytest.approx(20_000, rel=0.15)


def test_where_a_register_is_too_small_for_a_sketch_the_upper_limit_allows_for_it(tmp_path: Path) -> None:
    old = np.flatnonzero(TRAITS["age"] == 2)
    many, few = np.zeros(200_000, dtype=bool), TRAITS["age"] == 0
    many[old[:21_000]] = True
    few[old[-700:]] = True
    files = [sketched(extract(tmp_path, "A", many), "age"), sketched(extract(tmp_path, "B", few), "age")]
    by_group = {(each.kind, each.group.get("age"), each.schemes): each for each in counts(files)}
    union, alone = by_group["union", "65+", ("A", "B")], by_group["at_least", "65+", ("A",)]
    assert (union.estimate, union.lower, union.upper) == (alone.estimate, alone.lower, alone.upper + 5_119)
    assert ("at_least", "65+", ("B",)) not in by_group


def test_no_group_has_a_sketch_that_would_tell_how_few_another_one_has(tmp_path: Path) -> None:
    men = np.flatnonzero(TRAITS["sex"] == 1)
    chosen = TRAITS["sex"] == 0
    chosen[men[:4]] = True
    path = extract(tmp_path, "A", chosen)
    written = json.loads(sketched(path, "sex").read_text())["groups"]
    assert written == [{"by": ["sex"], "codes": ["F"]}, {"by": ["sex"], "codes": ["M"], "fewer_than": 5120}]
    (decided,) = [each for each in sketch_of(path, 12, ["sex"], LEAVES).groups.told if each.reason]
    assert decided.reason == "DISCLOSURE_COMPLEMENTARY"
    kept = read_sketch(sketched(path, "sex", rule=None)).groups.cells[0].kept
    assert kept.get_estimate() == pytest.approx(100_000, rel=0.1)
    counted = counts([sketched(path, "sex")])
    assert [each for each in counted if each.group] == []


def test_a_group_has_at_most_one_person_of_ten_in_its_sketch(extracts: list[Path]) -> None:
    for cell in sketch_of(extracts[1], 12, ["age,region"], LEAVES).groups.cells:
        rows = np.ones(200_000, dtype=bool)
        for name, code in cell.group.items():
            rows &= TRAITS[name] == RULE.layout.field(name).codes.index(code)
        if cell.kept is not None:
            assert cell.kept.num_retained * 10 <= rows.sum()
        else:
            assert rows.sum() // 2 < 5_500


def test_whose_code_is_not_known_is_in_no_group(tmp_path: Path) -> None:
    traits = {**TRAITS, "sex": np.where(np.arange(200_000) < 100_000, TRAITS["sex"], -1)}
    path = sketched(extract(tmp_path, "A", np.ones(200_000, dtype=bool), traits), "sex")
    told = counts([path])
    of_sex = sum(each.estimate for each in told if each.kind == "union" and each.group)
    assert of_sex == pytest.approx(100_000, rel=0.1)


def test_counts_of_groups_leave_by_the_rule(found: tuple[SketchCount, ...]) -> None:
    left, _ = protected_sketch_counts(found, LEAVES)
    shown = {(each.of.kind, each.of.schemes, tuple(each.of.group.items())): each.estimate for each in left}
    assert len(shown) == len(found)
    assert shown["union", ("A", "B", "C"), (("sex", "F"),)] is not None
    few = [SketchCount("union", ("A",), 4.0, 1.0, 9.0, {"sex": "F"}), *found[:1]]
    assert protected_sketch_counts(few, LEAVES)[0][0].estimate is None


def test_sketches_that_are_divided_differently_are_refused(extracts: list[Path]) -> None:
    files = [sketched(extracts[0], "sex"), sketched(extracts[1], "age")]
    with pytest.raises(FixTheFile, match="REGISTER_SKETCH_GROUPS_DIFFER"):
        counts(files)
    with pytest.raises(FixTheFile, match="REGISTER_DIMENSION_UNKNOWN"):
        sketch_of(extracts[0], 12, ["sex,income"])


def test_altered_groups_are_refused(extracts: list[Path]) -> None:
    path = sketched(extracts[0], "sex")
    told = json.loads(path.read_text())
    first, second = told["groups"]
    broken: list[object] = [
        None,
        [1],
        [{}],
        [{**first, "codes": ["X"]}],
        [{**first, "by": ["income"]}],
        [{**first, "by": []}],
    ]
    broken += [[{**first, "sketch": "AAAA"}], [first, first], [{**second, "codes": ["F", "M"]}]]
    for each in broken:
        path.write_text(json.dumps({**told, "groups": each}))
        with pytest.raises(FixTheFile, match="REGISTER_SKETCH_UNREADABLE"):
            read_sketch(path)
