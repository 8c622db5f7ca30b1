"""The formats of structure messages."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.publish.sdmx.structures.structure_json import (
    write_structure_json_1_0,
    write_structure_json_2_0,
    write_structure_json_2_1,
)
from openssi.publish.sdmx.structures.structure_message import StructureFormat
from openssi.publish.sdmx.structures.structure_ml import (
    write_structure_ml_2_1,
    write_structure_ml_3_0,
    write_structure_ml_3_1,
)

_XML, _JSON = "application/vnd.sdmx.structure+xml;version=", "application/vnd.sdmx.structure+json;version="

_FORMATS = (
    StructureFormat("sdmx-ml-2.1", f"{_XML}2.1", "xml", write_structure_ml_2_1),
    StructureFormat("sdmx-ml-3.0", f"{_XML}3.0.0", "xml", write_structure_ml_3_0),
    StructureFormat("sdmx-ml-3.1", f"{_XML}3.1.0", "xml", write_structure_ml_3_1),
    StructureFormat("sdmx-json-2.0", f"{_JSON}2.0.0", "json", write_structure_json_2_0),
    StructureFormat("sdmx-json-2.1", f"{_JSON}2.1.0", "json", write_structure_json_2_1),
    StructureFormat("sdmx-json-1.0", f"{_JSON}1.0.0", "json", write_structure_json_1_0),
)

STRUCTURE_FORMATS: Mapping[str, StructureFormat] = MappingProxyType({each.id: each for each in _FORMATS})
"""Formats by id; of several versions the first is sent where none is asked for."""
