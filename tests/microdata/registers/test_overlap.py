"""Persons across registers: the same as sets of Python, whatever the registers."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.microdata.registers import sql
from openssi.microdata.registers.extract import METADATA, SCHEMA, Extract, MatchReport
from openssi.microdata.registers.overlap import overlap_of
from openssi.microdata.registers.rule import Dimension, ExerciseRule, IdentifierRule
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import CountTable, covered, estimates, pairs, patterns
from openssi.vocabulary.errors import FixTheFile

MakesExtract = Callable[..., Extract]
REGISTERS = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.dictionaries(st.integers(0, 12), st.sampled_from(["", "F", "M"]), min_size=1, max_size=10),
    min_size=1,
    max_size=5,
)
SEX = Dimension(name="sex", codes=("F", "M"), spelled={"F": "F", "M": "M"})
RULE = ExerciseRule(exercise="E", identifier=IdentifierRule(alphabet="01", shortest=1, longest=9), dimensions=(SEX,))


def written(folder: Path, scheme: str, people: Mapping[int, str], rule: ExerciseRule = RULE) -> Path:
    """Write an extract of persons that are their own hashes: half of them share the first half with another one."""
    numbers = np.array([{"F": 0, "M": 1, "": -1}[sex] for sex in people.values()], dtype=np.int64)
    persons = np.array(list(people), dtype=np.int64)
    table = [(persons // 2 - 3) * 2**60, persons % 2, rule.layout.pack({"sex": numbers}, len(persons))]
    report = MatchReport(
        rows=len(people), empty=0, malformed=0, failed_check_digit=0, duplicated=0, changed=0, persons=len(people)
    )
    path = folder / f"{scheme}.parquet"
    made = Extract(path=path, scheme=scheme, key_fingerprint="0" * 16, rule=rule, report=report)
    schema = SCHEMA.with_metadata({METADATA: made.as_json()})
    pq.write_table(pa.table(table, schema=schema), path)
    return path


def as_dict(table: CountTable) -> dict[tuple[str, ...], int | None]:
    return {row.codes: row.persons for row in table.rows}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers=REGISTERS, rows=st.sampled_from([4, 1000]), order=st.randoms())
def test_a_count_is_that_of_sets(
    tmp_path: Path, registers: dict[str, dict[int, str]], rows: int, order: "object"
) -> None:
    paths = [written(tmp_path, scheme, people) for scheme, people in registers.items()]
    order.shuffle(paths)  # type: ignore[attr-defined]
    found = overlap_of(paths, rows_of_a_slice=rows)
    sets = {scheme: set(people) for scheme, people in registers.items()}
    everybody = set().union(*sets.values())
    expected = Counter(" + ".join(sorted(each for each in sets if one in sets[each])) for one in everybody)
    assert found.covered == len(everybody)
    assert as_dict(patterns(found)) == {(name,): count for name, count in expected.items()}
    for each in pairs(found):
        assert each.both == len(sets[each.first] & sets[each.second])
        assert (each.in_first, each.in_second) == (len(sets[each.first]), len(sets[each.second]))
    said = {one: {people[one] for people in registers.values() if people.get(one)} for one in everybody}
    sexes = Counter("_X" if len(each) > 1 else next(iter(each), "_U") for each in said.values())
    assert as_dict(covered(found, ["sex"])) == {(code,): count for code, count in sexes.items()}
    assert found.contradicted == {"sex": sexes["_X"]}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers=REGISTERS)
def test_inclusion_and_exclusion_give_the_union(tmp_path: Path, registers: dict[str, dict[int, str]]) -> None:
    found = overlap_of([written(tmp_path, scheme, people) for scheme, people in registers.items()])
    masks, total = found.patterns(), 0
    for size in range(1, len(registers) + 1):
        for chosen in combinations(range(len(registers)), size):
            wanted = sum(1 << each for each in chosen)
            total += (-1) ** (size + 1) * int(found.persons[(masks & wanted) == wanted].sum())
    assert total == found.covered


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers=REGISTERS, first=st.sampled_from("ABCDE"))
def test_the_register_that_is_believed_is_the_first_that_knows(
    tmp_path: Path, registers: dict[str, dict[int, str]], first: str
) -> None:
    paths = [written(tmp_path, scheme, people) for scheme, people in registers.items()]
    if first not in registers:
        with pytest.raises(FixTheFile, match="REGISTER_SCHEME_UNKNOWN"):
            overlap_of(paths, [first])
        return
    order = [first, *sorted(set(registers) - {first})]
    everybody = set().union(*registers.values())
    believed = Counter(
        next((registers[each][one] for each in order if registers[each].get(one)), "_U") for one in everybody
    )
    found = overlap_of(paths, [first], rows_of_a_slice=4)
    assert as_dict(covered(found, ["sex"])) == {(code,): count for code, count in believed.items()}
    assert found.precedence == tuple(order)


def test_persons_of_three_institutions_are_counted_once(extract: MakesExtract) -> None:
    pensions = [{"id": "000001", "sex": "F", "age": "70"}, {"id": "2", "sex": "M", "age": "66"}]
    health = [{"id": "1", "sex": "F", "age": "70"}, {"id": "3", "sex": "F", "age": "3"}]
    work = [{"id": "00-00-02", "sex": "M", "age": "66"}, {"id": "4", "sex": "M", "age": "30"}]
    paths = [extract(scheme, rows).path for scheme, rows in (("PEN", pensions), ("HEA", health), ("UNE", work))]
    found = overlap_of(paths)
    assert found.covered == 4
    assert as_dict(covered(found, ["sex", "age"])) == {
        ("F", "0-14"): 1,
        ("F", "65+"): 1,
        ("M", "15-64"): 1,
        ("M", "65+"): 1,
    }
    assert [row.codes[0] for row in patterns(found).rows] == ["HEA", "UNE", "HEA + PEN", "PEN + UNE"]
    assert [(each.first, each.second, each.both, each.rate) for each in pairs(found)] == [
        ("HEA", "PEN", 1, 0.5),
        ("HEA", "UNE", 0, 0.0),
        ("PEN", "UNE", 1, 0.5),
    ]


def test_the_precedence_of_the_rule_counts_where_registers_contradict(tmp_path: Path, extract: MakesExtract) -> None:
    text = (tmp_path / "rule.yaml").read_text() + "precedence: [PEN]\n"
    (tmp_path / "rule.yaml").write_text(text)
    agreed = read_rule(tmp_path / "rule.yaml")
    rows = {"HEA": {"sex": "F", "region": "N"}, "PEN": {"sex": "M", "region": ""}, "ZZZ": {"sex": "F", "region": "S"}}
    paths = [extract(scheme, [{"id": "1", **each}], agreed).path for scheme, each in rows.items()]
    found = overlap_of(paths)
    assert as_dict(covered(found, ["sex", "region"])) == {("M", "N"): 1}
    assert found.contradicted == {"sex": 1, "age": 0, "region": 1}
    assert as_dict(covered(overlap_of(paths, []), ["sex", "region"])) == {("_X", "_X"): 1}


def test_rows_left_out_bound_the_count_from_above(extract: MakesExtract) -> None:
    found = overlap_of([extract("A", ["1", "", "x"]).path, extract("B", ["1", ""]).path])
    assert (found.covered, found.left_out) == (1, 3)


def test_a_count_is_an_estimate_without_error(extract: MakesExtract) -> None:
    found = overlap_of([extract("A", [{"id": "1", "sex": "F"}]).path])
    total, women = estimates([covered(found), covered(found, ["sex"])])
    assert (total.domain_var, total.domain, total.estimate, total.n, total.unit) == ("all", "all", 1.0, 1, "persons")
    assert (women.domain_var, women.domain, women.se) == ("sex", "F", None)


def test_the_statements_count_exactly_and_can_be_transpiled() -> None:
    parts = sql.slices(3)
    assert (parts[0].first, parts[-1].after) == (None, None)
    assert [one.after for one in parts[:-1]] == [other.first for other in parts[1:]]
    assert sql.slices(1) == (sql.Slice(None, None),)
    for statement in sql.all_statements(RULE.layout, 5, parts):
        assert re.search(r"approx|hll|sketch|sample|distinct", statement, re.IGNORECASE) is None
        (spark,) = sqlglot.transpile(statement, read="duckdb", write="spark")
        assert "BIT_OR" in spark or "BIT_OR" not in statement
        assert ">>" not in spark


def refused(*paths: Path) -> list[str]:
    with pytest.raises(FixTheFile) as caught:
        overlap_of(paths)
    return [each.code for each in caught.value.problems]


def test_extracts_that_do_not_belong_together_are_refused(tmp_path: Path, extract: MakesExtract) -> None:
    text = (tmp_path / "rule.yaml").read_text()
    (tmp_path / "rule.yaml").write_text(text.replace("QMA-2026", "QMA-2027"))
    later = extract("C", ["1"], read_rule(tmp_path / "rule.yaml")).path
    (tmp_path / "rule.yaml").write_text(text.replace("leading_zeros: pad", "leading_zeros: keep"))
    unlike = extract("D", ["000001"], read_rule(tmp_path / "rule.yaml")).path
    first, twice = extract("A", ["1"]).path, extract("A", ["2"], name="A2").path
    other_key = extract("B", ["1"], key=bytes(range(32))).path
    assert refused(first, later) == ["REGISTER_EXERCISES_DIFFER"]
    assert refused(first, unlike) == ["REGISTER_RULES_DIFFER"]
    assert refused(first, other_key) == ["REGISTER_KEYS_DIFFER"]
    assert refused(first, twice) == ["REGISTER_SCHEME_TWICE"]
    assert refused(first, first) == ["REGISTER_SCHEME_TWICE"]
    assert refused(first, later, unlike, other_key) == [
        "REGISTER_EXERCISES_DIFFER",
        "REGISTER_RULES_DIFFER",
        "REGISTER_KEYS_DIFFER",
    ]


def test_more_schemes_than_there_are_bits_are_refused(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"S{number}", {1: "F"}) for number in range(62)]
    assert refused(*paths) == ["REGISTER_TOO_MANY_SCHEMES"]
    assert overlap_of(paths[:61]).covered == 1


def test_a_file_that_is_no_extract_is_refused(tmp_path: Path, extract: MakesExtract) -> None:
    good = extract("A", [str(number) for number in range(1000)]).path
    (tmp_path / "text.parquet").write_text("id\n1\n")
    pq.write_table(pa.table({"person_hi": [1], "person_lo": [1], "marks": [0]}), tmp_path / "bare.parquet")
    told = pq.read_metadata(good).metadata[METADATA]
    for name, change in (("rule", (b"NFKC", b"NFC")), ("version", (b'"version": 1', b'"version": 9'))):
        schema = SCHEMA.with_metadata({METADATA: told.replace(*change)})
        pq.write_table(pa.table([[1], [1], [0]], schema=schema), tmp_path / f"{name}.parquet")
    for broken in (b"[]", b"1", b'{"report": {"rows": "x"}}', b"{"):
        schema = SCHEMA.with_metadata({METADATA: broken})
        pq.write_table(pa.table([[1], [1], [0]], schema=schema), tmp_path / "broken.parquet")
        assert refused(tmp_path / "broken.parquet") == ["REGISTER_NO_EXTRACT"]
    for name in ("text", "bare", "rule", "version"):
        assert refused(tmp_path / f"{name}.parquet") == ["REGISTER_NO_EXTRACT"]
    assert refused(tmp_path / "nothing.parquet") == ["FILE_MISSING"]
    assert refused() == ["REGISTER_NONE_GIVEN"]


def test_an_extract_with_damaged_pages_is_refused(tmp_path: Path, extract: MakesExtract) -> None:
    good = extract("A", [str(number) for number in range(1000)]).path
    content = bytearray(good.read_bytes())
    content[4:2000] = b"\xff" * 1996
    (tmp_path / "damaged.parquet").write_bytes(content)
    assert refused(tmp_path / "damaged.parquet") == ["REGISTER_DAMAGED"]


def test_a_division_that_does_not_travel_is_refused(extract: MakesExtract) -> None:
    found = overlap_of([extract("A", ["1"]).path])
    with pytest.raises(FixTheFile, match="REGISTER_DIMENSION_UNKNOWN"):
        covered(found, ["name"])
