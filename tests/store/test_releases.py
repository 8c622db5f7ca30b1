"""A release never changes, and readers always see a whole one."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.engine import read_parquet, table_of
from openssi.store import Releases
from openssi.vocabulary.dataflow import AREAS
from openssi.vocabulary.errors import FixTheFile, TryAgain
from openssi.vocabulary.release import Release


def draft(release_id: str, created: str = "2026-01-01T00:00:00+00:00") -> Release:
    return Release(
        id=release_id,
        created=created,
        kind="demonstration",
        software_version="0.1.0",
        definitions_version="2026.1",
        questionnaire_version="2026.1",
        method={"max_age": "5"},
        sources=({"file": "a.csv", "sha256": "00", "read": ""},),
        waivers=(),
        files=(),
    )


TABLES = {"areas": table_of(AREAS, [{"area": "QMA"}])}


def test_a_release_is_read_back_with_its_checksums(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    written = releases.write(draft("2026.1"), TABLES)
    assert releases.read("2026.1") == written
    assert releases.latest_id() == "2026.1"
    assert written.files[0].rows == 1
    assert releases.damaged_files("2026.1") == []


def test_an_id_that_exists_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.write(draft("2026.1"), TABLES)
    with pytest.raises(FixTheFile) as caught:
        releases.write(draft("2026.1"), {"areas": table_of(AREAS)})
    assert caught.value.problems[0].code == "RELEASE_EXISTS"
    assert read_parquet(releases.folder("2026.1") / "areas.parquet").num_rows == 1


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "é", "x" * 41, "a b"])
def test_an_id_that_is_no_part_of_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        Releases(tmp_path).write(draft(name), TABLES)
    assert caught.value.problems[0].code == "RELEASE_ID_UNFIT"


@pytest.mark.parametrize("name", ["2026.2", "..", "../2026.1", ""])
def test_an_unknown_release_is_answered_with_those_that_exist(tmp_path: Path, name: str) -> None:
    releases = Releases(tmp_path)
    releases.write(draft("2026.1"), TABLES)
    with pytest.raises(FixTheFile) as caught:
        releases.read(name)
    assert caught.value.problems[0].code == "RELEASE_UNKNOWN"
    assert "2026.1" in caught.value.problems[0].message("fr")


def test_the_next_id_is_the_first_free_number_of_the_year(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    assert releases.next_id(2026) == "2026.1"
    releases.write(draft("2026.1"), TABLES)
    assert releases.next_id(2026) == "2026.2"
    assert releases.next_id(2027) == "2027.1"


def test_a_file_that_was_altered_is_found(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.write(draft("2026.1"), TABLES)
    path = releases.folder("2026.1") / "areas.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    assert releases.damaged_files("2026.1") == ["areas.parquet"]


def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".2026.1.abc").mkdir()
    Releases(tmp_path).write(draft("2026.1"), TABLES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026.1", "latest.json"]


def test_two_writers_of_one_id_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(self: Path, target: Path) -> Path:
        raise OSError(39, "Directory not empty", str(target))

    monkeypatch.setattr(Path, "rename", taken)
    with pytest.raises(TryAgain) as caught:
        Releases(tmp_path).write(draft("2026.1"), TABLES)
    assert caught.value.problems[0].code == "RELEASE_TAKEN_MEANWHILE"


WRITER = """
import sys
from pathlib import Path
import pyarrow as pa
from test_releases import draft
from openssi.store import Releases
releases = Releases(Path(sys.argv[1]))
number = int(sys.argv[2])
table = pa.table({"area": ["QMA"] * 200_000, "number": [number] * 200_000})
print("ready", flush=True)
for step in range(1000):
    name = f"r{number}.{step}"
    releases.write(draft(name, f"2026-01-01T00:{number:02d}:{step:02d}"), {each: table for each in "abcdef"})
"""


def latest_is_whole(releases: Releases) -> bool:
    latest = releases.latest_id()
    if latest is None:
        return True
    numbers = {
        value
        for file in releases.read(latest).files
        for value in read_parquet(releases.folder(latest) / file.name).column("number").unique().to_pylist()
    }
    return releases.damaged_files(latest) == [] and len(releases.read(latest).files) == 6 and len(numbers) == 1


def test_readers_see_a_whole_release_when_the_writer_is_killed_at_ten_random_moments(tmp_path: Path) -> None:
    moments = random.Random(20260101)  # noqa: S311 - moments, not secrets
    releases = Releases(tmp_path)
    releases.write(draft("before"), {each: pa.table({"area": ["QMA"], "number": [0]}) for each in "abcdef"})
    for number in range(10):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            deadline = time.monotonic() + moments.uniform(0.0, 0.25)
            while time.monotonic() < deadline:
                assert latest_is_whole(releases)
            writer.kill()
        assert latest_is_whole(releases)
    assert releases.latest_id() != "before"
