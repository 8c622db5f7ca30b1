"""Read a dataflow of a running site by pysdmx, structure first, and print what was read as JSON."""

import io
import json
import sys

from pysdmx.api.qb import ApiVersion, DataContext, DataFormat, DataQuery, RestService, StructureFormat
from pysdmx.api.qb.structure import StructureQuery, StructureReference, StructureType
from pysdmx.io import get_datasets

VERSIONS = {"v1": ApiVersion.V1_5_0, "v2": ApiVersion.V2_0_0}
STRUCTURES = {"v1": StructureFormat.SDMX_ML_2_1, "v2": StructureFormat.SDMX_ML_3_0}


def main(address: str, manner: str, data_format: str, key: str) -> None:
    service = RestService(
        f"{address}/sdmx/{manner}",
        VERSIONS[manner],
        data_format=DataFormat[data_format],
        structure_format=STRUCTURES[manner],
        timeout=120,
    )
    reference = ("OPENSSI", "DF_INDICATORS", "1.0")
    structure = service.structure(
        StructureQuery(StructureType.DATAFLOW, *reference, references=StructureReference.DESCENDANTS)
    )
    data = service.data(DataQuery(DataContext.DATAFLOW, *reference, key))
    [dataset] = get_datasets(io.BytesIO(data), io.BytesIO(structure))
    components = dataset.structure.components
    frame = dataset.data
    names = [each.id for each in components.dimensions]
    rows = frame[[*names, "OBS_VALUE"]].astype(str).to_numpy().tolist()
    sys.stdout.write(
        json.dumps({"dimensions": names, "measures": [each.id for each in components.measures], "rows": rows})
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
