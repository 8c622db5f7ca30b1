"""Read a dataflow of a running site by sdmx1, structure first, and print what was read as JSON."""

import json
import sys
from typing import Any

import sdmx

TYPE = "application/vnd.sdmx."
ACCEPTED = {"v1": {}, "v2": {"dataflow": f"{TYPE}structure+xml;version=2.1", "data": f"{TYPE}data+xml;version=3.0.0"}}
"""What is asked for where sdmx1 asks for anything: it reads no structures in JSON."""

VERSIONS = {"v1": {"2.1"}, "v2": {"3.0.0"}}


def main(address: str, manner: str, key: str) -> None:
    headers = {resource: {"Accept": accepted} for resource, accepted in ACCEPTED[manner].items()}
    source: dict[str, Any] = {"id": "OPENSSI", "name": "OpenSSI", "url": f"{address}/sdmx/{manner}"}
    sdmx.add_source({**source, "headers": headers, "versions": VERSIONS[manner]})
    client = sdmx.Client("OPENSSI")
    structures = client.dataflow("DF_INDICATORS", params={"references": "descendants"})
    dataflow = structures.dataflow["DF_INDICATORS"]
    definition = structures.structure["DSD_SSI_IND"]
    message = client.data("DF_INDICATORS", key=key, dsd=definition)
    dimensions = [each.id for each in definition.dimensions.components]
    rows = [[*(each.key[name].value for name in dimensions), each.value] for each in message.data[0].obs]
    names = {each.id: each.name["fr"] for each in structures.codelist["CL_SEX"]}
    found = {"dataflow": dataflow.name["es"], "dimensions": dimensions, "sexes": names}
    sys.stdout.write(json.dumps({**found, "rows": [list(map(str, each)) for each in rows]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
