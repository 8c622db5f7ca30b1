"""Registers in Python: the same counts as the commands give, and the truth behind the invented registers."""

import csv
import io
from pathlib import Path

import pytest

import openssi as library
from conftest import OpenSSI
from openssi.definitions import default_root
from openssi.microdata.registers import Register, hash_register, read_rule
from openssi.training.register_example import InventedSources, invented_sources

ALSO = {"sex": "sex", "age": "birth_date", "region": "region"}
SOURCES = {
    "PEN": ("pensioners.csv", "NATIONAL_ID", ALSO),
    "HEA": ("members.csv", "insured_person", ALSO),
    "SOC": ("assistance.csv", "ID", {"sex": "GENDER", "age": "BORN", "region": "DISTRICT"}),
}


@pytest.fixture(scope="module")
def truth() -> InventedSources:
    return invented_sources(default_root())


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The extracts of the three invented registers."""
    folder = tmp_path_factory.mktemp("registers")
    library.example_registers(folder)
    rule, found = read_rule(folder / "rule.yaml"), []
    for scheme, (file, column, columns) in SOURCES.items():
        found.append(folder / f"{scheme.lower()}.parquet")
        register = Register(path=folder / file, scheme=scheme, column=column, columns=columns)
        hash_register(register, rule, bytes(range(32)), found[-1])
    return found


def printed(openssi: OpenSSI, *arguments: object) -> list[dict[str, str]]:
    code, found, complaints = openssi("register", *arguments, "--format", "csv")
    assert code == 0, complaints
    return list(csv.DictReader(io.StringIO(found)))


def test_the_count_is_the_truth_whatever_way_identifiers_were_written(
    extracts: list[Path], truth: InventedSources
) -> None:
    everybody = frozenset[str]().union(*truth.persons.values())
    frame = library.count_registers(extracts, by=[])
    assert frame["persons"] == [len(everybody)]
    both = library.overlap_registers(extracts, protect=None)
    shared = {row["schemes"]: row["persons"] for row in both if row["kind"] == "at_least"}
    assert shared == {
        f"{one} + {other}": len(truth.persons[one] & truth.persons[other])
        for one, other in (("HEA", "PEN"), ("HEA", "SOC"), ("PEN", "SOC"))
    }


def test_counts_are_those_of_the_command(openssi: OpenSSI, extracts: list[Path]) -> None:
    rows = printed(openssi, "count", *extracts, "--by", "sex", "--by", "region,age")
    frame = library.count_registers(extracts, by=["sex", "region,age"])
    told = [(each["domain_var"], each["domain"], each["persons"]) for each in frame]
    assert told == [(row["domain_var"], row["domain"], int(row["persons"])) for row in rows]
    by_default = library.count_registers(extracts)
    assert list(dict.fromkeys(by_default["domain_var"])) == ["all", "sex", "age", "region"]


def test_patterns_are_those_of_the_command_and_add_up(openssi: OpenSSI, extracts: list[Path]) -> None:
    rows = printed(openssi, "overlap", *extracts, "--by", "sex")
    exactly = [row for row in library.overlap_registers(extracts, by="sex") if row["kind"] == "exactly"]
    assert [(row["schemes"], row["sex"], row["persons"]) for row in exactly] == [
        (row["schemes"], row["sex"], int(row["persons"])) for row in rows
    ]
    assert sum(row["share"] for row in exactly) == pytest.approx(1)


def test_few_persons_do_not_leave_and_the_notes_say_so(extracts: list[Path], tmp_path: Path) -> None:
    rule = tmp_path / "strict.yaml"
    rule.write_text(
        "strict:\n  name: {en: a, fr: a, es: a}\n  source: nobody\n  minimum: 150\n  zeros: publish\n"
        "  complementary: true\n  protection: 10\n  rounding: 1\n",
        encoding="utf-8",
    )
    frame = library.count_registers(extracts, by="sex,region", protect=str(rule))
    withheld = [row["domain"] for row in frame if row["persons"] is None]
    assert withheld
    assert any("Fewer than 150 persons" in each for each in frame.withheld)
    assert not any("Fewer than 150 persons" in note for note in frame.notes)
    unprotected = library.count_registers(extracts, by="sex,region", protect=None)
    assert None not in unprotected["persons"]
    assert unprotected.notes[-1].startswith("Not protected (protect=None)")


def test_counts_and_overlaps_are_recorded_together_and_the_record_is_of_these_extracts(
    openssi: OpenSSI, extracts: list[Path], tmp_path: Path
) -> None:
    record = tmp_path / "left.parquet"
    counted = library.count_registers(extracts, by="sex", record=record)
    before = record.read_bytes()
    shared = library.overlap_registers(extracts, record=record)
    assert record.read_bytes() != before
    assert record.stat().st_mode & 0o077 == 0
    assert sum(row["persons"] for row in shared if row["kind"] == "exactly") == counted["persons"][0]
    printed(openssi, "count", *extracts, "--record", record)
    with pytest.raises(library.OpenSSIError, match="DISCLOSURE_RECORD_OF_OTHER_DATA"):
        library.count_registers(extracts[:2], record=record)


@pytest.mark.parametrize(
    ("labels", "name", "note"), [("fr", "Sexe", "personnes sont couvertes"), ("es", "Sexo", "están cubiertas")]
)
def test_names_and_notes_are_in_the_language_of_the_labels(
    extracts: list[Path], labels: str, name: str, note: str
) -> None:
    frame = library.count_registers(extracts, by="sex", labels=labels)
    assert frame["domain_var_name"][1] == name
    assert note in frame.notes[0]


def test_a_dimension_that_does_not_travel_is_refused(extracts: list[Path]) -> None:
    with pytest.raises(library.OpenSSIError, match="REGISTER_DIMENSION_UNKNOWN"):
        library.count_registers(extracts, by="income")
