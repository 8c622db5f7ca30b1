"""The commands of registers: three institutions, a compiler and an outsider, each with what they may have."""

import csv
import hmac
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openssi.microdata.registers.linkage import Linkage, LinkageCount

OpenSSI = Callable[..., tuple[int, str, str]]
RULE = """
exercise: QMA-2026
identifier: {drop: "-", leading_zeros: pad, alphabet: digits, length: 6}
travels:
  sex: {codes: {F: [2], M: [1]}}
  region: {codes: [N, S]}
precedence: [PEN]
"""
REGISTERS = {
    "PEN": "ID,sex,region,name\n000001,F,N,Ada\n2,M,S,Bo\n91-84-56,F,S,Cy\n",
    "HEA": "ID;GENDER;PLACE\n1;2;S\n3;1;N\n;1;N\n12345x;1;N\n",
    "UNE": "ID|sex\n918456|1\n4|2\n4|2\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENSSI_LANG", "en")
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    for scheme, content in REGISTERS.items():
        (tmp_path / scheme).mkdir()
        (tmp_path / scheme / "register.csv").write_text(content, encoding="utf-8")
    (tmp_path / "compiler").mkdir()
    return tmp_path


@pytest.fixture
def extracts(folder: Path, openssi: OpenSSI) -> list[Path]:
    """The extracts, as the compiler has them; the key lies with the institutions."""
    assert openssi("register", "key", folder / "exercise.key")[0] == 0
    for scheme in REGISTERS:
        more = ["--take", "sex=GENDER", "--take", "region=PLACE"] if scheme == "HEA" else []
        code, _, complaint = hash_of(openssi, folder, scheme, *more)
        assert (code, complaint.strip()) == (0, "")
    return sorted((folder / "compiler").glob("*.parquet"))


def hash_of(openssi: OpenSSI, folder: Path, scheme: str, *more: object) -> tuple[int, str, str]:
    given = [*more] if "--key-env" in more else ["--key-file", folder / "exercise.key", *more]
    out = folder / "compiler" / f"{scheme}.parquet"
    source = folder / scheme / "register.csv"
    rule = folder / "rule.yaml"
    return openssi("register", "hash", source, "--column", "ID", "--rule", rule, "--scheme", scheme, "-o", out, *given)


def rows_of(output: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(output)))


def test_a_compiler_counts_everybody_once(extracts: list[Path], openssi: OpenSSI) -> None:
    code, output, _ = openssi("register", "count", *extracts, "--protect", "none", "--format", "csv")
    assert code == 0
    assert rows_of(output) == [
        ["domain_var", "domain", "persons"],
        ["all", "all", "5"],
        ["sex", "F", "3"],
        ["sex", "M", "2"],
        ["region", "N", "2"],
        ["region", "S", "2"],
        ["region", "_U", "1"],
    ]
    code, output, _ = openssi(
        "register", "count", *extracts, "--protect", "none", "--by", "sex,region", "--format", "csv"
    )
    assert ["sex,region", "F,N", "1"] in rows_of(output)


def test_what_was_left_out_and_what_contradicts_is_said(extracts: list[Path], openssi: OpenSSI) -> None:
    _, output, _ = openssi("register", "count", *extracts, "--protect", "none")
    assert "5 persons are covered by at least one of 3 schemes; the registers have 7 together." in output
    assert "2 rows had no usable identifier: at most 7 persons are covered." in output
    assert "Sex: registers contradict each other on 1 person; PEN counts first." in output
    assert "Region: registers contradict each other on 1 person; PEN counts first." in output
    _, output, _ = openssi("register", "count", *extracts, "--protect", "none", "--precedence", "")
    assert "Sex: registers contradict each other on 1 person, counted apart as _X." in output


def test_the_overlap_shows_which_schemes_cover_together(extracts: list[Path], openssi: OpenSSI) -> None:
    code, output, _ = openssi("register", "overlap", *extracts, "--protect", "none", "--format", "csv")
    assert code == 0
    assert rows_of(output) == [
        ["schemes", "persons"],
        ["HEA", "1"],
        ["PEN", "1"],
        ["UNE", "1"],
        ["HEA + PEN", "1"],
        ["PEN + UNE", "1"],
    ]
    _, output, _ = openssi("register", "overlap", *extracts, "--protect", "none", "--by", "sex")
    assert ["HEA", "PEN", "1", "50.0%"] in [line.split() for line in output.splitlines()]
    assert output.splitlines()[0].split() == ["HEA", "PEN", "UNE", "Sex", "Persons", "Share"]


def test_the_report_tells_an_institution_how_many_rows_could_be_hashed(folder: Path, openssi: OpenSSI) -> None:
    openssi("register", "key", folder / "exercise.key")
    _, output, _ = hash_of(openssi, folder, "HEA")
    shown = {line.rsplit(None, 1)[0].strip(): line.rsplit(None, 1)[1] for line in output.splitlines()}
    assert shown["Rows of the register"] == "4"
    assert shown["Left out: no identifier"] == "1"
    assert shown["Left out: signs or length do not fit"] == "1"
    assert shown["Not known: Sex"] == "2"
    assert shown["Share of rows that could be hashed"] == "50.0%"


