"""Two clients of SDMX, each in a process of its own, list dataflows and read structures from a running server."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openssi.definitions import load
from openssi.run.site import ReleaseSite
from openssi.vocabulary.data_structure import PublishedStructures

OPENSSI = Path(sys.executable).with_name("openssi")

SDMX1 = """
import json, sys, sdmx
sdmx.add_source({"id": "OPENSSI", "name": "OpenSSI", "url": sys.argv[1] + "/sdmx/v1"})
client = sdmx.Client("OPENSSI")
flows = {name: str(each.name) for name, each in client.dataflow().dataflow.items()}
found = client.dataflow("DF_INDICATORS")
structure = found.structure["DSD_SSI_IND"]
dimensions = [
    [each.id, each.local_representation.enumerated.id if each.local_representation.enumerated else ""]
    for each in structure.dimensions.components
]
codes = {
    name: {code.id: code.name.localizations for code in found.codelist[name]} for _, name in dimensions if name
}
french = client.codelist("CL_SEX", headers={"Accept-Language": "fr"}).codelist["CL_SEX"]["F"].name.localizations
print(json.dumps([flows, dimensions, codes, french]))
"""
PYSDMX = """
import json, sys
from pysdmx.api.fmr import RegistryClient
client = RegistryClient(sys.argv[1] + "/sdmx/v2")
flows = {each.id: each.name for each in client.get_dataflows("OPENSSI")}
schema = client.get_schema("dataflow", "OPENSSI", "DF_INDICATORS", "1.0")
dimensions = [[each.id, [code.id for code in each.enumeration or ()]] for each in schema.components.dimensions]
sexes = {code.id: code.name for code in client.get_codes("OPENSSI", "CL_SEX")}
details = client.get_dataflow_details("OPENSSI", "DF_INDICATORS")
print(json.dumps([flows, dimensions, sexes, details.dsd_ref]))
"""


@pytest.fixture(scope="module")
def structures(demonstration: Path) -> PublishedStructures:
    return ReleaseSite(demonstration, load()).latest().structures


@pytest.fixture(scope="module")
def server(demonstration: Path) -> Iterator[str]:
    """The address of a server of the demonstration world."""
    command = [str(OPENSSI), "--lang", "en", "serve", "--workspace", str(demonstration), "--port", "0"]
    own = {name: each for name, each in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=own) as process:
        assert process.stdout is not None
        found = next(match for line in process.stdout if (match := re.search(r"http://[\w.]+:\d+", line)))
        yield found.group()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def asked(program: str, address: str) -> Any:
    command = [sys.executable, "-W", "ignore", "-c", program, address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="the server is ended otherwise on Windows")
def test_sdmx1_finds_the_dataflows_and_a_structure_with_its_code_lists(
    server: str, structures: PublishedStructures
) -> None:
    flows, dimensions, codes, french = asked(SDMX1, server)
    expected = structures.dataflows["DF_INDICATORS"].structure
    assert flows == {name: each.name.en for name, each in structures.dataflows.items()}
    assert dimensions == [[each.id, each.codelist] for each in (*expected.dimensions, expected.time)]
    for _, name in dimensions[:-1]:
        assert codes[name] == {
            code.id: {"en": code.name.en, "fr": code.name.fr, "es": code.name.es}
            for code in structures.codelists[name].codes
        }
    assert french == {"fr": "Femmes"}


@pytest.mark.skipif(sys.platform == "win32", reason="the server is ended otherwise on Windows")
def test_pysdmx_finds_the_dataflows_and_a_schema_with_the_codes_in_use(
    server: str, structures: PublishedStructures
) -> None:
    flows, dimensions, sexes, structure = asked(PYSDMX, server)
    expected = structures.dataflows["DF_INDICATORS"].structure
    assert flows == {name: each.name.en for name, each in structures.dataflows.items()}
    assert [name for name, _ in dimensions] == [*(each.id for each in expected.dimensions), expected.time.id]
    told = dict(dimensions)
    assert told["SEX"] == ["_T", "M", "F"]
    assert set(told["REF_AREA"]) <= set(structures.codelists["CL_AREA"].by_id)
    assert sexes == {each.id: each.name.en for each in structures.codelists["CL_SEX"].codes}
    assert structure.endswith("DataStructure=OPENSSI:DSD_SSI_IND(1.0)")
