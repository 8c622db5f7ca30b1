"""Libraries of others read what OpenSSI writes, each in a process of its own, and find every value."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from message_world import ROWS, Row, row, written

SCRIPT = Path(__file__).with_name("read_message.py")
NOTES = ('He said "no", twice', "<Obs/> & ]]>", "=1+1", "line\nbreak", "😀 é 漢")
AWKWARD: tuple[Row, ...] = (
    *ROWS,
    *(row("QMC", 2000 + year, year + 1 / 3, NOTE=note) for year, note in enumerate(NOTES)),
)
SHAPES = ("TIME_PERIOD", "AllDimensions", "REF_AREA")

Found = dict[tuple[str, str], tuple[float | None, str | None, str]]


def read_by(library: str, paths: list[Path]) -> dict[str, Found]:
    command = [sys.executable, "-W", "ignore", str(SCRIPT), library, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return {name: found(rows) for name, rows in json.loads(done.stdout).items()}


def files(folder: Path, *formats: str) -> list[Path]:
    """Write the rows in formats and shapes."""
    paths = []
    for format_id in formats:
        for at in SHAPES:
            path = folder / f"{format_id}-{at}.{'csv' if 'csv' in format_id else 'xml'}"
            path.write_bytes(written(format_id, AWKWARD, at_observation=at).encode())
            paths.append(path)
    return paths


def expected() -> Found:
    return {
        (each["REF_AREA"], str(each["TIME_PERIOD"])): (each["OBS_VALUE"], each.get("NOTE"), each["OBS_STATUS"])
        for each in AWKWARD
    }


def found(rows: list[dict[str, str]]) -> Found:
    return {
        (each["REF_AREA"], each["TIME_PERIOD"]): (
            _number(each.get("OBS_VALUE")),
            each.get("NOTE"),
            each["OBS_STATUS"],
        )
        for each in rows
    }


def _number(text: str | None) -> float | None:
    return None if text in (None, "NaN", "nan") else float(text)


def test_pysdmx_finds_every_value_in_every_csv_and_xml(tmp_path: Path) -> None:
    formats = ("sdmx-csv-1.0", "sdmx-csv-2.0", "sdmx-csv-2.1", "sdmx-ml-2.1", "sdmx-ml-3.0", "sdmx-ml-3.1")
    paths = files(tmp_path, *formats)
    assert read_by("pysdmx", paths) == {path.name: expected() for path in paths}


# It reads neither SDMX-CSV nor SDMX-ML 3.1 nor SDMX-JSON 2, and one version of SDMX-ML in a process.
@pytest.mark.parametrize("format_id", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
def test_sdmx1_finds_every_value_in_an_xml(format_id: str, tmp_path: Path) -> None:
    paths = files(tmp_path, format_id)
    assert read_by("sdmx1", paths) == {path.name: expected() for path in paths}