def test_an_institution_sees_its_register_a_compiler_hashes_and_an_outsider_counts(
    folder: Path, extracts: list[Path], openssi: OpenSSI
) -> None:
    # The institution has the key, and can find its own person in its own extract.
    key = bytes.fromhex((folder / "exercise.key").read_text())
    person = hmac.digest(key, b"918456", "sha256")
    halves = [int.from_bytes(person[at : at + 8], "big", signed=True) for at in (0, 8)]
    own = pq.read_table(folder / "compiler" / "PEN.parquet").to_pylist()
    assert halves in [[row["person_hi"], row["person_lo"]] for row in own]
    # The compiler has extracts: no identifier, no name, no key, and no column but three numbers.
    for path in extracts:
        content = path.read_bytes()
        assert pq.read_schema(path).names == ["person_hi", "person_lo", "marks"]
        for secret in (b"918456", b"000001", b"Ada", key, key.hex().encode()):
            assert secret not in content
    # The outsider reads what is printed: counts and no hash.
    _, output, _ = openssi("register", "overlap", *extracts, "--protect", "none")
    assert str(halves[0]) not in output


def test_an_extract_says_what_it_was_made_by(extracts: list[Path], folder: Path, openssi: OpenSSI) -> None:
    code, output, _ = openssi("register", "show", extracts[0], "--format", "json")
    told = json.loads(output)
    assert code == 0
    assert (told["exercise"], told["scheme"], told["report"]["persons"]) == ("QMA-2026", "HEA", 2)
    assert (folder / "exercise.key").read_text().strip() not in output
    assert "QMA-2026" in openssi("register", "show", extracts[0])[1]


def test_what_is_known_of_nobody_is_told_with_the_column_and_the_remedy(folder: Path, openssi: OpenSSI) -> None:
    openssi("register", "key", folder / "exercise.key")
    code, _, complaint = hash_of(openssi, folder, "HEA", "--take", "sex=PLACE", "--take", "region=PLACE")
    assert code == 0
    assert complaint.count("REGISTER_NEVER_KNOWN") == 1
    assert "register.csv, PLACE" in complaint
    assert "--take sex=" in complaint


def test_a_key_that_others_can_read_is_pointed_out(folder: Path, openssi: OpenSSI) -> None:
    openssi("register", "key", folder / "exercise.key")
    (folder / "exercise.key").chmod(0o644)
    code, _, complaint = hash_of(openssi, folder, "PEN")
    assert code == 0
    assert "chmod 600" in complaint


def test_a_key_can_come_from_the_environment(folder: Path, openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXERCISE_KEY", bytes(range(32)).hex())
    assert hash_of(openssi, folder, "PEN", "--key-env", "EXERCISE_KEY")[0] == 0


def test_what_is_taken_from_where_is_written_with_an_equals_sign(folder: Path, openssi: OpenSSI) -> None:
    openssi("register", "key", folder / "exercise.key")
    code, _, complaint = hash_of(openssi, folder, "PEN", "--take", "sex")
    assert (code, "REGISTER_TAKE_UNFIT" in complaint) == (2, True)
    code, _, complaint = hash_of(openssi, folder, "PEN", "--take", "name=name")
    assert (code, "REGISTER_MAY_NOT_TRAVEL" in complaint) == (2, True)
    _, output, _ = hash_of(openssi, folder, "PEN", "--take", "sex=")
    assert any(line.split() == ["Not", "known:", "Sex", "3"] for line in output.splitlines())


def test_complaints_are_in_the_language_of_the_person(
    folder: Path, openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "fr")
    code, _, complaint = openssi("register", "count", folder / "rule.yaml")
    assert code == 2
    assert "Veuillez soit indiquer le fichier envoyé par l’institution" in complaint


def test_sketches_of_small_registers_are_refused(extracts: list[Path], folder: Path, openssi: OpenSSI) -> None:
    code, _, complaint = openssi("register", "sketch", extracts[0], "-o", folder / "a.sketch")
    assert (code, "REGISTER_SKETCH_SMALL" in complaint) == (2, True)
    assert not (folder / "a.sketch").exists()


def test_sketches_are_counted_with_their_limits(folder: Path, openssi: OpenSSI) -> None:
    (folder / "exercise.key").write_text(bytes(range(32)).hex(), encoding="ascii")
    for scheme, first in (("PEN", 0), ("HEA", 3000)):
        ids = "\n".join(f"{number:06d}" for number in range(first, first + 6000))
        (folder / scheme / "register.csv").write_text(f"ID\n{ids}\n")
        hash_of(openssi, folder, scheme)
        made = openssi(
            "register", "sketch", folder / "compiler" / f"{scheme}.parquet", "-o", folder / scheme / "s", "--size", 9
        )
        assert made[0] == 0
    files = (folder / "PEN" / "s", folder / "HEA" / "s")
    code, output, _ = openssi("register", "sketch-count", *files, "--format", "csv")
    rows = rows_of(output)
    assert code == 0
    assert rows[0] == [
        "kind", "schemes", "domain_var", "domain", "persons", "lower", "upper", "dominated_by_error",
    ]  # fmt: skip
    assert rows[1][:4] == ["union", "HEA + PEN", "all", "all"]
    assert float(rows[1][5]) <= 9000 <= float(rows[1][6])
    assert "95 of 100" in openssi("register", "sketch-count", *files)[1]


@pytest.mark.parametrize(
    "asked",
    [("count", "a"), ("overlap", "a"), ("sketch-count", "a"), ("link", "PEN=a", "HEA=b", "--rule", "rule.yaml")],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(
    asked: tuple[str, ...], openssi: OpenSSI
) -> None:
    code, _, complaint = openssi("register", *asked, "--report", "no/such/folder/file.csv")
    assert (code, "[OUTPUT_FOLDER_MISSING]" in complaint) == (2, True)


def test_registers_to_link_are_named_by_their_scheme(folder: Path, openssi: OpenSSI) -> None:
    rule = folder / "rule.yaml"
    for given in (["PEN"], ["PEN=a", "PEN=b"], ["a b=c"]):
        code, _, complaint = openssi("register", "link", *given, "--rule", rule)
        assert (code, "LINKAGE_REGISTER_UNFIT" in complaint) == (2, True)


def test_a_linkage_is_printed_with_its_quality(folder: Path, openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = tuple(
        LinkageCount(threshold=threshold, persons=persons, links=100 - persons, precision=0.875, recall=None)
        for threshold, persons in ((0.5, 40), (0.9, 60), (0.99, 75))
    )
    found = Linkage(schemes=("HEA", "PEN"), records=(40, 60), compared=50, counts=counts)  # type: ignore[arg-type]
    monkeypatch.setattr("openssi.run.commands.register_link.link", lambda *_: found)
    (folder / "linkage.yaml").write_text(
        "exercise: L\ncompare: [{column: first, by: exact}, {column: sex, by: exact}]\n"
        "block_on: [[first]]\ntrain_on: [[first]]\ncertain: [[first]]\nrecall: 0.9\nthreshold: 0.9\n"
    )
    given = ("register", "link", "PEN=a", "HEA=b", "--rule", folder / "linkage.yaml")
    code, output, _ = openssi(*given, "--format", "csv")
    assert code == 0
    assert rows_of(output)[0][:3] == ["threshold", "persons", "links"]
    assert rows_of(output)[2] == ["0.9", "60", "40", "0.875", "", "", ""]
    _, output, _ = openssi(*given)
    assert "60 persons are covered by at least one scheme, 40 to 75 at the other thresholds" in output
    assert "only labelled pairs measure them" in output


def test_counts_of_few_persons_do_not_leave_and_it_is_said_why(
    extracts: list[Path], openssi: OpenSSI, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    code, output, complaint = openssi("register", "count", *extracts, "--format", "csv", "--report", report)
    assert code == 0
    assert {row[2] for row in rows_of(output)[1:]} == {""}
    assert "Fewer than 10 persons" in complaint
    assert "DISCLOSURE_SMALL" in report.read_text(encoding="utf-8")


def test_an_overlap_of_few_persons_does_not_leave(extracts: list[Path], openssi: OpenSSI) -> None:
    _, output, complaint = openssi("register", "overlap", *extracts)
    assert "not shown" in output
    assert "5 persons are covered" not in output
    assert "[DISCLOSURE_SMALL]" in complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "Sex"), "La dimension transmise la plus proche est «\u00a0sex\u00a0»"),
        (("--precedence", "pen"), "Le plus proche est «\u00a0PEN\u00a0»"),
        (("--master", "local[2]"), "[OPTION_NEEDS]"),
        (("--protect", "none", "--report", "report.csv"), "[OPTION_NOT_WITH]"),
        (("--protect", "none", "--record", "left.parquet"), "[OPTION_NOT_WITH]"),
    ],
)
def test_what_is_asked_wrongly_of_extracts_is_answered_with_what_is_nearest(
    extracts: list[Path], openssi: OpenSSI, arguments: tuple[str, ...], said: str
) -> None:
    left, output, complaints = openssi("--lang", "fr", "register", "count", *extracts, *arguments)
    assert (left, output) == (2, "")
    assert said in complaints


def test_dimensions_that_stand_twice_are_answered_once(extracts: list[Path], openssi: OpenSSI) -> None:
    doubled = ("--by", "sex,", "--by", "sex,sex")
    for command, further in (("count", ()), ("overlap", ("--by", "schemes"))):
        once = openssi("register", command, *extracts, "--protect", "none", "--by", "sex")
        assert openssi("register", command, *extracts, "--protect", "none", *doubled, *further) == once


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--encoding", "utf-9"), "REGISTER_ENCODING_UNKNOWN"),
        (("--take", "sex=GENDER", "--take", "sex=SEX"), "REGISTER_TAKE_TWICE"),
    ],
)
def test_what_cannot_be_taken_from_a_register_is_refused(
    folder: Path, openssi: OpenSSI, more: tuple[str, ...], code: str
) -> None:
    openssi("register", "key", folder / "exercise.key")
    left, _, complaints = hash_of(openssi, folder, "PEN", *more)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints
