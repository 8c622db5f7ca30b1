"""The structures of a release as a file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

OpenSSI = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "en")


def test_all_structures_are_written_as_one_message(openssi: OpenSSI, demonstration: Path, tmp_path: Path) -> None:
    code, out, _ = openssi("publish", "structures", "--output", tmp_path, "--workspace", demonstration)
    (path,) = tmp_path.iterdir()
    assert (code, path.name) == (0, "structures-2026.1-sdmx-ml-2.1.xml")
    assert path.name in out.replace("\n", "")
    assert len(list(etree.parse(str(path)).iter("{*}DataStructure"))) >= 6


def test_one_dataflow_is_written_with_what_explains_it(openssi: OpenSSI, demonstration: Path, tmp_path: Path) -> None:
    command = ("publish", "structures", "--format", "sdmx-json-2.0", "--dataflow", "DF_SDG_0131_SEX_SOC_RT")
    assert openssi(*command, "--output", tmp_path, "--workspace", demonstration)[0] == 0
    (path,) = tmp_path.iterdir()
    found = json.loads(path.read_text(encoding="utf-8"))["data"]
    assert [each["id"] for each in found["dataflows"]] == ["DF_SDG_0131_SEX_SOC_RT"]
    assert [each["id"] for each in found["dataStructures"]] == ["DSD_SDG_0131"]


def test_an_unknown_dataflow_and_format_are_refused_with_those_there_are(
    openssi: OpenSSI, demonstration: Path, tmp_path: Path
) -> None:
    at = ("--output", tmp_path, "--workspace", demonstration)
    code, _, err = openssi("publish", "structures", "--dataflow", "DF_NONE", *at)
    assert (code, "DF_INDICATORS" in err, "SDMX_ARTEFACT_UNKNOWN" in err) == (2, True, True)
    code, _, err = openssi("publish", "structures", "--format", "rdf", *at)
    assert (code, "sdmx-json-2.1" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []
