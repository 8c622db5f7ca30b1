"""Clients of others read structures and data from a running site, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from openssi.store import Workspace

HERE = Path(__file__).parent
INDICATOR = "SDG_1_3_1_OLD_AGE"
KEY = ["FREQ", "REF_AREA", "INDICATOR", "SEX", "BREAKDOWN", "TIME_PERIOD"]
V1_KEY, V2_KEY = f"A.QMA+QMB.{INDICATOR}..", f"A.QMA.{INDICATOR}.*.*"
AREAS = {"v1": ("QMA", "QMB"), "v2": ("QMA",)}


@pytest.fixture(scope="module")
def address(demonstration: Path) -> Iterator[str]:
    command = [str(Path(sys.executable).with_name("openssi")), "--lang", "en", "serve"]
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    options = ["--workspace", str(demonstration), "--port", "0"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=own) as server:
        assert server.stdout is not None
        yield next(found.group() for line in server.stdout if (found := re.search(r"http://[\w.]+:\d+", line)))
        server.terminate()


def read(script: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, str(HERE / script), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def stored(demonstration: Path, manner: str) -> list[tuple[object, ...]]:
    releases = Workspace.open(demonstration).releases
    table = pq.read_table(releases.folder(str(releases.latest_id())) / "DF_INDICATORS.parquet")
    rows = table.select([*KEY, "OBS_VALUE"]).to_pylist()
    found = [each for each in rows if each["INDICATOR"] == INDICATOR and each["REF_AREA"] in AREAS[manner]]
    return sorted(tuple(map(str, each.values())) for each in found if each["OBS_VALUE"] is not None)


def with_values(rows: list[list[str]]) -> list[tuple[object, ...]]:
    """What was read, each value as the shortest digits of the same number."""
    there = [each for each in rows if each[-1] not in {"None", "nan", "NaN", ""}]
    return sorted((*each[:-1], str(float(each[-1]))) for each in there)


@pytest.mark.parametrize(("manner", "key"), [("v1", V1_KEY), ("v2", V2_KEY)])
def test_sdmx1_reads_what_is_stored(address: str, demonstration: Path, manner: str, key: str) -> None:
    found = read("read_by_sdmx1.py", address, manner, key)
    assert found["dimensions"] == KEY
    assert found["dataflow"] == "Indicadores de los países"
    assert {"F", "M", "_T"} <= set(found["sexes"])
    assert with_values(found["rows"]) == stored(demonstration, manner)


@pytest.mark.parametrize(
    ("manner", "data_format", "key"),
    [
        ("v1", "SDMX_ML_2_1_STR", V1_KEY),
        ("v1", "SDMX_CSV_1_0_0", V1_KEY),
        ("v2", "SDMX_CSV_2_0_0", V2_KEY),
        ("v2", "SDMX_ML_3_0", V2_KEY),
    ],
)
def test_pysdmx_reads_what_is_stored(
    address: str, demonstration: Path, manner: str, data_format: str, key: str
) -> None:
    found = read("read_by_pysdmx.py", address, manner, data_format, key)
    assert (found["dimensions"], found["measures"]) == (KEY, ["OBS_VALUE"])
    assert with_values(found["rows"]) == stored(demonstration, manner)
