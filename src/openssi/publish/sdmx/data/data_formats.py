"""The formats of data messages: one row, one writer each."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.publish.sdmx.data.csv_data import write_sdmx_csv_1, write_sdmx_csv_2
from openssi.publish.sdmx.data.data_messages import DataFormat
from openssi.publish.sdmx.data.json_data import writes_sdmx_json
from openssi.publish.sdmx.data.json_structure import JSON_2_0, JSON_2_1
from openssi.publish.sdmx.data.xml_data import writes_sdmx_ml
from openssi.publish.sdmx.data.xml_header import ML_2_1, ML_3_0, ML_3_1

_TYPE = "application/vnd.sdmx."

DATA_FORMATS: Mapping[str, DataFormat] = MappingProxyType(
    {
        each.id: each
        for each in (
            DataFormat("sdmx-csv-1.0", f"{_TYPE}data+csv;version=1.0.0", "csv", write_sdmx_csv_1),
            DataFormat("sdmx-csv-2.0", f"{_TYPE}data+csv;version=2.0.0", "csv", write_sdmx_csv_2),
            DataFormat("sdmx-csv-2.1", f"{_TYPE}data+csv;version=2.1.0", "csv", write_sdmx_csv_2),
            DataFormat("sdmx-json-2.0", f"{_TYPE}data+json;version=2.0.0", "json", writes_sdmx_json(JSON_2_0)),
            DataFormat("sdmx-json-2.1", f"{_TYPE}data+json;version=2.1.0", "json", writes_sdmx_json(JSON_2_1)),
            DataFormat("sdmx-ml-2.1", f"{_TYPE}structurespecificdata+xml;version=2.1", "xml", writes_sdmx_ml(ML_2_1)),
            DataFormat("sdmx-ml-3.0", f"{_TYPE}data+xml;version=3.0.0", "xml", writes_sdmx_ml(ML_3_0)),
            DataFormat("sdmx-ml-3.1", f"{_TYPE}data+xml;version=3.1.0", "xml", writes_sdmx_ml(ML_3_1)),
        )
    }
)
"""By id, as the parameter `format` and the commands name them."""
